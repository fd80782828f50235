"""`demur verify`: right about what holds, quick, and in need of nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Demur, environment_of

SLOW = {
    "PySide6",
    "shiboken6",
    "keyring",
    "secretstorage",
    "requests",
    "urllib3",
    "sqlite3",
    "flask",
    "waitress",
    "authlib",
    "joserfc",
    "filelock",
    "platformdirs",
}


@pytest.fixture(scope="session")
def exported(joined: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one exported confirmation, its proof and its keys."""
    folder = tmp_path_factory.mktemp("exported")
    data = folder / "data"
    shutil.copytree(joined, data)
    command = Demur(data, environment_of(data, has_keyring=False))
    assert command("opt-out", "us-on", "--yes").code == 0
    assert command("receipts", "export", "2", folder / "out").code == 0
    return folder / "out"


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "out"))


def test_valid_receipt_is_told_in_full(demur: Demur, folder: Path) -> None:
    ran = demur("verify", folder / "000002.json")
    assert ran.code == 0
    assert f"{folder / '000002.json'}: Valid" in ran.out
    for words in (
        "This is a PRACTICE receipt",
        "holds: The signature fits the content.",
        "holds: The receipt is entry 2 in a log of 3.",
        "Setting: Let Plaza learn from my posts",
        "Platform: Plaza",
        "Change: On → Off",
        "It does not prove what the platform does with data.",
    ):
        assert words in ran.out
    assert "added by the member" not in ran.out
    assert not demur.data.exists(), "it needs no data folder and makes none"


def test_altered_receipt_is_not_valid(demur: Demur, folder: Path) -> None:
    file = folder / "000002.json"
    file.write_bytes(file.read_bytes().replace(b'"state":"off"', b'"state":"on"'))
    ran = demur("verify", file, "--json")
    assert ran.code == 1
    assert ran.json["files"][0]["result"] == "not-valid"


def test_receipt_without_its_proof_cannot_be_told(demur: Demur, folder: Path) -> None:
    (folder / "000002.tlog-proof").unlink()
    ran = demur("verify", folder / "000002.json")
    assert ran.code == 2
    assert "Can't tell" in ran.out
    assert "was not checked: The receipt's place in its log" in ran.out
    assert "What the file says, which is not proven:" in ran.out


def test_several_files_answer_with_the_worst(demur: Demur, folder: Path, tmp_path: Path) -> None:
    altered = tmp_path / "altered.json"
    altered.write_bytes(b"{}")
    valid, missing = folder / "000002.json", tmp_path / "missing.json"
    assert demur("verify", valid, missing).code == 2
    assert demur("verify", missing, valid, altered).code == 1
    assert [file["result"] for file in demur("verify", valid, altered, "--json").json["files"]] == [
        "valid",
        "not-valid",
    ]


def test_a_name_of_a_file_cannot_steer_the_terminal(demur: Demur, tmp_path: Path) -> None:
    ran = demur("verify", tmp_path / "a\x1b[2J\u202eb.json")
    assert ran.code == 2
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_nothing_slow_is_imported(folder: Path, tmp_path: Path) -> None:
    """design.md part 2: `demur verify` works and is quick where Qt, a keyring and a display are missing."""
    code = (
        "import json, sys; from demur.__main__ import main; code = main(['verify', sys.argv[1]]);"
        "sys.stderr.write(json.dumps(sorted({name.partition('.')[0] for name in sys.modules}))); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder / "000002.json")],
        env=environment_of(tmp_path / "data", has_keyring=False),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    loaded = set(json.loads(ran.stderr))
    assert "demur" in loaded
    assert loaded & SLOW == set()
