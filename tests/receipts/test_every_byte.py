"""R1 over the bundle: no byte of what is claimed to be checked can be changed unseen, whoever checks.

Here each byte is changed one way, every other one by its lowest bit and the rest to a letter; with `DEMUR_EVERY_BYTE`
set, each is changed both ways, in minutes.
"""

import io
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pytest
from tests.receipts.bundles import EVERYTHING, UNCHECKED, bundle_of, changes, lay, ledger_of, program, rich_log

from demur.receipts.bundle_store import write_bundle
from demur.receipts.bundle_verifier import verify_path, verify_source
from demur.receipts.disclosure import Opened
from demur.receipts.keys import is_signed
from demur.receipts.ledger_verifier import ENTRIES_NAME
from demur.receipts.verifier import Result

BOTH_WAYS = "DEMUR_EVERY_BYTE" in os.environ


def swept(content: bytes, step: int = 1) -> Iterator[tuple[int, bytes]]:
    """Yield changed copies of a file: each byte in one of two ways, or in both."""
    for number, change in enumerate(changes(content)):
        if BOTH_WAYS or (number % 2 == change[0] % 2 and change[0] % step == 0):
            yield change


def result(path: Path) -> Result:
    return max((checked.verdict.result for checked in verify_path(path)), key=list(Result).index)


class InMemory:
    """Files without a disk, which five thousand changes would keep busy."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def names(self) -> list[str]:
        return sorted(self._files)

    def open(self, name: str) -> BinaryIO:
        if name not in self._files:
            raise FileNotFoundError(name)
        return io.BytesIO(self._files[name])


def result_of(files: Mapping[str, bytes]) -> Result:
    (checked,) = verify_source(InMemory(files))
    return checked.verdict.result


def test_r1_demur_verify_refuses_every_changed_byte(tmp_path: Path) -> None:
    files, cases = bundle_of(rich_log(), 2, EVERYTHING), 0
    for name in sorted(set(files) - set(UNCHECKED)):
        for place, changed in swept(files[name]):
            assert result_of({**files, name: changed}) is Result.NOT_VALID, f"{name}, byte {place}"
            cases += 1
    assert result(lay(tmp_path, files)) is result_of(files) is Result.VALID
    print(f"R1, demur verify of a bundle: {cases} changed bytes, all refused")  # noqa: T201  # asked for
    assert cases > 4000, cases


def test_r1_verify_py_refuses_every_changed_byte(tmp_path: Path) -> None:
    """Its own code throughout but for the signature, which `cryptography` checks here, as openssl takes 10 ms each."""
    files = bundle_of(rich_log(), 2, EVERYTHING)
    folder, cases = lay(tmp_path, files), 0
    module = program()
    module.say = lambda text: None  # type: ignore[attr-defined]  # nobody reads eight thousand reports
    for name in sorted(set(files) - set(UNCHECKED)):
        for place, changed in swept(files[name]):
            (folder / name).write_bytes(changed)
            assert module.judge(folder, is_signed_by) == 1, f"{name}, byte {place}"
            cases += 1
        (folder / name).write_bytes(files[name])
    assert module.judge(folder, is_signed_by) == 0
    print(f"R1, verify.py: {cases} changed bytes, all refused")  # noqa: T201  # asked for
    assert cases > 4000, cases


def is_signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    return is_signed(public, signature, message)


def test_r1_a_zip_is_refused_or_says_the_same(tmp_path: Path) -> None:
    """What a zip says of itself (times, versions) is signed by nobody: a change there changes nothing that is said."""
    files = bundle_of(rich_log(), 2, EVERYTHING)
    checked = {name: content for name, content in files.items() if name not in UNCHECKED}
    file = write_bundle(tmp_path / "b.zip", checked)
    whole = file.read_bytes()
    ((_, good),) = verify_path(file)
    refused = harmless = 0
    for place, changed in swept(whole, 9):
        file.write_bytes(changed)
        verdicts = [one.verdict for one in verify_path(file)]
        if any(verdict.result is Result.VALID for verdict in verdicts):
            (verdict,) = verdicts
            kept = [finding for finding in verdict.findings if finding in good.findings]
            assert verdict.fields == good.fields, place
            assert all(finding in good.findings or finding.code == "other-files-open" for finding in verdict.findings)
            assert {finding.code for finding in kept} >= {"signature-holds", "place-holds", "checkpoint-holds"}
            harmless += 1
        else:
            refused += 1
    in_content = sum(len(content) for content in checked.values()) // 9 - len(checked)
    print(f"R1, zip: {refused} refused, {harmless} harmless of the zip's own frame")  # noqa: T201  # asked for
    assert refused >= in_content, (refused, in_content)


def lines_of(folder: Path) -> str:
    """Return the shell lines of VERIFY.txt, as a person would copy them, but for the run of verify.py."""
    text = (folder / "VERIFY.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    return "\n".join(line for line in lines if not line.startswith("python3"))


def accepted(folder: Path, lines: str) -> bool:
    """Say whether nothing failed: every `cmp` is silent, both signatures verify, every comparison is true."""
    done = subprocess.run(["bash", "-c", lines], cwd=folder, capture_output=True, text=True, check=False)
    is_silent = "differ" not in done.stdout + done.stderr and "EOF on" not in done.stderr
    return is_silent and done.stdout.count("Verified Successfully") == 2 and "false" not in done.stdout


def test_r1_the_lines_of_verify_txt_refuse_a_sample(tmp_path: Path) -> None:
    files = bundle_of(rich_log(), 2, EVERYTHING)
    folder = lay(tmp_path, files)
    lines = lines_of(folder)
    assert accepted(folder, lines)
    cases = 0
    for name in ("000002.json", "000002.sig", "receipt-key.pem", "checkpoint", "evidence/after.txt"):
        frame = 30 if name.endswith(".pem") else 2  # openssl takes a key file with or without its last line break
        step = max(1, len(files[name]) // 2)
        for place, changed in changes(files[name], range(frame, len(files[name]) - frame, step)):
            (folder / name).write_bytes(changed)
            assert not accepted(folder, lines), f"{name}, byte {place}"
            cases += 1
        (folder / name).write_bytes(files[name])
    print(f"R1, openssl, jq and sha256sum: {cases} changed bytes, all refused")  # noqa: T201  # asked for
    assert cases >= 10, cases


@pytest.mark.parametrize("opened", [(), EVERYTHING], ids=["nothing disclosed", "everything disclosed"])
def test_the_lines_of_verify_txt_accept(opened: tuple[Opened, ...], tmp_path: Path) -> None:
    folder = lay(tmp_path, bundle_of(rich_log(), 2, opened))
    assert accepted(folder, lines_of(folder))
    done = subprocess.run(["bash", "-c", lines_of(folder)], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.count("true\n") == 1 + len(opened)
    assert done.stderr == ""
    assert ("[]" in done.stdout) == (not opened)
    assert not (folder / "signed.tmp").exists()


def test_r1_every_changed_byte_of_a_whole_ledger_is_refused(tmp_path: Path) -> None:
    files, cases = ledger_of(rich_log()), 0
    for name in files:
        for place, changed in swept(files[name], 9 if name == ENTRIES_NAME else 1):
            assert result_of({**files, name: changed}) is Result.NOT_VALID, f"{name}, byte {place}"
            cases += 1
    assert result(lay(tmp_path, files)) is result_of(files) is Result.VALID
    print(f"R1, whole ledger of three entries: {cases} changed bytes, all refused")  # noqa: T201  # asked for
    assert cases > 1500, cases
