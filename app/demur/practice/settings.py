"""The members' settings as Plaza keeps them."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demur.practice.scenarios import Scenario
from demur.practice.state import State


class Stale(Exception):
    """The writer saw an older version of the setting (RFC 9110, 15.5.13)."""


@dataclass(frozen=True, slots=True)
class Held:
    """One member's setting; `value` is None where they have none."""

    value: bool | None
    version: int

    @property
    def etag(self) -> str:
        return f"v{self.version}"


IsCurrent = Callable[[str], bool]
"""Says whether an ETag is one that the writer named in `If-Match`."""


class Settings:
    def __init__(self, state: State, scenarios: Sequence[Scenario]) -> None:
        self._state = state
        self._scenarios = scenarios
        beginning = state.now().isoformat()
        with state.change() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO setting VALUES (?, ?, 1, ?)",
                [(each.user_id, each.value, beginning) for each in scenarios],
            )

    def find(self, user_id: str) -> Held:
        with self._state.look() as connection:
            return _find(connection, user_id)

    def write(self, user_id: str, value: bool, is_current: IsCurrent) -> Held:
        """Store `value`; raises `Stale` where the writer saw something older."""
        changed_at = self._state.now().isoformat()
        with self._state.change() as connection:
            held = _find(connection, user_id)
            if not is_current(held.etag):
                raise Stale
            _store(connection, user_id, value, changed_at)
            return Held(value, held.version + 1)

    def reset(self) -> None:
        """Take every setting back to its beginning; versions go on, so that an old ETag stays old."""
        changed_at = self._state.now().isoformat()
        with self._state.change() as connection:
            for each in self._scenarios:
                _store(connection, each.user_id, each.value, changed_at)


def _find(connection: sqlite3.Connection, user_id: str) -> Held:
    row = connection.execute("SELECT value, version FROM setting WHERE user_id = ?", (user_id,)).fetchone()
    return Held(None if row["value"] is None else bool(row["value"]), row["version"])


def _store(connection: sqlite3.Connection, user_id: str, value: bool | None, changed_at: str) -> None:
    connection.execute(
        "UPDATE setting SET value = ?, version = version + 1, changed_at = ? WHERE user_id = ?",
        (value, changed_at, user_id),
    )
