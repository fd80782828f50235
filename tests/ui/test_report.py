"""A problem can be copied as a report: what is shown is what is copied, and the member's own text is masked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

import demur
from demur.core.problem import FolderUnusable, MeaningBroken, VaultLocked
from demur.core.setting import PlatformId, RegionCode
from demur.product import Product
from demur.tour import hand
from demur.ui.account_page import AccountPage
from demur.ui.text_dialog import TextDialog
from demur.ui.window import MainWindow

SignIn = Callable[[str], None]
REPORT = "Report this problem"


@pytest.fixture(autouse=True)
def nothing_left_open(window: MainWindow) -> Iterator[None]:
    """A dialog that is open keeps the next test's window from becoming the active one."""
    yield
    for opened in window.findChildren(TextDialog):
        opened.close()


def dialog(window: MainWindow) -> TextDialog:
    found = window.findChild(TextDialog)
    assert found is not None
    return found


def shown(window: MainWindow) -> str:
    field = dialog(window).findChild(QPlainTextEdit)
    assert field is not None
    return field.toPlainText()


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=20000)


def test_banner_offers_the_report_and_copies_what_it_shows(window: MainWindow, product: Product, qtbot: QtBot) -> None:
    account = product.joining.name(PlatformId("linkedin"), "Maya Canary", RegionCode("DE"))
    window._banner.say_problem(FolderUnusable(folder=str(product.folders.data), why=f"{account.id} of Maya Canary"))
    hand.press(REPORT)
    text = shown(window)
    assert f"Demur {demur.__version__}, Python 3." in text
    assert "Problem: folder-unusable\nThe folder [folder] can't be used ([account] of [account]).\n" in text
    assert not [left for left in ("Canary", str(product.folders.data), account.id) if left in text]
    assert hand.reads("Demur sends it nowhere")
    hand.press("Copy")
    assert QGuiApplication.clipboard().text() == text
    assert hand.reads("Copied.")
    hand.press("Close")
    qtbot.waitUntil(lambda: window.findChild(TextDialog) is None, timeout=5000)


def test_note_that_is_no_problem_offers_none(window: MainWindow) -> None:
    window._banner.say_problem(VaultLocked())
    assert hand.sees(REPORT)
    window._banner.say("Erased.")
    assert not hand.sees(REPORT)


def test_mistake_of_ours_is_told_with_where_it_happened(window: MainWindow, product: Product, qtbot: QtBot) -> None:
    """An exception that nobody foresaw, in a worker."""
    product.joining.name(PlatformId("linkedin"), "Maya Canary", RegionCode("DE"))

    def fail() -> None:
        raise ValueError(f"Maya Canary at {Path.home()}/My Papers")

    window._frame.run(window, fail, lambda _: None)
    qtbot.waitUntil(lambda: hand.reads("Something went wrong inside Demur (ValueError)"), timeout=5000)
    hand.press(REPORT)
    text = shown(window)
    assert "ValueError: [account] at [folder]\n" in text
    assert f"  …/{Path(__file__).name}, line " in text
    assert "Canary" not in text
    assert "Papers" not in text


def test_account_whose_state_is_not_known_offers_the_report(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot
) -> None:
    signed_in("us-no-value")
    qtbot.waitUntil(lambda: hand.reads("Demur can't tell what this setting is now"), timeout=15000)
    idle(window, qtbot)
    window._banner.hide()
    qtbot.waitUntil(lambda: hand.sees(REPORT), timeout=5000)
    hand.press(REPORT)
    assert "Problem: reply-unreadable\n" in shown(window)
    assert "us-no-value" not in shown(window)


def test_change_that_was_refused_offers_the_report(window: MainWindow, signed_in: SignIn, qtbot: QtBot) -> None:
    signed_in("us-429")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    hand.press("Opt out")
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt") and hand.sees(REPORT), timeout=30000)
    hand.press(REPORT)
    assert "Problem: rate-limited\n" in shown(window)
    idle(window, qtbot)


def test_account_that_is_well_offers_none(window: MainWindow, signed_in: SignIn, qtbot: QtBot) -> None:
    signed_in("us-on")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    assert not hand.sees(REPORT)
    idle(window, qtbot)


def test_sentences_that_cannot_be_read_offer_the_report(window: MainWindow, signed_in: SignIn, qtbot: QtBot) -> None:
    signed_in("us-on")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    idle(window, qtbot)
    page = window.findChild(AccountPage)
    assert page is not None
    page.meaning.show_broken(MeaningBroken(file="linkedin.toml", line="7", reason="no date"))
    qtbot.waitUntil(lambda: hand.sees(REPORT), timeout=5000)
    hand.press(REPORT)
    assert "Problem: meaning-broken\n" in shown(window)


def test_platform_file_that_is_refused_offers_the_report(window: MainWindow, product: Product) -> None:
    (product.folders.platforms / "mine.toml").write_text("id = ", encoding="utf-8")
    hand.press("Add account")
    hand.press(REPORT)
    assert "Problem: platform-file-broken\n" in shown(window)


def test_report_is_read_and_left_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    window._banner.say_problem(VaultLocked())
    qtbot.waitUntil(lambda: hand.sees(REPORT) and window.isActiveWindow(), timeout=5000)
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
    opened = dialog(window)
    qtbot.waitUntil(opened.isActiveWindow, timeout=5000)
    reached = set()
    for _ in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == {"The report", "Copy", "Save the report", "Close"}
    assert opened.accessibleName() == "Report a problem"
    hand.press_key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(TextDialog) is None, timeout=5000)


def test_text_stays_as_it_is(window: MainWindow) -> None:
    window._banner.say_problem(VaultLocked())
    hand.press(REPORT)
    field = dialog(window).findChild(QPlainTextEdit)
    assert field is not None
    QTest.keyClicks(field, "x")
    assert not field.toPlainText().startswith("x")
    assert field.isReadOnly()
