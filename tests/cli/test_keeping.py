"""`demur receipts backup` and `restore`, and what the commands do with a damaged ledger (faults D4, R4)."""

from pathlib import Path

from tests.cli.conftest import Demur

from demur.machine import FileTurn
from demur.words.backup import spans


def ledger_of(demur: Demur) -> Path:
    return demur.data / "practice" / "ledger.sqlite"


def opted_out(demur: Demur) -> None:
    assert demur("opt-out", "us-on", "--yes").code == 0


def test_a_backup_and_back(members: Demur, tmp_path: Path) -> None:
    opted_out(members)
    made = members("receipts", "backup", tmp_path / "backup.sqlite", "--json")
    assert made.json == {"ledger": "practice", "file": str(tmp_path / "backup.sqlite"), "entries": 3}
    again = members("receipts", "backup", tmp_path / "backup.sqlite")
    assert again.code == 3
    assert "left as it is" in again.err or "left as it was" in again.err
    assert members("opt-in", "us-on", "--yes").code == 0
    refused = members("receipts", "restore", "--practice", tmp_path / "backup.sqlite")
    assert refused.code == 3
    assert "--without-newer-receipts" in refused.err
    unclear = members("receipts", "restore", tmp_path / "backup.sqlite")
    assert unclear.code == 64
    assert "--practice" in unclear.err
    words = ("receipts", "restore", "--practice", tmp_path / "backup.sqlite", "--without-newer-receipts", "--json")
    done = members(*words)
    assert (done.code, done.json["entries"], done.json["keptCheckpoint"]) == (0, 3, "behind")
    assert members("receipts", "check", "--practice").code == 1
    stopped = members("opt-out", "us-on", "--yes")
    assert stopped.code == 3
    put_back = members("receipts", "restore", "--practice", done.json["aside"])
    assert put_back.code == 0
    assert "agrees" in put_back.out
    opted_out(members)


def test_nothing_to_back_up_is_said(members: Demur, tmp_path: Path) -> None:
    ran = members("receipts", "backup", tmp_path)
    assert ran.code == 3
    assert "nothing to back up" in ran.err


def test_d4_a_damaged_ledger_is_listed_exported_and_verified(members: Demur, tmp_path: Path) -> None:
    """What is left is shown and what is lost is said; the platform is not asked, and no new ledger is begun."""
    opted_out(members)
    whole = ledger_of(members).read_bytes()
    hurt = b"\xff" * 4096 + whole[4096:]
    ledger_of(members).write_bytes(hurt)
    listed = members("receipts", "list", "--practice", "--json")
    assert listed.code == 2
    assert [receipt["number"] for receipt in listed.json["practice"]] == [0, 1, 2]
    assert "can still be read" in listed.err
    assert members("receipts", "list").code == 2
    assert members("receipts", "show", "2").code == 0
    for words in (
        ("2", tmp_path / "out"),
        ("2", "--bundle", tmp_path / "one"),
        ("--all", "--bundle", tmp_path / "all"),
    ):
        exported = members("receipts", "export", *words)
        assert exported.code == 0, exported.err
    verified = members("verify", tmp_path / "out" / "000002.json", tmp_path / "one", tmp_path / "all")
    assert verified.code == 0, verified.out
    assert members("receipts", "check", "--practice").code == 1
    stopped = members("opt-out", "us-on", "--yes")
    assert stopped.code == 3
    assert "damaged" in stopped.err
    assert ledger_of(members).read_bytes() == hurt


def test_d4_what_is_lost_is_named_and_a_backup_is_put_back(members: Demur, tmp_path: Path) -> None:
    opted_out(members)
    assert members("receipts", "backup", "--practice", tmp_path / "backup.sqlite").code == 0
    whole = ledger_of(members).read_bytes()
    ledger_of(members).write_bytes(whole.replace(b'"kind":"attempt"', b'"kind":"attemqt"'))
    listed = members("receipts", "list", "--practice")
    assert listed.code == 2
    assert "Lost, or not readable by this version: 1." in listed.err
    lost = members("receipts", "show", "--practice", "1")
    assert lost.code == 64
    refused = members("receipts", "export", "--practice", "--all", "--bundle", tmp_path / "all")
    assert refused.code == 3
    assert not (tmp_path / "all").exists()
    restored = members("receipts", "restore", "--practice", tmp_path / "backup.sqlite")
    assert restored.code == 0, restored.err
    assert "kept, unchanged" in restored.out
    assert ledger_of(members).read_bytes()[100:] == whole[100:]
    assert members("receipts", "check", "--practice").code == 0


def test_nothing_is_restored_in_the_middle_of_an_attempt(members: Demur, tmp_path: Path) -> None:
    opted_out(members)
    assert members("receipts", "backup", tmp_path / "backup.sqlite").code == 0
    with FileTurn(members.data / "locks" / "attempt.lock").take():
        refused = members("receipts", "restore", "--practice", tmp_path / "backup.sqlite")
    assert refused.code == 3
    assert "middle of an attempt" in refused.err


def test_numbers_that_are_lost_are_said_in_runs() -> None:
    assert spans([0, 3, 4, 5, 9]) == "0, 3 to 5, 9"
