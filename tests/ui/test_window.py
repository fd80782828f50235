"""The window under a member's hands: every control has a name, the keyboard reaches all, work never crashes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Browser

from demur.core.entry import Kind
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QTableView)
SignIn = Callable[[str], None]


def controls(window: QWidget) -> list[QWidget]:
    """Return every control that a member can use now, but for parts of Qt's own controls."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget.parentWidget(), QComboBox | QTableView)
        and not widget.objectName().startswith("qt_")
    ]


def wait_for(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: hand.sees(name), timeout=15000)


def test_first_page_has_the_keyboard_on_its_main_button(window: MainWindow) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Try it on the practice platform"


def test_every_control_on_every_page_has_a_name_and_can_be_reached(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot
) -> None:
    check_page(window)
    signed_in("us-on")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    check_page(window)
    hand.press("Opt out")
    wait_for(qtbot, "Opt out now")
    check_page(window)
    hand.press("Opt out now")
    wait_for(qtbot, "View receipt")
    check_page(window)
    hand.press("View receipt")
    wait_for(qtbot, "Save receipt")
    check_page(window)
    hand.press("Save receipt")
    wait_for(qtbot, "Folder")
    check_page(window)
    for place in ("Receipts", "Add account", "About"):
        hand.press(place)
        check_page(window)
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=15000)


def check_page(window: MainWindow) -> None:
    QApplication.processEvents()  # what was just added to a layout is shown by an event of its own
    there = controls(window)
    assert there
    nameless = [widget for widget in there if not widget.accessibleName().strip()]
    assert not nameless
    reached: set[QWidget] = set()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    for _ in range(3 * len(there) + 20):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    groups = {widget.group() for widget in reached if isinstance(widget, QAbstractButton) and widget.group()}
    missed = [
        widget.accessibleName()
        for widget in there
        if widget not in reached and not (isinstance(widget, QAbstractButton) and widget.group() in groups)
    ]
    assert not missed, f"the keyboard never reaches {missed}"


def test_keyboard_alone_opts_out(window: MainWindow, browser: Browser, qtbot: QtBot, product: Product) -> None:
    browser.member = "us-on"
    hand.press_key(Qt.Key.Key_Return)  # "Try it on the practice platform"
    wait_for(qtbot, "Sign in with your browser")
    hand.press_key(Qt.Key.Key_Return)
    wait_for(qtbot, "Opt out")
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    wait_for(qtbot, "Opt out now")
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    wait_for(qtbot, "View receipt")
    assert hand.reads("Confirmed")
    assert product.ledger(True).page(2, 1)[0].kind is Kind.CONFIRMATION


def test_escape_leaves_the_preview_and_sends_nothing(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    signed_in("us-on")
    wait_for(qtbot, "Opt out")
    hand.press("Opt out")
    wait_for(qtbot, "Opt out now")
    hand.press_key(Qt.Key.Key_Escape)
    wait_for(qtbot, "Opt out")
    assert product.ledger(True).size() == 0
    assert product.practice.plaza().control.values()["us-on"] is True


def test_sign_in_can_be_called_off_while_the_browser_waits(window: MainWindow, browser: Browser, qtbot: QtBot) -> None:
    """O18: cancel always works."""
    browser.member = None
    hand.press("Try it on the practice platform")
    hand.press("Sign in with your browser")
    wait_for(qtbot, "Sign-in address")
    assert browser.addresses[0].startswith("http://127.0.0.1:")
    hand.press("Cancel")
    wait_for(qtbot, "Sign in with your browser")
    assert not hand.reads("Waiting for you in the browser")


def test_closing_while_the_browser_waits_does_no_harm(window: MainWindow, browser: Browser, qtbot: QtBot) -> None:
    browser.member = None
    hand.press("Try it on the practice platform")
    hand.press("Sign in with your browser")
    wait_for(qtbot, "Sign-in address")
    assert window.close()
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=15000)


def test_closing_during_a_write_reads_back_first(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    signed_in("us-forgets")  # its read-back takes two seconds
    wait_for(qtbot, "Opt out")
    hand.press("Opt out")
    wait_for(qtbot, "Opt out now")
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: product.ledger(True).size() == 2, timeout=15000)
    assert not window.close()
    assert window.isVisible()
    assert hand.reads("closes as soon as")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=15000)
    assert product.ledger(True).page(2, 1)[0].kind is Kind.FAILURE
    assert not product.opt_out.has_open_attempts()


