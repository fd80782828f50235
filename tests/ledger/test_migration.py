"""A file of accounts as an earlier Demur left it: copied first, then brought up whole or left as it was (D4)."""

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.problem import FolderUnusable, LedgerDamaged, LedgerNewer
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.ledger.accounts import SqliteAccounts
from demur.ledger.accounts_layout import ACCOUNTS
from demur.ledger.database import Database, Earlier, Layout
from demur.paths import Folders

OLD = Path(__file__).parent / "old" / "accounts-1.sqlite"
"""Made by the last Demur that wrote version 1."""
NOW = str(ACCOUNTS.version)
SEEN_AT = datetime(2026, 11, 21, 12, 0, 0, 123000, tzinfo=UTC)
KNOWN = (
    Account(
        AccountId("plaza-1a2b3c4d"),
        PlatformId("plaza"),
        SettingId("ai-training"),
        Identity("uk-2024", "Wren (practice)"),
        RegionCode("GB"),
        is_practice=True,
        plays_on=date(2024, 9, 21),
        sign_in=SignInId("plaza-1a2b3c4d"),
    ),
    Account(
        AccountId("linkedin-5e6f7a8b"),
        PlatformId("linkedin"),
        SettingId("ai-training"),
        Identity("", "Work"),
        RegionCode("DE"),
        is_practice=False,
        last=LastSeen(State.OFF, SEEN_AT, Assurance.MEMBER_REPORTED),
        sign_in=SignInId("linkedin-5e6f7a8b"),
    ),
    Account(
        AccountId("plaza-9c0d1e2f"),
        PlatformId("plaza"),
        SettingId("ai-training"),
        Identity("us-on", "Amber (practice)"),
        RegionCode("US"),
        is_practice=True,
        last=LastSeen(State.UNKNOWN, SEEN_AT, reason="platform-unreachable"),
        sign_in=SignInId("plaza-9c0d1e2f"),
    ),
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "data")


def laid_in(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    return Path(shutil.copyfile(OLD, folder / "accounts.sqlite"))


def dumped(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return [str(db.execute("PRAGMA user_version").fetchone()[0]), *db.iterdump()]


def copy_of(path: Path) -> Path:
    return path.with_name("accounts.sqlite.version-1")


def test_every_account_becomes_its_own_sign_in_and_all_else_stays(old: Path) -> None:
    accounts = SqliteAccounts(old)
    assert accounts.all() == KNOWN
    assert (accounts.setting("theme"), accounts.setting("folder")) == ("dark", "0123456789ab")
    taken = accounts.take_preview("ABCD-EFGH")
    assert taken is not None
    assert '"plaza-9c0d1e2f"' in taken[0]
    assert dumped(old)[0] == NOW


def test_the_old_file_stays_beside_it_as_it_was(old: Path) -> None:
    SqliteAccounts(old).all()
    copy = copy_of(old)
    assert dumped(copy) == dumped(OLD)
    assert stat.S_IMODE(copy.lstat().st_mode) == 0o600
    assert sorted(file.name for file in old.parent.iterdir()) == ["accounts.sqlite", copy.name]


def test_a_file_is_brought_up_once(old: Path) -> None:
    SqliteAccounts(old).keep_setting("theme", "light")
    before = copy_of(old).stat().st_mtime_ns
    assert SqliteAccounts(old).setting("theme") == "light"
    assert copy_of(old).stat().st_mtime_ns == before


def test_whoever_comes_at_the_same_time_waits_and_finds_it_done(old: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: SqliteAccounts(old).all(), range(8))) == [KNOWN] * 8
    assert dumped(copy_of(old)) == dumped(OLD)


def test_a_copy_holds_no_account_that_was_forgotten(old: Path) -> None:
    accounts = SqliteAccounts(old)
    accounts.all()
    accounts.forget(KNOWN[1].id)
    assert [file.name for file in old.parent.iterdir()] == ["accounts.sqlite"]
    assert b"Work" not in old.read_bytes()


def test_leaving_a_sign_in_takes_the_copy_along(old: Path) -> None:
    accounts = SqliteAccounts(old)
    accounts.forget_sign_in(KNOWN[1].sign_in)
    assert not copy_of(old).exists()


def test_erasing_takes_the_copy_along(old: Path) -> None:
    SqliteAccounts(old).all()
    Folders(old.parent).clear()
    assert [file for file in old.parent.iterdir() if file.is_file()] == []


def alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)


