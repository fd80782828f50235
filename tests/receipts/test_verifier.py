"""The verifier, as a stranger would run it: R1 and R2 of the faults, and everything that may lie beside a receipt."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.receipts.making import NOW, Log, three_entry_log

from demur.receipts import checkpoint, tlog_proof
from demur.receipts.keys import ReceiptKeys, pem
from demur.receipts.profile import canonical_bytes, parse
from demur.receipts.proof import sign
from demur.receipts.verifier import FINDINGS, Outcome, Result, Verdict, verify_file

OTHER = ReceiptKeys.from_secret(b"\x07" * 32)


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    return three_entry_log().export(2, tmp_path)


def codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


def test_a_good_receipt_is_valid(receipt: Path) -> None:
    verdict = verify_file(receipt)
    assert verdict.result == Result.VALID
    assert not verdict.is_practice
    assert verdict.fields == parse(receipt.read_bytes())
    assert codes(verdict) == [
        "profile-holds",
        "fields-hold",
        "signature-holds",
        "signature-file-agrees",
        "receipt-key-file-agrees",
        "place-holds",
        "checkpoint-holds",
        "checkpoint-file-agrees",
    ]


def test_every_entry_of_a_log_is_valid(tmp_path: Path) -> None:
    log = three_entry_log()
    for kind in ("failure", "observation", "attempt", "confirmation"):
        log.add(kind)
    for index in range(len(log.bodies)):
        assert verify_file(log.export(index, tmp_path)).result == Result.VALID


def test_practice_is_named(tmp_path: Path) -> None:
    verdict = verify_file(three_entry_log(is_practice=True).export(2, tmp_path))
    assert verdict.result == Result.VALID
    assert verdict.is_practice


def test_r1_each_byte_changed_two_ways(receipt: Path) -> None:
    """R1: every byte of a receipt and of its proof, once by its lowest bit and once to a letter."""
    cases = 0
    for file in (receipt, receipt.with_suffix(".tlog-proof"), receipt.with_suffix(".sig")):
        whole = file.read_bytes()
        for place, byte in enumerate(whole):
            for other in {byte ^ 1, ord("a") if byte != ord("a") else ord("b")}:
                file.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
                assert verify_file(receipt).result == Result.NOT_VALID, f"{file.name}, byte {place} to {other}"
                cases += 1
        file.write_bytes(whole)
    assert verify_file(receipt).result == Result.VALID
    assert cases > 5000, cases


def test_r1_each_byte_of_the_keys_and_the_checkpoint_changed(receipt: Path) -> None:
    cases = 0
    for name in ("log-key.pem", "receipt-key.pem", "checkpoint"):
        file = receipt.with_name(name)
        whole = file.read_bytes()
        for place, byte in enumerate(whole):
            for other in {byte ^ 1, ord("a") if byte != ord("a") else ord("b")}:
                file.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
                assert verify_file(receipt).result == Result.NOT_VALID, f"{name}, byte {place} to {other}"
                cases += 1
        file.write_bytes(whole)
    assert cases > 800, cases


def test_r1_each_byte_left_out_or_doubled(receipt: Path) -> None:
    for file in (receipt, receipt.with_suffix(".tlog-proof")):
        whole = file.read_bytes()
        for place in range(len(whole)):
            doubled = whole[: place + 1] + whole[place:]
            shorter = whole[:place] + whole[place + 1 :]
            for changed in (doubled, shorter):
                file.write_bytes(changed)
                assert verify_file(receipt).result == Result.NOT_VALID, f"{file.name}, byte {place}"
        file.write_bytes(whole)


Change = Callable[[str], str]
R2: dict[str, Change] = {
    "spaces": lambda text: text.replace('","', '", "', 1),
    "key order": lambda text: text.replace('"name":"Demur","version":"0.1.0"', '"version":"0.1.0","name":"Demur"'),
    "doubled key": lambda text: text.replace('"kind":"confirmation"', '"kind":"confirmation","kind":"confirmation"'),
    "NFD": lambda text: text.replace("é", "e\u0301"),
    "1.0": lambda text: text.replace('"attempts":1', '"attempts":1.0'),
    "1e0": lambda text: text.replace('"attempts":1', '"attempts":1e0'),
    "escaped slash": lambda text: text.replace("https://", "https:\\/\\/", 1),
    "BOM": lambda text: "\ufeff" + text,
    "extra field": lambda text: text.replace('"id":"urn', '"hello":1,"id":"urn'),
    "other schema": lambda text: text.replace("schema/receipt/1", "schema/receipt/2"),
    "U+007F": lambda text: text.replace("Use my", "Use\x7fmy"),
    "bidi": lambda text: text.replace("Use my", "Use\u202emy"),
}


@pytest.mark.parametrize("change", R2.values(), ids=R2.keys())
def test_r2_refused_as_an_altered_file(change: Change, receipt: Path) -> None:
    text = receipt.read_text("utf-8")
    assert change(text) != text
    receipt.write_bytes(change(text).encode())
    assert verify_file(receipt).result == Result.NOT_VALID


@pytest.mark.parametrize("change", R2.values(), ids=R2.keys())
def test_r2_refused_by_form_alone(change: Change, tmp_path: Path) -> None:
    """The same twelve put into the log as they are, so that place and checkpoint hold and only the form is wrong."""
    log = three_entry_log()
    text = change(log.bodies[2].decode())
    log.append_body(text.encode())
    stem = tmp_path / "000003"
    stem.with_suffix(".json").write_bytes(text.encode())
    stem.with_suffix(".tlog-proof").write_text(tlog_proof.write(3, log.path(3), log.checkpoint()))
    (tmp_path / "log-key.pem").write_text(pem(log.keys.public.log))
    verdict = verify_file(stem.with_suffix(".json"))
    assert verdict.result == Result.NOT_VALID
    assert set(codes(verdict)) & {"profile-broken", "fields-broken"}


def test_without_its_proof_of_place_nobody_can_tell(receipt: Path) -> None:
    receipt.with_suffix(".tlog-proof").unlink()
    verdict = verify_file(receipt)
    assert verdict.result == Result.CANNOT_TELL
    assert "place-proof-missing" in codes(verdict)
    assert "signature-holds" in codes(verdict)


def test_without_the_log_key_nobody_can_tell(receipt: Path) -> None:
    receipt.with_name("log-key.pem").unlink()
    verdict = verify_file(receipt)
    assert verdict.result == Result.CANNOT_TELL
    assert "log-key-missing" in codes(verdict)


@pytest.mark.parametrize("name", ["receipt-key.pem", "000002.sig", "checkpoint", "keys.txt"])
def test_what_only_repeats_may_be_missing(name: str, receipt: Path) -> None:
    receipt.with_name(name).unlink()
    assert verify_file(receipt).result == Result.VALID


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("000002.json", "file-unreadable"),
        ("000002.sig", "signature-file-unreadable"),
        ("000002.tlog-proof", "place-proof-unreadable"),
        ("receipt-key.pem", "receipt-key-file-unreadable"),
        ("log-key.pem", "log-key-unreadable"),
        ("checkpoint", "checkpoint-file-unreadable"),
    ],
)
def test_what_cannot_be_read_is_said_and_waits_for_nobody(name: str, code: str, receipt: Path) -> None:
    """A pipe in a file's place would make a plain reader wait for ever."""
    file = receipt.with_name(name)
    file.unlink()
    os.mkfifo(file)
    verdict = verify_file(receipt)
    assert verdict.result == Result.CANNOT_TELL
    assert code in codes(verdict)


