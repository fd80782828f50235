"""The lines of receipt-format part 6, run by real `jq` and `openssl`: a receipt needs no program of ours."""

import subprocess
from pathlib import Path

import pytest
from tests.receipts.making import three_entry_log

CANONICAL = "jq -cSj . 000002.json | cmp - 000002.json"
RECEIPT = """\
( jq -cSj '.proof|del(.proofValue)' 000002.json | openssl dgst -sha256 -binary
  jq -cSj 'del(.proof)' 000002.json | openssl dgst -sha256 -binary ) > m
openssl pkeyutl -verify -pubin -inkey receipt-key.pem -rawin -in m -sigfile 000002.sig
"""
CHECKPOINT = """\
sed -n '1,/^$/p' checkpoint | sed '$d' > text
tail -1 checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > csig
openssl pkeyutl -verify -pubin -inkey log-key.pem -rawin -in text -sigfile csig
"""


def run(lines: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", lines], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return three_entry_log().export(2, tmp_path).parent


@pytest.mark.parametrize("lines", [RECEIPT, CHECKPOINT], ids=["receipt", "checkpoint"])
def test_openssl_accepts(lines: str, folder: Path) -> None:
    done = run(lines, folder)
    assert (done.returncode, done.stdout) == (0, "Signature Verified Successfully\n"), done.stderr


def test_jq_finds_the_bytes_canonical(folder: Path) -> None:
    assert run(CANONICAL, folder).returncode == 0


@pytest.mark.parametrize(
    ("name", "old", "new", "lines"),
    [
        ("000002.json", '"state":"off"', '"state":"on"', RECEIPT),
        ("000002.json", "17:30:09Z", "17:30:08Z", RECEIPT),
        ("checkpoint", "\n3\n", "\n4\n", CHECKPOINT),
    ],
)
def test_openssl_refuses_an_altered_copy(name: str, old: str, new: str, lines: str, folder: Path) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    done = run(lines, folder)
    assert done.returncode != 0
    assert "Signature Verification Failure" in done.stdout


def test_the_json_in_canonical_form_hashes_as_it_lies(folder: Path) -> None:
    (folder / "000002.json").write_bytes((folder / "000002.json").read_bytes() + b"\n")
    assert run(CANONICAL, folder).returncode != 0
