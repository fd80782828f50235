"""What is said around a letter: whom it goes to, what it is not, and what became of it."""

from demur.words import QT_TRANSLATE_NOOP

NOT_ADVICE = QT_TRANSLATE_NOOP(
    "Demur",
    "This is not legal advice. Demur sends nothing: read the letter, change it as you like, and send it yourself.",
)
MINORS = QT_TRANSLATE_NOOP("Demur", "{claim} (Source: {title}, {published})")
SEND_BY_FORM = QT_TRANSLATE_NOOP(
    "Demur",
    "{platform} has a form for objections: {form}. A source of {date} names it; Demur has not looked at the live site.",
)
SEND_WHERE = QT_TRANSLATE_NOOP(
    "Demur",
    "Demur holds no source for a form or an address for this at {platform}: look in its privacy notice for one.",
)
CHECK_CONTROLLER = QT_TRANSLATE_NOOP(
    "Demur",
    "It is addressed to {controller}, whom Demur's file for {platform} names as responsible. Look in its privacy "
    "notice for the full name and the address.",
)
SWISS = QT_TRANSLATE_NOOP(
    "Demur", "What Swiss law says of an objection is not in Demur's sources, so the letter claims nothing about it."
)
AUTHORITY_NAMED = QT_TRANSLATE_NOOP(
    "Demur", "The authority's name is as dated sources have it. Its own website says how to complain; look there first."
)
AUTHORITY_NOT_NAMED = QT_TRANSLATE_NOOP(
    "Demur", "Demur holds no source that names your data protection authority: look it up, and fill in its name."
)
IS_PRACTICE = QT_TRANSLATE_NOOP(
    "Demur", "This letter is practice: its platform is made up, and there is nobody to send it to."
)
NOT_FINISHED = QT_TRANSLATE_NOOP("Demur", "Not finished. Still missing: {missing}.")
FINISHED = QT_TRANSLATE_NOOP("Demur", "Nothing is missing. Read it once more before you send it.")

ANSWER_BY = QT_TRANSLATE_NOOP(
    "Demur",
    "They have until {day} to answer: one month from the day they got it. A public holiday can move that a little.",
)
ANSWER_BY_EXTENDED = QT_TRANSLATE_NOOP(
    "Demur", "They have until {day} to answer, since they asked for two more months in time."
)
ANSWER_LATE = QT_TRANSLATE_NOOP("Demur", "An answer was due by {day}. None is recorded here.")

# The command
SENT_HELP = QT_TRANSLATE_NOOP("Demur", "record that you sent a letter, and write none")
KIND_HELP = QT_TRANSLATE_NOOP("Demur", "what the letter is; left out: an objection")
AUTHORITY_HELP = QT_TRANSLATE_NOOP(
    "Demur", "with a complaint: write to the data protection authority; its name, or “-” for the one known here"
)
GROUNDS_HELP = QT_TRANSLATE_NOOP(
    "Demur", "your own grounds, which an objection needs; “-” reads them from standard input"
)
NAME_HELP = QT_TRANSLATE_NOOP("Demur", "your name, as it stands under the letter")
KNOWN_AS_HELP = QT_TRANSLATE_NOOP("Demur", "how the platform knows you, such as the account's email address")
CONTACT_HELP = QT_TRANSLATE_NOOP("Demur", "where an answer is to go")
TO_HELP = QT_TRANSLATE_NOOP(
    "Demur", "write the letter into this new file, which ends in .pdf or .txt; left out: print it"
)
PAPER_HELP = QT_TRANSLATE_NOOP("Demur", "with a PDF: the paper; left out: what is usual where you live")
ON_HELP = QT_TRANSLATE_NOOP("Demur", "with “sent”: the day on which they got it, such as 2026-11-21")
TEXT_HELP = QT_TRANSLATE_NOOP("Demur", "with “sent”: the letter's text file, to be kept here beside the receipt")
USAGE = QT_TRANSLATE_NOOP("Demur", "Write “demur letter ACCOUNT”, or “demur letter sent ACCOUNT --on DATE”.")
TO_WHAT = QT_TRANSLATE_NOOP("Demur", "The file's name must end in .pdf or .txt.")
TEXT_WHAT = QT_TRANSLATE_NOOP("Demur", "{file} can't be read as text of 64 KiB at most.")
AUTHORITY_WHAT = QT_TRANSLATE_NOOP("Demur", "Only a complaint goes to an authority: add --kind complaint.")
WRITTEN = QT_TRANSLATE_NOOP("Demur", "Written: {file}")
SENT_NEXT = QT_TRANSLATE_NOOP("Demur", "When they answer, or ask for more time: {command}")

