"""Accounts, previews and settings."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from demur.core.account import Account, AccountId, LastSeen
from demur.core.ports import Accounts
from demur.core.preview import PreviewStore
from demur.core.problem import AccountUnknown, LedgerDamaged
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.ledger.accounts import SqliteAccounts

NOW = datetime(2026, 11, 21, 12, 0, 0, 123000, tzinfo=UTC)
AMINA = Account(
    AccountId("plaza/amina"),
    PlatformId("plaza"),
    SettingId("ai_training"),
    Identity("user-7", "Amina “Ä” \u202e"),
    RegionCode("GB"),
    is_practice=True,
    plays_on=date(2024, 9, 21),
)
BO = Account(
    AccountId("linkedin/bo"),
    PlatformId("linkedin"),
    SettingId("genai"),
    Identity("user-8", "bo"),
    RegionCode("US"),
    is_practice=False,
    last=LastSeen(State.OFF, NOW, Assurance.READ_BACK_INDEPENDENT),
)


@pytest.fixture
def accounts(tmp_path: Path) -> SqliteAccounts:
    return SqliteAccounts(tmp_path / "data" / "accounts.sqlite")


def test_fits_its_ports(accounts: SqliteAccounts) -> None:
    port: Accounts = accounts
    store: PreviewStore = accounts
    assert port.all() == ()
    assert store.take_preview("none") is None


def test_keeps_accounts_whole_and_in_order(accounts: SqliteAccounts) -> None:
    accounts.keep(AMINA)
    accounts.keep(BO)
    assert accounts.all() == (AMINA, BO)
    assert accounts.find(BO.id) == BO
    assert accounts.find(AccountId("nobody")) is None


def test_keeping_again_changes_it_in_its_place(accounts: SqliteAccounts) -> None:
    accounts.keep(AMINA)
    accounts.keep(BO)
    moved = replace(AMINA, region=RegionCode("DE"), plays_on=None)
    accounts.keep(moved)
    assert accounts.all() == (moved, BO)


def test_forgets(accounts: SqliteAccounts) -> None:
    accounts.keep(AMINA)
    accounts.keep(BO)
    accounts.forget(AMINA.id)
    accounts.forget(AMINA.id)
    assert accounts.all() == (BO,)


def test_a_forgotten_account_leaves_no_name_in_the_file(accounts: SqliteAccounts, tmp_path: Path) -> None:
    accounts.keep(replace(AMINA, identity=Identity("canary-731", "canary-731")))
    file = tmp_path / "data" / "accounts.sqlite"
    assert b"canary-731" in file.read_bytes()
    accounts.forget(AMINA.id)
    assert b"canary-731" not in file.read_bytes()


@pytest.mark.parametrize(
    "last",
    [
        LastSeen(State.ON, NOW),
        LastSeen(State.OFF, NOW, Assurance.READ_BACK_INDEPENDENT),
        LastSeen(State.UNKNOWN, NOW, reason="platform-unreachable"),
    ],
    ids=["on", "confirmed", "unknown"],
)
def test_remembers_what_was_seen_last(last: LastSeen, accounts: SqliteAccounts) -> None:
    accounts.keep(AMINA)
    accounts.saw(AMINA.id, last)
    assert accounts.all() == (replace(AMINA, last=last),)


def test_what_was_seen_of_a_forgotten_account_brings_nothing_back(accounts: SqliteAccounts) -> None:
    with pytest.raises(AccountUnknown):
        accounts.saw(AMINA.id, LastSeen(State.ON, NOW))
    assert accounts.all() == ()


def test_a_state_nobody_knows_is_not_guessed(accounts: SqliteAccounts) -> None:
    accounts.keep(BO)
    with accounts._database.writing() as db:
        db.execute("UPDATE accounts SET last_state = 'opted-out'")
    with pytest.raises(LedgerDamaged):
        accounts.all()


def test_a_preview_is_taken_once(accounts: SqliteAccounts) -> None:
    accounts.keep_preview("ABCD-EFGH", '{"account":"x"}', NOW)
    assert accounts.take_preview("ABCD-EFGH") == ('{"account":"x"}', NOW)
    assert accounts.take_preview("ABCD-EFGH") is None


def test_of_many_who_take_a_preview_at_once_one_has_it(accounts: SqliteAccounts) -> None:
    accounts.keep_preview("code", "body", NOW)
    with ThreadPool(8) as pool:
        taken = pool.map(lambda _: accounts.take_preview("code"), range(8))
    assert sorted(taken, key=str) == sorted([("body", NOW), *[None] * 7], key=str)


def test_old_previews_go(accounts: SqliteAccounts) -> None:
    accounts.keep_preview("old", "body", NOW)
    accounts.keep_preview("hours later", "body", NOW + timedelta(hours=20))
    assert accounts.take_preview("old") is not None
    accounts.keep_preview("old", "body", NOW)
    accounts.keep_preview("days later", "body", NOW + timedelta(days=2))
    assert accounts.take_preview("old") is None


def test_settings(accounts: SqliteAccounts) -> None:
    assert accounts.setting("theme") is None
    accounts.keep_setting("theme", "dark")
    accounts.keep_setting("theme", "light")
    assert accounts.setting("theme") == "light"
