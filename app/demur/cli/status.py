"""`demur status`: what each account's setting is now."""

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from demur.cli import contradicting
from demur.cli.changes import ask_who, change_document, moment, on_again_document, tell_change
from demur.cli.console import Console
from demur.cli.documents import account_document, last_document
from demur.cli.exits import Exit
from demur.cli.opening import find_account, platform_name, setting_label
from demur.cli.own_browser import tell_waiting
from demur.cli.standings import standing_document, tell_standing
from demur.core.account import Account, shared_sign_ins
from demur.core.outcome import Seen
from demur.core.problem import Problem
from demur.core.setting import State
from demur.product import Product
from demur.words import accounts as account_words
from demur.words import cli as words
from demur.words import say, states


@dataclass(frozen=True, slots=True)
class _Looked:
    account: Account
    """As it is remembered after looking."""
    problem: Problem | None = None
    seen: Seen | None = None


def status(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Read every account, or show what is remembered; one that can't be read doesn't stop the others.

    JSON: `accounts`, each with the keys of an account, `platformName`, `state` (null where nobody looked yet), `at`,
    `level`, `reason`, and `readNow`: whether this command read it. Where it is on, and was off when it was last known
    for certain, `changedSince` is that time and `receipt` the record of it; `notSaved` says why there is none.
    `reworded` is what the platform says otherwise beside it than it did under a receipt, and `onAgain` the newest time
    that it was on again, with what the member `said` of it: see `change_document` and `on_again_document`.
    How it stands with each is told by the keys of `standing_document`, the same as in a report.
    `contradiction` is how what was seen goes against the sources (`switch-without-offer`, `offer-without-switch`).
    """
    accounts = [find_account(product, arguments.account)] if arguments.account else product.accounts.all()
    if not accounts:
        console.note(say(words.NO_ACCOUNTS))
    looked = [_Looked(account) if arguments.last else _look(product, account) for account in accounts]
    shared = shared_sign_ins(product.accounts.all())
    for found in looked:
        _tell(product, console, found, found.account.sign_in in shared)
    console.answer({"accounts": [_document(product, found, not arguments.last) for found in looked]})
    return Exit.CANNOT_TELL if any(_is_unknown(found) for found in looked) else Exit.DONE


def _look(product: Product, account: Account) -> _Looked:
    problem, seen = None, None
    if account.is_named_by_member:  # nothing to read: what the member told us is the newest thing known
        return _Looked(account)
    try:
        seen = product.opt_out.look(account.id)
    except Problem as met:
        problem = met
    return _Looked(product.accounts.find(account.id) or account, problem, seen)


def _is_unknown(found: _Looked) -> bool:
    last = found.account.last
    return found.problem is not None or last is None or last.state is State.UNKNOWN


def _tell(product: Product, console: Console, found: _Looked, is_shared: bool) -> None:
    account = found.account
    platform = platform_name(product, account.platform)
    if is_shared:
        platform = say(account_words.TITLE, platform=platform, setting=setting_label(product, account))
    line = say(
        words.STATUS_LINE,
        id=account.id,
        platform=platform,
        handle=account.identity.handle,
        state=states.account_state(account),
        when=moment(account.last.at) if account.last else say(words.NEVER),
    )
    console.tell(line)
    tell_standing(product, product.watch.standing(account.id), found.problem, lambda text: console.tell(text, indent=2))
    if (against := contradicting.find(product, account)) is not None:
        console.tell(contradicting.sentence(product, account, against), indent=2)
    if account.is_named_by_member:
        tell_waiting(product, console, account)
    if found.seen:
        tell_change(found.seen, lambda text: console.tell(text, indent=2))
    ask_who(product, account.id, lambda text: console.tell(text, indent=2))


def _document(product: Product, found: _Looked, is_now: bool) -> dict[str, Any]:
    name = platform_name(product, found.account.platform)
    is_read = is_now and found.problem is None and not found.account.is_named_by_member
    read = {"platformName": name, "readNow": is_read, "contradiction": contradicting.find(product, found.account)}
    stands = standing_document(product, product.watch.standing(found.account.id))
    known = account_document(found.account) | last_document(found.account.last)
    again = {"onAgain": on_again_document(product, found.account.id)}
    return stands | known | read | change_document(found.seen) | again
