"""Several settings of one sign-in in the window: each has its name and its page, and all of them leave together."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from tests.faults.added import Named, drop_in, platform_text
from tests.journeys.members import join
from tests.ui.conftest import Browser

from demur.core.account import Account
from demur.core.setting import PlatformId, RegionCode
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow

SETTINGS = ("ai-training", "ai-partners", "ai-photos")
SQUARE = "Square (added by you, not by Demur)"


@pytest.fixture
def three(product: Product) -> Iterator[Sequence[Account]]:
    text = platform_text(product.practice.base(), *map(Named, SETTINGS))
    product.catalogue.allow(product.catalogue.check(drop_in(product.folders.platforms, text)))
    first = join(product, "us-on", platform="square", region="US")
    yield product.accounts.of_sign_in(first.sign_in)
    product.close()


def rail_name(setting: str, state: str) -> str:
    return f"{SQUARE}, Square: {setting}, Amber (practice): Practice: {state}"


def wait_for(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: hand.sees(name), timeout=15000)


def test_rail_names_each_setting_and_a_plain_account_as_ever(
    three: Sequence[Account], product: Product, browser: Browser, window: MainWindow, qtbot: QtBot
) -> None:
    product.joining.name(PlatformId("linkedin"), "Work", RegionCode("GB"))
    window._refresh()
    wait_for(qtbot, "LinkedIn, Work: Not checked yet")
    assert [hand.sees(rail_name(setting, "not checked yet")) for setting in SETTINGS] == [True] * 3
    assert hand.reads(f"{SQUARE} · Square: ai-photos")
    assert hand.reads("LinkedIn · Work")


def test_two_sign_ins_at_one_platform_are_told_apart(
    three: Sequence[Account], product: Product, window: MainWindow, qtbot: QtBot
) -> None:
    join(product, "us-already-off", platform="square", region="US")
    window._refresh()
    qtbot.waitUntil(lambda: hand.reads(f"{SQUARE} · Square: ai-photos · Amber (practice)"), timeout=15000)


def test_page_leads_to_the_other_settings_of_the_sign_in(
    three: Sequence[Account], window: MainWindow, qtbot: QtBot
) -> None:
    hand.press(rail_name("ai-training", "not checked yet"))
    wait_for(qtbot, "Show Square: ai-photos: Practice: not checked yet")
    assert hand.reads("Also under this sign-in")
    assert not hand.sees("Show Square: ai-training: Practice: not checked yet"), "not to itself"
    hand.press("Show Square: ai-photos: Practice: not checked yet")
    hand.press("Check now")
    wait_for(qtbot, rail_name("ai-photos", "on"))
    hand.press("Show Square: ai-training: Practice: not checked yet")
    wait_for(qtbot, "Show Square: ai-photos: Practice: on")


def test_page_of_a_sole_setting_has_no_such_part(
    product: Product, browser: Browser, window: MainWindow, qtbot: QtBot
) -> None:
    account = product.joining.name(PlatformId("linkedin"), "Work", RegionCode("GB"))
    window._show_joined(account.id)
    qtbot.waitUntil(lambda: hand.reads("you call it Work"), timeout=15000)
    assert not hand.reads("Also under this sign-in")


def test_signing_out_says_that_the_others_go_too(
    three: Sequence[Account], product: Product, window: MainWindow, qtbot: QtBot
) -> None:
    hand.press(rail_name("ai-partners", "not checked yet"))
    hand.press("Sign out and forget this account")
    wait_for(qtbot, "Sign out")
    (question,) = [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert "The other settings of the same sign-in go too: Square: ai-training, Square: ai-photos." in question
    assert len(product.accounts.all()) == 3
    hand.press("Sign out")
    qtbot.waitUntil(lambda: not product.accounts.all(), timeout=15000)
    assert product.rooms.shelf(True).find(three[0].sign_in) is None
    wait_for(qtbot, "Try it on the practice platform")
