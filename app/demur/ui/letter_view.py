"""A letter as it stands now: exactly the text that is copied or saved, with its gaps marked."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from demur.letters.layout import text_of
from demur.letters.letter import Letter
from demur.ui import theme
from demur.ui.controls import named
from demur.words import letter_page, say
from demur.words import letters as words

_LINES = 30


class LetterView(QPlainTextEdit):
    """Shows a letter; it can be read, selected and copied with the keyboard, and not changed."""

    def __init__(self) -> None:
        super().__init__()
        named(self, say(letter_page.PREVIEW))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._letter: Letter | None = None

    def show_letter(self, letter: Letter) -> None:
        """Show a letter and stay where the member was in it."""
        self._letter = letter
        at = self.verticalScrollBar().value()
        self.setPlainText(text_of(letter))
        self._mark()
        self.verticalScrollBar().setValue(at)

    def changeEvent(self, event: object) -> None:  # noqa: N802  # Qt's name
        """Mark the gaps in the colours of a theme that has just changed."""
        super().changeEvent(event)  # type: ignore[arg-type]  # a QEvent
        if getattr(self, "_letter", None) is not None:
            self._mark()

    def _mark(self) -> None:
        """Mark each gap by more than its brackets and capitals."""
        tone = theme.current().tones["on"]
        form = QTextCharFormat()
        form.setBackground(QColor(tone.line))
        form.setForeground(QColor(tone.icon_ink))
        marks = []
        for gap in dict.fromkeys(say(text) for text in words.GAPS.values()):
            at = self.document().find(gap)
            while not at.isNull():
                marks.append(_selection(at, form))
                at = self.document().find(gap, at)
        self.setExtraSelections(marks)


def _selection(at: QTextCursor, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = at
    made.format = form
    return made