@pytest.mark.parametrize("path", ["missing.json", "/dev/zero", "/", "."])
def test_no_such_file(path: str, tmp_path: Path) -> None:
    verdict = verify_file(tmp_path / path)
    assert verdict.result == Result.CANNOT_TELL
    assert codes(verdict) == ["file-unreadable"]


def test_a_huge_file_is_not_read_whole(receipt: Path) -> None:
    with receipt.open("r+b") as file:
        file.truncate(2**40)  # sparse: 1 TiB of nothing
    verdict = verify_file(receipt)
    assert verdict.result == Result.NOT_VALID
    assert verdict.findings[0].details == {"reason": "too-long"}


def write_again(receipt: Path, log: Log, index: int, body: bytes) -> None:
    """Lay a body of ours under the receipt's name, with a place in the log that truly is its own."""
    receipt.write_bytes(body)
    receipt.with_suffix(".tlog-proof").write_text(tlog_proof.write(index, log.path(index), log.checkpoint()))
    receipt.with_name("checkpoint").unlink()
    receipt.with_suffix(".sig").unlink()


def test_a_receipt_of_another_log(receipt: Path, tmp_path: Path) -> None:
    other = Log(secret=b"\x07" * 32)
    other.add("attempt")
    other.add("confirmation")
    proof = tlog_proof.write(2, other.path(2), other.checkpoint())
    receipt.with_suffix(".tlog-proof").write_text(proof)
    assert codes(verify_file(receipt))[-1] == "origin-differs"


