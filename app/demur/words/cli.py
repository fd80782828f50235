"""Words of the commands: help, questions, lists and notes."""

from demur.words import QT_TRANSLATE_NOOP

ABOUT = QT_TRANSLATE_NOOP(
    "Demur",
    "See whether a platform trains generative AI on your data, opt out, and get a receipt that anyone can check."
    " Without a command, the window opens.",
)
EPILOG = QT_TRANSLATE_NOOP(
    "Demur",
    "Results go to standard output, messages to standard error. Each command's --help names its exit codes;"
    " 130 always means interrupted from the keyboard, 141 that nobody read the results.",
)
VERSION_HELP = QT_TRANSLATE_NOOP("Demur", "print the version and end")
DATA_DIR_HELP = QT_TRANSLATE_NOOP("Demur", "folder for accounts and receipts (also: DEMUR_DATA_DIR)")
JSON_HELP = QT_TRANSLATE_NOOP("Demur", "print one JSON document, for programs")
ACCOUNT_HELP = QT_TRANSLATE_NOOP("Demur", "account id, name or user id; may be left out where there is only one")
ACCOUNTS_HELP = QT_TRANSLATE_NOOP("Demur", "account id, name or user id; left out: all accounts")

COMMAND = {
    "status": QT_TRANSLATE_NOOP("Demur", "read each account's setting now, and say what it is"),
    "answer": QT_TRANSLATE_NOOP("Demur", "say whether it was you who switched a setting on again"),
    "check": QT_TRANSLATE_NOOP("Demur", "look whether settings are as you left them, with an exit code that says so"),
    "remind": QT_TRANSLATE_NOOP("Demur", "show or choose how often you are reminded of an account"),
    "history": QT_TRANSLATE_NOOP("Demur", "tell what was seen of one setting over time, and its receipts"),
    "report": QT_TRANSLATE_NOOP("Demur", "tell how all your accounts stand: on paper, as a table, or for programs"),
    "meaning": QT_TRANSLATE_NOOP("Demur", "say what a setting means in a region, on a day, and on whose word"),
    "opt-out": QT_TRANSLATE_NOOP("Demur", "show what would change, ask, switch the setting off, and read it back"),
    "opt-in": QT_TRANSLATE_NOOP("Demur", "show what would change, ask, switch the setting on, and read it back"),
    "receipts": QT_TRANSLATE_NOOP("Demur", "list, show, export, check, back up, restore or delete your receipts"),
    "verify": QT_TRANSLATE_NOOP("Demur", "check receipt files, without a network, a keyring or your own data"),
    "guide": QT_TRANSLATE_NOOP("Demur", "show the way in your own browser, and what it means where you live"),
    "tell": QT_TRANSLATE_NOOP("Demur", "say what came of it in your own browser, and get a receipt of your word"),
    "record": QT_TRANSLATE_NOOP("Demur", "record an opt-out that you made earlier, or on your phone"),
    "letter": QT_TRANSLATE_NOOP("Demur", "write an objection or a complaint, or record that you sent one"),
    "add": QT_TRANSLATE_NOOP("Demur", "add an account that you reach in your own browser, without signing in here"),
    "sign-in": QT_TRANSLATE_NOOP("Demur", "add an account by signing in in your browser"),
    "sign-out": QT_TRANSLATE_NOOP("Demur", "sign an account out and forget it; its receipts stay"),
    "region": QT_TRANSLATE_NOOP("Demur", "say anew where you live: what a setting means depends on it"),
    "practice": QT_TRANSLATE_NOOP("Demur", "list the practice members, add one, or begin again"),
    "platforms": QT_TRANSLATE_NOOP("Demur", "list platforms, check a platform file, or agree to one that you added"),
    "time": QT_TRANSLATE_NOOP("Demur", "have receipts dated by a time authority: off until you switch it on"),
    "settings": QT_TRANSLATE_NOOP("Demur", "show or change the proxy, where secrets lie, and reminders"),
    "tour": QT_TRANSLATE_NOOP("Demur", "go through the main job in real windows, and keep a picture of each step"),
}
EXITS = {
    "check": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 nothing needs you; 1 at least one is on again; 4 at least one needs you (signed out, its page or"
        " wording changed, closed, in another region, to be looked at by yourself, or an answer that is due);"
        " 2 at least one can't be told (not reached, a fault, or left alone for a while); 3 refused, or a problem"
        " before any was read; 64 wrong usage. Of several, the first of 1, 4, 2.",
    ),
    "status": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 every account was read; 2 at least one can't be told;"
        " 3 refused, or a problem before any was read; 64 wrong usage.",
    ),
    "history": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 told; 2 told without receipts, which can't be read; 3 refused, or a problem; 64 wrong usage.",
    ),
    "change": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 done and confirmed, or nothing to do; 1 read back, and it is not what was asked;"
        " 2 can't be told, or the receipt could not be saved; 3 refused, called off, or a problem before anything"
        " was sent; 64 wrong usage.",
    ),
    "receipts": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 done, and with “check”: everything holds; 1 something doesn't hold;"
        " 2 not everything could be checked; 3 refused, or a problem; 64 wrong usage.",
    ),
    "verify": QT_TRANSLATE_NOOP(
        "Demur", "Exit codes: 0 all valid; 1 at least one is not valid; 2 at least one can't be told; 64 wrong usage."
    ),
    "tell": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 recorded; 2 recorded, and what the setting is can't be told from it; 3 refused, or a problem,"
        " and nothing was recorded; 64 wrong usage.",
    ),
    "letter": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 the letter is finished, or it is recorded; 1 it is a draft in which something is missing;"
        " 3 refused, or a problem; 64 wrong usage.",
    ),
    "plain": QT_TRANSLATE_NOOP("Demur", "Exit codes: 0 done; 3 refused, called off, or a problem; 64 wrong usage."),
    "platforms": QT_TRANSLATE_NOOP(
        "Demur",
        "Exit codes: 0 done, and with “check”: the file can be used; 1 the file is refused;"
        " 3 refused, called off, or a problem; 64 wrong usage.",
    ),
    "tour": QT_TRANSLATE_NOOP(
        "Demur", "Exit codes: 0 only if the opt-out was confirmed and its receipt verified; 64 wrong usage."
    ),
}
LAST_HELP = QT_TRANSLATE_NOOP("Demur", "show what is remembered, without asking any platform")
YES_HELP = QT_TRANSLATE_NOOP("Demur", "don't ask; practice accounts only")
CONFIRM_HELP = QT_TRANSLATE_NOOP("Demur", "the code of a preview that is less than five minutes old")
PRACTICE_HELP = QT_TRANSLATE_NOOP("Demur", "only the receipts of practice accounts")
REAL_HELP = QT_TRANSLATE_NOOP("Demur", "only the receipts of real accounts")
NUMBER_HELP = QT_TRANSLATE_NOOP("Demur", "the receipt's number in the list")
EXPORT_HELP = QT_TRANSLATE_NOOP("Demur", "folder to write the receipt into, with what checks it")
FILES_HELP = QT_TRANSLATE_NOOP(
    "Demur", "a receipt such as 000002.json, a bundle (folder or zip), or a whole exported ledger"
)
KNOW_HELP = QT_TRANSLATE_NOOP("Demur", "mark the key as known under this name, where nothing is wrong")
KNOWN_NOW = QT_TRANSLATE_NOOP("Demur", "The key {fingerprint} is now known as: {name}")
NOT_KNOWN_NOW = QT_TRANSLATE_NOOP("Demur", "No key was marked as known: {file} does not hold.")
BUNDLE_HELP = QT_TRANSLATE_NOOP(
    "Demur", "write a bundle that stands without Demur: a new folder, or one file if it ends in .zip"
)
NUMBERS_HELP = QT_TRANSLATE_NOOP("Demur", "a receipt's number; with --pdf also several, such as 2,5-9")
PDF_HELP = QT_TRANSLATE_NOOP("Demur", "write a PDF to read and print into this new file; its name ends in .pdf")
PAPER_HELP = QT_TRANSLATE_NOOP("Demur", "with --pdf: the paper; left out: what is usual where you live")
DISCLOSE_HELP = QT_TRANSLATE_NOOP(
    "Demur", "with --bundle or --pdf: what to disclose, of handle,user-id,picture,wording; left out: nothing"
)
DISCLOSE_LIST_HELP = QT_TRANSLATE_NOOP("Demur", "with --save: “handle” writes the accounts' names as well")
ALL_HELP = QT_TRANSLATE_NOOP(
    "Demur", "with --bundle: the whole ledger, every entry, with nothing disclosed; with --pdf: every receipt"
)
SAVE_HELP = QT_TRANSLATE_NOOP("Demur", "save the list into a new file that ends in .csv or .json")
EXPORT_WHAT = QT_TRANSLATE_NOOP(
    "Demur",
    "Say what to write and where: “export N DIR”, “export N --bundle DEST”, “export N --pdf FILE”, or --all in place "
    "of N with --bundle or --pdf.",
)
PDF_WHAT = QT_TRANSLATE_NOOP("Demur", "The file's name must end in .pdf.")
PDF_MOST = QT_TRANSLATE_NOOP(
    "Demur", "{count} receipts are too many for one PDF; {most} go into one. “export --all --bundle DEST” takes all."
)
PDF_WRITTEN = QT_TRANSLATE_NOOP("Demur", "Written: {file} (receipts in it: {count}). Nothing else leaves Demur.")
DISCLOSED_IN = QT_TRANSLATE_NOOP("Demur", "Receipt {number}, disclosed: {what}: {value}")
REPORT_TO_HELP = QT_TRANSLATE_NOOP(
    "Demur", "write into this new file, whose name ends in .pdf, .csv or .json; left out: print it"
)
REPORT_DISCLOSE_HELP = QT_TRANSLATE_NOOP(
    "Demur", "“handles” writes the accounts' names as well; left out: numbers stand in their place"
)
REPORT_PAPER_HELP = QT_TRANSLATE_NOOP("Demur", "with a .pdf: the paper; left out: what is usual where you live")
DISCLOSE_WHAT = QT_TRANSLATE_NOOP("Demur", "There is nothing called {part} to disclose; there are: {parts}.")
SAVE_WHAT = QT_TRANSLATE_NOOP("Demur", "The file's name must end in .csv or .json.")
BUNDLED = QT_TRANSLATE_NOOP("Demur", "Written: {file}. These files leave Demur, and nothing else:")
BUNDLED_FILE = QT_TRANSLATE_NOOP("Demur", "{name}: {purpose}")
DISCLOSED = QT_TRANSLATE_NOOP("Demur", "Disclosed: {what}: {value}")
NOTHING_DISCLOSED = QT_TRANSLATE_NOOP("Demur", "Nothing of the account is disclosed.")
CHECK_IT = QT_TRANSLATE_NOOP("Demur", "Check it with: {command}")
LIST_SAVED = QT_TRANSLATE_NOOP("Demur", "Written: {file} ({count} receipts).")
PLATFORM_HELP = QT_TRANSLATE_NOOP("Demur", "a platform's id, as “demur platforms” lists it")
REGION_HELP = QT_TRANSLATE_NOOP("Demur", "where you live, as two letters such as GB; Demur never finds that out itself")
OWN_PLATFORM_HELP = QT_TRANSLATE_NOOP("Demur", "an account, or a platform's id as “demur platforms” lists it")
NAME_HELP = QT_TRANSLATE_NOOP("Demur", "what you call this account; it is kept here and stands in no receipt")
SIGNS_IN_WITH_HELP = QT_TRANSLATE_NOOP(
    "Demur", "how you sign in there: with a password or code; with Google, Apple, Microsoft or a passkey; not sure"
)
BACK_ON_HELP = QT_TRANSLATE_NOOP("Demur", "the way to switch it on again")
DONE_HELP = QT_TRANSLATE_NOOP("Demur", "you did it")
NOT_FOUND_HELP = QT_TRANSLATE_NOOP("Demur", "you could not find it")
ALREADY_HELP = QT_TRANSLATE_NOOP("Demur", "it stood so already")
SENT_HELP = QT_TRANSLATE_NOOP("Demur", "you sent the form")
SAID_HELP = QT_TRANSLATE_NOOP("Demur", "whether you switched it on yourself")
ANSWERED_HELP = QT_TRANSLATE_NOOP("Demur", "what the platform answered to your form or letter")
WORDS_HELP = QT_TRANSLATE_NOOP("Demur", "with --answered: the answer's own words, kept here beside the receipt")
ON_HELP = QT_TRANSLATE_NOOP("Demur", "the day it happened, such as 2026-11-21")
PICTURE_HELP = QT_TRANSLATE_NOOP(
    "Demur", "a PNG or JPEG picture of the switch, 2 MiB at most, kept here beside the receipt"
)
TIMEOUT_HELP = QT_TRANSLATE_NOOP("Demur", "seconds to wait for the browser (600)")
NO_BROWSER_HELP = QT_TRANSLATE_NOOP("Demur", "only print the address")
USER_HELP = QT_TRANSLATE_NOOP("Demur", "a practice member's user id, as “demur practice list” shows it")
FILE_HELP = QT_TRANSLATE_NOOP("Demur", "a platform file (TOML)")
LEAVE_YES_HELP = QT_TRANSLATE_NOOP("Demur", "don't ask: every setting of the same sign-in goes")
ALLOW_YES_HELP = QT_TRANSLATE_NOOP("Demur", "don't ask: you agree to the hosts that this file names now")
OUT_HELP = QT_TRANSLATE_NOOP("Demur", "folder for the pictures, the receipts and summary.json")
THEME_HELP = QT_TRANSLATE_NOOP("Demur", "light or dark; left out: as the system has it")