def refused(path: Path, layout: Layout, problem: type[Exception]) -> None:
    """Reading and writing are refused; the file stays to the byte, and nothing lies beside it."""
    before = path.read_bytes()
    for action in (Database(path, layout).reading, Database(path, layout).writing):
        with pytest.raises(problem), action():
            pass
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_d4_a_newer_file_is_refused(old: Path) -> None:
    SqliteAccounts(old).all()
    copy_of(old).unlink()
    alter(old, f"PRAGMA user_version={ACCOUNTS.version + 1}")
    refused(old, ACCOUNTS, LedgerNewer)


def test_d4_an_old_file_with_other_tables_is_refused(old: Path) -> None:
    alter(old, "ALTER TABLE accounts ADD COLUMN more TEXT")
    refused(old, ACCOUNTS, LedgerDamaged)


@pytest.mark.parametrize(
    "changes",
    [
        ("ALTER TABLE accounts RENAME TO accounts_1", "INSERT INTO nothing VALUES (1)"),
        ("DROP TABLE accounts",),
    ],
    ids=["fails in the middle", "brings other tables"],
)
def test_a_change_that_fails_leaves_the_old_file(old: Path, changes: tuple[str, ...]) -> None:
    step, *others = ACCOUNTS.earlier
    broken = Earlier(step.version, step.statements, changes)
    layout = Layout(ACCOUNTS.application_id, ACCOUNTS.version, ACCOUNTS.statements, (broken, *others))
    with pytest.raises(LedgerDamaged), Database(old, layout).reading():
        pass
    assert dumped(old) == dumped(OLD)
    assert SqliteAccounts(old).all() == KNOWN, "and a program that knows how can still bring it up"


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` (RLIMIT_FSIZE; Python ignores SIGXFSZ, and SQLite calls EFBIG an I/O error)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_d2_no_room_for_the_copy_changes_nothing(old: Path) -> None:
    before = old.read_bytes()
    with files_up_to(8192), pytest.raises(FolderUnusable):
        SqliteAccounts(old).all()
    assert old.read_bytes() == before
    assert [file.name for file in old.parent.iterdir()] == [old.name]
    assert SqliteAccounts(old).all() == KNOWN


READ = "\n".join(
    (
        "import sys",
        "from pathlib import Path",
        "from demur.ledger.accounts import SqliteAccounts",
        "SqliteAccounts(Path(sys.argv[1])).all()",
    )
)


def killed_at(tmp_path: Path, syscall: str, place: int) -> bool:
    """Bring a file up in a process that is killed at one system call; tell whether it came to that."""
    path = laid_in(tmp_path / f"{syscall}-{place}")
    trace = ["strace", "-f", "-o", os.devnull, "-e", f"trace={syscall}"]
    inject = ["-e", f"inject={syscall}:signal=KILL:when={place}"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.run([*trace, *inject, sys.executable, "-c", READ, str(path)], env=environment, check=False)
    assert SqliteAccounts(path).all() == KNOWN
    assert dumped(path)[0] == NOW
    if copy_of(path).exists():
        assert dumped(copy_of(path)) == dumped(OLD)
    return run.returncode != 0


@pytest.mark.parametrize("syscall", ["pwrite64", "rename"])
def test_d1_killed_on_the_way_it_is_brought_up_at_the_next_start(syscall: str, tmp_path: Path) -> None:
    """At every write of the copy, of the journal and of the file, and at the copy's new name."""
    hits = 0
    with ThreadPoolExecutor(4) as pool:
        for first in count(1, 8):
            found = list(pool.map(lambda place: killed_at(tmp_path, syscall, place), range(first, first + 8)))
            hits += sum(found)
            if not all(found):
                break
    assert hits >= {"pwrite64": 20, "rename": 1}[syscall]
