"""The letters of each account: begun from what is known, recorded once they were sent, and waited for."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, NamedTuple, Protocol

from demur.core.account import Account, AccountId
from demur.core.letter_problem import ExtensionLate, LetterNotHere, NobodyBlamed, NoLetterSent, NoRelapse
from demur.core.on_again import Event
from demur.core.outcome import Outcome
from demur.core.own_browser import OwnBrowser, Reply
from demur.core.ports import Accounts, Clock
from demur.core.problem import AccountUnknown, Problem
from demur.core.receipt import EntryId, Kind, Receipt
from demur.core.relapse import LOOKED_BACK
from demur.core.setting import State
from demur.core.telling import REPLY, REPORTED_DATE, REQUEST, Said
from demur.letters.authority import authority_of
from demur.letters.deadline import answer_due
from demur.letters.draft import Draft
from demur.letters.law import Law, law_of
from demur.letters.letter import Annex, Letter, LetterKind
from demur.letters.office import Office
from demur.words import letters as words
from demur.words import receipts as receipt_words
from demur.words import say

_SEEN: Final = frozenset({Kind.CONFIRMATION, Kind.OBSERVATION})


class OpenRequest(NamedTuple):
    """A request that waits for its answer, and until when."""

    account: AccountId
    request: EntryId
    due: date


class Waiting(NamedTuple):
    """The same, as it is shown with its account."""

    receipt: Receipt
    received: date
    is_extended: bool
    due: date


class Records(Protocol):
    """A ledger, as far as letters need it."""

    def of_account(self, account: AccountId, count: int) -> Sequence[Receipt]: ...

    def requests(self, account: AccountId | None = None) -> Sequence[Receipt]:
        """Return every request and every answer, of an account or of all, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class LetterParts:
    """What letters are joined to; `wiring` builds it."""

    accounts: Accounts
    office_of: Callable[[Account], Office]
    records_of: Callable[[Account], Records]
    checkpoint_of: Callable[[Account, Receipt], str]
    """The newest checkpoint that covers a receipt, as a signed note."""
    every_record: Callable[[], Sequence[Records]]
    """Every ledger that requests are recorded in."""
    event_of: Callable[[AccountId], Event | None]
    """The newest event by which a setting is on again, and what its member says of it."""
    telling: OwnBrowser
    """Records what the member says, of accounts of every kind."""
    clock: Clock


