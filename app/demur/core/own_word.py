"""What a member answers about a switch that is on again, as the entry that is sealed: their word, and no more."""

from collections.abc import Mapping
from datetime import datetime

from demur.core.account import Account
from demur.core.entry import (
    ConnectorFacts,
    Entry,
    IdentityBy,
    Kind,
    PlatformFacts,
    Receipt,
    Reported,
    SettingFacts,
    Shown,
)
from demur.core.reach import OWN_BROWSER
from demur.core.setting import Assurance, State
from demur.core.telling import ABOUT, NOTHING_READ, SWITCHED_ON, Reason, Said

_SAYS = {
    Said.YES: "The member says that they switched it on themselves.",
    Said.NO: "The member says that they did not switch it on.",
    Said.NOT_SURE: "The member is not sure whether they switched it on themselves.",
}


def entry(account: Account, observation: Receipt, said: Said, at: datetime, shown: Shown) -> Entry:
    """Return the entry for an answer about an observation.

    Platform and setting are those of the observation, since no platform is asked for it; the state is unknown, since
    who switched it says nothing of what it is now.
    """
    seen = observation.fields
    platform, setting = seen["platform"], seen["setting"]
    return Entry(
        kind=Kind.OBSERVATION,
        account=account.id,
        identity=account.identity,
        identity_by=IdentityBy.MEMBER,
        platform=PlatformFacts(platform["name"], platform["controller"], platform["origin"], platform["settingsUrl"]),
        setting=SettingFacts(setting["id"], setting["label"], setting["lang"], setting["purpose"]),
        connector=_by_the_member(seen["connector"]),
        shown=shown,
        level=Assurance.MEMBER_REPORTED,
        method=f"{_SAYS[said]} It was seen on again in receipt {observation.id}. {NOTHING_READ}",
        attempts=0,
        requested=None,
        before=None,
        after=Reported(State.UNKNOWN, at, reason=Reason.WHO_SWITCHED.value),
        ext={ABOUT: str(observation.id), SWITCHED_ON: said.value},
    )


def _by_the_member(connector: Mapping[str, str]) -> ConnectorFacts:
    """Return what stands for the member's own word, beside the file of the platform that it is about."""
    return ConnectorFacts(
        id=f"{connector['id'].partition('/')[0]}/{OWN_BROWSER}",
        kind=OWN_BROWSER,
        version=connector["version"],
        artifact=connector["artifact"],
        origin=connector["origin"],
    )
