"""One claim: what may be said of a setting, where and when, and on whose word."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from demur.core.setting import RegionCode

ClaimId = NewType("ClaimId", str)


class ClaimKind(StrEnum):
    """What a claim speaks of; on a page they stand in this order."""

    DEFAULT = "default"
    """How the setting stands where nobody touched it."""
    EFFECT = "effect"
    """What the setting covers."""
    NOT_EFFECT = "not-effect"
    """What it does not cover or undo."""
    WHO = "who"
    """Who else may use the data."""
    BASIS = "basis"
    """The legal basis that the platform names."""
    DISPUTE = "dispute"
    """One side of a question on which sources differ."""
    HISTORY = "history"
    """Something that happened on a day."""
    FURTHER = "further"


class SourceKind(StrEnum):
    """Whose words a source holds."""

    PLATFORM = "platform"
    REGULATOR = "regulator"
    ARCHIVE = "archive"
    """The platform's own text, as a public archive recorded it."""
    PRESS = "press"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    """Never shown, and nothing rests on it."""


class Basis(StrEnum):
    """The legal basis that the platform names (GDPR Art. 6(1))."""

    CONSENT = "consent"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class StandingWord(StrEnum):
    """How a platform treats a region on a date, as far as its sources say."""

    ON_BY_DEFAULT = "on-by-default"
    NOT_OFFERED = "not-offered"
    """No training, and the setting is not shown."""
    EXCLUDED = "excluded"
    """No training; whether the setting is shown is not known."""
    ANNOUNCED = "announced"
    """Training has a first day that is still to come; the setting is there."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """Regions, and the days from first to last on which something holds there; None is an open end."""

    regions: frozenset[RegionCode]
    first: date | None
    last: date | None

    def covers(self, region: RegionCode, on: date) -> bool:
        is_begun = self.first is None or self.first <= on
        return region in self.regions and is_begun and (self.last is None or on <= self.last)

    def meets(self, other: "Window") -> bool:
        """Return whether the two share a day, whatever their regions."""
        later = max(self.first or date.min, other.first or date.min)
        return later <= min(self.last or date.max, other.last or date.max)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from."""

    title: str
    kind: SourceKind
    published: str
    """A date, a month or a year as the source gives it, or `undated`."""
    url: str | None
    """Only an https address on a host that was looked at."""
    is_read_through_a_copy: bool
    """True where the words were read in a copy on another site; such a source has no link."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of ours, and what it rests on."""

    id: ClaimId
    kind: ClaimKind
    windows: tuple[Window, ...]
    sentence: str
    source: Source
    retrieved: date
    quote: str
    """At most twenty words of the source, as they stand there; empty where the claim rests on a summary."""
    confidence: Confidence
    review_by: date
    disputed_by: tuple[ClaimId, ...]
    merges: tuple[ClaimId, ...]
    """Further findings that the sentence takes in, by the same kind of id."""
    basis: Basis | None
    """Which basis a claim of kind `basis` names; None for every other kind."""

    def holds(self, region: RegionCode, on: date) -> bool:
        return any(window.covers(region, on) for window in self.windows)

    def began(self, region: RegionCode) -> date | None:
        """Return the first day on which the claim held in a region, or None where it never did or nobody knows."""
        return min((window.first for window in self.windows if region in window.regions and window.first), default=None)

    def is_due(self, today: date) -> bool:
        """Return whether the claim waits to be checked again: say "not checked since" its retrieval."""
        return today > self.review_by


@dataclass(frozen=True, slots=True)
class Standing:
    """How a platform treats a region on a date, and the claims that say so, as far as is known by now."""

    word: StandingWord
    claims: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingRow:
    window: Window
    standing: Standing
