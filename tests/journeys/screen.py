"""What a screen reader has: the accessibility bus (AT-SPI 2). Nothing of Demur and nothing of Qt is imported here.

The interfaces are those of at-spi2-core's `xml/` folder; the bits are its `AtspiStateType`.
"""

import select
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # ships no types
    DBusAddress,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

BUS = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
FOCUSED, SENSITIVE, SHOWING = 12, 24, 25
LIMIT_S = 40.0
_GLANCE_S = 0.05
_REPLY_S = 10.0

Reference = tuple[str, str]
"""Where an accessible object is: the name of its process on the bus, and its path there."""


class NotSeen(Exception):
    """Something that should be on the screen isn't."""


class _Gone(Exception):
    """The object went away while it was being looked at."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One object on the screen, as it was when it was looked at."""

    where: Reference
    name: str
    role: str
    states: frozenset[int]


class Screen:
    """Everything that programs show on this session's accessibility bus."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as connection:
            (address,) = _reply(connection, new_method_call(BUS, "GetAddress"))
        self._connection: DBusConnection = open_dbus_connection(address)

    def close(self) -> None:
        self._connection.close()

    def things(self) -> Iterator[Thing]:
        """Return every object that is shown now, in the order of the tree."""
        for program in self._children(REGISTRY):
            for window in self._children(program):
                yield from self._shown(window)

    def names(self) -> list[str]:
        return [thing.name for thing in self.things() if thing.name.strip()]

    def find(self, name: str, role: str = "") -> Thing | None:
        return next((thing for thing in self.things() if thing.name == name and role in ("", thing.role)), None)

    def focused(self) -> str:
        """Return the name of what has the keyboard, or nothing."""
        return next((thing.name for thing in self.things() if FOCUSED in thing.states), "")

    def await_name(self, start: str) -> str:
        """Return the first name that begins with `start`, as soon as there is one."""
        return str(self.wait(lambda: next((name for name in self.names() if name.startswith(start)), ""), start))

    def await_focus(self, name: str) -> None:
        self.wait(lambda: self.focused() == name, f"the keyboard on {name}")

    def wait(self, look: Callable[[], Any], what: str) -> Any:
        """Look until there is something. Raises `NotSeen` with what is shown instead."""
        ends_at = time.monotonic() + LIMIT_S
        while time.monotonic() < ends_at:
            if found := look():
                return found
            select.select([], [], [], _GLANCE_S)  # asked without a pause, the program would do nothing else
        raise NotSeen(f"{what!r} is not there, but {self.names()}; the keyboard is on {self.focused()!r}")

    def press(self, name: str) -> None:
        """Wait for a button that can be used, and do what its action named Press does."""
        thing = self.wait(lambda: self._usable(name), name)
        actions = self._call(thing.where, "Action", "GetActions")[0]
        at = next(at for at, (action, *_) in enumerate(actions) if action == "Press")
        if not self._call(thing.where, "Action", "DoAction", "i", at)[0]:
            raise NotSeen(f"{name!r} could not be pressed")

    def _usable(self, name: str) -> Thing | None:
        thing = self.find(name, "button") or self.find(name, "push button")
        return thing if thing is not None and SENSITIVE in thing.states else None

    def _shown(self, where: Reference) -> Iterator[Thing]:
        try:
            thing = self._look(where)
            children = self._children(where)
        except _Gone:
            return
        if SHOWING not in thing.states:
            return
        yield thing
        for child in children:
            yield from self._shown(child)

    def _look(self, where: Reference) -> Thing:
        address = DBusAddress(where[1], where[0], "org.a11y.atspi.Accessible")
        ((_, name),) = _reply(self._connection, Properties(address).get("Name"))
        (role,) = self._call(where, "Accessible", "GetRoleName")
        ((low, high),) = self._call(where, "Accessible", "GetState")
        bits = low | high << 32
        return Thing(where, name, role, frozenset(bit for bit in range(64) if bits >> bit & 1))

    def _children(self, where: Reference) -> list[Reference]:
        try:
            (children,) = self._call(where, "Accessible", "GetChildren")
        except _Gone:
            return []
        return [(owner, path) for owner, path in children if owner]

    def _call(self, where: Reference, interface: str, method: str, signature: str = "", *values: Any) -> Any:
        address = DBusAddress(where[1], where[0], f"org.a11y.atspi.{interface}")
        message = new_method_call(address, method, signature or None, values)
        return _reply(self._connection, message)


def _reply(connection: DBusConnection, message: Any) -> Any:
    """Return what a call answered. Raises `_Gone` where it answered with an error."""
    answer = connection.send_and_get_reply(message, timeout=_REPLY_S)
    if answer.header.message_type is MessageType.error:
        raise _Gone(str(answer.body))
    return answer.body
