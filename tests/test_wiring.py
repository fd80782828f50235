"""What only the joined parts can hold: design.md 5, nothing leads practice into the real ledger."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.data_folder import open_in
from tests.support.platform_server import TinyPlatform

from demur import wiring
from demur.connectors.waiting import Waiting
from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.page_problem import NeedsWindow
from demur.core.problem import PlatformUnknown
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.ledger.accounts import SqliteAccounts
from demur.paths import Folders
from demur.product import Product
from demur.vault.keyring_vault import KeyringVault
from demur.watch.cadence import Cadence
from demur.watch.matter import Matter

PRACTICE = Account(
    AccountId("plaza-1"),
    PlatformId("plaza"),
    SettingId("ai-training"),
    Identity("us-on", "Fern (practice)"),
    RegionCode("US"),
    is_practice=True,
    sign_in=SignInId("plaza-1"),
)


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = wiring.build(Folders(tmp_path / "data"))
    yield made
    made.close()


def test_a_practice_platform_is_no_way_to_a_real_account(product: Product) -> None:
    """The same account as a real one would seal what Plaza says into the real ledger."""
    assert product.rooms.line(PRACTICE).platform.name == "Plaza"
    with pytest.raises(PlatformUnknown):
        product.rooms.line(replace(PRACTICE, is_practice=False))


def test_a_practice_page_is_no_way_to_a_real_account(product: Product) -> None:
    page = replace(PRACTICE, platform=PlatformId("plaza-page"))
    with pytest.raises(NeedsWindow):
        product.rooms.line(page)
    with pytest.raises(PlatformUnknown):
        product.rooms.line(replace(page, is_practice=False))


def test_erasing_revokes_each_sign_in_once(product: Product) -> None:
    """Two settings of one sign-in share its tokens: they are sent to be revoked once."""
    with TinyPlatform() as tiny:
        file = product.folders.platforms / "tiny.toml"
        head, mark, setting = tiny.file_text().partition("[[settings]]")
        file.write_text(head + mark + setting + mark + setting.replace('id = "ai-training"', 'id = "ai-photos"'))
        product.catalogue.allow(product.catalogue.check(file))
        waiting = Waiting(lambda url: open_in(tiny.allow, url))
        product.joining.join(PlatformId("tiny"), RegionCode("US"), waiting)
        assert len(product.accounts.all()) == 2
        assert product.erase() == 0
        assert [seen.form["token_type_hint"] for seen in tiny.asked("/revoke")] == ["refresh_token", "access_token"]
    assert product.accounts.all() == ()


def test_two_people_on_one_computer_share_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same platform, the same name there and one keyring, as where two share a login: each folder is its own."""
    services: list[str] = []
    monkeypatch.setattr(KeyringVault, "__init__", lambda self, service: services.append(service))
    one, other = (wiring.build(Folders(tmp_path / name)) for name in ("one", "other"))
    for product in (one, other):
        product.accounts.keep(PRACTICE)
        product.rooms.keyring()
        product.rooms.practice_vault()
    assert len(set(services)) == 4, services
    one.accounts.saw(PRACTICE.id, LastSeen(State.OFF, datetime(2026, 11, 1, tzinfo=UTC)))
    one.watch.cadences.choose(PRACTICE.id, Cadence.WEEKLY)
    assert one.watch.standing(PRACTICE.id).matter is Matter.OFF
    assert [notice.account for notice in one.reminding.look()] == [PRACTICE.id]
    one.watch.cadences.let_read_alone(PRACTICE.id, True)
    found = other.watch.standing(PRACTICE.id)
    assert (found.matter, found.cadence, found.is_alone_wanted) == (Matter.NEVER_LOOKED, Cadence.NEVER, False)
    assert other.reminding.look() == []
    for kind in (True, False):
        assert one.folders.ledger(kind) != other.folders.ledger(kind)
    assert one.folders.sealed != other.folders.sealed


@pytest.mark.parametrize("is_practice", [False, True])
def test_nothing_is_written_while_others_wait_for_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_practice: bool
) -> None:
    """Who reads the accounts may wait for a part, and whoever builds it would wait for the end of the reading."""
    product = wiring.build(Folders(tmp_path / "data"))
    held: list[bool] = []
    keep = SqliteAccounts.setting_once

    def kept(accounts: SqliteAccounts, name: str, value: str) -> str:
        is_there = accounts.setting(name) is not None
        held.append(product.rooms._lock._is_owned() and not is_there)  # type: ignore[attr-defined]  # RLock's own
        return keep(accounts, name, value)

    monkeypatch.setattr(SqliteAccounts, "setting_once", kept)
    product.ledger(is_practice)
    assert held
    assert not any(held)
