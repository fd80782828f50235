"""Backup and restore (faults B.3 and R4): a backup is whole or absent, and going back by one is never silent."""

import os
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from tests.ledger.making import alter, ledger_of, opt_out, path_of, vault_of

from demur.core.ledger_problem import BackupBehind, BackupBroken, BackupOfAnother, BackupOfOtherKind, NothingToBackUp
from demur.core.problem import BusyElsewhere, FolderTaken, FolderUnusable, LedgerBehind, LedgerDamaged
from demur.ledger import backup
from demur.ledger.copying import fill_copy
from demur.ledger.database import Database
from demur.ledger.kept import CHECKPOINT_NAME, Kept
from demur.ledger.layout import LEDGER
from demur.ledger.log import SECRET_NAME
from demur.ledger.rows import right_edge
from demur.paths import Folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of three entries whose checkpoint lies in the vault."""
    opt_out(ledger_of(tmp_path).unlock())
    ledger_of(tmp_path).keep_checkpoint()
    return tmp_path


def go_on(folder: Path) -> None:
    opt_out(ledger_of(folder).unlock())
    ledger_of(folder).keep_checkpoint()


def backed_up(folder: Path, name: str = "backup.sqlite") -> Path:
    return ledger_of(folder).back_up(folder / name).file


def beside(folder: Path) -> set[str]:
    return {file.name for file in path_of(folder).parent.iterdir()}


def bodies(file: Path) -> list[bytes]:
    with closing(sqlite3.connect(file)) as db:
        return [body for (body,) in db.execute("SELECT body FROM entries ORDER BY position")]


def test_a_backup_is_whole_private_and_named_once(folder: Path) -> None:
    (folder / "backups").mkdir()
    made = ledger_of(folder).back_up(folder / "backups")
    assert made.entries == 3
    assert [made.file] == list((folder / "backups").iterdir())
    assert made.file.name.startswith("demur-practice-receipts-20")
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert bodies(made.file) == bodies(path_of(folder))


def test_a_backup_is_one_state_though_receipts_are_sealed_meanwhile(folder: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        sealing = pool.submit(lambda: [opt_out(ledger_of(folder).unlock()) for _ in range(5)])
        made = [ledger_of(folder).back_up(folder / f"{number}.sqlite") for number in range(8)]
        sealing.result(60)
    for one in made:
        assert bodies(one.file) == bodies(path_of(folder))[: one.entries]


def test_no_file_is_ever_replaced_by_a_backup(folder: Path) -> None:
    there = folder / "there.sqlite"
    there.write_text("mine")
    with pytest.raises(FolderTaken):
        ledger_of(folder).back_up(there)
    dangling = folder / "dangling.sqlite"
    dangling.symlink_to(folder / "trap")
    with pytest.raises(FolderTaken):
        ledger_of(folder).back_up(dangling)
    assert there.read_text() == "mine"
    assert not (folder / "trap").exists()


def test_a_file_that_comes_meanwhile_is_not_replaced_either(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "theirs.sqlite"

    def fill_slowly(db: sqlite3.Connection, temporary: Path) -> None:
        fill_copy(db, temporary)
        file.write_text("mine")

    monkeypatch.setattr(backup, "fill_copy", fill_slowly)
    with pytest.raises(FolderTaken):
        backup.back_up(Database(path_of(folder), LEDGER), file)
    assert file.read_text() == "mine"
    assert list(tmp_path.glob(".theirs*")) == []


def test_a_damaged_ledger_has_no_backup_that_looks_whole(folder: Path) -> None:
    for _ in range(20):
        opt_out(ledger_of(folder).unlock())
    with closing(sqlite3.connect(path_of(folder))) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'evidence'").fetchone()
    with path_of(folder).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(LedgerDamaged):
        backed_up(folder)
    assert [name for name in folder.iterdir() if "backup" in name.name] == []


def test_a_copy_of_something_else_never_gets_the_name(folder: Path) -> None:
    copy = backed_up(folder)
    with ledger_of(folder)._database.reading() as db:
        note = right_edge(db).note
    backup._require_edge(copy, note)
    with pytest.raises(LedgerDamaged):
        backup._require_edge(copy, note.replace("\n3\n", "\n4\n"))


def test_what_was_kept_aside_goes_when_everything_goes(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")
    folders.prepare()
    opt_out(ledger_of(tmp_path).unlock())
    ledger_of(tmp_path).restore(backed_up(tmp_path))
    assert len(list(folders.data.glob("ledger.sqlite*"))) == 2
    folders.clear()
    assert list(folders.data.glob("*ledger*")) == []


def test_nothing_is_backed_up_where_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingToBackUp):
        backed_up(tmp_path)
    opt_out(ledger_of(tmp_path).unlock())
    with pytest.raises(FolderUnusable):
        ledger_of(tmp_path).back_up(tmp_path / "no folder" / "backup.sqlite")


def test_a_lost_ledger_is_restored_and_goes_on(folder: Path) -> None:
    file, before = backed_up(folder), bodies(path_of(folder))
    path_of(folder).unlink()
    done = ledger_of(folder).restore(file)
    assert (done.entries, done.kept, done.aside) == (3, Kept.AGREES, None)
    assert bodies(path_of(folder)) == before
    assert stat.S_IMODE(path_of(folder).stat().st_mode) == 0o600
    go_on(folder)
    assert ledger_of(folder).check().is_sound
    assert beside(folder) == {"ledger.sqlite"}


def damaged(folder: Path) -> None:
    path_of(folder).write_bytes(b"\xff" * 5000)


def damaged_with_a_journal(folder: Path) -> None:
    damaged(folder)
    Path(f"{path_of(folder)}-journal").write_bytes(b"\xff" * 600)


def newer(folder: Path) -> None:
    alter(folder, "PRAGMA user_version=99")


@pytest.mark.parametrize("happens", [damaged, damaged_with_a_journal, newer])
def test_what_was_there_is_kept_aside_to_the_byte(happens: Callable[[Path], None], folder: Path) -> None:
    file = backed_up(folder)
    happens(folder)
    was = {path.name.removeprefix("ledger.sqlite"): path.read_bytes() for path in path_of(folder).parent.iterdir()}
    done = ledger_of(folder).restore(file)
    assert done.aside is not None
    kept = {end: Path(f"{done.aside}{end}").read_bytes() for end in was}
    assert kept == was
    assert len(beside(folder)) == 1 + len(was)
    go_on(folder)
    assert ledger_of(folder).check().is_sound


def test_r4_an_older_backup_is_refused_until_the_member_says_so_and_shows_ever_after(folder: Path) -> None:
    """A rollback, a backup that was restored with open eyes: both are noticed later, and never signed over."""
    file = backed_up(folder)
    go_on(folder)
    before = bodies(path_of(folder))
    with pytest.raises(BackupBehind) as caught:
        ledger_of(folder).restore(file)
    assert caught.value.details == {"entries": "3"}
    assert bodies(path_of(folder)) == before
    assert beside(folder) == {"ledger.sqlite"}
    done = ledger_of(folder).restore(file, may_be_older=True)
    assert (done.entries, done.kept) == (3, Kept.BEHIND)
    assert ledger_of(folder).check().kept is Kept.BEHIND
    for action in (ledger_of(folder).unlock, ledger_of(folder).keep_checkpoint):
        with pytest.raises(LedgerBehind):
            action()
    assert ledger_of(folder).export(2, folder / "out").exists()
    assert done.aside is not None
    assert ledger_of(folder).restore(done.aside).entries == 5, "what was kept aside can be put back"
    go_on(folder)


def test_r4_receipts_that_no_vault_knew_of_count_too(folder: Path) -> None:
    """The vault's checkpoint may be older than the ledger: what the ledger holds is laid there first."""
    file = backed_up(folder)
    opt_out(ledger_of(folder).unlock())
    with pytest.raises(BackupBehind):
        ledger_of(folder).restore(file)
    ledger_of(folder).restore(file, may_be_older=True)
    assert ledger_of(folder).check().kept is Kept.BEHIND


