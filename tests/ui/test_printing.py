"""Saving receipts as a PDF in the window, as a member would: one from its page, several from the list."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QTableView
from pytestqt.qtbot import QtBot
from tests.printing.paper_reading import pages
from tests.receipts.bundles import EVERYTHING, receipt_of, rich_log
from tests.ui.test_bundles import choose_form, press, tick, wait_for

from demur.ledger.bundling import Part
from demur.printing import pdf
from demur.tour import hand
from demur.ui.frame import Frame
from demur.ui.print_desk import PrintDesk
from demur.ui.save_page import SavePage
from demur.ui.window import MainWindow


@pytest.fixture
def opted_out(window: MainWindow, signed_in: Callable[[str], None], qtbot: QtBot) -> MainWindow:
    """The window on the list of receipts after one practice opt-out."""
    signed_in("us-on")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    hand.press("Opt out")
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    hand.press("Receipts")
    qtbot.waitUntil(lambda: hand.sees("Save as PDF"), timeout=15000)
    return window


def choose_paper(at: int) -> None:
    combo = hand.find("Paper")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def test_one_receipt_as_pages(opted_out: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    press("Open receipt", qtbot)
    qtbot.waitUntil(lambda: hand.sees("Save receipt"), timeout=15000)
    press("Save receipt", qtbot)
    assert not hand.sees("Paper")
    choose_form(3)
    wait_for("demur-receipt-000002.pdf: pages to read and print", qtbot)
    assert hand.sees("Paper")
    assert hand.reads("Nothing of your account is in these files.")
    assert hand.reads("Nobody may demand that you tick anything.")
    tick("Disclose the account's name")
    wait_for("Disclosed: Account name: ", qtbot)
    choose_paper(1)
    qtbot.waitUntil(lambda: not hand.reads("Making the pages") and hand.reads("pages to read and print"), timeout=15000)
    hand.write("New file", str(tmp_path / "out"))
    wait_for("Saved as ", qtbot)
    (page,) = pages((tmp_path / "out.pdf").read_bytes())
    assert page.size_pt == (612, 792)
    assert "Account name " in page.words
    assert "User id there" not in page.words
    assert "PRACTICE" in page.words
    hand.write("New file", str(tmp_path / "out.pdf"))
    wait_for("there is another out.pdf already", qtbot)
    choose_form(2)
    assert not hand.sees("Paper")


def test_the_chosen_ones_of_the_list_as_one_pdf(
    opted_out: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = hand.find("List of receipts")
    assert isinstance(table, QTableView)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press("Save as PDF", qtbot)
    wait_for("Save 2 receipts as one PDF", qtbot)
    wait_for("demur-receipts.pdf: pages to read and print", qtbot)
    hand.write("New file", str(tmp_path / "two"))
    wait_for("Saved as ", qtbot)
    found = pages((tmp_path / "two.pdf").read_bytes())
    assert [page.words.split(" Sealed")[0].rpartition("Receipt ")[2] for page in found[1:]] == [
        "1: Asked: On → Off",
        "2: On → Off",
    ]
    press("Back", qtbot)
    qtbot.waitUntil(lambda: hand.sees("Save as PDF"), timeout=15000)
    monkeypatch.setattr(pdf, "MOST", 2)
    table.selectAll()
    press("Save as PDF", qtbot)
    wait_for("3 receipts are too many for one PDF; 2 go into one.", qtbot)
    assert hand.sees("Save as PDF"), "the list is still there"


def test_what_was_chosen_last_is_what_is_saved(dressed: QApplication, qtbot: QtBot) -> None:
    """Pages that are still being made when something else is ticked are dropped, and can't be saved."""
    save = SavePage()
    qtbot.addWidget(save)
    desk = PrintDesk(cast(Frame, SimpleNamespace()), save)
    desk.keep([(receipt_of(rich_log(), 2), EVERYTHING)] * 3)
    save.show_receipts(2, 3, EVERYTHING)
    desk._step()
    save.pages_chosen.emit(frozenset((Part.HANDLE,)), "a4")
    assert not save._save_button.isEnabled()
    qtbot.waitUntil(save._save_button.isEnabled, timeout=15000)
    assert "fern.maple" in pages(desk._pdf, dpi=20)[1].words
    save.pages_chosen.emit(frozenset(), "a4")
    save.show_receipt(2, EVERYTHING)
    assert not desk._turn.isActive(), "files of another form are shown now, and pages would take their place"
