"""`demur answer`: what the member says of a switch that is on again."""

from argparse import Namespace

from demur.cli.console import Console
from demur.cli.documents import account_document, receipt_document
from demur.cli.exits import Exit
from demur.cli.opening import find_account, settle
from demur.core.telling import Said
from demur.product import Product
from demur.words import changes, say
from demur.words import cli as words


def answer(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Record whether the member switched it on themselves. JSON: `account`, `said`, `receipt`."""
    account, said = find_account(product, arguments.account), Said(arguments.said)
    receipt = product.on_again.answer(account.id, said)
    console.tell(changes.answered(said, receipt.index))
    flag = "--practice" if account.is_practice else "--real"
    console.tell(say(words.RECEIPT_MADE, number=receipt.index, command=f"demur receipts show {receipt.index} {flag}"))
    console.answer({"account": account_document(account), "said": said, "receipt": receipt_document(receipt)})
    console.flush()
    settle(product, console, account.id)
    return Exit.DONE
