"""What is known of one platform's setting: which claims hold for a region on a date."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demur.core.problem import MeaningBroken
from demur.core.setting import RegionCode
from demur.meaning.claim import Basis, Claim, ClaimId, ClaimKind, Confidence, Standing, StandingRow, StandingWord
from demur.meaning.reading import read_claims
from demur.meaning.record import Fault


@dataclass(frozen=True, slots=True)
class Claims:
    """All that is known of one platform's setting; low-confidence claims are kept apart and never given out."""

    by_id: Mapping[ClaimId, Claim]
    rows: tuple[StandingRow, ...]
    digest: str
    """`sha256:` digest of the file."""

    def on(self, region: RegionCode, on: date) -> tuple[Claim, ...]:
        """Return what held in a region on a date, by kind and then in the file's order."""
        order = list(ClaimKind)
        held = (claim for claim in self._shown() if claim.holds(region, on))
        return tuple(sorted(held, key=lambda claim: order.index(claim.kind)))

    def history(self, region: RegionCode, on: date) -> tuple[Claim, ...]:
        """Return what had happened in a region up to a date, oldest first, over or not."""
        events = [
            (began, claim)
            for claim in self._shown()
            if claim.kind is ClaimKind.HISTORY and (began := claim.began(region)) is not None and began <= on
        ]
        return tuple(claim for _, claim in sorted(events, key=lambda event: event[0]))

    def standing(self, region: RegionCode, on: date) -> Standing:
        """Return how the platform treats a region on a date; where no source says, that is unknown, never off."""
        for row in self.rows:
            if row.window.covers(region, on):
                return row.standing
        return Standing(StandingWord.UNKNOWN)

    def legitimate_interests(self, region: RegionCode, on: date) -> bool:
        """Return whether the platform names legitimate interests as its basis there and then (GDPR Art. 6(1)(f))."""
        return any(claim.basis is Basis.LEGITIMATE_INTERESTS for claim in self.on(region, on))

    def _shown(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.by_id.values() if claim.confidence is not Confidence.LOW)


def load(file: Path) -> Claims:
    """Read a file of claims, whole or not at all: raises `MeaningBroken` with file, line and reason."""
    try:
        untrusted_bytes = file.read_bytes()
        claims, rows = read_claims(untrusted_bytes)
    except Fault as fault:
        raise MeaningBroken(file=str(file), line=str(fault.line), reason=fault.reason) from fault
    except OSError as error:
        raise MeaningBroken(file=str(file), line="1", reason=error.strerror or "cannot be read") from error
    digest = hashlib.sha256(untrusted_bytes).hexdigest()
    return Claims({claim.id: claim for claim in claims}, rows, f"sha256:{digest}")
