"""A picture a member chose to keep: PNG or JPEG, whole, and without what a camera or program wrote into it."""

from collections.abc import Iterator
from typing import Final

from demur.core.problem import PictureTooLarge, PictureUnreadable

LARGEST: Final = 2 * 1024 * 1024

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset((b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"IDAT", b"IEND"))
"""What is needed to see the picture (PNG, 5.6); texts, times, places and a camera's notes go."""
_JPEG: Final = b"\xff\xd8"
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_ADOBE = 0xEE
"""The only application segment that colours depend on."""
_IN_SCAN: Final = frozenset((0x00, *range(0xD0, 0xD8)))
"""What may follow 0xFF inside a scan: a stuffed byte, or a restart marker (ITU-T T.81, B.1.1)."""


def plain(untrusted_bytes: bytes) -> bytes:
    """Return the picture alone. Raises `PictureTooLarge`, or `PictureUnreadable` for anything that is no whole one."""
    if len(untrusted_bytes) > LARGEST:
        raise PictureTooLarge
    if untrusted_bytes.startswith(_PNG):
        return _PNG + b"".join(_png_chunks(untrusted_bytes))
    if untrusted_bytes.startswith(_JPEG):
        return _JPEG + b"".join(_jpeg_segments(untrusted_bytes))
    raise PictureUnreadable


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the chunks that are kept, up to the end that must be there."""
    at, seen = len(_PNG), set[bytes]()
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if end > len(data) or (not seen and name != b"IHDR"):
            break
        seen.add(name)
        if name in _PNG_KEPT:
            yield data[at:end]
        if name == b"IEND" and b"IDAT" in seen:
            return
        at = end
    raise PictureUnreadable


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    """Yield the segments that are kept, each scan whole, up to the end that must be there."""
    at, has_scan = len(_JPEG), False
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xFF:  # a fill byte (B.1.1.2)
            at += 1
            continue
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            has_scan, end = True, _end_of_scan(data, end)
        if marker == _ADOBE or not (0xE0 <= marker <= 0xEF or marker == _COMMENT):
            yield data[at:end]
        at = end
        if has_scan and data[at : at + 2] == bytes((0xFF, _END)):
            yield data[at : at + 2]
            return
    raise PictureUnreadable


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker stands."""
    while (at := data.find(b"\xff", at)) != -1:
        if at + 1 < len(data) and data[at + 1] not in _IN_SCAN:
            return at
        at += 2
    raise PictureUnreadable
