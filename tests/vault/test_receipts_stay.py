"""Whatever happens to the vault, receipts are listed, exported and verified; only sealing stops, and says why."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.vault.private_bus import PrivateBus
from tests.vault.test_sealed_vault import FLOOR, PASSPHRASE

from demur import wiring
from demur.core.problem import (
    Problem,
    ReceiptKeyChanged,
    ReceiptKeyMissing,
    VaultAbsent,
    VaultLocked,
    VaultRefused,
    VaultSlow,
)
from demur.core.secret import Secret
from demur.core.setting import PlatformId, RegionCode
from demur.core.vault_problem import SealedFileDamaged, SealedFileGone, SealedFileLocked
from demur.ledger.log import SECRET_NAME
from demur.paths import Folders
from demur.product import Product
from demur.receipts.verifier import Result, verify_file
from demur.vault import keyring_vault
from demur.vault.backends import choose_place
from demur.words import problems

TOLD = date(2026, 9, 1)
Fate = Callable[[Product, PrivateBus], None]


def seal_secrets(product: Product) -> Path:
    vault = product.rooms.own_vault()
    vault.sealed._cost = FLOOR
    vault.move_to_file(PASSPHRASE)
    return product.folders.sealed


def dies(_: Product, bus: PrivateBus) -> None:
    bus.kill_keyring()


def locks(_: Product, bus: PrivateBus) -> None:
    bus.lock_keyring()


def hangs(_: Product, bus: PrivateBus) -> None:
    bus.freeze_keyring()


def loses_it(product: Product, _: PrivateBus) -> None:
    product.rooms.keyring().forget(SECRET_NAME)


def damages_it(product: Product, _: PrivateBus) -> None:
    choose_place(f"Demur {product.rooms._folder_name()}").write(SECRET_NAME, "1:a:0:not what was kept")


def has_another(product: Product, _: PrivateBus) -> None:
    product.rooms.keyring().keep(SECRET_NAME, Secret("A" * 43 + "="))


def is_another_keyring(_: Product, bus: PrivateBus) -> None:
    """As on a new computer, to which only the data folder was brought."""
    bus.kill_keyring()
    for file in (bus.folder / "data" / "keyrings").iterdir():
        file.unlink()
    bus.start_keyring()


def is_sealed(product: Product, _: PrivateBus) -> None:
    seal_secrets(product)


def file_goes(product: Product, _: PrivateBus) -> None:
    seal_secrets(product).unlink()


def file_is_damaged(product: Product, _: PrivateBus) -> None:
    file = seal_secrets(product)
    file.write_bytes(file.read_bytes()[:-1])


def file_is_given_up(product: Product, _: PrivateBus) -> None:
    seal_secrets(product)
    product.rooms.own_vault().give_up()


@pytest.fixture
def product(keyring_bus: PrivateBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Product]:
    """A member with a receipt, sealed with a key that lies in a real keyring."""
    monkeypatch.setattr(keyring_vault, "LIMIT_S", 1.2)
    made = wiring.build(Folders(tmp_path / "data"))
    account = made.joining.name(PlatformId("linkedin"), "Maya", RegionCode("GB"))
    made.own_browser.already_did(account.id, TOLD)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("fate", "problem"),
    [
        (dies, VaultAbsent),
        (locks, VaultLocked),
        (hangs, VaultSlow),
        (loses_it, ReceiptKeyMissing),
        (damages_it, VaultRefused),
        (has_another, ReceiptKeyChanged),
        (is_another_keyring, ReceiptKeyMissing),
        (is_sealed, SealedFileLocked),
        (file_goes, SealedFileGone),
        (file_is_damaged, SealedFileDamaged),
        (file_is_given_up, ReceiptKeyMissing),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_receipts_stay_whatever_happens_to_the_vault(
    keyring_bus: PrivateBus, product: Product, tmp_path: Path, fate: Fate, problem: type[Problem]
) -> None:
    """K1, K2, K3: nothing is sealed with another key or in another place, and no new ledger is begun unasked."""
    before = [receipt.body for receipt in product.ledger(False).page(0, 10)]
    assert len(before) == 2
    fate(product, keyring_bus)
    later = wiring.build(product.folders)
    account = later.accounts.all()[0]
    with pytest.raises(problem):
        later.own_browser.already_did(account.id, TOLD)
    ledger = later.ledger(False)
    assert [receipt.body for receipt in ledger.page(0, 10)] == before
    assert ledger.check().is_sound
    for index in range(len(before)):
        assert verify_file(ledger.export(index, tmp_path / "out")).result is Result.VALID
    later.close()


def test_locked_absent_and_none_are_three_sentences() -> None:
    """And a fourth for each way in which a sealed file is none of them."""
    kinds: tuple[type[Problem], ...] = (
        VaultLocked,
        VaultAbsent,
        VaultSlow,
        VaultRefused,
        ReceiptKeyMissing,
        ReceiptKeyChanged,
        SealedFileLocked,
    )
    said = [problems.sentence(kind()) for kind in kinds]
    said += [problems.sentence(SealedFileGone(file="f")), problems.sentence(SealedFileDamaged(what="w", file="f"))]
    next_steps = [problems.next_step(kind()) for kind in kinds]
    assert len(set(said)) == len(said)
    assert len(set(next_steps)) == len(next_steps)