class Letters:
    """Begins letters and records what became of them; it sends none and asks nobody."""

    def __init__(self, parts: LetterParts) -> None:
        self._parts = parts

    def law(self, account: Account) -> Law:
        """Return what a letter of this account's member rests on. Raises `LetterNotHere`."""
        if (law := law_of(account.region)) is None:
            raise LetterNotHere(region=account.region)
        return law

    def office(self, account: Account) -> Office:
        """Return to whom a letter goes. Raises `PlatformUnknown`, `NothingToOptOutOf`, `MeaningBroken`."""
        return self._parts.office_of(account)

    def objection(self, account_id: AccountId) -> Letter:
        """Return an objection with all that is known filled in; the member's own grounds are never among it.

        Raises `LetterNotHere` and as `office`.
        """
        account = self._account(account_id)
        law, office = self.law(account), self.office(account)
        newest = next((one for one in self._receipts(account) if _tells_state(one)), None)
        draft = Draft(account, law, office)
        letter = self._letter(LetterKind.OBJECTION, account, law, office)
        annexes = (self._annex(account, newest),) if newest is not None else ()
        return replace(letter, subject=draft.objection_subject(), body=draft.objection(newest), annexes=annexes)

    def complaint(
        self, account: Account, confirmed: Receipt, observation: Receipt, is_to_authority: bool = False
    ) -> Letter:
        """Return a complaint that names both receipts: the earlier one by which it was off, and that it is on again.

        Raises as `objection`.
        """
        law, office = self.law(account), self.office(account)
        draft = Draft(account, law, office)
        annexes = (self._annex(account, confirmed), self._annex(account, observation))
        if is_to_authority:
            letter = self._letter(LetterKind.TO_AUTHORITY, account, law, office)
            body = draft.to_authority(confirmed, observation, annexes)
            to = authority_of(account)
            return replace(letter, subject=draft.authority_subject(), body=body, to=to, annexes=annexes)
        letter = self._letter(LetterKind.COMPLAINT, account, law, office)
        body = draft.complaint(confirmed, observation, annexes)
        return replace(letter, subject=draft.complaint_subject(), body=body, annexes=annexes)

    def blamed(self, account_id: AccountId) -> tuple[Receipt, Receipt]:
        """Return by which receipts a setting was off and then on again, where the member says it wasn't them.

        Raises `NoRelapse`, `NobodyBlamed`, and the ledger's problems.
        """
        event = self._parts.event_of(account_id)
        if event is None or event.off is None:
            raise NoRelapse
        if event.said is not Said.NO:
            raise NobodyBlamed(id=account_id)
        return event.off, event.observation

    def sent(self, account_id: AccountId, on: date, kind: LetterKind = LetterKind.OBJECTION, kept: str = "") -> Outcome:
        """Record that the member sent a letter, which was received `on` a day; `kept`: its text, if they want that.

        Raises `DateAhead`, `LetterNotHere`, the problems of the vault and the ledger.
        """
        self.law(self._account(account_id))
        return self._parts.telling.letter_sent(account_id, on, kind.value, kept)

    def answered(self, request: Receipt, reply: Reply, on: date, said: str = "") -> Outcome:
        """Record an answer; that they need two more months counts only within the first.

        Raises `ExtensionLate`, `DateAhead`, `RequestAnswered`, the problems of the vault and the ledger.
        """
        if reply is Reply.EXTENDED and on > (last := answer_due(_received(request))):
            raise ExtensionLate(day=last.isoformat())
        return self._parts.telling.answered(request, reply, on, said)

    def newest_waiting(self, account_id: AccountId) -> Waiting:
        """Return the newest request that waits for an answer. Raises `NoLetterSent`."""
        waiting = self.waiting(account_id)
        if not waiting:
            raise NoLetterSent(id=account_id)
        return waiting[0]

    def waiting(self, account_id: AccountId) -> list[Waiting]:
        """Return the requests of an account that wait for an answer, newest first, with their last days."""
        account = self._account(account_id)
        if law_of(account.region) is None:
            return []
        found = self._parts.records_of(account).requests(account_id)
        return _waiting([one for one in found if one.is_about(account)])

    def open_requests(self) -> list[OpenRequest]:
        """Return every request that waits for an answer under a law that sets a day for it.

        A ledger that can't be read has none: whoever reads it for its own sake is told so, and a look at all accounts
        must not end for it.
        """
        by_account: dict[AccountId, list[Receipt]] = {}
        for record in self._parts.every_record():
            with suppress(Problem):
                for receipt in record.requests():
                    if receipt.account is not None:
                        by_account.setdefault(receipt.account, []).append(receipt)
        found = []
        for account_id, receipts in by_account.items():
            account = self._parts.accounts.find(account_id)
            if account is not None and law_of(account.region) is not None:
                ours = [one for one in receipts if one.is_about(account)]
                found += [OpenRequest(account_id, one.receipt.id, one.due) for one in _waiting(ours)]
        return found

    def _account(self, account_id: AccountId) -> Account:
        if (account := self._parts.accounts.find(account_id)) is None:
            raise AccountUnknown
        return account

    def _receipts(self, account: Account) -> list[Receipt]:
        found = self._parts.records_of(account).of_account(account.id, LOOKED_BACK)
        return [one for one in found if one.is_about(account)]

    def _letter(self, kind: LetterKind, account: Account, law: Law, office: Office) -> Letter:
        """Return a letter without its text. A name that only the member uses is not how the platform knows them."""
        return Letter(
            kind=kind,
            law=law,
            platform=office.platform,
            subject="",
            on=account.plays_on or self._parts.clock.now().astimezone().date(),
            to=office.controller,
            account="" if account.is_named_by_member else account.identity.handle,
            body="",
            is_practice=account.is_practice,
        )

    def _annex(self, account: Account, receipt: Receipt) -> Annex:
        """Return a receipt as it is annexed, with the checkpoint's three lines (C2SP tlog-checkpoint)."""
        origin, size, root = self._parts.checkpoint_of(account, receipt).split("\n")[:3]
        return Annex(
            number=receipt.index,
            what=receipt_words.change(receipt),
            how=say(words.MY_WORD) if receipt.is_own_browser else receipt_words.how_known(receipt),
            sealed=receipt.fields["recordedAt"],
            digest=hashlib.sha256(receipt.body).hexdigest(),
            origin=origin,
            size=int(size),
            root=root,
        )


def _tells_state(receipt: Receipt) -> bool:
    return receipt.kind in _SEEN and receipt.state("after") is not State.UNKNOWN


def _waiting(receipts: Sequence[Receipt]) -> list[Waiting]:
    answers = [one.fields["ext"] for one in receipts if one.kind is Kind.ANSWER]
    extended = {ext[REQUEST] for ext in answers if ext.get(REPLY) == Reply.EXTENDED}
    answered = {ext[REQUEST] for ext in answers if ext.get(REPLY) != Reply.EXTENDED}
    open_ones = [one for one in receipts if one.kind is Kind.REQUEST and one.id not in answered]
    days = [(one, _received(one), one.id in extended) for one in open_ones]
    found = [Waiting(one, on, is_extended, answer_due(on, is_extended)) for one, on, is_extended in days]
    return sorted(found, key=lambda waiting: waiting.receipt.index, reverse=True)


def _received(request: Receipt) -> date:
    """Return the day on which a request was received; of a form it is the day on which it was recorded or sent."""
    told = request.fields.get("ext", {}).get(REPORTED_DATE)
    if told is not None:
        return date.fromisoformat(told)
    return datetime.fromisoformat(request.fields["recordedAt"]).astimezone().date()
