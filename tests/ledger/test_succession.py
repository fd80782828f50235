"""A new ledger on purpose (receipt-format part 8; faults K3): the old one stays, and is named by the new one."""

import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from tests.ledger.making import PROGRAM, LocalClock, alter, attempt, ledger_of, opt_out, path_of, vault_of

from demur.core.ledger_problem import LedgerSetAside
from demur.core.problem import (
    BusyElsewhere,
    LedgerBehind,
    LedgerDamaged,
    LedgerNewer,
    ReceiptKeyChanged,
    ReceiptKeyMissing,
)
from demur.core.secret import Secret
from demur.ledger import restoring, succession
from demur.ledger.bundling import whole_ledger
from demur.ledger.collection import Collection, Why
from demur.ledger.kept import CHECKPOINT_NAME
from demur.ledger.log import SECRET_NAME, SqliteLedger
from demur.receipts.bundle_store import write_bundle
from demur.receipts.bundle_verifier import verify_anything
from demur.receipts.previous import named_before
from demur.receipts.verifier import Result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of three entries whose checkpoint lies in the vault."""
    opt_out(ledger_of(tmp_path).unlock())
    ledger_of(tmp_path).keep_checkpoint()
    return tmp_path


def collection(folder: Path) -> Collection:
    return Collection(path_of(folder), vault_of(folder), LocalClock(), True, PROGRAM)


def newest_note(folder: Path) -> str:
    with closing(sqlite3.connect(path_of(folder))) as db:
        (note,) = db.execute("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1").fetchone()
    return str(note)


def genesis_origin(ledger: SqliteLedger) -> object:
    return ledger.page(0, 1)[0].fields["log"]["origin"]


def require_followed(folder: Path, note: str, entries: int) -> None:
    """The present ledger is a new one that names `note`, and takes receipts; the old one lies beside it."""
    genesis = ledger_of(folder).page(0, 1)[0].fields
    named = named_before(genesis)
    assert named is not None
    assert genesis["ext"]["previous"]["checkpoint"] == note.splitlines()
    assert named.size == entries
    assert genesis["log"]["origin"] != named.origin
    opt_out(ledger_of(folder).unlock())
    ledger_of(folder).keep_checkpoint()
    assert ledger_of(folder).check().is_sound
    assert ledger_of(folder).size() == 3


def test_k3_a_lost_key_leaves_receipts_readable_and_a_new_log_follows(folder: Path) -> None:
    vault_of(folder).forget(SECRET_NAME)
    with pytest.raises(ReceiptKeyMissing):
        ledger_of(folder).unlock()
    assert ledger_of(folder).check().is_sound
    note, whole = newest_note(folder), path_of(folder).read_bytes()
    begun = ledger_of(folder).begin_anew()
    assert begun.named == 3
    require_followed(folder, note, 3)
    (older,) = collection(folder).all()
    assert (older.why, older.file) == (Why.BEFORE, begun.older)
    assert older.file.read_bytes()[100:] == whole[100:]
    old = collection(folder).ledger(older)
    assert old.check().is_sound
    write_bundle(folder / "old", whole_ledger(old))
    write_bundle(folder / "new", whole_ledger(ledger_of(folder)))
    for name, follows in {"old": [], "new": [{"origin": genesis_origin(old), "size": "3"}]}.items():
        (checked,) = verify_anything(folder / name)
        assert checked.verdict.result is Result.VALID
        assert [one.details for one in checked.verdict.findings if one.code == "follows-open"] == follows


@pytest.mark.parametrize("text", ["", "AAAA", "?" * 44, "A" * 43 + "="])
def test_k3_a_damaged_key_is_followed_by_a_new_log(text: str, folder: Path) -> None:
    vault_of(folder).keep(SECRET_NAME, Secret(text))
    with pytest.raises(ReceiptKeyChanged):
        ledger_of(folder).unlock()
    note = newest_note(folder)
    ledger_of(folder).begin_anew()
    require_followed(folder, note, 3)


def test_r4_a_ledger_behind_is_followed_and_the_newer_checkpoint_is_named(folder: Path) -> None:
    """What the keyring still knows of is named, though the file has lost it."""
    backup = ledger_of(folder).back_up(folder / "backup.sqlite").file
    opt_out(ledger_of(folder).unlock())
    ledger_of(folder).keep_checkpoint()
    note = newest_note(folder)
    ledger_of(folder).restore(backup, may_be_older=True)
    with pytest.raises(LedgerBehind):
        ledger_of(folder).unlock()
    assert ledger_of(folder).begin_anew().named == 5
    require_followed(folder, note, 5)


def test_d4_a_damaged_ledger_is_followed_and_kept_as_it_is(folder: Path) -> None:
    note = newest_note(folder)
    hurt = b"\xff" * 100 + path_of(folder).read_bytes()[100:]
    path_of(folder).write_bytes(hurt)
    vault_of(folder).forget(CHECKPOINT_NAME)
    with pytest.raises(LedgerDamaged):
        ledger_of(folder).unlock()
    begun = ledger_of(folder).begin_anew()
    assert begun.older is not None
    assert begun.older.read_bytes() == hurt
    require_followed(folder, note, 3)


def test_d4_where_nothing_is_left_the_keyrings_checkpoint_is_named(folder: Path) -> None:
    note = newest_note(folder)
    path_of(folder).write_bytes(b"\xff" * 8192)
    assert ledger_of(folder).begin_anew().named == 3
    require_followed(folder, note, 3)


def test_d4_where_nothing_at_all_is_known_nothing_is_named(folder: Path) -> None:
    path_of(folder).write_bytes(b"\xff" * 8192)
    vault_of(folder).forget(CHECKPOINT_NAME)
    assert ledger_of(folder).begin_anew().named == 0
    assert named_before(ledger_of(folder).page(0, 1)[0].fields) is None
    assert [older.why for older in collection(folder).all()] == [Why.BEFORE]


def test_a_newer_programs_ledger_is_left_alone(folder: Path) -> None:
    alter(folder, "PRAGMA user_version=99")
    was = path_of(folder).read_bytes()
    with pytest.raises(LedgerNewer):
        ledger_of(folder).begin_anew()
    assert path_of(folder).read_bytes() == was
    assert collection(folder).all() == []
    opt_out_key = vault_of(folder).find(SECRET_NAME)
    assert opt_out_key is not None


def test_ended_before_the_files_change_it_can_be_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash at the worst place the old ledger is there without its key, which is never taken for the new."""
    note = newest_note(folder)

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(succession, "exchange", ended)
        with pytest.raises(KeyboardInterrupt):
            ledger_of(folder).begin_anew()
    with pytest.raises(ReceiptKeyChanged):
        ledger_of(folder).unlock()
    assert ledger_of(folder).check().is_sound
    ledger_of(folder).begin_anew()
    require_followed(folder, note, 3)
    assert [file.name for file in path_of(folder).parent.iterdir() if "begun" in file.name] == []


