"""What `dev.py bench` times of ledgers of a thousand and of a hundred thousand receipts, all of them really signed.

Run inside .venv as: python bench_ledger.py NAME FOLDER [FOLDER]. Each part is a process of its own and prints its
numbers. Where two ledgers are compared, they take turns in one process, so that both meet the same machine.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from demur.core.entry import Entry, Kind, Receipt
    from demur.ledger.log import SqliteLedger

APPENDS = 100
OPENINGS = 7
STRIDES = 60
WORD = "bench-setting-7"
SETTINGS = 50
"""A search finds a fiftieth of the receipts."""


class Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        raise NotImplementedError


class Held:
    """A file that is held from the first entry to the last: sealing 100,000 one by one would sync for many minutes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        yield self._db


def ledger_of(folder: str) -> SqliteLedger:
    from demur.ledger.composition import ProgramFacts
    from demur.ledger.log import SqliteLedger
    from demur.vault.folder_vault import FolderVault

    program = ProgramFacts("Demur", "0", "sha256:" + "0" * 64)
    return SqliteLedger(Path(folder) / "ledger.sqlite", FolderVault(Path(folder) / "secrets"), Clock(), True, program)


def make(folder: str, count: str) -> None:
    """Seal opt-outs, each an attempt and its confirmation, through the product's own code."""
    from demur.core.entry import Kind
    from demur.ledger.sealing import LedgerSealer

    ledger = ledger_of(folder)
    keys = ledger._keys()
    with ledger._database.writing() as db:
        held: Any = Held(db)
        sealer = LedgerSealer(held, keys, ledger._clock, True, ledger._program)
        for number in range(int(count) // 2):
            asked = sealer.seal(entry(Kind.ATTEMPT, number))
            sealer.seal(entry(Kind.CONFIRMATION, number, asked))
    print(ledger.size())


def entry(kind: Kind, number: int, asked: Receipt | None = None) -> Entry:
    from demur.core.account import AccountId
    from demur.core.entry import ConnectorFacts, Entry, PlatformFacts, SettingFacts, Shown
    from demur.core.setting import Assurance, State

    level = Assurance.REQUESTED if asked is None else Assurance.READ_BACK_INDEPENDENT
    return Entry(
        kind=kind,
        account=AccountId(f"plaza/{number % SETTINGS}"),
        identity=seen(State.ON).identity,
        platform=PlatformFacts("Plaza", "Plaza Ltd", "http://127.0.0.1:1", "http://127.0.0.1:1/settings"),
        setting=SettingFacts(
            f"bench-setting-{number % SETTINGS}", "A setting", "en", "https://w3id.org/dpv/ai#ModelTraining"
        ),
        connector=ConnectorFacts("plaza", "api", "1", "sha256:" + "1" * 64, "shipped"),
        shown=Shown(("plaza.default",), "sha256:" + "2" * 64, "GB"),
        level=level,
        method="The member confirmed a preview.",
        attempts=0 if asked is None else 1,
        requested=State.OFF,
        before=seen(State.ON) if asked is None else asked,
        after=None if asked is None else seen(State.OFF),
        attempt=None if asked is None else asked.id,
        status=None if asked is None else "https://w3id.org/dpv#RequestFulfilled",
    )


def seen(state: Any) -> Any:
    from demur.core.reading import Reading, Transport
    from demur.core.setting import Identity

    return Reading(
        state=state,
        raw=str(state),
        identity=Identity("user-7", "fern"),
        observed_at=datetime.now(UTC),
        address="http://127.0.0.1:1/api/settings/a",
        body=b'{"name":"a","value":true}',
        transport=Transport("127.0.0.1", "Sat, 21 Nov 2026 17:30:09 GMT"),
    )


def appends(small: str, large: str) -> None:
    """Prints the median seconds of one entry sealed and synced, at each size."""
    from demur.core.entry import Kind

    sealers = [ledger_of(folder).unlock() for folder in (small, large)]
    took: list[list[float]] = [[], []]
    for number in range(APPENDS):
        for sealer, times in zip(sealers, took, strict=True):
            made = entry(Kind.ATTEMPT, number)
            began = time.perf_counter()
            sealer.seal(made)
            times.append(time.perf_counter() - began)
    print(*map(median, took))


def verification(folder: str) -> None:
    """Prints the seconds of SHA-256 and Ed25519 alone over the same bytes, of the whole check, and of the next one."""
    took = []
    for is_afresh in (True, False):
        began = time.perf_counter()
        check = ledger_of(folder).check(is_afresh)
        took.append(time.perf_counter() - began)
        if not check.is_sound:
            raise SystemExit(f"a ledger that doesn't hold counts for nothing: {check}")
    print(_bare(folder), *took)


def _bare(folder: str) -> float:
    """Hash each body, and check the signatures of receipt and checkpoint, as one pass over a file would have to."""
    import sqlite3

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from demur.ledger.rows import public_keys
    from demur.receipts import checkpoint, profile
    from demur.receipts.proof import signature_of

    db = sqlite3.connect(Path(folder) / "ledger.sqlite")
    keys = public_keys(db)
    receipt_key, log_key = map(Ed25519PublicKey.from_public_bytes, keys)
    total, query = 0.0, "SELECT body, note FROM entries JOIN checkpoints ON size = position + 1 WHERE position % 10 = 0"
    for body, note in db.execute(query):  # every tenth: what is made ready here is no part of the floor
        fields, over = profile.parse(body), checkpoint.parse(note.encode())
        proof = fields.pop("proof")
        signature = signature_of({"proof": proof})
        config = profile.canonical_bytes({name: value for name, value in proof.items() if name != "proofValue"})
        document, text = profile.canonical_bytes(fields), over.text.encode()
        began = time.perf_counter()
        hashlib.sha256(b"\x00" + body).digest()
        receipt_key.verify(signature, hashlib.sha256(config).digest() + hashlib.sha256(document).digest())
        log_key.verify(over.signature, text)
        total += time.perf_counter() - began
    (size,) = db.execute("SELECT count(*) FROM entries").fetchone()
    return total * int(size) / len(range(0, size, 10))


def lists(small: str, large: str) -> None:
    """Prints the median seconds until a list is painted, a stride through it, and a search, each at both sizes."""
    from PySide6.QtWidgets import QApplication

    app = QApplication(["list"])
    pages = [_page(folder) for folder in (small, large)]
    took: list[list[list[float]]] = [[[], []], [[], []], [[], []]]
    for turn in range(OPENINGS + STRIDES):
        for at, (page, ledger) in enumerate(pages):
            if turn < OPENINGS:
                took[0][at].append(_timed(app, partial(page.show_ledger, ledger, True)))
                took[2][at].append(_timed(app, partial(_search, page)))
            else:
                took[1][at].append(_timed(app, partial(_stride, page)))
    print(*(median(times) for pair in took for times in pair))


def list_memory(folder: str) -> None:
    """Open a list, search it, go down it and begin a check: the process's own peak is what counts."""
    from PySide6.QtWidgets import QApplication

    app = QApplication(["list"])
    page, ledger = _page(folder)
    _timed(app, lambda: page.show_ledger(ledger, True))
    _timed(app, lambda: _search(page))
    for _ in range(STRIDES):
        _timed(app, lambda: _stride(page))
    print(ledger.check(watch=lambda done, _: done < 2_000).entries)


def _page(folder: str) -> tuple[Any, SqliteLedger]:
    from demur.ui.receipts_model import ReceiptsModel
    from demur.ui.receipts_page import ReceiptsPage

    page, ledger = ReceiptsPage(ReceiptsModel(lambda _: "Fern")), ledger_of(folder)
    page.resize(1180, 780)
    page.show()
    page.show_ledger(ledger, True)
    return page, ledger


def _search(page: Any) -> None:
    from demur.ledger.search import Search

    page.model.search(Search(WORD))
    page.model.search(Search())


def _stride(page: Any) -> None:
    """Go one view down the list, to rows that were not read yet."""
    bar = page._table.verticalScrollBar()
    bar.setValue(bar.value() + bar.pageStep())


def _timed(app: Any, act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    for widget in app.topLevelWidgets():
        widget.repaint()
    app.processEvents()
    return time.perf_counter() - began


PARTS: dict[str, Callable[..., None]] = {
    "make": make,
    "appends": appends,
    "verification": verification,
    "lists": lists,
    "list-memory": list_memory,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
