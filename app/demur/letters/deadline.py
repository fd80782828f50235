"""Until when a request must be answered: in calendar months, as Regulation (EEC, Euratom) 1182/71 counts them."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

FIRST_MONTHS: Final = 1
EXTENDED_MONTHS: Final = 3
"""One month from receipt, and two further ones where they said so within the first (GDPR Art. 12(3))."""

_SATURDAY: Final = 5


def answer_due(received: date, extended: bool = False) -> date:
    """Return the last day for an answer to a letter that was received on a day.

    That day is not counted; the period ends on the same date of the last month or, where it has none, on its last day
    (Art. 3(1) and (2)(c)), and where that is a Saturday or Sunday, on the next working day (Art. 3(4)). Public
    holidays, which differ from place to place, are not looked at.
    """
    due = _months_after(received, EXTENDED_MONTHS if extended else FIRST_MONTHS)
    weekday = due.weekday()
    return due + timedelta(days=7 - weekday) if weekday >= _SATURDAY else due


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
