"""Saving a report of all accounts: in which form, what of them is disclosed, what leaves Demur, and where to."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextOption
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from demur.ui.controls import Page, box_of, bullet, button, card, clear, label, named, row
from demur.words import exporting, say, window
from demur.words import standing_page as words

_SHOWN: Final = 12
"""How many accounts the page shows before it counts the rest; the file holds them all."""
_LINES: Final = 12
"""How many lines of a file's text are in sight at least."""
_DIGEST_PART: Final = re.compile("[0-9a-f]{16}(?=[0-9a-f])")
"""After each of these a digest may go on in the next line: it is one word, and longer than a line of large text."""
PDF: Final = ".pdf"


class StandingPage(Page):
    """Reports what the member chooses, and that they save it; the very bytes that are shown are saved."""

    changed = Signal()
    save_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say(words.TITLE))
        self._form, self._paper = named(QComboBox(), say(words.FORM)), named(QComboBox(), say(exporting.PAPER))
        for ending, text in words.FORMS.items():
            self._form.addItem(say(text), ending)
        for key, text in exporting.PAPERS.items():
            self._paper.addItem(say(text), key)
        self._names = named(QCheckBox(say(words.NAMES)), say(words.NAMES), say(words.NAMES_WHY))
        self._practice = named(QCheckBox(say(words.PRACTICE)), say(words.PRACTICE), say(words.PRACTICE_WHY))
        self._file, self._result = named(QLineEdit(), say(words.PLACE)), label("", "heading")
        self._save = button(window.SAVE_NOW, window.SAVE_NOW_NAME, kind="primary")
        self._leaves, self._practice_why = card(), label(say(words.PRACTICE_WHY), "soft")
        self._day = date.min
        self._form.activated.connect(self._choose_form)
        self._paper.activated.connect(self.changed)
        for box in (self._names, self._practice):
            box.clicked.connect(self.changed)
        self._save.clicked.connect(self._ask_to_save)
        self._file.returnPressed.connect(self._ask_to_save)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)
        self._lay_out()

    def begin(self, day: date, paper: str, has_practice: bool, has_real: bool) -> None:
        """Offer the forms anew, with nothing disclosed, for a report of this day."""
        self._day = day
        self._form.setCurrentIndex(0)
        self._paper.setCurrentIndex(max(0, self._paper.findData(paper)))
        self._names.setChecked(False)
        self._practice.setChecked(True)
        for part in (self._practice, self._practice_why):
            part.setVisible(has_practice and has_real)
        self._result.setText("")
        self._choose_form()
        self.scroll_to_top()
        self._form.setFocus()

    @property
    def ending(self) -> str:
        return str(self._form.currentData())

    @property
    def paper(self) -> str:
        return str(self._paper.currentData())

    @property
    def has_names(self) -> bool:
        return self._names.isChecked()

    @property
    def has_practice(self) -> bool:
        return self._practice.isChecked()

    def show_making(self) -> None:
        """Say that the report is being made; until it is shown, nothing can be saved."""
        self._save.setEnabled(False)
        clear(box_of(self._leaves))
        box_of(self._leaves).addWidget(label(say(words.MAKING)))

    def show_pages(self, intro: Sequence[str], accounts: Sequence[str], size: int) -> None:
        """Show what the pages say: the sentences above the accounts, and each account."""
        box = self._show_file(size, len(accounts))
        for sentence in intro:
            box.addWidget(label(sentence))
        for line in accounts[:_SHOWN]:
            box.addWidget(bullet(_DIGEST_PART.sub("\\g<0>\u200b", line)))
        if len(accounts) > _SHOWN:
            box.addWidget(label(say(words.MORE, count=len(accounts) - _SHOWN)))

    def show_text(self, content: bytes, count: int) -> None:
        """Show all of a file that is text, to the letter."""
        text = named(QPlainTextEdit(content.decode("utf-8-sig")), say(words.FILE_TEXT))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        text.setMinimumHeight(text.fontMetrics().height() * _LINES)
        self._show_file(len(content), count).addWidget(text)
        QWidget.setTabOrder(self._practice, text)  # where it stands, and not after what was made before it
        QWidget.setTabOrder(text, self._file)

    def _show_file(self, size: int, count: int) -> QBoxLayout:
        """Show of what kind the file is, which can be saved from now on; return where what it says goes."""
        self._save.setEnabled(True)
        box = box_of(self._leaves)
        clear(box)
        box.addWidget(label(say(words.LEAVES), "heading"))
        name = Path(self._file.text()).name
        box.addWidget(label(say(words.LEAVES_FILE, name=name, size=size, count=count)))
        return box

    def show_saved(self, file: Path) -> None:
        self._result.setText(say(words.SAVED, file=file))

    def _lay_out(self) -> None:
        elsewhere, back = button(words.ELSEWHERE), button(window.BACK)
        elsewhere.clicked.connect(self._browse)
        back.clicked.connect(self.left)
        form, place = label(say(words.FORM), "heading"), label(say(words.PLACE), "heading")
        form.setBuddy(self._form)
        place.setBuddy(self._file)
        chosen = card()
        for part in (self._names, label(say(words.NAMES_WHY), "soft"), self._practice, self._practice_why):
            box_of(chosen).addWidget(part)
        for part in (label(say(words.TITLE), "title"), label(say(words.TEXT)), form):
            self.column.addWidget(part)
        self.column.addLayout(row(self._form, self._paper))
        for below in (chosen, self._leaves, place, self._file):
            self.column.addWidget(below)
        self.column.addLayout(row(self._save, elsewhere, back))
        self.column.addWidget(self._result)
        self.column.addStretch(1)

    def _choose_form(self) -> None:
        self._paper.setVisible(self.ending == PDF)
        self._file.setText(str(_documents() / f"demur-report-{self._day.isoformat()}{self.ending}"))
        self.changed.emit()

    def _ask_to_save(self) -> None:
        text = self._file.text().strip()
        if text and self._save.isEnabled():
            self.save_wanted.emit(text if text.lower().endswith(self.ending) else text + self.ending)

    def _browse(self) -> None:
        dialog = QFileDialog(self, say(words.PLACE), self._file.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(say(words.KINDS[self.ending]))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever replaced
        dialog.fileSelected.connect(self._file.setText)
        dialog.open()


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()
