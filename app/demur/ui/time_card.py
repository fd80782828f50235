"""The part of Settings that is about time from someone else: what it is for, who is asked, and what is dated."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from demur.ui.authority_form import AuthorityForm
from demur.ui.controls import box_of, button, card, clear, label, named, row
from demur.words import say, timestamps


@dataclass(frozen=True, slots=True)
class Chosen:
    """One authority as the card shows it."""

    id: str
    name: str
    lines: tuple[str, ...]


class TimeCard(QWidget):
    """Reports that the member switches it on or off, adds or removes an authority, or wants a time now."""

    switched = Signal(bool)
    removed = Signal(str)
    ask_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._switch = named(QCheckBox(say(timestamps.SWITCH)), say(timestamps.SWITCH))
        self._switch.clicked.connect(self.switched)
        self._chosen, self._standing = QVBoxLayout(), label("", "soft")
        self._said = label("", "heading")
        self._ask = button(timestamps.ASK_NOW, timestamps.ASK_NOW_NAME)
        self._ask.clicked.connect(self.ask_wanted)
        self._open = button(timestamps.ADD, timestamps.ADD_NAME)
        self._open.clicked.connect(self._open_form)
        self.form = AuthorityForm()
        self.form.left.connect(self._close_form)
        self._lay_out()

    def show_state(self, is_on: bool, chosen: Sequence[Chosen], standing: str, may_add: bool) -> None:
        self._switch.setChecked(is_on)
        self._switch.setEnabled(bool(chosen) or is_on)
        self._show_chosen(chosen)
        self._standing.setText(standing)
        self._standing.setVisible(bool(standing))
        self._ask.setEnabled(is_on and bool(chosen))
        self._open.setVisible(may_add and not self.form.isVisible())

    def show_asking(self) -> None:
        """Say that authorities are being asked; nobody is asked twice at once."""
        self._ask.setEnabled(False)
        self.say(say(timestamps.ASKING))

    def say(self, said: str) -> None:
        """Say what was done; a screen reader hears it with the card (QAccessible::Description)."""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        named(self, say(timestamps.TIME), said)

    def close_form(self) -> None:
        """Put the form away, emptied, and lead the member back to where it was opened."""
        self.form.empty()
        self.form.hide()
        self._open.show()

    def _lay_out(self) -> None:
        part = card()
        box_of(part).addWidget(label(say(timestamps.TIME), "heading"))
        box_of(part).addWidget(label(say(timestamps.ABOUT)))
        box_of(part).addLayout(row(self._switch))  # no wider than its words: a click beside them does nothing
        box_of(part).addLayout(self._chosen)
        for widget in (self._standing, self._said, self.form):
            box_of(part).addWidget(widget)
        box_of(part).addLayout(row(self._ask, self._open))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(part)
        self.form.hide()
        self.say("")

    def _show_chosen(self, chosen: Sequence[Chosen]) -> None:
        clear(self._chosen)
        if not chosen:
            self._chosen.addWidget(label(say(timestamps.NOBODY_YET)))
        for one in chosen:
            for line in one.lines:
                self._chosen.addWidget(label(line))
            remove = button(timestamps.REMOVE, say(timestamps.REMOVE_NAME, name=one.name))
            remove.clicked.connect(lambda _, id_=one.id: self.removed.emit(id_))
            self._chosen.addLayout(row(remove))

    def _open_form(self) -> None:
        self.say("")
        self._open.hide()
        self.form.show()
        self.form.begin()

    def _close_form(self) -> None:
        self.close_form()
        self._open.setFocus()
