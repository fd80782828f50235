"""Words about where secrets lie: in the keyring, or in a file that the member's passphrase seals."""

from demur.words import QT_TRANSLATE_NOOP

IN_FILE = QT_TRANSLATE_NOOP(
    "Demur", "A sealed file holds your sign-ins and the key that seals receipts. It is open until Demur ends: {place}"
)
MOVED_TO_FILE = QT_TRANSLATE_NOOP("Demur", "Moved. Your secrets lie in a file that only your passphrase opens: {file}")
NO_WAY_BACK = QT_TRANSLATE_NOOP(
    "Demur",
    "Nobody can open it without the passphrase, nor can Demur. Keep the passphrase where you will find it again.",
)
STILL_IN_KEYRING = QT_TRANSLATE_NOOP(
    "Demur", "Copies in the keyring could not be erased yet. Demur tries again whenever the file is opened."
)
MOVED_TO_KEYRING = QT_TRANSLATE_NOOP("Demur", "Moved. Your secrets lie in your keyring ({place}); the file is gone.")
PASSPHRASE_CHANGED = QT_TRANSLATE_NOOP("Demur", "Changed. From now on only the new passphrase opens the sealed file.")
COPIES_OPEN = QT_TRANSLATE_NOOP("Demur", "Older copies of the file, such as in backups, still open with the old one.")
GIVEN_UP = QT_TRANSLATE_NOOP(
    "Demur", "The sealed file is no longer used. It lies here, unchanged, in case the passphrase comes back: {file}"
)
GIVEN_UP_GONE = QT_TRANSLATE_NOOP("Demur", "The sealed file that went missing is no longer waited for.")
NOT_SEALED = QT_TRANSLATE_NOOP("Demur", "There is no sealed file in use, so nothing was changed.")

# Of the commands

COMMAND_HELP = QT_TRANSLATE_NOOP("Demur", "show or change where secrets lie: in the keyring, or in a sealed file")
ACTION_HELP = {
    "show": QT_TRANSLATE_NOOP("Demur", "say where secrets lie, and whether they can be used now"),
    "file": QT_TRANSLATE_NOOP("Demur", "move all secrets into a file, sealed with a new passphrase"),
    "keyring": QT_TRANSLATE_NOOP("Demur", "move all secrets into the keyring, and remove the file"),
    "passphrase": QT_TRANSLATE_NOOP("Demur", "change the passphrase of the file"),
    "give-up": QT_TRANSLATE_NOOP("Demur", "go on without a file whose passphrase is lost; it is set aside, unchanged"),
}
WITHOUT_KEYRING_HELP = QT_TRANSLATE_NOOP(
    "Demur", "go on where the keyring with your secrets is not here: you sign in again, and seal no more in that ledger"
)
GIVE_UP_YES_HELP = QT_TRANSLATE_NOOP("Demur", "give the file up without being asked")
PASSPHRASE_FD_HELP = QT_TRANSLATE_NOOP(
    "Demur", "file descriptor to read the passphrase of the sealed file from, one line (old before new)"
)
TYPE_PASSPHRASE = QT_TRANSLATE_NOOP("Demur", "Passphrase of your sealed file: ")
TYPE_OLD_PASSPHRASE = QT_TRANSLATE_NOOP("Demur", "Passphrase until now: ")
TYPE_NEW_PASSPHRASE = QT_TRANSLATE_NOOP("Demur", "New passphrase: ")
TYPE_AGAIN = QT_TRANSLATE_NOOP("Demur", "The same once more: ")
NOT_THE_SAME = QT_TRANSLATE_NOOP("Demur", "The two are not the same, so nothing was changed.")
PASSPHRASE_NEEDED = QT_TRANSLATE_NOOP(
    "Demur", "A passphrase is needed: run this in a terminal, or give one with --passphrase-fd."
)
FD_UNREADABLE = QT_TRANSLATE_NOOP("Demur", "Nothing can be read from file descriptor {number}.")
GIVE_UP_SURE = QT_TRANSLATE_NOOP(
    "Demur",
    "Without the file you sign in again at every platform. The key that seals your receipts is in it: those stay "
    "readable and can be checked, and new ones need a new ledger.",
)
GIVE_UP_NEEDS_YES = QT_TRANSLATE_NOOP("Demur", "Nothing was changed. To do it without a terminal, add --yes.")

