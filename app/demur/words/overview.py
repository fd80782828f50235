"""Words of the overview: every account's settings at a glance, and reminders."""

from typing import TYPE_CHECKING

from demur.words import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE = QT_TRANSLATE_NOOP("Demur", "Overview")
NOTHING_WAITS = QT_TRANSLATE_NOOP("Demur", "{count} settings. Nothing needs you now.")
ONE_WAITS = QT_TRANSLATE_NOOP("Demur", "{count} settings. One of them needs a look.")
SOME_WAIT = QT_TRANSLATE_NOOP("Demur", "{count} settings. {some} of them need a look.")
LIST = QT_TRANSLATE_NOOP("Demur", "Settings of your accounts, what needs a look first")
LIST_WHY = QT_TRANSLATE_NOOP(
    "Demur", "Enter opens the account; F5 checks it; Shift+F5 checks all that Demur may read without you."
)
CHECK_ALL = QT_TRANSLATE_NOOP("Demur", "Chec&k all")
CHECK_ALL_NAME = QT_TRANSLATE_NOOP("Demur", "Check all")
CHECK_ALL_WHY = QT_TRANSLATE_NOOP(
    "Demur",
    "Reads every setting that Demur may read without you, one at a time at each platform. Nothing is changed there. "
    "Shift+F5 does the same.",
)
REPORT = QT_TRANSLATE_NOOP("Demur", "Save a re&port…")
REPORT_NAME = QT_TRANSLATE_NOOP("Demur", "Save a report")
REPORT_WHY = QT_TRANSLATE_NOOP("Demur", "How all your accounts stand, on one page, as a table, or for programs")
OPEN = QT_TRANSLATE_NOOP("Demur", "&Open this account")
OPEN_NAME = QT_TRANSLATE_NOOP("Demur", "Open this account")
CHECK_ONE = QT_TRANSLATE_NOOP("Demur", "C&heck this one")
CHECK_ONE_NAME = QT_TRANSLATE_NOOP("Demur", "Check this one")
CHECK_ONE_WHY = QT_TRANSLATE_NOOP("Demur", "Reads the setting now, and changes nothing. F5 does the same.")
OPEN_PAGE = QT_TRANSLATE_NOOP("Demur", "&Open its page…")
OPEN_PAGE_NAME = QT_TRANSLATE_NOOP("Demur", "Open its page")

# What stands in a row
WHOSE = QT_TRANSLATE_NOOP("Demur", "{platform} · {handle}")
READ = QT_TRANSLATE_NOOP("Demur", "Read from the platform")
SEEN = QT_TRANSLATE_NOOP("Demur", "{known}, {when}")
TRIED = QT_TRANSLATE_NOOP("Demur", "Tried {when}")
LAST_KNOWN = QT_TRANSLATE_NOOP("Demur", "Last known: {state}, {when}")
TRIES_AGAIN = QT_TRANSLATE_NOOP("Demur", "Demur will try again after {when}")
LEFT_OUT = QT_TRANSLATE_NOOP("Demur", "“Check all” leaves it out until {when}")
WITH_YOU = QT_TRANSLATE_NOOP("Demur", "Read only with you there")
BY_YOU = QT_TRANSLATE_NOOP("Demur", "You look there yourself")

# A round of checks
CHECKING = QT_TRANSLATE_NOOP("Demur", "Checking {names} ({done} of {count} done)")
CHECKING_NAME = QT_TRANSLATE_NOOP("Demur", "How far the checks are")
WAITS = QT_TRANSLATE_NOOP("Demur", "Waiting until what is under way is over…")
STOPPING = QT_TRANSLATE_NOOP("Demur", "Stopping once what was begun has been read…")
CALL_OFF = QT_TRANSLATE_NOOP("Demur", "&Cancel the checks")
CALL_OFF_NAME = QT_TRANSLATE_NOOP("Demur", "Cancel the checks")
DONE = QT_TRANSLATE_NOOP("Demur", "Checked: {read} of {count} settings could be read. Nothing was changed.")
CALLED_OFF = QT_TRANSLATE_NOOP(
    "Demur", "You called it off: {read} of {count} settings were read, and the rest stay as they were."
)
NEED_YOU = QT_TRANSLATE_NOOP("Demur", "{count} are read only with you there: choose one and open its page.")
WAIT = QT_TRANSLATE_NOOP("Demur", "{count} wait until their platform may be asked again; each row says when.")
NONE_ALONE = QT_TRANSLATE_NOOP("Demur", "None of these can be read without you there. Choose one and open its page.")

# Reminders of one account
WATCH = QT_TRANSLATE_NOOP("Demur", "Keep watch")
REMIND = QT_TRANSLATE_NOOP("Demur", "Remind me to look again:")
REMIND_NAME = QT_TRANSLATE_NOOP("Demur", "Remind me to look again")
EVERY = QT_TRANSLATE_NOOP("Demur", "every {days} days")
NEVER = QT_TRANSLATE_NOOP("Demur", "never")
ALONE = QT_TRANSLATE_NOOP("Demur", "Demur may look by itself")
ALONE_WHY = QT_TRANSLATE_NOOP(
    "Demur",
    "When it is due; it only reads and changes nothing. Where the sign-in has ended, you are reminded instead.",
)
ALONE_NEEDS = QT_TRANSLATE_NOOP(
    "Demur",
    "It needs “Stay signed in on this computer”, which is ticked on the account's own page. Until then Demur reminds "
    "you, and does not look by itself.",
)
ONLY_REMINDED = QT_TRANSLATE_NOOP("Demur", "Demur reminds you, and does not look by itself.")
NEXT = QT_TRANSLATE_NOOP("Demur", "Next reminder: {day}")
NEXT_REMINDER = QT_TRANSLATE_NOOP("Demur", "Next reminder: {day}.")
NO_REMINDER = QT_TRANSLATE_NOOP("Demur", "No reminder.")
FIRST_LOOK = QT_TRANSLATE_NOOP("Demur", "Reminders begin with the first look.")


def summary(count: int, waiting: int) -> str:
    """Return how many settings there are, and how many of them need a look."""
    if not waiting:
        return say(NOTHING_WAITS, count=count)
    return say(ONE_WAITS, count=count) if waiting == 1 else say(SOME_WAIT, count=count, some=waiting)


def checking(names: "Iterable[str]", done: int, count: int) -> str:
    """Return which accounts are being asked now, and how far the round is."""
    return say(CHECKING, names=", ".join(names), done=done, count=count)


def checked(count: int, read: int, need_you: int, wait: int, is_called_off: bool) -> str:
    """Return what came of a round of checks."""
    if not read and not is_called_off and need_you and need_you == count:
        return say(NONE_ALONE)
    parts = [say(CALLED_OFF if is_called_off else DONE, read=read, count=count)]
    if need_you:
        parts.append(say(NEED_YOU, count=need_you))
    if wait:
        parts.append(say(WAIT, count=wait))
    return " ".join(parts)
