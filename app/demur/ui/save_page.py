"""Saving a receipt: in which form, what is disclosed, what leaves Demur, where to, and how to check it there."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit

from demur.receipts.bundle_store import ARCHIVE_SUFFIX
from demur.receipts.disclosure import Opened
from demur.receipts.profile import FORBIDDEN
from demur.ui.controls import Page, box_of, bullet, button, card, clear, label, named, row
from demur.ui.disclosure_card import DisclosureCard
from demur.words import bundle, exporting, say, window

PDF_SUFFIX = ".pdf"

_MOST_VALUES = 40
_LONGEST = 4000
"""How much of a disclosed value the preview shows; the file's size stands beside its name."""


class Form(IntEnum):
    """In which form a receipt is saved, in the order of the choices."""

    PLAIN = 0
    FOLDER = 1
    ARCHIVE = 2
    PAGES = 3


_ENDINGS = {Form.ARCHIVE: ARCHIVE_SUFFIX, Form.PAGES: PDF_SUFFIX}


class SavePage(Page):
    """Reports where the member saves a receipt, and as what: plain files, or the bundle that was shown."""

    save_wanted = Signal(int, str)
    bundle_wanted = Signal(str)
    parts_chosen = Signal(int, object)
    pages_chosen = Signal(object, str)
    pages_dropped = Signal()
    pages_wanted = Signal(str)
    left = Signal()
    left_list = Signal()

    def __init__(self) -> None:
        super().__init__(say(window.SAVE_RECEIPT_NAME))
        self._index, self._count, self._usual_paper = 0, 1, ""
        self._is_of_list = False
        self._folder = named(QLineEdit(), say(window.SAVE_FOLDER))
        self._form, self._paper = named(QComboBox(), say(exporting.FORM)), named(QComboBox(), say(exporting.PAPER))
        self._save_button = button(window.SAVE_NOW, window.SAVE_NOW_NAME, kind="primary")
        self._intro, self._result = label(""), label("", "heading")
        self._caption = label("", "heading")
        self._files: QFrame = card()
        self._parts: DisclosureCard | None = None
        QShortcut(QKeySequence.StandardKey.Cancel, self, self._leave)

    def show_receipt(self, index: int, kept: Sequence[Opened] = ()) -> None:
        """Offer the forms; `kept` is everything of the receipt that could be disclosed, and nothing is ticked."""
        self._index, self._count, self._is_of_list = index, 1, False
        self._show(kept, tuple(Form))

    def show_receipts(self, index: int, count: int, kept: Sequence[Opened]) -> None:
        """Offer receipts of the list as one PDF; `kept` is everything of any of them that could be disclosed."""
        self._index, self._count, self._is_of_list = index, count, True
        self._show(kept, (Form.PAGES,))

    def _show(self, kept: Sequence[Opened], forms: Sequence[Form]) -> None:
        self._folder = named(QLineEdit(), say(window.SAVE_FOLDER))
        self._folder.returnPressed.connect(self._save)
        self._intro, self._result, self._caption = label(""), label("", "heading"), label("", "heading")
        self._caption.setBuddy(self._folder)
        self._form, self._paper = named(QComboBox(), say(exporting.FORM)), named(QComboBox(), say(exporting.PAPER))
        for form in forms:
            self._form.addItem(say(exporting.FORMS[form]), form.value)
        for key, words in exporting.PAPERS.items():
            self._paper.addItem(say(words), key)
        self._paper.setCurrentIndex(max(0, self._paper.findData(self._usual_paper)))
        self._form.activated.connect(self._show_form)
        self._paper.activated.connect(self._choose_parts)
        self._parts, self._files = DisclosureCard(kept), card()
        self._parts.changed.connect(self._choose_parts)
        self._lay_out()
        self._show_form()
        self._folder.setFocus()
        self._folder.selectAll()

    def prefer_paper(self, key: str) -> None:
        """Offer first, from the next receipt on, the paper that is usual here."""
        self._usual_paper = key

    def show_making(self) -> None:
        """Say that the pages are being made; until they are shown, nothing can be saved."""
        self._save_button.setEnabled(False)
        clear(box_of(self._files))
        box_of(self._files).addWidget(label(say(exporting.MAKING_PAGES)))

    def show_files(self, files: Mapping[str, bytes], opened: Sequence[Opened]) -> None:
        """Show exactly what would leave: every file, and every value that is disclosed."""
        self._save_button.setEnabled(True)
        box = box_of(self._files)
        clear(box)
        box.addWidget(label(say(exporting.LEAVES), "heading"))
        for name, content in files.items():
            line = say(exporting.LEAVES_FILE, name=name, purpose=bundle.purpose(name), size=len(content))
            box.addWidget(bullet(line))
        values = list(dict.fromkeys((bundle.label_of(one), bundle.shown(one)) for one in opened))
        for what, value in values[:_MOST_VALUES]:
            box.addWidget(label(say(exporting.LEAVES_VALUE, what=what, value=_shown(value)), "heading"))
        if len(values) > _MOST_VALUES:
            box.addWidget(label(say(exporting.LEAVES_MORE, count=len(values) - _MOST_VALUES), "heading"))
        if not opened:
            box.addWidget(label(say(exporting.LEAVES_NOTHING)))

    def show_saved(self, receipt: Path) -> None:
        self._result.setText(say(window.SAVED_IN, folder=receipt.parent, file=receipt))

    def show_bundle_saved(self, written: Path) -> None:
        self._result.setText(say(exporting.BUNDLE_SAVED, file=written))

    def show_pages_saved(self, written: Path) -> None:
        self._result.setText(say(exporting.PDF_SAVED, file=written))

    def _lay_out(self) -> None:
        clear(self.column)
        browse, back = button(window.BROWSE), button(window.BACK)
        browse.clicked.connect(self._browse)
        back.clicked.connect(self._leave)
        self._save_button = button(window.SAVE_NOW, window.SAVE_NOW_NAME, kind="primary")
        self._save_button.clicked.connect(self._save)
        form_caption = label(say(exporting.FORM), "heading")
        form_caption.setBuddy(self._form)
        one, several = say(window.SAVE_TITLE, number=self._index), say(exporting.SAVE_PDF_TITLE, count=self._count)
        self.column.addWidget(label(one if self._count == 1 else several, "title"))
        if self._form.count() > 1:
            self.column.addWidget(form_caption)
        self.column.addLayout(row(self._form, self._paper) if self._form.count() > 1 else row(self._paper))
        for part in (self._intro, self._parts, self._files, self._caption, self._folder):
            if part is not None:
                self.column.addWidget(part)
        self.column.addLayout(row(self._save_button, browse, back))
        self.column.addWidget(self._result)
        self.column.addStretch(1)

    @property
    def _chosen(self) -> Form:
        return Form(self._form.currentData())

    @property
    def _is_bundle(self) -> bool:
        return self._chosen in (Form.FOLDER, Form.ARCHIVE)

    def _show_form(self) -> None:
        texts = {
            Form.PLAIN: (window.SAVE_TEXT, window.SAVE_FOLDER),
            Form.PAGES: (exporting.PDF_TEXT, exporting.PDF_PLACE),
        }
        intro, place = texts.get(self._chosen, (exporting.BUNDLE_TEXT, exporting.PLACE))
        self._intro.setText(say(intro))
        self._caption.setText(say(place))
        named(self._folder, say(place))
        self._result.setText("")
        self._paper.setVisible(self._chosen is Form.PAGES)
        if self._parts is not None:
            self._parts.setVisible(self._chosen is not Form.PLAIN and self._parts.has_boxes)
        self._folder.setText(str(_documents() / self._name()))
        self._save_button.setEnabled(True)
        if self._chosen is not Form.PAGES:
            self.pages_dropped.emit()
        if self._chosen is Form.PLAIN:
            self._show_plain_files()
        else:
            self._choose_parts()

    def _name(self) -> str:
        if self._count > 1:
            return f"demur-receipts{PDF_SUFFIX}"
        kind = "bundle" if self._is_bundle else "receipt"
        return f"demur-{kind}-{self._index:06d}{_ENDINGS.get(self._chosen, '')}"

    def _leave(self) -> None:
        (self.left_list if self._is_of_list else self.left).emit()

    def _choose_parts(self) -> None:
        if self._parts is None:
            return
        self._result.setText("")  # what was saved before held other things
        if self._chosen is Form.PAGES:
            self.pages_chosen.emit(self._parts.chosen, self._paper.currentData())
        else:
            self.parts_chosen.emit(self._index, self._parts.chosen)

    def _show_plain_files(self) -> None:
        clear(box_of(self._files))
        for line in window.SAVE_FILES:
            box_of(self._files).addWidget(bullet(say(line, name=f"{self._index:06d}")))

    def _save(self) -> None:
        text = self._folder.text().strip()
        if not text or not self._save_button.isEnabled():
            return
        if self._chosen is Form.PAGES:
            self.pages_wanted.emit(self._destination(text))
        elif self._is_bundle:
            self.bundle_wanted.emit(self._destination(text))
        else:
            self.save_wanted.emit(self._index, text)

    def _destination(self, text: str) -> str:
        """Return the name with the ending that its form has, which decides what is written."""
        ending = _ENDINGS.get(self._chosen, "")
        if ending and not text.lower().endswith(ending):
            return text + ending
        return text[: -len(ARCHIVE_SUFFIX)] if not ending and text.lower().endswith(ARCHIVE_SUFFIX) else text

    def _browse(self) -> None:
        dialog = QFileDialog(self, self._caption.text(), str(_documents()))
        if self._chosen in _ENDINGS:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter(say(exporting.PDF_KIND if self._chosen is Form.PAGES else exporting.ZIP_KIND))
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever replaced
            dialog.fileSelected.connect(self._folder.setText)
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(self._take_folder)
        dialog.open()

    def _take_folder(self, folder: str) -> None:
        """A bundle goes into a new folder inside the chosen one; plain files go into the chosen one itself."""
        self._folder.setText(str(Path(folder, self._name())) if self._is_bundle else folder)


def _shown(untrusted_text: str) -> str:
    """Return a value as it can stand on the page: its own line breaks, nothing that steers, and an end."""
    cut = untrusted_text if len(untrusted_text) <= _LONGEST else f"{untrusted_text[:_LONGEST]}…"
    return "\n".join(FORBIDDEN.sub("\ufffd", line) for line in cut.rstrip("\n").split("\n"))


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()
