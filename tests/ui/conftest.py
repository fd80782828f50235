"""A real window on a data folder of its own, and a stand-in for the member at the browser."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demur import startup, wiring
from demur.paths import Folders
from demur.practice.visitor import visit
from demur.product import Product
from demur.ui import theme
from demur.ui.window import MainWindow

startup.keep_singletons()  # as the program does before its first window


class Browser(QObject):
    """Qt hands it the address that the program opens; it signs `member` in, or does nothing where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.member: str | None = None
        self.addresses: list[str] = []
        self._visits: list[threading.Thread] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        text = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.addresses.append(text)
        if self.member is not None:
            visit_thread = threading.Thread(target=visit, args=(text, self.member))
            visit_thread.start()
            self._visits.append(visit_thread)

    def wait(self) -> None:
        for visit_thread in self._visits:
            visit_thread.join(10)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def browser(dressed: QApplication) -> Iterator[Browser]:
    made = Browser()
    QDesktopServices.setUrlHandler("http", made, "open")  # type: ignore[arg-type]  # bytes fail at run time
    yield made
    QDesktopServices.unsetUrlHandler("http")
    made.wait()


@pytest.fixture
def product(tmp_path: Path) -> Product:
    return wiring.build(Folders(tmp_path / "data"))


@pytest.fixture
def window(product: Product, browser: Browser, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(product)
    made.begin()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()  # there is no window manager that would do it
    yield made
    made.close()
    made.shut_down()
    made.deleteLater()


@pytest.fixture
def signed_in(window: MainWindow, browser: Browser, qtbot: QtBot) -> Callable[[str], None]:
    """Sign a practice member in through the window, as a member would."""
    from demur.tour import hand

    def sign_in(member: str) -> None:
        browser.member = member
        qtbot.waitUntil(lambda: hand.sees("Add account"), timeout=15000)
        hand.press("Add account")
        qtbot.waitUntil(lambda: hand.sees("Plaza (practice, on this computer)"), timeout=15000)
        hand.press("Plaza (practice, on this computer)")
        qtbot.waitUntil(lambda: hand.sees("Sign in with your browser"), timeout=15000)
        hand.press("Sign in with your browser")
        qtbot.waitUntil(lambda: hand.sees("Check again"), timeout=15000)

    return sign_in
