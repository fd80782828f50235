"""A8 in the window: a switch that is on again is told above the page, with where that is recorded."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from demur.core.entry import Kind
from demur.core.setting import State
from demur.tour import hand
from demur.ui.window import MainWindow
from demur.wiring import Product

SignIn = Callable[[str], None]


@pytest.fixture
def opted_out(window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product) -> None:
    """A member whose opt-out was confirmed two minutes ago, by Plaza's clock."""
    signed_in("us-on-again")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    hand.press("Opt out")
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    product.practice.plaza().control.advance(121)


@pytest.mark.usefixtures("opted_out")
def test_check_again_tells_that_it_is_on_again_once(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    hand.press("Check again")
    qtbot.waitUntil(lambda: hand.reads("and it is on now. Demur can't see who changed it."), timeout=15000)
    assert hand.reads("It was off on ")
    assert hand.reads("What was seen is recorded in receipt 3.")
    assert hand.reads("Your data may be used to train generative AI")
    receipt = product.ledger(True).page(3, 1)[0]
    assert receipt.kind is Kind.OBSERVATION
    hand.press("Check again")
    qtbot.waitUntil(lambda: hand.sees("Opt out") and not window._background.is_busy, timeout=15000)
    assert not hand.reads("It was off on ")
    assert product.ledger(True).size() == 4


@pytest.mark.usefixtures("opted_out")
def test_opting_out_again_tells_it_beside_the_preview(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    """Where the member asks for the change before anybody looked."""
    window._account.page.change_wanted.emit(State.OFF.value)
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    assert hand.reads("It was off on ")
    assert product.ledger(True).page(3, 1)[0].kind is Kind.OBSERVATION
