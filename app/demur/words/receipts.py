"""A receipt in words, for lists and for the page of one receipt."""

from demur.core.receipt import IdentityBy, Kind, Receipt
from demur.core.setting import Assurance, State
from demur.words import QT_TRANSLATE_NOOP, say, states

BEGUN = QT_TRANSLATE_NOOP("Demur", "Ledger begun, keys made")
ASKED = QT_TRANSLATE_NOOP("Demur", "Asked: {before} → {after}")
CHANGED = QT_TRANSLATE_NOOP("Demur", "{before} → {after}")
NOT_CHANGED = QT_TRANSLATE_NOOP("Demur", "Not changed: still {after}")
NOT_KNOWN = QT_TRANSLATE_NOOP("Demur", "Asked for {wanted}; not known what it is")
SEEN = QT_TRANSLATE_NOOP("Demur", "Seen: {after}")
SEEN_NOT_ASKED = QT_TRANSLATE_NOOP("Demur", "Asked for {wanted}; seen: {after}")

SEALED_BEFORE = QT_TRANSLATE_NOOP("Demur", "Written down before asking")
CONFIRMED = QT_TRANSLATE_NOOP("Demur", "Confirmed: read back afresh")
CONFIRMED_HERE = QT_TRANSLATE_NOOP(
    "Demur", "Confirmed for the account signed in in the window, which its member named: read back afresh"
)
SEEN_ONCE = QT_TRANSLATE_NOOP("Demur", "Seen once; a cache may have answered")
SEEN_ONCE_HERE = QT_TRANSLATE_NOOP(
    "Demur", "Seen once; a cache may have answered, or somebody else may have signed in meanwhile"
)
READ_NOT_APPLIED = QT_TRANSLATE_NOOP("Demur", "Read from the platform; nothing was applied")
READ_BACK_DIFFERS = QT_TRANSLATE_NOOP("Demur", "Read back afresh: not as asked")
NOT_READ_BACK = QT_TRANSLATE_NOOP("Demur", "Could not be read back")
OUR_OWN = QT_TRANSLATE_NOOP("Demur", "Made by Demur itself")

DOES_NOT_PROVE = QT_TRANSLATE_NOOP(
    "Demur", "Records what the platform reported to this app. It does not prove what the platform does with data."
)


def change(receipt: Receipt) -> str:
    """Return what a receipt is about, short enough for a list."""
    before, after, wanted = receipt.state("before"), receipt.state("after"), receipt.requested
    if receipt.kind is Kind.GENESIS:
        return say(BEGUN)
    if receipt.is_own_browser:
        from demur.words import own_browser  # `verify` of any other receipt is quicker without

        return own_browser.change(receipt, after=_word(after), wanted=_word(wanted))
    if receipt.kind is Kind.ATTEMPT:
        return say(ASKED, before=_word(before), after=_word(wanted))
    if receipt.kind is Kind.FAILURE:
        return _failure(before, after, wanted)
    if before is None or before is after:
        return say(SEEN, after=_word(after))
    return say(CHANGED, before=_word(before), after=_word(after))


def how_known(receipt: Receipt) -> str:
    """Return how we know, in words: the word "Confirmed" stands for an independent read-back only."""
    if receipt.dated is not None:
        from demur.words import timestamps  # most are not, and `verify` is quicker without

        is_confirmed = not receipt.is_own_browser and _is_confirmed(receipt)
        return timestamps.how_known(receipt, _how_known(receipt), is_confirmed)
    return _how_known(receipt)


def _is_confirmed(receipt: Receipt) -> bool:
    return receipt.kind is Kind.CONFIRMATION and receipt.level is Assurance.READ_BACK_INDEPENDENT


def _how_known(receipt: Receipt) -> str:
    after = receipt.state("after")
    if receipt.kind is Kind.GENESIS:
        return say(OUR_OWN)
    if receipt.is_own_browser:
        from demur.words import own_browser

        return own_browser.how_known(receipt)
    if receipt.kind is Kind.ATTEMPT:
        return say(SEALED_BEFORE)
    is_named_by_member = receipt.fields.get("identity") == IdentityBy.MEMBER
    if _is_confirmed(receipt):
        return say(CONFIRMED_HERE if is_named_by_member else CONFIRMED)
    if receipt.kind is Kind.OBSERVATION:
        if receipt.level is Assurance.READ_BACK_INDEPENDENT:
            return say(READ_NOT_APPLIED)
        return say(SEEN_ONCE_HERE if is_named_by_member else SEEN_ONCE)
    return say(NOT_READ_BACK if after in {None, State.UNKNOWN} else READ_BACK_DIFFERS)


def limits(receipt: Receipt) -> str:
    """Return what a receipt does not prove."""
    if receipt.is_own_browser:
        from demur.words import own_browser

        return say(own_browser.LIMITS)
    return say(DOES_NOT_PROVE)


def _failure(before: State | None, after: State | None, wanted: State | None) -> str:
    if after in {None, State.UNKNOWN}:
        return say(NOT_KNOWN, wanted=_word(wanted))
    if after is before:
        return say(NOT_CHANGED, after=_word(after))
    return say(SEEN_NOT_ASKED, wanted=_word(wanted), after=_word(after))


def _word(state: State | None) -> str:
    return states.state_word(state or State.UNKNOWN)
