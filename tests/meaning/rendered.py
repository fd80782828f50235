"""Every line that the program says of a platform, for each region and each day on which something begins or ends."""

from datetime import date, timedelta
from functools import cache

from tests.meaning.shipped import FILES, shipped

from demur.cli import meaning
from demur.core.setting import RegionCode
from demur.meaning.claims import Claims
from demur.meaning.guide import tell
from demur.meaning.regions import ALL

TODAY = date(2026, 11, 21)
EVERY = {file.stem: shipped(file.stem) for file in FILES}

Place = tuple[RegionCode, date]


def kinds(of: Claims) -> list[RegionCode]:
    """Return one region of each kind that a file treats alike: what holds for it holds for all the others."""
    windows = [window for claim in of.by_id.values() for window in claim.windows] + [row.window for row in of.rows]
    found = {tuple(region in window.regions for window in windows): region for region in sorted(ALL)}
    return list(found.values())


def edges(of: Claims) -> list[date]:
    """Return each first and last day of anything, the days between which sources differ, and the day after each."""
    windows = [window for claim in of.by_id.values() for window in claim.windows] + [row.window for row in of.rows]
    days = {day for window in windows for day in (window.first, window.last, window.earliest, window.latest) if day}
    after = {window.last + timedelta(days=1) for window in windows if window.last}
    return sorted(days | after | {TODAY})


@cache
def lines(platform: str) -> dict[str, list[Place]]:
    """Return each line that is ours, not a source's, with the places and days where it is said."""
    of, found = EVERY[platform], dict[str, list[Place]]()
    for region in kinds(of):
        for day in edges(of):
            for line in said(platform, region, day):
                found.setdefault(line, []).append((region, day))
    return found


def said(platform: str, region: RegionCode, day: date) -> list[str]:
    """Return our lines for a region and day as `demur meaning` prints them: sentences, headings, and since when."""
    told = tell(EVERY[platform], region, day, TODAY)
    return [line for indent, line in meaning.lines(EVERY[platform], told) if indent < 4 and line]
