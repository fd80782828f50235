"""The main job: read, show, ask, write down, apply, read back, say only what was seen, seal."""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from demur.core import freshness, sealing
from demur.core.account import Account, AccountId
from demur.core.entry import Receipt, Unseen
from demur.core.glance import read_as, same_account, unseen_of
from demur.core.looks import Looks
from demur.core.outcome import Outcome, Seen, Step, Verdict, judge, last_seen
from demur.core.ports import Accounts, Clock, Ledger, Line, Meaning, Sealer, Switchboard, Turn
from demur.core.preview import Preview, Previews
from demur.core.problem import (
    AlreadyThere,
    NotOffered,
    Problem,
    RateLimited,
)
from demur.core.reading import Reading
from demur.core.setting import Assurance, State
from demur.core.sighting import beside

READ_BACK_PAUSES_S = (0.0, 0.5, 1.5)
"""Waits before each look after a write: some platforms save late. Bounded, so that an honest word comes soon."""

Told = Callable[[Step], None]


def _tell_nobody(_: Step) -> None: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What the main job is joined to; `wiring` builds it."""

    accounts: Accounts
    switchboard: Switchboard
    ledger_of: Callable[[Account], Ledger]
    meaning: Meaning
    previews: Previews
    turn: Turn
    clock: Clock
    keeps_words: Callable[[Account], bool] = lambda _: False
    """Whether the member wants kept what the platform says beside the setting."""


class OptOut:
    """Changes one account's setting at the member's word, and says what was seen."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.looks = Looks(parts)

    def look(self, account_id: AccountId, is_by_itself: bool = False) -> Seen:
        """Read the setting now and remember what was seen; seal it where the switch is on again by itself.

        `is_by_itself`: nobody asked for it just now. Raises the connector's problems.
        """
        return self.looks.look(account_id, is_by_itself)

    def preview(self, account_id: AccountId, target: State) -> Preview:
        """Read, and return what would be done. Raises `AlreadyThere`, `NotOffered`, the connector's problems."""
        is_wish_for_on = target is State.ON  # nobody who wants it on is told that it should have been off
        seen = self.looks.only_read(account_id) if is_wish_for_on else self.look(account_id)
        if seen.reading.state is State.NOT_OFFERED:
            raise NotOffered
        if seen.reading.state is target:
            raise AlreadyThere
        return replace(self._parts.previews.make(account_id, seen.reading.state, target), seen=seen)

    def waiting(self, code: str) -> Preview:
        """Return the preview that a code stands for, unspent. Raises `PreviewUnknown` or `PreviewExpired`."""
        return self._parts.previews.look_at(code)

    def apply(
        self, code: str, told: Told = _tell_nobody, may_go_on: Callable[[], bool] = lambda: True
    ) -> Outcome | None:
        """Apply the previewed change and return what was seen, or None where it was called off in time.

        `may_go_on` is asked last before the attempt is written down; from then on the read-back is always made.
        Raises the problems of the preview, the turn and the vault, and those of the first reading: no change was
        asked of the platform in any of these cases. An attempt that an earlier run left open is closed first.
        """
        account = self.looks.account(self.waiting(code).account)
        line = self._begun(account)
        preview = self._parts.previews.take(code)
        with self._parts.turn.take():
            if self._finish_for(account):
                line = self._parts.switchboard.line(account)
            sealer = self._parts.ledger_of(account).unlock()
            return _Try(self._parts, account, preview.target, sealer, told).run(line, may_go_on)

    def _begun(self, account: Account) -> Line:
        """Return the way to an account's platform, which may answer while the disk and the keyring do.

        The turn is not taken yet: of one sign-in, callers in this process let one at a time come here (`ui.turns`).
        """
        line = self._parts.switchboard.line(account)
        if not self._open_attempts(account):  # it is read about them first
            line.begin()
        return line

    def observe(self, account_id: AccountId) -> Outcome:
        """Read the setting and seal what was seen, without applying anything."""
        account = self.looks.account(account_id)
        sealer = self._parts.ledger_of(account).unlock()
        line = self._parts.switchboard.line(account)
        reading = read_as(account, line)
        self._parts.accounts.saw(account.id, last_seen(reading, None), beside(reading))
        return _Try(self._parts, account, reading.state, sealer, _tell_nobody).observed(line, reading)

    def finish(self) -> list[Outcome]:
        """Read again for every attempt that an earlier run left open, and close it. Never writes.

        An attempt whose platform can't be read now stays open and is told as unknown, without a receipt.
        Raises `BusyElsewhere` where another process is in the middle of an attempt.
        """
        with self._parts.turn.take():
            return [outcome for account in self._parts.accounts.all() for outcome in self._finished_or_open(account)]

    def has_open_attempts(self) -> bool:
        return any(self._open_attempts(account) for account in self._parts.accounts.all())

    def settle(self, account_id: AccountId) -> None:
        """After the outcome was shown: lay the newest checkpoint into the vault."""
        self._parts.ledger_of(self.looks.account(account_id)).keep_checkpoint()

    def _open_attempts(self, account: Account) -> Sequence[Receipt]:
        found = self._parts.ledger_of(account).open_attempts()
        # What a member does in their own browser waits for their answer; reading can't close it.
        return [attempt for attempt in found if attempt.is_about(account) and not attempt.is_own_browser]

    def _finish_for(self, account: Account) -> list[Outcome]:
        """Close what an earlier run left open for an account. Raises the problems of vault and connector."""
        left_open = self._open_attempts(account)
        if not left_open:
            return []
        line = self._parts.switchboard.line(account)
        sealer = self._parts.ledger_of(account).unlock()
        seen = read_as(account, line)
        return [
            _Try(self._parts, account, _asked(attempt), sealer, _tell_nobody).resume(line, attempt, seen)
            for attempt in left_open
        ]

    def _finished_or_open(self, account: Account) -> list[Outcome]:
        """Close what was left open, or tell that it can't be closed now: one account must not hold up the others."""
        try:
            return self._finish_for(account)
        except Problem as problem:
            unseen = unseen_of(problem, self._parts.clock)
            self._parts.accounts.saw(account.id, last_seen(unseen, None), beside(unseen))
            return [_still_open(account, attempt, unseen) for attempt in self._open_attempts(account)]


