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
        QT_TRANSLATE_NOOP("Demur", "Say with --practice or --real which receipts the backup is of."),
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
        QT_TRANSLATE_NOOP("Demur", "Restore it into a data folder of its own, with --data-dir, to look at it."),
    ),
}
