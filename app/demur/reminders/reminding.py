"""Decides what to tell the member of, once each; where they allowed it, a due setting is looked at first."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from demur.core.account import Account, AccountId
from demur.core.ports import Clock
from demur.core.sighting import Sighting
from demur.reminders.choices import Choices, Kept
from demur.reminders.notice import Notice
from demur.reminders.waking import wait_ms
from demur.watch.due import Due, Why
from demur.watch.matter import OF_PLATFORM, Matter
from demur.watch.round import Checked, Skip
from demur.watch.standing import Standing
from demur.words import reminders as words
from demur.words import say
from demur.words import watch as watch_words

MOST_AT_ONCE: Final = 3
"""More notices than these become one that counts them."""
_NO_NEWS: Final = frozenset(
    {
        Matter.OFFLINE,  # a computer on a train is no news
        Matter.NEVER_LOOKED,
        Matter.TOLD_BY_MEMBER,
        Matter.NOT_OFFERED,
        Matter.OFF,
        Matter.NOTHING_TO_OPT_OUT,
    }
)
"""What a look by itself may find that nobody needs to hear of."""
_LASTING: Final = frozenset({Matter.ON_AGAIN, Matter.WORDING_CHANGED, Matter.ACCOUNT_CLOSED})
_LOOKABLE: Final = frozenset({Matter.PAGE_CHANGED, Matter.SIGNED_OUT, Matter.UNKNOWN})
_MOST_SIGHTINGS: Final = 60
_AGAIN: Final = timedelta(days=1)
"""After which a setting that could not be read by itself is tried again, where the platform itself was well."""


class Remembered(Kept, Protocol):
    """The program's settings, and what was seen of each account."""

    def sightings(self, account: AccountId, count: int | None = None) -> Sequence[Sighting]: ...


class Watching(Protocol):
    """Knows how it stands with every account."""

    def standings(self) -> list[Standing]: ...


class Rounds(Protocol):
    """Reads several accounts, one at a time at each platform; never a write."""

    def run(
        self, accounts: Sequence[Account], *, may_go_on: Callable[[], bool], is_by_itself: bool
    ) -> list[Checked]: ...


