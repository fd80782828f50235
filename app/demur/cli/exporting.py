"""`demur receipts export --bundle` and `demur receipts list --save`: what leaves the member's computer, and says so."""

import shlex
from argparse import Namespace
from pathlib import Path
from typing import Any

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.cli.receipts import all_receipts, chosen_ledgers, in_spite, key_of, one_ledger, one_number, receipt_of
from demur.core.entry import Receipt
from demur.ledger.bundling import Part, bundle, openable, part_of, whole_ledger
from demur.ledger.log import SqliteLedger
from demur.product import Product
from demur.receipts.bundle_store import write_bundle
from demur.receipts.listing import write_list
from demur.words import bundle as bundle_words
from demur.words import cli as words
from demur.words import say
from demur.words.listing import row_of


def export_bundle(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Write a bundle of one receipt, or the whole ledger.

    JSON: `ledger`, `number` (or null), `file`, `files` (the names that were written), `disclosed` (each with `what`
    and `value`).
    """
    if arguments.bundle is None or arguments.folder is not None or arguments.all == (arguments.numbers is not None):
        raise Unclear(say(words.EXPORT_WHAT))
    is_practice, number = one_ledger(arguments, product), None if arguments.all else one_number(arguments)
    chosen = parts(arguments.disclose)

    def gather(ledger: SqliteLedger) -> tuple[dict[str, Any], list[dict[str, str]]]:
        if number is None:
            return dict(whole_ledger(ledger)), []
        receipt = receipt_of(ledger, number)
        return {**bundle(ledger, receipt, chosen, bundle_words.page_text)}, _disclosed(ledger, receipt, chosen)

    (files, disclosed), _ = in_spite(product, console, is_practice, gather)
    written = write_bundle(arguments.bundle.absolute(), files)
    _tell(console, written, list(files), disclosed)
    about = {"ledger": key_of(is_practice), "number": number, "file": str(written)}
    console.answer({**about, "files": list(files), "disclosed": disclosed})
    return Exit.DONE


def save_list(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Write the list as CSV or JSON into a new file. JSON: `file`, `receipts` (how many)."""
    file: Path = arguments.save.absolute()
    if file.suffix.lower() not in (".csv", ".json"):
        raise Unclear(say(words.SAVE_WHAT))
    has_handles = Part.HANDLE in parts(arguments.disclose)
    rows = [
        row_of(receipt, key_of(is_practice), _handle(product, receipt) if has_handles else "")
        for is_practice in chosen_ledgers(arguments)
        for receipt in in_spite(product, console, is_practice, lambda ledger: list(all_receipts(ledger)))[0]
    ]
    write_list(file, rows)
    console.tell(say(words.LIST_SAVED, file=file, count=len(rows)))
    console.answer({"file": str(file), "receipts": len(rows)})
    return Exit.DONE


def _handle(product: Product, receipt: Receipt) -> str:
    account = product.accounts.find(receipt.account) if receipt.account else None
    return account.identity.handle if account else ""


def parts(text: str) -> frozenset[Part]:
    """Return what `--disclose` names. Raises `Unclear` for anything else."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = {part.value: part for part in Part}
    for name in names:
        if name not in known:
            raise Unclear(say(words.DISCLOSE_WHAT, part=name, parts=", ".join(known)))
    return frozenset(known[name] for name in names)


def _disclosed(ledger: SqliteLedger, receipt: Receipt, chosen: frozenset[Part]) -> list[dict[str, str]]:
    opened = [one for one in openable(ledger, receipt) if part_of(one) in chosen]
    return [{"what": bundle_words.label_of(one), "value": bundle_words.shown(one)} for one in opened]


def _tell(console: Console, written: Path, names: list[str], disclosed: list[dict[str, str]]) -> None:
    console.tell(say(words.BUNDLED, file=written))
    for name in names:
        console.tell(say(words.BUNDLED_FILE, name=name, purpose=bundle_words.purpose(name)), indent=2)
    for one in disclosed:
        console.tell(say(words.DISCLOSED, **one))
    if not disclosed:
        console.tell(say(words.NOTHING_DISCLOSED))
    console.tell(say(words.CHECK_IT, command=f"demur verify {shlex.quote(str(written))}"))
