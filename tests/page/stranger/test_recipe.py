"""The recipe of somebody who had seen only resources/platforms/README.md and the page: it works as they wrote it."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from tests.browser.hand import wait_for
from tests.core.stage import FreeTurn, Told
from tests.page.stranger.site import Fieldfare

from demur.browser.browser import Browser
from demur.browser.rules import Rules
from demur.connectors import platform_file
from demur.connectors.page.engine import PageLine
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.proof import Proof
from demur.core.account import Account, AccountId, SignInId
from demur.core.opt_out import OptOut, Parts
from demur.core.outcome import Outcome, Verdict
from demur.core.preview import Previews
from demur.core.setting import Identity, RegionCode, SettingId, State
from demur.ledger.accounts import SqliteAccounts
from demur.ledger.composition import ProgramFacts
from demur.ledger.log import SqliteLedger
from demur.machine import SystemClock
from demur.vault.folder_vault import FolderVault

T = TypeVar("T")
WRITTEN = Path(__file__).with_name("fieldfare.toml")
THEIR_PORT = "47613"
"""Where the page was when they wrote it; here it takes a free one."""
LIMIT_MS = 60_000
SIGN_IN = """(() => {{
  const field = (type) => document.querySelector(`input[type=${{type}}]`);
  (field("text") || document.querySelector("input:not([type])")).value = {member};
  field("password").value = "feather";
  document.querySelector("form").submit();
  return true;
}})()"""


@pytest.fixture
def site() -> Iterator[Fieldfare]:
    with Fieldfare() as running:
        yield running


@pytest.fixture
def platform(site: Fieldfare, tmp_path: Path) -> PagePlatform:
    there = tmp_path / "fieldfare.toml"
    there.write_text(WRITTEN.read_text(encoding="utf-8").replace(THEIR_PORT, site.base.rpartition(":")[2]), "utf-8")
    found = platform_file.load(there, is_shipped=False)
    assert isinstance(found, PagePlatform)
    return found


class Table:
    """A member at the page, with the whole main job behind them."""

    def __init__(
        self, platform: PagePlatform, member: str, browser: Browser, pool: ThreadPoolExecutor, folder: Path
    ) -> None:
        self._platform, self._browser, self._pool = platform, browser, pool
        self._rules = Rules(platform.sign_in.origins, platform.name)
        self._name, self._proof, self._clock = f"fieldfare {member}", Proof(), SystemClock()
        self._driver = browser.driver(self._name, self._rules)
        setting = SettingId(platform.settings[0].facts.id)
        who, place = Identity(member, member), RegionCode("NL")
        sign_in = SignInId(self._name)
        self.account = Account(AccountId(member), platform.id, setting, who, place, is_practice=True, sign_in=sign_in)
        accounts = SqliteAccounts(folder / "accounts.sqlite")
        accounts.keep(self.account)
        program = ProgramFacts("Demur", "0.1.0", "sha256:" + "a" * 64)
        vault = FolderVault(folder / "secrets")
        ledger = SqliteLedger(folder / "ledger.sqlite", vault, self._clock, True, program)
        previews = Previews(accounts, self._clock)
        self.opt_out = OptOut(Parts(accounts, self, lambda _: ledger, Told(), previews, FreeTurn(), self._clock))

    def line(self, account: Account) -> PageLine:
        return PageLine(self._platform, account, self._driver, self._clock, proof=self._proof)

    def run(self, work: Callable[[], T]) -> T:
        future = self._pool.submit(work)
        wait_for(future.done, LIMIT_MS)
        return future.result()

    def change(self, target: State) -> Outcome | None:
        return self.opt_out.apply(self.opt_out.preview(self.account.id, target).code)

    def sign_in(self, member: str) -> None:
        self.run(lambda: self._driver.open(self._platform.start.text))
        page = self._browser.session(self._name, self._rules).view.page()
        page.runJavaScript(SIGN_IN.format(member=json.dumps(member)))
        wait_for(lambda: "sign-in" not in self._browser.session(self._name, self._rules).address)


@pytest.mark.parametrize("member", ["wren", "merel-nl"], ids=["in English", "in Dutch"])
def test_their_recipe_opts_out_and_back_in(
    site: Fieldfare, platform: PagePlatform, browser: Browser, pool: ThreadPoolExecutor, tmp_path: Path, member: str
) -> None:
    table = Table(platform, member, browser, pool, tmp_path)
    table.sign_in(member)
    seen = table.run(lambda: table.opt_out.look(table.account.id))
    assert (seen.reading.state, seen.reading.identity.user_id) == (State.ON, member)
    for target, stored in ((State.OFF, "no"), (State.ON, "yes")):
        outcome = table.run(partial(table.change, target))
        assert outcome is not None
        assert outcome.verdict is Verdict.CONFIRMED, outcome
        assert site.stored[member] == stored
    assert site.writes == [(member, "no"), (member, "yes")], "each change was asked for once"
