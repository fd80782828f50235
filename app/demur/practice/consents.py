"""What members allowed: each consent, and the codes and tokens that came of it.

Codes and tokens are kept as digests only, so that the file gives nobody a sign-in.
"""

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from demur.practice.state import State

CODE_S = 60
ACCESS_S = 600
REFRESH_S = 180 * 24 * 3600


class Kind(StrEnum):
    CODE = "code"
    ACCESS = "access"
    REFRESH = "refresh"


LIFETIME_S = {Kind.CODE: CODE_S, Kind.ACCESS: ACCESS_S, Kind.REFRESH: REFRESH_S}


@dataclass(frozen=True, slots=True)
class Consent:
    """One "Allow": what it covers, and what its code is bound to."""

    client_id: str
    user_id: str
    scope: str
    redirect_uri: str
    nonce: str | None
    auth_time: int
    code_challenge: str
    id: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Token:
    """A code, access token or refresh token, answering the questions Authlib asks of one."""

    digest: str
    kind: Kind
    consent: Consent
    scope: str
    expires_at: float
    is_spent: bool
    is_revoked: bool

    @property
    def is_good(self) -> bool:
        return not self.is_spent and not self.is_revoked and time.time() < self.expires_at

    @property
    def code_challenge(self) -> str:
        return self.consent.code_challenge

    code_challenge_method = "S256"

    def check_client(self, client: Any) -> bool:
        return bool(client.get_client_id() == self.consent.client_id)

    def get_redirect_uri(self) -> str:
        return self.consent.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.consent.nonce

    def get_auth_time(self) -> int:
        return self.consent.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Consents:
    def __init__(self, state: State) -> None:
        self._state = state

    def begin(self, consent: Consent, code: str) -> None:
        """Keep a consent and the code that stands for it."""
        with self._state.change() as connection:
            fields = asdict(consent)
            names = ", ".join(fields)
            places = ", ".join(f":{name}" for name in fields)
            connection.execute(f"INSERT INTO consent ({names}) VALUES ({places})", fields)  # noqa: S608 - our own field names
            _keep(connection, consent.id, Kind.CODE, code, consent.scope)

    def claim(self, text: str, kind: Kind) -> Token | None:
        """Return a good code or refresh token; one shown a second time revokes its whole consent.

        RFC 6749, 4.1.2 and RFC 9700, 4.14.2: whoever holds a used one may be a thief, or the one robbed.
        """
        with self._state.change() as connection:
            token = _find(connection, text, kind)
            if token is not None and token.is_spent:
                _revoke(connection, token.consent.id)
            return token if token is not None and token.is_good else None

    def issue(self, spent: Token, answer: Mapping[str, Any]) -> bool:
        """Spend a code or refresh token and keep what it bought; False where someone else was first."""
        with self._state.change() as connection:
            cursor = connection.execute(
                "UPDATE token SET is_spent = 1 WHERE digest = ? AND is_spent = 0"
                " AND consent IN (SELECT id FROM consent WHERE is_revoked = 0)",
                (spent.digest,),
            )
            if cursor.rowcount != 1:
                _revoke(connection, spent.consent.id)
                return False
            _keep(connection, spent.consent.id, Kind.ACCESS, answer["access_token"], answer["scope"])
            _keep(connection, spent.consent.id, Kind.REFRESH, answer["refresh_token"], spent.consent.scope)
            return True

    def find(self, text: str, *kinds: Kind) -> Token | None:
        with self._state.look() as connection:
            found = (_find(connection, text, kind) for kind in kinds)
            return next((token for token in found if token is not None), None)

    def revoke(self, token: Token) -> None:
        """Revoke an access token alone, or with a refresh token everything that came of its consent (RFC 7009, 2.1)."""
        with self._state.change() as connection:
            if token.kind is Kind.ACCESS:
                connection.execute("UPDATE token SET is_spent = 1 WHERE digest = ?", (token.digest,))
            else:
                _revoke(connection, token.consent.id)

    def end(self, token: Token) -> None:
        """Revoke everything that came of a token's consent: the member is signed out."""
        with self._state.change() as connection:
            _revoke(connection, token.consent.id)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _keep(connection: sqlite3.Connection, consent: str, kind: Kind, text: str, scope: str) -> None:
    connection.execute(
        "INSERT INTO token (digest, consent, kind, scope, expires_at) VALUES (?, ?, ?, ?, ?)",
        (_digest(text), consent, kind, scope, time.time() + LIFETIME_S[kind]),
    )


def _revoke(connection: sqlite3.Connection, consent: str) -> None:
    connection.execute("UPDATE consent SET is_revoked = 1 WHERE id = ?", (consent,))


def _find(connection: sqlite3.Connection, text: str, kind: Kind) -> Token | None:
    row = connection.execute(
        "SELECT token.digest, token.scope AS token_scope, token.expires_at, token.is_spent, consent.*"
        " FROM token JOIN consent ON consent.id = token.consent WHERE token.digest = ? AND token.kind = ?",
        (_digest(text), kind),
    ).fetchone()
    if row is None:
        return None
    consent = Consent(**{name: row[name] for name in Consent.__dataclass_fields__})
    return Token(
        digest=row["digest"],
        kind=kind,
        consent=consent,
        scope=row["token_scope"],
        expires_at=row["expires_at"],
        is_spent=bool(row["is_spent"]),
        is_revoked=bool(row["is_revoked"]),
    )
