"""The whole product on a data folder of its own, with a real keyring on a bus of its own."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.vault.private_bus import PrivateBus

from demur import wiring
from demur.core.account import Account
from demur.core.entry import Receipt
from demur.core.setting import PlatformId, RegionCode
from demur.ledger.log import SqliteLedger
from demur.paths import Folders
from demur.product import Product


@dataclass
class Desk:
    """One data folder; `restart` is what a member's next start of the program is."""

    folder: Path
    product: Product

    def restart(self) -> None:
        self.product.close()
        self.product = wiring.build(Folders(self.folder))

    def add(self, platform: str = "linkedin", region: str = "GB", name: str = "Maya") -> Account:
        return self.product.joining.name(PlatformId(platform), name, RegionCode(region))

    @property
    def ledger(self) -> SqliteLedger:
        return self.product.ledger(False)

    @property
    def receipts(self) -> list[Receipt]:
        return list(self.ledger.page(0, 100))

    @property
    def kinds(self) -> list[str]:
        return [str(receipt.kind) for receipt in self.receipts]


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A session bus with no keyring on it; this process, too, takes it for its session's bus."""
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


@pytest.fixture
def keyring_bus(bus: PrivateBus) -> PrivateBus:
    bus.start_keyring()
    return bus


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address beyond this computer's own sockets that was connected to; the connection is made all the same."""
    found: list[object] = []
    connect = socket.socket.connect

    def noted(self: socket.socket, address: object) -> None:
        if self.family is not socket.AF_UNIX:
            found.append(address)
        connect(self, address)  # type: ignore[arg-type]  # whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", noted)
    return found


@pytest.fixture
def desk(keyring_bus: PrivateBus, tmp_path: Path, reached: list[object]) -> Iterator[Desk]:
    """The product with a real keyring; in none of these tests is anything reached over a network."""
    desk = Desk(tmp_path / "data", wiring.build(Folders(tmp_path / "data")))
    yield desk
    desk.product.close()
    assert reached == []