def test_another_log_key_laid_beside(receipt: Path) -> None:
    receipt.with_name("log-key.pem").write_text(pem(OTHER.public.log))
    assert "log-key-differs" in codes(verify_file(receipt))


def test_a_checkpoint_signed_by_another_key(receipt: Path) -> None:
    """The lines are the log's own; only the key that signed them isn't."""
    log = three_entry_log()
    good = checkpoint.parse(log.checkpoint().encode())
    forged = good.text + "\n" + checkpoint.signature_line(log.origin, log.keys.public.log, OTHER.sign_log(b"x"))
    receipt.with_suffix(".tlog-proof").write_text(tlog_proof.write(2, log.path(2), forged))
    verdict = verify_file(receipt)
    assert verdict.result == Result.NOT_VALID
    assert "checkpoint-wrong" in codes(verdict)


def test_practice_cannot_pass_for_real(tmp_path: Path) -> None:
    """The same key and entries, but the receipt says real where the log says practice."""
    log = three_entry_log(is_practice=True)
    fields = log.unsigned("confirmation")
    fields["log"]["origin"] = fields["log"]["origin"].removeprefix("practice.")
    index = log.append(fields)
    verdict = verify_file(log.export(index, tmp_path))
    assert verdict.result == Result.NOT_VALID
    assert "origin-differs" in codes(verdict)


def test_a_checkpoint_older_than_the_receipt(receipt: Path) -> None:
    old = Log()
    old.add("attempt")
    receipt.with_suffix(".tlog-proof").write_text(tlog_proof.write(2, [bytes(32)], old.checkpoint()))
    assert "place-wrong" in codes(verify_file(receipt))


def test_a_place_that_is_not_the_receipts_own(receipt: Path) -> None:
    log = three_entry_log()
    receipt.with_suffix(".tlog-proof").write_text(tlog_proof.write(1, log.path(1), log.checkpoint()))
    assert "place-wrong" in codes(verify_file(receipt))


def signed_with(log: Log, keys: ReceiptKeys, **changes: Any) -> bytes:
    fields = log.unsigned("confirmation")
    fields["log"].update(changes)
    return canonical_bytes(sign(fields, keys, NOW))


def test_an_index_that_is_not_its_place(receipt: Path) -> None:
    log = three_entry_log()
    body = signed_with(log, log.keys, index=7)
    write_again(receipt, log, log.append_body(body), body)
    assert "place-wrong" in codes(verify_file(receipt))


def test_an_earlier_root_that_is_not_the_logs(receipt: Path) -> None:
    log = three_entry_log()
    body = signed_with(log, log.keys, prevRoot="sha256:" + "0" * 64)
    write_again(receipt, log, log.append_body(body), body)
    verdict = verify_file(receipt)
    assert verdict.result == Result.NOT_VALID
    assert "earlier-entries-differ" in codes(verdict)


def test_a_receipt_signed_by_another_key_than_the_one_beside(receipt: Path) -> None:
    log = three_entry_log()
    body = signed_with(log, OTHER)
    write_again(receipt, log, log.append_body(body), body)
    verdict = verify_file(receipt)
    assert verdict.result == Result.NOT_VALID
    assert "receipt-key-file-differs" in codes(verdict)


def test_a_checkpoint_file_of_another_tree(receipt: Path) -> None:
    log = three_entry_log()
    forked = checkpoint.sign(log.keys, log.origin, 3, bytes(32))
    receipt.with_name("checkpoint").write_text(forked)
    verdict = verify_file(receipt)
    assert verdict.result == Result.NOT_VALID
    assert codes(verdict)[-1] == "checkpoint-file-differs"


def test_every_code_points_one_way() -> None:
    """A finding's code alone decides what it means for the result."""
    assert all(code.endswith(("holds", "hold", "agrees")) == (way == Outcome.HOLDS) for code, way in FINDINGS.items())
    unread = ("missing", "unreadable")
    assert all(code.endswith(unread) == (way == Outcome.NOT_CHECKED) for code, way in FINDINGS.items())


def test_verifying_loads_nothing_slow(receipt: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from demur.receipts.verifier import verify_file\n"
        "print(verify_file(Path(sys.argv[1])).result)\n"
        "slow = {'PySide6', 'keyring', 'requests', 'flask', 'sqlite3', 'authlib', 'http.client', 'asyncio'}\n"
        "print(sorted(slow & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", script, receipt], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["valid", "[]"]
