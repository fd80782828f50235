"""Words about time from someone else: in Settings, in the commands, and on receipts."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from demur.core.dating import Dated, Standing, Token, TokenCode
from demur.core.receipt import IdentityBy, Receipt
from demur.words import QT_TRANSLATE_NOOP, say

TIME = QT_TRANSLATE_NOOP("Demur", "Time from someone else")
ABOUT = QT_TRANSLATE_NOOP(
    "Demur",
    "A time authority can sign that your newest receipts existed at a certain moment, so that nobody has to believe"
    " your computer's clock. Only a hash leaves, from which nothing of a receipt can be read; like any server, the"
    " authority also sees your network address and when you ask.",
)
SWITCH = QT_TRANSLATE_NOOP("Demur", "Ask them when there are new receipts")
NOBODY_YET = QT_TRANSLATE_NOOP(
    "Demur",
    "No authority is chosen. Demur ships none: it pins certificates, and nobody has checked any authority's for you."
    " Take the address and the certificate from an authority that you trust.",
)
CHOSEN = QT_TRANSLATE_NOOP("Demur", "{name}, of {owner}. {address}")
PINNED = QT_TRANSLATE_NOOP("Demur", "Pinned certificate (SHA-256): {fingerprint}")
REMOVE = QT_TRANSLATE_NOOP("Demur", "Remove")
REMOVE_NAME = QT_TRANSLATE_NOOP("Demur", "Remove the authority {name}")
ADD = QT_TRANSLATE_NOOP("Demur", "Add an authorit&y…")
ADD_NAME = QT_TRANSLATE_NOOP("Demur", "Add a time authority")
ADD_THIS = QT_TRANSLATE_NOOP("Demur", "Add it")
ADD_THIS_NAME = QT_TRANSLATE_NOOP("Demur", "Add this authority")
ASK_NOW = QT_TRANSLATE_NOOP("Demur", "As&k now")
ASK_NOW_NAME = QT_TRANSLATE_NOOP("Demur", "Ask the authorities for a time now")
NAME = QT_TRANSLATE_NOOP("Demur", "Name of the authority")
OWNER = QT_TRANSLATE_NOOP("Demur", "Who runs it")
ADDRESS = QT_TRANSLATE_NOOP("Demur", "Address, such as https://time.example/tsr")
FILE = QT_TRANSLATE_NOOP("Demur", "File with the authority's root certificate")
CHOOSE_FILE = QT_TRANSLATE_NOOP("Demur", "Choose…")
CHOOSE_FILE_NAME = QT_TRANSLATE_NOOP("Demur", "Choose the file with the authority's root certificate")
FILES = QT_TRANSLATE_NOOP("Demur", "Certificates (*.pem *.crt *.cer *.der);;All files (*)")

ADDED = QT_TRANSLATE_NOOP("Demur", "Added: {name}. Its certificates are pinned: only what is signed under them counts.")
REMOVED = QT_TRANSLATE_NOOP("Demur", "Removed: {name}. What it dated stays dated.")
IS_ON = QT_TRANSLATE_NOOP("Demur", "On: authorities are asked after a new receipt, at most once an hour each.")
IS_OFF = QT_TRANSLATE_NOOP("Demur", "Off: nobody is asked for the time.")
NOTHING_SEALED = QT_TRANSLATE_NOOP(
    "Demur", "There are no receipts of real accounts yet. Practice receipts are not dated."
)
ALL_DATED = QT_TRANSLATE_NOOP("Demur", "{name} has dated all {count} entries.")
OWED = QT_TRANSLATE_NOOP("Demur", "{name} has dated {dated} of {count} entries.")
OWED_LATER = QT_TRANSLATE_NOOP(
    "Demur", "{name} has dated {dated} of {count} entries, and may be asked again at {when}."
)
ASKING = QT_TRANSLATE_NOOP("Demur", "Asking…")
NOBODY_DUE = QT_TRANSLATE_NOOP("Demur", "Nobody was asked: everything is dated, or was asked for within the last hour.")
DATED_NOW = QT_TRANSLATE_NOOP("Demur", "{name} dated your newest receipts: {when}.")
KEPT_BUT = QT_TRANSLATE_NOOP("Demur", "{name} answered, and the answer is kept. {what}")

_SAME = timedelta(seconds=2)
CODES = {
    TokenCode.HOLDS: QT_TRANSLATE_NOOP("Demur", "It holds."),
    TokenCode.NOT_CHECKED: QT_TRANSLATE_NOOP(
        "Demur",
        "It was not checked: its form is one that Demur can't read. “openssl ts” can; VERIFY.txt in an exported bundle"
        " says how.",
    ),
    TokenCode.BROKEN: QT_TRANSLATE_NOOP("Demur", "It doesn't hold: it was altered, or is no timestamp."),
    TokenCode.OTHER_DATA: QT_TRANSLATE_NOOP("Demur", "It doesn't hold: it dates something else."),
    TokenCode.OTHER_ROOT: QT_TRANSLATE_NOOP(
        "Demur", "It doesn't hold: it was not signed under the certificate that is pinned."
    ),
    TokenCode.OTHER_SIGNER: QT_TRANSLATE_NOOP(
        "Demur", "It doesn't hold: somebody else signed it, and the authority's certificate was only laid in beside it."
    ),
    TokenCode.NO_PURPOSE: QT_TRANSLATE_NOOP(
        "Demur", "It doesn't hold: the certificate that signed it is not one for timestamps."
    ),
    TokenCode.EXPIRED: QT_TRANSLATE_NOOP(
        "Demur", "It doesn't hold: the certificate was not valid at the time that it names."
    ),
    TokenCode.WRONG_NONCE: QT_TRANSLATE_NOOP(
        "Demur", "It doesn't hold: it is not the answer to what was asked, but to an earlier question."
    ),
    TokenCode.BEFORE_ENTRY: QT_TRANSLATE_NOOP(
        "Demur", "It dates nothing: its time is before the receipt's own, so one of the two clocks was wrong."
    ),
}
"""What looking at a token found."""

CONFIRMED_AND_DATED = QT_TRANSLATE_NOOP("Demur", "Confirmed and dated by {name}: read back afresh")
CONFIRMED_HERE_AND_DATED = QT_TRANSLATE_NOOP(
    "Demur",
    "Confirmed and dated by {name}, for the account signed in in the window, which its member named: read back afresh",
)
AND_DATED = QT_TRANSLATE_NOOP("Demur", "{known}. Dated by {name}")
FIELD = QT_TRANSLATE_NOOP("Demur", "Dated")
FIELD_TEXT = QT_TRANSLATE_NOOP("Demur", "by {name}, {when}, {difference}")
SAME = QT_TRANSLATE_NOOP("Demur", "within two seconds of the receipt's own time")
AFTER = QT_TRANSLATE_NOOP("Demur", "{span} after the receipt's own time")
BEFORE = QT_TRANSLATE_NOOP("Demur", "{span} before the receipt's own time, so this computer's clock was ahead")
SPANS = (
    (timedelta(days=2), timedelta(days=1), QT_TRANSLATE_NOOP("Demur", "{count} days")),
    (timedelta(hours=2), timedelta(hours=1), QT_TRANSLATE_NOOP("Demur", "{count} hours")),
    (timedelta(minutes=2), timedelta(minutes=1), QT_TRANSLATE_NOOP("Demur", "{count} minutes")),
    (timedelta(0), timedelta(seconds=1), QT_TRANSLATE_NOOP("Demur", "{count} s")),
)

ACTION_HELP = {
    "status": QT_TRANSLATE_NOOP("Demur", "say who is asked, and what is dated"),
    "on": QT_TRANSLATE_NOOP("Demur", "ask the chosen authorities after new receipts"),
    "off": QT_TRANSLATE_NOOP("Demur", "ask nobody"),
    "add": QT_TRANSLATE_NOOP("Demur", "choose an authority"),
    "remove": QT_TRANSLATE_NOOP("Demur", "choose an authority no more; what it dated stays dated"),
    "ask": QT_TRANSLATE_NOOP("Demur", "ask now for what is owed, at most once an hour"),
}
NAME_HELP = QT_TRANSLATE_NOOP("Demur", "what you call the authority")
OWNER_HELP = QT_TRANSLATE_NOOP("Demur", "who runs it: two authorities must have two owners")
ADDRESS_HELP = QT_TRANSLATE_NOOP("Demur", "its address, such as https://time.example/tsr")
CERTIFICATE_HELP = QT_TRANSLATE_NOOP(
    "Demur", "its root certificate, in PEM or DER: only what is signed under it counts"
)
REMOVE_HELP = QT_TRANSLATE_NOOP("Demur", "the name or id of an authority")


def moment(at: datetime) -> str:
    """Return a time to the second, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def difference(seconds: float) -> str:
    """Return how far an authority's time lies from a receipt's own (faults R9)."""
    apart = timedelta(seconds=seconds)
    if abs(apart) <= _SAME:  # tokens mostly name whole seconds
        return say(SAME)
    for least, unit, words in SPANS:
        if abs(apart) >= least:
            span = say(words, count=round(abs(apart) / unit))
            break
    return say(AFTER if apart >= timedelta(0) else BEFORE, span=span)


