"""One file, and everything it may meet (faults B.3; D2, D3, D4 and D6)."""

import os
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from demur.core.problem import BusyElsewhere, DiskFull, FolderUnusable, LedgerDamaged, LedgerNewer, Problem
from demur.ledger import database
from demur.ledger.database import Database, Layout, problem_of
from demur.ledger.folder import prepare_folder
from demur.ledger.layout import LEDGER

NOTES = Layout(0x6E6F7465, 1, ("CREATE TABLE notes (position INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",))


@pytest.fixture
def notes(tmp_path: Path) -> Database:
    made = Database(tmp_path / "data" / "notes.sqlite", NOTES)
    write(made, "first")
    return made


def write(notes: Database, text: str) -> None:
    with notes.writing() as db:
        db.execute("INSERT INTO notes (text) VALUES (?)", (text,))


def read(notes: Database) -> list[str]:
    with notes.reading() as db:
        return [row[0] for row in db.execute("SELECT text FROM notes ORDER BY position")]


def alter(notes: Database, *statements: str) -> None:
    with closing(sqlite3.connect(notes.path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_reads_what_it_wrote(notes: Database) -> None:
    write(notes, "second")
    assert read(notes) == ["first", "second"]
    assert [file.name for file in notes.path.parent.iterdir()] == ["notes.sqlite"]


def test_one_look_opens_the_file_once_and_sees_one_state(notes: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    connect = sqlite3.connect

    def listed(name: str | Path, **given: Any) -> sqlite3.Connection:
        opened.append(str(name))
        made: sqlite3.Connection = connect(name, **given)
        return made

    monkeypatch.setattr(sqlite3, "connect", listed)
    with notes.one_look():
        assert read(notes) == ["first"]
        assert read(notes) == ["first"]
    assert [name for name in opened if "notes.sqlite" in name] == [f"{notes.path.as_uri()}?mode=rw"]
    assert read(notes) == ["first"]


def test_writing_ends_a_look_and_is_seen(notes: Database) -> None:
    """A look that went on would keep the file from being written, and show what it was before."""
    with notes.one_look():
        assert read(notes) == ["first"]
        write(notes, "second")
        assert read(notes) == ["first", "second"]


def test_a_look_at_no_file_sees_the_file_that_is_made_meanwhile(tmp_path: Path) -> None:
    notes = Database(tmp_path / "data" / "notes.sqlite", NOTES)
    with notes.one_look():
        assert read(notes) == []
        write(notes, "first")
        assert read(notes) == ["first"]


def test_a_look_is_its_own_threads(notes: Database) -> None:
    """sqlite3 refuses a connection that another thread made."""
    with notes.one_look(), ThreadPoolExecutor(1) as pool:
        assert pool.submit(read, notes).result(10) == ["first"]


def test_what_is_raised_undoes_everything(notes: Database) -> None:
    def write_half() -> None:
        with notes.writing() as db:
            db.execute("INSERT INTO notes (text) VALUES ('half')")
            raise KeyError

    with pytest.raises(KeyError):
        write_half()
    assert read(notes) == ["first"]


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("application_id", 0x6E6F7465),
        ("user_version", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("fullfsync", 1),
    ],
)
def test_every_connection_is_set_and_read_back(pragma: str, expected: object, notes: Database) -> None:
    with notes.reading() as db:
        assert db.execute(f"PRAGMA {pragma}").fetchone() == (expected,)
    with notes.writing() as db:
        assert db.execute(f"PRAGMA {pragma}").fetchone() == (expected,)


def test_a_pragma_that_does_not_take_is_a_problem(notes: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database._PRAGMAS, "synchronous", ("EXTRA", 4))
    with pytest.raises(FolderUnusable, match="folder-unusable") as caught:
        read(notes)
    assert "synchronous" in caught.value.details["why"]


def test_deleted_text_is_gone_from_the_file(notes: Database) -> None:
    write(notes, "canary-731")
    assert b"canary-731" in notes.path.read_bytes()
    with notes.writing() as db:
        db.execute("DELETE FROM notes WHERE text = 'canary-731'")
    assert b"canary-731" not in notes.path.read_bytes()


def test_all_tables_are_strict() -> None:
    tables = [statement for statement in LEDGER.statements if statement.startswith("CREATE TABLE")]
    assert len(tables) == 8
    assert all("STRICT" in statement.rpartition(")")[2] for statement in tables)


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777], ids=oct)
def test_d6_umask_is_not_trusted(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        made = Database(tmp_path / "data" / "notes.sqlite", NOTES)
        write(made, "first")
    finally:
        os.umask(before)
    assert (mode(made.path.parent), mode(made.path)) == (0o700, 0o600)


def test_d6_open_modes_are_tightened(notes: Database) -> None:
    notes.path.parent.chmod(0o777)
    notes.path.chmod(0o666)
    write(notes, "second")
    assert (mode(notes.path.parent), mode(notes.path)) == (0o700, 0o600)


def test_d6_reading_tightens_the_file(notes: Database) -> None:
    notes.path.chmod(0o644)
    read(notes)
    assert mode(notes.path) == 0o600


def test_d6_the_journal_is_private_too(notes: Database) -> None:
    with notes.writing() as db:
        db.execute("INSERT INTO notes (text) VALUES ('x')")
        db.execute("PRAGMA cache_spill=1")
        assert mode(Path(f"{notes.path}-journal")) == 0o600


def test_d6_a_linked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FolderUnusable):
        write(Database(tmp_path / "data" / "notes.sqlite", NOTES), "first")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_d6_a_folder_that_is_everyones_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    with pytest.raises(FolderUnusable) as caught:
        prepare_folder(shared)
    assert "shared" in caught.value.details["why"]
    assert mode(shared) == 0o1777


