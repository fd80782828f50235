"""Words of what members do in their own browser: each says whose word it is, and none says more than was told."""

import re
from collections.abc import Mapping
from datetime import date

from demur.core.account import LastSeen
from demur.core.entry import Kind, Receipt, Reported
from demur.core.outcome import Outcome, Verdict
from demur.core.setting import State
from demur.core.telling import LETTER, REPLY, REPORTED_DATE, SWITCHED_ON, Reason, Reply, Said
from demur.words import QT_TRANSLATE_NOOP, say

TOLD_STATE = {
    State.OFF: QT_TRANSLATE_NOOP("Demur", "Off, you told us"),
    State.ON: QT_TRANSLATE_NOOP("Demur", "On, you told us"),
}
TOLD_REASON: dict[str, str] = {
    Reason.NOT_FOUND: QT_TRANSLATE_NOOP("Demur", "Not found, you told us"),
    Reason.NO_ANSWER_YET: QT_TRANSLATE_NOOP("Demur", "Request sent, you told us"),
    Reason.REFUSED: QT_TRANSLATE_NOOP("Demur", "Refused, you told us"),
    Reason.UNCLEAR: QT_TRANSLATE_NOOP("Demur", "Answered, you told us"),
}
EXPLAINED = {
    State.OFF: QT_TRANSLATE_NOOP(
        "Demur", "You told us that you are opted out at {platform}. Demur has not looked at it itself."
    ),
    State.ON: QT_TRANSLATE_NOOP(
        "Demur", "You told us that {platform} may use your data. Demur has not looked at it itself."
    ),
}

CHANGED = {
    State.OFF: QT_TRANSLATE_NOOP("Demur", "You told us that you switched it off at {platform}."),
    State.ON: QT_TRANSLATE_NOOP("Demur", "You told us that you switched it on at {platform}."),
}
ALREADY = {
    State.OFF: QT_TRANSLATE_NOOP("Demur", "You told us that it was off already at {platform}."),
    State.ON: QT_TRANSLATE_NOOP("Demur", "You told us that it was on already at {platform}."),
}
EARLIER = QT_TRANSLATE_NOOP("Demur", "You told us that you opted out at {platform} on {day}.")
NOT_FOUND = QT_TRANSLATE_NOOP("Demur", "You told us that you could not find the setting at {platform}.")
SENT = QT_TRANSLATE_NOOP("Demur", "You told us that you sent the form to {platform}.")
SENT_EARLIER = QT_TRANSLATE_NOOP("Demur", "You told us that you sent the form to {platform} on {day}.")
LETTER_SENT = QT_TRANSLATE_NOOP("Demur", "You told us that {platform} got your letter on {day}.")
AGREED = QT_TRANSLATE_NOOP("Demur", "You told us that {platform} agreed.")
REFUSED = QT_TRANSLATE_NOOP("Demur", "You told us that {platform} refused.")
ANSWERED = QT_TRANSLATE_NOOP("Demur", "You told us that {platform} answered.")
EXTENDED = QT_TRANSLATE_NOOP("Demur", "You told us that {platform} needs two more months.")

RECORDED = QT_TRANSLATE_NOOP("Demur", "That is recorded as your word: Demur has not looked at it itself.")
PICTURE_KEPT = QT_TRANSLATE_NOOP("Demur", "What you chose to keep of it lies with the receipt on this computer.")
LOOK_AGAIN = QT_TRANSLATE_NOOP("Demur", "You can begin again whenever you like, or look in the app on your phone.")
WAIT_FOR_ANSWER = QT_TRANSLATE_NOOP("Demur", "When the answer has come, record it here.")

RECEIPT_BEGUN = QT_TRANSLATE_NOOP("Demur", "Set out for: {wanted}")
RECEIPT_SAID = QT_TRANSLATE_NOOP("Demur", "Said: {after}")
RECEIPT_SAID_ON = QT_TRANSLATE_NOOP("Demur", "Said: {after}, since {day}")
RECEIPT_CHANGED = QT_TRANSLATE_NOOP("Demur", "Said: changed to {after}")
RECEIPT_NOT_FOUND = QT_TRANSLATE_NOOP("Demur", "Said: not found; asked for {wanted}")
RECEIPT_SENT = QT_TRANSLATE_NOOP("Demur", "Request sent")
RECEIPT_SENT_ON = QT_TRANSLATE_NOOP("Demur", "Request sent on {day}")
RECEIPT_LETTER = QT_TRANSLATE_NOOP("Demur", "Letter received on {day}")
RECEIPT_EXTENDED = QT_TRANSLATE_NOOP("Demur", "Answered: needs two more months")
RECEIPT_AGREED = QT_TRANSLATE_NOOP("Demur", "Answered: agreed")
RECEIPT_ANSWERED = QT_TRANSLATE_NOOP("Demur", "Answered")
RECEIPT_ANSWER: dict[object, str] = {
    Said.YES: QT_TRANSLATE_NOOP("Demur", "Said: switched on by the member"),
    Said.NO: QT_TRANSLATE_NOOP("Demur", "Said: not switched on by the member"),
    Said.NOT_SURE: QT_TRANSLATE_NOOP("Demur", "Said: not sure who switched it on"),
}
YOUR_WORD = QT_TRANSLATE_NOOP("Demur", "You told us")
WRITTEN_DOWN = QT_TRANSLATE_NOOP("Demur", "Written down before the way was shown")
LIMITS = QT_TRANSLATE_NOOP(
    "Demur", "Records what the member told this app. It does not prove what the platform shows or does."
)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def state(last: LastSeen) -> str | None:
    """Return the short words for what a member told us; None where there are none of its own."""
    form = TOLD_STATE.get(last.state) or TOLD_REASON.get(last.reason or "")
    return say(form) if form else None


