"""What changed at a platform since it was last known, in words: each thing by itself, and called no more than it is."""

from demur.core.telling import Said
from demur.core.wording import Change
from demur.words import QT_TRANSLATE_NOOP, say

ON_AGAIN = QT_TRANSLATE_NOOP("Demur", "It is on again")
OFF_SINCE = QT_TRANSLATE_NOOP(
    "Demur", "It was off on {when}. On {then} it was on, and Demur can't see who changed it. It is off now."
)
RECEIPTS = QT_TRANSLATE_NOOP("Demur", "Receipt {off} says that it was off, and receipt {on} that it was on.")
RECEIPT = QT_TRANSLATE_NOOP("Demur", "Receipt {on} says that it was on.")
DID_YOU = QT_TRANSLATE_NOOP("Demur", "Did you?")
ANSWER = {
    Said.YES: QT_TRANSLATE_NOOP("Demur", "Yes, I &did"),
    Said.NO: QT_TRANSLATE_NOOP("Demur", "&No, I didn't"),
    Said.NOT_SURE: QT_TRANSLATE_NOOP("Demur", "I'm not s&ure"),
}
ANSWER_NAME = {
    Said.YES: QT_TRANSLATE_NOOP("Demur", "Yes, I switched it on"),
    Said.NO: QT_TRANSLATE_NOOP("Demur", "No, I did not switch it on"),
    Said.NOT_SURE: QT_TRANSLATE_NOOP("Demur", "I am not sure whether I switched it on"),
}
ANSWER_WHY = QT_TRANSLATE_NOOP(
    "Demur", "Your answer is recorded as your word, in a receipt; the platform hears nothing of it."
)
ANSWERED = {
    Said.YES: QT_TRANSLATE_NOOP("Demur", "You told us that you switched it on. Receipt {number} records your word."),
    Said.NO: QT_TRANSLATE_NOOP("Demur", "You told us that it wasn't you. Receipt {number} records your word."),
    Said.NOT_SURE: QT_TRANSLATE_NOOP("Demur", "You told us that you are not sure. Receipt {number} records your word."),
}
ANSWER_AGAIN = QT_TRANSLATE_NOOP("Demur", "&Change my answer…")
ANSWER_AGAIN_NAME = QT_TRANSLATE_NOOP("Demur", "Change my answer")
COMPLAIN = QT_TRANSLATE_NOOP("Demur", "Wr&ite a complaint…")
COMPLAIN_NAME = QT_TRANSLATE_NOOP("Demur", "Write a complaint, with both receipts")
ASK_COMMANDS = QT_TRANSLATE_NOOP("Demur", "Did you switch it on? Answer with: {commands}")

REWORDED = QT_TRANSLATE_NOOP("Demur", "The platform's words beside the setting are others than in receipt {number}")
REWORDED_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "The setting itself is {state}, as read just now. Other words can mean that it covers something else."
)
REWORDED_KEPT = QT_TRANSLATE_NOOP("Demur", "The new words are kept with receipt {number}.")
COMPARE = QT_TRANSLATE_NOOP("Demur", "Com&pare the words…")
COMPARE_NAME = QT_TRANSLATE_NOOP("Demur", "Compare the words")
COMPARE_TITLE = QT_TRANSLATE_NOOP("Demur", "What the platform said, and what it says now")
COMPARE_INTRO = QT_TRANSLATE_NOOP(
    "Demur", "Words that went are struck out and stand in [− −]; words that came are underlined and stand in [+ +]."
)
BEFORE = QT_TRANSLATE_NOOP("Demur", "Under receipt {number}, of {when}")
BEFORE_SHORT = QT_TRANSLATE_NOOP("Demur", "Before")
NOW = QT_TRANSLATE_NOOP("Demur", "Now")
REMOVED = QT_TRANSLATE_NOOP("Demur", "[−{words}−]")
ADDED = QT_TRANSLATE_NOOP("Demur", "[+{words}+]")
MARK = {Change.REMOVED: REMOVED, Change.ADDED: ADDED}
NOT_KEPT = QT_TRANSLATE_NOOP(
    "Demur",
    "The earlier words were not kept: that was not ticked for this account. Demur knows from a fingerprint that they "
    "were others.",
)
KEEP_WORDS = QT_TRANSLATE_NOOP("Demur", "&Keep the page's words with my receipts")
KEEP_WORDS_PURPOSE = QT_TRANSLATE_NOOP(
    "Demur",
    "What the page says beside the switch then lies with each receipt on this computer, so that Demur can show what "
    "changed. Otherwise it keeps a fingerprint of it alone.",
)
CLOSE = QT_TRANSLATE_NOOP("Demur", "Close")

REGION = QT_TRANSLATE_NOOP("Demur", "{platform} counts this account to {there}; you told Demur {here}")
REGION_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "This is no change of the setting, but what it means depends on where you live. See which of the two is right.",
)
CHANGE_REGION = QT_TRANSLATE_NOOP("Demur", "Change the re&gion…")
CHANGE_REGION_NAME = QT_TRANSLATE_NOOP("Demur", "Change the region that I told Demur")
LAST_CERTAIN = QT_TRANSLATE_NOOP(
    "Demur", "This says nothing of the setting itself: when it was last read, it was {state} ({when})."
)


def answered(said: Said, number: int) -> str:
    """Return what the member answered, and where that is recorded."""
    return say(ANSWERED[said], number=number)


def receipts(off: int | None, on: int) -> str:
    """Return which receipts say so; the earlier one may be in another ledger by now."""
    return say(RECEIPT, on=on) if off is None else say(RECEIPTS, off=off, on=on)
