"""Words of the window's pages for saving a bundle and for checking a file."""

from demur.words import QT_TRANSLATE_NOOP

# Saving
FORM = QT_TRANSLATE_NOOP("Demur", "What to save")
FORMS = (
    QT_TRANSLATE_NOOP("Demur", "The receipt and what checks it, in a folder"),
    QT_TRANSLATE_NOOP("Demur", "A bundle that stands alone, in a new folder"),
    QT_TRANSLATE_NOOP("Demur", "A bundle that stands alone, in one zip file"),
    QT_TRANSLATE_NOOP("Demur", "Pages to read and print, as a PDF"),
)
DISCLOSE = QT_TRANSLATE_NOOP("Demur", "What to disclose")
DISCLOSE_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Nothing, unless you tick it. What you don't tick stays sealed, and the signature holds all the same. "
    "Nobody may demand that you tick anything.",
)
PARTS = {
    "handle": QT_TRANSLATE_NOOP("Demur", "The account's name: {value}"),
    "user-id": QT_TRANSLATE_NOOP("Demur", "Your user id there: {value}"),
    "picture": QT_TRANSLATE_NOOP("Demur", "The picture that you kept"),
    "wording": QT_TRANSLATE_NOOP("Demur", "The platform's own words, as they came"),
}
PART_NAMES = {
    "handle": QT_TRANSLATE_NOOP("Demur", "Disclose the account's name"),
    "user-id": QT_TRANSLATE_NOOP("Demur", "Disclose your user id"),
    "picture": QT_TRANSLATE_NOOP("Demur", "Disclose the picture"),
    "wording": QT_TRANSLATE_NOOP("Demur", "Disclose the platform's own words"),
}
WORDING_NAMES_YOU = QT_TRANSLATE_NOOP(
    "Demur", "Look closely: the platform's own words name your account, so ticking them discloses that as well."
)
LEAVES = QT_TRANSLATE_NOOP("Demur", "What leaves Demur, and nothing else")
LEAVES_FILE = QT_TRANSLATE_NOOP("Demur", "{name}: {purpose} ({size} bytes)")
LEAVES_VALUE = QT_TRANSLATE_NOOP("Demur", "Disclosed: {what}: {value}")
LEAVES_MORE = QT_TRANSLATE_NOOP("Demur", "And {count} more values of these kinds are disclosed.")
LEAVES_NOTHING = QT_TRANSLATE_NOOP("Demur", "Nothing of your account is in these files.")
BUNDLE_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "A bundle holds what a stranger needs to check this receipt without Demur, and a page to read and print. "
    "You decide who gets it.",
)
PLACE = QT_TRANSLATE_NOOP("Demur", "New folder or file")
BUNDLE_SAVED = QT_TRANSLATE_NOOP("Demur", "Saved as {file}. To check it: demur verify {file}")
PDF_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "For people who read on paper, such as a lawyer or a regulator: what the receipt says, how we know, what it does "
    "not show. A page can't vouch for itself, so keep the receipt too: only that can be checked.",
)
PAPER = QT_TRANSLATE_NOOP("Demur", "Paper")
PAPERS = {"a4": QT_TRANSLATE_NOOP("Demur", "A4 paper"), "letter": QT_TRANSLATE_NOOP("Demur", "US Letter paper")}
PDF_PLACE = QT_TRANSLATE_NOOP("Demur", "New file")
PDF_SAVED = QT_TRANSLATE_NOOP("Demur", "Saved as {file}.")
PDF_KIND = QT_TRANSLATE_NOOP("Demur", "PDF files (*.pdf)")
MAKING_PAGES = QT_TRANSLATE_NOOP("Demur", "Making the pages…")
ZIP_KIND = QT_TRANSLATE_NOOP("Demur", "Zip files (*.zip)")

# The list
SAVE_LIST = QT_TRANSLATE_NOOP("Demur", "Save the &list…")
SAVE_LIST_NAME = QT_TRANSLATE_NOOP("Demur", "Save the list")
SAVE_LIST_WHY = QT_TRANSLATE_NOOP("Demur", "As a table (.csv) or for programs (.json), without your accounts' names")
LIST_KIND = QT_TRANSLATE_NOOP("Demur", "Tables (*.csv);;For programs (*.json)")
LIST_SAVED = QT_TRANSLATE_NOOP("Demur", "Saved in {file}, without your accounts' names.")

SAVE_PDF = QT_TRANSLATE_NOOP("Demur", "Save as P&DF…")
SAVE_PDF_NAME = QT_TRANSLATE_NOOP("Demur", "Save as PDF")
SAVE_PDF_WHY = QT_TRANSLATE_NOOP("Demur", "The receipts chosen in the list below, as one PDF; Ctrl+A chooses all")
SAVE_PDF_TITLE = QT_TRANSLATE_NOOP("Demur", "Save {count} receipts as one PDF")
TOO_MANY = QT_TRANSLATE_NOOP("Demur", "{count} receipts are too many for one PDF; {most} go into one.")
CHOOSE_FEWER = QT_TRANSLATE_NOOP("Demur", "Choose fewer, such as those that a search finds.")

# Checking
CHECK_FILE = QT_TRANSLATE_NOOP("Demur", "Chec&k a file…")
CHECK_FILE_NAME = QT_TRANSLATE_NOOP("Demur", "Check a file")
CHECK_TITLE = QT_TRANSLATE_NOOP("Demur", "Check a receipt, whoever it is from")
CHECK_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "A receipt file, a bundle (a folder or a zip), or a whole exported ledger. It is read on this computer and nothing "
    "of it is kept; nobody is asked.",
)
CHECK_PLACE = QT_TRANSLATE_NOOP("Demur", "File or folder")
CHOOSE_FILE = QT_TRANSLATE_NOOP("Demur", "Choose a &file…")
CHOOSE_FILE_NAME = QT_TRANSLATE_NOOP("Demur", "Choose a file")
CHOOSE_FOLDER = QT_TRANSLATE_NOOP("Demur", "Choose a f&older…")
CHOOSE_FOLDER_NAME = QT_TRANSLATE_NOOP("Demur", "Choose a folder")
CHECK_NOW = QT_TRANSLATE_NOOP("Demur", "&Check it")
CHECK_NOW_NAME = QT_TRANSLATE_NOOP("Demur", "Check it")
CHECKING = QT_TRANSLATE_NOOP("Demur", "Looking at it…")
HOLDS = QT_TRANSLATE_NOOP("Demur", "What holds")
FAILS = QT_TRANSLATE_NOOP("Demur", "What doesn't hold")
UNCHECKED = QT_TRANSLATE_NOOP("Demur", "What was not checked")
OPEN = QT_TRANSLATE_NOOP("Demur", "What no check of a file can say")
SAYS = QT_TRANSLATE_NOOP("Demur", "What it says")
SAYS_UNPROVEN = QT_TRANSLATE_NOOP("Demur", "What it says, which is not proven")
MORE = QT_TRANSLATE_NOOP("Demur", "And {count} more, of which {bad} are not valid.")
KNOW = QT_TRANSLATE_NOOP("Demur", "I &know this key")
KNOW_NAME = QT_TRANSLATE_NOOP("Demur", "I know this key")
KNOW_AS = QT_TRANSLATE_NOOP("Demur", "Whose key it is")
KNOW_WHY = QT_TRANSLATE_NOOP(
    "Demur",
    "If you compared the fingerprint with one that its owner gave you, name the owner here. Demur then says so "
    "whenever it sees this key, and warns you of any other.",
)
