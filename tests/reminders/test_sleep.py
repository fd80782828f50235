"""The end of a sleep is heard, from whoever the system's bus knows as login1, and from nobody else."""

import select
from collections.abc import Iterator
from contextlib import closing

import pytest
from jeepney import DBusAddress, message_bus, new_signal  # type: ignore[import-untyped]  # ships no types
from jeepney.io.blocking import DBusConnection, Proxy  # type: ignore[import-untyped]
from tests.vault.private_bus import PrivateBus

from demur.reminders.bus import Bus
from demur.reminders.sleep import hear_waking

MANAGER = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        yield bus


def say_sleeping(connection: DBusConnection, is_about_to: bool) -> None:
    connection.send(new_signal(MANAGER, "PrepareForSleep", "b", (is_about_to,)))
    Proxy(message_bus, connection).GetId()  # by its answer the bus has passed the signal on


def test_waking_up_is_heard_once_for_each_sleep(system: PrivateBus) -> None:
    woken: list[int] = []
    opened = Bus.open("SYSTEM")
    assert opened is not None
    with closing(opened), system.connection() as login, system.connection() as stranger:
        hear_waking(opened, lambda: woken.append(1))
        say_sleeping(stranger, is_about_to=False)
        Proxy(message_bus, login).RequestName("org.freedesktop.login1")
        for is_about_to in (True, False):
            say_sleeping(login, is_about_to)
        ready, _, _ = select.select([opened.fileno()], [], [], 20)
        assert ready
        opened.pump()
    assert woken == [1]
