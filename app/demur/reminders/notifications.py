"""Notifications of a freedesktop desktop (Desktop Notifications Specification 1.2)."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Final

from demur.words import reminders as words
from demur.words import say

if TYPE_CHECKING:
    from demur.core.account import AccountId
    from demur.reminders.bus import Body, Bus
    from demur.reminders.notice import Notice

SERVICE: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"
_DEFAULT, _LOOK = "default", "look"
_AS_SERVER_LIKES, _NEVER = -1, 0
"""When a notification goes by itself."""

Opened = Callable[["AccountId | None", bool], None]


class Notifications:
    """Shows notices through the desktop's own service and hears which one was clicked."""

    def __init__(self, bus: Bus, opened: Opened) -> None:
        """Greet the service. Raises one of the bus's failures where there is none; may wait, so not in the window.

        `opened` gets the account of a notice that was clicked, and whether the member wants to look at once.
        """
        self._bus, self._opened = bus, opened
        (abilities,) = bus.ask(SERVICE, _PATH, SERVICE, "GetCapabilities")
        self._has_buttons, self._reads_markup = "actions" in abilities, "body-markup" in abilities
        self._shown: dict[int, Notice] = {}
        bus.hear(SERVICE, _PATH, SERVICE, "ActionInvoked", self._invoked)
        bus.hear(SERVICE, _PATH, SERVICE, "NotificationClosed", self._closed)

    def show(self, notice: Notice) -> None:
        """Show a notice, in the place of an older one about the same account."""
        older = next((id_ for id_, shown in self._shown.items() if shown.account == notice.account), 0)
        body = escape(notice.body, quote=False) if self._reads_markup else notice.body
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", "demur")}
        expires = _NEVER if notice.is_lasting else _AS_SERVER_LIKES
        values = (say(words.PROGRAM), older, "demur", notice.title, body, self._buttons(notice), hints, expires)
        self._bus.send(
            SERVICE, _PATH, SERVICE, "Notify", "susssasa{sv}i", values, lambda reply: self._took(notice, reply)
        )

    def withdraw(self) -> None:
        """Take away what is still shown: the member has the window before them."""
        for id_ in self._shown:
            self._bus.send(SERVICE, _PATH, SERVICE, "CloseNotification", "u", (id_,))
        self._shown.clear()

    def _buttons(self, notice: Notice) -> list[str]:
        if not self._has_buttons:
            return []
        look = [_LOOK, say(words.LOOK)] if notice.may_look else []
        return [_DEFAULT, say(words.OPEN), *look]

    def _took(self, notice: Notice, reply: Body | None) -> None:
        if reply:
            self._shown[reply[0]] = notice

    def _invoked(self, body: Body) -> None:
        """Signals go to everyone on the bus: those about other programs' notifications are not ours to act on."""
        id_, action = body
        if (notice := self._shown.pop(id_, None)) is not None:
            self._opened(notice.account, action == _LOOK)

    def _closed(self, body: Body) -> None:
        self._shown.pop(body[0], None)
