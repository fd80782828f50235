"""Everything that the watch can find has words of its own, and the four that others confuse have different ones."""

from datetime import UTC, datetime, timedelta

import pytest

from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.core.sighting import Sighting
from demur.watch.cadence import Cadence
from demur.watch.due import Due, Why
from demur.watch.matter import Matter
from demur.watch.round import Skip
from demur.watch.standing import Standing
from demur.words import watch, watching

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
WHO = AccountId("plaza-1")


def test_every_matter_reason_and_choice_has_its_words_and_no_other_has_them() -> None:
    assert watch.MATTER.keys() == set(Matter)
    assert len({words.headline for words in watch.MATTER.values()}) == len(Matter)
    assert watch.WHY.keys() == set(Why)
    assert watch.SKIP.keys() == set(Skip)
    assert watching.EVERY.keys() == set(Cadence)


def standing(matter: Matter, retry_after_s: int | None) -> Standing:
    user, sign_in = Identity("u-1", "Anna (practice)"), SignInId("s")
    account = Account(WHO, PlatformId("plaza"), SettingId("training"), user, RegionCode("US"), True, sign_in=sign_in)
    seen = Sighting(WHO, NOW, State.UNKNOWN, reason="-", retry_after_s=retry_after_s)
    return Standing(account, matter, seen, None, None, None, None, None, Cadence.MONTHLY)


@pytest.mark.parametrize("retry_after_s", [None, 60])
@pytest.mark.parametrize("matter", [Matter.SIGNED_OUT, Matter.RATE_LIMITED, Matter.PLATFORM_DOWN, Matter.OFFLINE])
def test_what_passes_says_that_nothing_is_known_to_have_changed(matter: Matter, retry_after_s: int | None) -> None:
    """A platform that asks to be left alone may have said for how long; where nobody heard it, that is said."""
    words = watch.next_step(standing(matter, retry_after_s))
    assert "nothing is known to have changed" in words
    assert ("can't see for how long" in words) is (matter is Matter.RATE_LIMITED and retry_after_s is None)


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
