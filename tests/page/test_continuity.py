"""Pages that name nobody: what may be confirmed, what is only seen once, and what receipts say of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.core.stage import BreakingLedger, FreeTurn, OwnedClock, Told
from tests.page.desk import platform_of
from tests.page.scripted import BASE, OFF, ON, SIGN_IN, Scripted, account_of, answer, line_of

from demur.connectors.page.engine import PageLine
from demur.core.account import Account
from demur.core.opt_out import OptOut, Parts
from demur.core.outcome import Outcome, Step, Verdict
from demur.core.page_problem import NeedsWindow
from demur.core.ports import Ledger
from demur.core.preview import Previews
from demur.core.problem import DiskFull
from demur.core.route import ApplyWay
from demur.core.setting import State
from demur.ledger.accounts import SqliteAccounts
from demur.ledger.composition import ProgramFacts
from demur.ledger.log import SqliteLedger
from demur.vault.folder_vault import FolderVault
from demur.words import outcomes, receipts

NOBODY: dict[str, Any] = {"identity": None}


class Job:
    """The main job over a scripted page, with a real ledger."""

    def __init__(self, folder: Path, recipe: str = "nameless") -> None:
        self.clock, self.driver, self.recipe = OwnedClock(), Scripted(), recipe
        named = NOBODY if recipe in {"nameless", "unknown"} else {}
        self.driver.view = lambda _: answer(OFF, told=1, **named) if self.driver.presses else answer(ON, **named)
        self.account = account_of(platform_of(recipe, BASE))
        self.accounts = SqliteAccounts(folder / "accounts.sqlite")
        self.accounts.keep(self.account)
        program = ProgramFacts("Demur", "0.1.0", "sha256:" + "a" * 64)
        vault = FolderVault(folder / "secrets")
        self.ledger = SqliteLedger(folder / "ledger.sqlite", vault, self.clock, True, program)
        self.previews = Previews(self.accounts, self.clock)
        self.way, self.needs_window = ApplyWay.FOR_ME, False

    def line(self, _: Account) -> PageLine:
        if self.needs_window:
            raise NeedsWindow(platform="Plaza")
        return line_of(self.driver, self.clock, self.recipe, self.way)

    def opt_out(self, ledger: Ledger | None = None) -> OptOut:
        kept = ledger or self.ledger
        return OptOut(Parts(self.accounts, self, lambda _: kept, Told(), self.previews, FreeTurn(), self.clock))

    def change(self, told: Callable[[Step], None] = lambda _: None, ledger: Ledger | None = None) -> Outcome:
        job = self.opt_out(ledger)
        outcome = job.apply(job.preview(self.account.id, State.OFF).code, told)
        assert outcome is not None
        return outcome

    def fields(self, outcome: Outcome) -> dict[str, Any]:
        assert outcome.receipt is not None
        return dict(outcome.receipt.fields)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


def test_without_a_sign_in_between_the_account_is_the_one_the_member_named(job: Job) -> None:
    job.driver.passed.append(SIGN_IN)  # signing in came before everything
    outcome = job.change()
    assert outcome.verdict is Verdict.CONFIRMED
    fields = job.fields(outcome)
    assert fields["identity"] == "named-by-member"
    assert fields["assurance"]["level"] == "read-back-independent"
    assert "The page names nobody; no sign-in was seen between the readings." in fields["assurance"]["method"]


def test_a_sign_in_between_the_readings_confirms_nothing(job: Job) -> None:
    """Somebody else may have signed in between: the switch is off, but whose?"""

    def told(step: Step) -> None:
        if step is Step.READ_BACK:
            job.driver.passed.append(SIGN_IN)

    outcome = job.change(told)
    assert outcome.verdict is Verdict.SEEN_ONCE
    fields = job.fields(outcome)
    assert (fields["kind"], fields["assurance"]["level"]) == ("observation", "read-back-same")
    assert "a sign-in may have come between" in fields["assurance"]["method"]
    assert outcome.receipt is not None
    assert "somebody else may have signed in" in receipts.how_known(outcome.receipt)


def test_where_nobody_knows_how_a_sign_in_looks_nothing_is_confirmed(tmp_path: Path) -> None:
    """None was seen to pass, but it could not have been seen."""
    job = Job(tmp_path, "unknown")
    outcome = job.change()
    assert outcome.verdict is Verdict.SEEN_ONCE
    assert job.fields(outcome)["assurance"]["level"] == "read-back-same"
    said = f"{outcomes.headline(outcome, 'Plaza')} {outcomes.detail(outcome, 'Plaza')}"
    assert "another account may have been signed in" in said
    assert "confirmed" not in said.casefold()


def test_what_is_confirmed_names_the_account_as_the_member_does(job: Job) -> None:
    """Design part 3, step 8; the receipt says whose name it is."""
    outcome = job.change()
    assert outcome.receipt is not None
    said = outcomes.headline(outcome, "Plaza")
    assert said.startswith("Confirmed for the account signed in in this window, which you call Fern: you are opted out")
    assert "The page names nobody" in outcomes.detail(outcome, "Plaza")
    assert "new connection" not in outcomes.detail(outcome, "Plaza")
    known = receipts.how_known(outcome.receipt)
    assert known == "Confirmed for the account signed in in the window, which its member named: read back afresh"


def test_a_page_that_names_the_member_is_confirmed_by_that(tmp_path: Path) -> None:
    job = Job(tmp_path, "shipped")

    def told(step: Step) -> None:
        if step is Step.READ_BACK:
            job.driver.passed.append(SIGN_IN)

    outcome = job.change(told)
    assert outcome.verdict is Verdict.CONFIRMED
    assert job.fields(outcome)["identity"] == "read"
    assert outcome.receipt is not None
    assert outcomes.headline(outcome, "Plaza").startswith("Confirmed: you are opted out.")
    assert receipts.how_known(outcome.receipt) == "Confirmed: read back afresh"
    assert "names nobody" not in job.fields(outcome)["assurance"]["method"]


@pytest.mark.parametrize(("recipe", "verdict"), [("nameless", Verdict.SEEN_ONCE), ("shipped", Verdict.CONFIRMED)])
def test_a_resumed_attempt_of_an_account_nobody_names_is_never_confirmed(
    tmp_path: Path, recipe: str, verdict: Verdict
) -> None:
    job = Job(tmp_path, recipe)
    job.change(ledger=BreakingLedger(job.ledger, DiskFull(), good=1))
    assert len(job.ledger.open_attempts()) == 1
    (outcome,) = job.opt_out().finish()
    assert (outcome.verdict, outcome.is_resumed) == (verdict, True)
    method = job.fields(outcome)["assurance"]["method"]
    assert method.startswith("The program ended during the attempt, so whether the switch was pressed is not known.")


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (ApplyWay.FOR_ME, "The switch was pressed by this program on the platform's page."),
        (ApplyWay.MYSELF, "The member pressed the switch on the platform's own page, opened in this program."),
    ],
)
def test_receipts_say_who_pressed(tmp_path: Path, way: ApplyWay, words: str) -> None:
    job = Job(tmp_path, "shipped")
    job.way = way
    if way is ApplyWay.MYSELF:
        looks: list[int] = []

        def view(_: int) -> dict[str, Any]:
            looks.append(0)
            return answer(OFF, told=1) if job.driver.beside and len(looks) > 20 else answer(ON)

        job.driver.view = view
    outcome = job.change()
    method = job.fields(outcome)["assurance"]["method"]
    assert method == f"{words} Read back after loading the page anew past caches and service workers."
    assert job.fields(outcome)["connector"]["kind"] == "page"


def test_an_observation_says_that_a_page_was_read(job: Job) -> None:
    job.driver.view = lambda _: answer(OFF, **NOBODY)
    outcome = job.opt_out().observe(job.account.id)
    fields = job.fields(outcome)
    assert fields["assurance"]["method"].startswith("The setting was read from the platform's own page")
    assert fields["identity"] == "named-by-member"


def test_a_command_that_has_no_window_leaves_what_is_remembered(job: Job) -> None:
    job.opt_out().look(job.account.id)
    before = job.accounts.find(job.account.id)
    job.needs_window = True
    with pytest.raises(NeedsWindow):
        job.opt_out().look(job.account.id)
    assert job.accounts.find(job.account.id) == before
