"""Checkpoints and proofs of place, against the published note of Go's `note` package (C2SP signed-note)."""

import base64

import pytest
from tests.receipts.making import Log, three_entry_log

from demur.receipts import checkpoint, tlog_proof
from demur.receipts.checkpoint import CheckpointBroken, key_id, signature_line, verifier_key
from demur.receipts.keys import is_signed
from demur.receipts.tlog_proof import TlogProofBroken

NOTE_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NOTE_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
NOTE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_signature_line_is_the_published_one() -> None:
    public = base64.b64decode(NOTE_KEY.split("+", 2)[2])[1:]
    signature = base64.b64decode(NOTE_LINE.split(" ")[2])[4:]
    assert verifier_key("PeterNeumann", public) == NOTE_KEY
    assert is_signed(public, signature, NOTE_TEXT.encode())
    assert signature_line("PeterNeumann", public, signature) == NOTE_LINE


@pytest.fixture(scope="module")
def log() -> Log:
    return three_entry_log()


def test_reads_what_it_signs(log: Log) -> None:
    found = checkpoint.parse(log.checkpoint().encode())
    assert (found.origin, found.size) == (log.origin, 3)
    assert found.is_signed_by(log.keys.public.log)
    assert not found.is_signed_by(log.keys.public.receipt)


def test_the_signed_lines_are_covered(log: Log) -> None:
    text = log.checkpoint()
    for changed in (text.replace("\n3\n", "\n4\n"), text.replace("ledger/", "ledger/0").replace("/00", "/0")):
        if changed != text:
            try:
                found = checkpoint.parse(changed.encode())
            except CheckpointBroken:
                continue
            assert not found.is_signed_by(log.keys.public.log)


def test_refuses_a_signature_under_another_key_id(log: Log) -> None:
    other = checkpoint.parse(log.checkpoint().encode())
    wrong_id = base64.b64encode(b"\0\0\0\0" + other.signature).decode()
    found = checkpoint.parse((other.text + f"\n— {log.origin} {wrong_id}\n").encode())
    assert key_id(log.origin, log.keys.public.log) != b"\0\0\0\0"
    assert not found.is_signed_by(log.keys.public.log)


def changed_notes(log: Log) -> dict[str, bytes]:
    text = log.checkpoint()
    lines = text.split("\n")
    root = lines[2]
    return {
        "no-final-newline": text[:-1].encode(),
        "two-final-newlines": (text + "\n").encode(),
        "leading-zero": text.replace("\n3\n", "\n03\n").encode(),
        "plus-sign": text.replace("\n3\n", "\n+3\n").encode(),
        "size-0": text.replace("\n3\n", "\n0\n").encode(),
        "other-digits": text.replace("\n3\n", "\n٣\n").encode(),
        "extension-line": text.replace(f"{root}\n", f"{root}\nextra\n").encode(),
        "hyphen": text.replace("—", "-").encode(),
        "two-spaces": text.replace("— ", "—  ").encode(),
        "other-name": text.replace(f"— {log.origin}", f"— {log.origin[:-1]}").encode(),
        "second-signature": (text + lines[4] + "\n").encode(),
        "carriage-return": text.replace("\n", "\r\n").encode(),
        "spare-bits": text.replace(root, root[:-2] + chr(ord(root[-2]) + 1) + "=").encode(),
        "byte-order-mark": b"\xef\xbb\xbf" + text.encode(),
        "not-utf-8": text.encode() + b"\xff",
        "long": text.encode() * 20,
        "empty": b"",
    }


def test_refuses_every_other_form(log: Log) -> None:
    notes = changed_notes(log)
    for name, untrusted_bytes in notes.items():
        assert untrusted_bytes != log.checkpoint().encode(), name
        with pytest.raises(CheckpointBroken):
            print(name, checkpoint.parse(untrusted_bytes))  # noqa: T201  (shown where it fails)


def test_proof_of_place_reads_what_it_writes(log: Log) -> None:
    text = tlog_proof.write(2, log.path(2), log.checkpoint())
    found = tlog_proof.parse(text.encode())
    assert (found.index, list(found.path), found.checkpoint.size) == (2, log.path(2), 3)
    assert text.startswith("c2sp.org/tlog-proof@v1\nindex 2\n")
    assert text.endswith("\n\n" + log.checkpoint())


def test_proof_of_place_refuses_other_forms(log: Log) -> None:
    text = tlog_proof.write(2, log.path(2), log.checkpoint())
    hash_line = text.split("\n")[2]
    others = {
        "version": text.replace("@v1", "@v2"),
        "extra": text.replace("\nindex", "\nextra AAAA\nindex"),
        "leading-zero": text.replace("index 2", "index 02"),
        "minus": text.replace("index 2", "index -2"),
        "no-blank-line": text.replace(f"{hash_line}\n\n", f"{hash_line}\n"),
        "two-blank-lines": text.replace(f"{hash_line}\n\n", f"{hash_line}\n\n\n"),
        "short-hash": text.replace(hash_line, hash_line[4:]),
        "hash-of-33-bytes": text.replace(hash_line, base64.b64encode(bytes(33)).decode()),
        "hash-of-31-bytes": text.replace(hash_line, base64.b64encode(bytes(31)).decode()),
        "many-hashes": text.replace(hash_line, "\n".join([hash_line] * 64)),
        "carriage-return": text.replace("\n", "\r\n"),
        "no-checkpoint": text[: text.index(log.origin)],
        "after-the-end": text + "x",
    }
    for name, other in others.items():
        assert other != text, name
        with pytest.raises(TlogProofBroken):
            print(name, tlog_proof.parse(other.encode()))  # noqa: T201  (shown where it fails)
