"""What a member is told while they look elsewhere: each thing once, by a clock that the tests own; never a write."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tests.watch.test_round import Looker
from tests.watch.test_watch import DAY, World, account, joined

from demur.core.account import Account, AccountId
from demur.core.page_problem import NeedsWindow
from demur.core.problem import AccountClosed, PlatformFailing, PlatformUnreachable, SignedOut
from demur.core.setting import State
from demur.ledger.accounts import SqliteAccounts
from demur.reminders.choices import Choices
from demur.reminders.notice import Notice
from demur.reminders.reminding import Reminding
from demur.reminders.waking import LONGEST, wait_ms
from demur.watch.cadence import Cadence
from demur.watch.round import Checked, Round


class Rounds(Round):
    """The real round, which notes what it was handed: it would refuse what may not be read, and isn't to be asked."""

    handed: ClassVar[list[AccountId]] = []

    def run(self, accounts: Sequence[Account], *args: Any, **more: Any) -> list[Checked]:
        self.handed.extend(one.id for one in accounts)
        return super().run(accounts, *args, **more)


class Stage:
    """A few accounts on real files, a platform in memory, and what the member would be told."""

    def __init__(self, folder: Path) -> None:
        self.world = World(SqliteAccounts(folder / "accounts.sqlite"))
        self.looker = Looker(self.world)
        self.watch = self.world.watch()
        self.choices = Choices(self.world.accounts)
        self.start()

    def start(self) -> None:
        """Begin a run of the program; what was told before is kept in the file alone."""
        rounds = Rounds(self.looker, self.watch)
        rounds.handed.clear()
        self.reminding = Reminding(
            self.watch, lambda: rounds, self.world.accounts, self.world.clock, lambda one: one.platform.title()
        )

    def join(self, *accounts: Account, alone: bool = False) -> None:
        joined(self.world, *accounts)
        for one in accounts:
            self.watch.cadences.choose(one.id, Cadence.WEEKLY)
            self.watch.cadences.let_read_alone(one.id, alone)

    def pass_by(self, time: timedelta) -> None:
        self.world.clock.pause(time.total_seconds())

    def told(self) -> list[str]:
        return [notice.title for notice in self.reminding.look()]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


ANNA, BEN = account("anna"), account("ben", "meadow")
DUE = "Harbour: Time to look again"


def test_what_is_due_is_told_once_and_asked_of_nobody(stage: Stage) -> None:
    stage.join(ANNA)
    stage.world.saw(ANNA, State.OFF)
    assert stage.told() == []
    stage.pass_by(7 * DAY)
    (notice,) = stage.reminding.look()
    assert notice == Notice(ANNA.id, DUE, "Due: not checked for 7 days.", False, True)
    assert stage.told() == []
    stage.start()
    assert stage.told() == [], "a restart tells nothing twice"
    assert stage.looker.looks == []


def test_a_missed_year_is_told_once_and_then_each_week_anew(stage: Stage) -> None:
    """Sleep, hibernation, a computer that was off: no burst of what passed meanwhile."""
    stage.join(ANNA)
    stage.world.saw(ANNA, State.OFF)
    stage.pass_by(365 * DAY)
    assert [stage.told() for _ in range(3)] == [[DUE], [], []]
    stage.world.saw(ANNA, State.OFF)
    assert stage.told() == []
    stage.pass_by(7 * DAY)
    assert stage.told() == [DUE]


def test_several_that_are_due_are_one_notice(stage: Stage) -> None:
    many = [account(f"m{number}", f"p{number}") for number in range(10)]
    stage.join(*many)
    for one in many:
        stage.world.saw(one, State.OFF)
    stage.pass_by(8 * DAY)
    (notice,) = stage.reminding.look()
    assert notice.account is None
    assert notice.title == "10 settings are due to be looked at"
    assert stage.told() == []


def test_a_clock_that_is_set_back_tells_nothing_twice(stage: Stage) -> None:
    stage.join(ANNA)
    stage.world.saw(ANNA, State.OFF)
    stage.pass_by(7 * DAY)
    assert stage.told() == [DUE]
    stage.pass_by(-3 * DAY)
    assert stage.told() == []
    stage.pass_by(4 * DAY)
    assert stage.told() == []


