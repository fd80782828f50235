"""The ways in which Plaza misbehaves on purpose, by the name a scenario gives.

A new fault is a function and a row in `FAULTS`; a new kind of fault is a field of `Fault` that the interface asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from demur.practice.settings import Held, IsCurrent, Settings, Stale

Write = Callable[[Settings, str, bool, IsCurrent], Held]


def save(settings: Settings, user_id: str, value: bool, is_current: IsCurrent) -> Held:
    """Store what was asked, as a platform should."""
    return settings.write(user_id, value, is_current)


def pretend(settings: Settings, user_id: str, value: bool, is_current: IsCurrent) -> Held:
    """Answer as if stored, in every detail, and store nothing (faults.md A1)."""
    held = settings.find(user_id)
    if not is_current(held.etag):
        raise Stale
    return Held(value, held.version + 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """How Plaza treats one member; each field is the good behaviour unless a fault replaces it."""

    write: Write = save


FAULTS: Mapping[str, Fault] = {
    "": Fault(),
    "does-not-save": Fault(write=pretend),
}
