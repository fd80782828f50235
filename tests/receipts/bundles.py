"""Bundles for tests, made by the real rooms from a small log."""

import importlib.util
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.receipts.making import BY_KIND, Log

from demur import paths
from demur.core.entry import Receipt
from demur.receipts.bundle import bundle_files, ledger_files
from demur.receipts.disclosure import EVIDENCE, HANDLE, USER_ID, Opened
from demur.receipts.export import Proven
from demur.receipts.ledger_verifier import ENTRIES_NAME
from demur.receipts.profile import parse
from demur.words.bundle import page_text

ACCOUNT = (Opened(HANDLE, "01" * 16, b"fern.maple"), Opened(USER_ID, "02" * 16, b"member-4711"))
BEFORE = Opened(EVIDENCE, "03" * 16, '{"name":"ai_training","value":true,"café":1}'.encode(), "before")
AFTER = Opened(EVIDENCE, "04" * 16, b'{"name":"ai_training","value":false}', "after")
PICTURE = Opened(EVIDENCE, "05" * 16, b"\x89PNG\r\n\x1a\n\x00\xff rest of a picture", "after")
EVERYTHING = (*ACCOUNT, BEFORE, AFTER)
PROGRAM = paths.resources() / "receipts" / "verify.py"
UNCHECKED = ("VERIFY.txt", "verify.py", "receipt.html")
"""Files of a bundle that nobody claims to check."""


def with_commitments(kind: str, after: Opened = AFTER) -> dict[str, Any]:
    """Return the changes that let a receipt commit to the values above."""
    facts: dict[str, Any] = {"account": [one.digest for one in ACCOUNT]}
    for side, one in (("before", BEFORE), ("after", after)):
        if side in BY_KIND[kind]:
            facts[side] = {**BY_KIND[kind][side], "evidence": [one.digest]}
    return facts


def rich_log(is_practice: bool = False, after: Opened = AFTER, secret: bytes | None = None) -> Log:
    """Return a log of one opt-out, the confirmation of which can disclose everything."""
    log = Log(is_practice) if secret is None else Log(is_practice, secret)
    log.add("attempt", **with_commitments("attempt"))
    log.add("confirmation", **with_commitments("confirmation", after))
    return log


def proven_of(log: Log, index: int) -> Proven:
    return Proven(log.bodies[index], index, log.path(index), log.checkpoint(), log.keys.public)


def receipt_of(log: Log, index: int) -> Receipt:
    return Receipt(index, log.bodies[index], parse(log.bodies[index]), None)


def bundle_of(log: Log, index: int = 2, opened: Sequence[Opened] = ()) -> dict[str, bytes]:
    return bundle_files(proven_of(log, index), opened, page_text(receipt_of(log, index), opened))


def ledger_of(log: Log) -> dict[str, bytes]:
    return {
        ENTRIES_NAME: b"".join(body + b"\n" for body in log.bodies),
        **ledger_files(log.checkpoint(), log.keys.public),
    }


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files as they are, without the care that the real writer takes: quick, and free to write what is wrong."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def changes(content: bytes, places: Collection[int] | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield a file with each byte changed, once by its lowest bit and once to a letter."""
    for place in range(len(content)) if places is None else places:
        byte = content[place]
        for other in {byte ^ 1, ord("a") if byte != ord("a") else ord("b")}:
            yield place, content[:place] + bytes([other]) + content[place + 1 :]


def program() -> ModuleType:
    """Return verify.py as a module."""
    spec = importlib.util.spec_from_file_location(f"shipped_verify_{next(_NUMBERS)}", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_NUMBERS = itertools.count()
