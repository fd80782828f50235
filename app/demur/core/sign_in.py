"""How a member signs in at a platform, and which way of changing a setting works for them."""

from collections.abc import Sequence
from enum import StrEnum

from demur.core.account import AccountId
from demur.core.route import ApplyWay


class SignInWith(StrEnum):
    """How a member signs in, as they say when they add an account."""

    PASSWORD = "password"  # noqa: S105  # a kind of sign-in, not one
    """A password or a code."""
    PROVIDER = "provider"
    """Google, Apple, Microsoft or a passkey."""
    UNSURE = "unsure"


def suggested_way(signs_in_with: SignInWith, offered: Sequence[ApplyWay]) -> ApplyWay:
    """Return which of the ways that a platform offers, in its file's order, works for a member who signs in so.

    A browser inside a program handles passkeys and other companies' sign-ins badly, and many platforms refuse it. So
    only a member with a password is led to whatever the file names first; for all others their own browser works.
    """
    if signs_in_with is not SignInWith.PASSWORD and ApplyWay.OWN_BROWSER in offered:
        return ApplyWay.OWN_BROWSER
    return offered[0]


def setting_name(account: AccountId) -> str:
    """Return under which name the answer is kept: one that ends so is forgotten with its account."""
    return f"sign-in:{account}"
