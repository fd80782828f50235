"""A report of all accounts in the window: redacted at first, shown to the letter, and saved as it was shown."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot
from tests.printing.paper_reading import pages

from demur.core.setting import PlatformId, RegionCode
from demur.product import Product
from demur.tour import hand
from demur.ui.standing_page import StandingPage
from demur.ui.window import MainWindow
from demur.words import standing_page as words


def test_a_member_looks_at_a_report_and_saves_what_was_shown(
    product: Product, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """R7: no name leaves that was not ticked."""
    for name in ("Work", "Club"):
        product.joining.name(PlatformId("linkedin"), name, RegionCode("GB"))
    window._show_home()
    qtbot.waitUntil(lambda: hand.sees("Save a report"), timeout=15000)
    hand.press("Save a report")
    page = window._standing.page
    qtbot.waitUntil(lambda: hand.reads("LinkedIn · Account 2"), timeout=15000)
    assert not hand.sees(words.PRACTICE), "there is no practice to leave out"
    assert not any("Club" in label.text() for label in page.findChildren(QLabel)), "as the rail calls it"
    file = tmp_path / "report"
    hand.write(words.PLACE, str(file))
    qtbot.waitUntil(lambda: hand.reads("Saved as"), timeout=15000)
    (printed,) = pages(file.with_suffix(".pdf").read_bytes(), dpi=60)
    assert "Account 2" in printed.words
    assert "Club" not in printed.words
    page._form.setCurrentIndex(1)
    page._form.activated.emit(1)
    page._names.setFocus()
    hand.press_key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any("Club" in text for text in shown(page)), timeout=15000)
    hand.press_key(Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit), "Tab goes as the eye does"
    hand.write(words.PLACE, str(file))
    qtbot.waitUntil(file.with_suffix(".csv").exists, timeout=15000)
    assert shown(page) == [file.with_suffix(".csv").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")]
    assert oct(file.with_suffix(".csv").stat().st_mode)[-3:] == "600"
    hand.write(words.PLACE, str(file))
    qtbot.waitUntil(lambda: hand.reads("it was left as it is"), timeout=15000)


def shown(page: StandingPage) -> list[str]:
    return [text.toPlainText() for text in page.findChildren(QPlainTextEdit) if text.isVisible()]


def test_a_digest_is_no_wider_than_the_page(dressed: QApplication, qtbot: QtBot) -> None:
    """It is one word; at a text of 200% it made the whole page scroll sideways."""
    page = StandingPage()
    qtbot.addWidget(page)
    page.resize(400, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.show_pages([], [f"Receipt 1, SHA-256 {'ab' * 32}"], 1)
    qtbot.waitUntil(lambda: any(label.isVisible() and "SHA-256" in label.text() for label in page.findChildren(QLabel)))
    dressed.processEvents()
    assert page.findChildren(QScrollArea)[0].horizontalScrollBar().maximum() == 0
    assert any("ab" * 32 in label.text().replace("\u200b", "") for label in page.findChildren(QLabel))
