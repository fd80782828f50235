"""What an account's member is told: the claims for the region they named, on the date they live or play on."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from demur.core.account import Account
from demur.core.entry import Shown
from demur.core.problem import MeaningBroken
from demur.core.setting import PlatformId
from demur.meaning.claim import Claim, ClaimId, ClaimKind, Standing
from demur.meaning.claims import Claims

NOTHING_SHOWN = f"sha256:{hashlib.sha256(b'').hexdigest()}"
"""Stands in a receipt for the claims file where there was none to show: the digest of no bytes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one member is told: what holds for them on `on`, and what happened before."""

    on: date
    today: date
    claims: tuple[Claim, ...]
    history: tuple[Claim, ...]
    standing: Standing

    def of(self, *kinds: ClaimKind) -> tuple[Claim, ...]:
        """Return the claims of these kinds that hold now."""
        return tuple(claim for claim in self.claims if claim.kind in kinds)

    @property
    def ids(self) -> tuple[ClaimId, ...]:
        """Return the id of every claim on the page, once, in its order."""
        return tuple(dict.fromkeys(claim.id for claim in (*self.claims, *self.history)))

    @property
    def sources(self) -> int:
        return len({claim.source.title for claim in (*self.claims, *self.history)})


class Guide:
    """Chooses the claims for an account; a practice scenario reads what was true on its own date."""

    def __init__(self, claims_of: Callable[[PlatformId], Claims | None], today: Callable[[], date]) -> None:
        self._claims_of = claims_of
        self._today = today

    def told(self, account: Account) -> Told | None:
        """Return what the member is told, or None for a platform without claims. Raises `MeaningBroken`."""
        claims = self._claims_of(account.platform)
        if claims is None:
            return None
        region, on = account.region, account.plays_on or self._today()
        return Told(on, self._today(), claims.on(region, on), claims.history(region, on), claims.standing(region, on))

    def shown(self, account: Account) -> Shown:
        """Return what a receipt records of what the member was told; nothing, where explanations are missing."""
        try:
            told, claims = self.told(account), self._claims_of(account.platform)
        except MeaningBroken:  # the page says that they are missing; nobody is kept from opting out by that
            told, claims = None, None
        if told is None or claims is None:
            return Shown((), NOTHING_SHOWN, account.region)
        return Shown(tuple(str(claim) for claim in told.ids), claims.digest, account.region)

    def names_legitimate_interests(self, account: Account) -> bool:
        """Tell whether the platform names legitimate interests as its basis for this member (GDPR Art. 6(1)(f))."""
        try:
            claims = self._claims_of(account.platform)
        except MeaningBroken:
            return False
        on = account.plays_on or self._today()
        return claims is not None and claims.legitimate_interests(account.region, on)
