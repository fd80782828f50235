"""Words of the window, page by page."""

from demur.words import QT_TRANSLATE_NOOP

APP = QT_TRANSLATE_NOOP("Demur", "Demur")

# The rail on the left
RAIL = QT_TRANSLATE_NOOP("Demur", "Places")
OVERVIEW = QT_TRANSLATE_NOOP("Demur", "Overvie&w")
OVERVIEW_NAME = QT_TRANSLATE_NOOP("Demur", "Overview")
ACCOUNTS = QT_TRANSLATE_NOOP("Demur", "Accounts")
RECORDS = QT_TRANSLATE_NOOP("Demur", "Records")
PRACTICE = QT_TRANSLATE_NOOP("Demur", "Practice")
ADD_ACCOUNT = QT_TRANSLATE_NOOP("Demur", "+ &Add account")
ADD_ACCOUNT_NAME = QT_TRANSLATE_NOOP("Demur", "Add account")
RECEIPTS = QT_TRANSLATE_NOOP("Demur", "&Receipts")
RECEIPTS_NAME = QT_TRANSLATE_NOOP("Demur", "Receipts")
MEANING = QT_TRANSLATE_NOOP("Demur", "What it &means")
MEANING_NAME = QT_TRANSLATE_NOOP("Demur", "What it means")
ABOUT = QT_TRANSLATE_NOOP("Demur", "A&bout")
ABOUT_NAME = QT_TRANSLATE_NOOP("Demur", "About")
ACCOUNT_TITLE = QT_TRANSLATE_NOOP("Demur", "{platform} · {handle}")
ACCOUNT_NAME = QT_TRANSLATE_NOOP("Demur", "{platform}, {handle}: {state}")

# First run
WELCOME = QT_TRANSLATE_NOOP("Demur", "Take charge of one privacy setting, and prove it")
WELCOME_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Platforms train generative AI on what their members wrote, and the switch is on by default. "
    "Demur shows you that switch and what it means, switches it off at your word, reads it back from the platform, "
    "and gives you a receipt that anyone can check.",
)
WELCOME_STEPS = (
    QT_TRANSLATE_NOOP("Demur", "See: is my data used, as the platform itself says today?"),
    QT_TRANSLATE_NOOP("Demur", "Understand: what the switch does and does not do, with sources."),
    QT_TRANSLATE_NOOP("Demur", "Apply: only at your word, after a preview."),
    QT_TRANSLATE_NOOP("Demur", "Read back: on a new connection, because a “success” answer proves nothing."),
    QT_TRANSLATE_NOOP("Demur", "Keep: a signed receipt on this computer, and nowhere else."),
)
TRY_PRACTICE = QT_TRANSLATE_NOOP("Demur", "Try it on the practice platform")
TRY_PRACTICE_WHY = QT_TRANSLATE_NOOP(
    "Demur", "Plaza is made up and runs on this computer only. You need no account, and nothing leaves this computer."
)
ADD_REAL = QT_TRANSLATE_NOOP("Demur", "Add an account")

# Add account
ADD_TITLE = QT_TRANSLATE_NOOP("Demur", "Add an account")
ADD_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "You sign in on the platform's own page. Demur does not read or keep your password.",
)
WHICH_PLATFORM = QT_TRANSLATE_NOOP("Demur", "Which platform?")
WHERE_YOU_LIVE = QT_TRANSLATE_NOOP("Demur", "Where do you live?")
CHOOSE_REGION = QT_TRANSLATE_NOOP("Demur", "Choose a country or region")
WHERE_WHY = QT_TRANSLATE_NOOP(
    "Demur", "What the setting means depends on it. Demur never locates you; this is only what you say."
)
PRACTICE_CHOICE = QT_TRANSLATE_NOOP("Demur", "{name} (practice, on this computer)")
ADDED_BY_YOU = QT_TRANSLATE_NOOP("Demur", "Added by you, not by Demur")
ADDED_CHOICE = QT_TRANSLATE_NOOP("Demur", "{name} (added by you, not by Demur)")
ADDED_CONSENT = QT_TRANSLATE_NOOP("Demur", "I trust this file. Demur may speak with: {hosts}")
PRACTICE_MEMBERS = QT_TRANSLATE_NOOP(
    "Demur", "In the browser you choose one of {count} practice members; each shows another situation:"
)
SIGN_IN = QT_TRANSLATE_NOOP("Demur", "&Sign in with your browser…")
SIGN_IN_NAME = QT_TRANSLATE_NOOP("Demur", "Sign in with your browser")
STARTING = QT_TRANSLATE_NOOP("Demur", "Getting ready…")
WAITING = QT_TRANSLATE_NOOP("Demur", "Waiting for you in the browser")
WAITING_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "Sign in and agree there, then come back. If no browser opened, copy this address into one:"
)
SIGN_IN_ADDRESS = QT_TRANSLATE_NOOP("Demur", "Sign-in address")
COPY_ADDRESS = QT_TRANSLATE_NOOP("Demur", "&Copy address")
COPY_ADDRESS_NAME = QT_TRANSLATE_NOOP("Demur", "Copy address")
COPIED = QT_TRANSLATE_NOOP("Demur", "Copied.")
CANCEL = QT_TRANSLATE_NOOP("Demur", "Cancel")
BACK = QT_TRANSLATE_NOOP("Demur", "Back")

