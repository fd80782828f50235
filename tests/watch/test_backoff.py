"""A platform that was not reached is tried ever later, never before the time it asked for, all by one clock."""

from datetime import UTC, datetime, timedelta

import pytest

from demur.core.account import AccountId
from demur.core.setting import Assurance, PlatformId, State
from demur.core.sighting import Sighting
from demur.watch.backoff import FIRST, LONGEST, jitter_of, next_try, try_after

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
PLAZA = PlatformId("plaza")
MINUTE = timedelta(minutes=1)


def fault(
    minutes_ago: float, reason: str = "platform-failing", whose: str = "a", wait_s: int | None = None
) -> Sighting:
    at = NOW - timedelta(minutes=minutes_ago)
    return Sighting(AccountId(whose), at, State.UNKNOWN, reason=reason, retry_after_s=wait_s)


def off(minutes_ago: float) -> Sighting:
    return Sighting(AccountId("a"), NOW - timedelta(minutes=minutes_ago), State.OFF)


def test_each_fault_in_a_row_doubles_the_wait_up_to_a_day() -> None:
    waits = [next_try(count, NOW, None, 0.0) - NOW for count in range(1, 14)]
    assert waits[:4] == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST
    assert next_try(10**6, NOW, None, 0.0) - NOW == LONGEST


@pytest.mark.parametrize("jitter", [0.0, 0.3, 0.999])
def test_jitter_only_ever_adds_and_never_more_than_half(jitter: float) -> None:
    wait = next_try(3, NOW, None, jitter) - NOW
    assert 4 * FIRST <= wait < 6 * FIRST
    assert next_try(1, NOW, 3600, jitter) - NOW >= timedelta(hours=1)


def test_jitter_stays_for_one_fault_and_differs_between_members() -> None:
    drawn = {jitter_of("plaza", f"plaza-{number}") for number in range(50)}
    assert len(drawn) == 50
    assert all(0 <= one < 1 for one in drawn)
    assert jitter_of("plaza", "a") == jitter_of("plaza", "a")


def test_what_the_platform_asked_for_is_never_cut_short() -> None:
    asked = try_after(PLAZA, [[fault(1, "rate-limited", wait_s=7200)]], NOW)
    assert asked is not None
    assert asked >= NOW - MINUTE + timedelta(hours=2)
    later_fault = [fault(1), fault(30, "rate-limited", wait_s=7200)]
    found = try_after(PLAZA, [later_fault], NOW)
    assert found is not None
    assert found >= NOW + timedelta(minutes=90), "a later fault doesn't take back what was asked for"


def test_a_fault_is_the_platforms_whichever_account_met_it() -> None:
    one_account = try_after(PLAZA, [[fault(1), fault(20), fault(60)]], NOW)
    two_accounts = try_after(PLAZA, [[fault(1), fault(60)], [fault(20, whose="b")]], NOW)
    assert one_account == two_accounts
    assert one_account is not None
    assert one_account - NOW >= 4 * FIRST - MINUTE


def test_one_fault_that_ten_accounts_met_at_once_is_one() -> None:
    alone = [fault(1, whose="j")]
    together = [[fault(1 + number / 20, whose="j" if number == 0 else f"a{number}")] for number in range(10)]
    assert try_after(PLAZA, together, NOW) == try_after(PLAZA, [alone], NOW)


@pytest.mark.parametrize("answer", [off(2), fault(2, "signed-out"), fault(2, "page-changed")])
def test_any_answer_of_the_platform_ends_the_row(answer: Sighting) -> None:
    row = [answer, *(fault(5 * number) for number in range(1, 9))]
    assert try_after(PLAZA, [row], NOW) is None
    assert try_after(PLAZA, [row[1:]], NOW) is not None


def test_the_members_own_word_is_no_answer_of_the_platform() -> None:
    told = off(1)._replace(assurance=Assurance.MEMBER_REPORTED)
    assert try_after(PLAZA, [[fault(2)], [told]], NOW) == try_after(PLAZA, [[fault(2)]], NOW)


def test_when_its_time_has_come_it_is_tried() -> None:
    assert try_after(PLAZA, [[fault(60)]], NOW) is None
    assert try_after(PLAZA, [[]], NOW) is None
    assert try_after(PLAZA, [], NOW) is None


def test_a_fault_of_a_clock_that_ran_ahead_holds_nobody_back() -> None:
    ahead = fault(-60 * 24 * 400)
    assert try_after(PLAZA, [[ahead]], NOW) is None
    assert try_after(PLAZA, [[fault(-10)]], NOW) is not None, "set back by a few minutes, it still holds"
