"""Words of adding an account, in the window, in the terminal and in the browser that comes back."""

from demur.words import QT_TRANSLATE_NOOP

PAGE_ACCEPTED = QT_TRANSLATE_NOOP("Demur", "Demur has the answer. You can close this page and go back to Demur.")
PAGE_REFUSED = QT_TRANSLATE_NOOP("Demur", "This is not the answer Demur waits for, so nothing was taken from it.")
OPEN_THIS = QT_TRANSLATE_NOOP("Demur", "Sign in in your browser. If it did not open, open this address in it:")
SIGNED_IN = QT_TRANSLATE_NOOP("Demur", "Signed in as {handle} on {platform}.")
LEFT = QT_TRANSLATE_NOOP("Demur", "Signed out and forgotten here; {platform} confirmed it. The receipts stay.")
LEFT_UNCONFIRMED = QT_TRANSLATE_NOOP(
    "Demur", "Signed out and forgotten here; {platform} did not confirm it. The receipts stay."
)
FORGOTTEN = QT_TRANSLATE_NOOP("Demur", "Forgotten here; at {platform} nothing changes. The receipts stay.")
