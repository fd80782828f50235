"""`demur receipts new-ledger`, `ledgers` and `--from`: a new ledger on purpose, and those beside the present one."""

from argparse import Namespace
from collections.abc import Iterator

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.cli.receipts import key_of
from demur.core.problem import LedgerDamaged, LedgerNewer
from demur.ledger.collection import Older, OlderLedger
from demur.product import Product
from demur.receipts.moment import moment_text
from demur.words import cli as cli_words
from demur.words import older as words
from demur.words import say

_MAY_BE_OLDER = ("list", "show", "check", "export", "backup")


def begin(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Begin a new ledger. JSON: `ledger`, `begun`, `named` (the entries of the old one's checkpoint), `older` (a file
    or null)."""
    if arguments.ledger is None:
        raise Unclear(say(words.NEW_WHICH))
    is_practice = bool(arguments.ledger)
    about = {"ledger": key_of(is_practice)}
    if not product.folders.ledger(is_practice).exists():
        console.tell(say(words.NOTHING_BEFORE))
        console.answer({**about, "begun": False, "named": 0, "older": None})
        return Exit.DONE
    _tell_before(product, console, is_practice)
    if not _may_begin(arguments, console):
        console.answer({**about, "begun": False, "named": 0, "older": None})
        return Exit.REFUSED
    begun = product.care.begin_anew(is_practice)
    console.tell(say(words.BEGUN, count=begun.named) if begun.named else say(words.BEGUN_UNNAMED))
    console.tell(say(words.OLD_KEPT, file=begun.older))
    console.answer({**about, "begun": True, "named": begun.named, "older": str(begun.older)})
    return Exit.DONE


def _tell_before(product: Product, console: Console, is_practice: bool) -> None:
    console.note(say(words.NEW_WHAT))
    console.note(say(words.NEW_WHEN))
    if product.care.has_open(is_practice):
        console.note(say(words.NEW_OPEN))


def _may_begin(arguments: Namespace, console: Console) -> bool:
    if arguments.yes:
        return True
    if not console.is_terminal:
        console.note(say(words.NEW_NEEDS_YES))
        return False
    if not console.ask(say(cli_words.TYPE_YES)):
        console.note(say(words.NOT_CHANGED))
        return False
    return True


def ledgers(_arguments: Namespace, product: Product, console: Console) -> Exit:
    """List the ledgers beside the present ones. JSON: `ledgers`, each with `name`, `ledger`, `why`, `since`,
    `entries` (null where it is damaged)."""
    found = [(older, is_practice, entries_in(ledger)) for older, is_practice, ledger in _all(product)]
    if not found:
        console.tell(say(words.NONE))
    else:
        rows = [_row(older, is_practice, entries) for older, is_practice, entries in found]
        console.table([tuple(map(say, words.COLUMNS)), *rows])
    documents = [
        {
            "name": older.name,
            "ledger": key_of(is_practice),
            "why": older.why.value,
            "since": moment_text(older.since),
            "entries": entries,
        }
        for older, is_practice, entries in found
    ]
    console.answer({"ledgers": documents})
    return Exit.DONE


def bring_in(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Lay a ledger from elsewhere beside the present ones. JSON: `ledger`, `name`, `entries`."""
    done = product.care.bring_in(arguments.file.absolute())
    console.tell(say(words.IMPORTED, count=done.entries))
    if done.is_practice:
        console.tell(say(words.IMPORTED_PRACTICE))
    console.tell(say(words.LOOK_AT_IT, command=f"demur receipts list --from {done.file.name}"))
    console.tell(say(words.GO_ON_FROM_IT))
    console.answer({"ledger": key_of(done.is_practice), "name": done.file.name, "entries": done.entries})
    return Exit.DONE


def show_older(arguments: Namespace, product: Product) -> None:
    """Let a command see an older ledger in place of the present one, as `--from` says. Raises `Unclear`."""
    if arguments.action not in _MAY_BE_OLDER:
        raise Unclear(say(words.FROM_NOT_HERE))
    _, is_practice, ledger = find(arguments, product)
    product.rooms.show_older(is_practice, ledger)
    arguments.ledger = is_practice


def find(arguments: Namespace, product: Product) -> tuple[Older, bool, OlderLedger]:
    """Return the ledger that `--from` names, and whether it is of practice. Raises `Unclear`."""
    for found in _all(product):
        if found[0].name == arguments.older:
            return found
    raise Unclear(say(words.NO_SUCH, name=arguments.older))


def _all(product: Product) -> Iterator[tuple[Older, bool, OlderLedger]]:
    for is_practice in (False, True):
        collection = product.care.collection(is_practice)
        yield from ((older, is_practice, collection.ledger(older)) for older in collection.all())


def entries_in(ledger: OlderLedger) -> int | None:
    """Return how many entries an older ledger has; None where it can't be read."""
    try:
        return ledger.size()
    except (LedgerDamaged, LedgerNewer):
        return None


def _row(older: Older, is_practice: bool, entries: int | None) -> tuple[str, ...]:
    count = say(words.DAMAGED) if entries is None else str(entries)
    since = older.since.date().isoformat()
    return older.name, say(words.KIND[is_practice]), say(words.WHY[older.why.value]), since, count