class _Try:
    """One attempt from its first reading to its receipt."""

    def __init__(self, parts: Parts, account: Account, target: State, sealer: Sealer, told: Told) -> None:
        self._parts, self._account, self._target = parts, account, target
        self._sealer, self._told = sealer, told
        self._facts = sealing.Facts(account, parts.meaning)

    def run(self, line: Line, may_go_on: Callable[[], bool]) -> Outcome | None:
        with closing(line.open()) as connection:
            self._told(Step.READ)
            before = same_account(self._account, connection.read())
            if before.state is self._target:
                return self.observed(line, before)
            if before.state is State.NOT_OFFERED:
                raise NotOffered
            if not may_go_on():
                return None
            self._told(Step.WRITE_DOWN)
            attempt = self._sealer.seal(self._facts.attempt(line, self._target, before))
            self._told(Step.APPLY)
            write_problem: Problem | None = None
            try:
                connection.write(self._target, before)
            except Problem as problem:  # the write may have landed all the same, so look; never write again
                write_problem = problem
        self._told(Step.READ_BACK)
        looks = READ_BACK_PAUSES_S[:1] if isinstance(write_problem, RateLimited) else READ_BACK_PAUSES_S
        after = self._read_back(line, before.transport.http_date, looks)
        self._told(Step.SEAL)
        outcome = self._close(line, attempt, before.state, after, write_problem)
        return replace(outcome, write_problem=write_problem)

    def resume(self, line: Line, attempt: Receipt, after: Reading) -> Outcome:
        before = attempt.state("before") or State.UNKNOWN
        after = freshness.after_restart(after, attempt.fields["transport"]["httpDate"], self._account)
        if (copy := self._only_a_copy(after)) is not None:
            self._remember(copy, None, self._target)
            return _still_open(self._account, attempt, copy)
        outcome = self._close(line, attempt, before, after, write_problem=None, is_resumed=True)
        return replace(outcome, is_resumed=True)

    def observed(self, line: Line, reading: Reading) -> Outcome:
        self._told(Step.SEAL)
        entry = self._facts.observation(line, reading)
        receipt = self._sealer.seal(entry)
        self._remember(reading, None, None)
        return Outcome(
            Verdict.OBSERVED,
            self._account,
            requested=self._target,
            before=reading.state,
            after=reading,
            receipt=receipt,
        )

    def _read_back(self, line: Line, earlier_date: str | None, pauses_s: Sequence[float]) -> Reading | Unseen:
        """Look until the new state shows, a few times at most, each time on a connection of its own."""
        seen: Reading | Unseen = Unseen("state-unknown", self._parts.clock.now())
        for pause_s in pauses_s:
            self._parts.clock.pause(pause_s)
            try:
                reading = freshness.compared(read_as(self._account, line), earlier_date)
            except RateLimited as problem:  # it asks for fewer requests (RFC 6585, 4)
                return Unseen(problem.code, self._parts.clock.now())
            except Problem as problem:
                seen = Unseen(problem.code, self._parts.clock.now())
            else:
                seen = self._only_a_copy(reading) or reading
                if reading.state is self._target and reading.is_firsthand:
                    break
        return seen

    def _only_a_copy(self, reading: Reading) -> Unseen | None:
        """Return that nothing was seen, where a stored copy may have answered and doesn't show what was asked for."""
        if reading.is_firsthand or reading.state is self._target:
            return None
        return Unseen("stored-copy", reading.observed_at)

    def _close(
        self,
        line: Line,
        attempt: Receipt,
        before: State,
        after: Reading | Unseen,
        write_problem: Problem | None,
        is_resumed: bool = False,
    ) -> Outcome:
        verdict = judge(self._target, before, after)
        entry = self._facts.closing(line, attempt, self._target, after, verdict, write_problem, is_resumed)
        outcome = Outcome(verdict, self._account, self._target, before, after, receipt=None)
        try:
            outcome = replace(outcome, receipt=self._sealer.seal(entry))
        except Problem as problem:  # the platform was asked, so what was seen is told even where it can't be saved
            outcome = replace(outcome, not_saved=problem)
        is_confirmed = verdict is Verdict.CONFIRMED and outcome.receipt is not None
        level = Assurance.READ_BACK_INDEPENDENT if is_confirmed else None
        self._remember(after, level, self._target)
        return outcome

    def _remember(self, seen: Reading | Unseen, level: Assurance | None, requested: State | None) -> None:
        """Remember what was seen. The receipt is the record; a failure here must not hide an outcome that is sealed."""
        with suppress(Problem):
            self._parts.accounts.saw(self._account.id, last_seen(seen, level), beside(seen, requested=requested))


def _asked(attempt: Receipt) -> State:
    return attempt.requested or State.UNKNOWN


def _still_open(account: Account, attempt: Receipt, unseen: Unseen) -> Outcome:
    return Outcome(
        Verdict.UNKNOWN,
        account,
        requested=_asked(attempt),
        before=attempt.state("before") or State.UNKNOWN,
        after=unseen,
        receipt=None,
        is_resumed=True,
    )
