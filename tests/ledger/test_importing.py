"""Bringing a ledger in: all of it is looked at first, it lies beside the present one, and nothing is sealed into it."""

import json
from pathlib import Path

import pytest
from tests.ledger.making import PROGRAM, LocalClock, alter, ledger_of, opt_out, path_of, vault_of

from demur.core.ledger_problem import ImportBroken, ImportThere, LedgerSetAside
from demur.ledger.bundling import whole_ledger
from demur.ledger.collection import Collection, OlderLedger, Why
from demur.ledger.importing import Imported, Importing
from demur.ledger.kept import Kept
from demur.receipts.bundle_store import write_bundle
from demur.receipts.verifier import Result, verify_file


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A practice ledger of five entries on another computer."""
    folder = tmp_path / "elsewhere"
    for _ in range(2):
        opt_out(ledger_of(folder).unlock())
    return folder


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "here"
    opt_out(ledger_of(folder).unlock())
    ledger_of(folder).keep_checkpoint()
    return folder


def bring_in(here: Path, file: Path) -> Imported:
    real = here / "data" / "real" / "ledger.sqlite"
    return Importing(lambda is_practice: path_of(here) if is_practice else real, LocalClock()).bring_in(file)


def brought(here: Path) -> list[OlderLedger]:
    collection = Collection(path_of(here), vault_of(here), LocalClock(), True, PROGRAM)
    assert all(one.why is Why.IMPORTED for one in collection.all())
    return [collection.ledger(one) for one in collection.all()]


def exported(folder: Path, name: str) -> Path:
    return write_bundle(folder / name, whole_ledger(ledger_of(folder)))


@pytest.mark.parametrize("form", ["backup", "folder", "all.zip", "entries"])
def test_every_form_is_listed_checked_and_exported(form: str, elsewhere: Path, here: Path, tmp_path: Path) -> None:
    if form == "backup":
        file = ledger_of(elsewhere).back_up(tmp_path / "backup.sqlite").file
    else:
        file = exported(elsewhere, form)
    was = path_of(here).read_bytes()
    done = bring_in(here, file / "entries.jsonl" if form == "entries" else file)
    assert (done.is_practice, done.entries) == (True, 5)
    (ledger,) = brought(here)
    bodies = [receipt.body for receipt in ledger_of(elsewhere).page(0, 9)]
    assert [receipt.body for receipt in ledger.page(0, 9)] == bodies
    check = ledger.check()
    assert (check.is_sound, check.entries, check.kept) == (True, 5, Kept.NOTHING_KEPT)
    assert check.checkpoints == (5 if form == "backup" else 1)
    assert verify_file(ledger.export(2, tmp_path / "out")).result is Result.VALID
    write_bundle(tmp_path / "again", whole_ledger(ledger))
    with pytest.raises(LedgerSetAside):
        ledger.unlock()
    assert path_of(here).read_bytes() == was
    opt_out(ledger_of(here).unlock())


def test_what_is_here_already_is_not_brought_in_again(elsewhere: Path, here: Path, tmp_path: Path) -> None:
    for file in (ledger_of(here).back_up(tmp_path / "own.sqlite").file, exported(here, "own")):
        with pytest.raises(ImportThere):
            bring_in(here, file)
    bring_in(here, exported(elsewhere, "all"))
    with pytest.raises(ImportThere):
        bring_in(here, ledger_of(elsewhere).back_up(tmp_path / "backup.sqlite").file)
    opt_out(ledger_of(elsewhere).unlock())
    assert bring_in(here, exported(elsewhere, "longer")).entries == 7
    assert sorted(ledger.size() for ledger in brought(here)) == [5, 7]


def test_real_receipts_never_come_among_practice(here: Path, tmp_path: Path) -> None:
    opt_out(ledger_of(tmp_path / "real", is_practice=False).unlock())
    file = ledger_of(tmp_path / "real", is_practice=False).back_up(tmp_path / "real.sqlite").file
    done = bring_in(here, file)
    assert not done.is_practice
    assert brought(here) == []
    assert done.file.parent.parent.name == "real"


def changed(text: bytes, kind: str) -> bytes:
    lines = text.splitlines(keepends=True)
    match kind:
        case "altered":
            lines[2] = lines[2].replace(b'"lang":"en"', b'"lang":"de"')
        case "left-out":
            del lines[2]
        case "twice":
            lines.insert(2, lines[2])
        case "swapped":
            lines[1], lines[2] = lines[2], lines[1]
        case "cut":
            lines[-1] = lines[-1][:-20]
        case "short":
            lines.pop()
        case "no-json":
            lines[1] = b"[]\n"
        case "empty":
            lines = []
    return b"".join(lines)


@pytest.mark.parametrize("kind", ["altered", "left-out", "twice", "swapped", "cut", "short", "no-json", "empty"])
def test_r3_an_export_that_does_not_hold_is_refused_whole(kind: str, elsewhere: Path, here: Path) -> None:
    folder = exported(elsewhere, "all")
    entries = folder / "entries.jsonl"
    entries.write_bytes(changed(entries.read_bytes(), kind))
    require_refused(here, folder)


def test_another_checkpoint_is_refused(elsewhere: Path, here: Path) -> None:
    folder, other = exported(elsewhere, "all"), exported(here, "other")
    (folder / "checkpoint").write_bytes((other / "checkpoint").read_bytes())
    require_refused(here, folder)
    (folder / "checkpoint").write_bytes(b"\xff")
    require_refused(here, folder)


@pytest.mark.parametrize("what", ["entries", "checkpoint"])
def test_a_missing_part_is_refused(what: str, elsewhere: Path, here: Path) -> None:
    folder = exported(elsewhere, "all")
    (folder / {"entries": "entries.jsonl"}.get(what, what)).unlink()
    require_refused(here, folder)


def test_a_backup_that_does_not_hold_is_refused_whole(elsewhere: Path, here: Path, tmp_path: Path) -> None:
    alter(elsewhere, "UPDATE evidence SET body = CAST('forged' AS BLOB) WHERE entry = 1")
    require_refused(here, path_of(elsewhere))
    for name, text in {"none.sqlite": b"SQLite format 3\0" + b"?" * 900, "text": b"hello", "one.json": b"{}"}.items():
        (tmp_path / name).write_bytes(text)
        require_refused(here, tmp_path / name)
    require_refused(here, tmp_path / "not-there")
    require_refused(here, tmp_path)


def require_refused(here: Path, file: Path) -> None:
    with pytest.raises(ImportBroken):
        bring_in(here, file)
    left = [path for path in path_of(here).parent.rglob("*") if path.is_file()]
    assert left == [path_of(here)], json.dumps([str(path) for path in left])
