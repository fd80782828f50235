"""An account that the member minds in their own browser: what they told us, what it means, and how to do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDateEdit, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from demur.core.setting import State
from demur.ui.controls import Page, box_of, bullet, button, card, clear, filled_row, label, named, on_top, row
from demur.ui.meaning_view import MeaningView
from demur.ui.picture import PictureChooser
from demur.ui.siblings import Siblings
from demur.ui.state_card import StateCard
from demur.words import say, window


@dataclass(frozen=True, slots=True)
class Guide:
    """How to do it, from the platform's file: everything here is data."""

    address: str
    """The exact page, or empty where there is none."""
    desktop: tuple[str, ...]
    phone: tuple[str, ...]
    expect: tuple[str, ...]
    notes: tuple[str, ...]
    languages: tuple[str, ...]
    checked: str
    form: str = ""
    """A form that stands beside the switch, or empty."""
    heading: str = window.HOW_TO


class OwnPage(Page):
    """Reports that the member opens the page, and what they say came of it; it decides nothing."""

    page_wanted = Signal()
    form_wanted = Signal()
    told = Signal(str)
    sent = Signal()
    did_earlier = Signal(object)
    answered = Signal(str, object)
    receipt_wanted = Signal(int)
    leave_wanted = Signal()
    history_wanted = Signal()
    explanation_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._title, self._subtitle = label("", "title"), label("", "soft")
        self.card, self.meaning, self.picture = StateCard(), MeaningView(), PictureChooser()
        self.siblings = Siblings()
        self._more, self._how = card(), card()
        self._leave = button(window.FORGET, window.FORGET_NAME, kind="link")
        self._leave.clicked.connect(self.leave_wanted)
        self._history = button(window.HISTORY, window.HISTORY_NAME)
        self._history.clicked.connect(self.history_wanted)
        head, titles = QHBoxLayout(), QVBoxLayout()
        head.addWidget(self._title, 1)
        head.addLayout(on_top(self._history))
        titles.addLayout(head)
        titles.addWidget(self._subtitle)
        self.column.addLayout(titles)
        for part in (self.card, self.siblings, self._more, self._how, self.meaning):
            self.column.addWidget(part)
        self.column.addLayout(row(self._leave))
        self.column.addStretch(1)

    def put_last(self, part: QWidget) -> None:
        """Put something below what the setting means."""
        self.column.insertWidget(self.column.indexOf(self.meaning) + 1, part)

    def put_below(self, part: QWidget) -> None:
        """Put what some kind of account has more below its state."""
        self.column.insertWidget(self.column.indexOf(self.siblings), part)

    def show_head(self, setting: str, subtitle: str) -> None:
        self._title.setText(setting)
        self._subtitle.setText(subtitle)
        named(self, setting)

    def show_state(self, tone: State, headline: str, detail: str, *ways: QPushButton, is_told: bool = False) -> None:
        """Show what is known, and the ways on, the main one first; `is_told`: the member's word alone bears it."""
        self.card.show_words(tone, headline, detail, is_told=is_told)
        self.card.offer(*ways)

    def show_more(self, *parts: QFrame | PictureChooser, is_first: bool = False) -> None:
        """Show what else the member can say now, before the steps or after them; nothing where there are no parts."""
        self.column.removeWidget(self._more)
        self.column.insertWidget(self.column.indexOf(self._how) + (0 if is_first else 1), self._more)
        box = box_of(self._more)
        while (item := box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self.picture:
                widget.hide()
                widget.deleteLater()
            elif (inner := item.layout()) is not None:
                clear(inner)
        for part in parts:
            box.addWidget(part)
            part.show()
        self._more.setVisible(bool(parts))
        if self.picture not in parts:
            self.picture.setParent(self)
            self.picture.hide()

    def show_guide(self, guide: Guide | None) -> None:
        """Show the steps, or nothing where there are none to take."""
        clear(box_of(self._how))
        self._how.setVisible(guide is not None)
        if guide is not None:
            self._fill_guide(guide)

    def primary(self, text: str, name: str) -> QPushButton:
        return button(text, name, kind="primary")

    def opener(self, text: str, name: str, kind: str = "primary") -> QPushButton:
        """Return the button that opens the platform's page in the member's browser."""
        made = button(text, name, kind=kind)
        made.clicked.connect(self.page_wanted)
        return made

    def explainer(self, platform: str) -> QPushButton:
        """Return the button that opens the platform's own words on why there is nothing to do."""
        words = say(window.OWN_EXPLAINED, platform=platform)
        made = button(words, words.rstrip("…"))
        made.clicked.connect(self.explanation_wanted)
        return made

    def teller(self, text: str, name: str, answer: str, kind: str = "ghost") -> QPushButton:
        """Return a button with which the member says what they saw."""
        made = button(text, name, kind=kind)
        made.clicked.connect(lambda: self.told.emit(answer))
        return made

    def receipt_button(self, index: int, kind: str = "primary") -> QPushButton:
        made = button(window.VIEW_RECEIPT, window.VIEW_RECEIPT_NAME, kind=kind)
        made.clicked.connect(lambda: self.receipt_wanted.emit(index))
        return made

    def earlier(self, is_form: bool = False) -> QFrame:
        """Return the part in which an opt-out, or a form sent, of an earlier day is recorded."""
        part, day = _part(), _day(say(window.EARLIER_FORM_DAY if is_form else window.EARLIER_DAY))
        record = button(window.EARLIER_RECORD, window.EARLIER_RECORD_NAME)
        record.clicked.connect(lambda: self.did_earlier.emit(_date(day)))
        box_of(part).addWidget(label(say(window.EARLIER_FORM if is_form else window.EARLIER), "heading"))
        box_of(part).addWidget(label(say(window.EARLIER_FORM_TEXT if is_form else window.EARLIER_TEXT)))
        box_of(part).addLayout(row(day, record))
        return part

    def replies(self, replies: Sequence[tuple[str, str]]) -> QFrame:
        """Return the part in which the platform's answer to a form is recorded; each of `replies`: words, code."""
        part, day = _part(), _day(say(window.ANSWERED_DAY))
        made = []
        for words, code in replies:
            reply = button(words)
            reply.clicked.connect(lambda _, code=code: self.answered.emit(code, _date(day)))
            made.append(reply)
        box_of(part).addWidget(label(say(window.ANSWERED), "heading"))
        box_of(part).addLayout(row(day, *made))
        return part

    def _fill_guide(self, guide: Guide) -> None:
        box = box_of(self._how)
        box.addWidget(label(say(guide.heading), "heading"))
        if guide.address:
            address = named(QLineEdit(guide.address), say(window.PAGE_ADDRESS))
            address.setReadOnly(True)
            address.setCursorPosition(0)
            copy = button(window.COPY_ADDRESS, window.COPY_ADDRESS_NAME)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(guide.address))
            across = filled_row(address, copy)
            box.addLayout(across)
        side_by_side = QGridLayout()
        side_by_side.setHorizontalSpacing(24)
        for column, (heading, steps) in enumerate(((window.ON_DESKTOP, guide.desktop), (window.ON_PHONE, guide.phone))):
            if steps:
                side_by_side.addWidget(_steps(say(heading), steps), 0, column, Qt.AlignmentFlag.AlignTop)
                side_by_side.setColumnStretch(column, 1)
        box.addLayout(side_by_side)
        for heading, lines in ((window.EXPECT, guide.expect), (window.IN_LANGUAGE, guide.languages)):
            if lines:
                box.addWidget(label(say(heading), "heading"))
                for line in lines:
                    box.addWidget(bullet(line))
        for note in (*guide.notes, guide.checked):
            box.addWidget(label(note, "soft"))
        if guide.form:
            box.addWidget(label(say(window.FURTHER_FORM)))
            form = button(guide.form.removeprefix("https://"), guide.form, kind="link")
            form.clicked.connect(self.form_wanted)
            box.addLayout(row(form))


def _steps(heading: str, steps: tuple[str, ...]) -> QFrame:
    part = QFrame()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(heading, "heading"), 0, 0, 1, 2)
    for number, step in enumerate(steps, start=1):
        grid.addWidget(label(f"{number}."), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(step), number, 1)
    grid.setRowStretch(len(steps) + 1, 1)
    return part


def _part() -> QFrame:
    """Return a part of a card, without a card of its own."""
    made = QFrame()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 8)
    return made


def _day(name: str) -> QDateEdit:
    made = named(QDateEdit(QDate.currentDate()), name)
    made.setCalendarPopup(True)
    made.setMaximumDate(QDate.currentDate())
    made.setDisplayFormat("d MMMM yyyy")
    return made


def _date(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
