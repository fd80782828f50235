"""The list of receipts reads only what is in sight, and finds, filters and sorts in the ledger itself."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.core.stage import ACCOUNT, Stage

from demur.core.entry import Kind, Receipt
from demur.core.setting import State
from demur.ledger.search import Search
from demur.ui.receipts_model import Column, ReceiptsModel
from demur.ui.receipts_page import ReceiptsPage

ENTRIES = 260


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A ledger with one confirmed opt-out among many observations."""
    made = Stage(tmp_path_factory.mktemp("ledger"))
    made.opt_out.apply(made.opt_out.preview(ACCOUNT.id, State.OFF).code)
    while made.ledger.size() < ENTRIES:
        made.opt_out.observe(ACCOUNT.id)
    return made


@pytest.fixture
def model(stage: Stage) -> ReceiptsModel:
    made = ReceiptsModel(lambda _: "Fern")
    made.show_ledger(stage.ledger)
    return made


def numbers(model: ReceiptsModel) -> list[int]:
    rows = range(model.rowCount())
    return [int(model.data(model.index(row, Column.NUMBER.value))) for row in rows]


def test_newest_stands_first(model: ReceiptsModel) -> None:
    assert numbers(model) == list(range(ENTRIES - 1, -1, -1))


def test_rows_are_read_as_they_come_into_sight(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    page = stage.ledger.page

    def watched(first: int, count: int) -> Sequence[Receipt]:
        read.append(first)
        return page(first, count)

    monkeypatch.setattr(stage.ledger, "page", watched)
    shown = ReceiptsPage(ReceiptsModel(lambda _: "Fern"))
    qtbot.addWidget(shown)
    shown.resize(900, 500)
    shown.show_ledger(stage.ledger, is_practice=True)
    with qtbot.waitExposed(shown):
        shown.show()
    assert read
    assert min(read) >= 100  # the oldest hundred were not touched


def test_filters_by_kind(model: ReceiptsModel) -> None:
    model.search(Search(kinds=(Kind.CONFIRMATION,)))
    assert numbers(model) == [2]
    assert model.total == ENTRIES


def test_searches_the_text_of_receipts(model: ReceiptsModel, stage: Stage) -> None:
    model.search(Search(text="LEGITIMATEINTEREST"))
    assert numbers(model) == []
    model.search(Search(text="requestfulfilled"))
    assert numbers(model) == [2]
    model.search(Search(text=stage.receipts[5].id))
    assert numbers(model) == [5]
    model.search(Search(text="%' OR 1 --"))
    assert numbers(model) == []


def test_sorts_by_what_its_header_says(model: ReceiptsModel) -> None:
    model.search(model.sorted_by(Column.NUMBER, Qt.SortOrder.AscendingOrder))
    assert numbers(model) == list(range(ENTRIES))
    model.search(model.sorted_by(Column.KNOWN, Qt.SortOrder.AscendingOrder))
    assert numbers(model)[:3] == [1, 2, 0]  # attempt, confirmation, genesis, then the observations


def test_page_searches_when_the_typing_rests(stage: Stage, qtbot: QtBot) -> None:
    page = ReceiptsPage(ReceiptsModel(lambda _: "Fern"))
    qtbot.addWidget(page)
    page.show_ledger(stage.ledger, is_practice=True)
    page.show()
    QTest.keyClicks(page._text, "requestfulfilled")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page._summary.text() == f"1 of {ENTRIES} entries"


def test_seal_is_intact_only_after_a_check(model: ReceiptsModel, stage: Stage) -> None:
    seal = model.index(0, Column.SEAL.value)
    assert model.data(seal) == "checking…"
    model.show_check(stage.ledger.check())
    assert model.data(seal) == "intact"
