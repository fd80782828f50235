"""Words around a platform's page that is shown in the browser inside Demur; none of them stands in the page."""

from demur.words import QT_TRANSLATE_NOOP

# The strip above the page
STRIP = QT_TRANSLATE_NOOP("Demur", "Where this page is")
STRIP_TOLD = QT_TRANSLATE_NOOP("Demur", "{platform}, {lock}, {host}")
SECURE = QT_TRANSLATE_NOOP("Demur", "Secure connection")
THIS_COMPUTER = QT_TRANSLATE_NOOP("Demur", "This computer, practice")
NO_PAGE = QT_TRANSLATE_NOOP("Demur", "No page yet")

# The panel beside the page
PAGE = QT_TRANSLATE_NOOP("Demur", "{platform}'s own page")
PANEL = QT_TRANSLATE_NOOP("Demur", "Beside the page")
STEPS = QT_TRANSLATE_NOOP("Demur", "What to do on the page")
STEP = QT_TRANSLATE_NOOP("Demur", "{number}. {step}")
KEEPS_NO_PASSWORD = QT_TRANSLATE_NOOP(
    "Demur",
    "The page is {platform}'s own. Demur does not read or keep your password, and runs nothing where you sign in.",
)
KEYS = QT_TRANSLATE_NOOP("Demur", "F6 goes from the page to this panel and back.")
DONE = QT_TRANSLATE_NOOP("Demur", "I am &done")
DONE_PURPOSE = QT_TRANSLATE_NOOP("Demur", "Demur then loads the page again and reads the setting")
LEAVE = QT_TRANSLATE_NOOP("Demur", "&Leave")
LEAVE_PURPOSE = QT_TRANSLATE_NOOP("Demur", "Closes the page")
LEAVE_ASKED = QT_TRANSLATE_NOOP("Demur", "Leave this page? What you changed on it stays changed.")
LEAVE_YES = QT_TRANSLATE_NOOP("Demur", "Leave the page")
LEAVE_NO = QT_TRANSLATE_NOOP("Demur", "Stay")
CONTACTED = QT_TRANSLATE_NOOP("Demur", "What this page co&ntacted")
CONTACTED_LIST = QT_TRANSLATE_NOOP("Demur", "Computers this page contacted")
CONTACTED_ONE = QT_TRANSLATE_NOOP("Demur", "{host}: asked once")
CONTACTED_MANY = QT_TRANSLATE_NOOP("Demur", "{host}: asked {count} times")
CONTACTED_NONE = QT_TRANSLATE_NOOP("Demur", "The page has contacted nobody yet.")
LED_AWAY = QT_TRANSLATE_NOOP(
    "Demur",
    "The page wanted to go to {host}, which is not one of {platform}'s addresses here, so Demur stopped it. "
    "If you sign in through another service, leave and use your own browser.",
)
CRASHED = QT_TRANSLATE_NOOP("Demur", "The page stopped working. Leave, and check again to see what the setting is now.")
REFUSED = {
    "alert": QT_TRANSLATE_NOOP("Demur", "The page wanted to show a box; Demur shows none."),
    "confirm": QT_TRANSLATE_NOOP("Demur", "The page asked a question in a box; Demur answered no."),
    "prompt": QT_TRANSLATE_NOOP("Demur", "The page asked for words in a box; Demur gave none."),
    "file": QT_TRANSLATE_NOOP("Demur", "The page asked for a file; Demur gives it none."),
    "password": QT_TRANSLATE_NOOP("Demur", "A password was asked for in a box; Demur gives none."),
    "print": QT_TRANSLATE_NOOP("Demur", "The page wanted to print; Demur does not."),
    "permission": QT_TRANSLATE_NOOP("Demur", "The page asked for more than a page of settings needs; Demur said no."),
}
"""What else a page can't have here, by the short name of `browser.page.GuardedPage.asked_too_much`."""

# Stay signed in
STAY = QT_TRANSLATE_NOOP("Demur", "&Stay signed in on this computer")
STAY_PURPOSE = QT_TRANSLATE_NOOP(
    "Demur", "Keeps the sign-in's cookies in a sealed file, its key in your system's keyring. Sign out removes both."
)
LET_GO = QT_TRANSLATE_NOOP(
    "Demur",
    "You are signed out here: Demur lets go of a sign-in when it is closed, unless this is ticked. The next check "
    "opens {platform}'s page, where you sign in.",
)
KEPT_FROM_NEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "You are signed out here, so there is nothing to keep yet. The next check opens {platform}'s page; the sign-in is "
    "kept once you have signed in there.",
)
FORGOT_ONE = QT_TRANSLATE_NOOP("Demur", "One cookie of the sign-in was removed from this computer.")
FORGOT_MANY = QT_TRANSLATE_NOOP("Demur", "{count} cookies of the sign-in were removed from this computer.")
FORGOT_NONE = QT_TRANSLATE_NOOP("Demur", "No cookies of the sign-in were kept on this computer.")
FORGOT_UNREAD = QT_TRANSLATE_NOOP(
    "Demur", "The cookies of the sign-in were removed from this computer; they could not be counted."
)
