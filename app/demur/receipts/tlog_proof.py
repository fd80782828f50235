"""The file that proves a receipt's place in the log without the log (c2sp.org/tlog-proof@v1)."""

import re
from collections.abc import Sequence
from typing import Final

from demur.receipts.checkpoint import Checkpoint, CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.encoding import EncodingBroken, base64_bytes, base64_text

MAX_BYTES: Final = 8 * 1024
NOTE_LINES: Final = 5
"""How many lines at its end are the checkpoint."""
_HEAD: Final = "c2sp.org/tlog-proof@v1"
_FILE = re.compile(
    rf"{re.escape(_HEAD)}\nindex (?P<index>0|[1-9][0-9]{{0,14}})\n(?P<path>(?:[A-Za-z0-9+/=]{{44}}\n){{0,63}})\n"
    r"(?P<checkpoint>.+)",
    re.DOTALL,
)


class TlogProofBroken(ValueError):
    """Text that isn't such a file, byte for byte."""


class TlogProof:
    """A place in the log: the hashes from the leaf's sibling upwards, and the checkpoint they lead to."""

    __slots__ = ("checkpoint", "index", "path")

    def __init__(self, index: int, path: tuple[bytes, ...], checkpoint: Checkpoint) -> None:
        self.index, self.path, self.checkpoint = index, path, checkpoint


def write(index: int, path: Sequence[bytes], checkpoint_text: str) -> str:
    """Return the text of the file."""
    hashes = "".join(base64_text(digest) + "\n" for digest in path)
    return f"{_HEAD}\nindex {index}\n{hashes}\n{checkpoint_text}"


def parse(untrusted_bytes: bytes) -> TlogProof:
    """Return the proof, or raise `TlogProofBroken`. An `extra` line, which nobody signs, is refused."""
    try:
        match = _FILE.fullmatch(untrusted_bytes.decode("utf-8")) if len(untrusted_bytes) <= MAX_BYTES else None
        if match is None:
            raise TlogProofBroken("not a tlog-proof")
        path = tuple(base64_bytes(line) for line in match["path"].split("\n")[:-1])
        checkpoint = parse_checkpoint(match["checkpoint"].encode())
    except (UnicodeDecodeError, EncodingBroken, CheckpointBroken) as error:
        raise TlogProofBroken("not a tlog-proof") from error
    if any(len(digest) != 32 for digest in path):
        raise TlogProofBroken("not a hash")
    return TlogProof(int(match["index"]), path, checkpoint)