# An account
SIGNED_IN_AS = QT_TRANSLATE_NOOP("Demur", "{platform} · signed in as {handle}")
CALLED_BY_YOU = QT_TRANSLATE_NOOP("Demur", "{platform} · you call it {handle}")
READ_AT = QT_TRANSLATE_NOOP("Demur", "{who} · read from the platform {when}")
TOLD_AT = QT_TRANSLATE_NOOP("Demur", "{who} · you told us {when}")
ASKED_AT = QT_TRANSLATE_NOOP("Demur", "{who} · asked {when}")
PLAYS_ON = QT_TRANSLATE_NOOP("Demur", "practice: {region}, on {day}")
PLAYS_TODAY = QT_TRANSLATE_NOOP("Demur", "practice: {region}, today")
CHECK_AGAIN = QT_TRANSLATE_NOOP("Demur", "C&heck again")
CHECK_NOW = QT_TRANSLATE_NOOP("Demur", "C&heck now")
HISTORY = QT_TRANSLATE_NOOP("Demur", "Histor&y")
HISTORY_NAME = QT_TRANSLATE_NOOP("Demur", "History of this setting")
CHECK_AGAIN_NAME = QT_TRANSLATE_NOOP("Demur", "Check again")
OPT_OUT = QT_TRANSLATE_NOOP("Demur", "&Opt out…")
OPT_OUT_NAME = QT_TRANSLATE_NOOP("Demur", "Opt out")
OPT_IN = QT_TRANSLATE_NOOP("Demur", "Switch it &on again…")
OPT_IN_NAME = QT_TRANSLATE_NOOP("Demur", "Switch it on again")
RECORD_SEEN = QT_TRANSLATE_NOOP("Demur", "Record what was seen")
VIEW_RECEIPT = QT_TRANSLATE_NOOP("Demur", "&View receipt")
VIEW_RECEIPT_NAME = QT_TRANSLATE_NOOP("Demur", "View receipt")
SIGN_OUT = QT_TRANSLATE_NOOP("Demur", "Sign out and forget this account…")
SIGN_OUT_NAME = QT_TRANSLATE_NOOP("Demur", "Sign out and forget this account")
SIGN_OUT_SURE = QT_TRANSLATE_NOOP(
    "Demur", "Sign out of {platform} as {handle}? The sign-in goes from this computer; your receipts stay."
)
SIGN_OUT_YES = QT_TRANSLATE_NOOP("Demur", "Sign out")
NEVER_READ = QT_TRANSLATE_NOOP("Demur", "Not checked yet")
NEVER_READ_TEXT = QT_TRANSLATE_NOOP("Demur", "Choose “Check now” to read the setting from {platform}.")
WORKING = QT_TRANSLATE_NOOP("Demur", "Reading the setting from {platform}…")
WAITS_ITS_TURN = QT_TRANSLATE_NOOP("Demur", "Waiting its turn…")
WAITS_ITS_TURN_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "Demur asks platforms one after the other. This account's turn comes once what is under way is over."
)
NO_LONGER = QT_TRANSLATE_NOOP("Demur", "&Don't wait")
NO_LONGER_NAME = QT_TRANSLATE_NOOP("Demur", "Don't wait")
OF_ACCOUNT = QT_TRANSLATE_NOOP("Demur", "{whose}: {what}")
APPLYING = QT_TRANSLATE_NOOP("Demur", "Working on it…")
STOPPING = QT_TRANSLATE_NOOP(
    "Demur", "Stopping. If the change was sent already, Demur reads it back first and says what it found."
)
CALLED_OFF = QT_TRANSLATE_NOOP("Demur", "You called it off before anything was sent. Nothing was changed.")
CLOSING = QT_TRANSLATE_NOOP("Demur", "Demur closes as soon as it has read the setting back.")
STEP_DONE = QT_TRANSLATE_NOOP("Demur", "✓ {step}")
STEP_NOW = QT_TRANSLATE_NOOP("Demur", "… {step}")
STEP_LATER = QT_TRANSLATE_NOOP("Demur", "○ {step}")

