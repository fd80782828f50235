"""A round reads and never writes: one at a time at each platform, platforms beside each other, nobody disturbed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Lock

import pytest
from tests.core.stage import ME, Meadow
from tests.watch.test_watch import World, account, joined

from demur.core.account import Account, AccountId
from demur.core.entry import Unseen
from demur.core.outcome import Seen, last_seen
from demur.core.page_problem import NeedsWindow
from demur.core.problem import PlatformFailing, PlatformUnreachable, Problem, RateLimited, SignedOut
from demur.core.setting import Identity, PlatformId
from demur.core.sighting import beside, retry_after_of
from demur.ledger.accounts import SqliteAccounts
from demur.watch.round import MOST_AT_ONCE, Checked, Progress, Round, Skip


@dataclass
class Looker:
    """Reads a platform in memory and remembers what was seen; fails where two looks meet at one platform."""

    world: World
    fails: dict[str, list[Problem | None]] = field(default_factory=dict)
    """By platform, one for each look, in order."""
    meet: Callable[[], object] = lambda: None
    looks: list[AccountId] = field(default_factory=list)
    by_itself: list[bool] = field(default_factory=list)
    locks: dict[PlatformId, Lock] = field(default_factory=dict)

    def look(self, account_id: AccountId, is_by_itself: bool = False) -> Seen:
        found = self.world.accounts.find(account_id)
        assert found is not None
        lock = self.locks.setdefault(found.platform, Lock())
        assert lock.acquire(blocking=False), "two looks met at one platform"
        try:
            self.looks.append(account_id)
            self.by_itself.append(is_by_itself)
            self.meet()
            return self._seen(found)
        finally:
            lock.release()

    def _seen(self, found: Account) -> Seen:
        self.world.clock.pause(1)
        planned = self.fails.get(found.platform)
        problem = planned.pop(0) if planned else None
        if problem is not None:
            unseen = Unseen(problem.code, self.world.clock.now(), retry_after_of(problem))
            self.world.accounts.saw(found.id, last_seen(unseen, None), beside(unseen))
            raise problem
        reading = Meadow(self.world.clock, identity=ME).line(found).open().read()
        self.world.accounts.saw(found.id, last_seen(reading, None), beside(reading))
        return Seen(reading)


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
