"""What waits for the first paint is done then, once, in order, and whatever happens to one piece of it."""

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from demur.ui import first_paint
from demur.ui.first_paint import FirstPaint


def test_work_waits_for_the_paint_and_keeps_its_order(qtbot: QtBot) -> None:
    done: list[int] = []
    parent = QObject()
    waiting = FirstPaint(parent)
    waiting.then(lambda: done.append(1))
    waiting.then(lambda: waiting.then(lambda: done.append(3)))
    waiting.then(lambda: done.append(2))
    QCoreApplication.processEvents()
    assert done == []
    waiting.seen()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == [1, 2, 3]


def test_afterwards_nothing_waits(qtbot: QtBot) -> None:
    done: list[int] = []
    parent = QObject()
    waiting = FirstPaint(parent)
    waiting.seen()
    waiting.then(lambda: done.append(1))
    qtbot.waitUntil(lambda: done == [1] and not waiting._timer.isActive())
    waiting.then(lambda: done.append(2))
    assert done == [1, 2]


def test_a_mistake_in_one_piece_keeps_no_other_back(qtbot: QtBot) -> None:
    done: list[int] = []
    parent = QObject()
    waiting = FirstPaint(parent)
    waiting.then(lambda: done.append(1 // 0))
    waiting.then(lambda: done.append(2))
    with qtbot.captureExceptions() as mistakes:
        waiting.seen()
        qtbot.waitUntil(lambda: done == [2])
    assert [kind for kind, _, _ in mistakes] == [ZeroDivisionError]


def test_a_window_that_nobody_sees_goes_on_too(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as one that starts minimised: what an earlier run left open is looked for all the same."""
    monkeypatch.setattr(first_paint, "_UNSEEN_MS", 1)
    done: list[int] = []
    parent = QObject()
    waiting = FirstPaint(parent)
    waiting.then(lambda: done.append(1))
    waiting.expect()
    qtbot.waitUntil(lambda: done == [1])
