"""R10: 200 receipts, whole and altered, through five verifiers: one verdict each."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.receipts.bundles import ACCOUNT, AFTER, BEFORE, PROGRAM, bundle_of, lay, with_commitments
from tests.receipts.making import Log

from demur.receipts.bundle_store import write_bundle

RECEIPTS = 200
WORDS = {"valid": 0, "not-valid": 1, "cannot-tell": 2}


def long_log() -> Log:
    log = Log(is_practice=True)
    while len(log.bodies) <= RECEIPTS:
        log.add("attempt", **with_commitments("attempt"))
        log.add("confirmation", **with_commitments("confirmation"))
    return log


def spoilt(number: int, name: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return a bundle as it is, altered in one of its files, or without one: which of them, the number decides.

    Only what all five look at: a receipt on its own has no `keys.txt` and no disclosures.
    """
    way, stem = number % 8, name.removesuffix(".json")
    changed = dict(files)
    if way in (1, 2, 3, 4):
        file = (name, f"{stem}.sig", f"{stem}.tlog-proof", "log-key.pem")[way - 1]
        place = number * 37 % len(files[file])
        content = files[file]
        changed[file] = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    elif way == 5:
        del changed[f"{stem}.tlog-proof"]
    elif way == 6:
        del changed["log-key.pem"]
    return changed


def demur_verify(paths: list[Path], data: Path) -> list[int]:
    ran = subprocess.run(
        [sys.executable, "-m", "demur", "verify", "--json", "--data-dir", data, *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(ran.stdout)["files"]
    assert [file["file"] for file in found] == [str(path) for path in paths], ran.stderr
    assert all(file["practice"] == (file["receipt"] is not None) for file in found)
    return [WORDS[file["result"]] for file in found]


def verify_py(folders: list[Path], environment: Mapping[str, str], how: str) -> list[int]:
    ran = subprocess.run(
        [sys.executable, "-I", "-S", PROGRAM, *folders], capture_output=True, text=True, check=False, env=environment
    )
    lines = ran.stdout.splitlines()
    assert how in lines[0]
    codes = {"=> valid": 0, "=> NOT VALID": 1, "=> can't tell": 2}
    found = [codes[line] for line in lines if line in codes]
    assert ran.returncode == next(code for code in (1, 2, 0) if code in found)
    return found


def test_r10_two_hundred_receipts_through_five_verifiers(tmp_path: Path) -> None:
    log, opened = long_log(), (*ACCOUNT, BEFORE, AFTER)
    folders, files, zips, expected = [], [], [], []
    for number in range(1, RECEIPTS + 1):
        name = f"{number:06d}.json"
        whole = bundle_of(log, number, opened[: 3 + (number % 2 == 0)])
        bundle = spoilt(number, name, whole)
        folders.append(lay(tmp_path / f"{number}", bundle))
        files.append(folders[-1] / name)
        zips.append(write_bundle(tmp_path / f"{number}.zip", bundle))
        expected.append((0, 1, 1, 1, 1, 2, 2, 0)[number % 8])
    environment = {**os.environ, "PATH": os.environ["PATH"]}
    without = {**environment, "PATH": str(tmp_path / "nowhere")}
    verdicts = {
        "demur verify, file": demur_verify(files, tmp_path),
        "demur verify, folder": demur_verify(folders, tmp_path),
        "demur verify, zip": demur_verify(zips, tmp_path),
        "verify.py, openssl": verify_py(folders, environment, "by openssl"),
        "verify.py, RFC 8032": verify_py(folders, without, "arithmetic"),
    }
    for who, found in verdicts.items():
        differing = {number for number, (one, two) in enumerate(zip(found, expected, strict=True), 1) if one != two}
        assert not differing, f"{who}: {sorted(differing)}"
    print(f"R10: {sum(map(len, verdicts.values()))} verdicts, {Counter(expected)} each")  # noqa: T201  # asked for
    assert sum(map(len, verdicts.values())) == 1000
