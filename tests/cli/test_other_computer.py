"""Receipts on another computer: brought in to be looked at, or restored and gone on from under a new key."""

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Demur


@pytest.fixture
def other(members: Demur, tmp_path: Path) -> Demur:
    """Another computer with the same practice accounts, and neither receipts nor their key."""
    shutil.copytree(members.data, tmp_path / "other")
    return Demur(tmp_path / "other", {**members.environment, "DEMUR_DATA_DIR": str(tmp_path / "other")})


def test_an_exported_ledger_is_brought_in_and_looked_at(members: Demur, other: Demur, tmp_path: Path) -> None:
    assert members("opt-out", "us-on", "--yes").code == 0
    assert members("receipts", "export", "--all", "--bundle", tmp_path / "all.zip").code == 0
    brought = other("receipts", "import", tmp_path / "all.zip", "--json")
    assert (brought.json["ledger"], brought.json["entries"]) == ("practice", 3)
    name = brought.json["name"]
    listed = other("receipts", "list", "--from", name, "--json").json["practice"]
    assert [receipt["number"] for receipt in listed] == [0, 1, 2]
    assert other("receipts", "check", "--from", name).code == 0
    assert other("receipts", "list", "--json").json == {"real": [], "practice": []}
    again = other("receipts", "import", tmp_path / "all.zip")
    assert again.code == 3
    assert "here already" in again.err
    broken = other("receipts", "import", members.data)
    assert broken.code == 3
    assert "no whole ledger" in broken.err


def test_a_restored_ledger_is_followed_by_one_under_a_new_key(members: Demur, other: Demur, tmp_path: Path) -> None:
    assert members("opt-out", "us-on", "--yes").code == 0
    assert members("receipts", "backup", tmp_path / "backup.sqlite").code == 0
    assert other("receipts", "restore", "--practice", tmp_path / "backup.sqlite").code == 0
    stopped = other("opt-out", "us-on", "--yes")
    assert stopped.code == 3
    assert "begin a new ledger" in stopped.err
    assert other("receipts", "new-ledger", "--practice", "--yes", "--json").json["named"] == 3
    assert other("opt-out", "us-on", "--yes").code == 0
    genesis = other("receipts", "show", "0", "--json").json["receipt"]
    assert genesis["ext"]["previous"]["checkpoint"][1] == "3"
