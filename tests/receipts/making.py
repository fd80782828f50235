"""Receipts for tests: made by the real rooms, one step below the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from demur.receipts import checkpoint, tree
from demur.receipts.export import write_folder
from demur.receipts.fields import LIMITS, SCHEMA
from demur.receipts.keys import ReceiptKeys, multikey
from demur.receipts.profile import canonical_bytes
from demur.receipts.proof import sign
from demur.receipts.tree import GrowingTree, Node

SECRET = bytes(range(32))
NOW = datetime(2026, 11, 21, 17, 30, 9, 871000, tzinfo=UTC)
ATTEMPT_ID = "urn:uuid:0b8f0c52-6a43-4a2e-9d0e-3b8c2a3f0001"


def digest(sign_: str) -> str:
    return "sha256:" + sign_ * 64


def seen(state: str, raw: str | None = "true") -> dict[str, Any]:
    return {"evidence": [digest("e")], "observedAt": "2026-11-21T17:30:09.630Z", "raw": raw, "state": state}


def every(kind: str, index: int, origin: str, prior_root: bytes) -> dict[str, Any]:
    return {
        "app": {"artifact": digest("0"), "name": "Demur", "version": "0.1.0"},
        "id": f"urn:uuid:0b8f0c52-6a43-4a2e-9d0e-{index:012x}",
        "kind": kind,
        "limits": LIMITS,
        "log": {"index": index, "origin": origin, "prevRoot": f"sha256:{prior_root.hex()}"},
        "recordedAt": "2026-11-21T17:30:09.871Z",
        "schema": SCHEMA,
    }


def about_platform(level: str) -> dict[str, Any]:
    return {
        "account": [digest("a"), digest("b")],
        "assurance": {"attempts": 1, "level": level, "method": "a second GET on a new connection – “fresh”"},
        "connector": {
            "artifact": digest("1"),
            "id": "plaza/api",
            "kind": "api",
            "origin": "shipped",
            "version": "1.2.0",
        },
        "identity": "read",
        "platform": {
            "controller": "Plaza Société",
            "name": "Plaza",
            "origin": "http://127.0.0.1:5000",
            "settingsUrl": "http://127.0.0.1:5000/settings",
        },
        "setting": {
            "id": "ai_training",
            "label": "Use my data to train “AI”",
            "lang": "en",
            "purpose": "https://w3id.org/dpv/ai#ModelTraining",
        },
        "shown": {"claims": ["plaza.default"], "digest": digest("2"), "region": "GB"},
    }


TRANSPORT = {"host": "127.0.0.1", "httpDate": "Sat, 21 Nov 2026 17:30:09 GMT", "peerSpki": None, "tls": None}
BY_KIND: Mapping[str, dict[str, Any]] = {
    "attempt": {**about_platform("requested"), "before": seen("on"), "requested": "off", "transport": TRANSPORT},
    "confirmation": {
        **about_platform("read-back-independent"),
        "after": seen("off"),
        "attempt": ATTEMPT_ID,
        "before": seen("on"),
        "requested": "off",
        "status": "https://w3id.org/dpv#RequestFulfilled",
        "transport": TRANSPORT,
    },
    "failure": {
        **about_platform("acknowledged"),
        "after": seen("on"),
        "attempt": ATTEMPT_ID,
        "before": seen("on"),
        "requested": "off",
        "transport": TRANSPORT,
    },
    "observation": {**about_platform("read-back-independent"), "after": seen("off"), "transport": TRANSPORT},
}


@dataclass
class Log:
    """A small log, entry by entry, without a database."""

    is_practice: bool = False
    secret: bytes = SECRET
    bodies: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = ReceiptKeys.from_secret(self.secret)
        self.origin = self.keys.public.origin(self.is_practice)
        self._tree = GrowingTree()
        self._nodes: dict[tuple[int, int], bytes] = {}
        genesis = self.unsigned("genesis")
        genesis["log"] |= {
            "logKey": multikey(self.keys.public.log),
            "receiptKey": multikey(self.keys.public.receipt),
        }
        self.append(genesis)

    def unsigned(self, kind: str, **changes: Any) -> dict[str, Any]:
        facts = BY_KIND.get(kind, {})
        return {**every(kind, self._tree.size, self.origin, self._tree.root()), **facts, **changes}

    def add(self, kind: str, **changes: Any) -> int:
        return self.append(self.unsigned(kind, **changes))

    def append(self, fields: dict[str, Any]) -> int:
        return self.append_body(canonical_bytes(sign(fields, self.keys, NOW)))

    def append_body(self, body: bytes) -> int:
        self.bodies.append(body)
        for node in self._tree.append(tree.leaf_hash(body)):
            self._remember(node)
        return self._tree.size - 1

    def _remember(self, node: Node) -> None:
        self._nodes[node.level, node.position] = node.digest

    def path(self, index: int) -> list[bytes]:
        return tree.inclusion_path(index, self._tree.size, lambda *place: self._nodes[place])

    def checkpoint(self) -> str:
        return checkpoint.sign(self.keys, self.origin, self._tree.size, self._tree.root())

    def export(self, index: int, folder: Path) -> Path:
        return write_folder(folder, self.bodies[index], index, self.path(index), self.checkpoint(), self.keys.public)


def three_entry_log(is_practice: bool = False) -> Log:
    """Return a log of genesis, attempt and confirmation, as after one opt-out."""
    log = Log(is_practice)
    log.add("attempt")
    log.add("confirmation")
    return log
