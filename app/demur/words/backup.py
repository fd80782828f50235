"""Words of backup and restore."""

from collections.abc import Sequence

from demur.words import QT_TRANSLATE_NOOP, say

BACKUP_HELP = QT_TRANSLATE_NOOP("Demur", "where the copy goes: a folder, or a file that is not there yet")
RESTORE_HELP = QT_TRANSLATE_NOOP("Demur", "a backup of receipts; the file that is here now is kept beside it")
OLDER_HELP = QT_TRANSLATE_NOOP(
    "Demur", "restore a backup that lacks newer receipts; no new receipt can be sealed after it"
)
RESTORE_WHICH = QT_TRANSLATE_NOOP("Demur", "Say with --practice or --real which receipts the backup is of.")
BACKED_UP = QT_TRANSLATE_NOOP("Demur", "Written: {file}. It holds all {entries} entries, and was looked at as a whole.")
BACKUP_IS_PRIVATE = QT_TRANSLATE_NOOP(
    "Demur",
    "It names your accounts and holds what the platforms answered, so keep it where only you can read it."
    " The key that seals receipts is not in it, nor any sign-in.",
)
RESTORED = QT_TRANSLATE_NOOP("Demur", "Restored: {entries} entries; every signature and every hash holds.")
KEPT_ASIDE = QT_TRANSLATE_NOOP("Demur", "The file that was here is kept, unchanged: {file}")
RESTORED_BEHIND = QT_TRANSLATE_NOOP(
    "Demur",
    "Newer receipts are missing. What is here can be read, checked and exported; Demur seals no new receipt after it"
    " until a newer file is restored.",
)
HELD_AGAINST = {
    "agrees": QT_TRANSLATE_NOOP("Demur", "It agrees with the newest checkpoint among your secrets."),
    "nothing-kept": QT_TRANSLATE_NOOP("Demur", "No checkpoint lies among your secrets to compare it with."),
}
SALVAGED = QT_TRANSLATE_NOOP("Demur", "Entries that can still be read, each with a signature that holds: {held}.")
LOST = QT_TRANSLATE_NOOP("Demur", "Lost, or not readable by this version: {numbers}.")
NOTHING_SEALED = QT_TRANSLATE_NOOP(
    "Demur", "The file is only read: Demur changes nothing in it, seals nothing after it, and begins no new one."
)
SPAN = QT_TRANSLATE_NOOP("Demur", "{first} to {last}")


def spans(numbers: Sequence[int]) -> str:
    """Return ascending numbers as `0, 3 to 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join(say(SPAN, first=run[0], last=run[1]) if len(run) > 1 else str(run[0]) for run in runs)
