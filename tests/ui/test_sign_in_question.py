"""Adding an account asks how the member signs in, suggests the way that works, and keeps the answer no longer."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow

ANSWERS = {
    "With a password, or a code that I get": "password",
    "With Google, Apple, Microsoft or a passkey": "provider",
    "I'm not sure": "unsure",
}


def choose(qtbot: QtBot, platform: str) -> None:
    hand.press("Add account")
    qtbot.waitUntil(lambda: hand.sees(platform), timeout=15000)
    hand.press(platform)
    qtbot.waitUntil(lambda: hand.sees("What do you call this account?"), timeout=15000)


def pressed(name: str) -> bool:
    """Press a control where it lies there to be pressed, and tell so: the page may still be growing."""
    try:
        hand.press(name)
    except hand.NotSeen:
        return False
    return True


def add(qtbot: QtBot, name: str) -> None:
    field = hand.find("What do you call this account?")
    assert field is not None
    QTest.keyClicks(field, name)
    regions = next(widget for widget in hand.find_all("Where do you live?") if isinstance(widget, QLineEdit))
    QTest.keyClicks(regions, "germany")
    qtbot.waitUntil(lambda: pressed("Add this account"), timeout=20000)
    qtbot.waitUntil(lambda: hand.reads(f"you call it {name}"), timeout=20000)


def kept(product: Product) -> list[str | None]:
    return [product.accounts.setting(f"sign-in:{account.id}") for account in product.accounts.all()]


@pytest.mark.parametrize("answer", ANSWERS)
def test_answer_is_kept_with_the_account_and_forgotten_with_it(
    window: MainWindow, qtbot: QtBot, product: Product, answer: str
) -> None:
    choose(qtbot, "LinkedIn")
    hand.press(answer)
    assert hand.reads("It works however you sign in")
    add(qtbot, "mine")
    assert kept(product) == [ANSWERS[answer]]
    name = f"sign-in:{product.accounts.all()[0].id}"
    hand.press("Forget this account")
    qtbot.waitUntil(lambda: hand.sees("Forget it"), timeout=15000)
    hand.press("Forget it")
    qtbot.waitUntil(lambda: not product.accounts.all(), timeout=15000)
    assert product.accounts.setting(name) is None
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=20000)


def test_erasing_everything_erases_it(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    choose(qtbot, "LinkedIn")
    add(qtbot, "mine")
    name = f"sign-in:{product.accounts.all()[0].id}"
    assert product.accounts.setting(name) == "unsure"
    product.erase()
    left = [file for file in product.folders.data.rglob("*") if file.is_file() and b"sign-in:" in file.read_bytes()]
    assert left == []
    assert product.accounts.setting(name) is None


def test_nothing_but_not_sure_is_assumed(window: MainWindow, qtbot: QtBot) -> None:
    choose(qtbot, "LinkedIn")
    chosen = hand.find("I'm not sure")
    assert chosen is not None
    assert chosen.property("checked") is True
    assert not hand.sees("Add this account"), "name and region are still the member's to say"


@pytest.mark.parametrize("platform", ["Meta (in your own browser)", "Zoom (in your own browser)"])
def test_where_it_plays_no_part_it_is_not_asked(
    window: MainWindow, qtbot: QtBot, product: Product, platform: str
) -> None:
    choose(qtbot, platform)
    assert not hand.sees("I'm not sure")
    add(qtbot, "mine")
    assert kept(product) == [None]


def test_region_is_never_chosen_beforehand(window: MainWindow, qtbot: QtBot) -> None:
    choose(qtbot, "LinkedIn")
    regions = next(widget for widget in hand.find_all("Where do you live?") if isinstance(widget, QLineEdit))
    assert regions.text() == ""
