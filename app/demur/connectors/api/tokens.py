"""The tokens of one sign-in: in the vault, renewed at most once at a time, saved before they are used.

All settings of the sign-in share them, and so one entry and one lock.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from demur.connectors.api.audience import Audience
from demur.core.account import SignInId
from demur.core.ports import Vault
from demur.core.problem import FolderUnusable, SignedOut
from demur.core.secret import Secret

_EARLY_S = 30
"""A token is renewed this long before it runs out, in seconds."""


class TokenShelf:
    """Keeps each sign-in's tokens and hands out a fresh access token. Raises the vault's problems."""

    def __init__(self, vault: Vault, locks: Path) -> None:
        self._vault, self._locks = vault, locks

    def keep(self, sign_in: SignInId, tokens: dict[str, Any]) -> None:
        with self._locked(sign_in, "tokens"):
            self._keep(sign_in, tokens)

    def find(self, sign_in: SignInId) -> dict[str, Any] | None:
        """Return the tokens; None where there are none, or a damaged secret from which a new sign-in recovers."""
        secret = self._vault.find(_name(sign_in))
        return None if secret is None else _parse(secret.reveal())

    def forget(self, sign_in: SignInId) -> None:
        with self._locked(sign_in, "tokens"):
            self._vault.forget(_name(sign_in))

    def fresh(self, sign_in: SignInId, audience: Audience, renew: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        """Return tokens that still hold, calling `renew` with the refresh token where they don't.

        One process and thread renews at a time, and looks again first: a rotated refresh token that is used twice
        signs the member out (RFC 9700, 4.14.2). Raises `SignedOut` where there is nothing left to renew with, or what
        there is was issued for somebody else: then it is forgotten, too.
        """
        if (holding := self.holding(sign_in, audience)) is not None:
            return holding
        with self._locked(sign_in, "renewal"):
            tokens = self._require(sign_in, audience)
            if _holds(tokens):
                return tokens
            refresh_token = tokens.get("refresh_token")
            if not isinstance(refresh_token, str):
                raise SignedOut
            return self._settle(sign_in, audience, tokens, {"refresh_token": refresh_token} | renew(refresh_token))

    def holding(self, sign_in: SignInId, audience: Audience) -> dict[str, Any] | None:
        """Return tokens that still hold, or None where they must be renewed first. Raises `SignedOut` as `fresh`."""
        tokens = self._found(sign_in, audience)
        return tokens if _holds(tokens) else None

    def _found(self, sign_in: SignInId, audience: Audience) -> dict[str, Any]:
        """Return the tokens; those issued for somebody else go, unless a new sign-in replaced them just now."""
        tokens = self.find(sign_in)
        if tokens is not None and audience.may_see(tokens):
            return tokens
        if tokens is not None:
            with self._locked(sign_in, "tokens"):
                if self.find(sign_in) == tokens:
                    self._vault.forget(_name(sign_in))
        raise SignedOut

    def _settle(
        self, sign_in: SignInId, audience: Audience, old: dict[str, Any], renewed: dict[str, Any]
    ) -> dict[str, Any]:
        """Keep renewed tokens, unless the member signed out, or in again, while the platform was asked."""
        with self._locked(sign_in, "tokens"):
            now = self._require(sign_in, audience)
            if now != old:
                return now
            self._keep(sign_in, renewed)
            return renewed

    def _keep(self, sign_in: SignInId, tokens: dict[str, Any]) -> None:
        self._vault.keep(_name(sign_in), Secret(json.dumps(tokens)))

    def _require(self, sign_in: SignInId, audience: Audience) -> dict[str, Any]:
        tokens = self.find(sign_in)
        if tokens is None or not audience.may_see(tokens):
            raise SignedOut
        return tokens

    @contextmanager
    def _locked(self, sign_in: SignInId, what: str) -> Iterator[None]:
        """Hold a lock over all threads and processes; a `renewal` lasts as long as the platform needs to answer."""
        lock = FileLock(self._locks / f"{sign_in}.{what}.lock", mode=0o600)
        try:
            self._locks.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except OSError as error:
            raise FolderUnusable(folder=str(self._locks), why=error.strerror or "it can't be locked") from error
        try:
            yield
        finally:
            lock.release()


def _parse(kept: str) -> dict[str, Any] | None:
    try:
        tokens = json.loads(kept)
    except ValueError:
        return None
    is_whole = isinstance(tokens, dict) and isinstance(tokens.get("access_token"), str)
    return tokens if is_whole else None


def _holds(tokens: dict[str, Any]) -> bool:
    expires_at = tokens.get("expires_at")
    return not isinstance(expires_at, int) or time.time() + _EARLY_S < expires_at


def _name(sign_in: SignInId) -> str:
    return f"tokens:{sign_in}"
