"""Saving a receipt: what leaves Demur, into which folder, and how to check it there."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit

from demur.ui.controls import Page, box_of, bullet, button, card, clear, label, named, row
from demur.words import say, window


class SavePage(Page):
    """Reports into which folder the member saves a receipt."""

    save_wanted = Signal(int, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say(window.SAVE_RECEIPT_NAME))
        self._folder = named(QLineEdit(), say(window.SAVE_FOLDER))
        self._index = 0
        self._result = label("", "heading")
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    def show_receipt(self, index: int) -> None:
        """Show exactly which files would be written."""
        self._index = index
        name = f"{index:06d}"
        self._folder = named(QLineEdit(str(_documents() / f"demur-receipt-{name}")), say(window.SAVE_FOLDER))
        self._folder.returnPressed.connect(self._save)
        self._result = label("", "heading")
        clear(self.column)
        self.column.addWidget(label(say(window.SAVE_TITLE, number=index), "title"))
        self.column.addWidget(label(say(window.SAVE_TEXT)))
        files = card()
        for line in window.SAVE_FILES:
            box_of(files).addWidget(bullet(say(line, name=name)))
        self.column.addWidget(files)
        caption = label(say(window.SAVE_FOLDER), "heading")
        caption.setBuddy(self._folder)
        self.column.addWidget(caption)
        browse = button(window.BROWSE)
        browse.clicked.connect(self._browse)
        self.column.addWidget(self._folder)
        save = button(window.SAVE_NOW, window.SAVE_NOW_NAME, kind="primary")
        save.clicked.connect(self._save)
        back = button(window.BACK)
        back.clicked.connect(self.left)
        self.column.addLayout(row(save, browse, back))
        self.column.addWidget(self._result)
        self.column.addStretch(1)
        self._folder.setFocus()
        self._folder.selectAll()

    def show_saved(self, receipt: Path) -> None:
        self._result.setText(say(window.SAVED_IN, folder=receipt.parent, file=receipt))

    def _save(self) -> None:
        if text := self._folder.text().strip():
            self.save_wanted.emit(self._index, text)

    def _browse(self) -> None:
        dialog = QFileDialog(self, say(window.SAVE_FOLDER), str(_documents()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder.setText)
        dialog.open()


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()
