"""A letter as data: who writes to whom, what it says, what is annexed, and what is still missing from it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from demur.letters.law import Law
from demur.words import letters as words
from demur.words import say


class LetterKind(StrEnum):
    """What a letter is."""

    OBJECTION = "objection"
    COMPLAINT = "complaint"
    """To the platform, where a setting is on again."""
    TO_AUTHORITY = "complaint-to-authority"


class Gap(StrEnum):
    """What a letter is not finished without, in the order of its text."""

    NAME = "name"
    ACCOUNT = "account"
    ADDRESSEE = "addressee"
    GROUNDS = "grounds"
    PLACE = "place"
    """The line of the text at which the grounds are put in is gone, or there twice."""
    EARLIER = "earlier"
    """Whether the member wrote to the platform before, where an authority is written to."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Annex:
    """A receipt that a letter names: what it says, and what shows that it is the very one."""

    number: int
    what: str
    how: str
    sealed: str
    """When, as the receipt has it (RFC 3339)."""
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    origin: str
    size: int
    root: str
    """The checkpoint that covers it: which ledger, how long it was, and its root."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a letter; each field is the member's to change, and nothing is made up where one is empty."""

    kind: LetterKind
    law: Law
    platform: str
    subject: str
    on: date
    to: str
    """Whom it is addressed to, in one or more lines."""
    account: str
    """By what the platform knows the member."""
    body: str
    """The text between greeting and end; paragraphs have an empty line between them."""
    name: str = ""
    contact: str = ""
    """Where an answer is to go; may stay empty."""
    grounds: str = ""
    annexes: tuple[Annex, ...] = ()
    is_practice: bool = False

    def filled(self, **fields: str | date) -> "Letter":
        """Return the letter with some fields as the member has them; what doesn't print is left out of texts."""
        return replace(self, **{name: _clean(value) for name, value in fields.items()})  # type: ignore[arg-type]  # the fields' own types

    @property
    def needs_grounds(self) -> bool:
        """Whether it asks for the member's own grounds (GDPR Art. 21(1))."""
        return self.kind is LetterKind.OBJECTION

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing; a field of dots, dashes or brackets is as empty as one of nothing."""
        missing = [
            (Gap.NAME, not _says(self.name)),
            (Gap.ACCOUNT, not _says(self.account)),
            (Gap.ADDRESSEE, not _says(self.to)),
            (Gap.GROUNDS, self.needs_grounds and not _says(self.grounds)),
            (Gap.PLACE, self.needs_grounds and self._places() != 1),
            (Gap.EARLIER, say(words.EARLIER_PLACE) in self.body),
            (Gap.TEXT, not _says(self.body.replace(say(words.GROUNDS_PLACE), ""))),
        ]
        return tuple(gap for gap, is_missing in missing if is_missing)

    @property
    def is_finished(self) -> bool:
        return not self.gaps

    @property
    def paragraphs(self) -> Sequence[str]:
        """Return the text with the grounds in their place; a gap there is one that nobody can overlook."""
        gaps = self.gaps
        grounds = say(words.GAPS[Gap.GROUNDS]) if Gap.GROUNDS in gaps else self.grounds.strip()
        text = self.body.replace(say(words.GROUNDS_PLACE), grounds)
        if Gap.PLACE in gaps:
            text = f"{text}\n\n{say(words.GAPS[Gap.PLACE])}"
        found = [part.strip() for part in text.split("\n\n")]
        return [part for part in found if part] or [say(words.GAPS[Gap.TEXT])]

    def shown(self, gap: Gap, value: str) -> str:
        """Return a field as it stands in the letter: its text, or the gap in its place."""
        return say(words.GAPS[gap]) if gap in self.gaps else value.strip()

    def _places(self) -> int:
        return [line.strip() for line in self.body.splitlines()].count(say(words.GROUNDS_PLACE))


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _clean(value: str | date) -> str | date:
    if isinstance(value, date):
        return value
    whole = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in whole if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
