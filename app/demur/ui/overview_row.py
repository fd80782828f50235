"""One setting as a row of the overview: everything that is shown of it, and read out of it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from demur.core.account import LastSeen
from demur.core.setting import Assurance, State
from demur.ui import dates, due_words
from demur.watch.matter import Matter
from demur.words import overview, say, states, watch

if TYPE_CHECKING:
    from demur.core.account import AccountId
    from demur.core.sighting import Sighting
    from demur.watch.standing import Standing

CALM = frozenset({Matter.OFF, Matter.NOT_OFFERED, Matter.NOTHING_TO_OPT_OUT, Matter.TOLD_BY_MEMBER})
"""What needs nobody, as long as nothing is due."""
_PASSING = frozenset({Matter.RATE_LIMITED, Matter.PLATFORM_DOWN, Matter.OFFLINE})
"""What mostly passes by itself."""


class Reading(Enum):
    """How an account's setting can be read."""

    BY_DEMUR = "by-demur"
    """Over an interface, or on a page whose platform allows it: here and now."""
    WITH_MEMBER = "with-member"
    """On a page, with the member there."""
    BY_MEMBER = "by-member"
    """In the member's own browser."""
    NOTHING = "nothing"
    """There is nothing to read: the platform leaves no choice."""


_HOW = {Reading.WITH_MEMBER: overview.WITH_YOU, Reading.BY_MEMBER: overview.BY_YOU}


class Known(NamedTuple):
    """How it stands with one account, and how its setting can be read."""

    standing: Standing
    reading: Reading


class Row(NamedTuple):
    """What stands in a row, the largest words first; colour and sign only repeat them."""

    account: AccountId
    tone: State
    words: str
    """What is known of the setting now."""
    whose: str
    """The platform and the account's name there."""
    setting: str
    facts: tuple[str, ...]
    """How that is known, when it was seen, what is due, when Demur will try again."""
    is_told: bool = False
    """Whether only the member's word bears it."""

    @property
    def spoken(self) -> str:
        """All of it in one text, for a screen reader."""
        return ". ".join((self.words, f"{self.whose}, {self.setting}", *self.facts))


def needs_a_look(standing: Standing) -> bool:
    """Tell whether the member is asked to do something about an account."""
    return standing.due is not None or standing.matter not in CALM | _PASSING


def row_of(known: Known, platform: str, setting: str, now: datetime) -> Row:
    """Return the row of an account; `platform` and `setting` are their names."""
    standing = known.standing
    account = standing.account
    return Row(
        account.id,
        _tone(standing),
        words_of(standing),
        say(overview.WHOSE, platform=platform, handle=account.identity.handle),
        setting,
        tuple(_facts(known, now)),
        standing.matter is Matter.TOLD_BY_MEMBER,
    )


def words_of(standing: Standing) -> str:
    """Return the largest words of an account: what is known of its setting now."""
    words = watch.headline(standing.matter)
    if standing.matter is Matter.TOLD_BY_MEMBER and standing.seen is not None:
        words = _state_words(standing.seen)
    return say(states.PRACTICE, state=words[:1].lower() + words[1:]) if standing.account.is_practice else words


def _tone(standing: Standing) -> State:
    if standing.matter is Matter.NOTHING_TO_OPT_OUT:
        return State.NOT_OFFERED
    told = standing.certain if standing.matter is not standing.fault else standing.seen
    return told.state if told is not None else State.UNKNOWN


def _facts(known: Known, now: datetime) -> Iterator[str]:
    standing = known.standing
    if standing.due is not None:
        yield due_words.why(standing, now).rstrip(".")
    yield from _seen(standing)
    if standing.due is None and standing.next_due_at is not None:
        yield say(overview.NEXT, day=dates.day(standing.next_due_at.date()))
    if standing.next_try_at is not None and known.reading is Reading.BY_DEMUR:
        is_tried_alone = standing.may_read_alone and standing.due is not None
        form = overview.TRIES_AGAIN if is_tried_alone else overview.LEFT_OUT
        yield say(form, when=dates.moment(standing.next_try_at))
    if known.reading in _HOW:
        yield say(_HOW[known.reading])


def _seen(standing: Standing) -> Iterator[str]:
    """Say how the state is known and since when; beside a newest look that showed nothing, what was known before."""
    seen, certain = standing.seen, standing.certain
    if seen is not None and seen is not certain and standing.fault is not Matter.TOLD_BY_MEMBER:
        yield say(overview.TRIED, when=dates.moment(seen.at))
        if standing.fault is not None and standing.fault is not standing.matter:
            yield watch.headline(standing.fault)
        if certain is not None:
            yield say(overview.LAST_KNOWN, state=_state_words(certain), when=dates.moment(certain.at))
    elif seen is not None:
        yield say(overview.SEEN, known=_how_known(seen), when=dates.moment(seen.at))


def _how_known(seen: Sighting) -> str:
    if seen.assurance is None:
        return say(overview.READ)
    return say(states.LEVEL[seen.assurance])


def _state_words(seen: Sighting) -> str:
    """Return a state as it was seen or told, in a word or two."""
    if seen.assurance is Assurance.MEMBER_REPORTED:
        from demur.words import own_browser  # where all accounts are read, nothing needs it

        last = LastSeen(seen.state, seen.at, seen.assurance, seen.reason)
        return own_browser.state(last) or states.state_word(seen.state)
    return states.state_word(seen.state)