NO_ACCOUNTS = QT_TRANSLATE_NOOP(
    "Demur", "There is no account yet. Add one with “demur sign-in PLATFORM” or “demur practice add USER_ID”."
)
NAME_ONE = QT_TRANSLATE_NOOP("Demur", "Say which account is meant: {accounts}.")
FINISHED = QT_TRANSLATE_NOOP("Demur", "{account}: {headline}")
STATUS_LINE = QT_TRANSLATE_NOOP("Demur", "{id}  {platform}  {handle}  {state}  {when}")
NEVER = QT_TRANSLATE_NOOP("Demur", "never looked")

PREVIEW_ACCOUNT = QT_TRANSLATE_NOOP("Demur", "Account: {handle} on {platform} ({id})")
PREVIEW_PRACTICE = QT_TRANSLATE_NOOP("Demur", "This is practice: {platform} is made up and runs on this computer.")
PREVIEW_ADDED = QT_TRANSLATE_NOOP("Demur", "{platform} was added by you, not by Demur.")
PREVIEW_SETTING = QT_TRANSLATE_NOOP("Demur", "Setting: “{setting}”")
PREVIEW_CHANGE = QT_TRANSLATE_NOOP("Demur", "Change: {before} → {after}")
PREVIEW_MEANING = QT_TRANSLATE_NOOP("Demur", "What it does and does not do, for you ({region}, {date}):")
PREVIEW_MEANING_PRACTICE = QT_TRANSLATE_NOOP(
    "Demur", "{practice} is made up; the sentences are true of the platform they name."
)
PREVIEW_NO_MEANING = QT_TRANSLATE_NOOP("Demur", "Demur has no explanations of this setting for you.")
PREVIEW_MEANING_BROKEN = QT_TRANSLATE_NOOP("Demur", "Explanations are missing: {problem}")
PREVIEW_SOURCE = QT_TRANSLATE_NOOP("Demur", "Source: {source}")
PREVIEW_UNDO = QT_TRANSLATE_NOOP("Demur", "To undo it: {command}. That has a receipt of its own.")
PREVIEW_LASTS = QT_TRANSLATE_NOOP("Demur", "This preview holds until {time} and works once.")
PREVIEW_CODE = QT_TRANSLATE_NOOP("Demur", "Its code: {code}")
TYPE_YES = QT_TRANSLATE_NOOP("Demur", "Type yes to go on:")
NOBODY_TO_ASK = QT_TRANSLATE_NOOP("Demur", "Nothing was sent, since nobody is there to be asked.")
NOBODY_TO_ASK_NEXT = QT_TRANSLATE_NOOP(
    "Demur", "Run it in a terminal or, as this is practice, add --yes or --confirm {code}."
)
RECORD_QUESTION = QT_TRANSLATE_NOOP("Demur", "Type yes to record what was seen as a receipt:")
RECORD_HOW = QT_TRANSLATE_NOOP("Demur", "Nothing was recorded. Run this in a terminal to record what was seen.")
CALLED_OFF = QT_TRANSLATE_NOOP("Demur", "Called off. Nothing was sent.")
INTERRUPTED = QT_TRANSLATE_NOOP("Demur", "Interrupted.")
YES_IS_FOR_PRACTICE = QT_TRANSLATE_NOOP(
    "Demur", "--yes works on practice accounts only, and this is a real one. {platform} was not asked anything."
)
LEAVE_YES_OUT = QT_TRANSLATE_NOOP("Demur", "Leave --yes out to see a preview, then confirm it.")
OTHER_CODE = QT_TRANSLATE_NOOP("Demur", "This code is for another account or another change. Nothing was sent.")
OTHER_CODE_NEXT = QT_TRANSLATE_NOOP("Demur", "The code still works for what it was made for, until it expires.")
FINISHING = QT_TRANSLATE_NOOP("Demur", "Noted. If the change was sent, it is still read back; this takes a moment.")
SENT_THEN_PROBLEM = QT_TRANSLATE_NOOP(
    "Demur", "The change was sent before this happened, so Demur can't say what the setting is now. Look again."
)
RECEIPT_MADE = QT_TRANSLATE_NOOP("Demur", "Receipt {number}: {command}")
IN_PRACTICE = QT_TRANSLATE_NOOP("Demur", "This was practice: no real account was touched.")

