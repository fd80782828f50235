"""Whose account it is in words: where and when a practice member plays, and what a change means for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demur.core.account import Account
from demur.core.problem import MeaningBroken
from demur.meaning.region_names import ENGLISH_NAMES
from demur.ui import dates
from demur.words import say, states, window

if TYPE_CHECKING:
    from demur.ui.frame import Frame
    from demur.ui.meaning_view import Whose
    from demur.ui.preview_page import Sentences

_LOOKED_BACK = 200
"""How many of the newest sightings are searched for one that told something."""


def note(account: Account) -> str:
    """Return where and when a practice member plays; nothing for a real account."""
    if not account.is_practice:
        return ""
    region = _region(account)
    if account.plays_on is None:
        return say(window.PLAYS_TODAY, region=region)
    return say(window.PLAYS_ON, region=region, day=dates.day(account.plays_on))


def whose(account: Account, frame: Frame) -> Whose:
    """Return about whom the sentences speak that stand with an account."""
    from demur.ui.meaning_view import Whose

    platform = frame.product.rooms.platform(account.platform)
    if platform is None:
        return Whose(_region(account), account.platform)
    practice = platform.facts.name if platform.about else ""
    return Whose(_region(account), platform.about or platform.facts.name, practice)


def sentences(account: Account, frame: Frame) -> Sentences:
    """Return what a change does and does not do; nothing rather than half where the claims are broken."""
    from demur.meaning.claim import ClaimKind
    from demur.ui.meaning_view import about_words
    from demur.ui.preview_page import Sentences

    try:
        told = frame.product.guide.told(account)
    except MeaningBroken:  # the account's page says so already
        told = None
    if told is None:
        return Sentences()
    does, does_not = told.of(ClaimKind.EFFECT), told.of(ClaimKind.NOT_EFFECT)
    note_of = about_words(whose(account, frame), told.on, told.today)
    return Sentences(tuple(claim.sentence for claim in does), tuple(claim.sentence for claim in does_not), note_of)


def _region(account: Account) -> str:
    return ENGLISH_NAMES.get(account.region, account.region)


def known_before(account: Account, frame: Frame) -> str:
    """Return what to do about a state that can't be told, and what was last known: a fault is no change."""
    from demur.words import changes, page, problems  # only where nothing could be read

    reason = (account.last.reason if account.last else None) or "state-unknown"
    signs_in_here = reason == "signed-out" and frame.has_page(account)
    step = say(page.SIGN_IN_AGAIN) if signs_in_here else problems.step(reason)
    found = next((one for one in frame.product.accounts.sightings(account.id, _LOOKED_BACK) if one.is_certain), None)
    if found is None:
        return step
    state, when = states.state_word(found.state), dates.moment(found.at)
    return f"{step} {say(changes.LAST_CERTAIN, state=state, when=when)}".strip()
