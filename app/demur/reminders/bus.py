"""A connection to a message bus (D-Bus Specification 0.43) that is listened to only when something comes.

Not through QtDBus: PySide6 6.12 gives a Python number to it as a signed one, and `Notify` takes an unsigned one (seen:
"Type of message, “(sisssasa{sv}i)”, does not match expected type “(susssasa{sv}i)”").
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from jeepney import (  # type: ignore[import-untyped]  # ships no types
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # ships no types
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

LIMIT_S = 3.0
FAILURES = (OSError, RuntimeError, ValueError, KeyError, DBusErrorResponse)
"""What jeepney raises: no socket, a bus that hangs up or is too slow, no address of a kind it knows, a refusal."""
Body = tuple[Any, ...]


class Bus:
    """Calls with a time limit, and signals that are handed on when `pump` finds them."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection: DBusConnection | None = connection
        self._heard: list[tuple[MatchRule, Callable[[Body], None]]] = []
        self._awaited: dict[int, Callable[[Body | None], None]] = {}

    @classmethod
    def open(cls, kind: Literal["SESSION", "SYSTEM"]) -> Bus | None:
        """Return a connection, or None where there is no such bus; it may take a moment, so not in the window."""
        try:
            return cls(open_dbus_connection(kind, auth_timeout=LIMIT_S))
        except FAILURES:
            return None

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def fileno(self) -> int:
        """Return what to wait on; something may be read there."""
        return int(self._connection.sock.fileno()) if self._connection is not None else -1

    def ask(self, service: str, path: str, interface: str, method: str, signature: str = "", body: Body = ()) -> Body:
        """Call a method and wait for its answer. Raises one of `FAILURES`."""
        if self._connection is None:
            raise ConnectionResetError
        message = _call(service, path, interface, method, signature, body)
        answer: Body = unwrap_msg(self._connection.send_and_get_reply(message, timeout=LIMIT_S))
        return answer

    def send(
        self,
        service: str,
        path: str,
        interface: str,
        method: str,
        signature: str,
        body: Body,
        then: Callable[[Body | None], None] = lambda _: None,
    ) -> None:
        """Call a method without waiting; `then` gets the answer when it is pumped, or None for a refusal."""
        if self._connection is None:
            then(None)
            return
        serial = next(self._connection.outgoing_serial)
        self._awaited[serial] = then
        try:
            self._connection.send(_call(service, path, interface, method, signature, body), serial=serial)
        except FAILURES:
            self.close()

    def hear(self, service: str, path: str, interface: str, signal: str, heard: Callable[[Body], None]) -> None:
        """Have a service's signal handed to `heard`. Raises one of `FAILURES`."""
        if self._connection is None:
            raise ConnectionResetError
        rule = MatchRule(type="signal", sender=service, path=path, interface=interface, member=signal)
        call = message_bus.AddMatch(rule)
        unwrap_msg(self._connection.send_and_get_reply(call, timeout=LIMIT_S))
        local = MatchRule(type="signal", path=path, interface=interface, member=signal)  # a sender's name is a number
        self._heard.append((local, heard))

    def pump(self) -> None:
        """Hand on all that has come; never waits."""
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except FAILURES:  # the bus hung up
                self.close()
                return
            self._hand_on(message)

    def close(self) -> None:
        """Hang up; who still waits for an answer gets none."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()
        awaited, self._awaited = self._awaited, {}
        for then in awaited.values():
            then(None)

    def _hand_on(self, message: Message) -> None:
        kind = message.header.message_type
        if kind in {MessageType.method_return, MessageType.error}:
            then = self._awaited.pop(message.header.fields.get(HeaderFields.reply_serial, -1), None)
            if then is not None:
                then(message.body if kind is MessageType.method_return else None)
        for rule, heard in self._heard:
            if rule.matches(message):
                heard(message.body)


def _call(service: str, path: str, interface: str, method: str, signature: str, body: Body) -> Message:
    address = DBusAddress(path, bus_name=service, interface=interface)
    return new_method_call(address, method, signature or None, body)


def has_service(name: str) -> bool:
    """Tell whether somebody answers to a name on the session bus now; the bus alone is asked."""
    bus = Bus.open("SESSION")
    if bus is None:
        return False
    try:
        dbus = "org.freedesktop.DBus"
        (is_there,) = bus.ask(dbus, "/org/freedesktop/DBus", dbus, "NameHasOwner", "s", (name,))
    except FAILURES:
        return False
    finally:
        bus.close()
    return bool(is_there)
