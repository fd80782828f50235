"""Where a command speaks: results on standard output, messages on standard error."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO

from demur.core.problem import Problem
from demur.receipts.profile import FORBIDDEN
from demur.words import problems

_REPLACEMENT = "\ufffd"


class Console:
    """Prints for a person, or one JSON document for a program."""

    def __init__(self, is_json: bool) -> None:
        self.is_json = is_json

    @property
    def is_terminal(self) -> bool:
        """Whether somebody sits there who sees a question and can answer it."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def tell(self, text: str, indent: int = 0) -> None:
        """Print one line of a result, for a person."""
        if not self.is_json:
            _print(sys.stdout, text, indent)

    def answer(self, document: Mapping[str, Any]) -> None:
        """Print the result as one JSON document, for a program; only ASCII, so that no terminal is steered by it."""
        if self.is_json:
            sys.stdout.write(json.dumps(document, indent=2) + "\n")

    def keep_results_apart(self) -> None:
        """Send what other programs print (a browser that we start, say) to the messages, for the rest of this run."""
        sys.stdout.flush()
        own = os.fdopen(os.dup(1), "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors)
        os.dup2(2, 1)
        sys.stdout = own

    def flush(self) -> None:
        sys.stdout.flush()

    def note(self, text: str, indent: int = 0) -> None:
        """Print one line of a message."""
        with suppress(OSError):  # a terminal that went away must not stop a read-back that is under way
            _print(sys.stderr, text, indent)
            sys.stderr.flush()

    def show_progress(self, text: str) -> None:
        """Show on a terminal how far something is, in place of what was shown before; nothing anywhere else."""
        if sys.stderr.isatty():
            with suppress(OSError):  # as in `note`
                sys.stderr.write(f"\r\x1b[K{printable(text)}")
                sys.stderr.flush()

    def note_at_once(self, text: str) -> None:
        """Print one line of a message from a signal handler, where a stream may be in the middle of a line."""
        with suppress(OSError):  # as in `note`
            os.write(2, f"\n{printable(text)}\n".encode())

    def ask(self, question: str) -> bool:
        """Ask on the terminal, and return whether the answer was yes in full; Ctrl-C is a no."""
        sys.stderr.write(f"{printable(question)} ")
        sys.stderr.flush()
        try:
            return sys.stdin.readline().strip().casefold() == "yes"
        except KeyboardInterrupt:
            self.note("")
            return False

    def note_problem(self, problem: Problem) -> None:
        """Print what happened and what to do next."""
        self.note(problems.sentence(problem))
        self.note(problems.next_step(problem))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Print rows in columns, the first row being their headings."""
        rows = [[printable(cell) for cell in row] for row in rows]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            self.tell("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def printable(untrusted_text: str) -> str:
    """Return the text on one line, without control characters: names at platforms are strangers' text."""
    return FORBIDDEN.sub(_REPLACEMENT, untrusted_text)


def problem_document(problem: Problem) -> dict[str, Any]:
    """Return a problem for a program: `problem` with `code`, `sentence`, `nextStep`."""
    words = {"sentence": problems.sentence(problem), "nextStep": problems.next_step(problem)}
    return {"problem": {"code": problem.code, **words}}


def _print(stream: TextIO, text: str, indent: int) -> None:
    stream.write(f"{' ' * indent}{printable(text)}\n")
