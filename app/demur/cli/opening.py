"""The product as a command works with it: opened, left-over attempts finished, accounts found."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from demur import paths, wiring
from demur.cli.console import Console
from demur.core.account import Account, AccountId, shared_sign_ins
from demur.core.outcome import Outcome
from demur.core.problem import AccountUnknown, BusyElsewhere, Problem
from demur.core.setting import PlatformId
from demur.product import Product
from demur.words import accounts as account_words
from demur.words import cli as words
from demur.words import outcomes, say, settling


class Unclear(Exception):
    """A command whose arguments fit more than one thing, or nothing: said as wrong usage."""


@contextmanager
def opened(data_dir: Path | None) -> Iterator[Product]:
    """Give the product on the member's data folder, and stop what it started at the end."""
    product = wiring.build(paths.folders(data_dir))
    try:
        yield product
    finally:
        product.close()


def finish_left_over(product: Product, console: Console) -> None:
    """Finish what an earlier run was in the middle of, and say what was found; another run's work is left to it."""
    if not product.opt_out.has_open_attempts():
        return
    try:
        found = product.opt_out.finish()
    except BusyElsewhere as problem:
        console.note_problem(problem)
        return
    for outcome in found:
        note_outcome(product, console, outcome)
        settle(product, console, outcome.account.id)


def note_outcome(product: Product, console: Console, outcome: Outcome) -> None:
    platform = platform_name(product, outcome.account.platform)
    headline = outcomes.headline(outcome, platform)
    console.note(say(words.FINISHED, account=outcome.account.identity.handle, headline=headline))
    console.note(outcomes.detail(outcome, platform), indent=2)


def settle(product: Product, console: Console, account: AccountId) -> None:
    """Lay the newest checkpoint into the vault, and have it dated; neither changes anything about the receipt.

    Raises nothing: the outcome was told, and a disk that is full since then must not be told as another one.
    """
    try:
        product.opt_out.settle(account)
    except Problem as problem:
        console.note(say(settling.NOT_KEPT))
        console.note(settling.not_kept(problem))
    if _is_to_be_dated(product, account):
        from demur.cli.dating import date_newest

        date_newest(product, console)


def _is_to_be_dated(product: Product, account: AccountId) -> bool:
    """Tell whether authorities are asked now; where that can't be read, they are owed to and asked another time."""
    try:
        found = product.accounts.find(account)
        return product.asks_for_time and found is not None and not found.is_practice
    except Problem:  # "not saved" would be said of a receipt that is
        return False


def find_account(product: Product, wanted: str | None) -> Account:
    """Return the account meant. Raises `AccountUnknown`, and `Unclear` where several fit."""
    found = _fitting(product, wanted)
    if len(found) == 1:
        return found[0]
    raise _unclear(product, found)


def find_sign_in(product: Product, wanted: str) -> Account:
    """Return an account of the sign-in meant, which any of its names will do for. Raises as `find_account`."""
    found = _fitting(product, wanted)
    if len({account.sign_in for account in found}) == 1:
        return found[0]
    raise _unclear(product, found)


def setting_label(product: Product, account: Account) -> str:
    """Return a setting's label, or its id where the platform's file no longer has it."""
    from demur.connectors.catalogue import label_of

    return label_of(product.rooms.platform(account.platform), account.setting)


def _fitting(product: Product, wanted: str | None) -> Sequence[Account]:
    known = product.accounts.all()
    found = known if wanted is None else [account for account in known if wanted in _names(account)]
    if not known:
        raise Unclear(say(words.NO_ACCOUNTS))
    if not found:
        raise AccountUnknown
    return found


def _unclear(product: Product, found: Sequence[Account]) -> Unclear:
    shared = shared_sign_ins(product.accounts.all())
    listed = ", ".join(_listed(product, one, one.sign_in in shared) for one in found)
    return Unclear(say(words.NAME_ONE, accounts=listed))


def _listed(product: Product, account: Account, is_shared: bool) -> str:
    handle = account.identity.handle
    if not is_shared:
        return f"{account.id} ({handle})"
    return say(account_words.LISTED, id=account.id, handle=handle, setting=setting_label(product, account))


def platform_name(product: Product, platform: PlatformId) -> str:
    """Return a platform's name, or its id where its file is gone."""
    return next((found.facts.name for found in product.catalogue.all()[0] if found.id == platform), platform)


def _names(account: Account) -> set[str]:
    return {account.id, account.sign_in, account.identity.handle, account.identity.user_id}
