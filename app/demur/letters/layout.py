"""A letter in its parts, in order: the same for a file of text, for paper and for the window."""

from collections.abc import Sequence
from typing import NamedTuple

from demur.letters.letter import Annex, Gap, Letter
from demur.words import letters as words
from demur.words import say

Rows = Sequence[tuple[str, str]]


class Layout(NamedTuple):
    """What stands in a letter from its top to its end."""

    marks: Sequence[str]
    """What must be seen before anything else: that it is practice, or not finished."""
    sender: Sequence[str]
    to: Sequence[str]
    day: str
    subject: str
    greeting: str
    paragraphs: Sequence[str]
    closing: str
    name: str
    annex_text: str
    """Empty where nothing is annexed."""
    annexes: Sequence[tuple[str, Rows]]


def layout_of(letter: Letter) -> Layout:
    """Return a letter's parts, with whatever is missing shown as a gap in its place."""
    account = say(words.FROM_ACCOUNT, platform=letter.platform, account=letter.shown(Gap.ACCOUNT, letter.account))
    name = letter.shown(Gap.NAME, letter.name)
    contact = letter.contact.strip()
    return Layout(
        marks=_marks(letter),
        sender=[name, account, *([say(words.ANSWER_TO, contact=contact)] if contact else [])],
        to=letter.shown(Gap.ADDRESSEE, letter.to).splitlines(),
        day=words.day(letter.on),
        subject=letter.subject,
        greeting=say(words.GREETING),
        paragraphs=letter.paragraphs,
        closing=say(words.CLOSING),
        name=name,
        annex_text=say(words.ANNEX_TEXT) if letter.annexes else "",
        annexes=[(say(words.RECEIPT, number=annex.number), _rows(annex)) for annex in letter.annexes],
    )


def text_of(letter: Letter) -> str:
    """Return a letter as plain text."""
    parts = layout_of(letter)
    blocks = [
        *parts.marks,
        "\n".join(parts.sender),
        say(words.TO_LINE, to="\n".join(parts.to)),
        say(words.DATE_LINE, day=parts.day),
        say(words.SUBJECT_LINE, subject=parts.subject),
        parts.greeting,
        *parts.paragraphs,
        parts.closing,
        parts.name,
    ]
    if parts.annexes:
        blocks.append(say(words.ANNEX))
        blocks += ["\n".join((title, *(f"{name}: {value}" for name, value in rows))) for title, rows in parts.annexes]
        blocks.append(parts.annex_text)
    return "\n\n".join(blocks) + "\n"


def missing_of(letter: Letter) -> str:
    """Return what is missing from a letter, in words; empty where it is finished."""
    return ", ".join(say(words.MISSING[gap]) for gap in letter.gaps)


def _marks(letter: Letter) -> list[str]:
    marks = [say(words.PRACTICE)] if letter.is_practice else []
    if not letter.is_finished:
        marks.append(say(words.DRAFT, missing=missing_of(letter)))
    return marks


def _rows(annex: Annex) -> Rows:
    return [
        (say(words.SAYS), annex.what),
        (say(words.KNOWN_BY), annex.how),
        (say(words.SEALED), annex.sealed),
        (say(words.DIGEST), annex.digest),
        (say(words.LEDGER), annex.origin),
        (say(words.CHECKPOINT), say(words.CHECKPOINT_OF, size=annex.size, root=annex.root)),
    ]
