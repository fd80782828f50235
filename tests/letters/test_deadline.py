"""One month from receipt, as calendar months are counted; two more where that was said in time."""

from datetime import date

import pytest

from demur.letters.deadline import answer_due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 20), date(2026, 12, 21)),  # the 20th is a Sunday
        (date(2026, 11, 21), date(2026, 12, 21)),
        (date(2026, 9, 15), date(2026, 10, 15)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2025, 1, 31), date(2025, 2, 28)),
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 12, 31), date(2027, 2, 1)),  # 31 January is a Sunday
        (date(2023, 12, 29), date(2024, 1, 29)),
    ],
)
def test_one_month_ends_on_the_same_date_or_the_months_last_or_the_next_working_day(received: date, due: date) -> None:
    assert answer_due(received) == due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 15), date(2026, 12, 15)),
        (date(2025, 1, 31), date(2025, 4, 30)),
        (date(2025, 11, 30), date(2026, 3, 2)),  # 28 February 2026, a Saturday
        (date(2023, 11, 30), date(2024, 2, 29)),
    ],
)
def test_two_further_months_count_from_receipt_as_well(received: date, due: date) -> None:
    """Not from the end of the first month, which a weekend may have moved."""
    assert answer_due(received, True) == due