# What it means
MEANING_OF = QT_TRANSLATE_NOOP(
    "Demur", "{practice} is made up. The sentences below are about {platform}: {region}, {when}."
)
ON_DAY = QT_TRANSLATE_NOOP("Demur", "on {day}")
TODAY = QT_TRANSLATE_NOOP("Demur", "today")
OVERDUE = QT_TRANSLATE_NOOP("Demur", "not re-checked since {day}")
NO_MEANING = QT_TRANSLATE_NOOP("Demur", "Demur has no sourced sentences about this setting here ({region}, {when}).")

# The preview
PREVIEW_OUT = QT_TRANSLATE_NOOP("Demur", "Opt out: please look before it is sent")
PREVIEW_IN = QT_TRANSLATE_NOOP("Demur", "Switch it on again: please look before it is sent")
PREVIEW_ACCOUNT = QT_TRANSLATE_NOOP("Demur", "Account")
PREVIEW_SETTING = QT_TRANSLATE_NOOP("Demur", "Setting")
PREVIEW_CHANGE = QT_TRANSLATE_NOOP("Demur", "Change")
PREVIEW_WILL = QT_TRANSLATE_NOOP("Demur", "What happens")
PREVIEW_WILL_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur writes down the attempt, asks {platform} once, then reads the setting back on a new connection. "
    "You get a receipt of what was seen, whatever it is.",
)
PREVIEW_UNDO = QT_TRANSLATE_NOOP("Demur", "To undo it")
PREVIEW_UNDO_TEXT = QT_TRANSLATE_NOOP("Demur", "Choose the other way on the account's page. That has its own receipt.")
PREVIEW_EXPIRES = QT_TRANSLATE_NOOP("Demur", "This preview holds until {time}.")
CHANGE = QT_TRANSLATE_NOOP("Demur", "{before} → {after}")
CONFIRM_OUT = QT_TRANSLATE_NOOP("Demur", "&Opt out now")
CONFIRM_OUT_NAME = QT_TRANSLATE_NOOP("Demur", "Opt out now")
CONFIRM_IN = QT_TRANSLATE_NOOP("Demur", "Switch it &on now")
CONFIRM_IN_NAME = QT_TRANSLATE_NOOP("Demur", "Switch it on now")

# Receipts
NO_RECEIPTS = QT_TRANSLATE_NOOP("Demur", "No receipts yet")
NO_RECEIPTS_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "Every choice you make leaves a receipt here: what was asked, what was seen, and how that is known."
)
ENTRIES_CHECKED = QT_TRANSLATE_NOOP("Demur", "{count} entries · checked just now · unchanged since each was sealed")
ENTRIES_CHECKING = QT_TRANSLATE_NOOP("Demur", "{count} entries · checking each one…")
ENTRIES_WRONG = QT_TRANSLATE_NOOP("Demur", "{count} entries · something is wrong")
ENTRIES_FOUND = QT_TRANSLATE_NOOP("Demur", "{found} of {count} entries")
WHICH_KINDS = QT_TRANSLATE_NOOP("Demur", "Which kinds")
KINDS_ALL = QT_TRANSLATE_NOOP("Demur", "All entries")
KINDS_CONFIRMED = QT_TRANSLATE_NOOP("Demur", "Confirmed")
KINDS_FAILED = QT_TRANSLATE_NOOP("Demur", "Not changed or not known")
KINDS_SEEN = QT_TRANSLATE_NOOP("Demur", "Seen, nothing applied")
KINDS_ASKED = QT_TRANSLATE_NOOP("Demur", "Written down before asking")
KINDS_SENT = QT_TRANSLATE_NOOP("Demur", "Requests and answers")
SEARCH = QT_TRANSLATE_NOOP("Demur", "Search")
SEARCH_WHY = QT_TRANSLATE_NOOP("Demur", "Finds text that stands in a receipt, such as a platform's name or a date")
WHICH_LEDGER = QT_TRANSLATE_NOOP("Demur", "Which receipts")
YOUR_ACCOUNTS = QT_TRANSLATE_NOOP("Demur", "Your accounts")
PRACTICE_ONLY = QT_TRANSLATE_NOOP("Demur", "PRACTICE: these receipts say nothing about a real platform.")
RECEIPTS_TABLE = QT_TRANSLATE_NOOP("Demur", "List of receipts")
COLUMNS = (
    QT_TRANSLATE_NOOP("Demur", "#"),
    QT_TRANSLATE_NOOP("Demur", "When"),
    QT_TRANSLATE_NOOP("Demur", "Account"),
    QT_TRANSLATE_NOOP("Demur", "Change"),
    QT_TRANSLATE_NOOP("Demur", "How we know"),
    QT_TRANSLATE_NOOP("Demur", "Seal"),
)
INTACT = QT_TRANSLATE_NOOP("Demur", "intact")
CHECKING = QT_TRANSLATE_NOOP("Demur", "checking…")
NOT_INTACT = QT_TRANSLATE_NOOP("Demur", "not intact")
OPEN_RECEIPT = QT_TRANSLATE_NOOP("Demur", "&Open receipt")
OPEN_RECEIPT_NAME = QT_TRANSLATE_NOOP("Demur", "Open receipt")