def how_known(receipt: Receipt, known: str, is_confirmed: bool) -> str:
    """Return how a receipt is `known` and by whom it was dated."""
    if receipt.dated is None:
        return known
    if not is_confirmed:
        return say(AND_DATED, known=known, name=receipt.dated.by)
    is_by_member = receipt.fields.get("identity") == IdentityBy.MEMBER
    return say(CONFIRMED_HERE_AND_DATED if is_by_member else CONFIRMED_AND_DATED, name=receipt.dated.by)


def field(dated: Dated, recorded_at: datetime, when: str = "") -> str:
    """Return by whom and `when` a receipt was dated, and how far that is from its own time."""
    apart = (dated.at - recorded_at).total_seconds()
    return say(FIELD_TEXT, name=dated.by, when=when or moment(dated.at), difference=difference(apart))


def came_of(token: Token) -> str:
    """Return what came of asking an authority."""
    name = token.authority.name
    if token.code is TokenCode.HOLDS and token.dated_at is not None:
        return say(DATED_NOW, name=name, when=moment(token.dated_at))
    return say(KEPT_BUT, name=name, what=say(CODES[token.code]))


def standing(found: Sequence[Standing], count: int) -> list[str]:
    """Return how far each authority has dated the ledger, which has `count` entries."""
    if not count:
        return [say(NOTHING_SEALED)]
    return [_stands(one, count) for one in found]


def _stands(one: Standing, count: int) -> str:
    name = one.authority.name
    if one.dated >= count:
        return say(ALL_DATED, name=name, count=count)
    if one.may_ask_at is None:
        return say(OWED, name=name, dated=one.dated, count=count)
    return say(OWED_LATER, name=name, dated=one.dated, count=count, when=moment(one.may_ask_at))
