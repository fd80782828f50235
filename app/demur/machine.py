"""This computer's clock, and the turn of a data folder over all processes on it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from demur.core.problem import BusyElsewhere


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
