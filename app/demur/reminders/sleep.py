"""Hears when the computer wakes up from sleep, where systemd or elogind tells of it (org.freedesktop.login1(5))."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from demur.reminders.bus import Bus

_SERVICE: Final = "org.freedesktop.login1"
_PATH: Final = "/org/freedesktop/login1"
_INTERFACE: Final = "org.freedesktop.login1.Manager"


def hear_waking(bus: "Bus", woke: Callable[[], None]) -> None:
    """Have `woke` called after each sleep. Raises one of the bus's failures."""
    bus.hear(_SERVICE, _PATH, _INTERFACE, "PrepareForSleep", lambda body: None if body[0] else woke())
