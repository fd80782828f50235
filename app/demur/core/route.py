"""What a member does in their own browser, where the program itself reaches nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # a start needs the ways alone
    from demur.core.account import Account
    from demur.core.entry import ConnectorFacts, PlatformFacts, SettingFacts


class Way(StrEnum):
    """What there is for a member to do."""

    SWITCH = "switch"
    """A switch on the platform's own page."""
    FORM = "form"
    """A form to send; the platform answers later."""
    NOTHING = "nothing"
    """There is nothing to opt out of, and the platform's file explains that."""


class ApplyWay(StrEnum):
    """How a choice is applied at a platform that has only a page (design part 3)."""

    FOR_ME = "for-me"
    """The program presses the switch, at the member's word."""
    MYSELF = "myself"
    """The member presses it on the platform's own page, opened in our browser."""
    OWN_BROWSER = "own-browser"
    """The member does it in their own browser, and tells us."""


class Route(NamedTuple):
    """The way to one account's setting, as a receipt names it."""

    platform: PlatformFacts
    """With the controller and the address that are right for where the member lives."""
    setting: SettingFacts
    connector: ConnectorFacts
    way: Way
    form: str | None
    """The address of the form there is for where the member lives; it may stand beside a switch."""


class Routes(Protocol):
    """Finds the way that a member of an account goes in their own browser."""

    def route(self, account: Account) -> Route:
        """Return the way. Raises `ReachedByDemur`, `NoFormKnown`, `PlatformUnknown`, `PlatformNotAllowed`."""
        ...