# The window
ELSE = QT_TRANSLATE_NOOP("Demur", "Beyond the switch")
ELSE_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Where you live, you can also object in writing. Demur fills in a letter here, and you send it yourself.",
)
ELSE_PRACTICE = QT_TRANSLATE_NOOP(
    "Demur", "You can practise writing an objection here, as members who live in {region} can at a real platform."
)
WRITE = QT_TRANSLATE_NOOP("Demur", "Write an ob&jection")
WRITE_NAME = QT_TRANSLATE_NOOP("Demur", "Write an objection")
RECORD_ANSWER = QT_TRANSLATE_NOOP("Demur", "Record &their answer")
RECORD_ANSWER_NAME = QT_TRANSLATE_NOOP("Demur", "Record their answer")
WAITING = QT_TRANSLATE_NOOP("Demur", "They got your letter on {received}. {answer}")
WAITING_FORM = QT_TRANSLATE_NOOP("Demur", "You sent the form on {received}. {answer}")

TITLES = {
    "objection": QT_TRANSLATE_NOOP("Demur", "Write an objection"),
    "complaint": QT_TRANSLATE_NOOP("Demur", "Write a complaint"),
    "complaint-to-authority": QT_TRANSLATE_NOOP("Demur", "Write a complaint"),
}
PAGE_TEXT = {
    "objection": QT_TRANSLATE_NOOP(
        "Demur",
        "About “{setting}” at {platform}. What you write is kept on this computer alone, until you throw it away.",
    ),
    "complaint": QT_TRANSLATE_NOOP(
        "Demur",
        "About “{setting}” at {platform}, which was off and is on again, and you say that it wasn't you. "
        "What you write is kept on this computer alone, until you throw it away.",
    ),
}
WHOM = QT_TRANSLATE_NOOP("Demur", "Who gets it")
TO_PLATFORM = QT_TRANSLATE_NOOP("Demur", "The platform")
TO_AUTHORITY = QT_TRANSLATE_NOOP("Demur", "The data protection authority")
FIELD_NAME = QT_TRANSLATE_NOOP("Demur", "Your name")
FIELD_ACCOUNT = QT_TRANSLATE_NOOP("Demur", "How {platform} knows you")
FIELD_ACCOUNT_TEXT = QT_TRANSLATE_NOOP("Demur", "The account's email address, say, or the address of your profile.")
FIELD_CONTACT = QT_TRANSLATE_NOOP("Demur", "Where an answer is to go (may stay empty)")
FIELD_TO = QT_TRANSLATE_NOOP("Demur", "Whom it is addressed to")
FIELD_ON = QT_TRANSLATE_NOOP("Demur", "The letter's date")
FIELD_GROUNDS = QT_TRANSLATE_NOOP("Demur", "Your own grounds")
FIELD_GROUNDS_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Why does this use of your data touch you in particular? Only you know, so Demur suggests nothing. "
    "The letter is not finished without them.",
)
FIELD_BODY = QT_TRANSLATE_NOOP("Demur", "The text")
FIELD_BODY_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "Change what you like. Your grounds are put in at the line in square brackets."
)
FIELD_BODY_FREE = QT_TRANSLATE_NOOP("Demur", "Change what you like.")
PUT_BACK = QT_TRANSLATE_NOOP("Demur", "Put the first text back")
THROW_AWAY = QT_TRANSLATE_NOOP("Demur", "Throw away what I wrote…")
THROW_AWAY_NAME = QT_TRANSLATE_NOOP("Demur", "Throw away what I wrote")
THROW_AWAY_SURE = QT_TRANSLATE_NOOP("Demur", "Throw away what you wrote in this letter?")
THROW_AWAY_MORE = QT_TRANSLATE_NOOP(
    "Demur",
    "The letter begins anew. Files that you saved stay, and so does what is recorded of a letter that you sent.",
)
PREVIEW = QT_TRANSLATE_NOOP("Demur", "The letter")
SAVE_PDF = QT_TRANSLATE_NOOP("Demur", "Save as &PDF…")
SAVE_PDF_NAME = QT_TRANSLATE_NOOP("Demur", "Save the letter as PDF")
SAVE_TEXT = QT_TRANSLATE_NOOP("Demur", "Save as &text…")
SAVE_TEXT_NAME = QT_TRANSLATE_NOOP("Demur", "Save the letter as text")
COPY = QT_TRANSLATE_NOOP("Demur", "&Copy the text")
COPY_NAME = QT_TRANSLATE_NOOP("Demur", "Copy the letter's text")
COPIED = QT_TRANSLATE_NOOP("Demur", "Copied.")
COPIED_DRAFT = QT_TRANSLATE_NOOP("Demur", "Copied, with what is missing shown in it.")
SAVED = QT_TRANSLATE_NOOP("Demur", "Saved: {file}")
SAVED_DRAFT = QT_TRANSLATE_NOOP("Demur", "Saved as a draft, with what is missing shown in it: {file}")
OPEN_FORM = QT_TRANSLATE_NOOP("Demur", "Open their objection &form…")
OPEN_FORM_NAME = QT_TRANSLATE_NOOP("Demur", "Open their objection form in my browser")
BACK = QT_TRANSLATE_NOOP("Demur", "Bac&k to the account")
BACK_NAME = QT_TRANSLATE_NOOP("Demur", "Back to the account")
GOOD_TO_KNOW = QT_TRANSLATE_NOOP("Demur", "Before you send it")
I_SENT_IT = QT_TRANSLATE_NOOP("Demur", "When you have sent it")
I_SENT_IT_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Tell Demur the day on which they got it: a form or an email the same day, a letter by post when it arrived. "
    "A receipt records that you said so, and Demur keeps the day by which they must answer.",
)
GOT_IT = QT_TRANSLATE_NOOP("Demur", "They got it on")
KEEP_TEXT = QT_TRANSLATE_NOOP("Demur", "Keep &its text with the receipt")
KEEP_TEXT_NAME = QT_TRANSLATE_NOOP("Demur", "Keep the letter's text with the receipt, on this computer")
RECORD_SENT = QT_TRANSLATE_NOOP("Demur", "Record that I &sent it")
RECORD_SENT_NAME = QT_TRANSLATE_NOOP("Demur", "Record that I sent it")
ANSWERED = QT_TRANSLATE_NOOP("Demur", "When they answer")
ANSWERED_ON = QT_TRANSLATE_NOOP("Demur", "The day of their answer")
REPLIES = {
    "agreed": QT_TRANSLATE_NOOP("Demur", "They agreed"),
    "refused": QT_TRANSLATE_NOOP("Demur", "They refused"),
    "unclear": QT_TRANSLATE_NOOP("Demur", "It isn't clear what they do"),
    "extended": QT_TRANSLATE_NOOP("Demur", "They need two more months"),
}
EXTENDED_TEXT = QT_TRANSLATE_NOOP(
    "Demur", "They may take two more months if they tell you so, with the reasons, within the first."
)
FILE_NAMES = {"objection": "demur-objection", "complaint": "demur-complaint"}
FILE_DRAFT = "-draft"
