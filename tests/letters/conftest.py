"""Letters joined to a platform in memory, with a real ledger and account list, and a clock that tests own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT, FreeTurn, Stage

from demur.core.account import Account
from demur.core.on_again import OnAgain
from demur.core.own_browser import OwnBrowser, OwnParts
from demur.core.reach import OWN_BROWSER
from demur.core.receipt import Receipt
from demur.core.route import Route, Way
from demur.core.setting import RegionCode, State
from demur.letters.letters import LetterParts, Letters
from demur.letters.office import Office

TRAINING = "https://w3id.org/dpv/ai#ModelTraining"


@dataclass
class Post:
    """What a test changes of whom a member writes to, and everything it wants to look at."""

    stage: Stage
    office: Office = field(default_factory=lambda: Office("Meadow", "Meadow Limited", "Learn from me", TRAINING))
    way: Way = Way.SWITCH

    @property
    def letters(self) -> Letters:
        stage, ledger = self.stage, self.stage.ledger
        own = OwnParts(stage.accounts, self, lambda _: ledger, stage.told, FreeTurn(), stage.clock)
        return Letters(
            LetterParts(
                accounts=stage.accounts,
                office_of=lambda _: self.office,
                records_of=lambda _: ledger,
                checkpoint_of=lambda _, receipt: ledger.proven(receipt.index).note,
                every_record=lambda: (ledger,),
                event_of=self.on_again.event,
                telling=OwnBrowser(own),
                clock=stage.clock,
            )
        )

    @property
    def on_again(self) -> OnAgain:
        return OnAgain(self.stage.accounts, lambda _: self.stage.ledger, self.stage.told, self.stage.clock)

    def route(self, _: Account) -> Route:
        meadow = self.stage.meadow
        connector = replace(meadow.connector, id="meadow/own-browser", kind=OWN_BROWSER)
        return Route(meadow.platform, meadow.setting, connector, self.way, None)

    def switch_off(self) -> Receipt:
        """Have the setting switched off and confirmed; return the receipt of that."""
        self.stage.opt_out.apply(self.stage.opt_out.preview(ACCOUNT.id, State.OFF).code)
        return self.stage.receipts[-1]

    def find_on_again(self) -> Receipt:
        self.stage.clock.pause(86400)
        self.stage.meadow.state = State.ON
        receipt = self.stage.opt_out.look(ACCOUNT.id).receipt
        assert receipt is not None
        return receipt


Living = Callable[[str], Post]


@pytest.fixture
def living(tmp_path: Path) -> Living:
    """Give a member who lives in a region."""

    def live_in(region: str) -> Post:
        stage = Stage(tmp_path)
        stage.accounts.keep(replace(ACCOUNT, region=RegionCode(region), is_practice=False))
        return Post(stage)

    return live_in


@pytest.fixture
def post(living: Living) -> Post:
    return living("GB")
