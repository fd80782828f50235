"""The history of one setting in the window: reached from the account, read line by line, and drawn beside it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from demur.core.account import AccountId, LastSeen
from demur.core.setting import PlatformId, RegionCode, State
from demur.core.sighting import Sighting
from demur.product import Product
from demur.tour import hand
from demur.ui import theme
from demur.ui.history_page import LISTED, HistoryPage
from demur.ui.history_strip import HistoryStrip
from demur.ui.window import MainWindow
from demur.watch.history import history_of
from demur.words import history as words

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def sightings(*seen: tuple[float, State]) -> list[Sighting]:
    return [Sighting(AccountId("a"), NOW - timedelta(days=days), state) for days, state in seen]


def row_of(table: QTableWidget, row: int) -> list[str]:
    items = [table.item(row, column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def test_a_member_reads_it_by_keyboard_and_opens_a_receipt(product: Product, window: MainWindow, qtbot: QtBot) -> None:
    account = product.joining.name(PlatformId("linkedin"), "Work", RegionCode("GB"))
    for days, state in ((100, State.ON), (50, State.OFF), (49, State.OFF)):
        product.accounts.saw(account.id, LastSeen(state, datetime.now(UTC) - timedelta(days=days)))
    receipt = product.own_browser.already_did(account.id, date(2026, 1, 5)).receipt
    assert receipt is not None
    window._show_account(account.id)
    qtbot.waitUntil(lambda: hand.sees("History of this setting"), timeout=15000)
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QTableWidget), timeout=15000)
    table = QApplication.focusWidget()
    assert isinstance(table, QTableWidget)
    assert window._history.page.accessibleName() == "History of “Data for Generative AI Improvement”, LinkedIn, Work"
    what = [row_of(table, row)[1] for row in range(table.rowCount())]
    said = f"Said: Off, since 2026-01-05, receipt {receipt.index}"
    gaps = ["Not checked for 49 days", "Not checked for 50 days"]
    assert what == ["Off, you told us", said, gaps[0], "Off, seen 2 times", gaps[1], "On, seen once"]
    assert not hand.sees(words.OPEN_NAME), "the first line is of no receipt"
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert hand.sees(words.OPEN_NAME)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hand.reads(f"Receipt {receipt.index}"), timeout=15000)
    window._show_history(account.id)
    qtbot.waitUntil(lambda: hand.sees(words.BACK), timeout=15000)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: hand.sees("History of this setting"), timeout=15000)


def texts_of(page: HistoryPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def page(dressed: QApplication, qtbot: QtBot) -> HistoryPage:
    made = HistoryPage()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_head("AI", "LinkedIn", "Work", "")
    made.show()
    return made


def test_a_screen_reader_finds_a_whole_sentence_in_each_line_and_all_of_them_at_the_picture(page: HistoryPage) -> None:
    page.show_history(history_of(sightings((60, State.OFF), (3, State.ON)), [], NOW))
    (table,) = page.findChildren(QTableWidget)
    (strip,) = page.findChildren(HistoryStrip)
    lines = [
        "19 November 2026: On, seen once. Read from the platform.",
        "23 September 2026 to 19 November 2026: Not checked for 57 days.",
        "23 September 2026: Off, seen once. Read from the platform.",
    ]
    interface = QAccessible.queryAccessibleInterface(table)
    cells = [interface.child(place).text(QAccessible.Text.Name) for place in range(interface.childCount())]
    assert [cell for cell in cells if cell in lines] == lines
    assert strip.accessibleDescription().split("\n") == lines
    assert strip.accessibleName() == words.CHART


def test_one_evening_has_no_picture_and_nothing_has_no_list(page: HistoryPage) -> None:
    (table,), (strip,) = page.findChildren(QTableWidget), page.findChildren(HistoryStrip)
    page.show_history(history_of(sightings((0.1, State.ON), (0, State.OFF)), [], NOW))
    assert (table.isVisible(), strip.isVisible()) == (True, False)
    page.show_history(history_of([], [], NOW))
    assert (table.isVisible(), strip.isVisible()) == (False, False)
    assert words.NOTHING in texts_of(page)


def test_very_many_lines_are_counted_and_the_newest_shown(page: HistoryPage) -> None:
    many = [(float(day), State.ON if day % 2 else State.OFF) for day in range(2000)]
    page.show_history(history_of(sightings(*many), [], NOW))
    (table,) = page.findChildren(QTableWidget)
    assert table.rowCount() == LISTED
    assert row_of(table, 0)[1] == "Off, seen once"
    assert any(f"the newest {LISTED} of 2000 lines" in text for text in texts_of(page))


def test_a_text_that_almost_fits_its_column_is_wrapped_and_not_cut(page: HistoryPage, qtbot: QtBot) -> None:
    page.show_history(history_of(sightings((60, State.OFF)), [], NOW))
    (table,) = page.findChildren(QTableWidget)
    words_wide = table.fontMetrics().horizontalAdvance(row_of(table, 1)[2])
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setColumnWidth(2, words_wide + 40)
    qtbot.waitUntil(lambda: table.rowHeight(1) < 2 * table.fontMetrics().height(), timeout=2000)
    table.setColumnWidth(2, words_wide + 10)  # as wide as the text, and too narrow with the space beside it
    qtbot.waitUntil(lambda: table.rowHeight(1) > 2 * table.fontMetrics().height(), timeout=2000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_state_has_a_lane_of_its_own_beside_its_colour(qapp: QApplication, qtbot: QtBot, scheme: str) -> None:
    """What a member who sees no colours reads from: where a band stands, not what it looks like."""
    theme.apply(qapp, scheme)
    strip = HistoryStrip()
    qtbot.addWidget(strip)
    strip.resize(800, strip.sizeHint().height())
    on, off = QColor(theme.current().dots["on"]), QColor(theme.current().dots["off"])
    found = {}
    for state in (State.ON, State.OFF):
        strip.show_history(history_of(sightings((20, state), (0, state)), [], NOW), "")
        found[state] = strip.grab().toImage()
    theme.apply(qapp, "light")
    rows = {state: rows_of(image, on if state is State.ON else off) for state, image in found.items()}
    assert rows[State.ON]
    assert rows[State.OFF]
    assert max(rows[State.ON]) < min(rows[State.OFF])


def rows_of(image: QImage, colour: QColor) -> list[int]:
    middle = image.width() * 3 // 4
    return [y for y in range(image.height()) if image.pixelColor(middle, y).name() == colour.name()]
