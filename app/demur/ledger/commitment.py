"""Salted commitments: the receipt holds a digest, the value travels beside it or is withheld (RFC 9901's idea).

Without a salt, `{"training":false}` or a handle could be guessed and tried.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from demur.core.setting import Identity
from demur.receipts.encoding import base64_text
from demur.receipts.text import json_array, without_surrogates

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
        return commitment(self.salt, "evidence", _as_text(self.body))


def commitment(salt: str, name: str, value: str) -> str:
    """Return the digest of JCS([salt, name, value])."""
    return "sha256:" + hashlib.sha256(json_array(salt, name, value)).hexdigest()


def disclosures_of(identity: Identity) -> tuple[Disclosure, ...]:
    """Return what commits to an account, under fresh salts, in the order the receipt has them."""
    values = {"handle": identity.handle, "userId": identity.user_id}
    return tuple(Disclosure(name, _new_salt(), without_surrogates(value)) for name, value in values.items())


def evidence_of(name: str, untrusted_body: bytes) -> Evidence:
    return Evidence(name, _new_salt(), untrusted_body)


def _new_salt() -> str:
    return secrets.token_hex(_SALT_BYTES)


def _as_text(body: bytes) -> str:
    """Return a reply as text, or in base64 where it is none."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return base64_text(body)
