"""Words of deleting: what goes, and what remains."""

from collections.abc import Sequence
from pathlib import Path

from demur.words import QT_TRANSLATE_NOOP, say

DELETE = QT_TRANSLATE_NOOP("Demur", "&Delete what is kept…")
DELETE_NAME = QT_TRANSLATE_NOOP("Demur", "Delete what is kept")
TITLE = QT_TRANSLATE_NOOP("Demur", "Delete what is kept beside receipt {number}")
WHOSE_ONE = QT_TRANSLATE_NOOP("Demur", "Of this receipt, and of the attempt it closes")
WHOSE_ALL = QT_TRANSLATE_NOOP("Demur", "Of every receipt of this account: {count}")
NAMES = QT_TRANSLATE_NOOP("Demur", "The account's name and user id")
REPLIES = QT_TRANSLATE_NOOP("Demur", "What the platform answered, and pictures ({count}, {size})")
NOTHING_BESIDE = QT_TRANSLATE_NOOP("Demur", "Nothing is kept beside this receipt any more.")
YES = QT_TRANSLATE_NOOP("Demur", "Delete for good")
WILL_GO = {
    "disclosures": QT_TRANSLATE_NOOP("Demur", "This would go: the account's name and user id."),
    "evidence": QT_TRANSLATE_NOOP(
        "Demur", "This would go: what the platform answered, and pictures ({count}, {size})."
    ),
}
REMAINS = QT_TRANSLATE_NOOP(
    "Demur",
    "The receipts stay, and their signatures still hold: what was asked, what was seen, when, and at which platform. "
    "Of what is deleted they hold digests alone, so nobody can show later which account it was or what the platform "
    "answered. You can't either.",
)
WHY_THEY_STAY = QT_TRANSLATE_NOOP(
    "Demur",
    "A receipt can't be taken out of the log: each is part of the proof of all the others. To be rid of receipts "
    "altogether, delete all of them in Settings.",
)
COPIES = QT_TRANSLATE_NOOP(
    "Demur",
    "It goes from every file of receipts here. An account in your list stays there, with its name, until you sign it "
    "out. A backup or a bundle that was made before still holds what is deleted. This can't be undone.",
)
DELETED = QT_TRANSLATE_NOOP("Demur", "Deleted, beside {count} receipts. The receipts themselves stay.")
DELETED_NOTHING = QT_TRANSLATE_NOOP("Demur", "There was nothing left to delete.")
NOT_REACHED = QT_TRANSLATE_NOOP(
    "Demur", "One file here could not be looked into, and may still hold it: {file}. Remove it yourself if you like."
)
SIZE = QT_TRANSLATE_NOOP("Demur", "{count} bytes")
SIZE_LARGE = QT_TRANSLATE_NOOP("Demur", "{count} KiB")

# With an account that goes
ALSO_DELETE = QT_TRANSLATE_NOOP("Demur", "Also delete its name, and what the platform answered, beside its receipts")
ALSO_DELETE_WHY = QT_TRANSLATE_NOOP(
    "Demur",
    "Receipts can't be taken out of the log, so they stay and can be checked; they no longer show whose they are.",
)
SEEN_GOES = QT_TRANSLATE_NOOP("Demur", "Its reminder goes, and the history of what was seen of it (entries: {count}).")
SEEN_NOTHING = QT_TRANSLATE_NOOP("Demur", "Its reminder goes as well.")
LETTERS_GO = QT_TRANSLATE_NOOP("Demur", "So does what you wrote of a letter; a file that you saved stays.")

# All receipts
ALL = QT_TRANSLATE_NOOP("Demur", "&Delete all receipts…")
ALL_NAME = QT_TRANSLATE_NOOP("Demur", "Delete all receipts")
ALL_SURE = {
    False: QT_TRANSLATE_NOOP("Demur", "Delete all receipts of your accounts? There are {count} entries."),
    True: QT_TRANSLATE_NOOP("Demur", "Delete all practice receipts? There are {count} entries."),
}
ALL_SURE_UNREAD = {
    False: QT_TRANSLATE_NOOP("Demur", "Delete all receipts of your accounts? Their file can't be read."),
    True: QT_TRANSLATE_NOOP("Demur", "Delete all practice receipts? Their file can't be read."),
}
ALL_OLDER = QT_TRANSLATE_NOOP("Demur", "Older ledgers kept beside them go too: {count}.")
ALL_REMAINS = QT_TRANSLATE_NOOP(
    "Demur",
    "Nothing of them remains here, nor the key that sealed them. Receipts, bundles and backups that you saved "
    "elsewhere stay, and can still be checked. Accounts stay signed in, and nothing changes at any platform. "
    "This can't be undone.",
)
ALL_YES = QT_TRANSLATE_NOOP("Demur", "Delete them all")
ALL_DELETED = QT_TRANSLATE_NOOP("Demur", "All of these receipts are deleted. The next one begins a new ledger.")

# Commands
ACCOUNT_HELP = QT_TRANSLATE_NOOP("Demur", "beside every receipt of this account, also of one that was signed out")
ONLY_HELP = QT_TRANSLATE_NOOP("Demur", "only names and user ids, or only what platforms answered and pictures")
ALL_HELP = QT_TRANSLATE_NOOP("Demur", "the receipts themselves, all of them, with their key; say --practice or --real")
YES_HELP = QT_TRANSLATE_NOOP("Demur", "don't ask")
ALSO_HELP = QT_TRANSLATE_NOOP("Demur", "also delete names and replies beside its receipts, which stay")
WHAT = QT_TRANSLATE_NOOP("Demur", "Say what to delete: “delete N”, “delete --account ACCOUNT” or “delete --all”.")
WHICH_ALL = QT_TRANSLATE_NOOP("Demur", "Say with --practice or --real which receipts are meant.")
NEEDS_YES = QT_TRANSLATE_NOOP("Demur", "Nothing was deleted. Run this in a terminal, or add --yes.")
NOT_DELETED = QT_TRANSLATE_NOOP("Demur", "Called off. Nothing was deleted.")
NO_RECEIPTS_OF = QT_TRANSLATE_NOOP("Demur", "There are no receipts of {account} here.")


def all_sure(is_practice: bool, entries: int | None) -> str:
    """Return the question whether all receipts go; `entries` is None where their file can't be read."""
    return say(ALL_SURE_UNREAD[is_practice]) if entries is None else say(ALL_SURE[is_practice], count=entries)


def done(count: int, unreached: Sequence[Path]) -> tuple[str, str]:
    """Return what was deleted, and which files could not be looked into."""
    sentence = say(DELETED, count=count) if count else say(DELETED_NOTHING)
    return sentence, " ".join(say(NOT_REACHED, file=file) for file in unreached)


def goes_along(seen: int) -> str:
    """Return what goes with an account in any case, beside its sign-in."""
    return say(SEEN_GOES, count=seen) if seen else say(SEEN_NOTHING)


def size(count: int) -> str:
    """Return how much that is, in the unit that reads best."""
    return say(SIZE, count=count) if count < 4096 else say(SIZE_LARGE, count=count // 1024)
