"""Words of erasing everything that is kept here, in Settings: what goes is counted before, and told after."""

from demur.words import QT_TRANSLATE_NOOP, say

ERASE = QT_TRANSLATE_NOOP("Demur", "Erase everything…")
ERASE_NAME = QT_TRANSLATE_NOOP("Demur", "Erase everything")
ERASE_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Signs every account out and removes accounts, receipts, keys and choices from this computer. "
    "Receipts that you saved elsewhere stay and can still be checked. Nothing changes at any platform.",
)
SURE = QT_TRANSLATE_NOOP("Demur", "Erase everything that Demur keeps here? This can't be undone.")
YES = QT_TRANSLATE_NOOP("Demur", "Erase it all")
NO_RECEIPTS = QT_TRANSLATE_NOOP("Demur", "There are no receipts of your accounts.")
ONE_RECEIPT = QT_TRANSLATE_NOOP("Demur", "1 receipt of your accounts goes.")
MANY_RECEIPTS = QT_TRANSLATE_NOOP("Demur", "{count} receipts of your accounts go.")
UNREAD_RECEIPTS = QT_TRANSLATE_NOOP(
    "Demur", "The receipts of your accounts can't be read now, so nobody can say how many; they go as well."
)
NO_PRACTICE = QT_TRANSLATE_NOOP("Demur", "There are no practice receipts.")
ONE_PRACTICE = QT_TRANSLATE_NOOP("Demur", "1 practice receipt goes.")
MANY_PRACTICE = QT_TRANSLATE_NOOP("Demur", "{count} practice receipts go.")
UNREAD_PRACTICE = QT_TRANSLATE_NOOP(
    "Demur", "The practice receipts can't be read now, so nobody can say how many; they go as well."
)
ERASED = QT_TRANSLATE_NOOP("Demur", "Erased. Nothing of yours is left here.")
ERASED_BUT = QT_TRANSLATE_NOOP(
    "Demur", "Erased here. {count} sign-ins could not be ended at their platforms; end them there if you wish."
)


def going(receipts: int | None, practice: int | None) -> str:
    """Return which receipts go, of real accounts and of practice; None for a ledger that can't be read."""
    real = _going(receipts, NO_RECEIPTS, ONE_RECEIPT, MANY_RECEIPTS, UNREAD_RECEIPTS)
    return f"{real} {_going(practice, NO_PRACTICE, ONE_PRACTICE, MANY_PRACTICE, UNREAD_PRACTICE)}"


def _going(count: int | None, none: str, one: str, many: str, unread: str) -> str:
    if count is None:
        return say(unread)
    return say(many, count=count) if count > 1 else say(one if count else none)