def test_d6_a_linked_file_is_refused(notes: Database, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.sqlite"
    notes.path.rename(theirs)
    notes.path.symlink_to(theirs)
    for action in (lambda: read(notes), lambda: write(notes, "second")):
        with pytest.raises(FolderUnusable):
            action()


def test_a_new_file_never_follows_a_dangling_link(notes: Database, tmp_path: Path) -> None:
    notes.path.unlink()
    notes.path.symlink_to(tmp_path / "trap")
    with pytest.raises(FolderUnusable):
        write(notes, "second")
    assert not (tmp_path / "trap").exists()


def newer(notes: Database) -> None:
    alter(notes, "PRAGMA user_version=2")


def of_another_program(notes: Database) -> None:
    alter(notes, "PRAGMA application_id=1")


def without_version(notes: Database) -> None:
    alter(notes, "PRAGMA user_version=0")


def with_another_table(notes: Database) -> None:
    alter(notes, "CREATE TABLE extra (a)")


def with_a_trigger(notes: Database) -> None:
    alter(notes, "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END")


def with_another_column(notes: Database) -> None:
    alter(notes, "ALTER TABLE notes ADD COLUMN b TEXT")


def without_a_table(notes: Database) -> None:
    alter(notes, "DROP TABLE notes")


def emptied(notes: Database) -> None:
    notes.path.write_bytes(b"")


def text_instead(notes: Database) -> None:
    notes.path.write_bytes(b"not a database, but long enough to look at " * 100)


def cut_short(notes: Database) -> None:
    notes.path.write_bytes(notes.path.read_bytes()[:4096])


def header_damaged(notes: Database) -> None:
    whole = notes.path.read_bytes()
    notes.path.write_bytes(whole[:16] + b"\xff\xff" + whole[18:])


def pages_damaged(notes: Database) -> None:
    whole = notes.path.read_bytes()
    notes.path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


Happening = Callable[[Database], None]
DAMAGE: list[tuple[Happening, type[Problem]]] = [
    (newer, LedgerNewer),
    (of_another_program, LedgerDamaged),
    (without_version, LedgerDamaged),
    (with_another_table, LedgerDamaged),
    (with_a_trigger, LedgerDamaged),
    (with_another_column, LedgerDamaged),
    (without_a_table, LedgerDamaged),
    (emptied, LedgerDamaged),
    (text_instead, LedgerDamaged),
    (cut_short, LedgerDamaged),
    (header_damaged, LedgerDamaged),
    (pages_damaged, LedgerDamaged),
]


@pytest.mark.parametrize(("happens", "problem"), DAMAGE, ids=[happens.__name__ for happens, _ in DAMAGE])
def test_d4_damage_is_a_problem_and_never_a_new_file(
    happens: Happening, problem: type[Problem], notes: Database
) -> None:
    happens(notes)
    before = notes.path.read_bytes()
    for action in (lambda: read(notes), lambda: write(notes, "second")):
        with pytest.raises(problem):
            action()
    assert notes.path.read_bytes() == before


def test_d4_a_journal_without_its_file_is_not_played_into_a_new_one(notes: Database) -> None:
    notes.path.rename(f"{notes.path}-journal")
    with pytest.raises(LedgerDamaged):
        write(notes, "second")
    assert not notes.path.exists()


def test_d3_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(FolderUnusable):
        write(Database(tmp_path / "data" / "notes.sqlite", NOTES), "first")


def test_a_file_that_is_a_folder(notes: Database) -> None:
    notes.path.unlink()
    notes.path.mkdir()
    with pytest.raises(FolderUnusable):
        read(notes)


def test_two_writers_wait_and_then_say_so(notes: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    with notes.writing() as db:
        db.execute("INSERT INTO notes (text) VALUES ('second')")
        with pytest.raises(BusyElsewhere):
            write(notes, "third")
        assert read(notes) == ["first"]
    assert read(notes) == ["first", "second"]


def test_d5_a_writer_holds_the_file_before_it_reads_what_it_goes_by(
    notes: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that read the same size would both append at the same place."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    with notes.writing(), pytest.raises(BusyElsewhere):
        write(notes, "third")


def test_whoever_makes_the_file_second_uses_the_first(notes: Database) -> None:
    notes._create()
    assert read(notes) == ["first"]
    assert [file.name for file in notes.path.parent.iterdir()] == ["notes.sqlite"]


def genuine_error(path: Path, *statements: str) -> sqlite3.Error:
    """Return an error that SQLite itself raised."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements[:-1]:
            db.execute(statement)
        with pytest.raises(sqlite3.Error) as caught:
            db.execute(statements[-1])
    return caught.value


@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        (("PRAGMA max_page_count=2", "INSERT INTO notes (text) VALUES (hex(zeroblob(90000)))"), DiskFull),
        (("PRAGMA query_only=1", "INSERT INTO notes (text) VALUES ('x')"), FolderUnusable),
        (("SELECT * FROM nothing",), LedgerDamaged),
        (("INSERT INTO notes (text) VALUES (x'ff')",), LedgerDamaged),
    ],
)
def test_d2_what_sqlite_says_becomes_a_problem(
    statements: tuple[str, ...], problem: type[Problem], notes: Database
) -> None:
    assert type(problem_of(genuine_error(notes.path, *statements), notes.path)) is problem


def test_an_error_without_a_code_is_damage(tmp_path: Path) -> None:
    assert isinstance(problem_of(sqlite3.OperationalError("could not decode"), tmp_path / "x"), LedgerDamaged)
