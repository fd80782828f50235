"""Settings: what is said is what is there, a choice is kept, and erasing leaves nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demur.product import Product
from demur.tour import hand
from demur.ui import theme
from demur.ui.window import MainWindow

SignIn = Callable[[str], None]


@pytest.fixture(autouse=True)
def light_again(dressed: QApplication) -> None:
    theme.apply(dressed, "light")


def test_theme_is_worn_at_once_and_kept(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    hand.press("Settings")
    assert theme.current() is theme.LIGHT
    hand.press("Dark")
    assert theme.current() is theme.DARK
    assert product.accounts.setting("theme") == "dark"
    hand.press("Light")
    assert theme.current() is theme.LIGHT
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def test_says_where_things_lie_and_what_is_kept(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    signed_in("us-already-off")
    qtbot.waitUntil(lambda: hand.sees("Record what was seen"), timeout=15000)
    hand.press("Record what was seen")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    hand.press("Settings")
    assert hand.reads(str(product.folders.data))
    assert hand.reads("Accounts: 1.")
    assert hand.reads("Receipts: 0 entries of your accounts, 2 of practice")
    qtbot.waitUntil(lambda: hand.reads("Practice: "), timeout=30000)
    assert hand.reads("keyring") or hand.reads("Secret Service")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def test_erasing_asks_first_and_leaves_nothing(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    signed_in("us-already-off")
    qtbot.waitUntil(lambda: hand.sees("Record what was seen"), timeout=15000)
    hand.press("Record what was seen")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    hand.press("Settings")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)
    hand.press("Erase everything")
    qtbot.waitUntil(lambda: hand.sees("Erase it all"), timeout=15000)
    assert product.accounts.all()
    assert hand.reads("There are no receipts of your accounts. 2 practice receipts go.")
    hand.press("Erase it all")
    qtbot.waitUntil(lambda: hand.sees("Try it on the practice platform"), timeout=30000)
    assert hand.reads("Erased.")
    assert not product.accounts.all()
    assert product.ledger(True).size() == 0
    left = {path.name for path in product.folders.data.rglob("*") if path.is_file()}
    assert left <= {"accounts.sqlite", "ledger.sqlite", "attempt.lock"}, left
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def test_receipts_that_can_not_be_read_are_not_counted(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    product.folders.data.mkdir(parents=True, exist_ok=True)
    product.folders.ledger(False).write_bytes(b"no ledger at all" * 300)
    hand.press("Settings")
    assert hand.reads("Receipts: not all of them can be read now")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)
    hand.press("Erase everything")
    qtbot.waitUntil(lambda: hand.sees("Erase it all"), timeout=15000)
    assert hand.reads("The receipts of your accounts can't be read now")
    assert hand.reads("There are no practice receipts.")
    box = QApplication.activeModalWidget()
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=15000)


def test_after_erasing_everything_begins_anew(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    """The old key and checkpoint are gone from the vault too: a new ledger isn't taken for a rolled-back one."""
    test_erasing_asks_first_and_leaves_nothing(window, signed_in, qtbot, product)
    signed_in("us-already-off")
    qtbot.waitUntil(lambda: hand.sees("Record what was seen"), timeout=15000)
    hand.press("Record what was seen")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    assert product.ledger(True).check().is_sound


def test_window_opens_where_it_was_left(window: MainWindow, qtbot: QtBot, product: Product) -> None:
    window.resize(900, 650)
    window.close()
    again = MainWindow(product)
    assert (again.width(), again.height()) == (900, 650)
    again._pool.shutdown()
    again.deleteLater()
