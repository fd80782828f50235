"""Words of the page about Demur: the browser part's age, and what is shipped with it under which licence."""

from datetime import date

from demur.words import QT_TRANSLATE_NOOP, say

BROWSER = QT_TRANSLATE_NOOP("Demur", "The browser part")
BROWSER_LOOKING = QT_TRANSLATE_NOOP("Demur", "Looking at the browser part…")
BROWSER_ABSENT = QT_TRANSLATE_NOOP("Demur", "There is no browser part here, so Demur opens no page itself.")
BROWSER_IS = QT_TRANSLATE_NOOP("Demur", "Chromium {major}, with security fixes up to those of Chromium {fixes}.")
BROWSER_AGE = {
    "today": QT_TRANSLATE_NOOP("Demur", "It was published today."),
    "day": QT_TRANSLATE_NOOP("Demur", "It was published on {day}, which is one day ago."),
    "days": QT_TRANSLATE_NOOP("Demur", "It was published on {day}, which is {count} days ago."),
    "ahead": QT_TRANSLATE_NOOP("Demur", "It was published on {day}, by which this computer's clock is slow."),
}
BROWSER_SINCE = QT_TRANSLATE_NOOP("Demur", "What was found and mended in Chromium since then is not mended in it.")
BROWSER_OLD = QT_TRANSLATE_NOOP("Demur", "That is long for a browser: look whether there is a newer Demur.")
BROWSER_FILES = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur doesn't know when it was published. Its files were put on this computer on {day}; "
    "the fixes in it may be much older.",
)
BROWSER_UNDATED = QT_TRANSLATE_NOOP("Demur", "Demur doesn't know how old it is.")

PARTS = QT_TRANSLATE_NOOP("Demur", "What Demur is made of")
PARTS_LOOKING = QT_TRANSLATE_NOOP("Demur", "Looking through the packages…")
PARTS_TEXT = QT_TRANSLATE_NOOP("Demur", "Demur, and the {count} packages that run in it, each with its licence:")
PARTS_NONE = QT_TRANSLATE_NOOP("Demur", "Demur is not installed as a package here, so its parts can't be listed.")
PART = QT_TRANSLATE_NOOP("Demur", "{name} {version}")
LICENCE_UNNAMED = QT_TRANSLATE_NOOP("Demur", "licence not named")
LICENCE = QT_TRANSLATE_NOOP("Demur", "Licence…")
LICENCE_NAME = QT_TRANSLATE_NOOP("Demur", "Licence of {name}")
LICENCE_INTRO = QT_TRANSLATE_NOOP("Demur", "{name} {version}, {licence}. {home}")
LICENCE_GONE = QT_TRANSLATE_NOOP("Demur", "The licence file is no longer where it was installed.")

LONG_DAYS = 60
"""Chromium publishes security fixes every week or two; Qt passes them on with its patch releases, some weeks apart."""


def browser_age(published: date, shown_day: str, today: date) -> str:
    """Return how old the fixes in the browser part are, and what follows from it."""
    days = (today - published).days
    form = "ahead" if days < 0 else {0: "today", 1: "day"}.get(days, "days")
    parts = [say(BROWSER_AGE[form], day=shown_day, count=days), say(BROWSER_SINCE)]
    return " ".join([*parts, say(BROWSER_OLD)] if days > LONG_DAYS else parts)
