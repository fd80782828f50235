"""What is said where the member's sealed file of secrets can't be used, or secrets can't be moved."""

from demur.words import QT_TRANSLATE_NOOP

VAULT_WORDS: dict[str, tuple[str, str]] = {
    "sealed-file-locked": (
        QT_TRANSLATE_NOOP("Demur", "Your sealed file of secrets is locked."),
        QT_TRANSLATE_NOOP("Demur", "Give its passphrase when Demur asks, or open it in Settings, then try again."),
    ),
    "sealed-file-gone": (
        QT_TRANSLATE_NOOP("Demur", "Your secrets lie in a sealed file, and it is no longer here: {file}"),
        QT_TRANSLATE_NOOP(
            "Demur",
            "Put the file back, or give it up in Settings and sign in again. Your receipts stay readable.",
        ),
    ),
    "sealed-file-damaged": (
        QT_TRANSLATE_NOOP("Demur", "Your sealed file of secrets is damaged ({what}), so nothing was read from it."),
        QT_TRANSLATE_NOOP("Demur", "Put a copy of it back if you have one ({file}). Your receipts stay readable."),
    ),
    "passphrase-wrong": (
        QT_TRANSLATE_NOOP("Demur", "This passphrase doesn't open your sealed file."),
        QT_TRANSLATE_NOOP(
            "Demur", "Look at capital letters and the keyboard's language, then try again. Nothing was changed."
        ),
    ),
    "passphrase-weak": (
        QT_TRANSLATE_NOOP("Demur", "This passphrase is too easy to guess: it needs at least {least} characters."),
        QT_TRANSLATE_NOOP("Demur", "Five or more words that have nothing to do with each other make a good one."),
    ),
    "secrets-out-of-reach": (
        QT_TRANSLATE_NOOP("Demur", "Secrets of yours lie in a keyring that isn't here now, so they can't be moved."),
        QT_TRANSLATE_NOOP(
            "Demur",
            "Bring the keyring back first, or go on without them and sign in again. Your receipts stay readable.",
        ),
    ),
    "secrets-busy": (
        QT_TRANSLATE_NOOP("Demur", "Another Demur is changing where your secrets lie."),
        QT_TRANSLATE_NOOP("Demur", "Wait until it is done, then try again."),
    ),
}
"""For each problem with the sealed file, what happened and what to do next."""
