"""R5 and what a member discloses: keys that nobody knows, values that are not what was sealed, and cells of a list."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.receipts.bundles import ACCOUNT, EVERYTHING, bundle_of, lay, ledger_of, program, receipt_of, rich_log

from demur.receipts.bundle_store import write_bundle
from demur.receipts.bundle_verifier import verify_path
from demur.receipts.disclosure import HANDLE, Opened, disclosures_bytes
from demur.receipts.keys import fingerprint
from demur.receipts.known_keys import known_keys, mark_known
from demur.receipts.listing import csv_bytes, harmless
from demur.receipts.verifier import Result, Verdict, compared_with_known
from demur.words import findings


def verdict_of(path: Path) -> Verdict:
    (checked,) = verify_path(path)
    return checked.verdict


@pytest.mark.parametrize("form", ["bundle", "bundle.zip", "ledger"])
def test_r5_signed_anew_with_a_fresh_key(form: str, tmp_path: Path) -> None:
    """R5: consistent in itself, but not a key that the member knows; and with none marked, that is said too."""
    ours, theirs = rich_log(), rich_log(secret=b"\x07" * 32)
    known = {fingerprint(ours.keys.public.receipt): "Fern"}
    for log, last, result in (
        (ours, "key-known-holds", Result.VALID),
        (theirs, "known-key-missing", Result.CANNOT_TELL),
    ):
        files = ledger_of(log) if form == "ledger" else bundle_of(log)
        verdict = verdict_of(write_bundle(tmp_path / log.origin[-4:] / form, files))
        assert verdict.result is Result.VALID
        compared = compared_with_known(verdict, known)
        assert (compared.findings[-1].code, compared.result) == (last, result)
        nobody = compared_with_known(verdict, {})
        assert (nobody.findings[-1].code, nobody.result) == ("key-owner-open", Result.VALID)
    assert "not a key you know" in findings.finding(compared.findings[-1])


def test_known_keys_are_lines_of_text(tmp_path: Path) -> None:
    assert known_keys(tmp_path) == {}
    assert mark_known(tmp_path, "ab" * 32, "  Fern\n=\u202e ") == "Fern =".strip()
    mark_known(tmp_path, "cd" * 32, "")
    mark_known(tmp_path, "ab" * 32, "Fern's sister")
    assert known_keys(tmp_path) == {"ab" * 32: "Fern's sister", "cd" * 32: "cd" * 8}
    file = tmp_path / "known-keys.txt"
    file.write_text("hello\n" + "zz" * 32 + " x\n" + file.read_text(), encoding="utf-8")
    assert set(known_keys(tmp_path)) == {"ab" * 32, "cd" * 32}


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["disclosed"].append(found["disclosed"][0]),
        lambda found: found["disclosed"][0].update(value="somebody else"),
        lambda found: found["disclosed"][0].update(salt="00"),
        lambda found: found["disclosed"][0].update(name="userId"),
        lambda found: found["disclosed"][0].update(more="x"),
        lambda found: found["disclosed"][0].update(value=7),
        lambda found: found["disclosed"][2].update(file="evidence/../000002.json"),
        lambda found: found["disclosed"][2].update(file="/etc/passwd"),
        lambda found: found["disclosed"][2].update(side="after"),
        lambda found: found.update(receipt="urn:uuid:0b8f0c52-6a43-4a2e-9d0e-000000000001"),
        lambda found: found.update(disclosed={}),
        lambda found: found.update(more=1),
        lambda found: found.pop("disclosed"),
    ],
)
def test_disclosures_that_were_tampered_with(change: Callable[[dict[str, object]], object], tmp_path: Path) -> None:
    files = bundle_of(rich_log(), 2, EVERYTHING)
    found = json.loads(files["disclosures.json"])
    change(found)
    raw = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    folder = lay(tmp_path, {**files, "disclosures.json": raw})
    assert verdict_of(folder).result is Result.NOT_VALID
    module = program()
    module.say = lambda text: None  # type: ignore[attr-defined]
    assert module.judge(folder, module.by_arithmetic) == 1


def test_anothers_disclosure_is_not_this_receipts(tmp_path: Path) -> None:
    log = rich_log()
    strange = Opened(HANDLE, ACCOUNT[0].salt, b"somebody.else")
    folder = lay(tmp_path, bundle_of(log))
    (folder / "disclosures.json").write_bytes(disclosures_bytes(receipt_of(log, 2).id, [strange]))
    verdict = verdict_of(folder)
    assert verdict.result is Result.NOT_VALID
    assert "disclosed-differs" in [finding.code for finding in verdict.findings]
    module = program()
    module.say = lambda text: None  # type: ignore[attr-defined]
    assert module.judge(folder, module.by_arithmetic) == 1


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_a_cell_that_is_no_formula_stays_as_it_is() -> None:
    assert harmless("On → Off") == "On → Off"
    assert csv_bytes([('a"b', "c,d")]) == b'\xef\xbb\xbf"a""b","c,d"\r\n'
