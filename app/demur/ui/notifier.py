"""Hands notices to the desktop; where it takes none, nothing happens and nothing is said."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from demur.core.account import AccountId
    from demur.reminders.bus import Bus
    from demur.reminders.notice import Notice
    from demur.reminders.notifications import Notifications
    from demur.ui.frame import Frame
    from demur.ui.tray import Tray

HAS_BUS = sys.platform not in {"win32", "darwin"}
"""Where notifications go over a session bus; elsewhere they belong to the icon in the tray."""


class Ear(QObject):
    """Listens to a bus from Qt's loop: asleep until something comes."""

    hung_up = Signal()

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self._bus = bus
        self._waiting = QSocketNotifier(bus.fileno(), QSocketNotifier.Type.Read, self)
        self._waiting.activated.connect(self._pump)
        self._pump()  # what came while it was being opened lies read already

    def close(self) -> None:
        self._waiting.setEnabled(False)
        self._bus.close()

    def _pump(self) -> None:
        self._bus.pump()
        if not self._bus.is_open:
            self._waiting.setEnabled(False)
            self.hung_up.emit()


class Notifier(QObject):
    """Opens the way to the desktop's notifications at the first notice, and tells which one was clicked."""

    opened = Signal(str, bool)
    """The account that a clicked notice is about, empty for several; and whether to look at it now."""

    def __init__(self, frame: Frame, tray: Callable[[], Tray | None]) -> None:
        """`tray` returns the icon, made if need be; None where there can't be one."""
        super().__init__()
        self._frame, self._tray = frame, tray
        self._notifications: Notifications | None = None
        self._ear: Ear | None = None
        self._last: Notice | None = None
        self._is_joined = False

    def show(self, notices: Sequence[Notice], then: Callable[[bool], None] = lambda _: None) -> None:
        """Show notices; `then` hears whether the desktop takes any."""
        if not HAS_BUS:
            then(self._show_by_icon(notices))
        elif self._notifications is not None:
            self._hand_over(notices, then)
        else:
            self._frame.run(self, lambda: _open(self._clicked), lambda way: self._joined(way, notices, then))

    def withdraw(self) -> None:
        """Take away what is shown still."""
        if self._notifications is not None:
            self._notifications.withdraw()

    def close(self) -> None:
        if self._ear is not None:
            self._ear.close()
        self._notifications = self._ear = None

    def _joined(
        self, way: tuple[Bus, Notifications] | None, notices: Sequence[Notice], then: Callable[[bool], None]
    ) -> None:
        if way is not None:
            self.close()  # of two that were opened at once, one is enough
            bus, self._notifications = way
            self._ear = Ear(bus)
            self._ear.hung_up.connect(self.close)
        self._hand_over(notices, then)

    def _hand_over(self, notices: Sequence[Notice], then: Callable[[bool], None]) -> None:
        shown = self._notifications
        for notice in notices:
            if shown is not None:
                shown.show(notice)
        then(self._notifications is not None)

    def _clicked(self, account: AccountId | None, wants_look: bool) -> None:
        self.opened.emit(account or "", wants_look)

    def _show_by_icon(self, notices: Sequence[Notice]) -> bool:
        """Show them in turn; a click on any leads to what the newest is about (QSystemTrayIcon::messageClicked)."""
        tray = self._tray()
        if tray is None:
            return False
        if not self._is_joined:
            tray.message_clicked.connect(self._icon_clicked)
            self._is_joined = True
        for notice in notices:
            self._last = notice
            tray.show_message(notice.title, notice.body)
        return True

    def _icon_clicked(self) -> None:
        if self._last is not None:
            self._clicked(self._last.account, False)


def _open(clicked: Callable[[AccountId | None, bool], None]) -> tuple[Bus, Notifications] | None:
    """Return the way to the desktop's notifications, or None where it has none."""
    from demur.reminders.bus import FAILURES, Bus
    from demur.reminders.notifications import Notifications

    bus = Bus.open("SESSION")
    if bus is None:
        return None
    try:
        return bus, Notifications(bus, clicked)
    except FAILURES:
        bus.close()
        return None
