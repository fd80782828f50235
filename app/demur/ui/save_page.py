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

_LONGEST = 4000
"""How much of a disclosed value the preview shows; the file's size stands beside its name."""


class Form(IntEnum):
    """In which form a receipt is saved, in the order of the choices."""

    PLAIN = 0
    FOLDER = 1
    ARCHIVE = 2


class SavePage(Page):
    """Reports where the member saves a receipt, and as what: plain files, or the bundle that was shown."""

    save_wanted = Signal(int, str)
    bundle_wanted = Signal(str)
    parts_chosen = Signal(int, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say(window.SAVE_RECEIPT_NAME))
        self._index = 0
        self._folder = named(QLineEdit(), say(window.SAVE_FOLDER))
        self._form = named(QComboBox(), say(exporting.FORM))
        self._intro, self._result = label(""), label("", "heading")
        self._caption = label("", "heading")
        self._files: QFrame = card()
        self._parts: DisclosureCard | None = None
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    def show_receipt(self, index: int, kept: Sequence[Opened] = ()) -> None:
        """Offer the forms; `kept` is everything of the receipt that could be disclosed, and nothing is ticked."""
        self._index = index
        self._folder = named(QLineEdit(), say(window.SAVE_FOLDER))
        self._folder.returnPressed.connect(self._save)
        self._intro, self._result, self._caption = label(""), label("", "heading"), label("", "heading")
        self._caption.setBuddy(self._folder)
        self._form = named(QComboBox(), say(exporting.FORM))
        for words in exporting.FORMS:
            self._form.addItem(say(words))
        self._form.activated.connect(self._show_form)
        self._parts, self._files = DisclosureCard(kept), card()
        self._parts.changed.connect(self._choose_parts)
        self._lay_out()
        self._show_form()
        self._folder.setFocus()
        self._folder.selectAll()

    def show_files(self, files: Mapping[str, bytes], opened: Sequence[Opened]) -> None:
        """Show exactly what would leave: every file, and every value that is disclosed."""
        box = box_of(self._files)
        clear(box)
        box.addWidget(label(say(exporting.LEAVES), "heading"))
        for name, content in files.items():
            line = say(exporting.LEAVES_FILE, name=name, purpose=bundle.purpose(name), size=len(content))
            box.addWidget(bullet(line))
        for one in opened:
            line = say(exporting.LEAVES_VALUE, what=bundle.label_of(one), value=_shown(bundle.shown(one)))
            box.addWidget(label(line, "heading"))
        if not opened:
            box.addWidget(label(say(exporting.LEAVES_NOTHING)))

    def show_saved(self, receipt: Path) -> None:
        self._result.setText(say(window.SAVED_IN, folder=receipt.parent, file=receipt))

    def show_bundle_saved(self, written: Path) -> None:
        self._result.setText(say(exporting.BUNDLE_SAVED, file=written))

    def _lay_out(self) -> None:
        clear(self.column)
        browse = button(window.BROWSE)
        browse.clicked.connect(self._browse)
        save = button(window.SAVE_NOW, window.SAVE_NOW_NAME, kind="primary")
        save.clicked.connect(self._save)
        back = button(window.BACK)
        back.clicked.connect(self.left)
        form_caption = label(say(exporting.FORM), "heading")
        form_caption.setBuddy(self._form)
        self.column.addWidget(label(say(window.SAVE_TITLE, number=self._index), "title"))
        self.column.addWidget(form_caption)
        self.column.addLayout(row(self._form))
        for part in (self._intro, self._parts, self._files, self._caption, self._folder):
            if part is not None:
                self.column.addWidget(part)
        self.column.addLayout(row(save, browse, back))
        self.column.addWidget(self._result)
        self.column.addStretch(1)

    @property
    def _is_bundle(self) -> bool:
        return self._form.currentIndex() != Form.PLAIN

    def _show_form(self) -> None:
        self._intro.setText(say(exporting.BUNDLE_TEXT if self._is_bundle else window.SAVE_TEXT))
        self._caption.setText(say(exporting.PLACE if self._is_bundle else window.SAVE_FOLDER))
        self._result.setText("")
        if self._parts is not None:
            self._parts.setVisible(self._is_bundle and self._parts.has_boxes)
        self._folder.setText(str(_documents() / self._name()))
        if self._is_bundle:
            self._choose_parts()
        else:
            self._show_plain_files()

    def _name(self) -> str:
        kind = "bundle" if self._is_bundle else "receipt"
        ending = ARCHIVE_SUFFIX if self._form.currentIndex() == Form.ARCHIVE else ""
        return f"demur-{kind}-{self._index:06d}{ending}"

    def _choose_parts(self) -> None:
        if self._parts is not None:
            self.parts_chosen.emit(self._index, self._parts.chosen)

    def _show_plain_files(self) -> None:
        clear(box_of(self._files))
        for line in window.SAVE_FILES:
            box_of(self._files).addWidget(bullet(say(line, name=f"{self._index:06d}")))

    def _save(self) -> None:
        if not (text := self._folder.text().strip()):
            return
        if self._is_bundle:
            self.bundle_wanted.emit(self._destination(text))
        else:
            self.save_wanted.emit(self._index, text)

    def _destination(self, text: str) -> str:
        """Return the name with the ending that its form has, which decides what is written."""
        is_archive = self._form.currentIndex() == Form.ARCHIVE
        has_ending = text.lower().endswith(ARCHIVE_SUFFIX)
        if is_archive and not has_ending:
            return text + ARCHIVE_SUFFIX
        return text[: -len(ARCHIVE_SUFFIX)] if has_ending and not is_archive else text

    def _browse(self) -> None:
        dialog = QFileDialog(self, self._caption.text(), str(_documents()))
        if self._form.currentIndex() == Form.ARCHIVE:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter(say(exporting.ZIP_KIND))
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
