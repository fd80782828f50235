"""What a newer file of claims would change of what is told now."""

from dataclasses import dataclass
from datetime import date

from demur.meaning.claim import Claim
from demur.meaning.claims import Claims


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file would bring; `before` and `after` are the days on which the sources were last read."""

    name: str
    before: date | None
    """None where nothing is told of this platform yet."""
    after: date
    added: tuple[Claim, ...]
    removed: tuple[Claim, ...]
    changed: tuple[Claim, ...]
    """As they would be: their sentence, regions, days or source are others now."""
    is_standing_changed: bool
    """Whether it says otherwise than now how the platform treats some region on some day."""


def compare(now: Claims | None, then: Claims) -> Changes:
    """Return what would change if `then` took the place of `now`."""
    old = dict(now.by_id) if now else {}
    return Changes(
        name=then.name,
        before=now.retrieved if now else None,
        after=then.retrieved,
        added=tuple(claim for found, claim in then.by_id.items() if found not in old),
        removed=tuple(claim for found, claim in old.items() if found not in then.by_id),
        changed=tuple(claim for found, claim in then.by_id.items() if found in old and old[found] != claim),
        is_standing_changed=set(now.rows if now else ()) != set(then.rows),
    )
