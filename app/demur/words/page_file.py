"""What `demur platforms check` says that it understood of the file of a platform with a page."""

from demur.words import QT_TRANSLATE_NOOP

OPENS = QT_TRANSLATE_NOOP("Demur", "Opens in Demur, and nothing else: {origins}")
PARTS_FROM = QT_TRANSLATE_NOOP("Demur", "The control's own frame, or a link for your own browser: {origins}")
BEGINS = QT_TRANSLATE_NOOP("Demur", "Signing in begins at: {address} ({mark}, {date})")
SIGNED_OUT = QT_TRANSLATE_NOOP("Demur", "Nobody is signed in at: {addresses}")
SIGNED_OUT_NOT_KNOWN = QT_TRANSLATE_NOOP(
    "Demur", "Where nobody is signed in is not known; any other address counts as the wrong page."
)
CHALLENGE = QT_TRANSLATE_NOOP("Demur", "More proof is asked for at: {addresses}")
CLOSED = QT_TRANSLATE_NOOP("Demur", "The account is closed at: {addresses}")
NAMED = {
    "meta": QT_TRANSLATE_NOOP("Demur", "The page names the member: meta element {keys}"),
    "link": QT_TRANSLATE_NOOP("Demur", "The page names the member: link that begins with {keys}"),
}
NAMES_NOBODY = QT_TRANSLATE_NOOP(
    "Demur", "No page names the member; whoever adds the account does, and receipts say so."
)
SETTING = QT_TRANSLATE_NOOP("Demur", "{setting}: {address} ({mark}, {date})")
NO_CONTROL = QT_TRANSLATE_NOOP("Demur", "Its control is not described, so it is for your own browser only.")
CONTROL = {
    "switch": QT_TRANSLATE_NOOP("Demur", "A switch; its role is one of: {roles}"),
    "radio": QT_TRANSLATE_NOOP("Demur", "A pair of radio buttons; their role is one of: {roles}"),
    "select": QT_TRANSLATE_NOOP("Demur", "A select; its role is one of: {roles}"),
}
CHECKED_MEANS_ON = QT_TRANSLATE_NOOP("Demur", "Checked means: On, the data may be used.")
CHECKED_MEANS_OFF = QT_TRANSLATE_NOOP("Demur", "Checked means: Off, the data may not be used.")
WITNESS = QT_TRANSLATE_NOOP("Demur", "Second witness: {attribute}=“{value}”")
FRAME = QT_TRANSLATE_NOOP("Demur", "In the frame at: {address}")
SCROLLED = QT_TRANSLATE_NOOP("Demur", "Drawn after scrolling down.")
LISTED = QT_TRANSLATE_NOOP("Demur", "A list shows it in words, too: {address} ({mark}, {date})")
LABEL = QT_TRANSLATE_NOOP("Demur", "{language}, {what}: “{label}” ({mark}, {date})")
INCOMPLETE = QT_TRANSLATE_NOOP("Demur", "{language}: the control is not known by its label here.")
WHAT = {
    "control": QT_TRANSLATE_NOOP("Demur", "control"),
    "on": QT_TRANSLATE_NOOP("Demur", "on"),
    "off": QT_TRANSLATE_NOOP("Demur", "off"),
    "open": QT_TRANSLATE_NOOP("Demur", "opens the way"),
    "confirm": QT_TRANSLATE_NOOP("Demur", "confirms"),
    "save": QT_TRANSLATE_NOOP("Demur", "saves"),
    "saved": QT_TRANSLATE_NOOP("Demur", "says that it saved"),
    "not_offered": QT_TRANSLATE_NOOP("Demur", "says that it is not offered"),
    "listed_on": QT_TRANSLATE_NOOP("Demur", "on, in the list"),
    "listed_off": QT_TRANSLATE_NOOP("Demur", "off, in the list"),
}
WAY = QT_TRANSLATE_NOOP("Demur", "{number}. {way}: {good_for}")
"""In the order in which the ways are offered; `way` is one of `words.page.WAY`."""
TERMS = QT_TRANSLATE_NOOP("Demur", "Said before the first reading: {terms}")
READ_ALONE = QT_TRANSLATE_NOOP("Demur", "May be read while nobody is there.")
