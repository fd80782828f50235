"""Words of going over a whole ledger: how far it is, what was found, and where it was called off."""

from demur.words import QT_TRANSLATE_NOOP, say

CHECK_ALL = QT_TRANSLATE_NOOP("Demur", "Check all recei&pts")
CHECK_ALL_NAME = QT_TRANSLATE_NOOP("Demur", "Check all receipts")
CHECK_ALL_WHY = QT_TRANSLATE_NOOP(
    "Demur", "Looks at every entry, signature and checkpoint afresh, whatever was checked before"
)
CALL_OFF = QT_TRANSLATE_NOOP("Demur", "&Cancel")
CALL_OFF_NAME = QT_TRANSLATE_NOOP("Demur", "Cancel the check")
PROGRESS_NAME = QT_TRANSLATE_NOOP("Demur", "How far the check is")
PROGRESS = QT_TRANSLATE_NOOP("Demur", "{done} of {count} entries checked")

SO_FAR = QT_TRANSLATE_NOOP("Demur", "{done} entries checked")
FILE_CALLED_OFF = QT_TRANSLATE_NOOP(
    "Demur", "The check was called off after {done} entries, which hold. Whether the ledger is whole was not seen."
)

CARRIED = QT_TRANSLATE_NOOP(
    "Demur",
    "{count} entries · checked just now · {carried} are byte for byte as when their signatures were checked before",
)
STOPPED = QT_TRANSLATE_NOOP("Demur", "{count} entries · the check was called off after {done}, which hold")
WRONG = QT_TRANSLATE_NOOP("Demur", "{count} entries · something is wrong: {what}")
NOT_CHECKED = QT_TRANSLATE_NOOP("Demur", "not checked")

STOPPED_LINE = QT_TRANSLATE_NOOP("Demur", "Called off after {done} entries, which hold.")
CARRIED_LINE = QT_TRANSLATE_NOOP(
    "Demur",
    "{carried} of them are byte for byte as when their signatures were checked before. To check all afresh: "
    "demur receipts check --afresh",
)
AFRESH_HELP = QT_TRANSLATE_NOOP("Demur", "check every signature again, whatever was checked before")


def what(code: str, index: int | None) -> str:
    """Return what is wrong with a ledger, and at which entry."""
    from demur.words import cli  # long, and seldom needed by a window

    sentence = say(cli.WRONG[code])
    return sentence if index is None else say(cli.AT_ENTRY, what=sentence, index=index)
