"""The rows of what was seen, in the file of accounts: newest last, the oldest of very many dropped."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from demur.core.account import AccountId, LastSeen
from demur.core.problem import LedgerDamaged
from demur.core.setting import Assurance, RegionCode, State
from demur.core.sighting import LONGEST_LOOK, Beside, Sighting
from demur.receipts.moment import moment_text, parse_moment

if TYPE_CHECKING:
    from sqlite3 import Connection

KEPT: Final = 2000
"""Sightings kept of one account: a look every day for five years."""
OF_LATE: Final = 50
"""Sightings of an account among which other words are looked for."""
_COLUMNS: Final = "at, state, assurance, reason, wording, by_itself, retry_after_s, requested, is_sure, region"
_MARKS: Final = ", ".join("?" for _ in ("account", *_COLUMNS.split(", ")))


def is_overtaken(db: "Connection", account: AccountId, last: LastSeen) -> bool:
    """Tell whether a change was confirmed since this was seen: the look began before it, and ended after it."""
    newest = "SELECT at, assurance FROM sightings WHERE account = ? ORDER BY position DESC LIMIT 1"
    row = db.execute(newest, (account,)).fetchone()
    if row is None or row[1] != Assurance.READ_BACK_INDEPENDENT:
        return False
    return timedelta() < parse_moment(row[0]) - last.at <= LONGEST_LOOK


def append_before_newest(db: "Connection", account: AccountId, last: LastSeen, beside: Beside) -> None:
    """Add what was seen before the newest sighting, which stays the newest."""
    newest = "SELECT max(position) FROM sightings WHERE account = ?"
    (position,) = db.execute(newest, (account,)).fetchone()
    append(db, account, last, beside)
    behind = "(SELECT max(position) + 1 FROM sightings)"
    db.execute(f"UPDATE sightings SET position = {behind} WHERE position = ?", (position,))  # noqa: S608  # ours


def append(db: "Connection", account: AccountId, last: LastSeen, beside: Beside) -> None:
    """Add what was seen. One moment has one row: what is learned of it later takes its place."""
    at = moment_text(last.at)
    newest = "SELECT max(position) FROM sightings WHERE account = ?"
    db.execute(f"DELETE FROM sightings WHERE position = ({newest}) AND at = ?", (account, at))  # noqa: S608  # ours
    row = (
        account,
        at,
        last.state.value,
        last.assurance and last.assurance.value,
        last.reason,
        beside.wording,
        int(beside.is_by_itself),
        beside.retry_after_s,
        beside.requested and beside.requested.value,
        int(beside.is_sure),
        beside.region,
    )
    db.execute(f"INSERT INTO sightings (account, {_COLUMNS}) VALUES ({_MARKS})", row)  # noqa: S608  # ours
    beyond = "SELECT position FROM sightings WHERE account = ?1 ORDER BY position DESC LIMIT 1 OFFSET ?2"
    drop = f"DELETE FROM sightings WHERE account = ?1 AND position <= ({beyond})"  # noqa: S608  # ours
    db.execute(drop, (account, KEPT))


def newest_first(db: "Connection", account: AccountId, count: int | None) -> list[Sighting]:
    """Return an account's newest sightings in the order they were made, whatever the clock did meanwhile."""
    query = f"SELECT {_COLUMNS} FROM sightings WHERE account = ? ORDER BY position DESC LIMIT ?"  # noqa: S608  # ours
    rows = db.execute(query, (account, -1 if count is None else count)).fetchall()
    try:
        return [_sighting(account, row) for row in rows]
    except ValueError as error:
        raise LedgerDamaged(what=f"what was seen of {account}") from error


def has_other_wording(db: "Connection", account: AccountId, wording: str) -> bool:
    """Tell whether a wording other than this digest was seen of late; sightings without any don't count."""
    newest = "SELECT wording FROM sightings WHERE account = ?1 ORDER BY position DESC LIMIT ?2"
    other = f"SELECT EXISTS (SELECT 1 FROM ({newest}) WHERE wording <> ?3)"  # noqa: S608  # ours
    return bool(db.execute(other, (account, OF_LATE, wording)).fetchone()[0])


def has_missed(db: "Connection", account: AccountId, count: int) -> bool:
    """Tell whether any of an account's newest `count` looks told nothing, for whatever reason."""
    newest = "SELECT reason FROM sightings WHERE account = ? ORDER BY position DESC LIMIT ?"
    query = f"SELECT EXISTS (SELECT 1 FROM ({newest}) WHERE reason IS NOT NULL)"  # noqa: S608  # ours
    return bool(db.execute(query, (account, count)).fetchone()[0])


def first_worded(db: "Connection", account: AccountId) -> Sighting | None:
    """Return the sighting whose wording later ones are held against: the newest confirmed one, else the oldest."""
    order = "assurance = 'read-back-independent' DESC, CASE assurance WHEN 'read-back-independent' THEN -position END"
    worded = "account = ? AND wording IS NOT NULL AND state <> 'unknown' AND is_sure = 1"
    query = f"SELECT {_COLUMNS} FROM sightings WHERE {worded} ORDER BY {order}, position LIMIT 1"  # noqa: S608  # ours
    row = db.execute(query, (account,)).fetchone()
    return None if row is None else _sighting(account, row)


def state_since(db: "Connection", account: AccountId) -> datetime | None:
    """Return since when the newest certain state was seen without any other between; None where none is certain."""
    certain = "account = ?1 AND state <> 'unknown' AND is_sure = 1"
    now = f"SELECT state FROM sightings WHERE {certain} ORDER BY position DESC LIMIT 1"  # noqa: S608  # ours
    other = f"SELECT max(position) FROM sightings WHERE {certain} AND state <> ({now})"  # noqa: S608  # ours
    first = f"SELECT at FROM sightings WHERE {certain} AND position > coalesce(({other}), 0)"  # noqa: S608  # ours
    row = db.execute(f"{first} ORDER BY position LIMIT 1", (account,)).fetchone()
    return None if row is None else parse_moment(row[0])


def _sighting(account: AccountId, row: tuple[Any, ...]) -> Sighting:
    at, state, assurance, reason, wording, by_itself, retry_after_s, requested, is_sure, region = row
    return Sighting(
        account,
        parse_moment(at),
        State(state),
        Assurance(assurance) if assurance else None,
        reason,
        wording,
        bool(by_itself),
        retry_after_s,
        State(requested) if requested else None,
        bool(is_sure),
        RegionCode(region) if region else None,
    )
