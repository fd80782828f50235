"""The form in which a member names a time authority: its name, who runs it, its address, and its certificate."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from demur.ui.controls import button, filled_row, label, named, row
from demur.words import say, timestamps, window


class AuthorityForm(QWidget):
    """Reports what was typed, as it is, or that the member left."""

    given = Signal(str, str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields = [_field(words) for words in (timestamps.NAME, timestamps.OWNER, timestamps.ADDRESS)]
        self._file = _field(timestamps.FILE)
        self._fields[2].setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self._dialog: QFileDialog | None = None
        self._choose = button(timestamps.CHOOSE_FILE, timestamps.CHOOSE_FILE_NAME)
        self._choose.clicked.connect(self._choose_file)
        self._add = button(timestamps.ADD_THIS, timestamps.ADD_THIS_NAME, kind="primary")
        self._add.clicked.connect(self._report)
        self._cancel = button(window.CANCEL)
        self._cancel.clicked.connect(self.left)
        self._lay_out()

    def begin(self) -> None:
        self._fields[0].setFocus()

    def empty(self) -> None:
        for field in (*self._fields, self._file):
            field.clear()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        for field in self._fields:
            column.addWidget(label(field.accessibleName()))
            column.addWidget(field)
            field.returnPressed.connect(self._report)
        column.addWidget(label(say(timestamps.FILE)))
        column.addLayout(filled_row(self._file, self._choose))
        column.addLayout(row(self._add, self._cancel))

    def _report(self) -> None:
        self.given.emit(*(field.text() for field in (*self._fields, self._file)))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self.window(), say(timestamps.CHOOSE_FILE_NAME))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(say(timestamps.FILES))
        dialog.fileSelected.connect(self._file.setText)
        self._dialog = dialog
        dialog.open()


def _field(words: str) -> QLineEdit:
    made = named(QLineEdit(), say(words))
    made.setMaxLength(1000)
    return made
