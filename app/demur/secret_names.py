"""Under which names secrets of the member's own accounts may lie: a keyring can't be asked for a list of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from demur.core.problem import Problem
from demur.ledger.kept import CHECKPOINT_NAME
from demur.ledger.log import SECRET_NAME
from demur.vault.own_vault import Expected

if TYPE_CHECKING:
    from demur.core.account import Account
    from demur.core.ports import Accounts
    from demur.ledger.log import SqliteLedger
    from demur.paths import Folders


def expected(
    folders: "Folders", accounts: "Accounts", ledger: "SqliteLedger", has_page: Callable[["Account"], bool]
) -> Expected:
    """Return every name that may be in use, and whether some must be: a ledger was begun, or somebody is signed in."""
    real = [account for account in accounts.all() if not account.is_practice]
    sign_ins = dict.fromkeys(account.sign_in for account in real)
    names = [SECRET_NAME, CHECKPOINT_NAME]
    for sign_in in sign_ins:
        names += [f"tokens:{sign_in}", f"cookies {sign_in}"]  # of `TokenShelf` and `SealedCookies`
    has_tokens = any(not account.is_named_by_member and not has_page(account) for account in real)
    has_cookies = folders.cookies(False).is_dir() and any(folders.cookies(False).iterdir())
    return Expected(tuple(names), has_tokens or has_cookies or _has_entries(ledger))


def _has_entries(ledger: "SqliteLedger") -> bool:
    try:
        return ledger.size() > 0
    except Problem:  # damaged: it had some
        return True
