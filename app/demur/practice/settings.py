"""The members' settings as Plaza keeps them."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from demur.practice.scenarios import SWITCHES, Scenario
from demur.practice.state import State


class Stale(Exception):
    """The writer saw an older version of the setting (RFC 9110, 15.5.13)."""


class Place(NamedTuple):
    """One member's one setting."""

    user_id: str
    setting_id: str


@dataclass(frozen=True, slots=True)
class Held:
    """One member's setting, true for "may be used"; `value` is None where they have none."""

    value: bool | None
    version: int
    asked: bool | None = None
    """What the last write wanted, whatever became of it; None where nobody wrote yet."""
    writes: int = 0

    @property
    def etag(self) -> str:
        return f"v{self.version}"


IsCurrent = Callable[[str], bool]
"""Says whether an ETag is one that the writer named in `If-Match`."""


class Settings:
    def __init__(self, state: State, scenarios: Sequence[Scenario]) -> None:
        self._state = state
        self._beginning = {Place(each.user_id, switch.id): each.value for each in scenarios for switch in SWITCHES}
        beginning = state.now().isoformat()
        with state.change() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO switch (user_id, setting_id, value, version, changed_at) VALUES (?, ?, ?, 1, ?)",
                [(*place, value, beginning) for place, value in self._beginning.items()],
            )

    def find(self, place: Place) -> Held:
        """Return what is held now, after a change that is due by Plaza's clock was made."""
        with self._state.look() as connection:
            row = _row(connection, place)
        if row["due_at"] is not None and self._state.now().timestamp() >= row["due_at"]:
            return self._settle(place)
        return _held(row)

    def write(self, place: Place, value: bool, is_current: IsCurrent) -> Held:
        """Store `value`; raises `Stale` where the writer saw something older."""
        changed_at = self._state.now().isoformat()
        with self._state.change() as connection:
            if not is_current(_held(_row(connection, place)).etag):
                raise Stale
            _store(connection, place, value, changed_at)
            return _held(_row(connection, place))

    def plan(self, place: Place, value: bool, after_s: float) -> None:
        """Let the setting become `value` some time later, by Plaza's clock; a write before that calls it off."""
        due_at = self._state.now().timestamp() + after_s
        with self._state.change() as connection:
            connection.execute(
                "UPDATE switch SET due_value = ?, due_at = ? WHERE user_id = ? AND setting_id = ?",
                (value, due_at, *place),
            )

    def note_wish(self, place: Place, value: bool) -> None:
        """Remember that somebody wanted `value`, before anything becomes of it."""
        with self._state.change() as connection:
            connection.execute(
                "UPDATE switch SET writes = writes + 1, asked = ? WHERE user_id = ? AND setting_id = ?",
                (value, *place),
            )

    def has_writes(self, user_id: str) -> bool:
        with self._state.look() as connection:
            query = "SELECT 1 FROM switch WHERE user_id = ? AND writes > 0"
            return connection.execute(query, (user_id,)).fetchone() is not None

    def seconds_off(self, user_id: str) -> float:
        """Return how long ago the member's last opt-out was stored, by Plaza's clock; 0 where none is in force."""
        query = "SELECT max(changed_at) FROM switch WHERE user_id = ? AND writes > 0 AND value = 0"
        with self._state.look() as connection:
            (since,) = connection.execute(query, (user_id,)).fetchone()
        return 0.0 if since is None else (self._state.now() - datetime.fromisoformat(since)).total_seconds()

    def reset(self) -> None:
        """Take every setting back to its beginning; versions go on, so that an old ETag stays old."""
        changed_at = self._state.now().isoformat()
        with self._state.change() as connection:
            connection.execute("UPDATE switch SET writes = 0, asked = NULL")
            for place, value in self._beginning.items():
                _store(connection, place, value, changed_at)

    def _settle(self, place: Place) -> Held:
        now = self._state.now()
        with self._state.change() as connection:
            row = _row(connection, place)
            if row["due_at"] is not None and now.timestamp() >= row["due_at"]:  # nobody else was first
                _store(connection, place, row["due_value"], now.isoformat())
            return _held(_row(connection, place))


def _row(connection: sqlite3.Connection, place: Place) -> sqlite3.Row:
    query = "SELECT * FROM switch WHERE user_id = ? AND setting_id = ?"
    row: sqlite3.Row = connection.execute(query, place).fetchone()
    return row


def _held(row: sqlite3.Row) -> Held:
    return Held(_flag(row["value"]), row["version"], _flag(row["asked"]), row["writes"])


def _flag(kept: int | None) -> bool | None:
    return None if kept is None else bool(kept)


def _store(connection: sqlite3.Connection, place: Place, value: bool | None, changed_at: str) -> None:
    connection.execute(
        "UPDATE switch SET value = ?, version = version + 1, changed_at = ?, due_value = NULL, due_at = NULL"
        " WHERE user_id = ? AND setting_id = ?",
        (value, changed_at, *place),
    )
