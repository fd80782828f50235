"""What goes into the ledger: the facts of one entry, and the receipt that comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from demur.core.account import Account, AccountId
from demur.core.reach import OWN_BROWSER as OWN_BROWSER
from demur.core.reach import PAGE as PAGE
from demur.core.reading import Reading
from demur.core.setting import Assurance, Identity, State

EntryId = NewType("EntryId", str)
"""A `urn:uuid:` (RFC 9562)."""


class Kind(StrEnum):
    """Kinds of entry (receipt-format part 2); those of later stages are named there."""

    GENESIS = "genesis"
    ATTEMPT = "attempt"
    CONFIRMATION = "confirmation"
    FAILURE = "failure"
    OBSERVATION = "observation"
    REQUEST = "request"
    """A form or letter was sent."""
    ANSWER = "answer"
    """What the platform answered to a request."""


class IdentityBy(StrEnum):
    """Who named the account."""

    READ = "read"
    """The platform's page or interface."""
    MEMBER = "named-by-member"


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """One sealed entry: its bytes as they lie in the ledger, and the same bytes as fields."""

    index: int
    body: bytes
    fields: Mapping[str, Any]
    account: AccountId | None

    @property
    def id(self) -> EntryId:
        return EntryId(self.fields["id"])

    @property
    def kind(self) -> Kind:
        return Kind(self.fields["kind"])

    @property
    def level(self) -> Assurance | None:
        return Assurance(self.fields["assurance"]["level"]) if "assurance" in self.fields else None

    @property
    def is_own_browser(self) -> bool:
        """Whether this is of something the member did, or was to do, in their own browser."""
        return bool(self.fields.get("connector", {}).get("kind") == OWN_BROWSER)

    def is_about(self, account: Account) -> bool:
        """Tell whether this is an account's, and of the setting that it has now: a platform file may change."""
        return self.account == account.id and self.fields.get("setting", {}).get("id") == account.setting

    def state(self, side: str) -> State | None:
        """Return the state word under `before` or `after`, or None where that side is absent."""
        seen = self.fields.get(side)
        return State(seen["state"]) if seen else None

    @property
    def requested(self) -> State | None:
        word = self.fields.get("requested")
        return State(word) if word else None
