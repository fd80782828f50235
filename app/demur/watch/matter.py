"""What there is to say of an account, from all that was seen of it; a fault is never taken for a change."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from demur.core.account import Account
from demur.core.setting import Assurance, State
from demur.core.sighting import Sighting


class Matter(StrEnum):
    """What an account is about now, in order of attention."""

    ON_AGAIN = "on-again"
    """It was off and is on, and the member did not ask for that here."""
    WORDING_CHANGED = "wording-changed"
    """The page says other things about the switch than when it was last confirmed."""
    PAGE_CHANGED = "page-changed"
    """A label, an address or an answer is no longer as the platform's file says."""
    ACCOUNT_CLOSED = "account-closed"
    REGION_CHANGED = "region-changed"
    """The platform counts the account to another region than the member named."""
    SIGNED_OUT = "signed-out"
    STILL_ON = "still-on"
    """It is on, and was not seen to be switched back on behind the member's back."""
    UNKNOWN = "unknown"
    RATE_LIMITED = "rate-limited"
    PLATFORM_DOWN = "platform-down"
    OFFLINE = "offline"
    NEVER_LOOKED = "never-looked"
    TOLD_BY_MEMBER = "told-by-member"
    NOT_OFFERED = "not-offered"
    OFF = "off"
    NOTHING_TO_OPT_OUT = "nothing-to-opt-out"


ATTENTION: Final = {matter: place for place, matter in enumerate(Matter)}
"""The smaller, the sooner it needs the member."""

FAULTS: Final[dict[str, Matter]] = {
    **dict.fromkeys(
        (
            "page-changed",
            "control-ambiguous",
            "control-unusable",
            "control-disagrees",
            "page-moved",
            "led-away",
            "reply-unreadable",
            "reply-too-large",
            "redirect-refused",
        ),
        Matter.PAGE_CHANGED,
    ),
    "account-closed": Matter.ACCOUNT_CLOSED,
    "region-changed": Matter.REGION_CHANGED,
    **dict.fromkeys(("signed-out", "sign-in-refused", "wrong-account", "challenge-met"), Matter.SIGNED_OUT),
    "rate-limited": Matter.RATE_LIMITED,
    "platform-failing": Matter.PLATFORM_DOWN,
    **dict.fromkeys(("platform-unreachable", "offline", "proxy-failed", "proxy-refused"), Matter.OFFLINE),
    **dict.fromkeys(
        (  # the platform said something that tells nothing, or its page fared badly
            "platform-refused",
            "state-unknown",
            "stored-copy",
            "page-crashed",
            "page-left",
            "change-unsettled",
            "stale-write",
            "sign-in-not-trusted",
            # this computer stands in the way: its keyring, its files, its browser, or a proxy that was given wrongly
            "vault-absent",
            "vault-locked",
            "vault-slow",
            "vault-refused",
            "sealed-file-locked",
            "sealed-file-gone",
            "sealed-file-damaged",
            "passphrase-wrong",
            "secrets-busy",
            "secrets-out-of-reach",
            "folder-unusable",
            "disk-full",
            "proxy-unusable",
            "sandbox-missing",
            "browser-part-changed",
            "practice-not-started",
            # the platform's file is gone, or not agreed to
            "platform-unknown",
            "platform-not-allowed",
            "platform-file-broken",
        ),
        Matter.UNKNOWN,
    ),
}
"""What the code of a look that showed nothing is about; a code that is not here leaves it at not known too."""

OF_PLATFORM: Final = frozenset({Matter.RATE_LIMITED, Matter.PLATFORM_DOWN, Matter.OFFLINE})
"""Faults that pass, and that every account of a platform meets alike."""
_MEMBER_SAYS: Final = frozenset({Assurance.MEMBER_REPORTED, Assurance.REQUESTED})


def matter_of(
    account: Account,
    sightings: Sequence[Sighting],
    has_choice: bool = True,
    known_wording: str | None = None,
    own_deed_at: datetime | None = None,
) -> Matter:
    """Return what an account is about, from its sightings, newest first.

    A fault and what was last known for certain stand side by side: whichever needs the member more is told. A wording
    whose digest is `known_wording` is one that the member has seen already. `own_deed_at` is when they said that it was
    they who switched it on again.
    """
    if not has_choice:
        return Matter.NOTHING_TO_OPT_OUT
    if not sightings:
        return Matter.NEVER_LOOKED
    found = [fault] if (fault := fault_of(sightings)) else []
    if (certain := _certain_matter(account, sightings, known_wording, own_deed_at)) is not None:
        found.append(certain)
    return min(found or [Matter.UNKNOWN], key=ATTENTION.__getitem__)


def fault_of(sightings: Sequence[Sighting]) -> Matter | None:
    """Return what kept the newest look from telling anything certain, if something did."""
    newest = sightings[0] if sightings else None
    if newest is None or newest.is_certain:
        return None
    if newest.assurance in _MEMBER_SAYS:
        return Matter.TOLD_BY_MEMBER
    return FAULTS.get(newest.reason or "", Matter.UNKNOWN)


def newest_certain(sightings: Iterable[Sighting]) -> Sighting | None:
    """Return the newest sighting that told on, off or not offered."""
    return next((one for one in sightings if one.is_certain), None)


def _certain_matter(
    account: Account, sightings: Sequence[Sighting], known_wording: str | None, own_deed_at: datetime | None
) -> Matter | None:
    certain = newest_certain(sightings)
    if certain is None:
        return None
    if certain.state is State.ON and _is_on_again(sightings, own_deed_at):
        return Matter.ON_AGAIN
    if certain.region is not None and certain.region != account.region:
        return Matter.REGION_CHANGED
    if _is_reworded(certain, sightings, known_wording):
        return Matter.WORDING_CHANGED
    if certain.assurance in _MEMBER_SAYS:
        return Matter.TOLD_BY_MEMBER
    return {State.ON: Matter.STILL_ON, State.OFF: Matter.OFF}.get(certain.state, Matter.NOT_OFFERED)


def _is_on_again(sightings: Iterable[Sighting], own_deed_at: datetime | None) -> bool:
    """Tell whether a switch that is on was read as off before, and the member has nothing to do with that."""
    for one in sightings:
        if one.requested is State.ON or (one.is_certain and one.state is State.ON and one.assurance is not None):
            return False  # it was asked for here, or the member told us that they did it
        if one.is_certain and one.state is State.OFF:
            is_own_deed = own_deed_at is not None and one.at <= own_deed_at
            return one.assurance not in _MEMBER_SAYS and not is_own_deed
        if one.is_certain and one.state is State.NOT_OFFERED:
            return False
    return False


def _is_reworded(certain: Sighting, sightings: Sequence[Sighting], known_wording: str | None) -> bool:
    """Tell whether the page's words are others than when the state was last confirmed, or first seen."""
    if certain.wording is None or certain.wording == known_wording:
        return False
    worded = [one for one in sightings if one.wording is not None and one.is_certain]
    confirmed = (one for one in worded if one.assurance is Assurance.READ_BACK_INDEPENDENT)
    return next(confirmed, worded[-1]).wording != certain.wording
