"""The checkpoint kept in the vault, against which a ledger that went back in time shows (faults R4)."""

import sqlite3
from enum import StrEnum

from demur.core.problem import LedgerBehind
from demur.core.secret import Secret
from demur.ledger.rows import checkpoint_of, node_lookup, right_edge
from demur.receipts import tree
from demur.receipts.checkpoint import CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint

CHECKPOINT_NAME = "ledger-checkpoint"


class Kept(StrEnum):
    """How the ledger stands to the kept checkpoint: being ahead of it and consistent is fine."""

    AGREES = "agrees"
    NOTHING_KEPT = "nothing-kept"
    BEHIND = "behind"
    DIFFERS = "differs"
    NOT_CHECKED = "not-checked"


def compare(db: sqlite3.Connection, kept: Secret | None) -> Kept:
    """Compare the ledger with the checkpoint in the vault; no signature is needed, for the vault is ours."""
    if kept is None:
        return Kept.NOTHING_KEPT
    try:
        checkpoint = parse_checkpoint(kept.reveal().encode())
    except (CheckpointBroken, UnicodeEncodeError):
        return Kept.DIFFERS
    edge = right_edge(db)
    if edge.size < checkpoint.size:
        return Kept.BEHIND
    is_same_log = checkpoint_of(edge.note).origin == checkpoint.origin
    is_same_tree = tree.root(checkpoint.size, node_lookup(db)) == checkpoint.root
    return Kept.AGREES if is_same_log and is_same_tree else Kept.DIFFERS


def require_not_behind(standing: Kept) -> None:
    """Raise `LedgerBehind` where going on would fork the log."""
    if standing in (Kept.BEHIND, Kept.DIFFERS):
        raise LedgerBehind(what=standing.value)
