"""A journal that lies beside a file before it is opened (sqlite.org/fileformat2, 3): only a whole one of its own.

SQLite plays a journal back by its name alone, and removes one that it can't read. One that is damaged, or another
file's, would spoil the ledger for good; here it is found while both lie untouched.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demur.core.problem import LedgerDamaged, Problem
from demur.ledger.database import Holds

_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_HEADER_BYTES: Final = 28
_COUNTER: Final = slice(24, 28)
"""The file change counter, which each transaction raises by one (fileformat2, 1.3.7)."""

_PAGES: Final = slice(28, 32)
"""The file's size in pages (1.3.8)."""


class _Broken(Exception):
    """The journal can't be what a crash leaves beside this file."""


@dataclass(frozen=True, slots=True)
class _Journal:
    """What the file was: its size in pages, and the pages that were about to change."""

    page_bytes: int
    pages: int
    originals: dict[int, bytes]


def require_own(path: Path, holds: Holds) -> None:
    """Raise `LedgerDamaged` where playing the journal beside `path` would not give one whole state of it.

    Another process may be writing meanwhile: then the journal changes while it is read, and it is read again.
    """
    journal = Path(f"{path}-journal")
    while (before := _facts(journal)) is not None and before[0]:
        try:
            image, problem = _image(path, journal), None
        except _Broken as broken:
            image, problem = b"", LedgerDamaged(what=f"{journal.name}: {broken}")
        except FileNotFoundError:
            continue
        if _facts(journal) != before:
            continue
        if problem is not None:
            raise problem
        _require_whole(image, journal, holds)
        return


def _facts(journal: Path) -> tuple[int, ...] | None:
    try:
        found = journal.lstat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _image(path: Path, journal: Path) -> bytes:
    """Return what the file will be once its journal was played back."""
    untrusted_bytes = journal.read_bytes()
    whole = path.read_bytes()
    found = _parse(untrusted_bytes)
    if found is None:
        return whole
    _require_same_time(whole, found)
    pages = bytearray(whole[: found.pages * found.page_bytes].ljust(found.pages * found.page_bytes, b"\0"))
    for number, original in found.originals.items():
        if number <= found.pages:
            pages[(number - 1) * found.page_bytes : number * found.page_bytes] = original
    return bytes(pages)


def _require_same_time(whole: bytes, found: _Journal) -> None:
    """A journal belongs to the transaction that the file is in, or was about to be in.

    Page 1 changes last, as the transaction ends: until then it is in the file as it was, and in no journal.
    """
    first = found.originals.get(1, whole)
    then, now = (int.from_bytes(page[_COUNTER], "big") for page in (first, whole))
    if now - then not in (0, 1) or int.from_bytes(first[_PAGES], "big") != found.pages:
        raise _Broken("of another file or another time")


def _parse(untrusted_bytes: bytes) -> _Journal | None:
    """Return what a journal holds; None for one that was never finished, before which nothing was written."""
    head = untrusted_bytes[:_HEADER_BYTES]
    if len(head) < _HEADER_BYTES or not any(head[:12]):  # magic and count are written last, and synced before
        return None
    if not head.startswith(_MAGIC):
        raise _Broken("no journal")
    _, _, pages, sector, page_bytes = _numbers(head)
    if page_bytes not in {1 << power for power in range(9, 17)} or sector not in {1 << p for p in range(5, 17)}:
        raise _Broken("sizes that can't be")
    originals: dict[int, bytes] = {}
    for number, original in _records(untrusted_bytes, sector, page_bytes):
        originals.setdefault(number, original)
    return _Journal(page_bytes, pages, originals) if originals else None


def _numbers(head: bytes) -> tuple[int, ...]:
    """Return count of records, nonce, pages at the beginning, sector size, page size."""
    return tuple(int.from_bytes(head[place : place + 4], "big") for place in range(8, _HEADER_BYTES, 4))


def _records(untrusted_bytes: bytes, sector: int, page_bytes: int) -> Iterator[tuple[int, bytes]]:
    """Yield every page of every segment; each segment was on the disk before its count was."""
    place = 0
    while untrusted_bytes[place : place + 8] == _MAGIC:
        count, nonce, *_ = _numbers(untrusted_bytes[place : place + _HEADER_BYTES])
        place += sector
        for _ in range(count):
            record = untrusted_bytes[place : place + page_bytes + 8]
            if len(record) < page_bytes + 8:
                raise _Broken("cut short")
            original = record[4:-4]
            if int.from_bytes(record[-4:], "big") != _checksum(original, nonce):
                raise _Broken("a page that is not what it was")
            yield int.from_bytes(record[:4], "big"), original
            place += page_bytes + 8
        place += -place % sector


def _checksum(page: bytes, nonce: int) -> int:
    """Return SQLite's sum over every 200th byte, counted from the end (pager.c, `pager_cksum`)."""
    return (nonce + sum(page[place] for place in range(len(page) - 200, 0, -200))) & 0xFFFFFFFF


def _require_whole(image: bytes, journal: Path, holds: Holds) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        try:
            db.deserialize(image)
            is_whole = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            holds(db)
        except (sqlite3.Error, Problem) as error:
            raise LedgerDamaged(what=f"{journal.name}: not of this file") from error
    if not is_whole:
        raise LedgerDamaged(what=f"{journal.name}: not of this file")
