"""What only the joined parts can hold: design.md 5, nothing leads practice into the real ledger."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.data_folder import open_in
from tests.support.platform_server import TinyPlatform

from demur import wiring
from demur.connectors.waiting import Waiting
from demur.core.account import Account, AccountId, SignInId
from demur.core.problem import PlatformUnknown
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.ledger.accounts import SqliteAccounts
from demur.paths import Folders
from demur.wiring import Product

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