# One receipt
RECEIPT_TITLE = QT_TRANSLATE_NOOP("Demur", "Receipt {number}")
PRACTICE_RECEIPT_TITLE = QT_TRANSLATE_NOOP("Demur", "Practice receipt {number}")
FIELD_WHAT = QT_TRANSLATE_NOOP("Demur", "What")
FIELD_PLATFORM = QT_TRANSLATE_NOOP("Demur", "Platform")
FIELD_KNOWN = QT_TRANSLATE_NOOP("Demur", "How we know")
FIELD_TIME = QT_TRANSLATE_NOOP("Demur", "Time")
FIELD_TIME_TEXT = QT_TRANSLATE_NOOP("Demur", "{time} by this computer's clock · the platform's clock said {theirs}")
FIELD_TIME_ALONE = QT_TRANSLATE_NOOP("Demur", "{time} by this computer's clock")
FIELD_SHOWN = QT_TRANSLATE_NOOP("Demur", "You were told")
FIELD_SHOWN_TEXT = QT_TRANSLATE_NOOP("Demur", "{count} sourced sentences for {region}")
FIELD_SEALED = QT_TRANSLATE_NOOP("Demur", "Sealed")
FIELD_SEALED_TEXT = QT_TRANSLATE_NOOP("Demur", "Ed25519, key {key} · entry {index} of the ledger {origin}")
FIELD_DIGEST = QT_TRANSLATE_NOOP("Demur", "Digest")
FIELD_LIMITS = QT_TRANSLATE_NOOP("Demur", "Limits")
SAVE_RECEIPT = QT_TRANSLATE_NOOP("Demur", "&Save receipt…")
SAVE_RECEIPT_NAME = QT_TRANSLATE_NOOP("Demur", "Save receipt")
COPY_JSON = QT_TRANSLATE_NOOP("Demur", "&Copy JSON")
COPY_JSON_NAME = QT_TRANSLATE_NOOP("Demur", "Copy JSON")
UNDO = QT_TRANSLATE_NOOP("Demur", "&Undo…")
UNDO_NAME = QT_TRANSLATE_NOOP("Demur", "Undo")
ALL_RECEIPTS = QT_TRANSLATE_NOOP("Demur", "All receipts")

# Saving a receipt
SAVE_TITLE = QT_TRANSLATE_NOOP("Demur", "Save receipt {number}")
SAVE_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "These files are written into the folder below, and nothing else leaves Demur. Your account's name stays out: "
    "the receipt holds only salted digests of it. You decide who gets the files, and nobody may demand them.",
)
SAVE_FOLDER = QT_TRANSLATE_NOOP("Demur", "Folder")
BROWSE = QT_TRANSLATE_NOOP("Demur", "Choose another folder…")
SAVE_NOW = QT_TRANSLATE_NOOP("Demur", "&Save")
SAVE_NOW_NAME = QT_TRANSLATE_NOOP("Demur", "Save")
SAVED_IN = QT_TRANSLATE_NOOP("Demur", "Saved in {folder}. To check it: demur verify {file}")
SAVE_FILES = (
    QT_TRANSLATE_NOOP("Demur", "{name}.json: the receipt"),
    QT_TRANSLATE_NOOP("Demur", "{name}.sig: its signature, raw"),
    QT_TRANSLATE_NOOP("Demur", "{name}.tlog-proof and checkpoint: its place in the ledger"),
    QT_TRANSLATE_NOOP("Demur", "receipt-key.pem, log-key.pem, keys.txt: the two public keys and their fingerprints"),
)