def test_nothing_is_sealed_after_the_checkpoint_that_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever would seal into the old ledger meanwhile waits, and finds that it is no longer the present one."""
    sealer = ledger_of(folder).unlock()
    sealing, begun = list[Future[object]](), Event()

    def seal() -> object:
        begun.set()
        return sealer.seal(attempt())

    def late(*parts: Path) -> Path | None:
        sealing.append(pool.submit(seal))
        assert begun.wait(10)
        return restoring.exchange(*parts)

    monkeypatch.setattr(succession, "exchange", late)
    with ThreadPoolExecutor(1) as pool:
        named = ledger_of(folder).begin_anew().named
        with pytest.raises((BusyElsewhere, ReceiptKeyChanged)):
            sealing[0].result(60)
    (older,) = collection(folder).all()
    assert named == collection(folder).ledger(older).size() == 3
    assert ledger_of(folder).size() == 1


def test_each_ledger_names_the_one_before_it(folder: Path) -> None:
    ledger_of(folder).begin_anew()
    opt_out(ledger_of(folder).unlock())
    note = newest_note(folder)
    ledger_of(folder).begin_anew()
    require_followed(folder, note, 3)
    assert [older.why for older in collection(folder).all()] == [Why.BEFORE, Why.BEFORE]


def test_nothing_is_ever_sealed_into_an_older_ledger(folder: Path) -> None:
    ledger_of(folder).begin_anew()
    (older,) = collection(folder).all()
    old = collection(folder).ledger(older)
    for forbidden in (old.unlock, old.keep_checkpoint, lambda: old.restore(folder / "backup.sqlite")):
        with pytest.raises(LedgerSetAside):
            forbidden()
    assert old.size() == 3


def test_an_older_ledger_is_removed_for_good(folder: Path) -> None:
    ledger_of(folder).begin_anew()
    (older,) = collection(folder).all()
    collection(folder).remove(older)
    assert collection(folder).all() == []
    assert not older.file.exists()


@pytest.mark.parametrize(
    "ext",
    [
        None,
        [],
        "x",
        {"previous": None},
        {"previous": {"checkpoint": "x"}},
        {"previous": {"checkpoint": [1]}},
        {"previous": {"checkpoint": ["a", "b"]}},
    ],
)
def test_what_a_stranger_wrote_there_names_nothing(ext: object) -> None:
    assert named_before({"ext": ext}) is None
