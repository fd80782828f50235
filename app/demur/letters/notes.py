"""What is said beside a letter, and never in it: that it is no advice, where it goes, and what isn't known."""

from demur.letters.law import Law
from demur.letters.letter import Letter, LetterKind
from demur.letters.office import Office
from demur.words import letter_page as words
from demur.words import say


def notes_of(letter: Letter, office: Office) -> list[str]:
    """Return what whoever sends the letter should know, the most important first."""
    if letter.is_practice:
        return [say(words.IS_PRACTICE), say(words.NOT_ADVICE)]
    notes = [say(words.NOT_ADVICE)]
    if letter.kind is LetterKind.TO_AUTHORITY:
        notes.append(say(words.AUTHORITY_NAMED if letter.to else words.AUTHORITY_NOT_NAMED))
    else:
        notes += _where(office)
    if letter.law is Law.SWITZERLAND:
        notes.append(say(words.SWISS))
    if office.minors is not None:
        source = office.minors.source
        notes.append(say(words.MINORS, claim=office.minors.sentence, title=source.title, published=source.published))
    return notes


def _where(office: Office) -> list[str]:
    known = {"platform": office.platform, "controller": office.controller}
    if office.form:
        first = say(words.SEND_BY_FORM, form=office.form, date=office.form_date, **known)
    else:
        first = say(words.SEND_WHERE, **known)
    return [first, say(words.CHECK_CONTROLLER, **known)]
