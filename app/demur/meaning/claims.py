"""What is known of one platform's setting: which claims hold for a region on a date."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from demur.core.problem import MeaningBroken
from demur.core.setting import RegionCode, SettingId
from demur.meaning.claim import (
    Basis,
    Claim,
    ClaimId,
    ClaimKind,
    Confidence,
    Standing,
    StandingRow,
    StandingWord,
    Window,
)
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
    setting_id: str | None = None
    """Which of the platform's settings this is about; None where it has only one."""
    is_taken: bool = False
    """Whether the member took the file in from elsewhere, which is said wherever its sentences are shown."""

    def of_setting(self, setting: SettingId) -> "Claims":
        """Return what may be told of one of a platform's settings; how another stands is not known from here."""
        if self.setting_id in {None, setting}:
            return self
        told = {found: claim for found, claim in self.by_id.items() if claim.is_of_every_setting}
        return replace(self, by_id=told, rows=())

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
            (spans[0], claim)
            for claim in self._shown()
            if claim.kind is ClaimKind.HISTORY and (spans := claim.spans(region)) and (spans[0].first or on) <= on
        ]
        return tuple(claim for _, claim in sorted(events, key=lambda event: _order(event[0])))

    def weak(self, region: RegionCode, on: date) -> tuple[Claim, ...]:
        """Return what a weak source says held there and then: to be shown apart, and nothing rests on it."""
        found = (claim for claim in self.by_id.values() if claim.confidence is Confidence.LOW)
        return tuple(claim for claim in found if claim.holds(region, on))

    def due(self, today: date) -> tuple[Claim, ...]:
        """Return the claims that are past their day of review, those that wait longest first."""
        waiting = (claim for claim in self.by_id.values() if claim.is_due(today))
        return tuple(sorted(waiting, key=lambda claim: claim.review_by))

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


def _order(span: Window) -> tuple[date, date]:
    """Of two spans with one first day, the one comes first that may have begun earlier."""
    first = span.first or date.min
    return first, span.earliest or first


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
    digest = digest_of(untrusted_bytes)
    return Claims(held.platform, held.name, held.setting, by_id, held.rows, digest, held.setting_id)


def digest_of(untrusted_bytes: bytes) -> str:
    """Return the digest of a file, as receipts hold it."""
    return f"sha256:{hashlib.sha256(untrusted_bytes).hexdigest()}"
