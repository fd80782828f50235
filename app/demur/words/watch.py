"""What an account is about now, what is due and why, in words."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from demur.words import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from demur.watch.due import Due
    from demur.watch.matter import Matter
    from demur.watch.round import Skip
    from demur.watch.standing import Standing


class Words(NamedTuple):
    """What is said of one matter."""

    headline: str
    next_step: str


_words = Words

MATTER: dict[str, Words] = {
    "on-again": _words(
        QT_TRANSLATE_NOOP("Demur", "It is on again"),
        QT_TRANSLATE_NOOP("Demur", "It was off before. Opt out again, or say that it was you who switched it on."),
    ),
    "wording-changed": _words(
        QT_TRANSLATE_NOOP("Demur", "The wording beside the switch changed"),
        QT_TRANSLATE_NOOP("Demur", "Read what the platform says there now: it may ask for something else."),
    ),
    "page-changed": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform changed, so Demur can't read the setting"),
        QT_TRANSLATE_NOOP("Demur", "Look at the setting yourself, on the platform's page or in your own browser."),
    ),
    "account-closed": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform says that this account is closed"),
        QT_TRANSLATE_NOOP("Demur", "If you closed it, remove it here; your receipts can stay."),
    ),
    "region-changed": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform counts you to another region"),
        QT_TRANSLATE_NOOP("Demur", "If you moved, say so here: what the switch means depends on where you live."),
    ),
    "signed-out": _words(
        QT_TRANSLATE_NOOP("Demur", "You are signed out here"),
        QT_TRANSLATE_NOOP("Demur", "Sign in again, and Demur looks; nothing is known to have changed."),
    ),
    "still-on": _words(
        QT_TRANSLATE_NOOP("Demur", "Your data may be used: the switch is on"),
        QT_TRANSLATE_NOOP("Demur", "You can opt out whenever you like."),
    ),
    "unknown": _words(
        QT_TRANSLATE_NOOP("Demur", "Demur can't tell what the setting is now"),
        QT_TRANSLATE_NOOP("Demur", "Check again, or look at the setting yourself."),
    ),
    "rate-limited": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform asks to be left alone for a while"),
        QT_TRANSLATE_NOOP("Demur", "Wait until then; nothing is known to have changed."),
    ),
    "platform-down": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform has a fault of its own"),
        QT_TRANSLATE_NOOP("Demur", "Check again later; nothing is known to have changed."),
    ),
    "offline": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform could not be reached from here"),
        QT_TRANSLATE_NOOP("Demur", "Check your connection; nothing is known to have changed."),
    ),
    "never-looked": _words(
        QT_TRANSLATE_NOOP("Demur", "Nobody has looked yet"),
        QT_TRANSLATE_NOOP("Demur", "Check it once, so that there is something to compare with."),
    ),
    "told-by-member": _words(
        QT_TRANSLATE_NOOP("Demur", "As you told us"),
        QT_TRANSLATE_NOOP("Demur", "Look at it in your own browser from time to time, and tell Demur."),
    ),
    "not-offered": _words(
        QT_TRANSLATE_NOOP("Demur", "The platform does not offer you this setting"),
        QT_TRANSLATE_NOOP("Demur", "There is nothing to switch; look again when that changes."),
    ),
    "off": _words(
        QT_TRANSLATE_NOOP("Demur", "It is off"),
        QT_TRANSLATE_NOOP("Demur", "There is nothing to do."),
    ),
    "nothing-to-opt-out": _words(
        QT_TRANSLATE_NOOP("Demur", "There is nothing to opt out of"),
        QT_TRANSLATE_NOOP("Demur", "There is nothing to do."),
    ),
}

FOR_HOW_LONG = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur can't see for how long, so it waits a little longer each time; nothing is known to have changed.",
)
"""Of a platform that named no time, or on a page, whose browser shows no response's headers."""

WHY = {
    "interval": QT_TRANSLATE_NOOP("Demur", "Due: not checked for {days} days."),
    "date-begins": QT_TRANSLATE_NOOP("Demur", "Due: something began on {day} where you live, and nobody looked since."),
    "answer-due": QT_TRANSLATE_NOOP("Demur", "Due: the answer to what you sent should have come before {day}."),
}
LONG_AGO = QT_TRANSLATE_NOOP(
    "Demur", "Due: nobody knows when it was last checked, since this computer's clock was wrong."
)
NOT_CHECKED_FOR = QT_TRANSLATE_NOOP("Demur", "Not checked for {days} days.")
NEXT_DUE = QT_TRANSLATE_NOOP("Demur", "To be looked at again on {day}.")
NEXT_TRY = QT_TRANSLATE_NOOP("Demur", "Not tried again before {time}.")
OFF_SINCE = QT_TRANSLATE_NOOP("Demur", "Seen off since {day}.")
LAST_CERTAIN = QT_TRANSLATE_NOOP("Demur", "Last known for certain: {state}, on {day}.")

SKIP = {
    "needs-member": QT_TRANSLATE_NOOP("Demur", "Not read: this platform is looked at only while you are there."),
    "backed-off": QT_TRANSLATE_NOOP("Demur", "Not read: the platform is left alone for a while."),
    "told-by-member": QT_TRANSLATE_NOOP("Demur", "Not read: you look at this one in your own browser."),
    "called-off": QT_TRANSLATE_NOOP("Demur", "Not read: called off."),
}


def headline(matter: "Matter") -> str:
    """Return what an account is about, in a few words."""
    return say(MATTER[matter].headline)


def next_step(standing: "Standing") -> str:
    """Return what the member can do now, in one sentence."""
    is_limited = standing.matter == "rate-limited" and standing.seen is not None
    if is_limited and standing.seen is not None and standing.seen.retry_after_s is None:
        return say(FOR_HOW_LONG)
    return say(MATTER[standing.matter].next_step)


def why(due: "Due", now: datetime, looked_at: datetime | None) -> str:
    """Return why something is due; `looked_at`: when the setting was last looked at with an answer."""
    if due.why == "interval":
        since = looked_at or due.since
        return say(WHY["interval"], days=(now - since).days) if since <= now else say(LONG_AGO)
    return say(WHY[due.why], day=day(due.since))


def skip(reason: "Skip") -> str:
    return say(SKIP[reason])


def day(at: datetime) -> str:
    """Return a day as it is printed, in UTC as receipts have it."""
    return f"{at.astimezone(UTC):%Y-%m-%d}"
