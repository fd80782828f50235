"""Whose turn it is: nothing that is wanted is dropped in silence, and nothing of one account is shown at another."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot
from tests.journeys.members import change, join

from demur.core.account import Account
from demur.core.setting import State
from demur.practice.launcher import Control
from demur.product import Product
from demur.tour import hand
from demur.ui.turns import Turns
from demur.ui.window import MainWindow

LIMIT_MS = 15_000
WAITS = "Waiting its turn"
READING = "Reading the setting from Plaza"
SETTING = "/api/settings/ai-training"


def test_wishes_come_one_after_the_other_each_once_and_the_newest_of_each(qapp: object) -> None:
    turns, begun = Turns(), list[str]()
    assert turns.take("a", lambda: begun.append("a"))
    assert not turns.take("b", lambda: begun.append("b, old"))
    assert not turns.take("c", lambda: begun.append("c"))
    assert not turns.take("b", lambda: begun.append("b"))
    turns.give_back("b")
    assert (begun, turns.holder, turns.is_wanted) == (["a"], "a", True), "only whose it is gives it back"
    turns.give_back("a")
    assert begun == ["a", "b"]
    turns.drop("c")
    turns.give_back("b")
    assert (begun, turns.holder, turns.is_wanted) == (["a", "b"], None, False)


def test_work_that_finds_nothing_to_do_lets_the_next_begin(qapp: object) -> None:
    turns, begun = Turns(), list[str]()
    turns.take("a", lambda: None)
    turns.take("gone", lambda: turns.give_back("gone"))
    turns.take("b", lambda: begun.append("b"))
    turns.give_back("a")
    assert (begun, turns.holder) == (["b"], "b")


@dataclass
class Two:
    """A window with two accounts at Plaza: one that is on, and one that was opted out of."""

    product: Product
    window: MainWindow
    amber: Account
    birch: Account
    qtbot: QtBot

    @property
    def control(self) -> Control:
        return self.product.practice.plaza().control

    def until(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: hand.reads(text), timeout=LIMIT_MS)

    def press(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: hand.sees(name), timeout=LIMIT_MS)
        hand.press(name)

    def idle(self) -> None:
        turns = self.window._frame.turns
        self.qtbot.waitUntil(lambda: not self.window._background.is_busy and turns.holder is None, timeout=LIMIT_MS)

    def hold(self, account: Account) -> None:
        """Let the next reading of an account's setting wait."""
        self.control.hold(account.identity.user_id, "GET", SETTING)

    def reads(self, account: Account) -> int:
        lines = self.control.log()
        return sum(line["user_id"] == account.identity.user_id and line["path"] == SETTING for line in lines)


@pytest.fixture
def two(window: MainWindow, product: Product, qtbot: QtBot) -> Iterator[Two]:
    amber, birch = join(product, "us-on"), join(product, "us-already-off")
    made = Two(product, window, amber, birch, qtbot)
    product.opt_out.look(birch.id)
    window._show_home()
    qtbot.waitUntil(lambda: window._first_paint._work is None, timeout=LIMIT_MS)  # what a start put off is done
    made.idle()
    yield made
    made.control.release()
    made.idle()


def test_what_is_found_of_one_account_is_told_at_its_own_page(two: Two) -> None:
    """Names, colours and evidence never mix, though the member goes on to another account meanwhile."""
    change(two.product, two.amber)
    two.control.set_value("us-on", True)  # it is on again, by nobody's doing here
    two.hold(two.amber)
    two.window._show_joined(two.amber.id)
    assert two.control.wait_held()
    two.until(READING)
    two.window._show_account(two.birch.id)
    assert not hand.reads(READING)
    two.window._show_account(two.amber.id)
    assert hand.reads(READING)
    two.window._show_account(two.birch.id)
    two.control.release()
    two.idle()
    assert hand.reads(two.birch.identity.handle)
    assert hand.reads("You are opted out")
    assert not hand.reads("Did you")
    two.window._show_account(two.amber.id)
    two.until("Did you")


def test_a_check_waits_for_another_accounts_and_comes(two: Two) -> None:
    two.hold(two.amber)
    two.window._show_joined(two.amber.id)
    assert two.control.wait_held()
    two.until(READING)
    before = two.reads(two.birch)
    two.window._show_joined(two.birch.id)  # as after joining: its first check
    two.until(WAITS)
    two.window._show_account(two.amber.id)
    assert hand.reads(READING)
    assert not hand.reads(WAITS)
    two.window._show_account(two.birch.id)
    assert hand.reads(WAITS)
    assert two.reads(two.birch) == before
    two.control.release()
    two.idle()
    assert two.reads(two.birch) == before + 1
    assert hand.reads("You are opted out")


def test_a_check_waits_for_a_round_and_can_be_called_off(two: Two) -> None:
    two.hold(two.amber)
    two.window._overview.check_all()
    assert two.control.wait_held()
    before = two.reads(two.birch)
    two.window._show_joined(two.birch.id)
    two.until(WAITS)
    two.press("Don't wait")
    assert not hand.reads(WAITS)
    assert hand.sees("Check again")
    two.press("Check again")
    two.until(WAITS)
    two.control.release()
    two.idle()
    assert two.reads(two.birch) == before + 2, "once in the round, and once after it"


def test_a_round_and_a_change_wait_for_a_check(two: Two) -> None:
    """What the member confirmed is done once its turn has come, and a round never reads in the middle of it."""
    two.window._show_account(two.amber.id)
    hand.press("Check now")
    two.idle()
    two.press("Opt out")
    two.until("please look before it is sent")
    two.hold(two.birch)
    two.window._account._frame.turns.take("a test's own", lambda: None)
    two.press("Opt out now")
    two.until(WAITS)
    two.window._overview.check_all()
    assert two.window._frame.turns.waits("round")
    assert two.control.values()["us-on"] is True
    two.window._frame.turns.give_back("a test's own")
    two.qtbot.waitUntil(lambda: two.window._frame.turns.holder == "round", timeout=LIMIT_MS)
    assert two.control.wait_held()
    assert two.product.accounts.sightings(two.amber.id)[0].state is State.OFF
    two.control.release()
    two.idle()
    assert two.control.values()["us-on"] is False


def test_a_members_own_attempt_is_not_taken_for_one_left_open(two: Two) -> None:
    """What was applied just now stays in front of the member, though the start looks for left-overs meanwhile."""
    two.window._show_account(two.amber.id)
    hand.press("Check now")
    two.idle()
    two.press("Opt out")
    two.control.hold(two.amber.identity.user_id, "PUT", SETTING)
    two.press("Opt out now")
    assert two.control.wait_held()
    assert two.product.opt_out.has_open_attempts(), "as it is while the answer is on its way"
    two.window._left_over.finish()
    assert two.window._frame.turns.waits("left over")
    two.control.release()
    two.idle()
    two.until("Confirmed")
    assert hand.sees("View receipt")
