"""`demur receipts check`: goes over whole ledgers, says on a terminal how far it is, and can be called off."""

from argparse import Namespace
from typing import Any

from demur.cli import interruption
from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.receipts import chosen_ledgers, key_of
from demur.ledger.audit import Check
from demur.ledger.kept import Kept
from demur.ledger.log import SqliteLedger
from demur.product import Product
from demur.words import checking, say
from demur.words import cli as words


def check(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `real` and `practice`, each with `sound`, `entries`, `checkpoints`, `carried` (how many of the entries had
    their signatures checked before, and are the same to the byte), `whole` (false where it was called off),
    `keptCheckpoint`, `wrong` (a code or null), `wrongAt` (a receipt's number or null)."""
    document: dict[str, Any] = {}
    found: list[Exit] = []
    for is_practice in chosen_ledgers(arguments):
        seen = _go_over(product.ledger(is_practice), arguments.afresh, console)
        console.tell(say(words.RECEIPTS_OF[is_practice]))
        _tell(console, seen)
        document[key_of(is_practice)] = _document(seen)
        found.append(_exit(seen))
    console.answer(document)
    return Exit.NOT_SO if Exit.NOT_SO in found else max(found)


def _go_over(ledger: SqliteLedger, is_afresh: bool, console: Console) -> Check:
    """Check a ledger until the end, or until Ctrl-C: what was found up to there is kept for the next check."""
    with interruption.noted(lambda: None) as wish:

        def watch(done: int, count: int) -> bool:
            console.show_progress(say(checking.PROGRESS, done=done, count=count))
            return not wish.is_wanted

        seen = ledger.check(is_afresh, watch)
    console.show_progress("")
    return seen


def _tell(console: Console, seen: Check) -> None:
    if seen.wrong:
        what = checking.what(seen.wrong.code, seen.wrong.index)
        console.tell(say(words.CHECK_WRONG, what=what), indent=2)
    elif not seen.is_whole:
        console.tell(say(checking.STOPPED_LINE, done=seen.entries), indent=2)
    else:
        held = say(words.CHECK_SOUND, entries=seen.entries, checkpoints=seen.checkpoints)
        console.tell(held, indent=2)
    if seen.carried:
        console.tell(say(checking.CARRIED_LINE, carried=seen.carried), indent=2)
    console.tell(say(words.KEPT[seen.kept]), indent=2)


def _exit(seen: Check) -> Exit:
    if seen.wrong:
        return Exit.NOT_SO
    is_uncompared = seen.kept is Kept.NOT_CHECKED and seen.entries > 0  # an empty ledger has nothing to compare
    return Exit.DONE if seen.is_whole and not is_uncompared else Exit.CANNOT_TELL


def _document(seen: Check) -> dict[str, Any]:
    return {
        "sound": seen.is_sound,
        "entries": seen.entries,
        "checkpoints": seen.checkpoints,
        "carried": seen.carried,
        "whole": seen.is_whole,
        "keptCheckpoint": seen.kept,
        "wrong": seen.wrong.code if seen.wrong else None,
        "wrongAt": seen.wrong.index if seen.wrong else None,
    }
