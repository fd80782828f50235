"""What the member agrees to: one account, one change, for a few minutes, once."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from demur.core.account import AccountId
from demur.core.outcome import Seen
from demur.core.ports import Clock
from demur.core.problem import PreviewExpired, PreviewUnknown
from demur.core.setting import State

PREVIEW_LASTS = timedelta(minutes=5)
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0, O, 1 or I: a code is read from one screen and typed on another."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A change that was shown and not yet agreed to."""

    code: str
    account: AccountId
    before: State
    target: State
    expires_at: datetime
    seen: Seen | None = None
    """What the look before it showed; None for a preview that comes back from the store."""


class PreviewStore(Protocol):
    """Keeps previews where another process of the same member finds them."""

    def keep_preview(self, code: str, body: str, expires_at: datetime) -> None: ...

    def find_preview(self, code: str) -> tuple[str, datetime] | None:
        """Return a preview, which stays."""
        ...

    def take_preview(self, code: str) -> tuple[str, datetime] | None:
        """Remove and return a preview: whoever takes it first has it alone."""
        ...


class Previews:
    """Makes previews and takes them back, once each and not too late."""

    def __init__(self, store: PreviewStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def make(self, account: AccountId, before: State, target: State) -> Preview:
        """Return a new preview, kept until it is taken or expires."""
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        preview = Preview(
            code=f"{letters[:4]}-{letters[4:]}",
            account=account,
            before=before,
            target=target,
            expires_at=self._clock.now() + PREVIEW_LASTS,
        )
        self._keep(preview)
        return preview

    def _keep(self, preview: Preview) -> None:
        body = json.dumps({"account": preview.account, "before": preview.before, "target": preview.target})
        self._store.keep_preview(preview.code, body, preview.expires_at)

    def take(self, code: str) -> Preview:
        """Return the preview and spend it. Raises `PreviewUnknown` or `PreviewExpired`."""
        return self._made_of(code, self._store.take_preview(_tidy(code)))

    def look_at(self, code: str) -> Preview:
        """Return the preview and leave it unspent. Raises `PreviewUnknown` or `PreviewExpired`."""
        return self._made_of(code, self._store.find_preview(_tidy(code)))

    def _made_of(self, code: str, found: tuple[str, datetime] | None) -> Preview:
        if found is None:
            raise PreviewUnknown
        body, expires_at = found
        if self._clock.now() >= expires_at:
            raise PreviewExpired
        kept = json.loads(body)
        return Preview(
            _tidy(code), AccountId(kept["account"]), State(kept["before"]), State(kept["target"]), expires_at
        )


def _tidy(code: str) -> str:
    return code.strip().upper()