# About
ABOUT_VERSION = QT_TRANSLATE_NOOP("Demur", "Demur {version} · Apache License 2.0")
ABOUT_LEAVES = QT_TRANSLATE_NOOP("Demur", "What leaves this computer")
ABOUT_LEAVES_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Requests to the platforms whose accounts you added, when you ask for them. Nothing else: "
    "no measuring, no reports, no checks for updates. A platform's page that opens in Demur may contact others, as it "
    "does in any browser; Demur lists them beside it. A source opens in your browser when you click it.",
)
ABOUT_PROOF = QT_TRANSLATE_NOOP("Demur", "What a receipt proves")
ABOUT_PROOF_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "That this text was sealed on this computer and not changed since, and what the platform answered then. "
    "It does not prove what the platform does with data. Someone who has your computer and your open keyring "
    "could seal false receipts from then on.",
)
ABOUT_DATA = QT_TRANSLATE_NOOP("Demur", "Where Demur keeps things")
ABOUT_BUILT = QT_TRANSLATE_NOOP("Demur", "Built with Python {python} and Qt {qt}.")

# Settings
SETTINGS = QT_TRANSLATE_NOOP("Demur", "S&ettings")
SETTINGS_NAME = QT_TRANSLATE_NOOP("Demur", "Settings")
THEME = QT_TRANSLATE_NOOP("Demur", "Theme")
THEMES = {
    "system": QT_TRANSLATE_NOOP("Demur", "As the system has it"),
    "light": QT_TRANSLATE_NOOP("Demur", "Light"),
    "dark": QT_TRANSLATE_NOOP("Demur", "Dark"),
}
DATA_FOLDER = QT_TRANSLATE_NOOP("Demur", "Data folder")
OPEN_FOLDER = QT_TRANSLATE_NOOP("Demur", "Open folder…")
VAULT = QT_TRANSLATE_NOOP("Demur", "Where secrets lie")
VAULT_ASKING = QT_TRANSLATE_NOOP("Demur", "Asking the keyring…")
VAULT_READY = QT_TRANSLATE_NOOP("Demur", "{place} answers. Sign-ins and the key that seals receipts lie there.")
VAULT_TROUBLE = QT_TRANSLATE_NOOP("Demur", "{problem} {next_step}")
VAULT_SHOW = QT_TRANSLATE_NOOP("Demur", "Where secrets lie…")
VAULT_PRACTICE = QT_TRANSLATE_NOOP("Demur", "Practice: {place}")
KEPT = QT_TRANSLATE_NOOP("Demur", "What Demur keeps about you")
KEPT_TEXT = QT_TRANSLATE_NOOP("Demur", "This is everything. It lies on this computer only.")
KEPT_ACCOUNTS = QT_TRANSLATE_NOOP(
    "Demur",
    "Accounts: {count}. For each: platform, name and user id there, region, and its history: each state that was seen, "
    "when, and how.",
)
KEPT_RECEIPTS = QT_TRANSLATE_NOOP(
    "Demur", "Receipts: {count} entries of your accounts, {practice} of practice, with the replies they rest on."
)
KEPT_RECEIPTS_UNREAD = QT_TRANSLATE_NOOP("Demur", "Receipts: not all of them can be read now, so they aren't counted.")
KEPT_SECRETS = QT_TRANSLATE_NOOP(
    "Demur",
    "Secrets: one sign-in per account, and one key per ledger, as said above. Where you stay signed in on a page, its "
    "cookies, in a sealed file.",
)
KEPT_REST = QT_TRANSLATE_NOOP(
    "Demur",
    "Choices: theme, proxy, the window's size and place, reminders, starting at login, how you sign in, how it is done "
    "for each account, which terms, platform files and explanations you agreed to, which keys you know, and when a "
    "page was first read here.",
)
KEPT_LETTERS = QT_TRANSLATE_NOOP(
    "Demur",
    "Letters: what you wrote in one, until you throw it away there or forget its account. Where you chose that, the "
    "text of a letter that you sent, beside its receipt.",
)