RECEIPT_SAYS = QT_TRANSLATE_NOOP("Demur", "What the receipt says:")
RECEIPT_SAYS_UNPROVEN = QT_TRANSLATE_NOOP("Demur", "What the file says, which is not proven:")
RECEIPTS_OF = {
    False: QT_TRANSLATE_NOOP("Demur", "Receipts of real accounts"),
    True: QT_TRANSLATE_NOOP("Demur", "PRACTICE receipts"),
}
NO_RECEIPTS = QT_TRANSLATE_NOOP("Demur", "None yet.")
RECEIPT_COLUMNS = (
    QT_TRANSLATE_NOOP("Demur", "#"),
    QT_TRANSLATE_NOOP("Demur", "When"),
    QT_TRANSLATE_NOOP("Demur", "Account"),
    QT_TRANSLATE_NOOP("Demur", "Platform"),
    QT_TRANSLATE_NOOP("Demur", "Change"),
    QT_TRANSLATE_NOOP("Demur", "How we know"),
)
RECEIPT_NUMBER = QT_TRANSLATE_NOOP("Demur", "Receipt {number}")
RECEIPT_ACCOUNT = QT_TRANSLATE_NOOP("Demur", "Account: {account}")
NO_SUCH_RECEIPT = QT_TRANSLATE_NOOP("Demur", "There is no receipt {number} here.")
WHICH_LEDGER = QT_TRANSLATE_NOOP("Demur", "There are practice receipts and real ones: add --practice or --real.")
EXPORTED = QT_TRANSLATE_NOOP("Demur", "Written: {file}. Check it with: {command}")

