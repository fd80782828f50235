"""Words of reminders: what a notification says, the tray, the card in Settings, and the commands for it."""

from demur.words import QT_TRANSLATE_NOOP

PROGRAM = QT_TRANSLATE_NOOP("Demur", "Demur")
LOGIN_COMMENT = QT_TRANSLATE_NOOP("Demur", "Reminds you to look at your privacy settings")

# What a notification says
NEWS = QT_TRANSLATE_NOOP("Demur", "{platform}: {headline}")
NEWS_OF = QT_TRANSLATE_NOOP("Demur", "{platform}, {account}: {headline}")
DUE = QT_TRANSLATE_NOOP("Demur", "Time to look again")
DATE_BEGINS = QT_TRANSLATE_NOOP("Demur", "A date that matters has come")
ANSWER_DUE = QT_TRANSLATE_NOOP("Demur", "An answer to your letter should be here")
SEVERAL_DUE = QT_TRANSLATE_NOOP("Demur", "{count} settings are due to be looked at")
SEVERAL_NEWS = QT_TRANSLATE_NOOP("Demur", "{count} settings need you")
SEVERAL_NEXT = QT_TRANSLATE_NOOP("Demur", "They stand on top of the overview.")
OPEN = QT_TRANSLATE_NOOP("Demur", "Open")
LOOK = QT_TRANSLATE_NOOP("Demur", "Look now")
TRY_TITLE = QT_TRANSLATE_NOOP("Demur", "This is how Demur reminds you")
TRY_BODY = QT_TRANSLATE_NOOP("Demur", "A click on such a note opens the window at the account that it is about.")

# The tray
TRAY_QUIET = QT_TRANSLATE_NOOP("Demur", "Demur: nothing needs you now")
TRAY_ONE = QT_TRANSLATE_NOOP("Demur", "Demur: one setting needs a look")
TRAY_SOME = QT_TRANSLATE_NOOP("Demur", "Demur: {count} settings need a look")
TRAY_OPEN = QT_TRANSLATE_NOOP("Demur", "&Open Demur")
TRAY_QUIT = QT_TRANSLATE_NOOP("Demur", "&Quit Demur")

# Settings
REMINDERS = QT_TRANSLATE_NOOP("Demur", "Reminders")
ABOUT = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur tells you when a setting is due to be looked at, and when one is on again. How often is chosen on each "
    "account's own page. It can only do so while it runs, and it never changes a setting by itself.",
)
NOTIFY = QT_TRANSLATE_NOOP("Demur", "Show notifications")
NOTIFY_WHY = QT_TRANSLATE_NOOP(
    "Demur",
    "Whoever sees your screen can read them, on some systems while it is locked. They name the platform and what is "
    "the matter, and no account.",
)
NAME_ACCOUNTS = QT_TRANSLATE_NOOP("Demur", "Name the account in notifications")
NAME_ACCOUNTS_WHY = QT_TRANSLATE_NOOP("Demur", "Helps where you have two accounts at one platform.")
STAY = QT_TRANSLATE_NOOP("Demur", "Keep Demur in the tray when closed")
STAY_WHY = QT_TRANSLATE_NOOP("Demur", "“Quit Demur” in the tray's menu ends it, and so does the button below.")
STAY_NO_TRAY = QT_TRANSLATE_NOOP(
    "Demur",
    "This desktop shows no tray just now: Demur would go on unseen. Starting it again brings its window back, and the "
    "button below ends it.",
)
LOGIN = QT_TRANSLATE_NOOP("Demur", "Start Demur when I log in")
LOGIN_WHY = QT_TRANSLATE_NOOP("Demur", "Without its window, in the tray. Taking the tick away undoes it.")
LOGIN_PLACE = QT_TRANSLATE_NOOP("Demur", "Kept in {place}")
TRY = QT_TRANSLATE_NOOP("Demur", "Show me a notif&ication")
TRY_NAME = QT_TRANSLATE_NOOP("Demur", "Show me a notification")
QUIT = QT_TRANSLATE_NOOP("Demur", "&Quit Demur now")
QUIT_NAME = QT_TRANSLATE_NOOP("Demur", "Quit Demur now")

SAID_NOTIFY = {
    True: QT_TRANSLATE_NOOP("Demur", "Demur shows notifications from now on."),
    False: QT_TRANSLATE_NOOP("Demur", "Demur shows no notifications any more. What is due stands in its window."),
}
SAID_NAME_ACCOUNTS = {
    True: QT_TRANSLATE_NOOP("Demur", "Notifications name the account from now on."),
    False: QT_TRANSLATE_NOOP("Demur", "Notifications name no account any more."),
}
SAID_STAY = {
    True: QT_TRANSLATE_NOOP("Demur", "Closing the window leaves Demur in the tray."),
    False: QT_TRANSLATE_NOOP("Demur", "Closing the window ends Demur."),
}
SAID_LOGIN = {
    True: QT_TRANSLATE_NOOP("Demur", "Demur starts when you log in, and closing its window leaves it in the tray."),
    False: QT_TRANSLATE_NOOP("Demur", "Demur does not start when you log in."),
}
SAID_NEITHER = QT_TRANSLATE_NOOP("Demur", "Closing the window ends Demur, and it does not start when you log in.")
TRIED = QT_TRANSLATE_NOOP("Demur", "A notification was handed to your desktop.")
NO_NOTIFICATIONS = QT_TRANSLATE_NOOP(
    "Demur", "This desktop takes no notifications just now. What is due stands in Demur's window."
)

# The commands
COMMAND_HELP = QT_TRANSLATE_NOOP("Demur", "show or change how Demur reminds you")
BACKGROUND_HELP = QT_TRANSLATE_NOOP("Demur", "start without showing the window, in the tray, as at login")
ON_OFF_HELP = QT_TRANSLATE_NOOP("Demur", "on or off")
ACTION_HELP = {
    "show": QT_TRANSLATE_NOOP("Demur", "show what is chosen"),
    "notifications": QT_TRANSLATE_NOOP("Demur", "whether notifications are shown"),
    "names": QT_TRANSLATE_NOOP("Demur", "whether notifications name the account"),
    "tray": QT_TRANSLATE_NOOP("Demur", "whether Demur stays in the tray when its window is closed"),
    "login": QT_TRANSLATE_NOOP("Demur", "whether Demur starts when you log in"),
}
IS = {
    True: QT_TRANSLATE_NOOP("Demur", "on"),
    False: QT_TRANSLATE_NOOP("Demur", "off"),
}
IS_NOTIFY = QT_TRANSLATE_NOOP("Demur", "Notifications: {is_on}.")
IS_NAMED = QT_TRANSLATE_NOOP("Demur", "The account is named in them: {is_on}.")
IS_STAYING = QT_TRANSLATE_NOOP("Demur", "Stays in the tray when its window is closed: {is_on}.")
IS_STARTED = QT_TRANSLATE_NOOP("Demur", "Starts when you log in: {is_on} ({place}).")
