"""What a member fills in of a letter; each field has its caption above it, and reports every change."""

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QFrame, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from demur.letters.letter import Letter
from demur.ui.controls import button, label, named, row
from demur.words import letter_page as words
from demur.words import say

_SINGLE = ("name", "account", "contact")
_TALL = {"to": 2, "grounds": 5, "body": 14}
"""How many lines of a field of several lines are seen at once."""


class LetterFields(QFrame):
    """Shows a letter's fields and reports the member's hand in them; it decides nothing."""

    changed = Signal(str, object)
    """A field's name and what it holds now."""
    put_back_wanted = Signal()

    def __init__(self, letter: Letter) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._add_line("name", say(words.FIELD_NAME), letter.name)
        account = say(words.FIELD_ACCOUNT, platform=letter.platform)
        self._add_line("account", account, letter.account, say(words.FIELD_ACCOUNT_TEXT))
        self._add_line("contact", say(words.FIELD_CONTACT), letter.contact)
        self._add_text("to", say(words.FIELD_TO), letter.to)
        self._add_day(letter)
        if letter.needs_grounds:
            self._add_text("grounds", say(words.FIELD_GROUNDS), letter.grounds, say(words.FIELD_GROUNDS_TEXT))
        hint = words.FIELD_BODY_TEXT if letter.needs_grounds else words.FIELD_BODY_FREE
        self._body = self._add_text("body", say(words.FIELD_BODY), letter.body, say(hint))
        back = button(words.PUT_BACK, kind="link")
        back.clicked.connect(self.put_back_wanted)
        self._column.addLayout(row(back))
        self._column.addStretch(1)

    def put_back(self, body: str) -> None:
        """Show the first text again."""
        self._body.setPlainText(body)
        self._body.setFocus()

    def focus_first(self, gaps: tuple[str, ...]) -> None:
        """Put the keyboard's focus on the first field that is missing, or on the first of all."""
        fields = [field for field in self.findChildren(QWidget) if field.objectName()]
        wanted = next((field for gap in gaps for field in fields if field.objectName() == gap), fields[0])
        wanted.setFocus()

    def _add_line(self, field: str, caption: str, text: str, hint: str = "") -> None:
        made = named(QLineEdit(text), caption, hint)
        made.textChanged.connect(lambda now: self.changed.emit(field, now))
        self._add(field, caption, made, hint)

    def _add_text(self, field: str, caption: str, text: str, hint: str = "") -> QPlainTextEdit:
        made = named(QPlainTextEdit(text), caption, hint)
        made.setTabChangesFocus(True)
        lines = made.fontMetrics().lineSpacing() * _TALL[field]
        made.setFixedHeight(lines + 2 * round(made.document().documentMargin()) + made.fontMetrics().lineSpacing())
        made.textChanged.connect(lambda: self.changed.emit(field, made.toPlainText()))
        self._add(field, caption, made, hint)
        return made

    def _add_day(self, letter: Letter) -> None:
        made = named(QDateEdit(QDate(letter.on.year, letter.on.month, letter.on.day)), say(words.FIELD_ON))
        made.setCalendarPopup(True)
        made.setDisplayFormat("d MMMM yyyy")
        made.dateChanged.connect(lambda now: self.changed.emit("on", now.toPython()))
        self._add("on", say(words.FIELD_ON), made, "")

    def _add(self, field: str, caption: str, made: QWidget, hint: str) -> None:
        made.setObjectName(field)
        above: QLabel = label(caption, "heading")
        above.setBuddy(made)
        self._column.addWidget(above)
        if hint:
            self._column.addWidget(label(hint, "soft"))
        self._column.addWidget(made)
        self._column.addSpacing(8)
