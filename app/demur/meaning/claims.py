"""What is known of one platform's setting: which claims hold for a region on a date."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from demur.core.problem import MeaningBroken
from demur.core.setting import RegionCode
from demur.meaning.claim import Basis, Claim, ClaimId, ClaimKind, Confidence, Standing, StandingRow, StandingWord
from demur.meaning.hosts import Hosts
from demur.meaning.reading import read_claims
from demur.meaning.record import Fault


@dataclass(frozen=True, slots=True)
class Claims:
    """All that is known of one platform's setting; low-confidence claims are kept apart."""

    platform: str
    name: str
    """The platform's, as people know it."""
    setting: str
    by_id: Mapping[ClaimId, Claim]
    rows: tuple[StandingRow, ...]
    digest: str
    """`sha256:` digest of the file."""
    is_taken: bool = False
    """Whether the member took the file in from elsewhere, which is said wherever its sentences are shown."""

    @property
    def retrieved(self) -> date:
        """Return the newest day on which one of the sources was read."""
        return max(claim.retrieved for claim in self.by_id.values())

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

    def weak(self, region: RegionCode, on: date) -> tuple[Claim, ...]:
        """Return what a weak source says held there and then: to be shown apart, and nothing rests on it."""
        found = (claim for claim in self.by_id.values() if claim.confidence is Confidence.LOW)
        return tuple(claim for claim in found if claim.holds(region, on))

    def due(self, today: date) -> tuple[Claim, ...]:
        """Return the claims that are past their day of review, those that wait longest first."""
        waiting = (claim for claim in self.by_id.values() if claim.is_due(today))
        return tuple(sorted(waiting, key=lambda claim: claim.review_by))

    def turning_days(self) -> tuple[date, ...]:
        """Return every day on which something begins to hold or has just ceased to."""
        windows = [window for claim in self.by_id.values() for window in claim.windows]
        windows += [row.window for row in self.rows]
        ended = {window.last + timedelta(days=1) for window in windows if window.last}
        return tuple(sorted(ended | {window.first for window in windows if window.first}))

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


def load(file: Path, hosts: Hosts) -> Claims:
    """Read a file of claims, whole or not at all: raises `MeaningBroken` with file, line and reason.

    Its addresses may lead to `hosts` alone.
    """
    try:
        untrusted_bytes = file.read_bytes()
        held = read_claims(untrusted_bytes, hosts)
    except Fault as fault:
        raise MeaningBroken(file=str(file), line=str(fault.line), reason=fault.reason) from fault
    except OSError as error:
        raise MeaningBroken(file=str(file), line="1", reason=error.strerror or "cannot be read") from error
    by_id = {claim.id: claim for claim in held.claims}
    return Claims(held.platform, held.name, held.setting, by_id, held.rows, digest_of(untrusted_bytes))


def digest_of(untrusted_bytes: bytes) -> str:
    """Return the digest of a file, as receipts hold it."""
    return f"sha256:{hashlib.sha256(untrusted_bytes).hexdigest()}"
