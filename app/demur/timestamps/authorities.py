"""Whom the member chose to ask for the time: nobody, until they name an authority and switch it on."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Protocol
from urllib.parse import urlsplit

from demur.core.dating import MOST_AUTHORITIES, Authority
from demur.core.time_problem import (
    AuthoritiesEnough,
    AuthorityAddressUnusable,
    AuthorityCertificateUnusable,
    AuthorityNameUnusable,
    AuthorityOfSameOwner,
    AuthorityUnknown,
)
from demur.timestamps import SWITCH

_CHOSEN: Final = "time-authorities"
_NAME_LIMIT: Final = 60
_ADDRESS: Final = re.compile(r"https?://[a-z0-9.-]+(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~/%-]*)?")
"""No user, query or fragment: nothing that could say who asks. Plain http will do, since the answer is signed."""


class Kept(Protocol):
    """Keeps a few settings of the program's own."""

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


class Authorities:
    """The member's choice, as it is kept."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    @property
    def is_on(self) -> bool:
        return self._kept.setting(SWITCH) == "yes"

    def switch(self, is_on: bool) -> None:
        self._kept.keep_setting(SWITCH, "yes" if is_on else "")

    def all(self) -> Sequence[Authority]:
        """Return those that were chosen, in the order in which they were."""
        kept = self._kept.setting(_CHOSEN)
        return tuple(Authority(**one) for one in json.loads(kept)) if kept else ()

    def asked(self) -> Sequence[Authority]:
        """Return those that may be asked now."""
        return self.all() if self.is_on else ()

    def add(self, name: str, owner: str, address: str, untrusted_certificates: bytes, file: str) -> Authority:
        """Choose an authority and pin its certificates. Raises the problems of `demur.core.time_problem`."""
        made = Authority(
            id=_id(address.strip(), untrusted_certificates),
            name=_named(name),
            owner=_named(owner),
            address=_address(address.strip()),
            certificates=_certificates(untrusted_certificates, file),
        )
        others = [one for one in self.all() if one.id != made.id]
        if any(_folded(one.owner) == _folded(made.owner) for one in others):
            raise AuthorityOfSameOwner(owner=made.owner)
        if len(others) >= MOST_AUTHORITIES:
            raise AuthoritiesEnough
        self._keep([*others, made])
        return made

    def remove(self, name_or_id: str) -> Authority:
        """Choose an authority no more; its tokens stay. Raises `AuthorityUnknown`."""
        found = next((one for one in self.all() if name_or_id in (one.id, one.name)), None)
        if found is None:
            raise AuthorityUnknown(name=name_or_id)
        self._keep([one for one in self.all() if one != found])
        return found

    def _keep(self, chosen: Sequence[Authority]) -> None:
        fields = ("id", "name", "owner", "address", "certificates")
        self._kept.keep_setting(
            _CHOSEN, json.dumps([{field: getattr(one, field) for field in fields} for one in chosen])
        )


def _id(address: str, certificates: bytes) -> str:
    return hashlib.sha256(address.encode() + b"\n" + certificates).hexdigest()[:12]


def _named(text: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name or len(name) > _NAME_LIMIT or not name.isprintable():
        raise AuthorityNameUnusable
    return name


def _folded(owner: str) -> str:
    """Return a name in which nothing but another owner makes a difference."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", owner).casefold() if sign.isalnum())


def _address(text: str) -> str:
    parts = urlsplit(text) if _ADDRESS.fullmatch(text) else None
    if parts is None or not parts.hostname or len(text) > 200:
        raise AuthorityAddressUnusable
    return text


def _certificates(untrusted_file: bytes, file: str) -> str:
    from demur.receipts.time_token import CertificatesBroken, pem_of, pinned_of

    try:
        return pem_of(pinned_of(untrusted_file))
    except CertificatesBroken as error:
        raise AuthorityCertificateUnusable(file=file) from error
