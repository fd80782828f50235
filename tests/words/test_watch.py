"""Everything that the watch can find has words of its own, and the four that others confuse have different ones."""

from datetime import UTC, datetime, timedelta

import pytest

from demur.core.account import AccountId
from demur.watch.cadence import Cadence
from demur.watch.due import Due, Why
from demur.watch.matter import Matter
from demur.watch.round import Skip
from demur.words import watch, watching

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
WHO = AccountId("plaza-1")


def test_every_matter_reason_and_choice_has_its_words_and_no_other_has_them() -> None:
    assert watch.MATTER.keys() == set(Matter)
    assert len({words.headline for words in watch.MATTER.values()}) == len(Matter)
    assert watch.WHY.keys() == set(Why)
    assert watch.SKIP.keys() == set(Skip)
    assert watching.EVERY.keys() == set(Cadence)


@pytest.mark.parametrize("matter", [Matter.SIGNED_OUT, Matter.RATE_LIMITED, Matter.PLATFORM_DOWN, Matter.OFFLINE])
def test_what_passes_says_that_nothing_is_known_to_have_changed(matter: Matter) -> None:
    assert "nothing is known to have changed" in watch.next_step(matter)


@pytest.mark.parametrize(
    ("due", "looked_at", "expected"),
    [
        (Due(WHO, Why.INTERVAL, NOW), NOW - timedelta(days=41, hours=3), "Due: not checked for 41 days."),
        (Due(WHO, Why.INTERVAL, NOW - timedelta(days=2)), None, "Due: not checked for 2 days."),
        (Due(WHO, Why.INTERVAL, NOW), NOW + timedelta(days=900), watch.LONG_AGO),
        (Due(WHO, Why.ANSWER_DUE, datetime(2026, 11, 21, tzinfo=UTC)), None, "come before 2026-11-21."),
        (Due(WHO, Why.DATE_BEGINS, datetime(2025, 11, 3, tzinfo=UTC)), None, "began on 2025-11-03 where you live"),
    ],
)
def test_why_something_is_due_is_said_in_days(due: Due, looked_at: datetime | None, expected: str) -> None:
    assert expected in watch.why(due, NOW, looked_at)
