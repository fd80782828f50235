"""A round reads and never writes: one at a time at each platform, platforms beside each other, nobody disturbed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Event, Lock

import pytest
from tests.core.stage import ME, Meadow, MeadowConnection
from tests.watch.test_watch import World, account, joined

from demur.core.account import Account, AccountId
from demur.core.entry import Unseen
from demur.core.glance import Glance, Missed, Read, Ready
from demur.core.outcome import Seen
from demur.core.page_problem import NeedsWindow
from demur.core.problem import AccountUnknown, PlatformFailing, PlatformUnreachable, Problem, RateLimited, SignedOut
from demur.core.setting import Identity, PlatformId
from demur.core.sighting import retry_after_of
from demur.ledger.accounts import SqliteAccounts
from demur.watch import round as rounds
from demur.watch.round import MOST_AT_ONCE, Checked, Progress, Round, Skip


@dataclass
class Looker:
    """Reads a platform in memory and remembers what was seen; fails where two looks meet at one platform."""

    world: World
    fails: dict[str, list[Problem | None]] = field(default_factory=dict)
    """By platform, one for each look, in order."""
    meet: Callable[[], object] = lambda: None
    saves: Callable[[], object] = lambda: None
    is_at_hand: bool = True
    """Whether a connection needs nobody but this computer."""
    looks: list[AccountId] = field(default_factory=list)
    readied: list[AccountId] = field(default_factory=list)
    by_itself: list[bool] = field(default_factory=list)
    locks: dict[PlatformId, Lock] = field(default_factory=dict)
    closed: int = 0
    """Connections that were let go of, asked on or not."""

    def ready(self, account_id: AccountId) -> Ready:
        found = self.world.accounts.find(account_id)
        if found is None:
            raise AccountUnknown
        self.readied.append(account_id)
        line = Meadow(self.world.clock, identity=ME)
        return Ready(found, line, Connection(line, self) if self.is_at_hand else None)

    def ask(self, ready: Ready, is_by_itself: bool = False) -> Glance:
        found = ready.account
        lock = self.locks.setdefault(found.platform, Lock())
        assert lock.acquire(blocking=False), "two looks met at one platform"
        try:
            self.looks.append(found.id)
            self.by_itself.append(is_by_itself)
            self.meet()
            return self._seen(ready, is_by_itself)
        finally:
            ready.close()
            lock.release()

    def _seen(self, ready: Ready, is_by_itself: bool) -> Glance:
        self.world.clock.pause(1)
        planned = self.fails.get(ready.account.platform)
        problem = planned.pop(0) if planned else None
        if isinstance(problem, NeedsWindow):
            raise problem
        if problem is not None:
            unseen = Unseen(problem.code, self.world.clock.now(), retry_after_of(problem))
            return Glance(ready.account, Missed(unseen, problem), is_by_itself)
        assert isinstance(ready.line, Meadow)
        return Glance(ready.account, Read(ready.line, ready.line.open().read()), is_by_itself)

    def keep_all(self, glances: Sequence[Glance]) -> list[Seen | Problem]:
        self.saves()
        self.world.accounts.saw_all([one.note() for one in glances])
        return [one.problem or Seen(one.read().reading) for one in glances]


class Connection(MeadowConnection):
    def __init__(self, meadow: Meadow, looker: Looker) -> None:
        super().__init__(meadow)
        self._looker = looker

    def close(self) -> None:
        self._looker.closed += 1
        super().close()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(SqliteAccounts(tmp_path / "accounts.sqlite"))


def plan(world: World, *platforms: str) -> tuple[Looker, Round, list[Account]]:
    accounts = [account(f"m{number}", platform) for number, platform in enumerate(platforms)]
    joined(world, *accounts)
    looker = Looker(world)
    return looker, Round(looker, world.watch()), accounts


def what(found: list[Checked]) -> list[str]:
    return [str(one.skipped or (one.problem and one.problem.code) or "seen") for one in found]


def test_one_at_a_time_at_each_platform_and_answers_in_the_order_of_the_question(world: World) -> None:
    looker, round_, accounts = plan(world, *["harbour", "bay", "harbour", "cove", "harbour"] * 2)
    looker.meet = lambda: Event().wait(0.01)  # another that may come does so by then
    found = round_.run(accounts)
    assert [one.account for one in found] == accounts
    assert what(found) == ["seen"] * 10
    assert sorted(looker.looks) == sorted(one.id for one in accounts)


def test_platforms_are_read_beside_each_other_up_to_a_few(world: World) -> None:
    looker, round_, accounts = plan(world, *(f"p{number}" for number in range(MOST_AT_ONCE)))
    looker.meet = Barrier(MOST_AT_ONCE, timeout=20).wait  # breaks where they don't all come
    assert what(round_.run(accounts)) == ["seen"] * MOST_AT_ONCE


def test_it_tells_how_far_it_is_one_voice_at_a_time(world: World) -> None:
    _, round_, accounts = plan(world, "harbour", "bay", "harbour")
    told: list[Progress] = []
    round_.run(accounts, told.append)
    ends = [one for one in told if one.checked is not None]
    assert [(one.done, one.total) for one in ends] == [(1, 3), (2, 3), (3, 3)]
    assert {one.account.id for one in ends} == {one.id for one in accounts}
    for one in ends:
        before = told[: told.index(one)]
        assert any(two.account == one.account and two.checked is None for two in before), "its beginning was told"


def test_a_round_that_is_called_off_reads_no_more(world: World) -> None:
    looker, round_, accounts = plan(world, *["harbour"] * 5)
    found = round_.run(accounts, may_go_on=lambda: len(looker.looks) < 2)
    assert what(found) == ["seen", "seen", *["called-off"] * 3]
    assert len(looker.looks) == 2


def test_one_account_that_fails_leaves_the_others_alone(world: World) -> None:
    looker, round_, accounts = plan(world, *["harbour"] * 3)
    looker.fails["harbour"] = [SignedOut(), None, None]
    assert what(round_.run(accounts)) == ["signed-out", "seen", "seen"]


@pytest.mark.parametrize(
    "problem", [RateLimited(retry_after="60"), PlatformFailing(status="503"), PlatformUnreachable()], ids=str
)
def test_a_platform_that_fails_is_left_alone_and_others_are_read(problem: Problem, world: World) -> None:
    looker, round_, accounts = plan(world, "harbour", "harbour", "bay", "harbour")
    looker.fails["harbour"] = [problem]
    found = round_.run(accounts)
    assert what(found) == [problem.code, "backed-off", "seen", "backed-off"]
    assert what(round_.run(accounts)) == ["backed-off", "backed-off", "seen", "backed-off"], "also in the next round"
    assert what(round_.run(accounts[1:2])) == ["seen"], "but the member may always ask for one by hand"
    assert what(round_.run(accounts)) == ["seen"] * 4, "and since it answered, it is read again"


def test_by_hand_is_not_by_itself(world: World) -> None:
    looker, round_, accounts = plan(world, "harbour")
    world.watch().cadences.let_read_alone(accounts[0].id, True)
    looker.fails["harbour"] = [PlatformUnreachable()]
    assert what(round_.run(accounts, is_by_itself=True)) == ["platform-unreachable"]
    assert what(round_.run(accounts, is_by_itself=True)) == ["backed-off"]


def test_by_itself_it_reads_only_what_the_member_and_the_platform_allow(world: World) -> None:
    looker, round_, accounts = plan(world, "harbour", "harbour", "page")
    world.attended.add(PlatformId("page"))
    for one in accounts[1:]:
        world.watch().cadences.let_read_alone(one.id, True)
    assert what(round_.run(accounts, is_by_itself=True)) == [Skip.NEEDS_MEMBER, "seen", Skip.NEEDS_MEMBER]
    assert looker.by_itself == [True]
    assert what(round_.run(accounts)) == ["seen", "seen", Skip.NEEDS_MEMBER]
    assert looker.by_itself[1:] == [False, False]
    assert len(looker.looks) == 3, "the page that needs its member was never opened"


def test_a_page_that_only_the_window_can_open_needs_the_member(world: World) -> None:
    looker, round_, accounts = plan(world, "harbour")
    looker.fails["harbour"] = [NeedsWindow(platform="Harbour")]
    assert what(round_.run(accounts)) == [Skip.NEEDS_MEMBER]


def test_what_the_member_reaches_alone_is_never_read(world: World) -> None:
    looker = Looker(world)
    told = account("told", user="")
    assert told.identity == Identity("", "told")
    joined(world, told)
    assert what(Round(looker, world.watch()).run([told])) == [Skip.TOLD_BY_MEMBER]
    assert looker.looks == []


def test_no_accounts_no_round(world: World) -> None:
    assert Round(Looker(world), world.watch()).run([]) == []


def test_nothing_is_told_before_it_is_saved_and_the_next_is_read_meanwhile(world: World) -> None:
    """What a round tells survives a kill at that moment ("nothing shown as saved is ever lost")."""
    looker, round_, accounts = plan(world, *["harbour"] * 4)
    others_were_read, told_unsaved = Event(), []

    def saves() -> None:
        assert others_were_read.wait(20), "the next ones are read while the first is saved"

    def meet() -> None:
        if len(looker.looks) == len(accounts):
            others_were_read.set()

    def told(progress: Progress) -> None:
        found = world.accounts.find(progress.account.id)
        assert found is not None
        if progress.checked is not None and found.last is None:
            told_unsaved.append(progress.account.id)

    looker.saves, looker.meet = saves, meet
    assert what(round_.run(accounts, told)) == ["seen"] * 4
    assert told_unsaved == []


def test_what_comes_within_a_moment_is_saved_in_one_step(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "GATHERED_S", 20.0)  # the round's end cuts it short
    looker, round_, accounts = plan(world, *["harbour"] * 4)
    steps: list[None] = []
    looker.saves = lambda: steps.append(None)
    assert what(round_.run(accounts)) == ["seen"] * 4
    assert len(steps) == 1


def test_the_next_is_made_ready_while_one_is_read(world: World) -> None:
    looker, round_, accounts = plan(world, *["harbour"] * 3)
    is_next_ready = Event()
    ready = looker.ready

    def noted(account_id: AccountId) -> Ready:
        made = ready(account_id)
        if account_id == accounts[1].id:
            is_next_ready.set()
        return made

    looker.ready = noted  # type: ignore[method-assign]  # looks at the real one
    looker.meet = lambda: is_next_ready.wait(20)
    assert what(round_.run(accounts)) == ["seen"] * 3
    assert is_next_ready.is_set()
    assert looker.readied == [one.id for one in accounts], "each once"
    assert looker.closed == 3


def test_a_page_is_not_opened_for_the_next_before_its_turn(world: World) -> None:
    looker, round_, accounts = plan(world, *["harbour"] * 3)
    looker.is_at_hand = False
    looker.meet = lambda: looker.readied[len(looker.looks) :] == [] or pytest.fail("the next one's was opened")
    assert what(round_.run(accounts)) == ["seen"] * 3


def test_what_was_made_ready_a_while_ago_is_made_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that was set meanwhile counts, and an account that was removed is not read."""
    monkeypatch.setattr(rounds, "STALE_S", 0.0)
    looker, round_, accounts = plan(world, *["harbour"] * 3)

    def meet() -> None:
        if len(looker.looks) == 1:
            world.accounts.forget(accounts[1].id)

    looker.meet = meet
    assert what(round_.run(accounts)) == ["seen", "account-unknown", "seen"]
    assert looker.looks == [accounts[0].id, accounts[2].id]


def test_what_was_made_ready_and_is_not_asked_is_let_go(world: World) -> None:
    looker, round_, accounts = plan(world, *["harbour"] * 3)
    looker.fails["harbour"] = [RateLimited(retry_after="60")]
    assert what(round_.run(accounts)) == ["rate-limited", "backed-off", "backed-off"]
    assert (len(looker.looks), looker.closed) == (1, 2), "the second one's connection was closed unused"


def test_a_mistake_of_ours_ends_the_round_loudly(world: World) -> None:
    looker, round_, accounts = plan(world, *["harbour"] * 3)
    looker.saves = lambda: 1 / 0
    with pytest.raises(ZeroDivisionError):
        round_.run(accounts)