def explained(last: LastSeen, platform: str) -> str | None:
    return say(EXPLAINED[last.state], platform=platform) if last.state in EXPLAINED else None


def headline(outcome: Outcome, platform: str) -> str:
    """Return what the member told us, in one sentence that says so."""
    day = _day_words(reported_date(outcome.receipt))
    if outcome.verdict is Verdict.NOT_FOUND:
        return say(NOT_FOUND, platform=platform)
    if outcome.verdict is Verdict.SENT and is_letter(outcome.receipt):
        return say(LETTER_SENT, platform=platform, day=day)
    if outcome.verdict is Verdict.SENT:
        return say(SENT_EARLIER if day else SENT, platform=platform, day=day)
    if outcome.verdict is Verdict.ANSWERED:
        return say(_answered(outcome), platform=platform)
    if day:
        return say(EARLIER, platform=platform, day=day)
    told = outcome.after.state if isinstance(outcome.after, Reported) else outcome.requested
    return say((ALREADY if outcome.before is told else CHANGED)[told], platform=platform)


def detail(outcome: Outcome) -> str:
    """Return whose word it is, and what to do next."""
    next_step = {Verdict.NOT_FOUND: LOOK_AGAIN, Verdict.SENT: WAIT_FOR_ANSWER}.get(outcome.verdict)
    is_kept = isinstance(outcome.after, Reported) and outcome.after.kept is not None
    return " ".join(say(part) for part in (RECORDED, PICTURE_KEPT if is_kept else None, next_step) if part)


def change(receipt: Receipt, after: str, wanted: str) -> str:
    """Return what such a receipt is about, short enough for a list."""
    day = reported_date(receipt)
    if receipt.kind is Kind.ATTEMPT:
        return say(RECEIPT_BEGUN, wanted=wanted)
    if receipt.kind is Kind.REQUEST and day and is_letter(receipt):
        return say(RECEIPT_LETTER, day=day)
    if receipt.kind is Kind.REQUEST:
        return say(RECEIPT_SENT_ON, day=day) if day else say(RECEIPT_SENT)
    if receipt.kind is Kind.ANSWER and _ext(receipt).get(REPLY) == Reply.EXTENDED:
        return say(RECEIPT_EXTENDED)
    if receipt.kind is Kind.ANSWER:
        return say(RECEIPT_AGREED if receipt.state("after") is State.OFF else RECEIPT_ANSWERED)
    if receipt.kind is Kind.FAILURE:
        return say(RECEIPT_NOT_FOUND, wanted=wanted)
    if (said := _ext(receipt).get(SWITCHED_ON)) in RECEIPT_ANSWER:
        return say(RECEIPT_ANSWER[str(said)])
    if day:
        return say(RECEIPT_SAID_ON, after=after, day=day)
    return say(RECEIPT_CHANGED if receipt.requested else RECEIPT_SAID, after=after)


def how_known(receipt: Receipt) -> str:
    return say(WRITTEN_DOWN if receipt.kind is Kind.ATTEMPT else YOUR_WORD)


def reported_date(receipt: Receipt | None) -> str:
    """Return the day that the member named; nothing where there is none, or where a stranger's receipt holds no day."""
    day = _ext(receipt).get(REPORTED_DATE)
    return day if isinstance(day, str) and _DAY.fullmatch(day) else ""


def _day_words(day: str) -> str:
    """Return a day as a sentence has it."""
    from demur.words import letters as words  # no start tells of a day

    try:
        return words.day(date.fromisoformat(day)) if day else ""
    except ValueError:  # it looks like a day, and is none
        return day


def is_letter(receipt: Receipt | None) -> bool:
    """Tell whether a request was a letter of the member's own, and no form."""
    return LETTER in _ext(receipt)


def _ext(receipt: Receipt | None) -> Mapping[str, object]:
    ext = receipt.fields.get("ext") if receipt else None
    return ext if isinstance(ext, dict) else {}


def _answered(outcome: Outcome) -> str:
    if not isinstance(outcome.after, Reported):
        return ANSWERED
    if _ext(outcome.receipt).get(REPLY) == Reply.EXTENDED:
        return EXTENDED
    if outcome.after.state is State.OFF:
        return AGREED
    return REFUSED if outcome.after.reason == Reason.REFUSED else ANSWERED
