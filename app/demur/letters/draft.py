"""Puts together the first text of a letter, which its member then changes as they like."""

from datetime import datetime

from demur.core.account import Account
from demur.core.receipt import Receipt
from demur.core.setting import Assurance, State
from demur.letters.law import Law
from demur.letters.letter import Annex
from demur.letters.office import Office
from demur.meaning.regions import name_of
from demur.words import letters as words
from demur.words import say


class Draft:
    """The sentences of a letter of one member, under the law that holds where they live."""

    def __init__(self, account: Account, law: Law, office: Office) -> None:
        self._account, self._law, self._office = account, law, office
        is_training = office.purpose == words.MODEL_TRAINING
        form = words.FOR_TRAINING if is_training else words.FOR_SETTING
        self._is_training, purpose = is_training, say(form, setting=office.setting)
        special = words.WITH_ARTICLE.get(account.region)
        region = say(special) if special else name_of(account.region) or account.region
        self._known = {
            "platform": office.platform,
            "controller": office.controller,
            "setting": office.setting,
            "purpose": purpose,
            "region": region,
        }

    def objection_subject(self) -> str:
        return say(words.OBJECTION_SUBJECT[self._law])

    def objection(self, newest: Receipt | None) -> str:
        """Return the text of an objection; it speaks of the newest receipt where that says that the setting is off."""
        parts = [words.OBJECT[self._law], self._basis()]
        parts.append(words.SCOPE if self._is_training else words.SCOPE_OF_SETTING)
        if newest is not None and newest.state("after") is State.OFF:
            parts.append(words.TOLD_OFF if newest.level is Assurance.MEMBER_REPORTED else words.SWITCHED_OFF)
        parts += [words.GROUNDS, words.GROUNDS_PLACE, words.STOP, words.IN_TIME, words.WHO_I_AM]
        text = [self._say(part) for part in parts]
        if newest is not None:
            text.append(say(words.SEE_ANNEX, number=newest.index))
        return "\n\n".join(text)

    def complaint_subject(self) -> str:
        return self._say(words.COMPLAINT_SUBJECT)

    def complaint(self, off: Receipt, on: Receipt, annexes: tuple[Annex, ...]) -> str:
        """Return the text of a complaint to the platform, which names both receipts."""
        was, found = annexes
        still = words.STILL_OBJECT if self._office.names_legitimate_interests else words.STILL_CHOOSE
        in_time = words.COMPLAINT_IN_TIME_CH if self._law is Law.SWITZERLAND else words.COMPLAINT_IN_TIME
        text = [
            self._say(words.WAS_OFF, day=_day(off), number=was.number, digest=was.digest),
            self._say(words.IS_ON, day=_day(on), number=found.number, digest=found.digest),
            self._say(still),
            self._say(words.SET_RIGHT),
            self._say(in_time),
            self._say(words.SEE_ANNEXES, first=was.number, second=found.number),
        ]
        return "\n\n".join(text)

    def authority_subject(self) -> str:
        return self._say(words.AUTHORITY_SUBJECT)

    def to_authority(self, off: Receipt, on: Receipt, annexes: tuple[Annex, ...]) -> str:
        """Return the text of a complaint to a supervisory authority, which names both receipts."""
        was, found = annexes
        text = [
            self._say(words.TO_THE_AUTHORITY[self._law]),
            self._say(words.ABOUT_PURPOSE),
            self._say(words.THEIRS_WAS_OFF, day=_day(off), number=was.number, digest=was.digest),
            self._say(words.THEIRS_IS_ON, day=_day(on), number=found.number, digest=found.digest),
            say(words.EARLIER_PLACE),
            self._say(words.PLEASE_LOOK),
            self._say(words.SEE_ANNEXES, first=was.number, second=found.number),
        ]
        return "\n\n".join(text)

    def _basis(self) -> str:
        return words.BASIS_NAMED if self._office.names_legitimate_interests else words.BASIS_OPEN

    def _say(self, form: str, **more: object) -> str:
        return say(form, **self._known, **more)


def _day(receipt: Receipt) -> str:
    """Return the day on which it was seen, in UTC as the receipt has it."""
    return words.day(datetime.fromisoformat(receipt.fields["after"]["observedAt"]).date())