# Of the window

ABOUT_PLACES = QT_TRANSLATE_NOOP(
    "Demur",
    "The system's keyring opens with your session. Where there is none, or if you prefer, a file that you seal with a "
    "passphrase does: Demur then asks for it once each time it runs. Secrets are never kept in plain text.",
)
USE_FILE = QT_TRANSLATE_NOOP("Demur", "Use a sealed file…")
USE_FILE_NAME = QT_TRANSLATE_NOOP("Demur", "Use a sealed file for secrets")
USE_KEYRING = QT_TRANSLATE_NOOP("Demur", "Move to the keyring")
USE_KEYRING_NAME = QT_TRANSLATE_NOOP("Demur", "Move secrets to the keyring")
OPEN_FILE = QT_TRANSLATE_NOOP("Demur", "Open…")
OPEN_FILE_NAME = QT_TRANSLATE_NOOP("Demur", "Open the sealed file")
LOCK_FILE = QT_TRANSLATE_NOOP("Demur", "Lock")
LOCK_FILE_NAME = QT_TRANSLATE_NOOP("Demur", "Lock the sealed file")
CHANGE = QT_TRANSLATE_NOOP("Demur", "Change passphrase…")
CHANGE_NAME = QT_TRANSLATE_NOOP("Demur", "Change the passphrase")
GIVE_UP = QT_TRANSLATE_NOOP("Demur", "Go on without it…")
GIVE_UP_NAME = QT_TRANSLATE_NOOP("Demur", "Go on without the sealed file")
GIVE_UP_YES = QT_TRANSLATE_NOOP("Demur", "Go on without it")
LOOK_AGAIN = QT_TRANSLATE_NOOP("Demur", "Look again")
LOOK_AGAIN_NAME = QT_TRANSLATE_NOOP("Demur", "Look again where secrets lie")
LOCKED_NOW = QT_TRANSLATE_NOOP("Demur", "Locked. Demur asks for the passphrase when it next needs a secret.")
MOVING = QT_TRANSLATE_NOOP("Demur", "Moving…")

PASSPHRASE = QT_TRANSLATE_NOOP("Demur", "Passphrase")
NEW_PASSPHRASE = QT_TRANSLATE_NOOP("Demur", "New passphrase")
NEW_AGAIN = QT_TRANSLATE_NOOP("Demur", "New passphrase once more")
OLD_PASSPHRASE = QT_TRANSLATE_NOOP("Demur", "Passphrase until now")
SHOW_TYPED = QT_TRANSLATE_NOOP("Demur", "Show what I type")
WITHOUT_KEYRING = QT_TRANSLATE_NOOP("Demur", "Go on without what lies in that keyring")
WORKING = QT_TRANSLATE_NOOP("Demur", "One moment…")
OPEN_TITLE = QT_TRANSLATE_NOOP("Demur", "Open your sealed file of secrets")
OPEN_TEXT = QT_TRANSLATE_NOOP("Demur", "Demur needs a secret that lies in it. The file stays open until Demur ends.")
OPEN_YES = QT_TRANSLATE_NOOP("Demur", "Open it")
NEW_TITLE = QT_TRANSLATE_NOOP("Demur", "Seal your secrets in a file")
NEW_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Choose a passphrase of at least 12 characters; five or more unrelated words are good. Nobody can open the file "
    "without it, nor can Demur, so keep it where you will find it again.",
)
NEW_YES = QT_TRANSLATE_NOOP("Demur", "Seal them")
CHANGE_TITLE = QT_TRANSLATE_NOOP("Demur", "Change the passphrase of your sealed file")
CHANGE_TEXT = QT_TRANSLATE_NOOP("Demur", "Older copies of the file, such as in backups, still open with the old one.")
CHANGE_YES = QT_TRANSLATE_NOOP("Demur", "Change it")
