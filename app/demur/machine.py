"""This computer's clock, the turn of a data folder over all processes on it, and the program as it lies here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import demur
from demur.core.problem import BusyElsewhere

if TYPE_CHECKING:
    from demur.ledger.composition import ProgramFacts


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)


class FileTurn:
    """The turn of this data folder: a lock file that the system lets go of when its holder dies."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def take(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self._file, timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyElsewhere from error
        try:
            yield
        finally:
            lock.release()


@cache
def program() -> ProgramFacts:
    """Return what sealed a receipt: name, version, and a digest over every source file of the program."""
    import hashlib

    from demur.ledger.composition import ProgramFacts

    digest = hashlib.sha256()
    package = Path(demur.__file__).parent
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix().encode()
        digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return ProgramFacts("Demur", demur.__version__, f"sha256:{digest.hexdigest()}")
