"""How old the browser part's fixes are, said plainly on every day."""

from datetime import date, timedelta

import pytest

from demur.words import about

PUBLISHED = date(2026, 10, 8)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "by which this computer's clock is slow"),
        (0, "published today"),
        (1, "on 8 October 2026, which is one day ago"),
        (44, "on 8 October 2026, which is 44 days ago"),
    ],
)
def test_age_is_said_in_days(days: int, said: str) -> None:
    words = about.browser_age(PUBLISHED, "8 October 2026", PUBLISHED + timedelta(days))
    assert said in words
    assert "is not mended in it" in words
    assert "newer Demur" not in words


def test_old_fixes_say_to_look_for_a_newer_demur() -> None:
    for days, is_old in ((about.LONG_DAYS, False), (about.LONG_DAYS + 1, True)):
        words = about.browser_age(PUBLISHED, "8 October 2026", PUBLISHED + timedelta(days))
        assert ("newer Demur" in words) is is_old
