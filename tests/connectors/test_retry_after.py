"""How long a platform asks to be left alone."""

import pytest

from demur.connectors.api.retry_after import seconds

DATE = "Sun, 22 Nov 2026 04:00:00 GMT"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", ""),
        ("60", "60"),
        (" 120 ", "120"),
        ("99999999", "999999"),
        ("9" * 400, ""),
        ("-5", ""),
        ("1.5", ""),
        ("\u0663\u0660", ""),
        ("<b>soon", ""),
        ("Sun, 22 Nov 2026 04:10:00 GMT", "600"),
        ("Sun, 22 Nov 2026 03:00:00 GMT", "0"),
        ("Fri, 31 Dec 2999 23:59:59 GMT", "999999"),
        ("Fri, 99 Dec 2999 23:59:59 GMT", ""),
    ],
)
def test_both_forms_are_read_and_nothing_else(said: str, expected: str) -> None:
    assert seconds(said, DATE) == expected


def test_a_date_is_held_against_our_clock_where_the_answer_has_none() -> None:
    assert seconds("Fri, 31 Dec 2999 23:59:59 GMT", None) == "999999"
    assert seconds("Thu, 01 Jan 1970 00:00:00 GMT", "never") == "0"
