"""Joins the card about reminders to what is kept in the data folder, and to what the system starts at login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from demur.core.problem import Problem
from demur.reminders.choices import Choices
from demur.words import problems, reminders, say

if TYPE_CHECKING:
    from demur.ui.frame import Frame
    from demur.ui.reminders_card import RemindersCard


class RemindersDesk(QObject):
    """Keeps the member's choices."""

    staying_changed = Signal()
    """Whether Demur stays in the tray was chosen anew."""
    trial_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, frame: Frame, card: RemindersCard) -> None:
        super().__init__()
        self._frame, self._card = frame, card
        self._choices = Choices(frame.product.accounts)
        card.notifications_switched.connect(self._switch_notifications)
        card.names_switched.connect(self._switch_names)
        card.staying_switched.connect(self._switch_staying)
        card.login_switched.connect(self._switch_login)
        card.trial_wanted.connect(self.trial_wanted)
        card.quit_wanted.connect(self.quit_wanted)

    def show_state(self, said: str = "") -> None:
        """Show what is chosen, and say what was just done."""
        from demur.ui import tray

        chosen = self._choices
        self._card.show_state(chosen.shows_notifications, chosen.names_accounts, chosen.stays_in_tray, tray.is_there())
        self._card.say(said)
        try:
            self._card.show_login(self._frame.product.autostart.is_on(), self._frame.product.autostart.place)
        except Problem as problem:
            self._card.say(_words(problem))

    def tried(self, is_taken: bool) -> None:
        """Say whether the desktop took a notification."""
        self._card.say(say(reminders.TRIED if is_taken else reminders.NO_NOTIFICATIONS))

    def _switch_notifications(self, is_on: bool) -> None:
        self._choices.show_notifications(is_on)
        self.show_state(say(reminders.SAID_NOTIFY[is_on]))

    def _switch_names(self, is_on: bool) -> None:
        self._choices.name_accounts(is_on)
        self.show_state(say(reminders.SAID_NAME_ACCOUNTS[is_on]))

    def _switch_staying(self, is_on: bool) -> None:
        """Stay or not; a start at login leads to the tray, so without the one there is not the other."""
        said = reminders.SAID_STAY[is_on]
        try:
            if not is_on and self._frame.product.autostart.is_on():
                self._frame.product.autostart.switch(False)
                said = reminders.SAID_NEITHER
        except Problem as problem:
            self.show_state(_words(problem))
            return
        self._stay(is_on)
        self.show_state(say(said))

    def _switch_login(self, is_on: bool) -> None:
        try:
            self._frame.product.autostart.switch(is_on)
        except Problem as problem:
            self.show_state(_words(problem))
            return
        if is_on:
            self._stay(True)
        self.show_state(say(reminders.SAID_LOGIN[is_on]))

    def _stay(self, is_wanted: bool) -> None:
        self._choices.stay_in_tray(is_wanted)
        self.staying_changed.emit()


def _words(problem: Problem) -> str:
    return f"{problems.sentence(problem)} {problems.next_step(problem)}"
