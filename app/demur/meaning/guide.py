"""What an account's member is told: the claims for the region they named, on the date they live or play on."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from demur.core.account import Account
from demur.core.entry import Shown
from demur.core.problem import MeaningBroken
from demur.core.setting import PlatformId, RegionCode, State
from demur.meaning.claim import Claim, ClaimId, ClaimKind, Standing, StandingWord
from demur.meaning.claims import Claims

NOTHING_SHOWN = f"sha256:{hashlib.sha256(b'').hexdigest()}"
"""Stands in a receipt for the claims file where there was none to show: the digest of no bytes."""


class Part(StrEnum):
    """What a page answers, in this order."""

    DOES = "does"
    DOES_NOT = "does-not"
    TIMELINE = "timeline"
    DISPUTED = "disputed"
    ACT = "act"
    ELSE = "else"
    WHERE = "where"
    WEAK = "weak"


class Contradiction(StrEnum):
    """What was seen of a setting, against what its sources lead one to expect; what was seen is believed."""

    SWITCH_WITHOUT_OFFER = "switch-without-offer"
    OFFER_WITHOUT_SWITCH = "offer-without-switch"


@dataclass(frozen=True, slots=True)
class Told:
    """What one member is told: what holds for them on `on`, and what happened before."""

    region: RegionCode
    on: date
    today: date
    claims: tuple[Claim, ...]
    history: tuple[Claim, ...]
    standing: Standing
    weak: tuple[Claim, ...] = ()
    """What rests on a weak source alone; empty where a member's own account is spoken of."""
    is_taken: bool = False
    """Whether all this is from a file that the member took in."""
    contradiction: Contradiction | None = None
    """How what was last seen of the account contradicts the sources; None where it doesn't, or no account is meant."""

    def of(self, *kinds: ClaimKind) -> tuple[Claim, ...]:
        """Return the claims of these kinds that hold now."""
        return tuple(claim for claim in self.claims if claim.kind in kinds)

    def parts(self) -> list[tuple[Part, tuple[Claim, ...]]]:
        """Return every claim under the question that it answers, in the order of the questions."""
        kind = ClaimKind
        every = [
            (Part.DOES, self.of(kind.DEFAULT, kind.EFFECT)),
            (Part.DOES_NOT, self.of(kind.NOT_EFFECT)),
            (Part.TIMELINE, tuple(dict.fromkeys((*self.history, *self.of(kind.HISTORY))))),
            (Part.DISPUTED, self.of(kind.DISPUTE)),
            (Part.ACT, self.of(kind.ACT)),
            (Part.ELSE, self.of(kind.FURTHER, kind.WHO, kind.BASIS)),
            (Part.WHERE, self.of(kind.WHERE)),
            (Part.WEAK, self.weak),
        ]
        return [(part, claims) for part, claims in every if claims]

    @property
    def ids(self) -> tuple[ClaimId, ...]:
        """Return the id of every claim on the page, once, in its order."""
        return tuple(dict.fromkeys(claim.id for claim in (*self.claims, *self.history)))

    @property
    def sources(self) -> int:
        return len({claim.source.title for _, claims in self.parts() for claim in claims})


def tell(claims: Claims, region: RegionCode, on: date, today: date) -> Told:
    """Return everything that is known of a region on a date, the weak apart."""
    held, history = claims.on(region, on), claims.history(region, on)
    return Told(region, on, today, held, history, claims.standing(region, on), claims.weak(region, on), claims.is_taken)


def contradiction(claims: Claims, account: Account) -> Contradiction | None:
    """Return how what was last seen contradicts the sources as they stand for that day, if it does.

    Where they are silent, or don't say whether the setting is shown, nothing can contradict them; what was seen before
    a region's rules changed does not contradict those of today.
    """
    if account.last is None:
        return None
    word = claims.standing(account.region, account.plays_on or account.last.at.date()).word
    if account.last.state in {State.ON, State.OFF} and word is StandingWord.NOT_OFFERED:
        return Contradiction.SWITCH_WITHOUT_OFFER
    if account.last.state is State.NOT_OFFERED and word in {StandingWord.ON_BY_DEFAULT, StandingWord.ANNOUNCED}:
        return Contradiction.OFFER_WITHOUT_SWITCH
    return None


class Guide:
    """Chooses the claims for an account; a practice scenario reads what was true on its own date."""

    def __init__(self, claims_of: Callable[[PlatformId], Claims | None], today: Callable[[], date]) -> None:
        self._claims_of = claims_of
        self._today = today

    def told(self, account: Account) -> Told | None:
        """Return what the member is told, or None for a platform without claims. Raises `MeaningBroken`.

        Where the setting stands is left to the platform's file, which knows it for each language; nothing weak is
        told about a member's own account.
        """
        claims = self._of(account)
        if claims is None:
            return None
        everything = tell(claims, account.region, account.plays_on or self._today(), self._today())
        held = tuple(claim for claim in everything.claims if claim.kind is not ClaimKind.WHERE)
        return replace(everything, claims=held, weak=(), contradiction=contradiction(claims, account))

    def shown(self, account: Account) -> Shown:
        """Return what a receipt records of what the member was told; nothing, where explanations are missing."""
        try:
            told, claims = self.told(account), self._of(account)
        except MeaningBroken:  # the page says that they are missing; nobody is kept from opting out by that
            told, claims = None, None
        if told is None or claims is None:
            return Shown((), NOTHING_SHOWN, account.region)
        return Shown(tuple(str(claim) for claim in told.ids), claims.digest, account.region)

    def names_legitimate_interests(self, account: Account) -> bool:
        """Tell whether the platform names legitimate interests as its basis for this member (GDPR Art. 6(1)(f))."""
        try:
            claims = self._of(account)
        except MeaningBroken:
            return False
        on = account.plays_on or self._today()
        return claims is not None and claims.legitimate_interests(account.region, on)

    def _of(self, account: Account) -> Claims | None:
        claims = self._claims_of(account.platform)
        return claims.of_setting(account.setting) if claims else None
