"""Words of the page on which a report of all accounts is saved."""

from demur.words import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("Demur", "Save a report of your accounts")
TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "It says of each account what is known, how, and since when, and which receipt that rests on. It is made of what "
    "is kept on this computer; no platform is asked. You decide who gets it, and nobody may demand it.",
)
FORM = QT_TRANSLATE_NOOP("Demur", "What to save")
FORMS = {
    ".pdf": QT_TRANSLATE_NOOP("Demur", "A page to read and print (PDF)"),
    ".csv": QT_TRANSLATE_NOOP("Demur", "A table (CSV)"),
    ".json": QT_TRANSLATE_NOOP("Demur", "For programs (JSON)"),
}
KINDS = {
    ".pdf": QT_TRANSLATE_NOOP("Demur", "PDF files (*.pdf)"),
    ".csv": QT_TRANSLATE_NOOP("Demur", "Tables (*.csv)"),
    ".json": QT_TRANSLATE_NOOP("Demur", "For programs (*.json)"),
}
NAMES = QT_TRANSLATE_NOOP("Demur", "Disclose the accounts' names")
NAMES_WHY = QT_TRANSLATE_NOOP("Demur", "Without them, numbers stand in their place.")
PRACTICE = QT_TRANSLATE_NOOP("Demur", "Practice accounts as well")
PRACTICE_WHY = QT_TRANSLATE_NOOP("Demur", "They are marked as practice, on pages of their own.")
LEAVES = QT_TRANSLATE_NOOP("Demur", "What leaves Demur, and nothing else")
LEAVES_FILE = QT_TRANSLATE_NOOP("Demur", "{name}: {size} bytes, accounts in it: {count}")
FILE_TEXT = QT_TRANSLATE_NOOP("Demur", "All of the file's text")
MORE = QT_TRANSLATE_NOOP("Demur", "And {count} more accounts, told in the same way.")
MAKING = QT_TRANSLATE_NOOP("Demur", "Making the report…")
PLACE = QT_TRANSLATE_NOOP("Demur", "New file")
ELSEWHERE = QT_TRANSLATE_NOOP("Demur", "Choose another place…")
SAVED = QT_TRANSLATE_NOOP("Demur", "Saved as {file}.")
