"""Asks for passphrases: one that opens a file, a new one twice, or both to change it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from demur.core.secret import Secret
from demur.ui.controls import button, label, named, row
from demur.words import say, window
from demur.words import secret_place as words

_LETTERS = 44
"""How wide a field is, in letters of its font, so that it grows with it."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a dialog asks for; the last two of several fields must be alike."""

    title: str
    intro: str
    fields: tuple[str, ...]
    yes: str


OPEN = Form(words.OPEN_TITLE, words.OPEN_TEXT, (words.PASSPHRASE,), words.OPEN_YES)
NEW = Form(words.NEW_TITLE, words.NEW_TEXT, (words.NEW_PASSPHRASE, words.NEW_AGAIN), words.NEW_YES)
CHANGE = Form(
    words.CHANGE_TITLE,
    words.CHANGE_TEXT,
    (words.OLD_PASSPHRASE, words.NEW_PASSPHRASE, words.NEW_AGAIN),
    words.CHANGE_YES,
)


class PassphraseDialog(QDialog):
    """Reports what was typed, and stays until it is accepted, called off, or told what was wrong."""

    given = Signal(tuple)
    """The passphrases, each a `Secret`, without the repetition."""

    def __init__(self, parent: QWidget, form: Form, problem: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(form.title))
        named(self, say(form.title), say(form.intro))
        self._fields = [_field(say(name), say(form.intro)) for name in form.fields]
        self._said = label("", "heading")
        self._offer = named(QCheckBox(say(words.WITHOUT_KEYRING)), say(words.WITHOUT_KEYRING))
        self._offer.hide()
        self._yes = button(form.yes, kind="primary")
        self._lay_out(form)
        self._say(problem)
        self._fields[0].setFocus()

    @property
    def is_offer_taken(self) -> bool:
        """Whether the member goes on without a keyring that isn't here."""
        return self._offer.isChecked()

    def show_problem(self, problem: str, offers_to_go_on: bool = False) -> None:
        """Say what was wrong, and let the member type again, or go on all the same with what they typed."""
        self._set_working(False)
        self._say(problem)
        self._offer.setVisible(offers_to_go_on)
        if offers_to_go_on:
            self._offer.setFocus()
        else:
            self._clear()
        self.adjustSize()

    def done(self, result: int) -> None:
        """Let go of what was typed, however the dialog ends (QDialog::done)."""
        self._clear()
        super().done(result)

    def _lay_out(self, form: Form) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(say(form.title), "heading"))
        column.addWidget(label(say(form.intro)))
        for name, field in zip(form.fields, self._fields, strict=True):
            column.addWidget(label(say(name), "soft"))
            column.addWidget(field)
            field.setMinimumWidth(field.fontMetrics().averageCharWidth() * _LETTERS)
        shown = named(QCheckBox(say(words.SHOW_TYPED)), say(words.SHOW_TYPED))
        shown.toggled.connect(self._show_typed)
        cancel = button(window.CANCEL)
        cancel.clicked.connect(self.reject)
        self._yes.clicked.connect(self._submit)
        self._yes.setDefault(True)
        for widget in (shown, self._said, self._offer):
            column.addWidget(widget)
        column.addLayout(row(self._yes, cancel))

    def _submit(self) -> None:
        if len(self._fields) > 1 and self._fields[-1].text() != self._fields[-2].text():
            self.show_problem(say(words.NOT_THE_SAME))
            return
        self._say(say(words.WORKING))
        self._set_working(True)
        wanted = self._fields[:-1] if len(self._fields) > 1 else self._fields
        self.given.emit(tuple(Secret(field.text()) for field in wanted))

    def _set_working(self, is_working: bool) -> None:
        for widget in (*self._fields, self._yes):
            widget.setEnabled(not is_working)

    def _show_typed(self, is_shown: bool) -> None:
        for field in self._fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)

    def _clear(self) -> None:
        for field in self._fields:
            field.clear()
        self._fields[0].setFocus()

    def _say(self, said: str) -> None:
        """Show a sentence under the fields; a screen reader hears it with the first (QAccessible::Description)."""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._fields[0].setAccessibleDescription(said or self.accessibleDescription())


def _field(name: str, purpose: str) -> QLineEdit:
    made = named(QLineEdit(), name, purpose)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setMaxLength(1_000)
    made.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return made
