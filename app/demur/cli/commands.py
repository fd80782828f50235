"""Finds the code of a command and runs it; what goes wrong there is said in words and as an exit code."""

from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from demur.cli.console import Console, problem_document
from demur.cli.exits import Exit
from demur.core.problem import LedgerDamaged, LedgerNewer, Problem
from demur.words import cli as words
from demur.words import say

if TYPE_CHECKING:
    from demur.product import Product

Command = Callable[[Namespace, "Product", Console], Exit]

_LEAVE_ATTEMPTS_ALONE = frozenset(
    {"answer", "history", "meaning", "platforms", "report", "region", "remind", "settings"}
)
"""They ask no platform for anything: a proxy that doesn't work must not stand before the command that mends it."""

_SAID_BY_ITSELF: dict[str, tuple[type[Problem], ...]] = {"receipts": (LedgerDamaged, LedgerNewer)}
"""What must not stand before the command that shows what can still be read, or puts a backup back."""


def run_command(arguments: Namespace) -> int:
    """Run the command that was named, and return its exit code."""
    console = Console(arguments.json)
    try:
        if arguments.command == "verify":
            from demur.cli.verifying import verify

            return verify(arguments, console)
        if arguments.command == "tour":
            from demur.tour.program import run

            return run(arguments.out, arguments.theme)
        return _run_on_product(arguments, console)
    except Problem as problem:
        console.note_problem(problem)
        console.answer(problem_document(problem))
        return Exit.REFUSED
    except KeyboardInterrupt:  # never in an attempt, which notes Ctrl-C by itself and ends its read-back
        console.note("")
        console.note(say(words.INTERRUPTED))
        return Exit.INTERRUPTED


def _run_on_product(arguments: Namespace, console: Console) -> int:
    from demur.cli import opening
    from demur.cli.passphrases import Passphrases

    try:
        with opening.opened(arguments.data_dir) as product:
            product.rooms.ask_passphrase = Passphrases(console, arguments.passphrase_fd).of_file
            if arguments.command not in _LEAVE_ATTEMPTS_ALONE:
                with suppress(*_SAID_BY_ITSELF.get(arguments.command, ())):
                    opening.finish_left_over(product, console)
            return _find(arguments.command)(arguments, product, console)
    except opening.Unclear as unclear:
        console.note(str(unclear))
        console.answer({"problem": {"code": "usage", "sentence": str(unclear), "nextStep": None}})
        return Exit.USAGE


def _find(name: str) -> Command:
    """Return a command, importing it and what it needs only now."""
    if name == "status":
        from demur.cli.status import status as command
    elif name == "check":
        from demur.cli.watching import check as command
    elif name == "answer":
        from demur.cli.answering import answer as command
    elif name == "remind":
        from demur.cli.watching import remind as command
    elif name in {"opt-out", "opt-in"}:
        from demur.cli.changing import change as command
    elif name == "meaning":
        from demur.cli.meaning import meaning as command
    elif name == "history":
        from demur.cli.history import history as command
    elif name == "report":
        from demur.cli.reporting import report as command
    elif name == "receipts":
        from demur.cli.receipts import receipts as command
    elif name == "guide":
        from demur.cli.guiding import guide as command
    elif name == "tell":
        from demur.cli.own_browser import tell as command
    elif name == "record":
        from demur.cli.own_browser import record as command
    elif name == "add":
        from demur.cli.own_browser import add as command
    elif name == "letter":
        from demur.cli.letters import letter as command
    elif name == "sign-in":
        from demur.cli.signing import sign_in as command
    elif name == "sign-out":
        from demur.cli.signing import sign_out as command
    elif name == "region":
        from demur.cli.living import region as command
    elif name == "practice":
        from demur.cli.practice import practice as command
    elif name == "time":
        from demur.cli.dating import time as command
    elif name == "settings":
        from demur.cli.settings import settings as command
    else:
        from demur.cli.platforms import platforms as command
    return command
