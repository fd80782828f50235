"""Settings, Network: the proxy is named, kept and used at once, and what can't be used is said under the field."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtNetwork import QNetworkProxy
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from demur.core.proxy import Proxy
from demur.product import Product
from demur.tour import hand
from demur.ui import proxy
from demur.ui.window import MainWindow

ADDRESS = "http://proxy.example:3128"


@pytest.fixture(autouse=True)
def straight_on() -> Iterator[None]:
    yield
    proxy.apply(None)


@pytest.fixture
def settings(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on its page of settings, which asks the keyring meanwhile."""
    hand.press("Settings")
    yield window
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def field() -> QLineEdit:
    return next(found for found in everything() if isinstance(found, QLineEdit))


def everything() -> list[QWidget]:
    there = [widget for window in QApplication.topLevelWidgets() for widget in window.findChildren(QWidget)]
    return [widget for widget in there if widget.isVisible() and "roxy" in widget.accessibleName()]


def is_chosen(name: str) -> bool:
    found = hand.find(name)
    assert isinstance(found, QRadioButton)
    return found.isChecked()


def qt_goes_through() -> str:
    return QNetworkProxy.applicationProxy().hostName()


def test_says_what_it_is_for_and_begins_without_one(settings: MainWindow) -> None:
    assert hand.reads("for every connection to a platform, and never for the practice platform on this computer")
    assert is_chosen("No proxy")
    assert not field().isEnabled()


def test_proxy_is_kept_and_used_at_once(settings: MainWindow, product: Product) -> None:
    hand.press("Use this proxy")
    hand.write("Proxy address", "Proxy.example:3128")
    assert product.rooms.proxy.now() == Proxy("proxy.example", 3128)
    assert qt_goes_through() == "proxy.example"
    assert hand.reads(f"From the next connection on, Demur goes through {ADDRESS}.")
    assert field().text() == ADDRESS
    hand.press("No proxy")
    assert product.rooms.proxy.now() is not None, "nothing changes before it is saved"
    hand.press("Save proxy choice")
    assert product.rooms.proxy.now() is None
    assert qt_goes_through() == ""
    assert hand.reads("From the next connection on, Demur uses no proxy.")


def test_what_is_kept_is_shown_again(settings: MainWindow, product: Product) -> None:
    product.rooms.proxy.keep(Proxy("proxy.example", 3128))
    hand.press("Settings")
    assert is_chosen("Use this proxy")
    assert field().text() == ADDRESS
    assert not hand.reads("From the next connection on")


@pytest.mark.parametrize("typed", ["", "proxy.example", "https://proxy.example:1", "http://me:hunter2@proxy.example:1"])
def test_what_cannot_be_used_is_said_under_the_field(settings: MainWindow, product: Product, typed: str) -> None:
    product.rooms.proxy.keep(Proxy("proxy.example", 3128))
    hand.press("Settings")
    field().clear()
    hand.write("Proxy address", typed)
    assert hand.reads("Not saved. This is no proxy that Demur can use.")
    assert not hand.reads("hunter2")
    assert product.rooms.proxy.now() == Proxy("proxy.example", 3128)
    said = next(text for text in hand.texts() if text.startswith("Not saved."))
    heard = QAccessible.queryAccessibleInterface(field())
    assert heard.text(QAccessible.Text.Description) == said, "a screen reader hears it with the field"
    assert field().hasFocus()


def test_a_refused_proxy_leads_back_to_the_field(settings: MainWindow) -> None:
    hand.press("Use this proxy")
    QTest.keyClicks(field(), "proxy.example")
    hand.press("Save proxy choice")
    assert field().hasFocus()
    assert field().selectedText() == "proxy.example", "typing goes over what was refused"


def test_what_was_kept_and_is_no_proxy_can_be_mended(settings: MainWindow, product: Product) -> None:
    product.accounts.keep_setting("proxy", "rubbish")
    hand.press("Settings")
    assert hand.reads("This is no proxy that Demur can use.")
    assert is_chosen("Use this proxy")
    hand.press("No proxy")
    hand.press("Save proxy choice")
    assert product.rooms.proxy.now() is None


def test_keys_alone_are_enough(settings: MainWindow, product: Product, qtbot: QtBot) -> None:
    none = hand.find("No proxy")
    assert none is not None
    none.setFocus()
    QTest.keyClick(none, Qt.Key.Key_Down)
    use = hand.find("Use this proxy")
    assert use is not None
    assert is_chosen("Use this proxy")
    QTest.keyClick(use, Qt.Key.Key_Tab)
    assert field().hasFocus()
    QTest.keyClicks(field(), "proxy.example:3128")
    QTest.keyClick(field(), Qt.Key.Key_Tab)
    save = hand.find("Save proxy choice")
    assert save is not None
    assert save.hasFocus()
    QTest.keyClick(save, Qt.Key.Key_Space)
    assert product.rooms.proxy.now() == Proxy("proxy.example", 3128)


def test_every_part_has_a_name(settings: MainWindow) -> None:
    hand.press("Use this proxy")
    names = {widget.accessibleName() for widget in everything() if QAccessible.queryAccessibleInterface(widget)}
    assert names >= {"No proxy", "Use this proxy", "Proxy address", "Save proxy choice"}
    assert "http://proxy.example:3128" in field().accessibleDescription()


def test_erasing_everything_forgets_it(settings: MainWindow, product: Product, qtbot: QtBot) -> None:
    hand.press("Use this proxy")
    hand.write("Proxy address", ADDRESS)
    hand.press("Erase everything")
    qtbot.waitUntil(lambda: hand.sees("Erase it all"), timeout=15000)
    hand.press("Erase it all")
    qtbot.waitUntil(lambda: hand.reads("Erased."), timeout=30000)
    assert product.rooms.proxy.now() is None
    assert qt_goes_through() == ""
