"""How long a platform asks to be left alone, in either of the two forms there are (RFC 9110, 10.2.3)."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from demur.core.sighting import LONGEST_WAIT_S


def seconds(untrusted_value: str, untrusted_date: str | None) -> str:
    """Return the seconds, as a number in words; empty where there are none, or they can't be read.

    A date is held against the answer's own `Date`, so that our clock plays no part.
    """
    value = untrusted_value.strip()
    if value.isascii() and value.isdecimal():
        return str(min(int(value), LONGEST_WAIT_S)) if len(value) <= 20 else ""
    until, now = _moment(value), _moment(untrusted_date or "")
    if until is None:
        return ""
    wait_s = int((until - (now or datetime.now(UTC))).total_seconds())
    return str(min(max(wait_s, 0), LONGEST_WAIT_S))


def _moment(untrusted_date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(untrusted_date)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
