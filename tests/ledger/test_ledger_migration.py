"""A ledger as an earlier Demur left it: copied first, brought up, and every receipt of it still holds (D4)."""

import base64
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.making import AMINA, alter, ledger_of, observation, path_of, vault_of

from demur.core.problem import LedgerDamaged, LedgerNewer
from demur.core.secret import Secret
from demur.ledger.database import Database
from demur.ledger.forgetting import Forgetting
from demur.ledger.kept import Kept
from demur.ledger.layout import LEDGER
from demur.ledger.log import SECRET_NAME

OLD = Path(__file__).parent / "old" / "ledger-1.sqlite"
"""Made by the last Demur that wrote version 1: an opt-out and an observation, sealed with the secret below."""
SECRET = base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path_of(tmp_path).parent.mkdir(mode=0o700)
    shutil.copyfile(OLD, path_of(tmp_path))
    vault_of(tmp_path).keep(SECRET_NAME, Secret(SECRET))
    return tmp_path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def bodies(path: Path) -> list[bytes]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return [body for (body,) in db.execute("SELECT body FROM entries ORDER BY position")]


def test_d4_every_receipt_still_holds(folder: Path) -> None:
    ledger = ledger_of(folder)
    found = ledger.check()
    assert (found.is_sound, found.entries, found.checkpoints) == (True, 4, 4)
    assert [receipt.body for receipt in ledger.page(0, 10)] == bodies(OLD)
    assert version_of(path_of(folder)) == LEDGER.version
    assert len(ledger.disclosures(1)) == 2
    assert ledger.tokens.all() == []


def test_d4_the_old_ledger_stays_beside_it(folder: Path) -> None:
    ledger_of(folder).size()
    copy = path_of(folder).with_name("ledger.sqlite.version-1")
    assert version_of(copy) == 1
    assert bodies(copy) == bodies(OLD)
    assert copy.lstat().st_mode & 0o777 == 0o600


def test_what_was_begun_before_goes_on(folder: Path) -> None:
    ledger = ledger_of(folder)
    receipt = ledger.unlock().seal(observation())
    ledger.keep_checkpoint()
    assert receipt.index == 4
    assert (ledger.check().is_sound, ledger.check().kept) == (True, Kept.AGREES)


def test_an_older_backup_can_be_restored_and_leaves_nothing_behind(tmp_path: Path) -> None:
    backup = Path(shutil.copyfile(OLD, tmp_path / "backup.sqlite"))
    vault_of(tmp_path).keep(SECRET_NAME, Secret(SECRET))
    ledger = ledger_of(tmp_path)
    assert ledger.restore(backup).entries == 4
    assert ledger.check().is_sound
    assert sorted(file.name for file in path_of(tmp_path).parent.iterdir()) == ["ledger.sqlite"]
    assert version_of(backup) == 1, "the backup itself is left alone"


def test_no_copy_of_an_older_version_holds_what_was_forgotten(folder: Path) -> None:
    """Neither beside the ledger nor beside one that a restore kept aside, which is brought up to be looked into."""
    aside = path_of(folder).with_name("ledger.sqlite.kept-20261121T120000.000000Z")
    shutil.copyfile(OLD, aside)
    ledger = ledger_of(folder)
    assert b"amina" in path_of(folder).read_bytes()
    ledger.forget(Forgetting(AMINA))
    assert sorted(file.name for file in aside.parent.iterdir()) == [path_of(folder).name, aside.name]
    for file in aside.parent.iterdir():
        assert b"user-7" not in file.read_bytes()


def test_d4_a_newer_ledger_is_refused(folder: Path) -> None:
    ledger_of(folder).size()
    alter(folder, f"PRAGMA user_version={LEDGER.version + 1}")
    before = path_of(folder).read_bytes()
    with pytest.raises(LedgerNewer):
        ledger_of(folder).size()
    assert path_of(folder).read_bytes() == before


def test_d4_an_old_ledger_with_other_tables_is_refused(folder: Path) -> None:
    alter(folder, "ALTER TABLE checkpoints ADD COLUMN more TEXT")
    with pytest.raises(LedgerDamaged), Database(path_of(folder), LEDGER).reading():
        pass
    assert version_of(path_of(folder)) == 1
