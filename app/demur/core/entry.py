"""What goes into the ledger: the facts of one entry, and the receipt that comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from demur.core.account import AccountId
from demur.core.reach import OWN_BROWSER as OWN_BROWSER
from demur.core.reach import PAGE as PAGE
from demur.core.reading import Reading
from demur.core.receipt import EntryId as EntryId
from demur.core.receipt import IdentityBy as IdentityBy
from demur.core.receipt import Kind as Kind
from demur.core.receipt import Receipt as Receipt
from demur.core.setting import Assurance, Identity, State


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """The platform as its file names it."""

    name: str
    controller: str
    origin: str
    settings_url: str


@dataclass(frozen=True, slots=True)
class SettingFacts:
    """The setting as the platform labels it."""

    id: str
    label: str
    lang: str
    """BCP 47 tag of the label's language."""
    purpose: str
    """Purpose IRI, such as `https://w3id.org/dpv/ai#ModelTraining`."""


@dataclass(frozen=True, slots=True)
class ConnectorFacts:
    """What spoke with the platform."""

    id: str
    kind: str
    version: str
    artifact: str
    """`sha256:` digest of the platform file."""
    origin: str
    """`shipped` or `member-added`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the member was told before choosing."""

    claims: tuple[str, ...]
    digest: str
    """`sha256:` digest of the claims file."""
    region: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """Stands for a reading that could not be made: the code of the problem, and when it was met."""

    reason: str
    at: datetime
    retry_after_s: int | None = None
    """How long the platform asked to be left alone, where it did."""


@dataclass(frozen=True, slots=True)
class Reported:
    """Stands for a reading that the member made in our place: what they told us, and what they chose to keep of it."""

    state: State
    at: datetime
    """When they told us."""
    kept: bytes | None = None
    """A picture of the control, or the words of an answer: evidence that the receipt only commits to."""
    reason: str | None = None
    """Why the state is unknown; None where it isn't."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of one entry, before the ledger gives it a place, an id, a time and a signature."""

    kind: Kind
    account: AccountId
    identity: Identity
    platform: PlatformFacts
    setting: SettingFacts
    connector: ConnectorFacts
    shown: Shown
    level: Assurance
    method: str
    """How we know, in words (English: receipts are read by strangers)."""
    attempts: int
    """How many writes were sent for this entry; 0 for an observation."""
    requested: State | None
    before: "Reading | Unseen | Receipt | None"
    """A reading, or the attempt whose own `before` is repeated to the letter."""
    after: Reading | Unseen | Reported | None
    attempt: EntryId | None = None
    """The attempt this entry closes."""
    status: str | None = None
    """DPV status IRI; only in a confirmation."""
    identity_by: IdentityBy = IdentityBy.READ
    ext: Mapping[str, str] = field(default_factory=dict)
    """Newer facts, which older verifiers leave alone."""
