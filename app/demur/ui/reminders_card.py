"""The part of Settings about reminders: notifications, the tray, and starting at login; nothing of it unasked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from demur.ui.controls import box_of, button, card, label, named, row
from demur.words import reminders, say


class RemindersCard(QWidget):
    """Reports what the member switches on or off, and that they want to see a notification, or to end the program."""

    notifications_switched = Signal(bool)
    names_switched = Signal(bool)
    staying_switched = Signal(bool)
    login_switched = Signal(bool)
    trial_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._notify = _box(reminders.NOTIFY, reminders.NOTIFY_WHY)
        self._names = _box(reminders.NAME_ACCOUNTS, reminders.NAME_ACCOUNTS_WHY)
        self._stay = _box(reminders.STAY, reminders.STAY_WHY)
        self._login = _box(reminders.LOGIN, reminders.LOGIN_WHY)
        self._stay_why, self._place = label("", "soft"), label("", "soft")
        self._said = label("", "heading")
        self._try = button(reminders.TRY, reminders.TRY_NAME)
        self._quit = button(reminders.QUIT, reminders.QUIT_NAME)
        self._lay_out()
        self._join()

    def show_state(self, notifies: bool, names: bool, stays: bool, has_tray: bool) -> None:
        self._notify.setChecked(notifies)
        self._names.setChecked(names)
        self._names.setEnabled(notifies)
        self._stay.setChecked(stays)
        why = say(reminders.STAY_WHY if has_tray else reminders.STAY_NO_TRAY)
        self._stay_why.setText(why)
        named(self._stay, say(reminders.STAY), why)
        self._quit.setVisible(stays)

    def show_login(self, is_on: bool, place: str) -> None:
        """Show whether the system starts Demur at login; `place` is where it keeps that."""
        self._login.setChecked(is_on)
        self._place.setText(say(reminders.LOGIN_PLACE, place=place))
        self._place.setVisible(is_on)

    def say(self, said: str) -> None:
        """Say what was done; a screen reader hears it with the card (QAccessible::Description)."""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        named(self, say(reminders.REMINDERS), said)

    def _lay_out(self) -> None:
        part = card()
        box_of(part).addWidget(label(say(reminders.REMINDERS), "heading"))
        box_of(part).addWidget(label(say(reminders.ABOUT)))
        for box, why in (
            (self._notify, label(say(reminders.NOTIFY_WHY), "soft")),
            (self._names, label(say(reminders.NAME_ACCOUNTS_WHY), "soft")),
            (self._stay, self._stay_why),
            (self._login, label(say(reminders.LOGIN_WHY), "soft")),
        ):
            box_of(part).addLayout(row(box))  # no wider than its words: a click beside them does nothing
            box_of(part).addWidget(why)
        box_of(part).addWidget(self._place)
        box_of(part).addWidget(self._said)
        box_of(part).addLayout(row(self._try, self._quit))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(part)
        self.say("")

    def _join(self) -> None:
        self._notify.clicked.connect(self.notifications_switched)
        self._names.clicked.connect(self.names_switched)
        self._stay.clicked.connect(self.staying_switched)
        self._login.clicked.connect(self.login_switched)
        self._try.clicked.connect(self.trial_wanted)
        self._quit.clicked.connect(self.quit_wanted)


def _box(words: str, why: str) -> QCheckBox:
    return named(QCheckBox(say(words)), say(words), say(why))
