"""Looks at a receipt as a stranger would: the file, what lies beside it, and nothing else.

It needs no ledger, key, network or window, and says what holds, what fails and what could not be looked at.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from demur.receipts import profile, tlog_proof
from demur.receipts.checkpoint import Checkpoint, CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.encoding import EncodingBroken
from demur.receipts.fields import check_fields, is_practice_origin
from demur.receipts.file_reading import read_bounded
from demur.receipts.keys import fingerprint, origin_of, raw_of_pem
from demur.receipts.profile import ProfileBroken
from demur.receipts.proof import is_proven, signature_of, signer
from demur.receipts.shape import ShapeBroken
from demur.receipts.tlog_proof import TlogProof, TlogProofBroken
from demur.receipts.tree import earlier_root, is_included, leaf_hash

CHECKPOINT_NAME: Final = "checkpoint"
KEYS_NAME: Final = "keys.txt"
LOG_KEY_NAME: Final = "log-key.pem"
RECEIPT_KEY_NAME: Final = "receipt-key.pem"
_PEM_BYTES = 1024
_SIGNATURE_BYTES = 64


class Result(StrEnum):
    VALID = "valid"
    NOT_VALID = "not-valid"
    CANNOT_TELL = "cannot-tell"


class Outcome(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    NOT_CHECKED = "not-checked"
    OPEN = "open"
    """No check of files could say it; it changes nothing about the result."""


FINDINGS: Final[Mapping[str, Outcome]] = {
    "file-unreadable": Outcome.NOT_CHECKED,
    "profile-holds": Outcome.HOLDS,
    "profile-broken": Outcome.FAILS,
    "fields-hold": Outcome.HOLDS,
    "fields-broken": Outcome.FAILS,
    "signature-holds": Outcome.HOLDS,
    "signature-wrong": Outcome.FAILS,
    "signature-file-agrees": Outcome.HOLDS,
    "signature-file-differs": Outcome.FAILS,
    "signature-file-unreadable": Outcome.NOT_CHECKED,
    "receipt-key-file-agrees": Outcome.HOLDS,
    "receipt-key-file-differs": Outcome.FAILS,
    "receipt-key-file-unreadable": Outcome.NOT_CHECKED,
    "place-proof-missing": Outcome.NOT_CHECKED,
    "place-proof-unreadable": Outcome.NOT_CHECKED,
    "place-proof-broken": Outcome.FAILS,
    "place-holds": Outcome.HOLDS,
    "place-wrong": Outcome.FAILS,
    "earlier-entries-differ": Outcome.FAILS,
    "origin-differs": Outcome.FAILS,
    "log-key-missing": Outcome.NOT_CHECKED,
    "log-key-unreadable": Outcome.NOT_CHECKED,
    "log-key-differs": Outcome.FAILS,
    "checkpoint-holds": Outcome.HOLDS,
    "checkpoint-wrong": Outcome.FAILS,
    "checkpoint-file-agrees": Outcome.HOLDS,
    "checkpoint-file-differs": Outcome.FAILS,
    "checkpoint-file-unreadable": Outcome.NOT_CHECKED,
    # A bundle
    "archive-refused": Outcome.FAILS,
    "receipt-missing": Outcome.NOT_CHECKED,
    "keys-file-agrees": Outcome.HOLDS,
    "keys-file-differs": Outcome.FAILS,
    "keys-file-unreadable": Outcome.NOT_CHECKED,
    "disclosures-broken": Outcome.FAILS,
    "disclosures-unreadable": Outcome.NOT_CHECKED,
    "handle-holds": Outcome.HOLDS,
    "user-id-holds": Outcome.HOLDS,
    "evidence-holds": Outcome.HOLDS,
    "disclosed-differs": Outcome.FAILS,
    "rest-sealed-open": Outcome.OPEN,
    "pages-open": Outcome.OPEN,
    "time-token-holds": Outcome.HOLDS,
    "time-token-wrong": Outcome.FAILS,
    "time-token-unreadable": Outcome.NOT_CHECKED,
    "time-token-beside-missing": Outcome.NOT_CHECKED,
    "time-token-before-open": Outcome.OPEN,
    "time-token-owner-open": Outcome.OPEN,
    "other-files-open": Outcome.OPEN,
    # A whole ledger
    "entries-hold": Outcome.HOLDS,
    "entry-broken": Outcome.FAILS,
    "entry-signature-wrong": Outcome.FAILS,
    "entry-key-differs": Outcome.FAILS,
    "entry-out-of-place": Outcome.FAILS,
    "entries-unreadable": Outcome.NOT_CHECKED,
    "follows-open": Outcome.OPEN,
    "tree-holds": Outcome.HOLDS,
    "tree-differs": Outcome.FAILS,
    "ledger-checkpoint-missing": Outcome.NOT_CHECKED,
    "ledger-checkpoint-broken": Outcome.FAILS,
    # Whose key it is
    "key-known-holds": Outcome.HOLDS,
    "known-key-missing": Outcome.NOT_CHECKED,
    "key-owner-open": Outcome.OPEN,
}
"""Every code a finding can have, and which way it points."""


class Finding(NamedTuple):
    code: str
    details: Mapping[str, str] = MappingProxyType({})

    @property
    def outcome(self) -> Outcome:
        return FINDINGS[self.code]


class Verdict(NamedTuple):
    result: Result
    is_practice: bool
    """Whether the receipt names a practice log; False also where it couldn't be read."""
    findings: tuple[Finding, ...]
    fields: Mapping[str, Any] | None = None
    """What the receipt says, where its form holds: not to be believed unless the result is VALID."""


