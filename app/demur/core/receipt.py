"""A sealed entry, as it comes back from the ledger or out of a file; `demur verify` needs no more of an entry."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NewType

from demur.core.reach import OWN_BROWSER
from demur.core.setting import Assurance, State

if TYPE_CHECKING:
    from demur.core.account import Account, AccountId
    from demur.core.dating import Dated

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


class Receipt:
    """One sealed entry: its bytes as they lie in the ledger, and the same bytes as fields.

    Written out, since a third of what `demur verify` takes of its own would be the making of such a class.
    """

    __slots__ = ("account", "body", "dated", "fields", "index")

    def __init__(self, index: int, body: bytes, fields: Mapping[str, Any], account: AccountId | None) -> None:
        self.index, self.body, self.fields, self.account = index, body, fields, account
        self.dated: Dated | None = None
        """Who dated it first, where whoever read it looked that up."""

    def __eq__(self, other: object) -> bool:
        """Two are equal whose bytes, place and account are; the fields follow from the bytes."""
        return isinstance(other, Receipt) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, bytes, AccountId | None]:
        return self.index, self.body, self.account

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
