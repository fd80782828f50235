"""Whether an answer can be newer than an earlier one, by the platform's own `Date`."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from demur.core.freshness import compared
from demur.core.reading import Reading, Transport
from demur.core.setting import Identity, State

EARLIER = "Sat, 21 Nov 2026 12:00:00 GMT"


def reading(date: str | None) -> Reading:
    when = datetime(2026, 11, 21, tzinfo=UTC)
    return Reading(State.OFF, "false", Identity("u", "U"), when, "https://p.example/s", b"{}", Transport("p", date))


@pytest.mark.parametrize(
    ("date", "is_firsthand"),
    [
        ("Sat, 21 Nov 2026 12:00:01 GMT", True),
        (EARLIER, True),
        ("Sat, 21 Nov 2026 11:59:55 GMT", True),
        ("Sat, 21 Nov 2026 11:59:54 GMT", False),
        ("Fri, 20 Nov 2026 12:00:00 GMT", False),
        ("Sat, 21 Nov 2026 11:00:00 -0000", False),
        ("Sat, 21 Nov 2026 13:00:00 +0200", False),
        ("yesterday", True),
        ("", True),
        (None, True),
    ],
)
def test_answer_made_before_an_earlier_one_may_be_a_copy(date: str | None, is_firsthand: bool) -> None:
    assert compared(reading(date), EARLIER).is_firsthand is is_firsthand


@pytest.mark.parametrize("earlier", [None, "", "Sat, 99 Nov 2026 99:00:00 GMT"])
def test_nothing_to_compare_with_changes_nothing(earlier: str | None) -> None:
    found = reading("Fri, 20 Nov 1970 12:00:00 GMT")
    assert compared(found, earlier) is found


def test_what_is_a_copy_already_stays_one() -> None:
    assert not compared(replace(reading(EARLIER), is_firsthand=False), EARLIER).is_firsthand
