"""`demur status`: what each account's setting is now."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from demur.cli.console import Console
from demur.cli.documents import account_document, last_document, receipt_document
from demur.cli.exits import Exit
from demur.cli.opening import find_account, platform_name, setting_label
from demur.cli.own_browser import tell_waiting
from demur.core.account import Account, shared_sign_ins
from demur.core.outcome import Seen
from demur.core.problem import Problem
from demur.core.setting import State
from demur.receipts.moment import moment_text
from demur.wiring import Product
from demur.words import accounts as account_words
from demur.words import cli as words
from demur.words import outcomes, problems, say, states


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
    if found.problem:
        console.tell(problems.sentence(found.problem), indent=2)
        console.tell(problems.next_step(found.problem), indent=2)
    elif account.last and account.last.reason:
        console.tell(problems.reason(account.last.reason), indent=2)
    if account.is_named_by_member:
        tell_waiting(product, console, account)
    if found.seen:
        tell_change(found.seen, lambda text: console.tell(text, indent=2))


def tell_change(seen: Seen, tell: Callable[[str], None]) -> None:
    """Say that a switch is on again, and where that is recorded; nothing where nothing speaks for it."""
    if seen.changed_since is not None:
        tell(outcomes.turned_on(moment(seen.changed_since)))
        tell(outcomes.turned_on_record(seen))
    elif seen.not_saved is not None:
        tell(problems.sentence(seen.not_saved))
        tell(problems.next_step(seen.not_saved))


def _document(product: Product, found: _Looked, is_now: bool) -> dict[str, Any]:
    name = platform_name(product, found.account.platform)
    is_read = is_now and found.problem is None and not found.account.is_named_by_member
    read = {"platformName": name, "readNow": is_read}
    return account_document(found.account) | last_document(found.account.last) | read | _change_document(found.seen)


def _change_document(seen: Seen | None) -> dict[str, Any]:
    if seen is None:
        return {"changedSince": None, "receipt": None, "notSaved": None}
    return {
        "changedSince": moment_text(seen.changed_since) if seen.changed_since else None,
        "receipt": receipt_document(seen.receipt) if seen.receipt else None,
        "notSaved": seen.not_saved.code if seen.not_saved else None,
    }


def moment(at: datetime) -> str:
    """Return a time as the commands print it: to the second, in UTC, as in receipts."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
