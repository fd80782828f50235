"""`demur receipts`: the member's own receipts, listed, shown, exported and checked."""

import shlex
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from demur.cli.console import Console
from demur.cli.documents import receipt_document
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.core.entry import Receipt
from demur.core.problem import LedgerDamaged, LedgerNewer
from demur.ledger.log import SqliteLedger
from demur.product import Product
from demur.words import backup as backup_words
from demur.words import cli as words
from demur.words import findings, say
from demur.words import receipts as receipt_words

T = TypeVar("T")
_PAGE = 200


def receipts(arguments: Namespace, product: Product, console: Console) -> Exit:
    """List, show, export, check and more. JSON: see each of the functions below, and those of the modules named."""
    if arguments.older is not None and arguments.action != "delete":
        from demur.cli import ledgers

        ledgers.show_older(arguments, product)
    actions = {"list": _list, "show": _show, "export": _export}
    return (actions.get(arguments.action) or _find(arguments.action))(arguments, product, console)


def _find(action: str) -> Callable[[Namespace, Product, Console], Exit]:
    """Return an action whose code is imported only now."""
    from demur.cli import checking, deleting, keeping, ledgers

    return {
        "check": checking.check,
        "backup": keeping.backup,
        "restore": keeping.restore,
        "delete": deleting.delete,
        "import": ledgers.bring_in,
        "ledgers": ledgers.ledgers,
        "new-ledger": ledgers.begin,
    }[action]


def _list(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `real` and `practice` (those that were asked for), each a list of receipts."""
    if arguments.save is not None:
        from demur.cli.exporting import save_list

        return save_list(arguments, product, console)
    document: dict[str, Any] = {}
    exits: list[Exit] = []
    for is_practice in chosen_ledgers(arguments):
        found, is_damaged = in_spite(product, console, is_practice, lambda ledger: list(all_receipts(ledger)))
        exits.append(Exit.CANNOT_TELL if is_damaged else Exit.DONE)
        document[key_of(is_practice)] = [receipt_document(receipt) for receipt in found]
        console.tell(say(words.RECEIPTS_OF[is_practice]))
        if found:
            headings = tuple(say(heading) for heading in words.RECEIPT_COLUMNS)
            console.table([headings, *(_row(product, receipt) for receipt in found)])
        else:
            console.tell(say(words.NO_RECEIPTS))
    console.answer(document)
    return max(exits)


def _show(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `ledger` (`real` or `practice`), the keys of a receipt, and `receipt`: all its fields."""
    is_practice = one_ledger(arguments, product)
    receipt, _ = in_spite(product, console, is_practice, lambda ledger: receipt_of(ledger, arguments.number))
    console.tell(say(words.RECEIPT_NUMBER, number=receipt.index))
    if is_practice:
        console.tell(say(findings.PRACTICE))
    if receipt.account:
        console.tell(say(words.RECEIPT_ACCOUNT, account=_account(product, receipt)), indent=2)
    for line in findings.says(receipt):
        console.tell(line, indent=2)
    console.tell(receipt_words.limits(receipt))
    console.answer({"ledger": key_of(is_practice), **receipt_document(receipt), "receipt": receipt.fields})
    return Exit.DONE


def _export(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `ledger`, `number`, `file`: where the receipt was written; for a bundle or a PDF, see there."""
    if arguments.pdf is not None or arguments.paper is not None:
        from demur.cli.printing import export_pdf

        return export_pdf(arguments, product, console)
    if arguments.bundle is not None or arguments.numbers is None or arguments.folder is None:
        from demur.cli.exporting import export_bundle

        return export_bundle(arguments, product, console)
    is_practice = one_ledger(arguments, product)

    number = one_number(arguments)

    def export(ledger: SqliteLedger) -> Path:
        return ledger.export(receipt_of(ledger, number).index, arguments.folder)

    file, _ = in_spite(product, console, is_practice, export)
    console.tell(say(words.EXPORTED, file=file, command=f"demur verify {shlex.quote(str(file))}"))
    console.answer({"ledger": key_of(is_practice), "number": number, "file": str(file)})
    return Exit.DONE


def all_receipts(ledger: SqliteLedger) -> Iterator[Receipt]:
    first = 0
    while page := ledger.page(first, _PAGE):
        yield from page
        first += len(page)


def _row(product: Product, receipt: Receipt) -> tuple[str, ...]:
    fields = receipt.fields
    platform = findings.platform(fields) if receipt.account else ""
    change, known = receipt_words.change(receipt), receipt_words.how_known(receipt)
    return str(receipt.index), findings.when(fields), _account(product, receipt), platform, change, known


def _account(product: Product, receipt: Receipt) -> str:
    """Return what the member calls the account; its id alone where it was signed out."""
    if receipt.account is None:
        return ""
    account = product.accounts.find(receipt.account)
    return account.identity.handle if account else receipt.account


def receipt_of(ledger: SqliteLedger, number: int) -> Receipt:
    """Return one receipt. Raises `Unclear` where there is none of that number."""
    found = ledger.page(number, 1) if number >= 0 else ()
    if not found or found[0].index != number:
        raise Unclear(say(words.NO_SUCH_RECEIPT, number=number))
    return found[0]


def one_number(arguments: Namespace) -> int:
    """Return the one receipt that is meant. Raises `Unclear` where there are several, or none."""
    if arguments.numbers is None or len(arguments.numbers) != 1:
        raise Unclear(say(words.EXPORT_WHAT))
    return int(arguments.numbers[0])


def chosen_ledgers(arguments: Namespace) -> tuple[bool, ...]:
    return (False, True) if arguments.ledger is None else (arguments.ledger,)


def one_ledger(arguments: Namespace, product: Product) -> bool:
    """Return which ledger is meant. Raises `Unclear` where both hold receipts and none was named."""
    if arguments.ledger is not None:
        return bool(arguments.ledger)
    holding = [is_practice for is_practice in (False, True) if _has_any(product.ledger(is_practice))]
    if len(holding) > 1:
        raise Unclear(say(words.WHICH_LEDGER))
    return holding[0] if holding else False


def _has_any(ledger: SqliteLedger) -> bool:
    try:
        return bool(ledger.size())
    except (LedgerDamaged, LedgerNewer):  # something is there, and what is done with it will say what is wrong
        return True


def in_spite(
    product: Product, console: Console, is_practice: bool, work: Callable[[SqliteLedger], T]
) -> tuple[T, bool]:
    """Return what `work` finds in a ledger, and whether only what is left of a damaged one could be read for it."""
    ledger = product.ledger(is_practice)
    try:
        ledger.look_over()
        return work(ledger), False
    except (LedgerDamaged, LedgerNewer) as problem:
        console.note_problem(problem)
        left = ledger.salvaged(problem)
        note_salvaged(console, left.held, left.missing)
        return work(left), True


def note_salvaged(console: Console, held: int, missing: Sequence[int]) -> None:
    """Say what of a damaged ledger can be read, and what is lost."""
    console.note(say(backup_words.SALVAGED, held=held))
    if missing:
        console.note(say(backup_words.LOST, numbers=backup_words.spans(missing)))
    console.note(say(backup_words.NOTHING_SEALED))


def key_of(is_practice: bool) -> str:
    return "practice" if is_practice else "real"
