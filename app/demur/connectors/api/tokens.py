"""The tokens of one account: in the vault, renewed at most once at a time, saved before they are used."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock

from demur.core.account import AccountId
from demur.core.ports import Vault
from demur.core.problem import SignedOut
from demur.core.secret import Secret

_EARLY_S = 30
"""A token is renewed this long before it runs out, in seconds."""


class TokenShelf:
    """Keeps each account's tokens and hands out a fresh access token."""

    def __init__(self, vault: Vault, locks: Path) -> None:
        self._vault, self._locks = vault, locks

    def keep(self, account: AccountId, tokens: dict[str, Any]) -> None:
        self._vault.keep(_name(account), Secret(json.dumps(tokens)))

    def find(self, account: AccountId) -> dict[str, Any] | None:
        secret = self._vault.find(_name(account))
        return None if secret is None else dict(json.loads(secret.reveal()))

    def forget(self, account: AccountId) -> None:
        self._vault.forget(_name(account))

    def fresh(self, account: AccountId, renew: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        """Return tokens that still hold, calling `renew` with the refresh token where they don't.

        One process and thread renews at a time, and looks again first: a rotated refresh token that is used twice
        signs the member out (RFC 9700, 4.14.2). Raises `SignedOut` where there is nothing left to renew with.
        """
        tokens = self._require(account)
        if _holds(tokens):
            return tokens
        self._locks.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self._locks / f"{account}.lock", mode=0o600):
            tokens = self._require(account)
            if _holds(tokens):
                return tokens
            refresh_token = tokens.get("refresh_token")
            if not isinstance(refresh_token, str):
                raise SignedOut
            renewed = {"refresh_token": refresh_token} | renew(refresh_token)
            self.keep(account, renewed)
            return renewed

    def _require(self, account: AccountId) -> dict[str, Any]:
        if (tokens := self.find(account)) is None:
            raise SignedOut
        return tokens


def _holds(tokens: dict[str, Any]) -> bool:
    expires_at = tokens.get("expires_at")
    return not isinstance(expires_at, int) or time.time() + _EARLY_S < expires_at


def _name(account: AccountId) -> str:
    return f"tokens:{account}"