def test_r4_a_fork_made_on_another_computer_is_refused_whatever_is_said(folder: Path) -> None:
    """The same vault, the same beginning, other entries after it."""
    older = path_of(folder).read_bytes()
    sealer = ledger_of(folder).unlock()
    opt_out(sealer)
    ours = path_of(folder).read_bytes()
    path_of(folder).write_bytes(older)
    opt_out(sealer)
    opt_out(sealer)
    fork = backed_up(folder, "fork.sqlite")
    path_of(folder).write_bytes(ours)
    for may_be_older in (False, True):
        with pytest.raises(BackupOfAnother):
            ledger_of(folder).restore(fork, may_be_older)
    assert path_of(folder).read_bytes() == ours


def test_a_backup_of_another_key_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    go_on(other)
    with pytest.raises(BackupOfAnother):
        ledger_of(folder).restore(backed_up(other))


def test_on_a_new_computer_old_receipts_stay_readable(folder: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = ledger_of(new).restore(backed_up(folder))
    assert (done.entries, done.kept) == (3, Kept.NOTHING_KEPT)
    assert ledger_of(new).check().is_sound
    assert vault_of(new).find(SECRET_NAME) is None


def test_practice_is_never_restored_among_real_receipts(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupOfOtherKind):
        ledger_of(tmp_path / "new", is_practice=False).restore(backed_up(folder))
    assert not path_of(tmp_path / "new").exists()


def absent(file: Path) -> None:
    file.unlink()


def no_database(file: Path) -> None:
    file.write_bytes(b"\xff" * 9000)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def without_entries(file: Path) -> None:
    file.unlink()
    with Database(file, LEDGER).writing():
        pass


def with_a_journal(file: Path) -> None:
    Path(f"{file}-journal").write_bytes(b"x")


def signed_otherwise(file: Path) -> None:
    change = "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'Plaza Ltd', 'Plaza Ltt') AS BLOB)"
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute(f"{change} WHERE position = 1")


def with_other_evidence(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("UPDATE evidence SET body = CAST('{}' AS BLOB)")


HARMS = [absent, no_database, emptied, without_entries, with_a_journal, signed_otherwise, with_other_evidence]


@pytest.mark.parametrize("harm", HARMS)
def test_a_backup_that_does_not_hold_everywhere_changes_nothing(harm: Callable[[Path], None], folder: Path) -> None:
    (folder / "kept").mkdir(mode=0o700)
    file = backed_up(folder, "kept/backup.sqlite")
    harm(file)
    before = path_of(folder).read_bytes()
    for may_be_older in (False, True):
        with pytest.raises(BackupBroken):
            ledger_of(folder).restore(file, may_be_older)
    assert path_of(folder).read_bytes() == before
    assert beside(folder) == {"ledger.sqlite"}


def test_the_ledger_is_no_backup_of_itself(folder: Path) -> None:
    with pytest.raises(BackupBroken):
        ledger_of(folder).restore(path_of(folder))


def test_the_backup_itself_stays_as_it_is(folder: Path) -> None:
    (folder / "read-only").mkdir()
    file = backed_up(folder, "read-only/backup.sqlite")
    before = file.read_bytes()
    file.chmod(0o400)
    ledger_of(folder).restore(file)
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == ["backup.sqlite"]


def test_whoever_waits_to_write_the_old_file_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A sealer of another window has opened the file already when it is replaced: nothing may seem saved there."""
    file, waits, goes_on = backed_up(folder), Event(), Event()
    sealer = ledger_of(folder).unlock()
    holding = Database._holding

    def slowly(database: Database):  # type: ignore[no-untyped-def]
        waits.set()
        assert goes_on.wait(30)
        return holding(database)

    with ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(Database, "_holding", slowly)
        sealing = pool.submit(opt_out, sealer)
        assert waits.wait(30)
        monkeypatch.undo()
        done = ledger_of(folder).restore(file)
        goes_on.set()
        with pytest.raises(BusyElsewhere):
            sealing.result(30)
    assert done.aside is not None
    assert len(bodies(done.aside)) == len(bodies(path_of(folder))) == 3


def test_a_system_without_hard_links_keeps_the_old_file_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError

    file = backed_up(folder)
    monkeypatch.setattr(os, "link", refuse)
    done = ledger_of(folder).restore(file)
    assert done.aside is not None
    assert bodies(done.aside) == bodies(path_of(folder))
    assert backed_up(folder, "without-links.sqlite").exists()


def test_the_vault_is_asked_before_anything_else(folder: Path) -> None:
    kept = vault_of(folder).find(CHECKPOINT_NAME)
    ledger_of(folder).restore(backed_up(folder))
    assert vault_of(folder).find(CHECKPOINT_NAME) == kept
