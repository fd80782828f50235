"""The text of letters: a member's own words, in the first person, which claim no more than the sources bear out."""

from datetime import date

from demur.words import QT_TRANSLATE_NOOP, say

MONTHS = (
    QT_TRANSLATE_NOOP("Demur", "January"),
    QT_TRANSLATE_NOOP("Demur", "February"),
    QT_TRANSLATE_NOOP("Demur", "March"),
    QT_TRANSLATE_NOOP("Demur", "April"),
    QT_TRANSLATE_NOOP("Demur", "May"),
    QT_TRANSLATE_NOOP("Demur", "June"),
    QT_TRANSLATE_NOOP("Demur", "July"),
    QT_TRANSLATE_NOOP("Demur", "August"),
    QT_TRANSLATE_NOOP("Demur", "September"),
    QT_TRANSLATE_NOOP("Demur", "October"),
    QT_TRANSLATE_NOOP("Demur", "November"),
    QT_TRANSLATE_NOOP("Demur", "December"),
)
DAY = QT_TRANSLATE_NOOP("Demur", "{day} {month} {year}")
WITH_ARTICLE = {"NL": QT_TRANSLATE_NOOP("Demur", "the Netherlands")}
"""Regions whose names have another form after “in”."""

GREETING = QT_TRANSLATE_NOOP("Demur", "Dear Sir or Madam,")
CLOSING = QT_TRANSLATE_NOOP("Demur", "Yours faithfully,")
FROM_ACCOUNT = QT_TRANSLATE_NOOP("Demur", "My account at {platform}: {account}")
ANSWER_TO = QT_TRANSLATE_NOOP("Demur", "Please answer to: {contact}")
TO_LINE = QT_TRANSLATE_NOOP("Demur", "To: {to}")
DATE_LINE = QT_TRANSLATE_NOOP("Demur", "Date: {day}")
SUBJECT_LINE = QT_TRANSLATE_NOOP("Demur", "Subject: {subject}")
DRAFT = QT_TRANSLATE_NOOP("Demur", "DRAFT, NOT FINISHED. Still missing: {missing}.")
DRAFT_MARK = QT_TRANSLATE_NOOP("Demur", "DRAFT")
DRAFT_LINE = QT_TRANSLATE_NOOP("Demur", "DRAFT: not finished")
PRACTICE = QT_TRANSLATE_NOOP("Demur", "PRACTICE: about a made-up platform. Not to be sent to anybody.")

GROUNDS_PLACE = QT_TRANSLATE_NOOP("Demur", "[Your own grounds stand here]")
EARLIER_PLACE = QT_TRANSLATE_NOOP(
    "Demur", "[Say here whether you wrote to the platform first, on which day, and what it answered]"
)
GAPS = {
    "name": QT_TRANSLATE_NOOP("Demur", "[ STILL MISSING: your name ]"),
    "account": QT_TRANSLATE_NOOP("Demur", "[ STILL MISSING: how they know you ]"),
    "addressee": QT_TRANSLATE_NOOP("Demur", "[ STILL MISSING: whom it goes to ]"),
    "grounds": QT_TRANSLATE_NOOP("Demur", "[ STILL MISSING: your own grounds ]"),
    "place": QT_TRANSLATE_NOOP("Demur", "[ STILL MISSING: the one place for your grounds ]"),
    "earlier": EARLIER_PLACE,
    "text": QT_TRANSLATE_NOOP("Demur", "[ STILL MISSING: the text ]"),
}
MISSING = {
    "name": QT_TRANSLATE_NOOP("Demur", "your name"),
    "account": QT_TRANSLATE_NOOP("Demur", "how they know you"),
    "addressee": QT_TRANSLATE_NOOP("Demur", "whom it goes to"),
    "grounds": QT_TRANSLATE_NOOP("Demur", "your own grounds"),
    "place": QT_TRANSLATE_NOOP("Demur", "the one line of the text where your grounds stand"),
    "earlier": QT_TRANSLATE_NOOP("Demur", "whether you wrote to the platform first, in the text"),
    "text": QT_TRANSLATE_NOOP("Demur", "the text"),
}

MODEL_TRAINING = "https://w3id.org/dpv/ai#ModelTraining"
FOR_TRAINING = QT_TRANSLATE_NOOP("Demur", "the training of artificial intelligence models")
FOR_SETTING = QT_TRANSLATE_NOOP("Demur", "the purpose of your setting “{setting}”")