def test_success_that_does_not_save_is_never_shown_as_confirmed(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot
) -> None:
    """A1 in the window: the words are those for what was read back."""
    signed_in("us-forgets")
    wait_for(qtbot, "Opt out")
    hand.press("Opt out")
    wait_for(qtbot, "Opt out now")
    hand.press("Opt out now")
    wait_for(qtbot, "View receipt")
    assert hand.reads("Not changed")
    assert not any("onfirmed" in text for text in hand.texts())


@pytest.mark.parametrize(
    ("member", "words", "day"),
    [
        ("uk-shared", "Your data may be used to train generative AI", "today"),
        ("uk-2024", "This setting is not offered to you", "21 September 2024"),
        ("us-already-off", "You are opted out: the switch is off", "today"),
    ],
)
def test_each_member_sees_their_own_situation(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, member: str, words: str, day: str
) -> None:
    signed_in(member)
    qtbot.waitUntil(lambda: hand.reads(words), timeout=15000)
    assert hand.reads(f"{day}")


def test_what_was_seen_already_can_be_recorded(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    signed_in("us-already-off")
    wait_for(qtbot, "Record what was seen")
    hand.press("Record what was seen")
    wait_for(qtbot, "View receipt")
    assert product.ledger(True).page(1, 1)[0].kind is Kind.OBSERVATION
    assert not any(text.startswith("Confirmed") for text in hand.texts())


def test_leaving_an_account_asks_first_and_keeps_the_receipts(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    signed_in("us-already-off")
    wait_for(qtbot, "Record what was seen")
    hand.press("Record what was seen")
    wait_for(qtbot, "View receipt")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=15000)
    hand.press("Sign out and forget this account")
    wait_for(qtbot, "Sign out")
    assert product.accounts.all()
    assert hand.reads("Its reminder goes, and the history of what was seen of it (entries: ")
    assert hand.sees("Also delete its name, and what the platform answered, beside its receipts")
    hand.press("Sign out")
    qtbot.waitUntil(lambda: not product.accounts.all(), timeout=15000)
    wait_for(qtbot, "Try it on the practice platform")
    assert product.ledger(True).size() == 2


def test_window_comes_back_as_it_was_left(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    """A second window on the same folder shows the account, its words and its receipts, and asks nobody."""
    signed_in("us-on")
    wait_for(qtbot, "Opt out")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=15000)
    before = len(product.practice.plaza().control.log())
    again = MainWindow(product)
    again.begin()
    again.show()
    qtbot.waitExposed(again)
    names = [button.accessibleName() for button in again.findChildren(QPushButton) if button.isVisible()]
    assert "Plaza, Amber (practice): Practice: on" in names
    assert len(product.practice.plaza().control.log()) == before
    again.close()
    again._pool.shutdown(wait=True)
    again.deleteLater()


def test_tab_goes_through_what_is_asked_about_a_platform_as_the_eye_does(window: MainWindow, qtbot: QtBot) -> None:
    hand.press("Add account")
    wait_for(qtbot, "LinkedIn")
    assert QApplication.focusWidget() is hand.find("ChatGPT"), "the button below can't be pressed yet"
    hand.press("LinkedIn")
    wait_for(qtbot, "What do you call this account?")
    field = next(found for found in hand.find_all("What do you call this account?") if isinstance(found, QLineEdit))
    QTest.keyClicks(field, "mine")
    region = next(found for found in hand.find_all("Where do you live?") if isinstance(found, QComboBox))
    QTest.keyClicks(region, "germany")
    wait_for(qtbot, "Add this account")
    chosen = hand.find("LinkedIn")
    assert chosen is not None
    chosen.setFocus()
    seen: list[str] = []
    while seen[-1:] != ["Cancel"] and len(seen) < 9:
        hand.press_key(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        around = focused.parentWidget()
        seen.append(focused.accessibleName() or (around.accessibleName() if around else ""))
    assert seen[1:] == ["What do you call this account?", "Where do you live?", "Add this account", "Cancel"]
    assert seen[0] in {"With a password, or a code that I get", "I'm not sure"}