class Reminding:
    """What was told is kept beside the account, so that a restart tells nothing twice and a missed week tells once."""

    def __init__(
        self,
        watch: Watching,
        rounds: Callable[[], Rounds],
        accounts: Remembered,
        clock: Clock,
        name_of: Callable[[Account], str],
    ) -> None:
        """`name_of` returns what an account's platform is called."""
        self._watch, self._rounds, self._accounts = watch, rounds, accounts
        self._clock, self._name_of = clock, name_of
        self._choices = Choices(accounts)
        self.is_reading = False
        """Whether settings are being read that nobody asked for just now: nobody is there to be asked anything."""

    def alone(self) -> list[Account]:
        """Return the accounts that a look would read by itself now."""
        return [one.account for one in self._watch.standings() if self._is_read_now(one)]

    def look(self, may_go_on: Callable[[], bool] = lambda: True) -> list[Notice]:
        """Look at what is due and may be looked at alone, then return what the member was not yet told of.

        `may_go_on` is asked before each account; what is not read then is due as before.
        """
        alone = self.alone()
        checked = self._read(alone, may_go_on) if alone else []
        read = {one.account.id for one in checked if one.skipped is None}
        need = {one.account.id for one in checked if one.skipped in {Skip.NEEDS_MEMBER, Skip.TOLD_BY_MEMBER}}
        standings = self._watch.standings()
        news = [one for one in standings if one.account.id in read and self._is_news(one)]
        due = [one for one in standings if self._is_owed(one, one.account.id in need)]
        for one in news:
            self._accounts.keep_setting(_told(one), f"{one.matter} {self._clock.now().isoformat()}")
        for one in due:
            self._accounts.keep_setting(_reminded(one), _mark(one.due))
        return self._noticed(news, due)

    def wait_ms(self, next_wake: datetime | None) -> int | None:
        """Return after how many milliseconds to look again; None where nothing is to come."""
        return wait_ms(next_wake, self._clock.now())

    def next_try(self) -> datetime | None:
        """Return when a setting is tried again that could not be read by itself for a reason of its own."""
        found = [self._rests_until(one) for one in self._watch.standings() if _is_by_itself(one)]
        return min((at for at in found if at is not None), default=None)

    def _read(self, accounts: Sequence[Account], may_go_on: Callable[[], bool]) -> list[Checked]:
        self.is_reading = True
        try:
            return self._rounds().run(accounts, may_go_on=may_go_on, is_by_itself=True)
        finally:
            self.is_reading = False

    def _is_read_now(self, standing: Standing) -> bool:
        """Tell whether a setting is looked at now, and not only once its platform's time has come, or its own."""
        is_waiting = standing.next_try_at is not None or self._rests_until(standing) is not None
        return _is_by_itself(standing) and not is_waiting

    def _rests_until(self, standing: Standing) -> datetime | None:
        """Return until when a setting rests whose last look by itself met what only the member can mend: for a day.

        An ended sign-in is such a thing; they may have mended it somewhere else. A look that lies further ahead than
        that was made by a clock that was wrong.
        """
        seen, fault = standing.seen, standing.fault
        if seen is None or not seen.is_by_itself or fault is None or fault in OF_PLATFORM:
            return None
        now = self._clock.now()
        return seen.at + _AGAIN if seen.at - _AGAIN <= now < seen.at + _AGAIN else None

    def _is_news(self, standing: Standing) -> bool:
        """Tell whether a matter is one that the member was not told of, or has looked at themselves since."""
        matter, _, at = (self._accounts.setting(_told(standing)) or "").partition(" ")
        if standing.matter in _NO_NEWS:
            if matter:
                self._accounts.keep_setting(_told(standing), "")
            return False
        if matter != standing.matter:
            return True
        told_at = datetime.fromisoformat(at)
        seen = self._accounts.sightings(standing.account.id, _MOST_SIGHTINGS)
        return any(not one.is_by_itself and one.at > told_at for one in seen)

    def _is_owed(self, standing: Standing, needs_member: bool) -> bool:
        """Tell whether the member is to be reminded; what is looked at by itself needs nobody."""
        if standing.due is None or (_is_by_itself(standing) and not needs_member):
            return False
        return self._accounts.setting(_reminded(standing)) != _mark(standing.due)

    def _noticed(self, news: Sequence[Standing], due: Sequence[Standing]) -> list[Notice]:
        if len(news) > MOST_AT_ONCE:
            told = [_counted(words.SEVERAL_NEWS, len(news))]
        else:
            told = [self._of_matter(one) for one in news]
        if len(due) > 1:
            return [*told, _counted(words.SEVERAL_DUE, len(due))]
        return [*told, *(self._of_due(one, one.due) for one in due if one.due is not None)]

    def _of_matter(self, standing: Standing) -> Notice:
        title = self._title(standing.account, watch_words.headline(standing.matter))
        body, matter = watch_words.next_step(standing), standing.matter
        return Notice(standing.account.id, title, body, matter in _LASTING, matter in _LOOKABLE)

    def _of_due(self, standing: Standing, due: Due) -> Notice:
        ahead = {Why.DATE_BEGINS: words.DATE_BEGINS, Why.ANSWER_DUE: words.ANSWER_DUE}.get(due.why, words.DUE)
        body = watch_words.why(due, self._clock.now(), standing.certain.at if standing.certain else None)
        title = self._title(standing.account, say(ahead))
        return Notice(standing.account.id, title, body, may_look=due.why is not Why.ANSWER_DUE)

    def _title(self, account: Account, headline: str) -> str:
        """Name the account only where the member wants that: others may read it."""
        platform = self._name_of(account)
        if self._choices.names_accounts:
            return say(words.NEWS_OF, platform=platform, account=account.identity.handle, headline=headline)
        return say(words.NEWS, platform=platform, headline=headline)


def _is_by_itself(standing: Standing) -> bool:
    """Tell whether what is due is a look that the member lets Demur make alone; a letter's answer is theirs to read."""
    return standing.due is not None and standing.due.why is not Why.ANSWER_DUE and standing.may_read_alone


def _told(standing: Standing) -> str:
    """Return where it is kept which matter the member was told of; the account's id at its end has it forgotten too."""
    return f"told:{standing.account.id}"


def _reminded(standing: Standing) -> str:
    return f"reminded:{standing.account.id}"


def _mark(due: Due | None) -> str:
    return f"{due.why} {due.since.isoformat()} {due.about}" if due else ""


def _counted(form: str, count: int) -> Notice:
    return Notice(None, say(form, count=count), say(words.SEVERAL_NEXT))
