"""How often one account is to be looked at again, and whether Demur may do that by itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QVBoxLayout

from demur.ui.controls import label, named, row
from demur.watch.cadence import Cadence
from demur.words import overview, say

_OFFERED = (Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.NEVER)


class ReminderChoice(QFrame):
    """Reports what the member chooses; it decides nothing."""

    chosen = Signal(int)
    """The days between two reminders, 0 for never: a `Cadence`."""
    alone_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._every = named(QComboBox(), say(overview.REMIND_NAME))
        for cadence in _OFFERED:
            self._every.addItem(_words(cadence), int(cadence))
        self._every.activated.connect(lambda at: self.chosen.emit(self._every.itemData(at)))
        self._alone = named(QCheckBox(say(overview.ALONE)), say(overview.ALONE), say(overview.ALONE_WHY))
        self._alone.clicked.connect(self.alone_wanted)
        self._next, self._why = label("", "soft"), label("", "soft")
        remind = label(say(overview.REMIND))
        remind.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row(remind, self._every))
        column.addWidget(self._next)
        column.addLayout(row(self._alone))
        column.addWidget(self._why)

    def show_choice(self, cadence: Cadence, next_words: str, is_alone_offered: bool, is_alone: bool) -> None:
        """Show what is chosen; the box is there only where there is a reminder, and the platform may be read alone."""
        is_ever = cadence is not Cadence.NEVER
        self._every.setCurrentIndex(_OFFERED.index(cadence))
        self._next.setText(next_words)
        self._alone.setVisible(is_alone_offered and is_ever)
        self._alone.setChecked(is_alone)
        self._why.setText(say(overview.ALONE_WHY if is_alone_offered else overview.ONLY_REMINDED))
        for part in (self._next, self._why):
            part.setVisible(is_ever)

    def show_missing(self, words: str) -> None:
        """Say what is missing for what the member chose."""
        self._why.setText(words)


def _words(cadence: Cadence) -> str:
    return say(overview.NEVER) if cadence is Cadence.NEVER else say(overview.EVERY, days=int(cadence))
