"""A dialog for a long text that is shown to the letter: a report, a licence."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from demur.ui.controls import button, label, named, row
from demur.words import report, say, window

_COLUMNS, _LINES = 90, 34
"""How large the dialog is, in letters of the text's font, so that it grows with it."""


class TextDialog(QDialog):
    """Shows a text that can be scrolled, selected and copied, but not changed."""

    def __init__(self, parent: QWidget, title: str, intro: str, text: str, text_name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        named(self, title, intro)
        self._text = named(_shown(text), text_name)
        self._copied = label("", "soft")
        copy = button(report.COPY, report.COPY_NAME)
        copy.clicked.connect(self._copy)
        save = button(report.SAVE, report.SAVE_NAME)
        save.clicked.connect(self._ask_where)
        close = button(report.CLOSE, kind="primary")
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(label(intro))
        column.addWidget(self._text, 1)
        column.addLayout(row(copy, save, close, self._copied))
        self.resize(_room(self._text, self.screen().availableSize()))
        close.setDefault(True)
        close.setFocus()

    def _copy(self) -> None:
        """Copy exactly what is shown."""
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._copied.setText(say(window.COPIED))

    def _ask_where(self) -> None:
        chosen = QFileDialog(self, say(report.SAVE_NAME))
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.selectFile(report.FILE_NAME)
        chosen.fileSelected.connect(self.save)
        chosen.open()

    def save(self, file: str) -> None:
        """Save exactly what is shown."""
        try:
            Path(file).write_text(self._text.toPlainText(), encoding="utf-8")
        except OSError as error:
            self._copied.setText(say(report.NOT_SAVED, why=error.strerror or ""))
            return
        self._copied.setText(say(report.SAVED, file=file))


def _shown(text: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(QApplication.font().pointSizeF())  # the fixed one doesn't grow with what the member reads
    made.setFont(font)
    return made


def _room(text: QPlainTextEdit, screen: QSize) -> QSize:
    """Return how large the dialog is at first: room for its text, on this screen."""
    letter = QFontMetrics(text.font())
    wanted = QSize(letter.averageCharWidth() * _COLUMNS, letter.height() * _LINES)
    return wanted.boundedTo(screen * 9 / 10)
