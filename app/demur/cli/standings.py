"""How it stands with an account, below its line in `status` and `check`, and for programs."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from demur.core.problem import Problem
from demur.meaning.claim import Claim, ClaimId
from demur.product import Product
from demur.standing_report import receipts_of
from demur.watch.due import Why
from demur.watch.matter import ATTENTION, Matter
from demur.watch.standing import Standing
from demur.words import problems, say, states
from demur.words import standing as standing_words
from demur.words import watch as words

_CALM = ATTENTION[Matter.NOT_OFFERED]
"""From here on there is nothing to do, so no next step is told."""


def tell_standing(
    product: Product,
    standing: Standing,
    problem: Problem | None,
    tell: Callable[[str], None],
    has_headline: bool = True,
) -> None:
    """Say what an account is about, why it could not be read, what was known before, what to do, and what is due."""
    if has_headline:
        tell(words.headline(standing.matter))
    if standing.fault is not None and standing.fault is not standing.matter:
        tell(words.headline(standing.fault))
    if problem is not None:
        tell(problems.sentence(problem))
    elif standing.seen is not None and standing.seen.reason:
        tell(problems.reason(standing.seen.reason))
    if standing.fault is not None and standing.certain is not None:
        state = states.state_word(standing.certain.state)
        tell(say(words.LAST_CERTAIN, state=state, day=words.day(standing.certain.at)))
    if problem is not None:
        tell(problems.next_step(problem))
    elif ATTENTION[standing.matter] < _CALM:
        tell(words.next_step(standing))
    _tell_times(product, standing, tell)


def _tell_times(product: Product, standing: Standing, tell: Callable[[str], None]) -> None:
    now = datetime.now(UTC)
    if standing.off_since is not None and standing.matter is Matter.OFF:
        tell(say(words.OFF_SINCE, day=words.day(standing.off_since)))
    if standing.due is not None:
        tell(words.why(standing.due, now, standing.certain.at if standing.certain else None))
        if (claim := _claim(product, standing)) is not None:
            tell(claim.sentence)
    if standing.next_try_at is not None:
        tell(say(words.NEXT_TRY, time=f"{standing.next_try_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"))


def _claim(product: Product, standing: Standing) -> Claim | None:
    """Return the claim by which something began, where that is why the account is due."""
    if standing.due is None or standing.due.why is not Why.DATE_BEGINS:
        return None
    claims = product.rooms.claims_of(standing.account.platform)
    return claims.by_id.get(ClaimId(standing.due.about)) if claims is not None else None


def standing_document(product: Product, standing: Standing) -> dict[str, Any]:
    """Return how it stands for a program, with the receipts that it rests on: see `demur.words.standing.facts`.

    `fault` is the matter that kept the newest look from telling anything, or null; `receipts` is null where they
    can't be read.
    """
    receipts, has_ledger = receipts_of(product, standing.account)
    found = standing_words.facts(standing, receipts, datetime.now(UTC))
    return {**found, "fault": standing.fault, "receipts": found["receipts"] if has_ledger else None}
