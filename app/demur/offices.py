"""To whom a letter about an account goes, and how sending one is recorded: joined from platform files and claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.page.platform import PagePlatform
from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import NothingToOptOutOf, PlatformUnknown
from demur.core.reach import OWN_BROWSER
from demur.core.route import Route, Way
from demur.letters.office import Office
from demur.meaning.claim import ClaimId

if TYPE_CHECKING:
    from demur.core.account import Account
    from demur.meaning.claim import Claim
    from demur.meaning.guide import Guide
    from demur.wiring import Rooms


def office_of(rooms: Rooms, guide: Guide, account: Account) -> Office:
    """Return to whom a letter goes; nothing is started and nobody is asked for it.

    Raises `PlatformUnknown`, `NothingToOptOutOf`, `MeaningBroken`.
    """
    platform = rooms.platform(account.platform)
    if platform is None:
        raise PlatformUnknown(platform=account.platform)
    facts = platform.setting(account.setting).facts
    office = Office(
        platform=platform.facts.name,
        controller=platform.facts.controller,
        setting=facts.label,
        purpose=facts.purpose,
        names_legitimate_interests=guide.names_legitimate_interests(account) and not platform.about,
        is_practice=account.is_practice,
    )
    if isinstance(platform, ApiPlatform):
        return office
    own = platform.own if isinstance(platform, PagePlatform) else platform
    if own.has_nothing(account.setting):
        raise NothingToOptOutOf(platform=own.name, id=account.platform)
    form = own.setting(account.setting).form(account.region)
    return office._replace(
        controller=own.controller(account.region),
        form=form.text if form else "",
        form_date=form.date if form else "",
        minors=_minors(own, guide, account),
    )


class LetterRoutes:
    """How a letter's receipt names the platform: what the member did is never of a connector that reads."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def route(self, account: Account) -> Route:
        """Return the way of an account of any kind. Raises `PlatformUnknown`, `PlatformNotAllowed`."""
        if not isinstance(self._rooms.platform(account.platform), ApiPlatform):
            return self._rooms.route(account)
        found = self._rooms.catalogue().find(account.platform)
        return Route(
            platform=found.facts,
            setting=found.setting(account.setting).facts,
            connector=replace(found.connector, id=f"{found.id}/{OWN_BROWSER}", kind=OWN_BROWSER),
            way=Way.SWITCH,
            form=None,
        )


def _minors(own: OwnBrowserPlatform, guide: Guide, account: Account) -> Claim | None:
    """Return what the platform is said to do about minors, where its file names the claim and it holds there."""
    told = guide.told(account)
    if own.minors is None or told is None:
        return None
    return next((claim for claim in told.claims if claim.id == ClaimId(own.minors)), None)
