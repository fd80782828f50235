"""The words for what can go wrong with copies of the ledger."""

from demur.words import QT_TRANSLATE_NOOP

LEDGER_WORDS: dict[str, tuple[str, str]] = {
    "nothing-to-back-up": (
        QT_TRANSLATE_NOOP("Demur", "There are no receipts here yet, so there is nothing to back up."),
        QT_TRANSLATE_NOOP("Demur", "Make a backup after your first receipt."),
    ),
    "backup-broken": (
        QT_TRANSLATE_NOOP("Demur", "{file} is no whole backup of receipts, so nothing was changed."),
        QT_TRANSLATE_NOOP("Demur", "Try another backup. Single receipts can still be checked with “demur verify”."),
    ),
    "backup-of-other-kind": (
        QT_TRANSLATE_NOOP("Demur", "Practice receipts and real ones are never mixed, so nothing was changed."),
        QT_TRANSLATE_NOOP(
            "Demur",
            "Choose the receipts that the backup is of: in the list above the button, or with --practice or --real.",
        ),
    ),
    "backup-behind": (
        QT_TRANSLATE_NOOP(
            "Demur",
            "This backup ends after {entries} entries, and there were more: the later receipts are not in it."
            " Nothing was changed.",
        ),
        QT_TRANSLATE_NOOP(
            "Demur",
            "Find a newer backup. If there is none, add --without-newer-receipts: what it holds can then be read,"
            " checked and exported, but Demur seals no new receipt after it.",
        ),
    ),
    "backup-of-another": (
        QT_TRANSLATE_NOOP(
            "Demur", "This backup is of other receipts than those sealed on this computer, so nothing was changed."
        ),
        QT_TRANSLATE_NOOP(
            "Demur", "To look at it, bring it in beside them: in Settings, or with “demur receipts import”."
        ),
    ),
    "ledger-set-aside": (
        QT_TRANSLATE_NOOP("Demur", "These receipts are only kept: new ones go into the present ledger."),
        QT_TRANSLATE_NOOP("Demur", "They can be read, checked and exported as before."),
    ),
    "import-broken": (
        QT_TRANSLATE_NOOP("Demur", "{file} is no whole ledger, so nothing was brought in."),
        QT_TRANSLATE_NOOP(
            "Demur", "Take a backup, or a whole exported ledger. Single receipts are checked with “Check a file”."
        ),
    ),
    "import-there": (
        QT_TRANSLATE_NOOP("Demur", "These receipts are here already, so nothing was brought in."),
        QT_TRANSLATE_NOOP("Demur", "Look through the list of receipts; older ledgers can be chosen above it."),
    ),
    "no-room": (
        QT_TRANSLATE_NOOP("Demur", "There is no room for a receipt in {folder}, so nothing was sent."),
        QT_TRANSLATE_NOOP("Demur", "Free some space there, 4 MiB at least, or start Demur with another data folder."),
    ),
    "pages-unmakeable": (
        QT_TRANSLATE_NOOP("Demur", "No pages can be drawn on this computer: {why}."),
        QT_TRANSLATE_NOOP("Demur", "Write a bundle instead, with --bundle: it holds a page that any browser shows."),
    ),
}