Read = Callable[[str, int], bytes]
"""Returns at most one byte more than the limit of what lies beside a receipt under a name; OSError where it can't."""


def verify_file(path: Path) -> Verdict:
    """Check one receipt and its place in the log. Never raises for anything that the file or its folder may hold."""
    try:
        untrusted_bytes = read_bounded(path, profile.MAX_BYTES)
    except OSError as error:
        return verdict_of([Finding("file-unreadable", {"why": error.strerror or str(error)})], None)
    return verify_receipt(untrusted_bytes, path.stem, lambda name, limit: read_bounded(path.with_name(name), limit))


def verify_receipt(untrusted_bytes: bytes, stem: str, read: Read) -> Verdict:
    """Check the bytes of a receipt; `stem` is its file's name without the ending, `read` gives what lies beside."""
    try:
        fields = profile.parse(untrusted_bytes)
    except ProfileBroken as error:
        return verdict_of([Finding("profile-broken", {"reason": error.reason})], None)
    try:
        check_fields(fields)
    except ShapeBroken as error:
        return verdict_of([Finding("profile-holds"), Finding("fields-broken", {"where": error.where})], None)
    findings = [Finding("profile-holds"), Finding("fields-hold")]
    findings += _signature_findings(fields, stem, read)
    findings += _place_findings(fields, leaf_hash(untrusted_bytes), stem, read)
    return verdict_of(findings, fields)


def compared_with_known(verdict: Verdict, known: Mapping[str, str]) -> Verdict:
    """Return the verdict with whose key it is (faults R5); `known` names the keys that the member marked."""
    held = [finding.details["fingerprint"] for finding in verdict.findings if finding.code in KEY_OF]
    if not held or verdict.result is Result.NOT_VALID:
        return verdict
    print_ = held[0]
    if not known:
        found = Finding("key-owner-open")
    elif print_ in known:
        found = Finding("key-known-holds", {"name": known[print_]})
    else:
        found = Finding("known-key-missing", {"fingerprint": print_})
    return verdict_of([*verdict.findings, found], verdict.fields, verdict.is_practice)


KEY_OF: Final = ("signature-holds", "entries-hold")
"""The findings whose fingerprint is that of the key which signed what was checked."""


