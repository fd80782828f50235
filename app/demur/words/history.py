"""The history of one setting in words: what was seen, when, and how that is known; and its page."""

from collections.abc import Callable
from datetime import datetime

from demur.core.account import LastSeen
from demur.core.receipt import Kind, Receipt
from demur.core.setting import Assurance, State
from demur.watch.history import Gap, Happening, Moment, Reworded, Stretch
from demur.words import QT_TRANSLATE_NOOP, own_browser, problems, receipts, say, states

Day = Callable[[datetime], str]
"""Writes the day of a time, as the reader has it."""

TITLE = QT_TRANSLATE_NOOP("Demur", "History of “{setting}”")
PAGE_NAME = QT_TRANSLATE_NOOP("Demur", "History of “{setting}”, {platform}, {handle}")
NOTHING = QT_TRANSLATE_NOOP("Demur", "Nothing yet. Each look at this setting and each of its receipts will stand here.")
WHOSE = QT_TRANSLATE_NOOP("Demur", "{platform} · {handle}")
SPAN = QT_TRANSLATE_NOOP("Demur", "{platform} · {handle} · {first} to {last}, the newest first")
NEWEST = QT_TRANSLATE_NOOP(
    "Demur", "{platform} · {handle} · the newest {shown} of {count} lines; “demur history” prints them all"
)
WITHOUT_RECEIPTS = QT_TRANSLATE_NOOP("Demur", "So this tells what was seen, without the receipts.")
BACK = QT_TRANSLATE_NOOP("Demur", "Back to the account")
OPEN = QT_TRANSLATE_NOOP("Demur", "&Open receipt")
OPEN_NAME = QT_TRANSLATE_NOOP("Demur", "Open the receipt of the chosen line")
CHART = QT_TRANSLATE_NOOP("Demur", "The same as a picture")
LIST = QT_TRANSLATE_NOOP("Demur", "What was seen, the newest first")
COLUMNS = (
    QT_TRANSLATE_NOOP("Demur", "When"),
    QT_TRANSLATE_NOOP("Demur", "What"),
    QT_TRANSLATE_NOOP("Demur", "How we know"),
)
LANES = {
    State.ON: QT_TRANSLATE_NOOP("Demur", "On"),
    State.OFF: QT_TRANSLATE_NOOP("Demur", "Off"),
    State.NOT_OFFERED: QT_TRANSLATE_NOOP("Demur", "Not offered"),
    State.UNKNOWN: QT_TRANSLATE_NOOP("Demur", "Not known"),
}
LEGEND = QT_TRANSLATE_NOOP(
    "Demur", "Each band stands beside its state. Outline: you told us. Hatched: not checked. Diamond: a receipt."
)

ONCE = QT_TRANSLATE_NOOP("Demur", "{state}, seen once")
TIMES = QT_TRANSLATE_NOOP("Demur", "{state}, seen {times} times")
TOLD_TIMES = QT_TRANSLATE_NOOP("Demur", "{told}, {times} times")
FAULT = QT_TRANSLATE_NOOP("Demur", "Could not be told: {why}")
FAULT_TIMES = QT_TRANSLATE_NOOP("Demur", "Could not be told, {times} times: {why}")
OPTED_OUT = QT_TRANSLATE_NOOP("Demur", "Opt-out confirmed, receipt {number}")
OPTED_IN = QT_TRANSLATE_NOOP("Demur", "Switching it on confirmed, receipt {number}")
RECEIPT = QT_TRANSLATE_NOOP("Demur", "{change}, receipt {number}")
REWORDED = QT_TRANSLATE_NOOP("Demur", "The page had other words than when they were last seen")
GAP = QT_TRANSLATE_NOOP("Demur", "Not checked for {days} days")
READ = QT_TRANSLATE_NOOP("Demur", "Read from the platform")
READ_ALONE = QT_TRANSLATE_NOOP("Demur", "Read from the platform; {alone} of these by Demur itself, as you chose")
UNSURE = QT_TRANSLATE_NOOP("Demur", "Seen, but a cache may have answered, or somebody else may have been signed in")
YOUR_WORD = QT_TRANSLATE_NOOP("Demur", "Your word; Demur did not look itself")
FROM_TO = QT_TRANSLATE_NOOP("Demur", "{first} to {last}")
SINCE = QT_TRANSLATE_NOOP("Demur", "{first} until now")
SENTENCE = QT_TRANSLATE_NOOP("Demur", "{when}: {what}.")
SENTENCE_KNOWN = QT_TRANSLATE_NOOP("Demur", "{when}: {what}. {how}.")


def what(one: Happening) -> str:
    """Return what happened, short enough for a list."""
    match one:
        case Stretch():
            return _stretch(one)
        case Moment():
            return _receipt(one.receipt)
        case Reworded():
            return say(REWORDED)
        case Gap():
            return say(GAP, days=one.days)


def when(one: Happening, day: Day) -> str:
    """Return the day or days; a time that still lasts says so."""
    if isinstance(one, Moment | Reworded):
        return day(one.at)
    if isinstance(one, Gap) and one.is_open:
        return say(SINCE, first=day(one.first))
    first, last = day(one.first), day(one.last)
    return first if first == last else say(FROM_TO, first=first, last=last)


def how(one: Happening) -> str:
    """Return how that is known; nothing where nothing was learnt."""
    if isinstance(one, Moment):
        return receipts.how_known(one.receipt)
    if not isinstance(one, Stretch):
        return ""
    if one.is_told:
        return say(YOUR_WORD)
    if one.state is State.UNKNOWN:
        return ""
    if not one.is_sure:
        return say(UNSURE)
    return say(READ_ALONE, alone=one.alone) if one.alone else say(READ)


def sentence(one: Happening, day: Day) -> str:
    """Return all of it as one line, for a screen reader and for a terminal."""
    known = how(one)
    parts = {"when": when(one, day), "what": what(one).removesuffix(".")}
    return say(SENTENCE_KNOWN, **parts, how=known.removesuffix(".")) if known else say(SENTENCE, **parts)


def _stretch(one: Stretch) -> str:
    if one.is_told:
        told = own_browser.state(LastSeen(one.state, one.last, Assurance.MEMBER_REPORTED, one.reason))
        words = told or states.state_word(one.state)
        return words if one.times == 1 else say(TOLD_TIMES, told=words, times=one.times)
    if one.state is State.UNKNOWN:
        why = problems.reason(one.reason or "state-unknown").removesuffix(".")
        return say(FAULT, why=why) if one.times == 1 else say(FAULT_TIMES, why=why, times=one.times)
    state = states.state_word(one.state)
    return say(ONCE, state=state) if one.times == 1 else say(TIMES, state=state, times=one.times)


def _receipt(receipt: Receipt) -> str:
    is_confirmed = receipt.kind is Kind.CONFIRMATION and receipt.level is Assurance.READ_BACK_INDEPENDENT
    if is_confirmed and receipt.state("after") in {State.OFF, State.ON}:
        return say(OPTED_OUT if receipt.state("after") is State.OFF else OPTED_IN, number=receipt.index)
    return say(RECEIPT, change=receipts.change(receipt), number=receipt.index)
