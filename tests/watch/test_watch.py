"""The watch over several accounts, on a real file, by a clock that the tests own."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.core.stage import OwnedClock

from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.problem import AccountUnknown, LedgerDamaged, Problem
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.core.sighting import Beside
from demur.ledger.accounts import SqliteAccounts
from demur.watch.cadence import Cadence
from demur.watch.due import Why
from demur.watch.matter import Matter
from demur.watch.standing import Standing
from demur.watch.watch import Watch, WatchParts

DAY = timedelta(days=1)


def account(name: str, platform: str = "harbour", user: str = "u-1", is_practice: bool = False) -> Account:
    return Account(
        AccountId(f"{platform}-{name}"),
        PlatformId(platform),
        SettingId("training"),
        Identity(user, name),
        RegionCode("GB"),
        is_practice,
        sign_in=SignInId(f"{platform}-{name}"),
    )


@dataclass
class World:
    """Everything beside the accounts that the watch asks, as plain answers."""

    accounts: SqliteAccounts
    clock: OwnedClock = field(default_factory=OwnedClock)
    attended: set[PlatformId] = field(default_factory=set)
    signed_out: set[AccountId] = field(default_factory=set)
    without_choice: set[PlatformId] = field(default_factory=set)
    begins: list[tuple[date, str]] = field(default_factory=list)
    requests: list[tuple[AccountId, str, date]] = field(default_factory=list)
    ledger_fails: Problem | None = None

    def has_choice(self, account: Account) -> bool:
        return account.platform not in self.without_choice

    def reads_unattended(self, account: Account) -> bool:
        return account.platform not in self.attended

    def stays_signed_in(self, account: Account) -> bool:
        return account.id not in self.signed_out

    def beginnings(self, account: Account) -> Sequence[tuple[date, str]]:
        return self.begins

    def open_requests(self) -> Sequence[tuple[AccountId, str, date]]:
        if self.ledger_fails is not None:
            raise self.ledger_fails
        return self.requests

    def watch(self) -> Watch:
        return Watch(WatchParts(self.accounts, self, self, lambda: self, self.clock))

    def saw(self, account: Account, state: State, days_ago: float = 0, **beside: object) -> None:
        at = self.clock.now() - days_ago * DAY
        self.accounts.saw(account.id, LastSeen(state, at), Beside(**beside))  # type: ignore[arg-type]  # a test's own

    def failed(self, account: Account, reason: str, wait_s: int | None = None) -> None:
        unseen = LastSeen(State.UNKNOWN, self.clock.now(), reason=reason)
        self.accounts.saw(account.id, unseen, Beside(retry_after_s=wait_s))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(SqliteAccounts(tmp_path / "accounts.sqlite"))


def joined(world: World, *accounts: Account) -> None:
    for one in accounts:
        world.accounts.keep(one)


def names(standings: Sequence[Standing]) -> list[str]:
    return [standing.account.identity.handle for standing in standings]


def test_what_needs_attention_stands_first_then_names(world: World) -> None:
    again, zed, amber, new, told = (account(name) for name in ("again", "Zed", "amber", "new", "told"))
    joined(world, told, zed, amber, new, again)
    world.saw(again, State.OFF, 2)
    world.saw(again, State.ON, 1)
    world.saw(zed, State.OFF)
    world.saw(amber, State.OFF)
    last = LastSeen(State.OFF, world.clock.now(), Assurance.MEMBER_REPORTED)
    world.accounts.saw(told.id, last)
    found = world.watch().standings()
    assert names(found) == ["again", "new", "told", "amber", "Zed"]
    matters = [standing.matter for standing in found]
    assert matters == [Matter.ON_AGAIN, Matter.NEVER_LOOKED, Matter.TOLD_BY_MEMBER, Matter.OFF, Matter.OFF]


def test_a_standing_keeps_what_is_certain_beside_a_fault(world: World) -> None:
    wren = account("Wren")
    joined(world, wren)
    world.saw(wren, State.OFF, 9)
    world.saw(wren, State.OFF, 3)
    world.failed(wren, "signed-out")
    found = world.watch().standing(wren.id)
    assert (found.matter, found.fault) == (Matter.SIGNED_OUT, Matter.SIGNED_OUT)
    assert found.seen is not None
    assert found.seen.reason == "signed-out"
    assert found.certain is not None
    assert (found.certain.state, found.certain.at) == (State.OFF, world.clock.now() - 3 * DAY)
    assert found.off_since == world.clock.now() - 9 * DAY
    assert found.next_try_at is None, "only the member can help, so nothing waits"


def test_an_account_that_is_not_there(world: World) -> None:
    with pytest.raises(AccountUnknown):
        world.watch().standing(AccountId("nobody"))


def test_what_lies_far_back_is_found_all_the_same(world: World) -> None:
    wren = account("Wren")
    joined(world, wren)
    world.saw(wren, State.OFF, 300)
    for days in range(70, 0, -1):
        world.saw(wren, State.ON, days)
    assert world.watch().standing(wren.id).matter is Matter.ON_AGAIN
    for _ in range(62):
        world.clock.pause(60)
        world.failed(wren, "platform-unreachable")
    found = world.watch().standing(wren.id)
    assert found.matter is Matter.ON_AGAIN
    assert found.certain is not None


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_wording_of_long_ago_is_still_the_one_that_counts(is_confirmed: bool, world: World) -> None:
    wren = account("Wren")
    joined(world, wren)
    level = Assurance.READ_BACK_INDEPENDENT if is_confirmed else None
    seen = [("a", None), ("b", level), *[("b", None)] * 70]
    for days, (wording, assurance) in enumerate(seen):
        last = LastSeen(State.OFF, world.clock.now() - (100 - days) * DAY, assurance)
        world.accounts.saw(wren.id, last, Beside(wording=f"sha256:{wording}"))
    expected = Matter.OFF if is_confirmed else Matter.WORDING_CHANGED
    assert world.watch().standing(wren.id).matter is expected
    world.saw(wren, State.OFF, wording="sha256:a" if is_confirmed else "sha256:b")
    assert world.watch().standing(wren.id).matter is Matter.WORDING_CHANGED


def test_due_once_after_a_missed_week_and_no_more_after_one_look(world: World) -> None:
    wren, amber = account("Wren"), account("Amber")
    joined(world, wren, amber)
    watch = world.watch()
    for one in (wren, amber):
        world.saw(one, State.OFF)
        watch.cadences.choose(one.id, Cadence.WEEKLY)
    assert watch.due() == []
    assert watch.next_wake() == world.clock.now() + 7 * DAY
    world.clock.pause(22 * 86400)
    found = watch.due()
    assert sorted(names(found)) == ["Amber", "Wren"]
    assert {standing.due.why for standing in found if standing.due} == {Why.INTERVAL}
    assert watch.next_wake() is None, "what is due already wakes nobody again"
    world.saw(wren, State.OFF)
    assert names(watch.due()) == ["Amber"]
    assert watch.next_wake() == world.clock.now() + 7 * DAY


def test_practice_is_never_due_unless_the_member_wants_it(world: World) -> None:
    wren = account("Wren", is_practice=True)
    joined(world, wren)
    world.begins = [(date(2026, 11, 1), "claim")]
    world.saw(wren, State.OFF, 400)
    watch = world.watch()
    assert (watch.due(), watch.next_wake()) == ([], None)
    watch.cadences.choose(wren.id, Cadence.QUARTERLY)
    assert [standing.due and standing.due.why for standing in watch.due()] == [Why.INTERVAL]


def test_nothing_is_due_where_there_is_nothing_to_opt_out_of(world: World) -> None:
    wren = account("Wren")
    joined(world, wren)
    world.without_choice.add(wren.platform)
    world.saw(wren, State.OFF, 400)
    found = world.watch().standing(wren.id)
    assert (found.matter, found.due, found.next_due_at) == (Matter.NOTHING_TO_OPT_OUT, None, None)


def test_a_date_and_an_answer_are_due_for_the_right_account(world: World) -> None:
    wren, amber = account("Wren"), account("Amber")
    joined(world, wren, amber)
    today = world.clock.now().date()
    for one in (wren, amber):
        world.saw(one, State.OFF, 2)
    world.requests = [(amber.id, "receipt-3", today - DAY)]
    watch = world.watch()
    assert [(standing.account.id, standing.due and standing.due.about) for standing in watch.due()] == [
        (amber.id, "receipt-3")
    ]
    world.begins = [(today, "claim-9")]
    assert {standing.due.about for standing in watch.due() if standing.due} == {"receipt-3", "claim-9"}


def test_receipts_that_cannot_be_read_hide_nothing_else(world: World) -> None:
    wren = account("Wren")
    joined(world, wren)
    world.saw(wren, State.OFF, 31)
    world.ledger_fails = LedgerDamaged(what="an entry")
    (found,) = world.watch().due()
    assert (found.matter, found.due and found.due.why) == (Matter.OFF, Why.INTERVAL)


def test_a_platform_backs_off_over_a_restart_and_comes_back(world: World) -> None:
    wren, amber, other = account("Wren"), account("Amber"), account("Bay", platform="bay")
    joined(world, wren, amber, other)
    world.failed(wren, "rate-limited", 1800)
    first = world.watch().standing(amber.id).next_try_at
    assert first is not None
    assert first >= world.clock.now() + timedelta(seconds=1800)
    assert world.watch().standing(amber.id).next_try_at == first, "the member was told this time, so it stays"
    assert world.watch().next_try(other.platform) is None
    world.clock.time = first
    assert world.watch().next_try(wren.platform) is None
    world.failed(wren, "rate-limited")
    world.clock.pause(60)
    world.saw(amber, State.OFF)
    assert world.watch().next_try(wren.platform) is None, "the platform answered another account"


def test_it_wakes_for_another_try_only_where_it_may_look_by_itself(world: World) -> None:
    wren = account("Wren")
    joined(world, wren)
    watch = world.watch()
    watch.cadences.choose(wren.id, Cadence.WEEKLY)
    world.saw(wren, State.OFF, 8)
    world.failed(wren, "platform-unreachable")
    assert (len(watch.due()), watch.next_wake()) == (1, None)
    watch.cadences.let_read_alone(wren.id, True)
    assert watch.standing(wren.id).may_read_alone
    assert watch.next_wake() == watch.standing(wren.id).next_try_at
    world.attended.add(wren.platform)
    assert (watch.standing(wren.id).may_read_alone, watch.next_wake()) == (False, None)


def test_by_itself_needs_a_sign_in_that_lasts(world: World) -> None:
    """“Stay signed in”, on a page; what is missing there is no reason to forget what the member chose."""
    wren = account("Wren")
    joined(world, wren)
    watch = world.watch()
    watch.cadences.let_read_alone(wren.id, True)
    assert (watch.standing(wren.id).may_read_alone, watch.reads_alone(wren)) == (True, True)
    world.signed_out.add(wren.id)
    found = watch.standing(wren.id)
    assert (found.is_alone_wanted, found.may_read_alone, watch.reads_alone(wren)) == (True, False, False)


def test_choices_are_kept_for_one_account_and_forgotten_with_it(world: World) -> None:
    wren, amber = account("Wren"), account("Amber")
    joined(world, wren, amber)
    watch = world.watch()
    assert (watch.cadences.of(wren.id), watch.cadences.may_read_alone(wren.id)) == (Cadence.MONTHLY, False)
    watch.cadences.choose(wren.id, Cadence.NEVER)
    watch.cadences.let_read_alone(wren.id, True)
    again = world.watch().cadences
    assert (again.of(wren.id), again.may_read_alone(wren.id)) == (Cadence.NEVER, True)
    assert (again.of(amber.id), again.may_read_alone(amber.id)) == (Cadence.MONTHLY, False)
    again.let_read_alone(wren.id, False)
    assert not again.may_read_alone(wren.id)
    world.accounts.forget(wren.id)
    joined(world, wren)
    assert again.of(wren.id) is Cadence.MONTHLY


def test_a_wording_that_the_member_has_seen_is_no_news(world: World) -> None:
    wren = account("Wren")
    joined(world, wren)
    world.saw(wren, State.OFF, 3, wording="sha256:a")
    world.saw(wren, State.OFF, 1, wording="sha256:b")
    watch = world.watch()
    assert watch.standing(wren.id).matter is Matter.WORDING_CHANGED
    watch.know_wording(wren.id)
    assert world.watch().standing(wren.id).matter is Matter.OFF
    world.saw(wren, State.OFF, 0, wording="sha256:c")
    assert watch.standing(wren.id).matter is Matter.WORDING_CHANGED


def test_two_settings_of_one_sign_in_never_mix(world: World) -> None:
    first = account("Wren")
    second = replace(first, id=AccountId("harbour-second"), setting=SettingId("ads"))
    world.accounts.keep_sign_in([first, second])
    world.saw(first, State.OFF, 1)
    world.saw(second, State.ON, 1)
    found = {standing.account.setting: standing for standing in world.watch().standings()}
    assert found[SettingId("training")].matter is Matter.OFF
    assert found[SettingId("ads")].matter is Matter.STILL_ON
    assert found[SettingId("ads")].off_since is None


def test_the_watch_reads_one_state_of_the_file_and_writes_nothing(world: World, tmp_path: Path) -> None:
    joined(world, *(account(f"a{number}") for number in range(50)))
    before = (tmp_path / "accounts.sqlite").stat().st_mtime_ns
    assert len(world.watch().standings()) == 50
    assert (tmp_path / "accounts.sqlite").stat().st_mtime_ns == before
