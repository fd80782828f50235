"""The byte profile of a receipt (receipt-format part 1).

Inside it the standard library's `json` writes exactly the form of RFC 8785 (JCS), so no other library is needed.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NoReturn

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 7493, 2.2)."""

FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0, DEL and C1 controls, bidi controls (Unicode UAX 9, 2.7), lone surrogates."""

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_STRINGS = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""Strings, the last of which may have no end; possessive, so that its work grows with the length alone."""
_BRACKETS = re.compile(r"[\[\]{}]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MAX_DIGITS = len(str(MAX_INTEGER)) + 1  # and a sign


class ProfileBroken(ValueError):
    """Bytes or a value outside the profile; `reason` is one of a few fixed words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def canonical_bytes(value: object) -> bytes:
    """Return the bytes that are hashed and signed: RFC 8785 form, so that any tool can rebuild them."""
    _check_value(value, depth=1)
    body = written(value)
    if len(body) > MAX_BYTES:
        raise ProfileBroken("too-long")
    return body


def parse(untrusted_bytes: bytes) -> dict[str, Any]:
    """Return the object in `untrusted_bytes`, or raise `ProfileBroken` where any rule of the profile is broken."""
    text = _decode(untrusted_bytes)
    check_depth(text)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise ProfileBroken("not-json") from error
    if not isinstance(value, dict):
        raise ProfileBroken("not-an-object")
    if not _is_plain(text):  # what isn't text was looked at on the way
        _check_value(value, depth=1)
    if written(value) != untrusted_bytes:
        raise ProfileBroken("not-canonical")
    return value


def _is_plain(text: str) -> bool:
    """Say whether no string in it can hold what isn't allowed or isn't NFC, as in most receipts."""
    return text.isascii() and "\\" not in text and FORBIDDEN.search(text) is None


def _decode(untrusted_bytes: bytes) -> str:
    if len(untrusted_bytes) > MAX_BYTES:
        raise ProfileBroken("too-long")
    if untrusted_bytes.startswith(_BYTE_ORDER_MARK):
        raise ProfileBroken("byte-order-mark")
    try:
        return untrusted_bytes.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProfileBroken("not-utf-8") from error


def written(value: object) -> bytes:
    """Return a value that is known to keep to the profile, as `canonical_bytes` does for one that isn't."""
    return _ENCODER.encode(value).encode()


def check_depth(text: str) -> None:
    """Count brackets before `json` sees them: its reader recurses, and a deep nest would exhaust the stack."""
    depth = 0
    outside = _STRINGS.sub("", text) if "\\" in text else "".join(text.split('"')[::2])
    for bracket in _BRACKETS.findall(outside):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise ProfileBroken("too-deep")


def _check_value(value: object, depth: int) -> None:
    # Exact types: a subclass (an enum, a named tuple) may write itself in a way of its own.
    if value is None or type(value) is bool:
        return
    if type(value) is str:
        _check_string(value)
    elif type(value) is int:
        if abs(value) > MAX_INTEGER:
            raise ProfileBroken("integer-too-large")
    elif type(value) is list or type(value) is dict:
        _check_container(value, depth)
    else:
        raise ProfileBroken("value-of-other-type")


def _check_container(value: list[Any] | dict[Any, Any], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ProfileBroken("too-deep")
    if isinstance(value, dict):
        _check_keys(value)
    for item in value.values() if isinstance(value, dict) else value:
        _check_value(item, depth + 1)


def _check_keys(fields: Iterable[object]) -> None:
    if not all(map(_is_key, fields)):
        raise ProfileBroken("key-not-allowed")


@lru_cache(maxsize=256, typed=True)  # a subclass of str is another name
def _is_key(name: object) -> bool:
    """Say so of one name; a ledger has the same few in every entry."""
    return type(name) is str and _KEY.fullmatch(name) is not None


def _check_string(text: str) -> None:
    if FORBIDDEN.search(text):
        raise ProfileBroken("character-not-allowed")
    if not unicodedata.is_normalized("NFC", text):
        raise ProfileBroken("not-nfc")


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ProfileBroken("duplicate-key")
    _check_keys(fields)
    return fields


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:  # before int(), whose work grows with the square of the length
        raise ProfileBroken("integer-too-large")
    number = int(digits)
    if abs(number) > MAX_INTEGER:
        raise ProfileBroken("integer-too-large")
    return number


def _refuse_number(_digits: str) -> NoReturn:
    raise ProfileBroken("not-an-integer")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique_pairs, parse_float=_refuse_number, parse_int=_integer, parse_constant=_refuse_number
)