def test_no_account_is_named_unless_the_member_wants_it(stage: Stage) -> None:
    stage.join(ANNA)
    stage.world.saw(ANNA, State.OFF)
    stage.pass_by(7 * DAY)
    (notice,) = stage.reminding.look()
    assert "anna" not in f"{notice.title} {notice.body}"
    stage.choices.name_accounts(True)
    stage.world.saw(ANNA, State.OFF)
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Harbour, anna: Time to look again"]


def test_an_answer_that_is_due_is_told_and_never_looked_for(stage: Stage) -> None:
    stage.join(ANNA, alone=True)
    stage.watch.cadences.choose(ANNA.id, Cadence.NEVER)
    stage.world.saw(ANNA, State.OFF)
    stage.world.requests = [(ANNA.id, "r-1", stage.world.clock.now().date())]
    stage.pass_by(2 * DAY)
    (notice,) = stage.reminding.look()
    assert notice.title == "Harbour: An answer to your letter should be here"
    assert not notice.may_look
    assert (stage.told(), stage.looker.looks) == ([], [])


def test_it_looks_by_itself_only_where_that_was_switched_on(stage: Stage) -> None:
    """The meadow says on; harbour's member is only reminded."""
    stage.join(ANNA)
    stage.join(BEN, alone=True)
    for one in (ANNA, BEN):
        stage.world.saw(one, State.OFF)
    stage.pass_by(7 * DAY)
    assert sorted(stage.told()) == [DUE, "Meadow: It is on again"]
    assert stage.looker.looks == [BEN.id] == Rounds.handed
    assert stage.looker.by_itself == [True]
    assert stage.told() == []


def test_a_platform_that_wants_its_member_there_is_never_read_by_itself(stage: Stage) -> None:
    stage.join(BEN, alone=True)
    stage.world.attended.add(BEN.platform)
    stage.world.saw(BEN, State.OFF)
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Meadow: Time to look again"]
    assert stage.looker.looks == []


def test_where_no_window_can_be_had_the_member_is_reminded(stage: Stage) -> None:
    """A sign-in that was not kept, say: the round says so, and it becomes a reminder like any other."""
    stage.join(BEN, alone=True)
    stage.world.saw(BEN, State.OFF)
    stage.looker.fails[BEN.platform] = [NeedsWindow(), NeedsWindow()]
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Meadow: Time to look again"]
    assert stage.told() == []


def test_what_was_always_on_is_told_once(stage: Stage) -> None:
    stage.join(BEN, alone=True)
    stage.world.saw(BEN, State.NOT_OFFERED)  # the platform in memory says on, which is then no "again"
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Meadow: Your data may be used: the switch is on"]
    stage.pass_by(7 * DAY)
    assert stage.told() == [], "the same is told once, however often it is found"


def test_on_again_is_told_anew_after_the_member_dealt_with_it(stage: Stage) -> None:
    stage.join(BEN, alone=True)
    stage.world.saw(BEN, State.OFF)
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Meadow: It is on again"]
    stage.pass_by(DAY)
    stage.world.saw(BEN, State.OFF)
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Meadow: It is on again"]


def test_faults_are_told_once_and_tried_again_after_the_wait(stage: Stage) -> None:
    stage.join(BEN, alone=True)
    stage.world.saw(BEN, State.OFF)
    stage.looker.fails[BEN.platform] = [PlatformFailing(status="500"), PlatformFailing(status="500")]
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Meadow: The platform has a fault of its own"]
    assert stage.told() == [], "its time has not come"
    assert len(stage.looker.looks) == 1
    wake = stage.watch.next_wake()
    assert wake is not None
    stage.pass_by(wake - stage.world.clock.now())
    assert stage.told() == []
    assert len(stage.looker.looks) == 2
    stage.pass_by(timedelta(hours=1))
    assert stage.told() == ["Meadow: It is on again"]


