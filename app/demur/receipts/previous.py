"""The ledger before: its last checkpoint, as the first entry of the one that follows names it (part 8)."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from demur.receipts.checkpoint import Checkpoint, CheckpointBroken, parse


def named_before(fields: Mapping[str, Any]) -> Checkpoint | None:
    """Return the checkpoint that an entry names; None where it names none, or nothing of that form.

    Whether its signature holds is not looked at: whoever holds the old ledger compares it with that.
    """
    ext = fields.get("ext")
    previous = ext.get("previous") if isinstance(ext, dict) else None
    lines = previous.get("checkpoint") if isinstance(previous, dict) else None
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        return None
    with suppress(CheckpointBroken, UnicodeEncodeError):
        return parse("".join(f"{line}\n" for line in lines).encode())
    return None
