"""Work comes back on the window's thread, for pages that still live."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from demur.ui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    pool = ThreadPoolExecutor(2)
    yield Background(lambda: pool)
    pool.shutdown(wait=True)


def unexpected(answer: object) -> None:
    raise AssertionError(answer)


def test_answer_arrives_on_the_thread_of_the_window(background: Background, qtbot: QtBot) -> None:
    page = QWidget()
    threads: list[int] = []
    qtbot.addWidget(page)

    def then(worker: int) -> None:
        threads.extend([worker, threading.get_ident()])

    with qtbot.waitSignal(background.idle):
        background.run(threading.get_ident, page, then, unexpected)
    assert threads[0] != threads[1] == threading.get_ident()


def test_failure_arrives_as_such(background: Background, qtbot: QtBot) -> None:
    page = QWidget()
    failures: list[BaseException] = []
    qtbot.addWidget(page)
    with qtbot.waitSignal(background.idle):
        background.run(lambda: 1 // 0, page, unexpected, failures.append)
    assert isinstance(failures[0], ZeroDivisionError)


def test_page_that_is_gone_gets_no_answer(background: Background, qtbot: QtBot) -> None:
    page, may_end = QWidget(), threading.Event()
    answers: list[object] = []
    background.run(lambda: may_end.wait(10), page, answers.append, answers.append)
    assert background.is_busy
    shiboken6.delete(page)
    with qtbot.waitSignal(background.idle):
        may_end.set()
    assert answers == []
    assert not background.is_busy


def test_what_comes_back_last_begins_nothing_any_more(background: Background, qtbot: QtBot) -> None:
    """At the end of the program the workers are gone before the last answers are heard."""
    page, may_end = QWidget(), threading.Event()
    begun: list[object] = []
    qtbot.addWidget(page)

    def then(answer: object) -> None:
        background.run(lambda: begun.append(answer), page, unexpected, unexpected)

    with qtbot.waitSignal(background.idle):
        background.run(lambda: may_end.wait(10), page, then, unexpected)
        background.end()
        may_end.set()
    assert not background.is_busy
    assert begun == []
