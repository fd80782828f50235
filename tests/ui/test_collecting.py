"""Cycles are collected on the window's thread, whoever made them."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demur.ui.collecting import Collector

COUNT = 300


class Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def often() -> Iterator[None]:
    """Let cycles be looked for soon."""
    kept = gc.get_threshold()
    gc.set_threshold(20, 2, 2)
    yield
    gc.set_threshold(*kept)


@pytest.mark.usefixtures("often")
def test_what_a_worker_leaves_is_collected_on_the_windows_thread(qapp: QApplication, qtbot: QtBot) -> None:
    """Else PySide6 disconnects it on the worker's, and both threads wait for each other for good."""
    assert qapp.findChildren(Collector), "as in the program"
    ended: list[threading.Thread] = []

    def leave() -> None:
        for _ in range(COUNT):
            weakref.finalize(Cycle(), lambda: ended.append(threading.current_thread()))

    worker = threading.Thread(target=leave)
    worker.start()
    worker.join()
    assert ended == []
    qtbot.waitUntil(lambda: len(ended) > COUNT / 2)
    assert set(ended) == {threading.main_thread()}
