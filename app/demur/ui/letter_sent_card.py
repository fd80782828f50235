"""What becomes of a letter: that it was sent, on which day they got it, and what they answered."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFrame, QVBoxLayout, QWidget

from demur.letters.letters import Waiting
from demur.ui import dates
from demur.ui.controls import box_of, button, card, clear, label, named, row
from demur.words import letter_page as words
from demur.words import own_browser, say


class LetterSentCard(QWidget):
    """Reports what the member says of a letter that they sent by themselves."""

    sent = Signal(object, bool)
    """The day on which they got it, and whether its text is to be kept."""
    answered = Signal(str, object)
    """What they answered, and on which day."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_waiting(self, waiting: Sequence[Waiting], today: date) -> None:
        """Show what waits for an answer, and the way to say that something more was sent."""
        clear(self._column)
        if waiting:
            self._column.addWidget(self._answers(waiting, today))
        self._column.addWidget(self._sending())

    def _sending(self) -> QFrame:
        part, on = card(), _day(say(words.GOT_IT))
        keep = named(QCheckBox(say(words.KEEP_TEXT)), say(words.KEEP_TEXT_NAME))
        record = button(words.RECORD_SENT, words.RECORD_SENT_NAME)
        record.clicked.connect(lambda: self.sent.emit(on.date().toPython(), keep.isChecked()))
        caption = label(say(words.GOT_IT))
        caption.setWordWrap(False)
        box = box_of(part)
        box.addWidget(label(say(words.I_SENT_IT), "heading"))
        box.addWidget(label(say(words.I_SENT_IT_TEXT)))
        box.addLayout(row(caption, on, record))
        box.addLayout(row(keep))
        return part

    def _answers(self, waiting: Sequence[Waiting], today: date) -> QFrame:
        part, on = card("note"), _day(say(words.ANSWERED_ON))
        box = box_of(part)
        box.addWidget(label(say(words.ANSWERED), "heading"))
        for one in waiting:
            box.addWidget(label(waiting_words(one, today)))
        replies = []
        for code, text in words.REPLIES.items():
            reply = button(text)
            reply.clicked.connect(lambda _, code=code: self.answered.emit(code, on.date().toPython()))
            replies.append(reply)
        caption = label(say(words.ANSWERED_ON))
        caption.setWordWrap(False)
        box.addLayout(row(caption, on))
        box.addLayout(row(*replies))
        box.addWidget(label(say(words.EXTENDED_TEXT), "soft"))
        return part


def waiting_words(one: Waiting, today: date) -> str:
    """Return since when a request waits, and until when they have to answer."""
    day = dates.day(one.due)
    if today > one.due:
        answer = say(words.ANSWER_LATE, day=day)
    else:
        answer = say(words.ANSWER_BY_EXTENDED if one.is_extended else words.ANSWER_BY, day=day)
    form = words.WAITING if own_browser.is_letter(one.receipt) else words.WAITING_FORM
    return say(form, received=dates.day(one.received), answer=answer)


def _day(name: str) -> QDateEdit:
    made = named(QDateEdit(QDate.currentDate()), name)
    made.setCalendarPopup(True)
    made.setMaximumDate(QDate.currentDate())
    made.setDisplayFormat("d MMMM yyyy")
    return made
