"""Words around the claims: how a region is treated, how sure a source is, when something held, and what contradicts."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from demur.words import QT_TRANSLATE_NOOP, say

STANDING = {
    "on-by-default": QT_TRANSLATE_NOOP("Demur", "On by default: data may be used here unless a member turns it off."),
    "not-offered": QT_TRANSLATE_NOOP(
        "Demur", "Not offered: as far as the sources say, data from here is not used for this, and there is no setting."
    ),
    "excluded": QT_TRANSLATE_NOOP(
        "Demur",
        "Left out: as far as the sources say, data from here is not used for this. Whether the setting is shown is not"
        " known.",
    ),
    "announced": QT_TRANSLATE_NOOP(
        "Demur", "Announced: use of data from here has a first day that is still to come; the setting is there already."
    ),
    "unknown": QT_TRANSLATE_NOOP(
        "Demur", "Not known: the sources do not settle how it stands here. That does not mean “off”."
    ),
}
CONFIDENCE = {
    "high": QT_TRANSLATE_NOOP("Demur", "Well supported"),
    "medium": QT_TRANSLATE_NOOP("Demur", "Fairly supported: one good copy, or two weaker ones"),
    "low": QT_TRANSLATE_NOOP("Demur", "Weakly supported: one weak source, and nothing rests on it"),
}
SOURCE_KIND = {
    "platform": QT_TRANSLATE_NOOP("Demur", "the platform's own words"),
    "regulator": QT_TRANSLATE_NOOP("Demur", "a regulator's words"),
    "archive": QT_TRANSLATE_NOOP("Demur", "the platform's own text, as a public archive recorded it"),
    "press": QT_TRANSLATE_NOOP("Demur", "a report by others"),
}
_CONTRADICTION = {
    "switch-without-offer": QT_TRANSLATE_NOOP(
        "Demur",
        "The sources lead one to expect that this setting is not offered here ({region}). It was seen all the same, and"
        " Demur believes what was seen.",
    ),
    "offer-without-switch": QT_TRANSLATE_NOOP(
        "Demur",
        "The sources lead one to expect this setting here ({region}). For this account it is not offered, and Demur"
        " believes what was seen.",
    ),
}
DOES = QT_TRANSLATE_NOOP("Demur", "What opting out does")
DOES_NOT = QT_TRANSLATE_NOOP("Demur", "What it does not do")
HEADINGS = {
    "does": DOES,
    "does-not": DOES_NOT,
    "timeline": QT_TRANSLATE_NOOP("Demur", "Since when, and what happened before"),
    "disputed": QT_TRANSLATE_NOOP("Demur", "What is disputed"),
    "act": QT_TRANSLATE_NOOP("Demur", "What else you can do"),
    "else": QT_TRANSLATE_NOOP("Demur", "What else there is to know"),
    "where": QT_TRANSLATE_NOOP("Demur", "Where the setting is"),
    "weak": QT_TRANSLATE_NOOP("Demur", "Weakly supported; nothing rests on it"),
}
"""The question that each part of a page answers."""
SIDES = QT_TRANSLATE_NOOP("Demur", "Sources differ. Both sides stand here, each with its date.")

_CONTRADICTION_IN_PRACTICE = {
    "switch-without-offer": QT_TRANSLATE_NOOP(
        "Demur",
        "The sources about {about} lead one to expect no such setting here ({region}, {when}). {practice} showed one"
        " all the same, and Demur believes what was seen.",
    ),
    "offer-without-switch": QT_TRANSLATE_NOOP(
        "Demur",
        "The sources about {about} lead one to expect such a setting here ({region}, {when}). {practice} offers this"
        " practice member none, and Demur believes what was seen.",
    ),
}


def contradiction(found: str, region: str, about: str = "", practice: str = "", when: str = "") -> str:
    """Return what contradicts the sources; a practice platform only plays what they say `about` another."""
    if practice:
        return say(_CONTRADICTION_IN_PRACTICE[found], region=region, about=about, practice=practice, when=when)
    return say(_CONTRADICTION[found], region=region)


_SPANS = {
    (False, "open"): QT_TRANSLATE_NOOP("Demur", "since {first}"),
    (False, "day"): QT_TRANSLATE_NOOP("Demur", "{first} to {last}"),
    (False, "between"): QT_TRANSLATE_NOOP("Demur", "{first} to a day between {last} and {latest}"),
    (True, "once"): QT_TRANSLATE_NOOP("Demur", "on a day between {earliest} and {last}"),
    (True, "open"): QT_TRANSLATE_NOOP("Demur", "since a day between {earliest} and {first}"),
    (True, "day"): QT_TRANSLATE_NOOP("Demur", "from a day between {earliest} and {first}, to {last}"),
    (True, "between"): QT_TRANSLATE_NOOP(
        "Demur", "from a day between {earliest} and {first}, to a day between {last} and {latest}"
    ),
}


def span(
    first: date, last: date | None, earliest: date | None, latest: date | None, written: Callable[[date], str]
) -> str:
    """Return when something held or holds; `written` writes a day."""
    if last == first and earliest is None and latest is None:
        return written(first)
    ending = "between" if latest else "once" if earliest and last == first else "day" if last else "open"
    days = {"first": first, "last": last, "earliest": earliest, "latest": latest}
    form = _SPANS[earliest is not None, ending]
    return say(form, **{name: written(day) for name, day in days.items() if day is not None})


# A sentence and its source
UNDATED = QT_TRANSLATE_NOOP("Demur", "undated")
SHOW = QT_TRANSLATE_NOOP("Demur", "Source")
SHOW_OF = QT_TRANSLATE_NOOP("Demur", "Source: {source}")
SHOW_SOURCE = QT_TRANSLATE_NOOP("Demur", "{publisher}, {published}")
SHOW_COPY = QT_TRANSLATE_NOOP("Demur", "{publisher}, {published}, read through a copy")
SOURCE_TITLE = QT_TRANSLATE_NOOP("Demur", "Title")
SOURCE_WHOSE = QT_TRANSLATE_NOOP("Demur", "Publisher")
SOURCE_WHOSE_TEXT = QT_TRANSLATE_NOOP("Demur", "{publisher}: {kind}")
SOURCE_DATES = QT_TRANSLATE_NOOP("Demur", "Dates")
SOURCE_DATES_TEXT = QT_TRANSLATE_NOOP("Demur", "published {published}, read {retrieved}, to be read again by {due}")
SOURCE_QUOTE = QT_TRANSLATE_NOOP("Demur", "Its words")
SOURCE_QUOTE_TEXT = QT_TRANSLATE_NOOP("Demur", "“{quote}”")
SOURCE_SUMMARY = QT_TRANSLATE_NOOP("Demur", "no words are quoted: the sentence rests on a summary")
SOURCE_ADDRESS = QT_TRANSLATE_NOOP("Demur", "Address")
SOURCE_COPY_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "none is opened: the words were read in a copy on another site, where Demur sends nobody"
)
SOURCE_NO_ADDRESS = QT_TRANSLATE_NOOP("Demur", "none is opened: nobody looked at the site yet")
SOURCE_SURE = QT_TRANSLATE_NOOP("Demur", "How sure")
SOURCE_SPAN = QT_TRANSLATE_NOOP("Demur", "Holds")
OPEN = QT_TRANSLATE_NOOP("Demur", "Open {host}…")
ONLY_HERE = QT_TRANSLATE_NOOP("Demur", "Only on this side")

# Where the member lives
FOR_WHOM = QT_TRANSLATE_NOOP("Demur", "What it means where you live: {region}")
FOR_PRACTICE = QT_TRANSLATE_NOOP("Demur", "What it means where this practice member lives: {region}")
CHANGE_REGION = QT_TRANSLATE_NOOP("Demur", "Change where you live…")
REGION_TITLE = QT_TRANSLATE_NOOP("Demur", "Where do you live?")
REGION_SEARCH = QT_TRANSLATE_NOOP("Demur", "Search by name or code")
REGION_LIST = QT_TRANSLATE_NOOP("Demur", "Countries and regions, grouped as platforms treat them")
REGION_CHOOSE = QT_TRANSLATE_NOOP("Demur", "Choose")
REGION_NONE = QT_TRANSLATE_NOOP("Demur", "No country or region is called that.")
GROUPS = {
    "designated": QT_TRANSLATE_NOOP("Demur", "EU, EEA, Switzerland (“Designated Countries”)"),
    "apart": QT_TRANSLATE_NOOP("Demur", "Treated apart"),
    "elsewhere": QT_TRANSLATE_NOOP("Demur", "Elsewhere"),
    "unsettled": QT_TRANSLATE_NOOP("Demur", "Territories with rules of their own: not known"),
}

# The page “What it means”
PAGE_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "For every platform, region and day, in the past too. Each sentence names its source, and what nobody knows is left"
    " open. Nothing leaves this computer unless you open a source.",
)
PLATFORM = QT_TRANSLATE_NOOP("Demur", "Platform")
PLATFORM_CHOICE = QT_TRANSLATE_NOOP("Demur", "{name}: {setting}")
REGION = QT_TRANSLATE_NOOP("Demur", "Region")
REGION_AND_DAY = QT_TRANSLATE_NOOP("Demur", "Region, day")
OTHER_REGION = QT_TRANSLATE_NOOP("Demur", "Region to compare with")
DAY = QT_TRANSLATE_NOOP("Demur", "Day")
OTHER_DAY = QT_TRANSLATE_NOOP("Demur", "Day to compare with")
COMPARE = QT_TRANSLATE_NOOP("Demur", "Compare with another region or day")
NO_REGION = QT_TRANSLATE_NOOP("Demur", "Choose a region…")
REGION_FIRST = QT_TRANSLATE_NOOP("Demur", "Choose a region first: what a setting means depends on it.")
SIDE = QT_TRANSLATE_NOOP("Demur", "{region}, {day}")
SOURCES = QT_TRANSLATE_NOOP("Demur", "Sources: {count}. A sentence without a source is not shown.")

# The command
PLATFORM_HELP = QT_TRANSLATE_NOOP("Demur", "a platform's id; left out: all that there are sentences about")
ON_HELP = QT_TRANSLATE_NOOP("Demur", "what was true on this day, as 2024-09-21; left out: today")
DUE_HELP = QT_TRANSLATE_NOOP("Demur", "list the sentences that wait to be checked again")
HEADING = QT_TRANSLATE_NOOP("Demur", "{name}, “{setting}”: {region}, {day}")
LISTED = QT_TRANSLATE_NOOP("Demur", "{id}: {name}, “{setting}”. Sentences: {count}, looked up until {day}")
SOURCE_LINE = QT_TRANSLATE_NOOP("Demur", "{title}. {publisher}, {published}; {kind}. {confidence}. [{id}]")
QUOTE_LINE = QT_TRANSLATE_NOOP("Demur", "“{quote}”")
COPY_LINE = QT_TRANSLATE_NOOP("Demur", "Read through a copy.")
TAKE_HELP = QT_TRANSLATE_NOOP("Demur", "take in newer sentences from a file, after showing what they change")
UNDO_HELP = QT_TRANSLATE_NOOP("Demur", "put back what the file that was taken in last had replaced")
TAKE_YES_HELP = QT_TRANSLATE_NOOP("Demur", "don't ask before taking a file in")
TAKE_NEEDS_YES = QT_TRANSLATE_NOOP("Demur", "Nothing was taken in: say --yes, or answer on a terminal.")
TAKE_CALLED_OFF = QT_TRANSLATE_NOOP("Demur", "Called off. Nothing was taken in.")
TAKE_QUESTION = QT_TRANSLATE_NOOP("Demur", "Take it in? Type “yes” in full:")
UNDO_NOTHING = QT_TRANSLATE_NOOP("Demur", "No file about “{platform}” was taken in.")
ONE_AT_A_TIME = QT_TRANSLATE_NOOP("Demur", "Say one of these at a time: a platform, --due, --take or --undo.")

# Where a member lives, as the command says it
LIVES_IN = QT_TRANSLATE_NOOP(
    "Demur", "{handle}: what it means is shown for {region} from now on. Receipts keep the region they were made in."
)
PRACTICE_LIVES = QT_TRANSLATE_NOOP("Demur", "{handle} is a practice member, who lives where their scenario plays.")

# Newer sentences from a file
WOULD_CHANGE = QT_TRANSLATE_NOOP(
    "Demur", "Sentences about {name}, looked up until {after}; those of now until {before}."
)
WOULD_BE_FIRST = QT_TRANSLATE_NOOP("Demur", "Sentences about {name}, looked up until {after}; there are none now.")
WOULD_ADD = QT_TRANSLATE_NOOP("Demur", "New: {claim}")
WOULD_REMOVE = QT_TRANSLATE_NOOP("Demur", "Gone: {claim}")
WOULD_CORRECT = QT_TRANSLATE_NOOP("Demur", "Changed: {claim}")
WOULD_STAND = QT_TRANSLATE_NOOP("Demur", "How {name} treats some region on some day is told otherwise than now.")
TRUST = QT_TRANSLATE_NOOP(
    "Demur",
    "These sentences were not looked at by those who make Demur. It opens no address that its own list does not name.",
)
TAKE_TITLE = QT_TRANSLATE_NOOP("Demur", "Take in newer sentences?")
TAKE_CHANGES = QT_TRANSLATE_NOOP("Demur", "What would change")
TAKE = QT_TRANSLATE_NOOP("Demur", "&Take it in")
TAKE_NAME = QT_TRANSLATE_NOOP("Demur", "Take it in")
TAKE_FILE = QT_TRANSLATE_NOOP("Demur", "Take in newer sentences from a file…")
TAKE_FILES = QT_TRANSLATE_NOOP("Demur", "Files of sentences (*.toml)")
UNDO = QT_TRANSLATE_NOOP("Demur", "Undo: put back what was told before")
TAKEN = QT_TRANSLATE_NOOP("Demur", "Taken in. “Undo” puts back what was told before.")
UNDONE = QT_TRANSLATE_NOOP("Demur", "Put back as it was before.")
IS_TAKEN = QT_TRANSLATE_NOOP("Demur", "From a file that you took in, not shipped with Demur.")
DUE_LINE = QT_TRANSLATE_NOOP("Demur", "{id}: not re-checked since {retrieved}, due since {due}")
NONE_DUE = QT_TRANSLATE_NOOP("Demur", "Nothing waits to be checked again. The next day of review is {day}.")
NOTHING = QT_TRANSLATE_NOOP("Demur", "There are no sourced sentences for this region and day.")
FILE_USABLE = QT_TRANSLATE_NOOP(
    "Demur",
    "{file}: can be used, for {name}, “{setting}”. Sentences: {count}, looked up until {day}; overdue: {due}.",
)
NO_SUCH = QT_TRANSLATE_NOOP("Demur", "There are no sentences about “{platform}”. There are some about: {ids}.")
NEEDS_PLATFORM = QT_TRANSLATE_NOOP("Demur", "--region and --on go with a platform.")


class _Sentence(Protocol):
    @property
    def sentence(self) -> str: ...


class _Changes(Protocol):
    """What of `demur.meaning.changes.Changes` is said."""

    @property
    def name(self) -> str: ...
    @property
    def before(self) -> date | None: ...
    @property
    def after(self) -> date: ...
    @property
    def added(self) -> Sequence[_Sentence]: ...
    @property
    def removed(self) -> Sequence[_Sentence]: ...
    @property
    def changed(self) -> Sequence[_Sentence]: ...
    @property
    def is_standing_changed(self) -> bool: ...


def changes(found: _Changes, written: Callable[[date], str]) -> list[str]:
    """Return what a file would change, line by line; `written` writes a day."""
    days = {"after": written(found.after), "name": found.name}
    first = WOULD_BE_FIRST if found.before is None else WOULD_CHANGE
    lines = [say(first, **days, before=written(found.before) if found.before else "")]
    for form, claims in ((WOULD_ADD, found.added), (WOULD_CORRECT, found.changed), (WOULD_REMOVE, found.removed)):
        lines += [say(form, claim=claim.sentence) for claim in claims]
    if found.is_standing_changed:
        lines.append(say(WOULD_STAND, name=found.name))
    return [*lines, say(TRUST)]
