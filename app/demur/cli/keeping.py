"""`demur receipts backup` and `demur receipts restore`."""

from argparse import Namespace

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.cli.receipts import key_of, one_ledger
from demur.ledger.kept import Kept
from demur.product import Product
from demur.words import backup as words
from demur.words import say


def backup(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Copy a whole ledger into a new file. JSON: `ledger`, `file`, `entries`."""
    is_practice = one_ledger(arguments, product)
    made = product.care.back_up(is_practice, arguments.destination.absolute())
    console.tell(say(words.BACKED_UP, file=made.file, entries=made.entries))
    console.tell(say(words.BACKUP_IS_PRIVATE))
    console.answer({"ledger": key_of(is_practice), "file": str(made.file), "entries": made.entries})
    return Exit.DONE


def restore(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Put a backup in a ledger's place. JSON: `ledger`, `entries`, `keptCheckpoint`, `aside` (a file or null)."""
    if arguments.ledger is None:  # it can't be told from a ledger that is damaged or gone
        raise Unclear(say(words.RESTORE_WHICH))
    is_practice = bool(arguments.ledger)
    done = product.care.restore(is_practice, arguments.file.absolute(), arguments.without_newer_receipts)
    console.tell(say(words.RESTORED, entries=done.entries))
    is_behind = done.kept is Kept.BEHIND
    console.tell(say(words.RESTORED_BEHIND if is_behind else words.HELD_AGAINST[done.kept]))
    if done.aside is not None:
        console.tell(say(words.KEPT_ASIDE, file=done.aside))
    aside = None if done.aside is None else str(done.aside)
    about = {"ledger": key_of(is_practice), "entries": done.entries}
    console.answer({**about, "keptCheckpoint": done.kept.value, "aside": aside})
    return Exit.DONE
