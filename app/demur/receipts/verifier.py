"""Looks at a receipt as a stranger would: the file, what lies beside it, and nothing else.

It needs no ledger, key, network or window, and says what holds, what fails and what could not be looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from demur.receipts import profile, tlog_proof
from demur.receipts.checkpoint import CheckpointBroken
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
}
"""Every code a finding can have, and which way it points."""


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        return FINDINGS[self.code]


@dataclass(frozen=True, slots=True)
class Verdict:
    result: Result
    is_practice: bool
    """Whether the receipt names a practice log; False also where it couldn't be read."""
    findings: tuple[Finding, ...]
    fields: Mapping[str, Any] | None = None
    """What the receipt says, where its form holds: not to be believed unless the result is VALID."""


def verify_file(path: Path) -> Verdict:
    """Check one receipt and its place in the log. Never raises for anything that the file or its folder may hold."""
    try:
        untrusted_bytes = read_bounded(path, profile.MAX_BYTES)
    except OSError as error:
        return _verdict([Finding("file-unreadable", {"why": error.strerror or str(error)})], None)
    try:
        fields = profile.parse(untrusted_bytes)
    except ProfileBroken as error:
        return _verdict([Finding("profile-broken", {"reason": error.reason})], None)
    try:
        check_fields(fields)
    except ShapeBroken as error:
        return _verdict([Finding("profile-holds"), Finding("fields-broken", {"where": error.where})], None)
    findings = [Finding("profile-holds"), Finding("fields-hold")]
    findings += _signature_findings(fields, path)
    findings += _place_findings(fields, leaf_hash(untrusted_bytes), path)
    return _verdict(findings, fields)


def _verdict(findings: list[Finding], fields: Mapping[str, Any] | None) -> Verdict:
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAILS in outcomes:
        result = Result.NOT_VALID
    else:
        result = Result.CANNOT_TELL if Outcome.NOT_CHECKED in outcomes else Result.VALID
    is_practice = fields is not None and is_practice_origin(fields["log"]["origin"])
    return Verdict(result, is_practice, tuple(findings), fields)


def _signature_findings(fields: Mapping[str, Any], path: Path) -> list[Finding]:
    if not is_proven(fields):
        return [Finding("signature-wrong")]
    public = signer(fields)
    findings = [Finding("signature-holds", {"fingerprint": fingerprint(public)})]
    findings += _companion(path.with_suffix(".sig"), _SIGNATURE_BYTES, "signature-file", signature_of(fields))
    findings += _companion(path.with_name(RECEIPT_KEY_NAME), _PEM_BYTES, "receipt-key-file", public, is_pem=True)
    return findings


def _companion(path: Path, limit: int, code: str, expected: bytes, is_pem: bool = False) -> list[Finding]:
    """Compare a file that needn't be there; nothing is said of one that isn't."""
    try:
        untrusted_bytes = read_bounded(path, limit)
    except FileNotFoundError:
        return []
    except OSError:
        return [Finding(f"{code}-unreadable")]
    found = _key_in(untrusted_bytes) if is_pem else untrusted_bytes
    return [Finding(f"{code}-agrees" if found == expected else f"{code}-differs")]


def _key_in(untrusted_bytes: bytes) -> bytes | None:
    try:
        return raw_of_pem(untrusted_bytes.decode("ascii"))
    except (UnicodeDecodeError, EncodingBroken):
        return None


def _place_findings(fields: Mapping[str, Any], leaf: bytes, path: Path) -> list[Finding]:
    try:
        proof = tlog_proof.parse(read_bounded(path.with_suffix(".tlog-proof"), tlog_proof.MAX_BYTES))
    except FileNotFoundError:
        return [Finding("place-proof-missing")]
    except OSError:
        return [Finding("place-proof-unreadable")]
    except TlogProofBroken:
        return [Finding("place-proof-broken")]
    log = fields["log"]
    if proof.checkpoint.origin != log["origin"]:
        return [Finding("origin-differs", {"receipt": log["origin"], "checkpoint": proof.checkpoint.origin})]
    return [_inclusion_finding(log, leaf, proof), *_log_key_findings(proof, path)]


def _inclusion_finding(log: Mapping[str, Any], leaf: bytes, proof: TlogProof) -> Finding:
    size, index = proof.checkpoint.size, proof.index
    if index != log["index"] or not is_included(leaf, index, size, proof.path, proof.checkpoint.root):
        return Finding("place-wrong")
    if log["prevRoot"] != "sha256:" + earlier_root(index, size, proof.path).hex():
        return Finding("earlier-entries-differ")
    return Finding("place-holds", {"index": str(index), "size": str(size)})


def _log_key_findings(proof: TlogProof, path: Path) -> list[Finding]:
    """The log's key is the one that the log's own name stands for, so another key can't be laid beside it."""
    try:
        public = _key_in(read_bounded(path.with_name(LOG_KEY_NAME), _PEM_BYTES))
    except FileNotFoundError:
        return [Finding("log-key-missing")]
    except OSError:
        return [Finding("log-key-unreadable")]
    origin = proof.checkpoint.origin
    if public is None or origin_of(public, is_practice_origin(origin)) != origin:
        return [Finding("log-key-differs")]
    if not proof.checkpoint.is_signed_by(public):
        return [Finding("checkpoint-wrong")]
    holds = Finding("checkpoint-holds", {"fingerprint": fingerprint(public), "size": str(proof.checkpoint.size)})
    return [holds, *_checkpoint_file_findings(proof, public, path)]


def _checkpoint_file_findings(proof: TlogProof, public: bytes, path: Path) -> list[Finding]:
    """A checkpoint laid beside may be of another size, but it is of the same log, and never of another tree."""
    try:
        beside = parse_checkpoint(read_bounded(path.with_name(CHECKPOINT_NAME), tlog_proof.MAX_BYTES))
    except FileNotFoundError:
        return []
    except OSError:
        return [Finding("checkpoint-file-unreadable")]
    except CheckpointBroken:
        return [Finding("checkpoint-file-differs")]
    is_same_log = beside.origin == proof.checkpoint.origin and beside.is_signed_by(public)
    is_same_tree = beside.size != proof.checkpoint.size or beside.root == proof.checkpoint.root
    return [Finding("checkpoint-file-agrees" if is_same_log and is_same_tree else "checkpoint-file-differs")]
