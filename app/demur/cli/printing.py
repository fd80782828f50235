"""`demur receipts export --pdf`: receipts to read and print, and what of them is disclosed."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.exporting import parts
from demur.cli.opening import Unclear
from demur.cli.receipts import all_receipts, in_spite, key_of, one_ledger, receipt_of
from demur.ledger.bundling import openable, part_of
from demur.ledger.log import SqliteLedger
from demur.product import Product
from demur.receipts.durable_file import write_new_file
from demur.words import bundle as bundle_words
from demur.words import cli as words
from demur.words import say

if TYPE_CHECKING:
    from demur.printing.pdf import Item


def export_pdf(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Write one PDF of one receipt, of several or of all.

    JSON: `ledger`, `numbers`, `file`, `paper`, `disclosed` (each with `number`, `what` and `value`).
    """
    require_clear(arguments)
    from demur.printing import application  # Qt only now: no other command needs it

    qt = application.begin()
    from demur.printing.paper import Paper, usual_paper
    from demur.printing.pdf import pdf_bytes

    is_practice = one_ledger(arguments, product)
    items, _ = in_spite(product, console, is_practice, lambda ledger: _items(arguments, ledger))
    paper = Paper(arguments.paper) if arguments.paper else usual_paper()
    file = arguments.pdf.absolute()
    write_new_file(file, pdf_bytes(items, paper))
    del qt
    disclosed = _tell(console, file, items)
    about = {"ledger": key_of(is_practice), "numbers": [receipt.index for receipt, _ in items], "file": str(file)}
    console.answer({**about, "paper": paper, "disclosed": disclosed})
    return Exit.DONE


def _tell(console: Console, file: Path, items: "list[Item]") -> list[dict[str, str | int]]:
    """Say what was written and what it discloses, and return the latter."""
    disclosed: list[dict[str, str | int]] = [
        {"number": receipt.index, "what": bundle_words.label_of(one), "value": bundle_words.shown(one)}
        for receipt, opened in items
        for one in opened
    ]
    console.tell(say(words.PDF_WRITTEN, file=file, count=len(items)))
    for one in disclosed:
        console.tell(say(words.DISCLOSED_IN, **one))
    if not disclosed:
        console.tell(say(words.NOTHING_DISCLOSED))
    return disclosed


def require_clear(arguments: Namespace) -> None:
    """Raise `Unclear` unless it is said which receipts go into which file."""
    is_other = arguments.pdf is None or arguments.bundle is not None or arguments.folder is not None
    if is_other or arguments.all == (arguments.numbers is not None):
        raise Unclear(say(words.EXPORT_WHAT))
    if arguments.pdf.suffix.lower() != ".pdf":
        raise Unclear(say(words.PDF_WHAT))


def _items(arguments: Namespace, ledger: SqliteLedger) -> "list[Item]":
    from demur.printing.pdf import MOST

    count = ledger.size() if arguments.all else len(arguments.numbers)
    if count > MOST:
        raise Unclear(say(words.PDF_MOST, count=count, most=MOST))
    chosen = parts(arguments.disclose)
    found = all_receipts(ledger) if arguments.all else (receipt_of(ledger, number) for number in arguments.numbers)
    return [(receipt, [one for one in openable(ledger, receipt) if part_of(one) in chosen]) for receipt in found]
