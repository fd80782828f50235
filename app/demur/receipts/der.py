"""Just enough DER to read what a timestamp says of itself, whoever signed it (X.690, 8 and 10; RFC 3161, 2.4.2)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

_SEQUENCE: Final = 0x30
_INTEGER: Final = 0x02
_OCTETS: Final = 0x04
_TIME: Final = 0x18
_SHA_256: Final = bytes.fromhex("608648016503040201")
_TST_INFO: Final = bytes.fromhex("2a864886f70d0109100104")
_GENERALIZED: Final = re.compile(rb"([0-9]{14})(?:\.([0-9]{1,9}))?Z")


class DerBroken(ValueError):
    """Bytes that are no answer of an authority in DER."""


class Stated(NamedTuple):
    """What a token says: the SHA-256 it dates, the time, and the number it was asked with."""

    digest: bytes
    at: datetime
    nonce: int | None


def status(untrusted_answer: bytes) -> int:
    """Return an answer's PKIStatus; 0 and 1 come with a token. Raises `DerBroken`."""
    info = _children(_value(_children(_only(untrusted_answer, _SEQUENCE)), 0, _SEQUENCE))
    return int.from_bytes(_value(info, 0, _INTEGER), "big")


def stated(untrusted_answer: bytes) -> Stated:
    """Return what the token in an answer says. Raises `DerBroken`, also for a token over another hash than SHA-256."""
    fields = _children(_tst_info(untrusted_answer))
    imprint = _children(_value(fields, 2, _SEQUENCE))
    algorithm = _children(_value(imprint, 0, _SEQUENCE))
    if not algorithm or algorithm[0] != (0x06, _SHA_256):
        raise DerBroken("another hash")
    nonces = [value for tag, value in fields[5:] if tag == _INTEGER]
    nonce = int.from_bytes(nonces[0], "big", signed=True) if nonces else None
    return Stated(_value(imprint, 1, _OCTETS), _moment(_value(fields, 4, _TIME)), nonce)


def _tst_info(untrusted_answer: bytes) -> bytes:
    """Return the signed content: ContentInfo, SignedData, EncapsulatedContentInfo (RFC 5652, 3 and 5)."""
    content_info = _children(_value(_children(_only(untrusted_answer, _SEQUENCE)), 1, _SEQUENCE))
    signed = _children(_only(_value(content_info, 1, 0xA0), _SEQUENCE))
    content = _children(_value(signed, 2, _SEQUENCE))
    if not content or content[0] != (0x06, _TST_INFO):
        raise DerBroken("signed, but no timestamp")
    return _only(_only(_value(content, 1, 0xA0), _OCTETS), _SEQUENCE)


def _moment(text: bytes) -> datetime:
    """Return the time that a GeneralizedTime names, to the microsecond (RFC 3161, 2.4.2)."""
    found = _GENERALIZED.fullmatch(text)
    if found is None:
        raise DerBroken("no time")
    try:
        whole = datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise DerBroken("no time that there is") from error
    return whole + timedelta(microseconds=int((found[2] or b"0").ljust(9, b"0")[:6]))


def _only(content: bytes, tag: int) -> bytes:
    children = _children(content)
    if len(children) != 1:
        raise DerBroken("more than one part")
    return _value(children, 0, tag)


def _value(children: list[tuple[int, bytes]], place: int, tag: int) -> bytes:
    if len(children) <= place or children[place][0] != tag:
        raise DerBroken(f"part {place}")
    return children[place][1]


def _children(content: bytes) -> list[tuple[int, bytes]]:
    """Return tag and value of every element, one after another."""
    found, place = [], 0
    while place < len(content):
        tag = content[place]
        length, place = _length(content, place + 1)
        if tag & 0x1F == 0x1F or place + length > len(content):
            raise DerBroken("cut short")
        found.append((tag, content[place : place + length]))
        place += length
    return found


def _length(content: bytes, place: int) -> tuple[int, int]:
    """Return a length and where its value begins: short, or long with up to four bytes (X.690, 8.1.3)."""
    head = content[place : place + 1]
    if not head:
        raise DerBroken("cut short")
    if head[0] < 0x80:
        return head[0], place + 1
    count = head[0] & 0x7F
    digits = content[place + 1 : place + 1 + count]
    if not 0 < count <= 4 or len(digits) < count:
        raise DerBroken("no length")
    return int.from_bytes(digits, "big"), place + 1 + count
