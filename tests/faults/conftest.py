"""One real Plaza for these tests, taken back to its beginning before each, and a fresh product before it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults.scene import PlazaClock, Scene
from tests.faults.witness import Witness, false_confirmations
from tests.journeys.members import join
from tests.journeys.terminal import NO_KEYRING

from demur import paths, wiring
from demur.core.account import Account
from demur.paths import Folders
from demur.practice.launcher import Plaza
from demur.product import Product

SPARE_S = 240
SignIn = Callable[[Product, str], Account]


@pytest.fixture(scope="session")
def shared_plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    with Plaza.start(tmp_path_factory.mktemp("plaza") / "plaza.sqlite", paths.resources()) as plaza:
        yield plaza


@pytest.fixture(scope="session")
def sign_in() -> SignIn:
    """Sign a member in for real the first time; later data folders get the same account and tokens.

    Once these are nearly over it is done anew: two folders that renewed them would look like a thief to Plaza.
    """
    known: dict[str, tuple[Account, dict[str, Any]]] = {}

    def sign_in(product: Product, user_id: str) -> Account:
        shelf = product.rooms.shelf(is_practice=True)
        if user_id not in known or known[user_id][1]["expires_at"] < time.time() + SPARE_S:
            account = join(product, user_id)
            tokens = shelf.find(account.sign_in)
            assert tokens is not None
            known[user_id] = (account, tokens)
        account, tokens = known[user_id]
        shelf.keep(account.sign_in, tokens)
        product.accounts.keep(account)
        return account

    return sign_in


@pytest.fixture
def plaza(shared_plaza: Plaza) -> Plaza:
    shared_plaza.control.reset()
    return shared_plaza


@pytest.fixture
def product(plaza: Plaza, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Product:
    """The product as `wiring` joins it, with a clock that doesn't wait, before the shared Plaza."""
    for name in NO_KEYRING:
        monkeypatch.delenv(name, raising=False)
    clock = PlazaClock(plaza.control)
    monkeypatch.setattr(wiring, "SystemClock", lambda: clock)
    made = wiring.build(Folders(tmp_path / "data"))
    made.practice._plaza = plaza
    return made


@pytest.fixture
def scene(plaza: Plaza, product: Product, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Everything a row needs; at its end no receipt may confirm what Plaza didn't store."""
    clock = product.rooms.clock
    assert isinstance(clock, PlazaClock)
    witness = Witness(plaza.control)
    witness.watch(monkeypatch)
    yield Scene(product, plaza.control, clock, witness, sign_in)
    assert false_confirmations(witness.seen) == []
    assert product.ledger(True).check().is_sound
