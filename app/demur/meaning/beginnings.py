"""The days on which a platform begins to treat a region otherwise than before: worth another look at the switch."""

from datetime import date
from itertools import pairwise

from demur.core.setting import RegionCode
from demur.meaning.claim import StandingWord
from demur.meaning.claims import Claims


def beginnings(claims: Claims, region: RegionCode) -> list[tuple[date, str]]:
    """Return each such day once, oldest first, with the claim that says so.

    A first day that nothing comes before is no beginning: it may only be the day of the oldest source. What single
    sentences say of a setting changes more often than the setting does, so that counts for nothing here, and neither
    does a day from which nobody knows.
    """
    rows = sorted(
        (row for row in claims.rows if region in row.window.regions),
        key=lambda row: row.window.first or date.min,
    )
    found: dict[date, str] = {}
    for before, row in pairwise(rows):
        word, first = row.standing.word, row.window.first
        if first and row.standing.claims and word not in {before.standing.word, StandingWord.UNKNOWN}:
            found.setdefault(first, row.standing.claims[0])
    return sorted(found.items())