CHECK_SOUND = QT_TRANSLATE_NOOP("Demur", "Everything holds: {entries} entries, {checkpoints} signed checkpoints.")
CHECK_WRONG = QT_TRANSLATE_NOOP("Demur", "Something does not hold: {what}")
AT_ENTRY = QT_TRANSLATE_NOOP("Demur", "{what} (entry {index})")
WRONG = {
    "file": QT_TRANSLATE_NOOP("Demur", "the file itself is damaged."),
    "entries": QT_TRANSLATE_NOOP("Demur", "an entry is missing or out of place."),
    "entry": QT_TRANSLATE_NOOP("Demur", "an entry can't be read."),
    "columns": QT_TRANSLATE_NOOP("Demur", "an entry is listed as something that it isn't."),
    "signature": QT_TRANSLATE_NOOP("Demur", "a signature does not fit its entry."),
    "key": QT_TRANSLATE_NOOP("Demur", "an entry was signed by another key."),
    "earlier-root": QT_TRANSLATE_NOOP("Demur", "an entry was sealed after other entries than these."),
    "commitments": QT_TRANSLATE_NOOP("Demur", "what is kept beside an entry is not what it was sealed with."),
    "tree": QT_TRANSLATE_NOOP("Demur", "the log's tree is not that of its entries."),
    "checkpoint": QT_TRANSLATE_NOOP("Demur", "a signed checkpoint is missing or wrong."),
    "attempts": QT_TRANSLATE_NOOP("Demur", "the list of open attempts is not that of the entries."),
    "token": QT_TRANSLATE_NOOP("Demur", "a time token that was found to hold doesn't hold."),
    "behind": QT_TRANSLATE_NOOP("Demur", "the file is older than the checkpoint that was kept."),
    "differs": QT_TRANSLATE_NOOP("Demur", "the file is not the one whose checkpoint was kept."),
}
KEPT = {
    "agrees": QT_TRANSLATE_NOOP("Demur", "The newest checkpoint among your secrets agrees."),
    "nothing-kept": QT_TRANSLATE_NOOP("Demur", "No checkpoint lies among your secrets yet to compare with."),
    "not-checked": QT_TRANSLATE_NOOP("Demur", "The checkpoint among your secrets could not be looked at."),
    "behind": QT_TRANSLATE_NOOP("Demur", "The checkpoint among your secrets is newer than the file."),
    "differs": QT_TRANSLATE_NOOP("Demur", "The checkpoint among your secrets is of another file."),
}

