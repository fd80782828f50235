"""The tokens of one account: in the vault, renewed at most once at a time, saved before they are used."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from demur.core.account import AccountId
from demur.core.ports import Vault
from demur.core.problem import FolderUnusable, SignedOut
from demur.core.secret import Secret

_EARLY_S = 30
"""A token is renewed this long before it runs out, in seconds."""


class TokenShelf:
    """Keeps each account's tokens and hands out a fresh access token. Raises the vault's problems."""

    def __init__(self, vault: Vault, locks: Path) -> None:
        self._vault, self._locks = vault, locks

    def keep(self, account: AccountId, tokens: dict[str, Any]) -> None:
        with self._locked(account, "tokens"):
            self._keep(account, tokens)

    def find(self, account: AccountId) -> dict[str, Any] | None:
        """Return the tokens; None where there are none, or a damaged secret from which a new sign-in recovers."""
        secret = self._vault.find(_name(account))
        return None if secret is None else _parse(secret.reveal())

    def forget(self, account: AccountId) -> None:
        with self._locked(account, "tokens"):
            self._vault.forget(_name(account))

    def fresh(self, account: AccountId, renew: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        """Return tokens that still hold, calling `renew` with the refresh token where they don't.

        One process and thread renews at a time, and looks again first: a rotated refresh token that is used twice
        signs the member out (RFC 9700, 4.14.2). Raises `SignedOut` where there is nothing left to renew with.
        """
        tokens = self._require(account)
        if _holds(tokens):
            return tokens
        with self._locked(account, "renewal"):
            tokens = self._require(account)
            if _holds(tokens):
                return tokens
            refresh_token = tokens.get("refresh_token")
            if not isinstance(refresh_token, str):
                raise SignedOut
            return self._settle(account, tokens, {"refresh_token": refresh_token} | renew(refresh_token))

    def _settle(self, account: AccountId, old: dict[str, Any], renewed: dict[str, Any]) -> dict[str, Any]:
        """Keep renewed tokens, unless the member signed out, or in again, while the platform was asked."""
        with self._locked(account, "tokens"):
            now = self._require(account)
            if now != old:
                return now
            self._keep(account, renewed)
            return renewed

    def _keep(self, account: AccountId, tokens: dict[str, Any]) -> None:
        self._vault.keep(_name(account), Secret(json.dumps(tokens)))

    def _require(self, account: AccountId) -> dict[str, Any]:
        if (tokens := self.find(account)) is None:
            raise SignedOut
        return tokens

    @contextmanager
    def _locked(self, account: AccountId, what: str) -> Iterator[None]:
        """Hold a lock over all threads and processes; a `renewal` lasts as long as the platform needs to answer."""
        lock = FileLock(self._locks / f"{account}.{what}.lock", mode=0o600)
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


def _name(account: AccountId) -> str:
    return f"tokens:{account}"
