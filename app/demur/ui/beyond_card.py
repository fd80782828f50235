"""What a member can do beside the switch, where the law gives them the right to object: a letter, and its answer."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from demur.letters.letters import Waiting
from demur.ui.controls import box_of, button, card, clear, label, row
from demur.ui.letter_sent_card import waiting_words
from demur.words import letter_page as words
from demur.words import say


class BeyondCard(QWidget):
    """Offers the letter, and tells what waits for an answer."""

    letter_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_ways(self, waiting: Sequence[Waiting], today: date, practice_in: str = "") -> None:
        """Show the ways; `practice_in` is where a practice member lives."""
        clear(self._column)
        part = card()
        box = box_of(part)
        box.addWidget(label(say(words.ELSE), "heading"))
        text = say(words.ELSE_PRACTICE, region=practice_in) if practice_in else say(words.ELSE_TEXT)
        box.addWidget(label(text))
        for one in waiting:
            box.addWidget(label(waiting_words(one, today)))
        ways = [button(words.WRITE, words.WRITE_NAME)]
        if waiting:
            ways.append(button(words.RECORD_ANSWER, words.RECORD_ANSWER_NAME))
        for way in ways:
            way.clicked.connect(self.letter_wanted)
        box.addLayout(row(*ways))
        self._column.addWidget(part)
