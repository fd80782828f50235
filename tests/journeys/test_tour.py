"""The whole main job in real windows, and its receipts in front of programs that nobody here wrote."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BY_HAND = """
set -eu
( jq -cSj '.proof|del(.proofValue)' "$1.json" | openssl dgst -sha256 -binary
  jq -cSj 'del(.proof)' "$1.json" | openssl dgst -sha256 -binary ) > "$2/m"
openssl pkeyutl -verify -pubin -inkey receipt-key.pem -rawin -in "$2/m" -sigfile "$1.sig"
sed -n '1,/^$/p' checkpoint | sed '$d' > "$2/text"
tail -1 checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > "$2/csig"
openssl pkeyutl -verify -pubin -inkey log-key.pem -rawin -in "$2/text" -sigfile "$2/csig"
jq -cSj . "$1.json" | cmp - "$1.json"
"""
"""The lines of receipt-format part 6, for the receipt $1 in the current folder; scratch files go into $2."""


@pytest.fixture(scope="module", params=["light", "dark"])
def tour(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("tour")
    done = subprocess.run(
        [sys.executable, "-m", "demur", "tour", "--out", str(out), "--theme", request.param],
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return out, json.loads((out / "summary.json").read_text(encoding="utf-8"))


def test_opt_out_is_confirmed_and_undone(tour: tuple[Path, dict[str, Any]]) -> None:
    _, summary = tour
    assert summary["trouble"] == ""
    assert (summary["before"], summary["after"]) == ("on", "off")
    assert summary["how_known"] == "read-back-independent"
    assert summary["on_screen"]["opt-out"].startswith("Confirmed")
    first, second = summary["receipts"]
    assert (second["before"], second["after"]) == ("off", "on")
    assert first["file"] != second["file"]


def test_success_that_does_not_save_is_never_called_confirmed(tour: tuple[Path, dict[str, Any]]) -> None:
    _, summary = tour
    (step,) = [step for step in summary["steps"] if step["name"] == "says-saved-but-forgets-outcome"]
    assert not any("Confirmed" in text for text in step["said"])
    assert any("Not changed" in text for text in step["said"])


def test_every_step_has_its_picture(tour: tuple[Path, dict[str, Any]]) -> None:
    out, summary = tour
    assert len(summary["pictures"]) == len(summary["steps"]) > 12
    for picture in summary["pictures"]:
        assert (out / picture).read_bytes().startswith(b"\x89PNG")


def test_openssl_and_jq_agree(tour: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    out, summary = tour
    for receipt in summary["receipts"]:
        done = _by_hand(out / receipt["file"], tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("Signature Verified Successfully") == 2


def test_openssl_and_jq_refuse_an_altered_receipt(tour: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    out, summary = tour
    folder = tmp_path / "altered"
    folder.mkdir()
    for file in (out / "receipts").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    receipt = folder / Path(summary["receipts"][0]["file"]).name
    text = receipt.read_text(encoding="utf-8")
    receipt.write_text(text.replace('"raw":"false"', '"raw":"true"', 1), encoding="utf-8")
    assert receipt.read_text(encoding="utf-8") != text
    assert _by_hand(receipt, tmp_path).returncode != 0


def _by_hand(receipt: Path, scratch: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", BY_HAND, "bash", receipt.stem, str(scratch)],
        cwd=receipt.parent,
        capture_output=True,
        text=True,
        check=False,
    )
