"""`demur receipts delete`: what lies beside receipts, or all receipts of a kind; what remains is said before."""

from argparse import Namespace

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.cli.receipts import key_of, one_ledger, receipt_of
from demur.core.account import AccountId
from demur.core.problem import LedgerDamaged, LedgerNewer
from demur.ledger.forgetting import EVERYTHING, Beside, Forgetting, Forgotten, Held
from demur.product import Product
from demur.words import cli as cli_words
from demur.words import deleting as words
from demur.words import older as older_words
from demur.words import say

_ONLY = {"names": frozenset({Held.NAMES}), "replies": frozenset({Held.REPLIES}), None: EVERYTHING}


def delete(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Delete what lies beside receipts. JSON: `ledger`, `deleted` (whether it was), `receipts` (beside how many),
    `unreached` (files that could not be looked into)."""
    given = (arguments.number is not None, arguments.account is not None, arguments.all)
    if sum(given) != 1 or (arguments.all and arguments.only):
        raise Unclear(say(words.WHAT))
    if arguments.older is not None:
        return _remove_older(arguments, product, console)
    if arguments.all:
        return _delete_all(arguments, product, console)
    is_practice = _of_account(arguments, product) if arguments.account else one_ledger(arguments, product)
    ledger = product.ledger(is_practice)
    wanted = _wanted(arguments, product, is_practice)
    beside = ledger.beside(wanted.of)
    about = {"ledger": key_of(is_practice)}
    if not beside.receipts:
        raise Unclear(say(words.NO_RECEIPTS_OF, account=wanted.of))
    _tell_before(console, wanted, beside)
    if not may_delete(arguments, console):
        console.answer({**about, "deleted": False, "receipts": 0, "unreached": []})
        return Exit.REFUSED
    done = ledger.forget(wanted)
    tell_forgotten(console, done)
    unreached = [str(file) for file in done.unreached]
    console.answer({**about, "deleted": True, "receipts": done.receipts, "unreached": unreached})
    return Exit.DONE


def tell_forgotten(console: Console, done: Forgotten) -> None:
    """Say what was deleted, and which files could not be looked into."""
    console.tell(say(words.DELETED, count=done.receipts) if done.receipts else say(words.DELETED_NOTHING))
    for file in done.unreached:
        console.tell(say(words.NOT_REACHED, file=file))


def may_delete(arguments: Namespace, console: Console) -> bool:
    """Ask, unless the command said yes already."""
    if arguments.yes:
        return True
    if not console.is_terminal:
        console.note(say(words.NEEDS_YES))
        return False
    if not console.ask(say(cli_words.TYPE_YES)):
        console.note(say(words.NOT_DELETED))
        return False
    return True


def _wanted(arguments: Namespace, product: Product, is_practice: bool) -> Forgetting:
    held = _ONLY[arguments.only]
    if arguments.account is None:
        return Forgetting(receipt_of(product.ledger(is_practice), arguments.number).id, held)
    account = AccountId(arguments.account)
    is_gone = product.accounts.find(account) is None
    return Forgetting(account, held, is_unlinked=is_gone and held == EVERYTHING)


def _of_account(arguments: Namespace, product: Product) -> bool:
    """Return which ledger holds receipts of an account. Raises `Unclear` where none does."""
    account = AccountId(arguments.account)
    for is_practice in (False, True) if arguments.ledger is None else (arguments.ledger,):
        if product.ledger(is_practice).newest_for(account) is not None:
            return bool(is_practice)
    raise Unclear(say(words.NO_RECEIPTS_OF, account=account))


def _tell_before(console: Console, wanted: Forgetting, beside: Beside) -> None:
    facts = {"count": beside.replies, "size": words.size(beside.reply_bytes)}
    for held in Held:
        if held in wanted.held:
            console.note(say(words.WILL_GO[held.value], **(facts if held is Held.REPLIES else {})))
    console.note(say(words.REMAINS))
    console.note(say(words.WHY_THEY_STAY))
    console.note(say(words.COPIES))


def _delete_all(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `ledger`, `deleted`."""
    if arguments.ledger is None:
        raise Unclear(say(words.WHICH_ALL))
    is_practice = bool(arguments.ledger)
    console.note(words.all_sure(is_practice, _size(product, is_practice)))
    if older := len(product.care.collection(is_practice).all()):
        console.note(say(words.ALL_OLDER, count=older))
    console.note(say(words.ALL_REMAINS))
    may = may_delete(arguments, console)
    if may:
        product.care.delete(is_practice)
        console.tell(say(words.ALL_DELETED))
    console.answer({"ledger": key_of(is_practice), "deleted": may})
    return Exit.DONE if may else Exit.REFUSED


def _remove_older(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Remove an older ledger whole. JSON: `ledger`, `deleted`."""
    from demur.cli import ledgers

    if not arguments.all:
        raise Unclear(say(older_words.REMOVE_ALL_OF_IT))
    older, is_practice, ledger = ledgers.find(arguments, product)
    console.note(older_words.remove_sure(ledgers.entries_in(ledger)))
    may = may_delete(arguments, console)
    if may:
        product.care.collection(is_practice).remove(older)
        console.tell(say(older_words.REMOVED))
    console.answer({"ledger": key_of(is_practice), "deleted": may})
    return Exit.DONE if may else Exit.REFUSED


def _size(product: Product, is_practice: bool) -> int | None:
    try:
        return product.ledger(is_practice).size()
    except (LedgerDamaged, LedgerNewer):
        return None
