"""Reads the rows of a SQLite file straight from its pages, whatever else of it is damaged (sqlite.org/fileformat2).

SQLite itself finds a row only by way of the header, the schema and the pages above; where one of these is lost, so is
everything under it. A leaf page says by itself what it holds, so each is read for itself, and nothing is ever written.
"""

from collections.abc import Iterator
from typing import Final

Value = int | str | bytes | None

PAGE_BYTES: Final = 4096
"""What every ledger has: SQLite's own choice since 3.12, which Demur leaves alone."""
_LEAVES: Final = {0x0D: 8, 0x0A: 8, 0x02: 12}
"""Kinds of pages that hold rows, with the length of their heads: table leaves, index leaves, index interiors."""
_TABLE: Final = 0x0D
_LENGTHS: Final = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


class _Broken(Exception):
    """A cell that is not what it should be; the next one may be."""


def rows(untrusted_bytes: bytes) -> Iterator[tuple[Value, ...]]:
    """Yield every row that can still be read, a table's with its rowid first where the file keeps that apart."""
    for number in range(-(-len(untrusted_bytes) // PAGE_BYTES)):
        page = _page(untrusted_bytes, number + 1)
        head = 100 if number == 0 else 0
        kind = page[head] if len(page) == PAGE_BYTES else 0
        if kind in _LEAVES:
            yield from _rows_of(untrusted_bytes, page, head, kind)


def _rows_of(whole: bytes, page: bytes, head: int, kind: int) -> Iterator[tuple[Value, ...]]:
    count = int.from_bytes(page[head + 3 : head + 5], "big")
    places = head + _LEAVES[kind]
    for number in range(min(count, (PAGE_BYTES - places) // 2)):
        place = int.from_bytes(page[places + 2 * number : places + 2 * number + 2], "big")
        try:
            yield _row(whole, page, place, kind)
        except (_Broken, IndexError, UnicodeDecodeError):
            continue


def _row(whole: bytes, page: bytes, place: int, kind: int) -> tuple[Value, ...]:
    if kind == 0x02:
        place += 4  # the page on its left
    length, place = _varint(page, place)
    rowid = 0
    if kind == _TABLE:
        rowid, place = _varint(page, place)
    record = _payload(whole, page, place, length, kind)
    values = _values(record)
    return (rowid, *values) if kind == _TABLE else values


def _payload(whole: bytes, page: bytes, place: int, length: int, kind: int) -> bytes:
    """Return a cell's whole content, which goes on in overflow pages where it is long (fileformat2, 1.6)."""
    if length > len(whole):
        raise _Broken
    most = PAGE_BYTES - 35 if kind == _TABLE else (PAGE_BYTES - 12) * 64 // 255 - 23
    if length <= most:
        return page[place : place + length]
    least = (PAGE_BYTES - 12) * 32 // 255 - 23
    here = least + (length - least) % (PAGE_BYTES - 4)
    here = here if here <= most else least
    content = bytearray(page[place : place + here])
    following = int.from_bytes(page[place + here : place + here + 4], "big")
    while len(content) < length:
        more = _page(whole, following)
        if following == 0 or len(more) < PAGE_BYTES:
            raise _Broken
        content += more[4:]
        following = int.from_bytes(more[:4], "big")
    return bytes(content[:length])


def _values(record: bytes) -> tuple[Value, ...]:
    head, place = _varint(record, 0)
    kinds = []
    while place < head:
        kind, place = _varint(record, place)
        kinds.append(kind)
    values = []
    for kind in kinds:
        length = _LENGTHS[kind] if kind < 10 else (kind - 12) // 2
        content = record[place : place + length]
        if len(content) < length or kind in (10, 11):
            raise _Broken
        values.append(_value(kind, content))
        place += length
    return tuple(values)


def _value(kind: int, content: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind < 7:
        return int.from_bytes(content, "big", signed=True)
    if kind == 7:
        raise _Broken  # a ledger has no floats
    return bytes(content) if kind % 2 == 0 else content.decode()


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """Return a number of up to nine bytes, and the place after it (fileformat2, 1.6)."""
    value = 0
    for length in range(8):
        byte = content[place + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + length + 1
    return value << 8 | content[place + 8], place + 9


def _page(whole: bytes, number: int) -> bytes:
    return whole[(number - 1) * PAGE_BYTES : number * PAGE_BYTES] if number else b""
