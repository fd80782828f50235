"""A camera for the window: waits for what a picture needs, and keeps the whole page, however long it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QScrollArea, QWidget

import clipping
from demur.tour import hand

SIZE = (1180, 780)
_PAPER_DPI = 80
_POINTS = 72
"""To an inch (ISO 32000-2, 8.3.2.3)."""
_GAP_PX = 12
LIMIT_S = 40.0
POLL_MS = 60
"""A look at every control and text of a long page takes some milliseconds itself."""
_QUALITY = 80
"""For QImage.save: a file hardly larger than usual, written in two thirds of the time."""


class Studio:
    """Takes the pictures and collects what is clipped on them."""

    def __init__(self, window: QWidget, out: Path) -> None:
        self._window, self._out = window, out
        self.complaints: list[str] = []
        window.resize(*SIZE)

    def press(self, name: str, then: str) -> None:
        """Press a control and wait until another one, or a text, is there."""
        ends_at = time.monotonic() + LIMIT_S
        self.wait(lambda: hand.sees(name), name)
        while not _pressed(name):  # not in the loop of `wait`: a press there would come from within a timer
            self._settle()
            if time.monotonic() > ends_at:
                raise hand.NotSeen(f"“{name}” is never free to be pressed")
        self.wait(lambda: hand.sees(then) or hand.reads(then), then)

    def wait(self, is_there: Callable[[], bool], what: str) -> None:
        """Let the program work until something is there."""
        loop, timer, ends_at = QEventLoop(), QTimer(), time.monotonic() + LIMIT_S
        timer.timeout.connect(lambda: loop.quit() if is_there() or time.monotonic() > ends_at else None)
        timer.start(POLL_MS)
        loop.exec()
        timer.stop()
        if not is_there():
            raise hand.NotSeen(f"{what} is not there, but {hand.texts()}")

    def type_into(self, name: str, text: str) -> None:
        field = next(found for found in hand.find_all(name) if isinstance(found, QLineEdit))
        field.clear()
        QTest.keyClicks(field, text)

    def tick(self, name: str, then: str) -> None:
        """Tick a box by the keyboard: what a long page scrolls to is not where the mouse finds it at once."""
        self.wait(lambda: hand.sees(name), name)
        box = hand.find_all(name)[0]
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        self.wait(lambda: hand.sees(then) or hand.reads(then), then)

    def choose(self, name: str, at: int, then: str) -> None:
        """Choose an item of a list by its place, as a member does, and wait until something is there."""
        self.wait(lambda: hand.sees(name), name)
        combo = next(found for found in hand.find_all(name) if isinstance(found, QComboBox))
        combo.setCurrentIndex(at)
        combo.activated.emit(at)
        self.wait(lambda: hand.sees(then) or hand.reads(then), then)

    def shoot(self, name: str) -> None:
        """Keep a picture of the whole page, as if the window were as high as it needs."""
        self._settle()
        for _ in range(4):  # a higher window may wrap otherwise, so look again
            if not (missing := self._below_the_edge()):
                break
            self._window.resize(SIZE[0], self._window.height() + missing)
            self._settle()
        self._keep(self._window, name)
        self._window.resize(*SIZE)
        self._settle()

    def shoot_at_once(self, name: str) -> None:
        """Keep a picture of the window as it stands, in its usual size."""
        self._settle()
        self._keep(self._window, name)

    def shoot_dialog(self, name: str, answer: str = "") -> None:
        """Keep a picture of the dialog that is open, then press `answer`, or dismiss it by Escape."""
        self.wait(lambda: QApplication.activeModalWidget() is not None, "a dialog")
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        self._settle()
        self._keep(dialog, name)
        if answer:
            hand.press(answer)
        else:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        self.wait(lambda: QApplication.activeModalWidget() is None, "no dialog")

    def save_file(self, file: Path, then: str) -> None:
        """Answer the dialog that asks where a file goes, as a member does, and wait until something is there."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "a dialog for a file")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        field.setText(str(file))
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.wait(lambda: hand.reads(then), then)

    def shoot_paper(self, name: str, pdf: Path) -> None:
        """Keep a picture of a PDF's pages, side by side, as another program draws them."""
        document = QPdfDocument()
        document.load(str(pdf))
        pages = []
        for number in range(document.pageCount()):
            page = QImage((document.pagePointSize(number) * _PAPER_DPI / _POINTS).toSize(), QImage.Format.Format_RGB32)
            page.fill(Qt.GlobalColor.white)
            pages.append((page, document.render(number, page.size())))
        document.close()
        size = QSize(sum(page.width() + _GAP_PX for page, _ in pages), max(page.height() for page, _ in pages))
        picture = QImage(size, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.gray)
        painter, left = QPainter(picture), 0
        for page, drawn in pages:
            painter.drawImage(left, 0, page)
            painter.drawImage(left, 0, drawn)
            left += page.width() + _GAP_PX
        painter.end()
        self._keep_image(picture, name)

    def _keep_image(self, picture: QImage, name: str) -> None:
        file = self._out / f"{name}.png"
        if not picture.save(str(file), quality=_QUALITY):
            raise OSError(f"{file} can't be written")

    def _keep(self, widget: QWidget, name: str) -> None:
        self._keep_image(widget.grab().toImage(), name)
        if clipping.found():  # a round that goes on may have changed a text in this very moment
            self._settle()
        self.complaints += [f"{name}: {line}" for line in (*clipping.found(), *clipping.doubled_keys())]

    def _below_the_edge(self) -> int:
        areas = [area for area in self._window.findChildren(QScrollArea) if area.isVisible()]
        return max((area.verticalScrollBar().maximum() for area in areas), default=0)

    def _settle(self) -> None:
        """Let layouts and what is to be deleted come to rest."""
        for _ in range(4):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for _ in range(
            3
        ):  # a round that goes on may have changed a text in the last of these, and a layout asks its parent
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _pressed(name: str) -> bool:
    """Press a control if it lies there to be pressed: a page that was just filled is laid out a moment later."""
    try:
        hand.press(name)
    except hand.NotSeen:
        return False
    return True
