"""Whether an answer can be newer than an earlier one, by the platform's own clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from demur.core.account import Account
from demur.core.reading import Reading

_APART = timedelta(seconds=5)
"""How far the clocks of one platform's servers may be apart."""


def compared(reading: Reading, earlier_http_date: str | None) -> Reading:
    """Return the reading, marked as possibly a cache's where it was made before an answer that came earlier.

    `Date` says when an answer was made (RFC 9110, 6.6.1); a cache that keeps RFC 9111, 5.1 says so in `Age` as well,
    and one that doesn't would be taken for the platform. Both dates are the platform's, so our clock plays no part.
    """
    made, earlier = _moment(reading.transport.http_date), _moment(earlier_http_date)
    if made is None or earlier is None or made >= earlier - _APART:
        return reading
    return replace(reading, is_firsthand=False)


def after_restart(reading: Reading, earlier_http_date: str | None, account: Account) -> Reading:
    """Return a reading that finishes what an earlier run began, marked as `compared` does, and for its account.

    Where nothing but the member names the account, nobody saw who signed in between the two runs.
    """
    is_sure = reading.is_account_sure and not account.is_named_by_member
    return replace(compared(reading, earlier_http_date), is_account_sure=is_sure)


def _moment(untrusted_date: str | None) -> datetime | None:
    """Return the time an HTTP date names; None where there is none, or it can't be read."""
    if untrusted_date is None:
        return None
    from email.utils import parsedate_to_datetime  # takes its time, so not before it is needed

    try:
        found = parsedate_to_datetime(untrusted_date)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