OBJECTION_SUBJECT = {
    "gdpr": QT_TRANSLATE_NOOP("Demur", "Objection under Article 21 of the General Data Protection Regulation"),
    "uk-gdpr": QT_TRANSLATE_NOOP("Demur", "Objection under Article 21 of the UK GDPR"),
    "switzerland": QT_TRANSLATE_NOOP("Demur", "Objection to the use of my personal data"),
}
OBJECT = {
    "gdpr": QT_TRANSLATE_NOOP(
        "Demur",
        "I have an account at {platform} and live in {region}. Under Article 21(1) of the General Data Protection "
        "Regulation (Regulation (EU) 2016/679) I object to the use of my personal data for {purpose}.",
    ),
    "uk-gdpr": QT_TRANSLATE_NOOP(
        "Demur",
        "I have an account at {platform} and live in the United Kingdom. Under Article 21(1) of the UK GDPR I object "
        "to the use of my personal data for {purpose}.",
    ),
    "switzerland": QT_TRANSLATE_NOOP(
        "Demur",
        "I have an account at {platform} and live in Switzerland. I object to the use of my personal data for "
        "{purpose}. As far as the General Data Protection Regulation (Regulation (EU) 2016/679) applies to you in my "
        "case, I do so under its Article 21(1), and the articles named below are of that Regulation.",
    ),
}
BASIS_NAMED = QT_TRANSLATE_NOOP(
    "Demur", "As I read it, your privacy notice names legitimate interests (Article 6(1)(f)) as the legal basis for it."
)
BASIS_OPEN = QT_TRANSLATE_NOOP(
    "Demur",
    "I object as far as you base it on legitimate interests or on the public interest (Article 6(1)(e) or (f)).",
)
SCOPE = QT_TRANSLATE_NOOP(
    "Demur",
    "My objection is about everything of mine that you hold, whether I gave it to you before today or give it to you "
    "later, and about every training that has not yet taken place.",
)
SCOPE_OF_SETTING = QT_TRANSLATE_NOOP(
    "Demur", "My objection is about everything of mine that you hold, from before today and from now on."
)
SWITCHED_OFF = QT_TRANSLATE_NOOP(
    "Demur",
    "The setting “{setting}” is off for my account, as the receipt in the annex shows. This letter stands beside it.",
)
TOLD_OFF = QT_TRANSLATE_NOOP(
    "Demur", "I switched the setting “{setting}” off, and noted that in the receipt in the annex."
)
GROUNDS = QT_TRANSLATE_NOOP("Demur", "My grounds, which relate to my particular situation, are these:")
STOP = QT_TRANSLATE_NOOP(
    "Demur",
    "Please stop using my data for this, and confirm to me in writing what you have done. If you think that you have "
    "compelling legitimate grounds that override mine, please name them, and leave my data out until that is settled "
    "(Article 18(1)(d)).",
)
IN_TIME = QT_TRANSLATE_NOOP(
    "Demur",
    "Please answer without undue delay and within one month of receiving this letter (Article 12(3)). If you decide "
    "not to act on it, please tell me why within the same month (Article 12(4)).",
)
WHO_I_AM = QT_TRANSLATE_NOOP(
    "Demur", "If you have reasonable doubts about who I am, please ask me only for what you need to be sure."
)
SEE_ANNEX = QT_TRANSLATE_NOOP("Demur", "Annexed: receipt {number}, with its digest.")

COMPLAINT_SUBJECT = QT_TRANSLATE_NOOP("Demur", "Complaint: the setting “{setting}” is on again without me")
WAS_OFF = QT_TRANSLATE_NOOP(
    "Demur",
    "I have an account at {platform} and live in {region}. On {day} your setting “{setting}” was off for my account. "
    "My receipt {number} of that day says so (SHA-256 {digest}).",
)
IS_ON = QT_TRANSLATE_NOOP(
    "Demur",
    "On {day} it was found to be on. My receipt {number} of that day says so (SHA-256 {digest}). I did not switch it "
    "on, and I asked nobody to. I can't see from here who or what did.",
)
STILL_OBJECT = QT_TRANSLATE_NOOP(
    "Demur",
    "As I read it, your privacy notice names legitimate interests as the legal basis. To switch it off was to object "
    "(Article 21), and I have not taken that back.",
)
STILL_CHOOSE = QT_TRANSLATE_NOOP("Demur", "To switch it off was my choice, and I have not taken it back.")
SET_RIGHT = QT_TRANSLATE_NOOP(
    "Demur",
    "Please see to it that my data is not used for {purpose}, and tell me when and how the setting changed, and "
    "whether my data was used for this in between and which.",
)
COMPLAINT_IN_TIME = QT_TRANSLATE_NOOP(
    "Demur", "Please answer without undue delay and within one month of receiving this letter (Article 12(3))."
)
COMPLAINT_IN_TIME_CH = QT_TRANSLATE_NOOP("Demur", "Please answer within one month of receiving this letter.")

