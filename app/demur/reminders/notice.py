"""One thing to tell the member while they look elsewhere."""

from typing import NamedTuple

from demur.core.account import AccountId


class Notice(NamedTuple):
    """A few words for a notification; the rest stands in the window."""

    account: AccountId | None
    """Whose page it leads to; None for a notice about several, which leads to all of them."""
    title: str
    body: str
    is_lasting: bool = False
    """Whether it should stay until the member has seen it."""
    may_look: bool = False
    """Whether looking at the setting now is what it asks for."""
