"""A8 in the window: a switch that is on again is told below its state, and the member is asked whether it was them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from demur.core.entry import Kind
from demur.core.setting import Assurance, State
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow

SignIn = Callable[[str], None]
TOLD = "and it is on now. Demur can't see who changed it."


@pytest.fixture
def opted_out(window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product) -> None:
    """A member whose opt-out was confirmed two minutes ago, by Plaza's clock."""
    signed_in("us-on-again")
    opt_out(qtbot)
    product.practice.plaza().control.advance(121)


def opt_out(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    hand.press("Opt out")
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)


def press(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: hand.sees(name), timeout=5000)
    hand.press(name)


def mnemonics(window: MainWindow) -> list[str]:
    """Return the letters by which the buttons that are seen are pressed."""
    found = [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
    return [text[text.index("&") + 1].casefold() for text in found if "&" in text]


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=20000)
    QApplication.processEvents()


@pytest.mark.usefixtures("opted_out")
def test_check_again_tells_it_asks_once_and_seals_the_answer(
    window: MainWindow, qtbot: QtBot, product: Product
) -> None:
    ledger = product.ledger(True)
    hand.press("Check again")
    qtbot.waitUntil(lambda: hand.reads(TOLD), timeout=15000)
    assert hand.reads("It was off on ")
    assert hand.reads("Receipt 2 says that it was off, and receipt 3 that it was on.")
    assert hand.reads("Your data may be used to train generative AI")
    assert hand.reads("Did you?")
    letters = mnemonics(window)
    assert len(set(letters)) == len(letters), f"one letter stands for two buttons: {sorted(letters)}"
    assert not window._banner.isVisible(), "it is said once, where it is answered"
    assert ledger.page(3, 1)[0].kind is Kind.OBSERVATION
    assert hand.sees("Opt out"), "one click to opt out again, with the preview"
    hand.press("Check again")
    idle(window, qtbot)
    assert ledger.size() == 4, "told and sealed once"

    press(qtbot, "No, I did not switch it on")
    qtbot.waitUntil(lambda: hand.reads("You told us that it wasn't you. Receipt 4 records your word."), timeout=15000)
    idle(window, qtbot)
    answer = ledger.page(4, 1)[0]
    assert (answer.kind, answer.level) == (Kind.OBSERVATION, Assurance.MEMBER_REPORTED)
    assert not hand.reads("Did you?")
    assert len(set(mnemonics(window))) == len(mnemonics(window))
    assert not hand.sees("Write a complaint, with both receipts"), "no law is known that it could rest on"

    hand.press("Change my answer")
    press(qtbot, "No, I did not switch it on")
    idle(window, qtbot)
    assert ledger.size() == 5, "the same answer is not sealed twice"
    hand.press("Change my answer")
    press(qtbot, "Yes, I switched it on")
    qtbot.waitUntil(lambda: hand.reads("You told us that you switched it on. Receipt 5"), timeout=15000)
    idle(window, qtbot)

    opt_out(qtbot)
    idle(window, qtbot)
    qtbot.waitUntil(lambda: not hand.reads("You told us that you switched it on."), timeout=5000)
    assert not hand.reads(TOLD)


@pytest.mark.usefixtures("opted_out")
def test_opting_out_again_tells_it_beside_the_preview_and_asks_afterwards(
    window: MainWindow, qtbot: QtBot, product: Product
) -> None:
    """Where the member asks for the change before anybody looked."""
    window._account.page.change_wanted.emit(State.OFF.value)
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    assert hand.reads("It was off on ")
    assert hand.reads("What was seen is recorded in receipt 3.")
    assert product.ledger(True).page(3, 1)[0].kind is Kind.OBSERVATION
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    qtbot.waitUntil(lambda: hand.reads("It is off now.") and hand.reads("Did you?"), timeout=15000)
    press(qtbot, "I am not sure whether I switched it on")
    qtbot.waitUntil(lambda: not hand.reads("Did you?"), timeout=15000)
    idle(window, qtbot)
    assert not hand.reads("It is on again"), "nothing is left to be done"


def test_complaint_is_offered_after_no_alone(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    """For a member in the UK, where one can rest on a law; the member of the other tests lives in the US."""
    signed_in("uk-shared")
    opt_out(qtbot)
    product.practice.plaza().control.set_value("uk-shared", True)
    hand.press("Check again")
    qtbot.waitUntil(lambda: hand.reads("Did you?"), timeout=15000)
    complaint = "Write a complaint, with both receipts"
    for answer, is_offered in (
        ("I am not sure whether I switched it on", False),
        ("Yes, I switched it on", False),
        ("No, I did not switch it on", True),
    ):
        assert not hand.sees(complaint)
        press(qtbot, answer)
        qtbot.waitUntil(lambda: hand.sees("Change my answer"), timeout=15000)
        idle(window, qtbot)
        if not is_offered:
            assert not hand.sees(complaint)
            hand.press("Change my answer")
    press(qtbot, complaint)
    qtbot.waitUntil(lambda: not window._account.page.isVisible(), timeout=5000)
    assert not window._banner.isVisible()
