"""A switch that is on again: nobody but its member may know who did it, so they are asked, and may answer anew."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from demur.core import own_word
from demur.core.account import Account, AccountId
from demur.core.entry import Receipt
from demur.core.ports import Accounts, Clock, Ledger, Meaning
from demur.core.problem import AccountUnknown, NothingAsked, Problem
from demur.core.relapse import LOOKED_BACK, earlier_of, is_certain
from demur.core.setting import State
from demur.core.sighting import OWN_DEED
from demur.core.telling import ABOUT, SWITCHED_ON, Said


class Event(NamedTuple):
    """A switch that was off for certain, and was then seen on."""

    observation: Receipt
    """Where that it is on was sealed."""
    off: Receipt | None
    """The receipt by which it was off before; None where it is in another ledger by now."""
    said: Said | None
    """The member's newest answer; None where they gave none."""
    answer: Receipt | None
    """Where that answer was sealed."""
    is_off_since: bool
    """Whether it was seen off for certain after that."""

    @property
    def is_waiting(self) -> bool:
        """Whether the member was not heard yet."""
        return self.said is None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done about it: the member may still complain of what others did."""
        return self.is_off_since and self.said in {Said.YES, Said.NOT_SURE}


class OnAgain:
    """Finds the newest event of an account, and records what its member says of it."""

    def __init__(
        self, accounts: Accounts, ledger_of: Callable[[Account], Ledger], meaning: Meaning, clock: Clock
    ) -> None:
        self._accounts, self._ledger_of, self._meaning, self._clock = accounts, ledger_of, meaning, clock

    def may_be(self, account_id: AccountId) -> bool:
        """Tell quickly whether there can be an event: something off for certain, and then something on."""
        was_off = False
        for seen in reversed(self._accounts.sightings(account_id, LOOKED_BACK)):
            if was_off and seen.state is State.ON:
                return True
            was_off = was_off or (seen.is_certain and seen.state is State.OFF)
        return False

    def event(self, account_id: AccountId) -> Event | None:
        """Return the newest event of an account. Raises the ledger's problems, and `AccountUnknown`."""
        account = self._account(account_id)
        ledger = self._ledger_of(account)
        found = [one for one in ledger.of_account(account.id, LOOKED_BACK) if one.is_about(account)]
        for number, receipt in enumerate(found):
            if (earlier := earlier_of(receipt)) is not None:
                answer = _answer_to(receipt, found[:number])
                is_off = any(is_certain(one) and one.state("after") is State.OFF for one in found[:number])
                return Event(receipt, ledger.find(earlier), said_in(answer) if answer else None, answer, is_off)
        return None

    def answer(self, account_id: AccountId, said: Said) -> Receipt:
        """Seal what the member says of the newest event, as their word. An answer may follow another.

        Raises `NothingAsked`, `AccountUnknown`, the problems of the vault and the ledger.
        """
        account, event = self._account(account_id), self.event(account_id)
        if event is None:
            raise NothingAsked
        now, shown = self._clock.now(), self._meaning.shown(account)
        receipt = self._ledger_of(account).unlock().seal(own_word.entry(account, event.observation, said, now, shown))
        with suppress(Problem):  # the receipt is the record; the watch would only go on telling of it
            self._accounts.keep_setting(f"{OWN_DEED}:{account.id}", now.isoformat() if said is Said.YES else "")
        return receipt

    def _account(self, account_id: AccountId) -> Account:
        if (account := self._accounts.find(account_id)) is None:
            raise AccountUnknown
        return account


def said_in(receipt: Receipt) -> Said | None:
    """Return what a receipt says that the member answered; None where it is of something else."""
    word = (receipt.fields.get("ext") or {}).get(SWITCHED_ON)
    return Said(word) if receipt.is_own_browser and word in set(Said) else None


def _answer_to(observation: Receipt, newer: Sequence[Receipt]) -> Receipt | None:
    """Return the newest answer about an observation."""
    return next((one for one in newer if said_in(one) and one.fields["ext"].get(ABOUT) == observation.id), None)
