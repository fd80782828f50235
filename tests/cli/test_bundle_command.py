"""The commands: `receipts export --bundle`, `receipts list --save`, and `verify` of what they wrote."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Demur, environment_of

from demur.cli import verifying
from demur.paths import folders


@pytest.fixture(scope="module")
def opted_out(joined: Path, tmp_path_factory: pytest.TempPathFactory) -> Demur:
    data = tmp_path_factory.mktemp("opted-out") / "data"
    shutil.copytree(joined, data)
    command = Demur(data, environment_of(data, has_keyring=False))
    assert command("opt-out", "us-on", "--yes").code == 0
    return command


def test_a_bundle_is_redacted_unless_it_is_said(opted_out: Demur, tmp_path: Path) -> None:
    ran = opted_out("receipts", "export", "2", "--bundle", tmp_path / "plain", "--json")
    assert (ran.code, ran.json["disclosed"]) == (0, [])
    everything = b"".join(path.read_bytes() for path in (tmp_path / "plain").rglob("*") if path.is_file())
    assert b"us-on" not in everything
    assert b"(practice)" not in everything
    assert str(tmp_path).encode() not in everything
    assert sorted(ran.json["files"]) == sorted(path.name for path in (tmp_path / "plain").iterdir())


def test_what_is_disclosed_is_said_before_anybody_gets_it(opted_out: Demur, tmp_path: Path) -> None:
    parts = ("--disclose", "handle,user-id,wording")
    ran = opted_out("receipts", "export", "2", "--bundle", tmp_path / "b.zip", *parts)
    assert ran.code == 0
    for words in (
        "Disclosed: Account name: ",
        "Disclosed: User id there: us-on",
        "Disclosed: Seen after: {",
        "demur verify",
    ):
        assert words in ran.out, words
    checked = opted_out("verify", tmp_path / "b.zip")
    assert checked.code == 0
    for words in (
        f"{tmp_path / 'b.zip'} (000002.json): Valid",
        "This is a PRACTICE receipt",
        "holds: The account's user id is disclosed, and is what was sealed: us-on",
        "holds: evidence/after.txt is disclosed, and is what was sealed.",
        "stays open: Whose key it is.",
        "Change: On → Off",
    ):
        assert words in checked.out, words


@pytest.mark.parametrize("name", ["all", "all.zip"])
def test_the_whole_ledger(name: str, opted_out: Demur, tmp_path: Path) -> None:
    assert opted_out("receipts", "export", "--all", "--bundle", tmp_path / name).code == 0
    checked = opted_out("verify", tmp_path / name)
    assert checked.code == 0
    assert "This is a whole ledger, and it is intact" in checked.out
    assert "All 3 entries" in checked.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("export", "--all"),
        ("export", "2", "--all", "--bundle", "x"),
        ("export", "2", "dir", "--bundle", "x"),
        ("export", "2", "--bundle", "x", "--disclose", "password"),
        ("list", "--save", "list.txt"),
    ],
)
def test_what_was_not_said_right_is_wrong_usage(arguments: tuple[str, ...], opted_out: Demur) -> None:
    ran = opted_out("receipts", *arguments)
    assert (ran.code, ran.out) == (64, "")


def test_the_list_for_a_spreadsheet(opted_out: Demur, tmp_path: Path) -> None:
    file, named = tmp_path / "list.csv", tmp_path / "named.json"
    assert opted_out("receipts", "list", "--save", file).code == 0
    assert opted_out("receipts", "list", "--save", named, "--disclose", "handle").code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["number"] for row in rows] == ["0", "1", "2"]
    assert rows[2]["change"] == "On → Off"
    assert {row["handle"] for row in rows} == {""}
    as_json = json.loads(named.read_bytes())
    assert [bool(row["handle"]) for row in as_json] == [False, True, True]
    assert [{name: str(value) for name, value in row.items()} | {"handle": ""} for row in as_json] == rows
    again = opted_out("receipts", "list", "--save", file, "--json")
    assert (again.code, again.json["problem"]["code"]) == (3, "folder-taken")


def test_r5_a_key_is_marked_as_known_and_another_is_not(opted_out: Demur, demur: Demur, tmp_path: Path) -> None:
    opted_out("receipts", "export", "2", "--bundle", tmp_path / "b")
    marked = demur("verify", tmp_path / "b", "--know", "Fern")
    assert marked.code == 0
    assert "holds: The key is one that you marked as known: Fern" in marked.out
    assert "holds: The key is one that you marked as known: Fern" in demur("verify", tmp_path / "b" / "000002.json").out
    from tests.receipts.bundles import bundle_of, lay, rich_log

    other = lay(tmp_path / "other", bundle_of(rich_log()))
    ran = demur("verify", other)
    assert ran.code == 2
    assert "this is not a key you know" in ran.out


def test_a_key_of_what_does_not_hold_is_not_marked(demur: Demur, tmp_path: Path) -> None:
    from tests.receipts.bundles import bundle_of, lay, rich_log

    other = lay(tmp_path / "other", {**bundle_of(rich_log()), "000002.sig": bytes(64)})
    ran = demur("verify", other, "--know", "Fern")
    assert ran.code == 1
    assert "No key was marked as known" in ran.err
    assert not (demur.data / "known-keys.txt").exists()


@pytest.mark.parametrize("base", ["", "/somewhere/else", "relative"])
def test_the_folder_of_known_keys_is_the_data_folder(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found without `platformdirs`, and must be where that says."""
    monkeypatch.delenv("DEMUR_DATA_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", base)
    assert verifying._data_folder(None) == folders(None).data
    monkeypatch.setenv("DEMUR_DATA_DIR", os.fspath(Path("/named")))
    assert verifying._data_folder(None) == folders(None).data
    assert verifying._data_folder(Path("given")) == folders(Path("given")).data


def test_checking_one_receipt_loads_nothing_of_bundles(opted_out: Demur, tmp_path: Path) -> None:
    """design.md part 2: one receipt is checked quickly, so what only bundles need is not loaded for it."""
    assert opted_out("receipts", "export", "2", tmp_path / "out").code == 0
    code = (
        "import json, sys; from demur.__main__ import main; code = main(['verify', sys.argv[1]]);"
        "sys.stderr.write(json.dumps(sorted(sys.modules))); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out" / "000002.json")],
        env=environment_of(tmp_path / "data", has_keyring=False),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    loaded = set(json.loads(ran.stderr))
    rooms = {name for name in loaded if name.startswith("demur.receipts.")}
    names = ("bundle", "source", "disclosure", "known_keys", "keys_file", "ledger_verifier", "listing", "durable_file")
    assert not {name for name in rooms if name.rpartition(".")[2].startswith(names)}
    assert not loaded & {"zipfile", "csv", "html", "shutil", "tempfile", "demur.paths", "demur.words.bundle"}
