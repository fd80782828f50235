"""Looks at a whole exported ledger as a stranger would: every entry, every signature, and the tree over them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final

from demur.receipts import profile
from demur.receipts.bundle_tokens import token_findings
from demur.receipts.checkpoint import MAX_BYTES as CHECKPOINT_BYTES
from demur.receipts.checkpoint import Checkpoint, CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.fields import check_fields, is_practice_origin
from demur.receipts.keys import fingerprint
from demur.receipts.keys_file import keys_findings
from demur.receipts.profile import ProfileBroken
from demur.receipts.proof import is_proven, signer
from demur.receipts.shape import ShapeBroken
from demur.receipts.source import Source, read
from demur.receipts.tree import GrowingTree, leaf_hash
from demur.receipts.verifier import (
    CHECKPOINT_NAME,
    Finding,
    Verdict,
    log_key_findings,
    receipt_key_findings,
    verdict_of,
)

ENTRIES_NAME: Final = "entries.jsonl"
"""One receipt per line, in order: a receipt holds no line break, so each line is a receipt's very bytes."""


Watch = Callable[[int], bool]
"""Is told from time to time how many entries were looked at, and answers whether to go on."""

_STEP: Final = 200


class CalledOff(Exception):
    """Whoever watches wants no more of it; `entries` were looked at, and hold by themselves and at their places."""

    def __init__(self, entries: int) -> None:
        super().__init__(entries)
        self.entries = entries


def go_on(_: int) -> bool:
    """Watch nothing, and let it go on."""
    return True


class _Found(Exception):
    """Carries the first wrong place out of the walk."""

    def __init__(self, code: str, index: int) -> None:
        super().__init__(code)
        self.finding = Finding(code, {"index": str(index)})


def verify_ledger(source: Source, tokens: Sequence[str] = (), watch: Watch = go_on) -> Verdict:
    """Check every entry, in one pass and in memory that doesn't grow with them, and what dates the newest.

    Raises `CalledOff` where `watch` says so, and nothing for what the files may hold.
    """
    walk = _Walk(watch)
    try:
        with source.open(ENTRIES_NAME) as file:
            walk.run(file)
    except OSError:
        return verdict_of([Finding("entries-unreadable")], None, walk.is_practice)
    except _Found as found:
        return verdict_of([found.finding], None, walk.is_practice)
    findings = [Finding("entries-hold", {"count": str(walk.tree.size), "fingerprint": fingerprint(walk.public)})]
    findings += walk.follows + _checkpoint_findings(source, walk)

    def beside(name: str, limit: int) -> bytes:
        return read(source, name, limit)

    findings += receipt_key_findings(walk.public, beside) + keys_findings(beside, walk.origin, walk.public)
    if tokens and {"tree-holds", "checkpoint-holds"} <= {finding.code for finding in findings}:
        findings += token_findings(source, tokens, read(source, CHECKPOINT_NAME, CHECKPOINT_BYTES), walk.recorded_at)
    return verdict_of(findings, None, walk.is_practice)


class _Walk:
    """One pass over the entries; the first names both keys, and every later one keeps to them."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.tree = GrowingTree()
        self.public = b""
        self.origin = self.recorded_at = ""
        self._method = ""
        self.follows: list[Finding] = []

    @property
    def is_practice(self) -> bool:
        return is_practice_origin(self.origin)

    def run(self, file: BinaryIO) -> None:
        for untrusted_line in _lines(file):
            if self.tree.size % _STEP == 0 and not self._watch(self.tree.size):
                raise CalledOff(self.tree.size)
            self._examine(untrusted_line, self.tree.size)
        if not self.tree.size:
            raise _Found("entry-broken", 0)

    def _examine(self, untrusted_line: bytes, index: int) -> None:
        body = untrusted_line.removesuffix(b"\n")
        if body == untrusted_line:  # a last line that was cut, or a line longer than any receipt
            raise _Found("entry-broken", index)
        fields = _fields(body, index)
        self._require_place(fields, index)
        if fields["proof"]["verificationMethod"] != self._method:
            raise _Found("entry-key-differs", index)
        if not is_proven(fields):
            raise _Found("entry-signature-wrong", index)
        self.public, self.recorded_at = signer(fields), fields["recordedAt"]
        self.tree.append(leaf_hash(body))

    def _require_place(self, fields: Mapping[str, Any], index: int) -> None:
        log = fields["log"]
        if index == 0:
            self.origin, self._method = log["origin"], fields["proof"]["verificationMethod"]
            self.follows = _follows(fields)
        place = (index, self.origin, f"sha256:{self.tree.root().hex()}")
        if (log["index"], log["origin"], log["prevRoot"]) != place:
            raise _Found("entry-out-of-place", index)


def _follows(fields: Mapping[str, Any]) -> list[Finding]:
    """Say which ledger this one follows; a line of its own says so, and no check of these files alone could."""
    if "ext" not in fields:
        return []
    from demur.receipts.previous import named_before  # few ledgers follow another

    before = named_before(fields)
    return [] if before is None else [Finding("follows-open", {"origin": before.origin, "size": str(before.size)})]


def _fields(body: bytes, index: int) -> dict[str, Any]:
    try:
        fields = profile.parse(body)
        check_fields(fields)
    except (ProfileBroken, ShapeBroken) as error:
        raise _Found("entry-broken", index) from error
    return fields


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(profile.MAX_BYTES + 2):
        yield line


def _checkpoint_findings(source: Source, walk: _Walk) -> list[Finding]:
    try:
        checkpoint = parse_checkpoint(read(source, CHECKPOINT_NAME, CHECKPOINT_BYTES))
    except OSError:
        return [Finding("ledger-checkpoint-missing")]
    except CheckpointBroken:
        return [Finding("ledger-checkpoint-broken")]
    findings, _ = log_key_findings(checkpoint, lambda name, limit: read(source, name, limit))
    return [_tree_finding(checkpoint, walk), *findings]


def _tree_finding(checkpoint: Checkpoint, walk: _Walk) -> Finding:
    is_same = (checkpoint.origin, checkpoint.size, checkpoint.root) == (
        walk.origin,
        walk.tree.size,
        walk.tree.root(),
    )
    return Finding("tree-holds", {"size": str(checkpoint.size)}) if is_same else Finding("tree-differs")
