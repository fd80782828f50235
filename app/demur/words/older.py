"""Words of a new ledger, and of those that are kept beside the present one."""

from demur.words import QT_TRANSLATE_NOOP, say

NEW = QT_TRANSLATE_NOOP("Demur", "Begin a &new ledger…")
NEW_NAME = QT_TRANSLATE_NOOP("Demur", "Begin a new ledger")
NEW_SURE = QT_TRANSLATE_NOOP("Demur", "Begin a new ledger?")
NEW_WHAT = QT_TRANSLATE_NOOP(
    "Demur",
    "The present one is kept beside it, whole: its receipts can be read, checked and exported as before, but nothing "
    "more can be sealed into it, since its key goes. The new one has a new key, and its first entry names the last "
    "checkpoint of the present one.",
)
NEW_WHEN = QT_TRANSLATE_NOOP(
    "Demur", "This is for where the key is lost or damaged, or where somebody else may have it."
)
NEW_WHEN_CARD = QT_TRANSLATE_NOOP(
    "Demur",
    "A new ledger is for where the key is lost or damaged, or somebody else may have it. The old one stays beside it.",
)
NEW_OPEN = QT_TRANSLATE_NOOP(
    "Demur", "An attempt is still open in the present one, and stays so: look at the setting again afterwards."
)
NEW_YES = QT_TRANSLATE_NOOP("Demur", "Begin it")
BEGUN = QT_TRANSLATE_NOOP(
    "Demur", "A new ledger is begun; it names the checkpoint over {count} entries of the old one."
)
BEGUN_UNNAMED = QT_TRANSLATE_NOOP(
    "Demur", "A new ledger is begun. No checkpoint of the old one could be found, so it names none."
)
OLD_KEPT = QT_TRANSLATE_NOOP("Demur", "The old one is kept: {file}")
NOTHING_BEFORE = QT_TRANSLATE_NOOP("Demur", "There is no ledger here yet, so the first receipt begins one by itself.")

WHY = {
    "before": QT_TRANSLATE_NOOP("Demur", "before the present one"),
    "imported": QT_TRANSLATE_NOOP("Demur", "brought in"),
    "aside": QT_TRANSLATE_NOOP("Demur", "kept aside by a restore"),
}
SHOWN = {
    "before": QT_TRANSLATE_NOOP("Demur", "Older: until {day}"),
    "imported": QT_TRANSLATE_NOOP("Demur", "Brought in on {day}"),
    "aside": QT_TRANSLATE_NOOP("Demur", "Kept aside on {day}"),
}
SHOWN_PRACTICE = QT_TRANSLATE_NOOP("Demur", "{name} (practice)")
OLDER_NOTE = {
    "before": QT_TRANSLATE_NOOP(
        "Demur", "An older ledger of yours, kept as it was. New receipts go into the present one."
    ),
    "imported": QT_TRANSLATE_NOOP(
        "Demur", "Brought in from a file. Whether it is yours, or whose it is, only its key can tell."
    ),
    "aside": QT_TRANSLATE_NOOP("Demur", "Kept aside when a backup was restored in its place."),
}
REMOVE = QT_TRANSLATE_NOOP("Demur", "Remove this ledger…")
REMOVE_NAME = QT_TRANSLATE_NOOP("Demur", "Remove this ledger")
REMOVE_SURE = QT_TRANSLATE_NOOP(
    "Demur",
    "Remove this older ledger with its {count} entries? The present one stays as it is. What you saved elsewhere "
    "stays and can still be checked. This can't be undone.",
)
REMOVE_SURE_UNREAD = QT_TRANSLATE_NOOP(
    "Demur", "Remove this older ledger, which can't be read? The present one stays as it is. This can't be undone."
)
REMOVE_ALL_OF_IT = QT_TRANSLATE_NOOP("Demur", "An older ledger goes as a whole: “delete --all --from NAME”.")
REMOVE_YES = QT_TRANSLATE_NOOP("Demur", "Remove it")
REMOVED = QT_TRANSLATE_NOOP("Demur", "The older ledger is removed.")
FOLLOWS = QT_TRANSLATE_NOOP("Demur", "Follows")
NAMES_BEFORE = QT_TRANSLATE_NOOP(
    "Demur", "This ledger follows {origin}, whose last checkpoint was over {count} entries."
)

IMPORTED = QT_TRANSLATE_NOOP(
    "Demur", "Brought in: {count} entries; every signature and every hash holds. They are kept beside your own."
)
IMPORTED_PRACTICE = QT_TRANSLATE_NOOP("Demur", "They are practice receipts: they say nothing about a real platform.")
LOOK_AT_IT = QT_TRANSLATE_NOOP("Demur", "Look at it with: {command}")
GO_ON_FROM_IT = QT_TRANSLATE_NOOP(
    "Demur",
    "Nothing is sealed into it. To go on from a ledger of your own on this computer, restore its backup and begin a "
    "new ledger, which then names it.",
)
LEFT = QT_TRANSLATE_NOOP("Demur", "{held} entries can still be read; {lost} are lost.")
SIGNATURE_HOLDS = QT_TRANSLATE_NOOP("Demur", "signature holds")

# Commands
COLUMNS = (
    QT_TRANSLATE_NOOP("Demur", "Name"),
    QT_TRANSLATE_NOOP("Demur", "Kind"),
    QT_TRANSLATE_NOOP("Demur", "Why it is here"),
    QT_TRANSLATE_NOOP("Demur", "Since"),
    QT_TRANSLATE_NOOP("Demur", "Entries"),
)
KIND = {False: QT_TRANSLATE_NOOP("Demur", "real"), True: QT_TRANSLATE_NOOP("Demur", "practice")}
NONE = QT_TRANSLATE_NOOP("Demur", "No other ledger is kept beside the present ones.")
DAMAGED = QT_TRANSLATE_NOOP("Demur", "damaged")
IMPORT_HELP = QT_TRANSLATE_NOOP("Demur", "a backup, or a whole exported ledger: yours or somebody else's")
FROM_HELP = QT_TRANSLATE_NOOP("Demur", "an older ledger, as “receipts ledgers” names it, in place of the present one")
YES_HELP = QT_TRANSLATE_NOOP("Demur", "don't ask")
NEW_WHICH = QT_TRANSLATE_NOOP("Demur", "Say with --practice or --real which ledger is meant.")
NEW_NEEDS_YES = QT_TRANSLATE_NOOP("Demur", "Nothing was changed. Run this in a terminal, or add --yes.")
NOT_CHANGED = QT_TRANSLATE_NOOP("Demur", "Called off. Nothing was changed.")
NO_SUCH = QT_TRANSLATE_NOOP("Demur", "There is no older ledger {name} here; see “demur receipts ledgers”.")
FROM_NOT_HERE = QT_TRANSLATE_NOOP("Demur", "--from belongs to list, show, check, export, backup and delete --all.")


def remove_sure(entries: int | None) -> str:
    """Return the question whether an older ledger goes; `entries` is None where it can't be read."""
    return say(REMOVE_SURE_UNREAD) if entries is None else say(REMOVE_SURE, count=entries)
