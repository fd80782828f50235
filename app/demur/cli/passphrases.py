"""Where a command has passphrases from: typed unseen on the terminal, or as lines of a file descriptor.

Never from an argument or a variable, which other programs of this computer can read.
"""

import os
from functools import cached_property
from typing import BinaryIO

from demur.cli.console import Console
from demur.cli.opening import Unclear
from demur.core.secret import Secret
from demur.words import problems, say
from demur.words import secret_place as words

_TRIES = 3
_LONGEST_LINE = 8_000


class Passphrases:
    """Asks for passphrases, as long as there is somebody to ask."""

    def __init__(self, console: Console, descriptor: int | None) -> None:
        self._console, self._descriptor = console, descriptor
        self._asked = 0

    def of_file(self, is_wrong: bool) -> Secret | None:
        """Return what should open the sealed file; None where nobody is there, or three were wrong."""
        if self._descriptor is not None:
            return None if is_wrong else self._line()
        if not self._console.is_terminal:
            return None
        self._asked = self._asked + 1 if is_wrong else 1
        if is_wrong:
            self._console.note(problems.reason("passphrase-wrong"))
        return None if self._asked > _TRIES else self._typed(words.TYPE_PASSPHRASE)

    def old(self) -> Secret:
        """Return the passphrase until now. Raises `Unclear` where there is nobody to say it."""
        return self._required(words.TYPE_OLD_PASSPHRASE)

    def new(self) -> Secret:
        """Return a new passphrase, typed twice. Raises `Unclear` where nobody says one, or the two differ."""
        first = self._required(words.TYPE_NEW_PASSPHRASE)
        if self._descriptor is None and self._typed(words.TYPE_AGAIN) != first:
            raise Unclear(say(words.NOT_THE_SAME))
        return first

    def _required(self, question: str) -> Secret:
        if self._descriptor is not None:
            return self._line()
        given = self._typed(question) if self._console.is_terminal else None
        if given is None:
            raise Unclear(say(words.PASSPHRASE_NEEDED))
        return given

    def _typed(self, question: str) -> Secret | None:
        from getpass import getpass

        try:
            return Secret(getpass(say(question)))
        except EOFError:
            self._console.note("")
            return None

    def _line(self) -> Secret:
        """Return the next line of the descriptor, without its end."""
        try:
            line = self._lines.readline(_LONGEST_LINE)
            text = line.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise self._unreadable() from error
        if not line:
            raise self._unreadable()
        return Secret(text.rstrip("\r\n"))

    @cached_property
    def _lines(self) -> BinaryIO:
        return os.fdopen(os.dup(self._descriptor or 0), "rb")

    def _unreadable(self) -> Unclear:
        return Unclear(say(words.FD_UNREADABLE, number=self._descriptor))
