"""Entries and ledgers for tests, with the folder vault that practice uses."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from demur.core.account import AccountId
from demur.core.entry import (
    ConnectorFacts,
    Entry,
    Kind,
    PlatformFacts,
    Receipt,
    SettingFacts,
    Shown,
    Unseen,
)
from demur.core.reading import Reading, Transport
from demur.core.setting import Assurance, Identity, State
from demur.ledger.composition import ProgramFacts
from demur.ledger.log import SqliteLedger
from demur.ledger.sealing import LedgerSealer
from demur.vault.folder_vault import FolderVault

AMINA = AccountId("plaza/amina")
IDENTITY = Identity("user-7", "amina")
PROGRAM = ProgramFacts("Demur", "0.1.0", "sha256:" + "0" * 64)


class LocalClock:
    """The time as it is."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        raise NotImplementedError


def vault_of(folder: Path) -> FolderVault:
    return FolderVault(folder / "vault")


def ledger_of(folder: Path, is_practice: bool = True) -> SqliteLedger:
    """Return the ledger in `folder`; a new object each time, as after a restart."""
    return SqliteLedger(path_of(folder), vault_of(folder), LocalClock(), is_practice, PROGRAM)


def path_of(folder: Path) -> Path:
    return folder / "data" / "ledger.sqlite"


def reading(state: State, **changes: Any) -> Reading:
    plain = Reading(
        state=state,
        raw="true" if state == State.ON else "false",
        identity=IDENTITY,
        observed_at=LocalClock().now(),
        address="http://127.0.0.1:5000/api/settings/ai_training",
        body=b'{"name":"ai_training","value":true}',
        transport=Transport("127.0.0.1", "Sat, 21 Nov 2026 17:30:09 GMT"),
    )
    return replace(plain, **changes)


def entry(kind: Kind, **changes: Any) -> Entry:
    plain = Entry(
        kind=kind,
        account=AMINA,
        identity=IDENTITY,
        platform=PlatformFacts("Plaza", "Plaza Ltd", "http://127.0.0.1:5000", "http://127.0.0.1:5000/settings"),
        setting=SettingFacts("ai_training", "Use my data", "en", "https://w3id.org/dpv/ai#ModelTraining"),
        connector=ConnectorFacts("plaza", "api", "1", "sha256:" + "1" * 64, "shipped"),
        shown=Shown(("plaza.default",), "sha256:" + "2" * 64, "GB"),
        level=Assurance.REQUESTED,
        method="The member confirmed a preview.",
        attempts=0,
        requested=State.OFF,
        before=None,
        after=None,
    )
    return replace(plain, **changes)


def attempt(**changes: Any) -> Entry:
    return entry(Kind.ATTEMPT, **{"before": reading(State.ON), **changes})


def confirmation(of: Receipt, **changes: Any) -> Entry:
    known = {
        "before": of,
        "after": reading(State.OFF),
        "attempt": of.id,
        "attempts": 1,
        "level": Assurance.READ_BACK_INDEPENDENT,
        "status": "https://w3id.org/dpv#RequestFulfilled",
    }
    return entry(Kind.CONFIRMATION, **{**known, **changes})


def failure(of: Receipt, **changes: Any) -> Entry:
    unseen = Unseen("platform-unreachable", LocalClock().now())
    known = {"before": of, "after": unseen, "attempt": of.id, "attempts": 1}
    return entry(Kind.FAILURE, **{**known, **changes})


def observation(**changes: Any) -> Entry:
    known = {"after": reading(State.OFF), "level": Assurance.READ_BACK_INDEPENDENT, "requested": None}
    return entry(Kind.OBSERVATION, **{**known, **changes})


def opt_out(sealer: LedgerSealer) -> tuple[Receipt, Receipt]:
    """Seal what one opt-out seals."""
    asked = sealer.seal(attempt())
    return asked, sealer.seal(confirmation(asked))


def alter(folder: Path, *statements: str) -> None:
    """Change the ledger's file behind its back."""
    with closing(sqlite3.connect(path_of(folder), isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)
