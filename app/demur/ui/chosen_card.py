"""The chosen row of the overview in full: what it means, what to do next, and when to be reminded."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from demur.ui.controls import box_of, button, card, label, named, row
from demur.ui.overview_row import Reading
from demur.ui.reminder_choice import ReminderChoice
from demur.words import overview, say


class ChosenCard(QFrame):
    """Reports what the member wants to do with the chosen account."""

    open_wanted = Signal()
    check_wanted = Signal()
    page_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._whose, self._words = label("", "heading"), label("")
        self._open = self._button(overview.OPEN, overview.OPEN_NAME, self.open_wanted)
        self._check = self._button(overview.CHECK_ONE, overview.CHECK_ONE_NAME, self.check_wanted)
        self._check.setToolTip(say(overview.CHECK_ONE_WHY))
        self._check.setAccessibleDescription(say(overview.CHECK_ONE_WHY))
        self._page = self._button(overview.OPEN_PAGE, overview.OPEN_PAGE_NAME, self.page_wanted)
        self.reminder = ReminderChoice()
        made = card()
        box = box_of(made)
        for part in (self._whose, self._words):
            box.addWidget(part)
        box.addLayout(row(self._open, self._check, self._page))
        box.addWidget(self.reminder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(made)

    def show_chosen(self, whose: str, words: str, next_step: str, reading: Reading) -> None:
        """Show whose setting it is, what is known of it, what to do next, and the ways on that there are."""
        self._whose.setText(whose)
        self._words.setText(f"{words}. {next_step}")
        named(self, whose, f"{words}. {next_step}")
        is_page = reading in {Reading.WITH_MEMBER, Reading.BY_MEMBER}
        self._page.setVisible(is_page)
        self._open.setVisible(not is_page)
        self._check.setVisible(reading is Reading.BY_DEMUR)
        self.reminder.setVisible(reading is not Reading.NOTHING)

    def show_working(self, is_working: bool) -> None:
        """While checks are under way no other can be begun."""
        self._check.setEnabled(not is_working)
        self._page.setEnabled(not is_working)

    def _button(self, text: str, name: str, wanted: SignalInstance) -> QPushButton:
        is_way_on = text in {overview.OPEN, overview.OPEN_PAGE}
        made = button(text, name, kind="primary" if is_way_on else "ghost")
        made.clicked.connect(wanted)
        return made
