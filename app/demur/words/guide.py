"""Words of the way that a member goes in their own browser, as the commands print it."""

from demur.core.setting import State
from demur.words import QT_TRANSLATE_NOOP

ABOUT = QT_TRANSLATE_NOOP("Demur", "{platform}: “{setting}”")
NOTHING = QT_TRANSLATE_NOOP("Demur", "{platform}: there is nothing to opt out of. Why, and what you can look at:")
ADDRESS = QT_TRANSLATE_NOOP("Demur", "Open in your own browser: {address} ({mark}, {date})")
EXPLAINED_AT = QT_TRANSLATE_NOOP("Demur", "Explained at: {address} ({mark}, {date})")
CHECKED = QT_TRANSLATE_NOOP("Demur", "These steps were last followed on the live site on {day}.")
NEVER_CHECKED = QT_TRANSLATE_NOOP(
    "Demur", "These steps rest on dated reports; Demur's authors have not followed them on the live site yet."
)
DESKTOP = QT_TRANSLATE_NOOP("Demur", "On a computer:")
PHONE = QT_TRANSLATE_NOOP("Demur", "On a phone:")
STEP = QT_TRANSLATE_NOOP("Demur", "{number}. {step}")
EXPECT = QT_TRANSLATE_NOOP("Demur", "What you should see:")
LABELS = QT_TRANSLATE_NOOP("Demur", "In other languages:")
LABEL = QT_TRANSLATE_NOOP("Demur", "{language}: “{label}” ({mark}, {date})")
NOTES = QT_TRANSLATE_NOOP("Demur", "Good to know:")
FORM = QT_TRANSLATE_NOOP("Demur", "A form that stands beside the switch: {address} ({mark}, {date})")
TO_SWITCH_ON = QT_TRANSLATE_NOOP("Demur", "To switch it on again, go the same way, and turn the switch to On.")
MARK = {
    "verified": QT_TRANSLATE_NOOP("Demur", "seen on the live page"),
    "reported": QT_TRANSLATE_NOOP("Demur", "as reported"),
    "unresolved": QT_TRANSLATE_NOOP("Demur", "not certain"),
}
ADD_IT = QT_TRANSLATE_NOOP("Demur", "To keep a receipt of it, add the account first: {command}")
WRITTEN_DOWN = QT_TRANSLATE_NOOP("Demur", "Written down as receipt {number}, before you go there.")
THEN_TELL = QT_TRANSLATE_NOOP("Demur", "When you have been there, say what came of it: {commands}")
THEN_ANSWER = QT_TRANSLATE_NOOP("Demur", "When the answer has come, record it: {command}")
WAITS = {
    State.OFF: QT_TRANSLATE_NOOP("Demur", "You began to opt out, and have not said what came of it: {commands}"),
    State.ON: QT_TRANSLATE_NOOP(
        "Demur", "You began to switch it on again, and have not said what came of it: {commands}"
    ),
}
ADDED = QT_TRANSLATE_NOOP("Demur", "Added: {handle} on {platform}. Go on with: {command}")
