"""Real keyrings for the vault's tests, each on a bus of its own."""

from collections.abc import Iterator

import pytest
from tests.vault.private_bus import PrivateBus


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A session bus with no keyring on it; this process, too, takes it for its session's bus."""
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


@pytest.fixture
def keyring_bus(bus: PrivateBus) -> PrivateBus:
    """A session bus with a real, unlocked gnome-keyring."""
    bus.start_keyring()
    return bus