REGION_NEEDED = QT_TRANSLATE_NOOP("Demur", "Say where you live with --region: two letters, such as GB.")
REGION_IS_KNOWN = QT_TRANSLATE_NOOP("Demur", "The account says where you live already; leave --region out.")
ON_NEEDED = QT_TRANSLATE_NOOP("Demur", "Say with --on on which day the answer came, such as 2026-11-21.")
PICTURE_NOT_HERE = QT_TRANSLATE_NOOP("Demur", "--picture belongs to --done, --not-found, --already and --sent.")
REGION_UNKNOWN = QT_TRANSLATE_NOOP("Demur", "There is no region {region}; two letters are meant, such as GB.")
MEMBER_COLUMNS = (
    QT_TRANSLATE_NOOP("Demur", "User id"),
    QT_TRANSLATE_NOOP("Demur", "Name"),
    QT_TRANSLATE_NOOP("Demur", "Region"),
    QT_TRANSLATE_NOOP("Demur", "Date"),
    QT_TRANSLATE_NOOP("Demur", "What it is about"),
)
TODAY = QT_TRANSLATE_NOOP("Demur", "today")
NO_SUCH_MEMBER = QT_TRANSLATE_NOOP("Demur", "There is no practice member {user_id}; see “demur practice list”.")
PRACTICE_RESET = QT_TRANSLATE_NOOP("Demur", "The practice members' settings are as they were at the beginning.")

