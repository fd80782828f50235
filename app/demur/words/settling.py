"""What is said where an outcome is told and its receipt saved, and what is done with it after that failed."""

from demur.core.problem import DiskFull, Problem
from demur.words import QT_TRANSLATE_NOOP, say
from demur.words.problems import next_step, sentence

NOT_KEPT = QT_TRANSLATE_NOOP("Demur", "The receipt is saved. Its checkpoint could not be kept among your secrets.")
NOT_KEPT_MEANS = QT_TRANSLATE_NOOP(
    "Demur",
    "Until it is, Demur can't notice if this newest receipt is taken out of the ledger again. The next receipt brings "
    "the checkpoint along.",
)
NOT_DATED = QT_TRANSLATE_NOOP(
    "Demur", "Your receipts are saved. What a time authority answers about them could not be kept."
)
NOT_DATED_MEANS = QT_TRANSLATE_NOOP("Demur", "It is asked again later; Settings says how far that is.")
DISK_FULL = QT_TRANSLATE_NOOP("Demur", "The disk is full. Free some space.")
OUR_MISTAKE = QT_TRANSLATE_NOOP("Demur", "Something went wrong inside Demur ({kind}).")
TRY_AGAIN = QT_TRANSLATE_NOOP("Demur", "Try again")
TRY_AGAIN_NAME = QT_TRANSLATE_NOOP("Demur", "Try to keep the checkpoint again")
KEPT_NOW = QT_TRANSLATE_NOOP("Demur", "The checkpoint is kept now.")


def not_kept(error: BaseException) -> str:
    """Return why the checkpoint isn't kept, what to do, and what that means until then."""
    return f"{_why(error)} {say(NOT_KEPT_MEANS)}"


def not_dated(error: BaseException) -> str:
    """Return why an answer about the time isn't kept, and what becomes of it."""
    return f"{_why(error)} {say(NOT_DATED_MEANS)}"


def _why(error: BaseException) -> str:
    if isinstance(error, DiskFull):  # its own words say that something was not saved, and the receipt is
        return say(DISK_FULL)
    if isinstance(error, Problem):
        return f"{sentence(error)} {next_step(error)}"
    return say(OUR_MISTAKE, kind=type(error).__name__)
