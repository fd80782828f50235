"""A second process that looks at signatures ahead of a check, so that a long ledger keeps two processors busy.

It only says which bytes are sound by themselves. Whoever asked reads the same entries, compares the digest, and looks
at everything again where there is none: a helper that fails, or is not there, costs time and nothing else. Threads
would not do: a signature is checked with Python's one lock held.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from demur.core.problem import Problem

HELPED_FROM: Final = 2_000
"""Entries from which on it pays: a process takes about 0.2 s to begin."""


class Helper:
    """The asking side: one question at a time, and an empty answer where it has none."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @classmethod
    def start(cls, ledger: Path) -> Self | None:
        """Start one; None where that can't be done."""
        command = [sys.executable, "-P", "-m", "demur.ledger.helper", str(ledger.absolute())]
        try:
            return cls(
                subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
                )
            )
        except OSError:
            return None

    def ask(self, first: int, end: int) -> None:
        """Ask about the entries from `first` until before `end`."""
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(b"%d %d\n" % (first, end))
        except OSError:  # it is gone, so there will be no answer either
            return

    def answer(self) -> bytes:
        """Return the digest of what was found sound; empty where something isn't, or nothing answers."""
        line = self._process.stdout.readline(128) if self._process.stdout is not None else b""
        try:
            return bytes.fromhex(line.decode("ascii").strip())
        except ValueError:
            return b""

    def end(self) -> None:
        """End it at once: it only reads."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def helped(ledger: Path, entries: int) -> Iterator[Helper | None]:
    """Give a helper where there are enough entries, and a second processor."""
    helper = Helper.start(ledger) if entries >= HELPED_FROM and (os.cpu_count() or 1) > 1 else None
    try:
        yield helper
    finally:
        if helper is not None:
            helper.end()


def digest_of(pairs: Iterable[tuple[bytes, str]]) -> bytes:
    """Return a digest of entries and their checkpoints."""
    digest = hashlib.sha256()
    for body, note in pairs:
        for part in (body, note.encode()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def main(ledger: Path) -> None:
    """Answer until nobody asks any more."""
    from demur.ledger.database import Database
    from demur.ledger.layout import LEDGER
    from demur.ledger.signatures import sound_pairs

    database = Database(ledger, LEDGER)
    for line in sys.stdin:
        first, end = map(int, line.split())
        try:
            with database.reading() as db:
                answer = digest_of(sound_pairs(db, first, end)).hex()
        except Problem:  # whoever asked looks for themselves, and says what is wrong
            answer = ""
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