PLATFORM_LINE = QT_TRANSLATE_NOOP("Demur", "{id}: {name}, {controller}")
SHIPPED = QT_TRANSLATE_NOOP("Demur", "Comes with Demur.")
ADDED = QT_TRANSLATE_NOOP("Demur", "Added by you, not by Demur; you agreed to it.")
ADDED_NOT_ALLOWED = QT_TRANSLATE_NOOP(
    "Demur", "Added by you, not by Demur; not used until you agree: demur platforms allow {id}"
)
HOSTS = QT_TRANSLATE_NOOP("Demur", "Speaks with: {hosts}")
IN_OWN_BROWSER = QT_TRANSLATE_NOOP("Demur", "You go there in your own browser: {hosts}")
ON_THIS_COMPUTER = QT_TRANSLATE_NOOP("Demur", "this computer only")
FILE_USABLE = QT_TRANSLATE_NOOP("Demur", "{file} can be used: {name} ({id}).")
NEEDS_NO_YES = QT_TRANSLATE_NOOP("Demur", "{name} comes with Demur and needs no agreement.")
WOULD_SPEAK = QT_TRANSLATE_NOOP("Demur", "{name} was added by you, not by Demur. It would speak with these hosts:")
WOULD_OPEN = QT_TRANSLATE_NOOP(
    "Demur", "{name} was added by you, not by Demur. It would send your own browser to these hosts:"
)
ALLOW_NEEDS_YES = QT_TRANSLATE_NOOP("Demur", "Nothing was agreed to. Run this in a terminal, or add --yes.")
ALLOWED = QT_TRANSLATE_NOOP("Demur", "Agreed. {name} can be used, as long as its file stays exactly as it is.")
