"""Generated receipts and proofs: whatever lies in a file, the verifier says what is wrong with it (row S3)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.receipts.making import NOW, Log, digest, three_entry_log
from tests.support.generated import JSON_PIECES, anything, bent, feed, near, picks

from demur.receipts import tlog_proof
from demur.receipts.profile import ProfileBroken
from demur.receipts.proof import sign
from demur.receipts.tlog_proof import TlogProofBroken
from demur.receipts.verifier import Outcome, Result, Verdict, verify_file

ODD: list[Any] = [
    *(None, True, 0, 1, -1, 2**53, 1.5, "", "x", "x" * 600, [], {}, [[]], {"a": {}}, "\u202e", "e\u0301", "\x7f"),
    *("on", "off", "unknown", "not-offered", "attempt", "genesis", "read-back-same", "own-browser", "member"),
    *(digest("0"), digest("g"), "2026-02-30T17:30:09.000Z", "2026-11-21T17:30:09Z", "https://a.example/"),
]
PROOF_PIECES = [
    b"\n",
    b" ",
    b"=",
    b"==",
    b"A",
    b"\xe2\x80\x94",
    b"index ",
    b"0",
    b"1",
    b"-1",
    b"9" * 14,
    b"\r",
    b"\xff",
    b"+",
]


WORDED = [
    *(("app", "name"), ("app", "version"), ("assurance", "method"), ("platform", "name"), ("platform", "controller")),
    *(("setting", "label"), ("setting", "id"), ("connector", "id"), ("after", "raw"), ("before", "raw")),
]
WORDS = [
    "",
    "x",
    "Demur",
    "“x”",
    "\u00e9",
    "\\",
    "/",
    "\U0001f600",
    "<b>",
    "=1+1",
    "x" * 512,
    " ",
    "0",
    "null",
    "[[[[[[[[",
]
SPELLINGS: list[Callable[[dict[str, Any]], bytes]] = [
    lambda made: json.dumps(made, sort_keys=True, ensure_ascii=False).encode(),
    lambda made: json.dumps(made, sort_keys=True, separators=(",", ":")).encode(),
    lambda made: json.dumps(dict(reversed(made.items())), separators=(",", ":"), ensure_ascii=False).encode(),
    lambda made: _plain(made).replace(b"/", b"\\/"),
    lambda made: _plain(made) + b"\n",
]
LETTERS = b"ABab01+/=zZ9"


@pytest.fixture
def log() -> Log:
    return three_entry_log()


@pytest.fixture
def receipt(log: Log, tmp_path: Path) -> Path:
    """A confirmation with its proof and keys beside it, which is valid as it lies."""
    file = log.export(2, tmp_path / "out")
    assert verify_file(file).result is Result.VALID
    return file


def told(verdict: Verdict) -> str:
    """Return the first thing that fails or couldn't be looked at, with its place."""
    wrong = next(finding for finding in verdict.findings if finding.outcome is not Outcome.HOLDS)
    return " ".join([wrong.code, *(wrong.details.get(name, "") for name in ("reason", "where"))]).strip()


def bodies(log: Log) -> SearchStrategy[bytes]:
    """Return near misses of the confirmation: other bytes, other fields, other words; some signed anew by its key."""
    good = json.loads(log.bodies[2])
    fields, words = bent(good, ODD), picks(len(WORDED), len(WORDS)).map(lambda rows: _reworded(good, rows))
    signed = (fields | words | words).map(lambda made: _signed(log, made))
    respelled = (words | st.just(good)).flatmap(lambda made: st.sampled_from(SPELLINGS).map(lambda spell: spell(made)))
    return fields.map(_plain) | words.map(_plain) | signed | respelled | near(log.bodies[2], JSON_PIECES) | anything()


def _reworded(good: dict[str, Any], rows: list[list[int]]) -> dict[str, Any]:
    """Change what may be any text, so that the form of a receipt still holds."""
    made: dict[str, Any] = json.loads(json.dumps(good))
    for place, word in rows:
        name, inner = WORDED[place]
        made[name][inner] = WORDS[word]
    return made


def _plain(fields: dict[str, Any]) -> bytes:
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def _signed(log: Log, fields: dict[str, Any]) -> bytes:
    unsigned = {name: value for name, value in fields.items() if name != "proof"}
    try:
        return _plain(sign(unsigned, log.keys, NOW))
    except ProfileBroken:
        return _plain(fields)


def test_s3_whatever_a_receipt_holds(log: Log, receipt: Path) -> None:
    """S3: 4,096 receipts through the whole verifier; every field is met bent, and only the true bytes are valid."""

    def judge(body: bytes) -> str:
        receipt.write_bytes(body)
        verdict = verify_file(receipt)
        if body == log.bodies[2]:
            assert verdict.result is Result.VALID
            return "the same"
        assert verdict.result is Result.NOT_VALID, body
        return told(verdict)

    answers = feed(bodies(log), judge)
    fields = {answer.rpartition(" ")[2].partition(".")[0] for answer in answers if answer.startswith("fields-broken")}
    assert set(json.loads(log.bodies[2])) <= fields, "some field was never met bent"
    for code in (
        "signature-wrong",
        "signature-file-differs",
        "profile-broken not-canonical",
        "profile-broken not-json",
    ):
        assert answers[code] > 10, answers


def test_s3_whatever_a_proof_holds(log: Log, receipt: Path) -> None:
    """S3: 4,096 proofs of place and checkpoints; only the true bytes hold."""
    good = receipt.with_suffix(".tlog-proof").read_bytes()

    def judge(body: bytes) -> str:
        try:
            tlog_proof.parse(body)
        except TlogProofBroken:
            return "broken"
        receipt.with_suffix(".tlog-proof").write_bytes(body)
        verdict = verify_file(receipt)
        if body == good:
            return "the same"
        assert verdict.result is not Result.VALID, body
        return told(verdict)

    others = [Log(is_practice=True), Log(secret=b"\x07" * 32)]
    lines = [*good.split(b"\n"), *(line for other in others for line in other.checkpoint().encode().split(b"\n"))]

    def rearranged(rows: list[list[int]]) -> bytes:
        made = good.split(b"\n")
        for at, line in rows:
            made[at] = lines[line]
        return b"\n".join(made)

    def respelled(rows: list[list[int]]) -> bytes:
        made = bytearray(good)
        for at, letter in rows:
            made[at] = LETTERS[letter]
        return bytes(made)

    mixed = picks(good.count(b"\n") + 1, len(lines)).map(rearranged)
    changed = picks(len(good), len(LETTERS)).map(respelled)
    answers = feed(near(good, PROOF_PIECES) | changed | changed | mixed | anything(), judge)
    for code in ("broken", "place-wrong", "checkpoint-wrong"):
        assert answers[code] > 5, answers