AUTHORITY_SUBJECT = QT_TRANSLATE_NOOP("Demur", "Complaint about {controller}")
TO_THE_AUTHORITY = {
    "gdpr": QT_TRANSLATE_NOOP(
        "Demur",
        "I complain to you under Article 77 of the General Data Protection Regulation (Regulation (EU) 2016/679) about "
        "{controller}, which is responsible for my data at {platform}. I live in {region}.",
    ),
    "uk-gdpr": QT_TRANSLATE_NOOP(
        "Demur",
        "I complain to you about {controller}, which is responsible for my data at {platform}. I live in the United "
        "Kingdom.",
    ),
    "switzerland": QT_TRANSLATE_NOOP(
        "Demur",
        "I complain to you about {controller}, which is responsible for my data at {platform}. I live in Switzerland.",
    ),
}
THEIRS_WAS_OFF = QT_TRANSLATE_NOOP(
    "Demur",
    "On {day} the setting “{setting}” of {platform} was off for my account. My receipt {number} of that day says so "
    "(SHA-256 {digest}).",
)
THEIRS_IS_ON = QT_TRANSLATE_NOOP(
    "Demur",
    "On {day} it was found to be on. My receipt {number} of that day says so (SHA-256 {digest}). I did not switch it "
    "on, and I asked nobody to. I can't see from here who or what did.",
)
ABOUT_PURPOSE = QT_TRANSLATE_NOOP(
    "Demur", "The setting decides whether {platform} uses personal data of mine for {purpose}."
)
PLEASE_LOOK = QT_TRANSLATE_NOOP(
    "Demur", "Please look into how the setting changed and whether my data was used, and tell me what comes of it."
)
SEE_ANNEXES = QT_TRANSLATE_NOOP("Demur", "Annexed: receipts {first} and {second}, with their digests.")

ANNEX = QT_TRANSLATE_NOOP("Demur", "Annex")
ANNEX_TEXT = QT_TRANSLATE_NOOP(
    "Demur",
    "Each receipt is a file that I keep. Anyone can check its signature and its place in my ledger without me; I send "
    "it on request.",
)
RECEIPT = QT_TRANSLATE_NOOP("Demur", "Receipt {number}")
SAYS = QT_TRANSLATE_NOOP("Demur", "What it says")
KNOWN_BY = QT_TRANSLATE_NOOP("Demur", "How that is known")
MY_WORD = QT_TRANSLATE_NOOP("Demur", "By my own word: no program read it")
SEALED = QT_TRANSLATE_NOOP("Demur", "Sealed")
DIGEST = QT_TRANSLATE_NOOP("Demur", "SHA-256")
LEDGER = QT_TRANSLATE_NOOP("Demur", "Ledger")
CHECKPOINT = QT_TRANSLATE_NOOP("Demur", "Checkpoint")
CHECKPOINT_OF = QT_TRANSLATE_NOOP("Demur", "{size} entries, root {root}")


PRACTICE_AUTHORITY = QT_TRANSLATE_NOOP("Demur", "The data protection authority (practice)")
AUTHORITIES = {
    "AT": "Österreichische Datenschutzbehörde",
    "BE": "Autorité de protection des données / Gegevensbeschermingsautoriteit",
    "CH": "Federal Data Protection and Information Commissioner (FDPIC)",
    "GB": "Information Commissioner's Office (ICO)",
    "IE": "Data Protection Commission (DPC)",
    "IT": "Garante per la protezione dei dati personali",
    "NL": "Autoriteit Persoonsgegevens",
}
"""Supervisory authorities by their own names: those that dated sources of our claims (2024 to 2026) speak of."""


def day(when: date) -> str:
    """Return a day as a letter has it, such as “21 November 2026”."""
    return say(DAY, day=when.day, month=say(MONTHS[when.month - 1]), year=when.year)