def test_a_computer_without_a_network_is_quiet(stage: Stage) -> None:
    stage.join(BEN, alone=True)
    stage.world.saw(BEN, State.OFF)
    stage.looker.fails[BEN.platform] = [PlatformUnreachable()]
    stage.pass_by(7 * DAY)
    assert stage.told() == []
    assert len(stage.looker.looks) == 1


def test_an_ended_sign_in_is_told_once_and_not_tried_at_every_look(stage: Stage) -> None:
    stage.join(BEN, alone=True)
    stage.world.saw(BEN, State.OFF)
    stage.looker.fails[BEN.platform] = [SignedOut() for _ in range(9)]
    stage.pass_by(7 * DAY)
    assert stage.told() == ["Meadow: You are signed out here"]
    for _ in range(5):
        stage.pass_by(timedelta(hours=1))
        assert stage.told() == []
    assert len(stage.looker.looks) == 1, "only the member can mend it"
    stage.pass_by(DAY)
    assert stage.told() == []
    assert len(stage.looker.looks) == 2, "unless they did so somewhere else"


def test_each_notice_is_about_its_own_account(stage: Stage) -> None:
    """Same platform twice, and another beside it: names and what was found never mix."""
    cleo, dora = account("cleo"), account("dora", "meadow")
    stage.join(ANNA, cleo, BEN, alone=True)
    stage.join(dora)
    for one in (ANNA, cleo, BEN, dora):
        stage.world.saw(one, State.OFF)
    stage.choices.name_accounts(True)
    stage.looker.fails["harbour"] = [SignedOut(), None]
    stage.looker.fails["meadow"] = [AccountClosed()]
    stage.pass_by(7 * DAY)
    told = {notice.account: notice.title for notice in stage.reminding.look()}
    first, second = (one for one in stage.looker.looks if one in {ANNA.id, cleo.id})
    assert told == {
        first: f"Harbour, {first.removeprefix('harbour-')}: You are signed out here",
        second: f"Harbour, {second.removeprefix('harbour-')}: It is on again",
        BEN.id: "Meadow, ben: The platform says that this account is closed",
        dora.id: "Meadow, dora: Time to look again",
    }


def test_four_changes_at_once_are_counted(stage: Stage) -> None:
    four = [account(f"m{number}", f"p{number}") for number in range(4)]
    stage.join(*four, alone=True)
    for one in four:
        stage.world.saw(one, State.OFF)
    stage.pass_by(7 * DAY)
    assert stage.told() == ["4 settings need you"]


def test_what_was_told_is_forgotten_with_the_account(stage: Stage) -> None:
    stage.join(ANNA)
    stage.world.saw(ANNA, State.OFF)
    stage.pass_by(7 * DAY)
    assert stage.told() == [DUE]
    stage.world.accounts.forget(ANNA.id)
    assert stage.world.accounts.setting(f"reminded:{ANNA.id}") is None


def test_nobody_can_be_asked_anything_while_it_reads_by_itself(stage: Stage) -> None:
    stage.join(BEN, alone=True)
    stage.world.saw(BEN, State.OFF)
    stage.pass_by(7 * DAY)
    seen: list[bool] = []
    stage.looker.meet = lambda: seen.append(stage.reminding.is_reading)
    stage.told()
    assert seen == [True]
    assert not stage.reminding.is_reading


def test_one_timer_is_enough_and_none_where_nothing_is_to_come(stage: Stage) -> None:
    now = stage.world.clock.now()
    assert wait_ms(None, now) is None
    assert wait_ms(now + timedelta(minutes=5), now) == 300_000
    assert wait_ms(now - 400 * DAY, now) == 1000, "what has passed is looked at soon, and not in a loop"
    assert wait_ms(now + 400 * DAY, now) == LONGEST / timedelta(milliseconds=1)


def test_choices_are_quiet_and_private_until_the_member_chooses(stage: Stage) -> None:
    chosen = stage.choices
    assert (chosen.shows_notifications, chosen.names_accounts, chosen.stays_in_tray) == (True, False, False)
    chosen.show_notifications(False)
    chosen.name_accounts(True)
    chosen.stay_in_tray(True)
    again = Choices(stage.world.accounts)
    assert (again.shows_notifications, again.names_accounts, again.stays_in_tray) == (False, True, True)
