"""What is due, by a clock that the tests own: once, not in a burst, whatever the clock or the computer did."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from tests.core.stage import ACCOUNT

from demur.core.setting import State
from demur.core.sighting import Sighting
from demur.watch.cadence import Cadence
from demur.watch.due import Due, Why, dues, next_due

NOW = datetime(2025, 11, 21, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BEGINS = [(date(2025, 11, 3), "li.trains")]


def looked(*days_ago: float, state: State = State.OFF) -> list[Sighting]:
    """Return sightings so many days ago, the newest named first."""
    return [Sighting(ACCOUNT.id, NOW - days * DAY, state) for days in days_ago]


def at(
    now: datetime,
    seen: list[Sighting],
    cadence: Cadence = Cadence.MONTHLY,
    begins: list[tuple[date, str]] | None = None,
    answers: list[tuple[str, date]] | None = None,
) -> tuple[Due | None, datetime | None]:
    return next_due(dues(ACCOUNT, cadence, seen, begins or [], answers or [], now), now)


@pytest.mark.parametrize("cadence", [Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY])
def test_an_interval_is_due_to_the_second(cadence: Cadence) -> None:
    seen, then = looked(0), NOW + timedelta(days=cadence)
    assert at(then - timedelta(seconds=1), seen, cadence) == (None, then)
    assert at(then, seen, cadence) == (Due(ACCOUNT.id, Why.INTERVAL, then), None)


def test_never_is_never() -> None:
    assert at(NOW + 5000 * DAY, looked(0), Cadence.NEVER, BEGINS) == (None, None)


def test_a_missed_year_is_due_once() -> None:
    """Sleep, hibernation, a computer that was off: what passed meanwhile is one thing due, not fifty-two."""
    found = dues(ACCOUNT, Cadence.WEEKLY, looked(365), [], [], NOW)
    assert [due.why for due in found] == [Why.INTERVAL]
    due, then = next_due(found, NOW)
    assert (due, then) == (found[0], None)
    assert at(NOW, looked(0, 365), Cadence.WEEKLY) == (None, NOW + 7 * DAY), "and once it was looked at, it is over"


def test_a_fault_is_no_look_and_postpones_nothing() -> None:
    seen = [*looked(1, state=State.UNKNOWN), *looked(40)]
    due, _ = at(NOW, seen)
    assert due == Due(ACCOUNT.id, Why.INTERVAL, NOW - 10 * DAY)


def test_an_account_that_was_never_read_is_due_from_the_first_try_on() -> None:
    never = looked(1, 31, state=State.UNKNOWN)
    assert at(NOW, never)[0] == Due(ACCOUNT.id, Why.INTERVAL, NOW - DAY)
    assert at(NOW, []) == (None, None), "and one that was added just now isn't nagged about"


def test_a_date_that_began_since_is_due_until_somebody_looks() -> None:
    begun = datetime(2025, 11, 3, tzinfo=UTC)
    assert at(NOW, looked(20), begins=BEGINS)[0] == Due(ACCOUNT.id, Why.DATE_BEGINS, begun, "li.trains")
    assert at(NOW, looked(10), begins=BEGINS)[0] is None
    assert at(begun - DAY, [Sighting(ACCOUNT.id, begun - 2 * DAY, State.OFF)], begins=BEGINS)[1] == begun
    assert at(NOW, looked(50), begins=BEGINS)[0] == Due(ACCOUNT.id, Why.DATE_BEGINS, begun, "li.trains"), (
        "a date says more than an interval that is over as well"
    )


def test_an_answer_is_due_after_its_last_day_even_for_who_wants_no_reminders() -> None:
    answers = [("receipt-7", date(2025, 11, 20))]
    since = datetime(2025, 11, 21, tzinfo=UTC)
    assert at(NOW, looked(1), Cadence.NEVER, answers=answers)[0] == Due(ACCOUNT.id, Why.ANSWER_DUE, since, "receipt-7")
    assert at(since - timedelta(seconds=1), looked(3), Cadence.NEVER, answers=answers) == (None, since)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(hours=26), 6 * DAY, 4000 * DAY])
def test_a_clock_that_is_set_back_makes_nothing_due_twice(back: timedelta) -> None:
    """The check was made; then the clock went back, was looked by once more if need be, and was put right again."""
    seen = looked(0)
    wrong = NOW - back
    if back > 7 * DAY:
        assert at(wrong, seen, Cadence.WEEKLY)[0] is not None
        seen.insert(0, Sighting(ACCOUNT.id, wrong, State.OFF))
    assert at(wrong, seen, Cadence.WEEKLY)[0] is None, "at most one look, and only by a clock that is wrong by years"
    assert at(wrong + timedelta(minutes=1), seen, Cadence.WEEKLY)[0] is None
    assert at(NOW + timedelta(minutes=1), seen, Cadence.WEEKLY)[0] is None, "and none when it is right again"


def test_a_look_made_while_the_clock_ran_years_ahead_silences_nothing() -> None:
    seen = looked(-3000)
    assert at(NOW, seen)[0] is not None
    seen.insert(0, Sighting(ACCOUNT.id, NOW, State.OFF))
    assert at(NOW, seen) == (None, NOW + 30 * DAY)


def test_another_zone_moves_nothing() -> None:
    far = timezone(timedelta(hours=14))
    there = [one._replace(at=one.at.astimezone(far)) for one in looked(30)]
    assert at(NOW.astimezone(timezone(-timedelta(hours=11))), there) == at(NOW, looked(30))
    assert at(NOW, there)[0] is not None
