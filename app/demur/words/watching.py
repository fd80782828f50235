"""Words of the commands `check` and `remind`."""

from demur.words import QT_TRANSLATE_NOOP

ALL_HELP = QT_TRANSLATE_NOOP("Demur", "every account, one after the other at each platform")
DUE_HELP = QT_TRANSLATE_NOOP("Demur", "only what is due: for a cron job or a timer of your own")
UNIT_HELP = QT_TRANSLATE_NOOP("Demur", "print a unit of systemd that looks once a day for what is due")
EVERY_HELP = QT_TRANSLATE_NOOP("Demur", "days after which you want to be reminded; left out: show what is chosen")
ALONE_HELP = QT_TRANSLATE_NOOP(
    "Demur", "whether Demur may look by itself when it is due, where the platform allows it; it never writes by itself"
)
NOTHING_DUE = QT_TRANSLATE_NOOP("Demur", "Nothing is due.")
NOTHING_DUE_UNTIL = QT_TRANSLATE_NOOP("Demur", "Nothing is due before {day}.")
CHECKING = QT_TRANSLATE_NOOP("Demur", "Looking at {account} ({done} of {total} done)")
LINE = QT_TRANSLATE_NOOP("Demur", "{id}  {platform}  {handle}  {headline}")
REMINDS = QT_TRANSLATE_NOOP("Demur", "{account}: reminded {cadence}.")
EVERY = {
    7: QT_TRANSLATE_NOOP("Demur", "every 7 days"),
    30: QT_TRANSLATE_NOOP("Demur", "every 30 days"),
    90: QT_TRANSLATE_NOOP("Demur", "every 90 days"),
    0: QT_TRANSLATE_NOOP("Demur", "never, except when an answer to a letter is due"),
}
LOOKS_ALONE = QT_TRANSLATE_NOOP("Demur", "Demur looks by itself when it is due, and never writes by itself.")
LOOKS_NOT_ALONE = QT_TRANSLATE_NOOP("Demur", "Demur doesn't look by itself.")
LOOKS_ONCE_SIGNED_IN = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur looks by itself once you stay signed in, which is ticked on the account's page in the window. Until then it "
    "reminds you.",
)
MAY_NOT_LOOK_ALONE = QT_TRANSLATE_NOOP("Demur", "This platform may only be looked at while you are there.")
MAY_NOT_LOOK_ALONE_NEXT = QT_TRANSLATE_NOOP("Demur", "You are reminded instead.")
