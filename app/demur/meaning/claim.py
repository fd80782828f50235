"""One claim: what may be said of a setting, where and when, and on whose word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from demur.core.setting import RegionCode

ClaimId = NewType("ClaimId", str)

ENGLISH = "en"


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
    ACT = "act"
    """What else a member can do."""
    FURTHER = "further"
    """What else there is to know."""
    WHERE = "where"
    """Where the setting is found, and what it is called there."""


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
    """Shown apart, as weak, and only where a member looks things up; no state and no action rests on it."""


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
    """Regions, and the days from first to last on which something holds there; None is an open end.

    Where sources differ about a day, `first` and `last` are those that all of them allow for, and `earliest` and
    `latest` say how far the others go.
    """

    regions: frozenset[RegionCode]
    first: date | None
    last: date | None
    earliest: date | None = None
    latest: date | None = None

    def covers(self, region: RegionCode, on: date) -> bool:
        is_begun = self.first is None or self.first <= on
        return region in self.regions and is_begun and (self.last is None or on <= self.last)

    def as_known_on(self, on: date) -> "Window":
        """Return the span as it could be told on a day: whatever had not ended by then is open."""
        if self.last is None or self.last < on:
            return self
        return Window(self.regions, self.first, None, self.earliest)

    def meets(self, other: "Window") -> bool:
        """Return whether the two share a day, whatever their regions."""
        later = max(self.first or date.min, other.first or date.min)
        return later <= min(self.last or date.max, other.last or date.max)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from."""

    title: str
    publisher: str
    """Who answers for the words, wherever they were read."""
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
    sentences: Mapping[str, str] = field(hash=False)
    """The sentence in each language that it was written in, by its tag (RFC 5646); English is always there."""
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
    is_of_every_setting: bool = False
    """Whether it is told with each of a platform's settings, where the file is about one of several."""

    @property
    def sentence(self) -> str:
        """Return the English sentence."""
        return self.sentences[ENGLISH]

    def holds(self, region: RegionCode, on: date) -> bool:
        return any(window.covers(region, on) for window in self.windows)

    def spans(self, region: RegionCode) -> list[Window]:
        """Return the spans in which the claim held or holds in a region, the first to begin first."""
        held = [window for window in self.windows if region in window.regions and window.first]
        return sorted(held, key=lambda window: window.first or date.max)

    def span(self, region: RegionCode, on: date) -> Window | None:
        """Return the span in which the claim holds in a region on a day, or the last one before; else None."""
        begun = [window for window in self.spans(region) if window.first and window.first <= on]
        return begun[-1] if begun else None

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
