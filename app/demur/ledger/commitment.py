"""Salted commitments: the receipt holds a digest, the value travels beside it or is withheld (RFC 9901's idea).

Without a salt, `{"training":false}` or a handle could be guessed and tried.
"""

import secrets
from dataclasses import dataclass
from typing import Final

from demur.core.setting import Identity
from demur.receipts.disclosure import commitment, content_text
from demur.receipts.text import without_surrogates

_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One committed value of an account: `handle` or `userId`."""

    name: str
    salt: str
    value: str

    @property
    def digest(self) -> str:
        return commitment(self.salt, self.name, self.value)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One whole reply, as it came; `name` is the side it was seen on, `before` or `after`."""

    name: str
    salt: str
    body: bytes

    @property
    def digest(self) -> str:
        return commitment(self.salt, "evidence", content_text(self.body))


def disclosures_of(identity: Identity) -> tuple[Disclosure, ...]:
    """Return what commits to an account, under fresh salts, in the order the receipt has them."""
    values = {"handle": identity.handle, "userId": identity.user_id}
    return tuple(Disclosure(name, _new_salt(), without_surrogates(value)) for name, value in values.items())


def evidence_of(name: str, untrusted_body: bytes) -> Evidence:
    return Evidence(name, _new_salt(), untrusted_body)


def _new_salt() -> str:
    return secrets.token_hex(_SALT_BYTES)
