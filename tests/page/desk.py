"""The main job over Plaza's pages: the real engine, browser, ledger and platform; only the window is missing."""

import itertools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.browser.hand import wait_for
from tests.core.stage import FreeTurn, Told
from tests.faults.scene import PlazaClock

from demur.browser.browser import Browser
from demur.browser.rules import Rules
from demur.browser.worker import PageDriver
from demur.connectors import platform_file
from demur.connectors.page.engine import PageLine
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.proof import Proof
from demur.connectors.page.waiting import Patience
from demur.connectors.page.watching import Guidance
from demur.core.account import Account, AccountId, SignInId
from demur.core.entry import Receipt
from demur.core.opt_out import OptOut, Parts
from demur.core.outcome import Outcome, Step
from demur.core.preview import Previews
from demur.core.reading import Reading
from demur.core.route import ApplyWay
from demur.core.setting import Identity, RegionCode, SettingId, State
from demur.ledger.accounts import SqliteAccounts
from demur.ledger.composition import ProgramFacts
from demur.ledger.log import SqliteLedger
from demur.machine import SystemClock
from demur.practice.launcher import Plaza
from demur.vault.folder_vault import FolderVault

T = TypeVar("T")
SHIPPED = Path(__file__).parents[2] / "resources" / "platforms" / "plaza-page.toml"
RECIPES = Path(__file__).with_name("recipes")
SETTING = "ai-training"
LIMIT_MS = 60_000
QUICK = Patience(absent_s=1.5, unfit_s=0.6, quiet_s=1.0, stream_s=0.5, settle_s=1.5, turn_s=20)
_NUMBERS = itertools.count()
GUIDANCE = Guidance(lambda *_: ("Turn it off.",), ("It went back.",), ("Come back.",))
SIGN_IN = """(() => {{
  document.getElementById("username").value = {member};
  document.getElementById("password").value = document.getElementById("practice-password").textContent;
  document.querySelector("form").submit();
}})()"""


def platform_of(name: str, base: str) -> PagePlatform:
    """Return a recipe of these tests, or the one that comes with Demur."""
    path = SHIPPED if name == "shipped" else RECIPES / f"{name}.toml"
    found = platform_file.load(path, is_shipped=True)
    assert isinstance(found, PagePlatform)
    return found.at(base)


@dataclass
class Desk:
    """One member's account on a page, and everything a test wants to look at."""

    plaza: Plaza
    browser: Browser
    pool: ThreadPoolExecutor
    folder: Path
    proof: Proof
    platform: PagePlatform
    member: str = "page-switch"
    way: ApplyWay = ApplyWay.FOR_ME
    patience: Patience = QUICK
    name: str = field(default_factory=lambda: f"page {next(_NUMBERS)}")
    """Of the session; those of one name share it, and so the sign-in."""

    def __post_init__(self) -> None:
        self.rules = Rules(self.platform.sign_in.origins, "Plaza")
        driver = self.browser.driver(self.name, self.rules)
        assert isinstance(driver, PageDriver)
        self.driver, self.clock = driver, SystemClock()
        who = self.member if self.platform.sign_in.identification else ""
        self.account = Account(
            AccountId(self.name),
            self.platform.id,
            SettingId(SETTING),
            Identity(who, "Tansy (practice)"),
            RegionCode("US"),
            is_practice=True,
            sign_in=SignInId(self.name),
        )
        self.accounts = SqliteAccounts(self.folder / "accounts.sqlite")
        self.accounts.keep(self.account)
        program = ProgramFacts("Demur", "0.1.0", "sha256:" + "a" * 64)
        self.ledger = SqliteLedger(
            self.folder / "ledger.sqlite", FolderVault(self.folder / "secrets"), self.clock, True, program
        )
        clock = PlazaClock(self.plaza.control)
        previews = Previews(self.accounts, clock)
        parts = Parts(self.accounts, self, lambda _: self.ledger, Told(), previews, FreeTurn(), clock)
        self.opt_out = OptOut(parts)

    def line(self, account: Account) -> PageLine:
        return PageLine(self.platform, account, self.driver, self.clock, self.way, GUIDANCE, self.proof, self.patience)

    def run(self, work: Callable[[], T]) -> T:
        """Let a worker do something while the window's thread goes on."""
        future = self.pool.submit(work)
        wait_for(future.done, LIMIT_MS)
        return future.result()

    def sign_in(self) -> None:
        """Sign the member in on Plaza's own page, as a hand would."""
        self.run(lambda: self.driver.open(self.platform.start.text))
        self.js(SIGN_IN.format(member=json.dumps(self.member)))
        session = self.browser.session(self.name, self.rules)
        wait_for(lambda: session.address == self.plaza.base + "/web/settings" and not session.view.page().isLoading())

    def js(self, code: str) -> object:
        """Run a script as the page itself would."""
        found: list[object] = []
        page = self.browser.session(self.name, self.rules).view.page()
        page.runJavaScript(code, 0, lambda answer: found.append(answer))
        wait_for(lambda: bool(found))
        return found[0]

    def read(self) -> Reading:
        return self.run(lambda: self.line(self.account).open().read())

    def change(self, target: State = State.OFF, told: Callable[[Step], None] = lambda _: None) -> Outcome:
        """Preview a change and apply it, as the window does."""

        def work() -> Outcome | None:
            return self.opt_out.apply(self.opt_out.preview(self.account.id, target).code, told)

        outcome = self.run(work)
        assert outcome is not None
        return outcome

    @property
    def stored(self) -> bool | None:
        """What Plaza really stores, true for “may be used”."""
        return self.plaza.control.values()[self.member]

    @property
    def writes(self) -> int:
        """How often Plaza was told of a change, on whichever page."""
        tally = self.plaza.control.tally(self.member)
        return sum(times for name, times in tally.items() if name.startswith(("PUT /web/", "POST /web/settings/")))

    @property
    def receipts(self) -> list[Receipt]:
        return list(self.ledger.page(0, 100))

    def close(self) -> None:
        self.browser.close(self.name)
