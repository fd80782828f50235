"""Lays a receipt into a folder with everything a stranger needs to check it (receipt-format part 3)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from demur.core.dating import Token
from demur.core.problem import FolderTaken
from demur.receipts import profile, tlog_proof
from demur.receipts.checkpoint import MAX_BYTES as CHECKPOINT_BYTES
from demur.receipts.checkpoint import Checkpoint, CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.durable_file import folder_problems, write_durably
from demur.receipts.file_reading import read_bounded
from demur.receipts.keys import PublicKeys, pem
from demur.receipts.keys_file import keys_text
from demur.receipts.proof import signature_of
from demur.receipts.tlog_proof import TlogProofBroken
from demur.receipts.tree import is_included, leaf_hash
from demur.receipts.verifier import CHECKPOINT_NAME, KEYS_NAME, LOG_KEY_NAME, RECEIPT_KEY_NAME


class Proven(NamedTuple):
    """A receipt as its ledger hands it over: its bytes, its place, and the checkpoint and keys that prove them."""

    body: bytes
    number: int
    path: Sequence[bytes]
    note: str
    keys: PublicKeys
    tokens: Sequence[Token] = ()
    """What dates the checkpoint."""


def write_folder(
    folder: Path, body: bytes, index: int, path: Sequence[bytes], checkpoint_text: str, keys: PublicKeys
) -> Path:
    """Write a receipt and what checks it into `folder`, and return the receipt's path.

    Several receipts of one ledger can share a folder. A file of that name with other content is never replaced, but
    an older checkpoint of the same log is. Raises `FolderTaken`,
    `FolderUnusable`, `DiskFull`.
    """
    checkpoint = parse_checkpoint(checkpoint_text.encode())
    stem = f"{index:06d}"
    proof_text = tlog_proof.write(index, path, checkpoint_text)
    with folder_problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _lay(folder / RECEIPT_KEY_NAME, pem(keys.receipt).encode())
    _lay(folder / LOG_KEY_NAME, pem(keys.log).encode())
    _lay(folder / KEYS_NAME, keys_text(checkpoint.origin, keys).encode())
    _lay(folder / f"{stem}.sig", signature_of(profile.parse(body)))
    _lay(folder / f"{stem}.tlog-proof", proof_text.encode(), lambda there: _proves(there, body, index, keys))
    _lay(folder / CHECKPOINT_NAME, checkpoint_text.encode(), lambda there: _is_newer(there, checkpoint, keys))
    _lay(folder / f"{stem}.json", body)  # last, so that a receipt is never there without its proof
    return folder / f"{stem}.json"


Judgement = Callable[[bytes], bool | None]
"""Looks at a file that is there already: True keeps it, False replaces it, None says it is somebody else's."""


def _lay(path: Path, content: bytes, judge: Judgement | None = None) -> None:
    with folder_problems(path.parent):
        try:
            untrusted_bytes = read_bounded(path, profile.MAX_BYTES, follows_links=False)
        except FileNotFoundError:
            write_durably(path, content)
            return
    keeps = True if untrusted_bytes == content else judge and judge(untrusted_bytes)
    if keeps is None:
        raise FolderTaken(folder=str(path.parent), file=path.name)
    if not keeps:
        write_durably(path, content)


def _proves(untrusted_bytes: bytes, body: bytes, index: int, keys: PublicKeys) -> bool | None:
    """An earlier export's proof still proves the place, at the size the log had then: it is kept."""
    try:
        proof = tlog_proof.parse(untrusted_bytes)
    except TlogProofBroken:
        return None
    checkpoint = proof.checkpoint
    holds = is_included(leaf_hash(body), index, checkpoint.size, proof.path, checkpoint.root)
    return True if holds and proof.index == index and checkpoint.is_signed_by(keys.log) else None


def _is_newer(untrusted_bytes: bytes, ours: Checkpoint, keys: PublicKeys) -> bool | None:
    try:
        there = parse_checkpoint(untrusted_bytes[: CHECKPOINT_BYTES + 1])
    except CheckpointBroken:
        return None
    if there.origin != ours.origin or not there.is_signed_by(keys.log):
        return None
    if there.size == ours.size:
        return True if there.root == ours.root else None
    return there.size > ours.size
