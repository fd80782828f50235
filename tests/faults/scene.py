"""The real product on a data folder of its own, before one Plaza that the test steers; no time is really waited for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.faults.witness import Witness
from tests.journeys.members import change

from demur.core.account import Account, LastSeen
from demur.core.entry import Receipt
from demur.core.outcome import Outcome, Step, Verdict
from demur.core.preview import Preview
from demur.core.setting import State
from demur.practice.launcher import Control
from demur.product import Product
from demur.words import outcomes, states

ME = "/api/me"
SETTING = "/api/settings/ai-training"


@dataclass
class PlazaClock:
    """The real time; a pause moves Plaza's clock instead of waiting."""

    control: Control
    before_pause: Callable[[int], None] = lambda _: None
    """Is told the number of the pause that comes, from 0 on."""
    pauses_s: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        self.before_pause(len(self.pauses_s))
        self.pauses_s.append(seconds)
        if seconds:
            self.control.advance(seconds)


@dataclass
class Scene:
    product: Product
    control: Control
    clock: PlazaClock
    witness: Witness
    sign_in: Callable[[Product, str], Account]
    _log_start: int = 0

    def member(self, user_id: str = "us-on") -> Account:
        """Return a member who is signed in; the sign-in itself was made for real, once for all tests."""
        account = self.sign_in(self.product, user_id)
        self._log_start = len(self.control.log())
        return account

    def change(
        self, account: Account, target: State = State.OFF, told: Callable[[Step], None] = lambda _: None
    ) -> Outcome:
        outcome = change(self.product, account, target, told)
        assert ("confirmed" in words_of(outcome).casefold()) == (outcome.verdict is Verdict.CONFIRMED)
        return outcome

    def bend_then_change(self, account: Account, fault: str, step: Step) -> Outcome:
        """Opt out, with a fault that begins at one step of the main job."""

        def told(now: Step) -> None:
            if now is step:
                self.control.set_fault(account.identity.user_id, fault)

        return self.change(account, told=told)

    def preview(self, account: Account, target: State = State.OFF) -> Preview:
        return self.product.opt_out.preview(account.id, target)

    def last(self, account: Account) -> LastSeen:
        found = self.product.accounts.find(account.id)
        assert found is not None
        assert found.last is not None
        return found.last

    def explained(self, account: Account) -> str:
        """Return what stands on the account's page about its state."""
        found = self.product.accounts.find(account.id)
        assert found is not None
        return f"{states.account_state(found)}. {states.explained(found, 'Plaza')}"

    def receipts(self) -> list[Receipt]:
        return list(self.product.ledger(True).page(0, 1000))

    def kinds(self) -> list[str]:
        return [str(receipt.kind) for receipt in self.receipts()]

    def requests(self, method: str = "") -> list[dict[str, Any]]:
        """Return what Plaza was asked through its settings interface since the member was signed in."""
        log = self.control.log()[self._log_start :]
        asked = [request for request in log if request["path"].startswith("/api/")]
        return [request for request in asked if method in {"", request["method"]}]


def words_of(outcome: Outcome) -> str:
    return f"{outcomes.headline(outcome, 'Plaza')} {outcomes.detail(outcome, 'Plaza')}"


def receipt_of(outcome: Outcome) -> Receipt:
    assert outcome.receipt is not None
    return outcome.receipt


def method_of(outcome: Outcome) -> str:
    return str(receipt_of(outcome).fields["assurance"]["method"])
