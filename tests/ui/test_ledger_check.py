"""Checking all receipts in the window: how far it is shows, it can be called off, and what was found is said."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ledger.making import alter, ledger_of, opt_out

from demur.ledger import examination
from demur.ledger.audit import Check, Wrong
from demur.ledger.kept import Kept
from demur.ledger.log import SqliteLedger
from demur.ui import checking_row
from demur.ui.background import Background
from demur.ui.ledger_check import LedgerCheck
from demur.ui.receipts_model import Column, ReceiptsModel
from demur.ui.receipts_page import ReceiptsPage

ENTRIES = 9


class Frame:
    """Runs work as the window's frame does; a failure fails the test."""

    def __init__(self, background: Background) -> None:
        self._background = background

    def run(self, owner: QObject, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._background.run(work, owner, then, lambda error: pytest.fail(str(error)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nine entries, where four are many and are read two at a time."""
    monkeypatch.setattr(examination, "LONG", 4)
    monkeypatch.setattr(examination, "STEP", 2)
    monkeypatch.setattr(checking_row, "LONG", 4)
    sealer = ledger_of(tmp_path).unlock()
    for _ in range(4):
        opt_out(sealer)
    return tmp_path


@pytest.fixture
def ledger(folder: Path) -> SqliteLedger:
    return ledger_of(folder)


@pytest.fixture
def checking(qapp: QObject) -> Iterator[LedgerCheck]:
    with ThreadPoolExecutor(1) as pool:
        frame: Any = Frame(Background(lambda: pool))
        yield LedgerCheck(frame)


@pytest.fixture
def page(ledger: SqliteLedger, checking: LedgerCheck, qtbot: QtBot) -> ReceiptsPage:
    """The list as its desk joins it to a check."""
    made = ReceiptsPage(ReceiptsModel(lambda _: "Fern"))
    qtbot.addWidget(made)
    checking.progressed.connect(made.checking.show_progress)
    checking.finished.connect(made.show_check)
    made.checking.cancelled.connect(checking.call_off)
    made.check_all_wanted.connect(lambda: checking.begin(ledger, is_afresh=True))
    made.show_ledger(ledger, is_practice=True)
    made.show()
    return made


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # a button of the page


def seal(page: ReceiptsPage, row: int) -> str:
    return str(page.model.data(page.model.index(row, Column.SEAL.value)))


def test_all_are_checked_afresh_at_a_press(page: ReceiptsPage, checking: LedgerCheck, qtbot: QtBot) -> None:
    seen: list[bool] = []  # it may be over between two looks
    checking.progressed.connect(lambda *_: seen.append(page.checking.isVisible()))
    assert not page.checking.isVisible()
    press(page._check_all)
    qtbot.waitUntil(lambda: "unchanged" in page._summary.text(), timeout=20000)
    assert any(seen)
    assert not page.checking.isVisible()
    assert {seal(page, row) for row in range(ENTRIES)} == {"intact"}


def test_how_far_it_is_can_be_seen_and_heard(page: ReceiptsPage) -> None:
    page.checking.show_progress(4, ENTRIES)
    assert page.checking.isVisible()
    assert (page.checking._bar.value(), page.checking._bar.maximum()) == (4, ENTRIES)
    assert page.checking._words.text() == "4 of 9 entries checked"
    assert page.checking._bar.accessibleName() == "How far the check is"


def test_a_short_ledger_shows_no_progress(page: ReceiptsPage) -> None:
    page.checking.show_progress(1, 3)
    assert not page.checking.isVisible()


def test_a_check_can_be_called_off(
    page: ReceiptsPage, ledger: SqliteLedger, checking: LedgerCheck, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was looked at holds, what wasn't says so, and the next check goes on from there."""
    is_pressed = threading.Event()
    walk = examination.Examination._walk

    def held(self: examination.Examination, *arguments: Any, **named: Any) -> None:
        walk(self, *arguments, **named)
        if self.entries == 4:
            assert is_pressed.wait(20)

    monkeypatch.setattr(examination.Examination, "_walk", held)
    checking.begin(ledger)
    qtbot.waitUntil(page.checking.isVisible, timeout=20000)
    press(page.checking._cancel)
    is_pressed.set()
    qtbot.waitUntil(lambda: "called off" in page._summary.text(), timeout=20000)
    assert page._summary.text() == "9 entries · the check was called off after 4, which hold"
    assert [seal(page, row) for row in (0, ENTRIES - 1)] == ["not checked", "intact"]
    checking.begin(ledger)
    qtbot.waitUntil(lambda: "4 are byte for byte" in page._summary.text(), timeout=20000)
    assert seal(page, 0) == "intact"


def test_a_new_check_silences_the_one_before(
    page: ReceiptsPage, ledger: SqliteLedger, checking: LedgerCheck, qtbot: QtBot
) -> None:
    heard: list[Check] = []
    checking.finished.connect(heard.append)
    checking.begin(ledger)
    checking.begin(ledger)
    qtbot.waitUntil(
        lambda: "unchanged" in page._summary.text() or "byte for byte" in page._summary.text(), timeout=20000
    )
    assert len(heard) == 1


def test_what_is_wrong_is_named_with_its_entry(
    page: ReceiptsPage, ledger: SqliteLedger, folder: Path, checking: LedgerCheck, qtbot: QtBot
) -> None:
    alter(folder, "UPDATE entries SET body = CAST('{}' AS BLOB) WHERE position = 3")
    checking.begin(ledger)
    qtbot.waitUntil(lambda: "wrong" in page._summary.text(), timeout=20000)
    assert page._summary.text() == "9 entries · something is wrong: an entry can't be read. (entry 3)"


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (Check(9, 9, Kept.AGREES), "9 entries · checked just now · unchanged since each was sealed"),
        (Check(3, 3, Kept.AGREES, Wrong("file")), "9 entries · something is wrong: the file itself is damaged."),
    ],
)
def test_each_end_of_a_check_has_its_sentence(check: Check, words: str) -> None:
    assert checking_row.summary(check, 9) == words
