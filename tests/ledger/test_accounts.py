"""Accounts, previews and settings."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from demur.core.account import Account, AccountId, LastSeen, SignInId
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
    sign_in=SignInId("plaza/amina"),
)
BO = Account(
    AccountId("linkedin/bo"),
    PlatformId("linkedin"),
    SettingId("genai"),
    Identity("user-8", "bo"),
    RegionCode("US"),
    is_practice=False,
    last=LastSeen(State.OFF, NOW, Assurance.READ_BACK_INDEPENDENT),
    sign_in=SignInId("linkedin/bo"),
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
    assert [accounts.find_preview("ABCD-EFGH") for _ in range(2)] == [('{"account":"x"}', NOW)] * 2
    assert accounts.take_preview("ABCD-EFGH") == ('{"account":"x"}', NOW)
    assert accounts.take_preview("ABCD-EFGH") is None
    assert accounts.find_preview("ABCD-EFGH") is None


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


THREE = tuple(
    replace(AMINA, id=AccountId(f"plaza/amina.{setting}"), setting=SettingId(setting)) for setting in ("a", "b", "c")
)


def test_keeps_a_sign_in_whole_and_together(accounts: SqliteAccounts) -> None:
    accounts.keep_sign_in(THREE[:2])
    accounts.keep(BO)
    accounts.keep_sign_in(THREE)
    assert accounts.all() == (*THREE, BO)
    assert accounts.of_sign_in(AMINA.sign_in) == THREE
    assert accounts.of_sign_in(SignInId("nobody")) == ()


def test_a_sign_in_that_cannot_be_kept_whole_is_not_kept(accounts: SqliteAccounts) -> None:
    twice = replace(THREE[0], id=AccountId("another"))
    with pytest.raises(LedgerDamaged):
        accounts.keep_sign_in((*THREE, twice))
    assert accounts.all() == ()


def test_what_a_sign_in_no_longer_has_goes(accounts: SqliteAccounts) -> None:
    accounts.keep(BO)
    accounts.keep_sign_in(THREE)
    accounts.keep_setting(f"sign-in:{THREE[0].id}", "passkey")
    accounts.keep_sign_in(THREE[1:])
    assert accounts.all() == (BO, *THREE[1:])
    assert accounts.setting(f"sign-in:{THREE[0].id}") is None


def test_forgets_a_whole_sign_in_and_no_other(accounts: SqliteAccounts) -> None:
    accounts.keep_sign_in(THREE)
    accounts.keep(BO)
    accounts.forget_sign_in(AMINA.sign_in)
    accounts.forget_sign_in(AMINA.sign_in)
    assert accounts.all() == (BO,)


def test_what_is_kept_for_an_account_alone_goes_with_it(accounts: SqliteAccounts) -> None:
    """Only names that end with the account's id: others', the program's own, and look-alikes stay."""
    amina = replace(AMINA, id=AccountId("plaza_amina"))
    kept = {
        "theme": "dark",
        f"sign-in:{BO.id}": "passkey",
        f"sign-in:{amina.id}.more": "password",
        f"x{amina.id}": "no colon before it",
        "sign-in:plaza-amina": "what a pattern would take for it",
    }
    for account in (amina, BO):
        accounts.keep(account)
    for name, value in (kept | {f"sign-in:{amina.id}": "passkey", f"way:{amina.id}": "mine"}).items():
        accounts.keep_setting(name, value)
    accounts.forget(amina.id)
    assert {name: accounts.setting(name) for name in kept} == kept
    assert (accounts.setting(f"sign-in:{amina.id}"), accounts.setting(f"way:{amina.id}")) == (None, None)


def test_forgetting_a_sign_in_takes_the_settings_of_each_account(accounts: SqliteAccounts) -> None:
    accounts.keep_sign_in(THREE)
    for account in THREE:
        accounts.keep_setting(f"sign-in:{account.id}", "passkey")
    accounts.forget_sign_in(AMINA.sign_in)
    assert [accounts.setting(f"sign-in:{account.id}") for account in THREE] == [None] * 3