# Notes that a start may bring
RESUMED = QT_TRANSLATE_NOOP("Demur", "Demur ended in the middle of an attempt, so it looked again.")
LOOKING_AGAIN = QT_TRANSLATE_NOOP("Demur", "Demur ended in the middle of an attempt. Looking again now…")
CHECKED_WRONG = QT_TRANSLATE_NOOP(
    "Demur", "The file of receipts does not hold together. Keep a copy of it, and look at the list of receipts."
)
OTHER_ERROR = QT_TRANSLATE_NOOP(
    "Demur", "Something went wrong inside Demur ({kind}). Nothing is assumed from it; please start Demur again."
)
DISMISS = QT_TRANSLATE_NOOP("Demur", "Dismiss")
REPORT = QT_TRANSLATE_NOOP("Demur", "Repor&t…")
REPORT_BELOW = QT_TRANSLATE_NOOP("Demur", "Report…")
"""On a page, above which the other may stand in a note: no key may stand for both."""
REPORT_NAME = QT_TRANSLATE_NOOP("Demur", "Report this problem")

# In the member's own browser
OWN_CHOICE = QT_TRANSLATE_NOOP("Demur", "{name} (in your own browser)")
CALL_IT = QT_TRANSLATE_NOOP("Demur", "What do you call this account?")
CALL_IT_WHY = QT_TRANSLATE_NOOP(
    "Demur", "Only a name for your own list. Demur does not sign in there and asks the platform nothing."
)
ADD_IT = QT_TRANSLATE_NOOP("Demur", "A&dd this account")
ADD_IT_NAME = QT_TRANSLATE_NOOP("Demur", "Add this account")
OWN_SUBTITLE = QT_TRANSLATE_NOOP("Demur", "{platform} · you call it {handle} · {region}, chosen by you")
OWN_NOT_YET = QT_TRANSLATE_NOOP("Demur", "Demur can't see this setting; you can")
OWN_NOT_YET_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "{platform} offers no interface for it, so you switch it in your own browser, and Demur records what you tell it. "
    "That works however you sign in, and the receipt is weaker: it says “You told us”.",
)
OWN_NOTHING = QT_TRANSLATE_NOOP("Demur", "There is nothing to opt out of here")
OWN_NOTHING_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "As far as the sources say, {platform} does not use your data for this, so there is no switch and nothing for you"
    " to do. What that rests on, and what you can check yourself, stands below.",
)
OWN_EXPLAINED = QT_TRANSLATE_NOOP("Demur", "Open what {platform} says of it…")
OWN_CHECK = QT_TRANSLATE_NOOP("Demur", "What you can check yourself")
OWN_FORM = QT_TRANSLATE_NOOP("Demur", "{platform} has a form for this, and no switch")
OWN_FORM_TEXT = QT_TRANSLATE_NOOP("Demur", "You send it in your own browser, and Demur keeps the date and the answer.")
OWN_NO_FORM = QT_TRANSLATE_NOOP("Demur", "No form is known for members who live in {region}")
OWN_SENT = QT_TRANSLATE_NOOP("Demur", "Request sent, as you told us {when}")
OWN_SENT_TEXT = QT_TRANSLATE_NOOP("Demur", "When an answer comes, record it here. {answer}")
OWN_WAITING = QT_TRANSLATE_NOOP("Demur", "What did you see?")
OWN_WAITING_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "The attempt is written down and stays open until you say what came of it, also after a restart."
)
OPEN_PAGE = QT_TRANSLATE_NOOP("Demur", "&Open the page in my browser…")
OPEN_PAGE_NAME = QT_TRANSLATE_NOOP("Demur", "Open the page in my browser")
OPEN_PAGE_AGAIN = QT_TRANSLATE_NOOP("Demur", "&Open the page again…")
OPEN_PAGE_AGAIN_NAME = QT_TRANSLATE_NOOP("Demur", "Open the page again")
DONE = QT_TRANSLATE_NOOP("Demur", "&Done: it is off now")
DONE_NAME = QT_TRANSLATE_NOOP("Demur", "Done: it is off now")
FORM_SENT = QT_TRANSLATE_NOOP("Demur", "&I sent the form")
FORM_SENT_NAME = QT_TRANSLATE_NOOP("Demur", "I sent the form")
NOT_FOUND = QT_TRANSLATE_NOOP("Demur", "I couldn't &find it")
NOT_FOUND_NAME = QT_TRANSLATE_NOOP("Demur", "I couldn't find it")
WAS_OFF = QT_TRANSLATE_NOOP("Demur", "It was a&lready off")
WAS_OFF_NAME = QT_TRANSLATE_NOOP("Demur", "It was already off")
EARLIER = QT_TRANSLATE_NOOP("Demur", "I already did it")
EARLIER_TEXT = QT_TRANSLATE_NOOP("Demur", "An opt-out made earlier, or on a phone, can be recorded with its date.")
EARLIER_DAY = QT_TRANSLATE_NOOP("Demur", "Day on which you did it")
EARLIER_FORM = QT_TRANSLATE_NOOP("Demur", "I sent it already")
EARLIER_FORM_TEXT = QT_TRANSLATE_NOOP("Demur", "A form that you sent earlier can be recorded with its date.")
EARLIER_FORM_DAY = QT_TRANSLATE_NOOP("Demur", "Day on which you sent it")
EARLIER_RECORD = QT_TRANSLATE_NOOP("Demur", "Recor&d it")
EARLIER_RECORD_NAME = QT_TRANSLATE_NOOP("Demur", "Record it")
ANSWERED = QT_TRANSLATE_NOOP("Demur", "The platform answered")
ANSWERED_DAY = QT_TRANSLATE_NOOP("Demur", "Day on which the answer came")
ANSWER_AGREED = QT_TRANSLATE_NOOP("Demur", "They agreed")
ANSWER_REFUSED = QT_TRANSLATE_NOOP("Demur", "They refused")
ANSWER_UNCLEAR = QT_TRANSLATE_NOOP("Demur", "It is not clear")
PICTURE = QT_TRANSLATE_NOOP("Demur", "Add a &picture of the control…")
PICTURE_NAME = QT_TRANSLATE_NOOP("Demur", "Add a picture of the control")
PICTURE_WHY = QT_TRANSLATE_NOOP(
    "Demur", "If you like: a picture of the control alone. It stays here; the receipt holds only a digest of it."
)
PICTURE_SHOWN = QT_TRANSLATE_NOOP("Demur", "This picture would be kept. Is there anything on it that should not be?")
PICTURE_REMOVE = QT_TRANSLATE_NOOP("Demur", "Remove the picture")
PICTURE_KIND = QT_TRANSLATE_NOOP("Demur", "Pictures (*.png *.jpg *.jpeg)")
PICTURE_BAD = QT_TRANSLATE_NOOP("Demur", "This file is not a picture that Demur can read.")
HOW_TO = QT_TRANSLATE_NOOP("Demur", "How to do it")
ON_DESKTOP = QT_TRANSLATE_NOOP("Demur", "In a browser")
ON_PHONE = QT_TRANSLATE_NOOP("Demur", "On a phone")
EXPECT = QT_TRANSLATE_NOOP("Demur", "What you should see")
PAGE_ADDRESS = QT_TRANSLATE_NOOP("Demur", "Address of the page")
IN_LANGUAGE = QT_TRANSLATE_NOOP("Demur", "Other words you may find there")
IN_LANGUAGE_LINE = QT_TRANSLATE_NOOP("Demur", "{language}: “{name}” ({mark}, {date})")
MARKS = {
    "verified": QT_TRANSLATE_NOOP("Demur", "seen on the live page"),
    "reported": QT_TRANSLATE_NOOP("Demur", "reported by a dated source"),
    "unresolved": QT_TRANSLATE_NOOP("Demur", "sources differ"),
}
NEVER_LIVE = QT_TRANSLATE_NOOP("Demur", "These steps come from dated sources; not yet checked on the live site.")
LIVE_ON = QT_TRANSLATE_NOOP("Demur", "These steps were followed on the live site on {day}.")
FURTHER_FORM = QT_TRANSLATE_NOOP("Demur", "The platform's objection form covers more than the switch:")
FORGET = QT_TRANSLATE_NOOP("Demur", "Forget this account…")
FORGET_NAME = QT_TRANSLATE_NOOP("Demur", "Forget this account")
FORGET_SURE = QT_TRANSLATE_NOOP("Demur", "Forget {handle} on {platform}? Your receipts stay.")
FORGET_YES = QT_TRANSLATE_NOOP("Demur", "Forget it")
