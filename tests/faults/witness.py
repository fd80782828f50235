"""The one thing that may never happen: a confirmation of what the platform didn't store at that moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from demur.core.entry import Entry, Kind, Receipt
from demur.core.setting import State
from demur.ledger.sealing import LedgerSealer
from demur.practice.launcher import Control


def stored_state(control: Control, user_id: str, setting: str) -> State:
    """Return what Plaza really stores now, in the product's words."""
    value = control.values(setting)[user_id]
    return State.NOT_OFFERED if value is None else State.ON if value else State.OFF


def false_confirmations(seen: Iterable[tuple[dict[str, Any], State]]) -> list[dict[str, Any]]:
    """Return the receipts of kind confirmation that say something else than was stored when they were sealed."""
    return [
        fields for fields, stored in seen if fields["kind"] == Kind.CONFIRMATION and fields["after"]["state"] != stored
    ]


@dataclass
class Witness:
    """Stands beside the real sealer and asks Plaza, at each receipt, what it stores just then."""

    control: Control
    seen: list[tuple[dict[str, Any], State]] = field(default_factory=list)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seal = LedgerSealer.seal

        def watched(sealer: LedgerSealer, entry: Entry) -> Receipt:
            stored = stored_state(self.control, entry.identity.user_id, entry.setting.id)
            receipt = seal(sealer, entry)
            self.seen.append((dict(receipt.fields), stored))
            return receipt

        monkeypatch.setattr(LedgerSealer, "seal", watched)

    @property
    def confirmations(self) -> int:
        return sum(fields["kind"] == Kind.CONFIRMATION for fields, _ in self.seen)
