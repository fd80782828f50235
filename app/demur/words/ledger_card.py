"""Words of what can be done with all receipts at once, in Settings."""

from demur.words import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("Demur", "Your receipts")
WHICH = QT_TRANSLATE_NOOP("Demur", "Which receipts this is about")
BACK_UP = QT_TRANSLATE_NOOP("Demur", "Back &up…")
BACK_UP_NAME = QT_TRANSLATE_NOOP("Demur", "Back up")
BACK_UP_WHY = QT_TRANSLATE_NOOP(
    "Demur", "A backup is a whole copy. It holds your accounts' names and what platforms answered, but no key."
)
RESTORE = QT_TRANSLATE_NOOP("Demur", "Restore a backup…")
RESTORE_NAME = QT_TRANSLATE_NOOP("Demur", "Restore a backup")
IMPORT = QT_TRANSLATE_NOOP("Demur", "Bring in…")
IMPORT_NAME = QT_TRANSLATE_NOOP("Demur", "Bring in a ledger")
IMPORT_WHY = QT_TRANSLATE_NOOP(
    "Demur", "A ledger from elsewhere is looked at as a whole and kept beside yours, to be read, checked and exported."
)
FILES = QT_TRANSLATE_NOOP("Demur", "Backups (*.sqlite);;All files (*)")
IMPORT_FILES = QT_TRANSLATE_NOOP("Demur", "Backups and exported ledgers (*.sqlite *.zip entries.jsonl);;All files (*)")
WORKING = QT_TRANSLATE_NOOP("Demur", "Looking at every entry…")
RESTORE_SURE = QT_TRANSLATE_NOOP(
    "Demur",
    "Put this backup in place of the receipts that are here? Each entry is looked at first, and the file that is here "
    "now is kept beside it.",
)
RESTORE_YES = QT_TRANSLATE_NOOP("Demur", "Restore it")
OLDER_SURE = QT_TRANSLATE_NOOP(
    "Demur",
    "{problem} Restore it all the same? What it holds can then be read, checked and exported, but Demur seals no new "
    "receipt after it until a newer file is restored or a new ledger is begun.",
)
OLDER_YES = QT_TRANSLATE_NOOP("Demur", "Restore it without the newer ones")
