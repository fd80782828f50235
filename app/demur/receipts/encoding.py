"""Strict base58btc and base64: text that decodes but isn't what an encoder writes is refused."""

import base64
import binascii

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)}
_LONGEST = 128  # base58 work grows with the square of the length; a signature has 88 signs


class EncodingBroken(ValueError):
    """Text that no encoder of ours would write."""


def base58_text(raw: bytes) -> str:
    """Return `raw` in base58btc (draft-msporny-base58): one `1` for each leading zero byte."""
    number = int.from_bytes(raw, "big")
    signs = []
    while number:
        number, rest = divmod(number, 58)
        signs.append(_ALPHABET[rest])
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(signs))


def base58_bytes(text: str) -> bytes:
    """Return the bytes of base58btc text, or raise `EncodingBroken`."""
    if len(text) > _LONGEST:
        raise EncodingBroken("not base58btc")
    number = 0
    try:
        for sign in text:
            number = number * 58 + _VALUES[sign]
    except KeyError as error:
        raise EncodingBroken("not base58btc") from error
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def base64_bytes(text: str) -> bytes:
    """Return the bytes of base64 text (RFC 4648, 4), refusing spare bits and anything else not re-encoded alike."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise EncodingBroken("not base64") from error
    if base64_text(raw) != text:
        raise EncodingBroken("not the base64 an encoder writes")
    return raw