def verdict_of(findings: list[Finding], fields: Mapping[str, Any] | None, is_known_practice: bool = False) -> Verdict:
    """Return what findings come to: one that fails is enough, and one that couldn't be looked at is said."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAILS in outcomes:
        result = Result.NOT_VALID
    else:
        result = Result.CANNOT_TELL if Outcome.NOT_CHECKED in outcomes else Result.VALID
    is_practice = is_known_practice or (fields is not None and is_practice_origin(fields["log"]["origin"]))
    return Verdict(result, is_practice, tuple(findings), fields)


def _signature_findings(fields: Mapping[str, Any], stem: str, read: Read) -> list[Finding]:
    if not is_proven(fields):
        return [Finding("signature-wrong")]
    public = signer(fields)
    findings = [Finding("signature-holds", {"fingerprint": fingerprint(public)})]
    findings += _companion(read, f"{stem}.sig", _SIGNATURE_BYTES, "signature-file", signature_of(fields))
    return findings + receipt_key_findings(public, read)


def receipt_key_findings(public: bytes, read: Read) -> list[Finding]:
    """Say whether the key file that lies beside is the key that signed."""
    return _companion(read, RECEIPT_KEY_NAME, _PEM_BYTES, "receipt-key-file", public, is_pem=True)


def _companion(read: Read, name: str, limit: int, code: str, expected: bytes, is_pem: bool = False) -> list[Finding]:
    """Compare a file that needn't be there; nothing is said of one that isn't."""
    try:
        untrusted_bytes = read(name, limit)
    except FileNotFoundError:
        return []
    except OSError:
        return [Finding(f"{code}-unreadable")]
    found = key_in(untrusted_bytes) if is_pem else untrusted_bytes
    return [Finding(f"{code}-agrees" if found == expected else f"{code}-differs")]


def key_in(untrusted_bytes: bytes) -> bytes | None:
    """Return the raw key of a PEM file, or None where it is no such file."""
    try:
        return raw_of_pem(untrusted_bytes.decode("ascii"))
    except (UnicodeDecodeError, EncodingBroken):
        return None


def _place_findings(fields: Mapping[str, Any], leaf: bytes, stem: str, read: Read) -> list[Finding]:
    try:
        proof = tlog_proof.parse(read(f"{stem}.tlog-proof", tlog_proof.MAX_BYTES))
    except FileNotFoundError:
        return [Finding("place-proof-missing")]
    except OSError:
        return [Finding("place-proof-unreadable")]
    except TlogProofBroken:
        return [Finding("place-proof-broken")]
    log = fields["log"]
    if proof.checkpoint.origin != log["origin"]:
        return [Finding("origin-differs", {"receipt": log["origin"], "checkpoint": proof.checkpoint.origin})]
    return [_inclusion_finding(log, leaf, proof), *_log_key_findings(proof, read)]


def _inclusion_finding(log: Mapping[str, Any], leaf: bytes, proof: TlogProof) -> Finding:
    size, index = proof.checkpoint.size, proof.index
    if index != log["index"] or not is_included(leaf, index, size, proof.path, proof.checkpoint.root):
        return Finding("place-wrong")
    if log["prevRoot"] != "sha256:" + earlier_root(index, size, proof.path).hex():
        return Finding("earlier-entries-differ")
    return Finding("place-holds", {"index": str(index), "size": str(size)})


def _log_key_findings(proof: TlogProof, read: Read) -> list[Finding]:
    """The log's key is the one that the log's own name stands for, so another key can't be laid beside it."""
    findings, public = log_key_findings(proof.checkpoint, read)
    return findings + (_checkpoint_file_findings(proof, public, read) if public else [])


def log_key_findings(checkpoint: Checkpoint, read: Read) -> tuple[list[Finding], bytes | None]:
    """Check a checkpoint's signature with the key that lies beside it; return the key where it holds."""
    try:
        public = key_in(read(LOG_KEY_NAME, _PEM_BYTES))
    except FileNotFoundError:
        return [Finding("log-key-missing")], None
    except OSError:
        return [Finding("log-key-unreadable")], None
    origin = checkpoint.origin
    if public is None or origin_of(public, is_practice_origin(origin)) != origin:
        return [Finding("log-key-differs")], None
    if not checkpoint.is_signed_by(public):
        return [Finding("checkpoint-wrong")], None
    return [Finding("checkpoint-holds", {"fingerprint": fingerprint(public), "size": str(checkpoint.size)})], public


def _checkpoint_file_findings(proof: TlogProof, public: bytes, read: Read) -> list[Finding]:
    """A checkpoint laid beside may be of another size, but it is of the same log, and never of another tree."""
    try:
        beside = parse_checkpoint(read(CHECKPOINT_NAME, tlog_proof.MAX_BYTES))
    except FileNotFoundError:
        return []
    except OSError:
        return [Finding("checkpoint-file-unreadable")]
    except CheckpointBroken:
        return [Finding("checkpoint-file-differs")]
    is_same_log = beside.origin == proof.checkpoint.origin and beside.is_signed_by(public)
    is_same_tree = beside.size != proof.checkpoint.size or beside.root == proof.checkpoint.root
    return [Finding("checkpoint-file-agrees" if is_same_log and is_same_tree else "checkpoint-file-differs")]
