"""What was seen of an account stays in a row: newest first, up to two thousand, gone with the account."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.problem import AccountUnknown, LedgerDamaged
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.core.sighting import Beside, Note, Sighting
from demur.ledger import sightings
from demur.ledger.accounts import SqliteAccounts

NOW = datetime(2026, 11, 21, 12, 0, 0, 123000, tzinfo=UTC)
DAY = timedelta(days=1)
WREN = Account(
    AccountId("harbour-0a1b2c3d"),
    PlatformId("harbour"),
    SettingId("training"),
    Identity("u-7", "Wren"),
    RegionCode("DE"),
    is_practice=False,
    sign_in=SignInId("harbour-s1"),
)
AMBER = replace(WREN, id=AccountId("harbour-4e5f6a7b"), setting=SettingId("ads"))
OLD = Path(__file__).parent / "old"
"""Each made by the last Demur that wrote its version."""


@pytest.fixture
def accounts(tmp_path: Path) -> SqliteAccounts:
    found = SqliteAccounts(tmp_path / "data" / "accounts.sqlite")
    found.keep_sign_in([WREN, AMBER])
    return found


def test_sightings_stand_newest_first_and_apart_for_each_account(accounts: SqliteAccounts) -> None:
    beside = Beside("sha256:" + "a" * 64, True, 60, State.OFF, False, RegionCode("GB"))
    accounts.saw(WREN.id, LastSeen(State.ON, NOW))
    accounts.saw(AMBER.id, LastSeen(State.OFF, NOW, Assurance.READ_BACK_INDEPENDENT))
    accounts.saw(WREN.id, LastSeen(State.UNKNOWN, NOW + DAY, reason="rate-limited"), beside)
    assert accounts.sightings(WREN.id) == [
        Sighting(WREN.id, NOW + DAY, State.UNKNOWN, None, "rate-limited", *beside),
        Sighting(WREN.id, NOW, State.ON),
    ]
    assert accounts.sightings(AMBER.id) == [Sighting(AMBER.id, NOW, State.OFF, Assurance.READ_BACK_INDEPENDENT)]
    assert [one.at for one in accounts.sightings(WREN.id, 1)] == [NOW + DAY]


def test_a_clock_that_was_set_back_does_not_change_the_order(accounts: SqliteAccounts) -> None:
    for at in (NOW, NOW - 400 * DAY, NOW - 399 * DAY):
        accounts.saw(WREN.id, LastSeen(State.OFF, at))
    assert [one.at for one in accounts.sightings(WREN.id)] == [NOW - 399 * DAY, NOW - 400 * DAY, NOW]


def test_one_moment_is_one_sighting_and_what_is_known_of_it_later_counts(accounts: SqliteAccounts) -> None:
    accounts.saw(WREN.id, LastSeen(State.OFF, NOW))
    accounts.saw(WREN.id, LastSeen(State.OFF, NOW, Assurance.READ_BACK_INDEPENDENT))
    assert accounts.sightings(WREN.id) == [Sighting(WREN.id, NOW, State.OFF, Assurance.READ_BACK_INDEPENDENT)]


def test_a_look_that_a_confirmed_change_overtook_stands_before_it(accounts: SqliteAccounts) -> None:
    """It began before and ended after, in another process; the confirmed state stays the newest thing known."""
    confirmed = LastSeen(State.OFF, NOW, Assurance.READ_BACK_INDEPENDENT)
    accounts.saw(WREN.id, LastSeen(State.ON, NOW - DAY))
    accounts.saw(WREN.id, confirmed)
    accounts.saw(WREN.id, LastSeen(State.ON, NOW - timedelta(seconds=9)))
    assert [one.state for one in accounts.sightings(WREN.id)] == [State.OFF, State.ON, State.ON]
    assert [one.at for one in accounts.sightings(WREN.id)] == [NOW, NOW - timedelta(seconds=9), NOW - DAY]
    found = accounts.find(WREN.id)
    assert found is not None
    assert found.last == confirmed
    accounts.saw(WREN.id, LastSeen(State.ON, NOW - DAY / 2))
    assert accounts.sightings(WREN.id)[0].state is State.ON, "no look takes so long: the clock was set back"


def test_several_looks_are_remembered_together_or_not_at_all(accounts: SqliteAccounts) -> None:
    seen = [Note(one.id, LastSeen(State.OFF, NOW)) for one in (WREN, AMBER)]
    with pytest.raises(AccountUnknown):
        accounts.saw_all([*seen, Note(AccountId("gone"), LastSeen(State.OFF, NOW))])
    assert [len(accounts.sightings(one.id)) for one in (WREN, AMBER)] == [0, 0]
    assert accounts.saw_all(seen) == frozenset()
    assert [len(accounts.sightings(one.id)) for one in (WREN, AMBER)] == [1, 1]


def test_other_words_of_late_are_told_of_whom_they_concern(
    accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sightings, "OF_LATE", 3)

    def saw(number: int, wording: str | None) -> set[AccountId]:
        seen = LastSeen(State.OFF, NOW + number * DAY)
        return set(accounts.saw_all([Note(WREN.id, seen, Beside(wording)), Note(AMBER.id, seen, Beside("same"))]))

    found = [saw(number, words) for number, words in enumerate(("old", None, "old", "new", "new", None, "new", "new"))]
    assert found == [set(), set(), set(), {WREN.id}, {WREN.id}, set(), set(), set()]


def test_a_look_that_told_nothing_is_found_among_the_newest(accounts: SqliteAccounts) -> None:
    assert not accounts.any_missed(WREN.platform, 20)
    accounts.saw(AMBER.id, LastSeen(State.UNKNOWN, NOW, reason="rate-limited"))
    for number in range(1, 3):
        accounts.saw(AMBER.id, LastSeen(State.OFF, NOW + number * DAY))
    assert [accounts.any_missed(WREN.platform, count) for count in (2, 3)] == [False, True]
    assert not accounts.any_missed(PlatformId("bay"), 20)


def test_the_oldest_of_very_many_go(accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sightings, "KEPT", 5)
    accounts.saw(AMBER.id, LastSeen(State.ON, NOW))
    for number in range(9):
        accounts.saw(WREN.id, LastSeen(State.OFF, NOW + number * DAY))
    assert [one.at for one in accounts.sightings(WREN.id)] == [NOW + number * DAY for number in (8, 7, 6, 5, 4)]
    assert len(accounts.sightings(AMBER.id)) == 1


def test_a_state_begins_after_the_last_other_one_and_faults_do_not_end_it(accounts: SqliteAccounts) -> None:
    seen = [State.OFF, State.ON, State.OFF, State.UNKNOWN, State.OFF]
    assert accounts.state_since(WREN.id) is None
    for number, state in enumerate(seen):
        accounts.saw(WREN.id, LastSeen(state, NOW + number * DAY))
    assert accounts.state_since(WREN.id) == NOW + 2 * DAY
    accounts.saw(WREN.id, LastSeen(State.ON, NOW + 9 * DAY), Beside(is_sure=False))
    assert accounts.state_since(WREN.id) == NOW + 2 * DAY, "a stored copy is no state"


def test_forgetting_leaves_nothing_of_it_in_the_file(accounts: SqliteAccounts, tmp_path: Path) -> None:
    accounts.saw(WREN.id, LastSeen(State.UNKNOWN, NOW, reason="canary-731"))
    accounts.saw(AMBER.id, LastSeen(State.ON, NOW))
    accounts.forget(WREN.id)
    assert (accounts.sightings(WREN.id), len(accounts.sightings(AMBER.id))) == ([], 1)
    assert b"canary-731" not in (tmp_path / "data" / "accounts.sqlite").read_bytes()
    with pytest.raises(AccountUnknown):
        accounts.saw(WREN.id, LastSeen(State.ON, NOW))
    assert accounts.sightings(WREN.id) == [], "nothing is kept for an account that is gone"


def test_a_row_that_cannot_be_is_damage(accounts: SqliteAccounts, tmp_path: Path) -> None:
    accounts.saw(WREN.id, LastSeen(State.ON, NOW))
    with closing(sqlite3.connect(tmp_path / "data" / "accounts.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE sightings SET state = 'perhaps'")
    with pytest.raises(LedgerDamaged):
        accounts.sightings(WREN.id)


@pytest.mark.parametrize("version", [1, 2])
def test_d4_an_old_file_keeps_what_was_seen_last_as_its_first_sightings(version: int, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    old = OLD / f"accounts-{version}.sqlite"
    shutil.copyfile(old, folder / "accounts.sqlite")
    accounts = SqliteAccounts(folder / "accounts.sqlite")
    known = accounts.all()
    assert sum(account.last is not None for account in known) == {1: 2, 2: 3}[version]
    for account in known:
        expected = [Sighting(account.id, account.last.at, *_plain(account.last))] if account.last else []
        assert accounts.sightings(account.id) == expected
    assert accounts.setting("theme") == "dark"
    assert accounts.take_preview("ABCD-EFGH") is not None
    assert _rows(folder / f"accounts.sqlite.version-{version}") == _rows(old), "the old file stays beside it"


def _plain(last: LastSeen) -> tuple[State, Assurance | None, str | None]:
    return last.state, last.assurance, last.reason


def _rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return [str(db.execute("PRAGMA user_version").fetchone()[0]), *db.iterdump()]
