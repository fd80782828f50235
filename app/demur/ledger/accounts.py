"""The accounts Demur remembers, previews that wait for a yes, and a few settings of the program's own.

Nothing here is proof of anything; it lies in a file of its own, so that the ledger holds receipts alone.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.problem import AccountUnknown, LedgerDamaged
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.ledger.accounts_layout import ACCOUNTS
from demur.ledger.database import Database
from demur.receipts.moment import moment_text, parse_moment

if TYPE_CHECKING:
    from sqlite3 import Connection

    from demur.core.sighting import Beside, Note, Sighting

_COLUMNS: Final = (
    "id, sign_in, platform, setting, user_id, handle, region, is_practice, plays_on,"
    " last_state, last_at, last_assurance, last_reason"
)
_TOGETHER: Final = "(SELECT min(one.position) FROM accounts AS one WHERE one.sign_in = accounts.sign_in), position"
"""In the order in which sign-ins were added, and under each in that of its accounts."""
_PREVIEW_KEPT: Final = timedelta(days=1)


class SqliteAccounts:
    """`core.ports.Accounts` over one file, with the previews and settings that live beside them."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, ACCOUNTS)

    def one_look(self) -> AbstractContextManager[None]:
        """Let all that this thread reads meanwhile be read at once."""
        return self._database.one_look()

    def all(self) -> Sequence[Account]:
        with self._database.reading() as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM accounts ORDER BY {_TOGETHER}").fetchall()  # noqa: S608
        return tuple(_account(row) for row in rows)

    def find(self, account: AccountId) -> Account | None:
        with self._database.reading() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM accounts WHERE id = ?", (account,)).fetchone()  # noqa: S608
        return None if row is None else _account(row)

    def of_sign_in(self, sign_in: SignInId) -> Sequence[Account]:
        query = f"SELECT {_COLUMNS} FROM accounts WHERE sign_in = ? ORDER BY position"  # noqa: S608
        with self._database.reading() as db:
            rows = db.execute(query, (sign_in,)).fetchall()
        return tuple(_account(row) for row in rows)

    def keep(self, account: Account) -> None:
        """Remember an account, in the place it has or at the end."""
        with self._database.writing() as db:
            _keep(db, account)

    def keep_sign_in(self, accounts: Sequence[Account]) -> None:
        """Remember all accounts of one sign-in, each in the place it has or at the end, or none of them.

        Those that the sign-in had before and has no longer go: a platform file came to name other settings.
        """
        (sign_in,) = {account.sign_in for account in accounts}
        kept = {account.id for account in accounts}
        with self._database.writing() as db:
            for found in _ids_of(db, sign_in):
                if found not in kept:
                    _forget(db, found)
            for account in accounts:
                _keep(db, account)

    def forget(self, account: AccountId) -> None:
        """Forget an account, and every setting of the program's that is kept for it alone."""
        with self._database.writing() as db:
            _forget(db, account)
        self._forget_traces()

    def forget_sign_in(self, sign_in: SignInId) -> None:
        """Forget all accounts of one sign-in, or none."""
        with self._database.writing() as db:
            for account in _ids_of(db, sign_in):
                _forget(db, account)
        self._forget_traces()

    def _forget_traces(self) -> None:
        """Leave nothing of what was forgotten in copies of the file, nor in the gaps of its pages."""
        self._database.compact()
        self._database.forget_copies()

    def live_in(self, sign_in: SignInId, region: RegionCode) -> None:
        """Remember where the member of a sign-in says they live."""
        with self._database.writing() as db:
            db.execute("UPDATE accounts SET region = ? WHERE sign_in = ?", (region, sign_in))

    def saw(self, account: AccountId, last: LastSeen, beside: "Beside | None" = None) -> None:
        """Remember what was seen last, after all that was seen before it.

        Where it is the moment of the newest sighting, it takes that one's place: more is known of it now. Raises
        `AccountUnknown` where the account was forgotten meanwhile.
        """
        from demur.core.sighting import Beside, Note  # no start sees anything

        self.saw_all((Note(account, last, beside or Beside()),))

    def saw_all(self, notes: "Sequence[Note]") -> "frozenset[AccountId]":
        """Remember several looks as `saw` does, in their order and in one step: all of them or none.

        Returns the accounts beside whose settings other words were seen of late.
        """
        from demur.ledger import sightings

        statement = "UPDATE accounts SET last_state = ?, last_at = ?, last_assurance = ?, last_reason = ? WHERE id = ?"
        with self._database.writing() as db:
            for account, last, beside in notes:
                if sightings.is_overtaken(db, account, last):
                    sightings.append_before_newest(db, account, last, beside)
                    continue
                if db.execute(statement, (*_last_row(last), account)).rowcount == 0:
                    raise AccountUnknown(account=account)
                sightings.append(db, account, last, beside)
            worded = [(note.account, note.beside.wording) for note in notes if note.beside.wording is not None]
            return frozenset(
                account for account, wording in worded if sightings.has_other_wording(db, account, wording)
            )

    def sightings(self, account: AccountId, count: int | None = None) -> "Sequence[Sighting]":
        """Return what was seen of an account, newest first: all of it, or the newest `count`."""
        from demur.ledger import sightings

        with self._database.reading() as db:
            return sightings.newest_first(db, account, count)

    def any_missed(self, platform: PlatformId, count: int) -> bool:
        """Tell whether any of the newest `count` looks at an account of a platform told nothing."""
        from demur.ledger import sightings

        with self._database.reading() as db:
            rows = db.execute("SELECT id FROM accounts WHERE platform = ?", (platform,)).fetchall()
            return any(sightings.has_missed(db, AccountId(row[0]), count) for row in rows)

    def first_worded(self, account: AccountId) -> "Sighting | None":
        """Return the sighting whose wording an account's later ones are held against."""
        from demur.ledger import sightings

        with self._database.reading() as db:
            return sightings.first_worded(db, account)

    def state_since(self, account: AccountId) -> datetime | None:
        """Return since when an account's newest certain state was seen, without any other between."""
        from demur.ledger import sightings

        with self._database.reading() as db:
            return sightings.state_since(db, account)

    def keep_preview(self, code: str, body: str, expires_at: datetime) -> None:
        """Keep a preview until it is taken; those long expired go, since they name accounts."""
        with self._database.writing() as db:
            db.execute("DELETE FROM previews WHERE expires_at < ?", (moment_text(expires_at - _PREVIEW_KEPT),))
            db.execute(
                "INSERT OR REPLACE INTO previews (code, body, expires_at) VALUES (?, ?, ?)",
                (code, body, moment_text(expires_at)),
            )

    def find_preview(self, code: str) -> tuple[str, datetime] | None:
        """Return a preview and when it expires; it stays."""
        with self._database.reading() as db:
            row = db.execute("SELECT body, expires_at FROM previews WHERE code = ?", (code,)).fetchone()
        return None if row is None else (row[0], _time(row[1]))

    def take_preview(self, code: str) -> tuple[str, datetime] | None:
        """Return a preview and when it expires, once: whoever takes it first removes it."""
        with self._database.writing() as db:
            query = "DELETE FROM previews WHERE code = ? RETURNING body, expires_at"
            rows = db.execute(query, (code,)).fetchall()
        return (rows[0][0], _time(rows[0][1])) if rows else None

    def setting(self, name: str) -> str | None:
        with self._database.reading() as db:
            row = db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def setting_once(self, name: str, value: str) -> str:
        """Keep `value` where the setting has none yet, and return what it has: two first starts agree on one."""
        if (there := self.setting(name)) is not None:
            return there
        with self._database.writing() as db:
            db.execute("INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)", (name, value))
            return str(db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()[0])

    def keep_setting(self, name: str, value: str) -> None:
        with self._database.writing() as db:
            db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))


def _keep(db: "Connection", account: Account) -> None:
    names = _COLUMNS.split(", ")
    changes = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    marks = ", ".join("?" for _ in names)
    statement = f"INSERT INTO accounts ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {changes}"  # noqa: S608
    db.execute(statement, _row(account))


def _forget(db: "Connection", account: AccountId) -> None:
    """Remove an account, what was seen of it, its previews, and its settings.

    Those are the ones whose names end with its id, as `way:plaza-1a2b3c4d` does.
    """
    db.execute("DELETE FROM accounts WHERE id = ?", (account,))
    db.execute("DELETE FROM sightings WHERE account = ?", (account,))
    of_account = "CASE WHEN json_valid(body) THEN json_extract(body, '$.account') = ? END"
    db.execute(f"DELETE FROM previews WHERE {of_account}", (account,))  # noqa: S608  # ours
    end = f":{account}"
    db.execute("DELETE FROM settings WHERE substr(name, -length(?1)) = ?1", (end,))


def _ids_of(db: "Connection", sign_in: SignInId) -> list[AccountId]:
    rows = db.execute("SELECT id FROM accounts WHERE sign_in = ?", (sign_in,)).fetchall()
    return [AccountId(row[0]) for row in rows]


def _row(account: Account) -> tuple[Any, ...]:
    return (
        account.id,
        account.sign_in,
        account.platform,
        account.setting,
        account.identity.user_id,
        account.identity.handle,
        account.region,
        int(account.is_practice),
        account.plays_on.isoformat() if account.plays_on else None,
        *(_last_row(account.last) if account.last else (None, None, None, None)),
    )


def _last_row(last: LastSeen) -> tuple[str | None, ...]:
    return (last.state.value, moment_text(last.at), last.assurance and last.assurance.value, last.reason)


def _account(row: tuple[Any, ...]) -> Account:
    name, sign_in, platform, setting, user_id, handle, region, is_practice, plays_on, *last = row
    try:
        return Account(
            AccountId(name),
            PlatformId(platform),
            SettingId(setting),
            Identity(user_id, handle),
            RegionCode(region),
            bool(is_practice),
            date.fromisoformat(plays_on) if plays_on else None,
            _last(*last),
            sign_in=SignInId(sign_in),
        )
    except ValueError as error:
        raise LedgerDamaged(what=f"account {name}") from error


def _last(state: str | None, at: str | None, assurance: str | None, reason: str | None) -> LastSeen | None:
    if state is None or at is None:
        return None
    return LastSeen(State(state), parse_moment(at), Assurance(assurance) if assurance else None, reason)


def _time(text: str) -> datetime:
    try:
        return parse_moment(text)
    except ValueError as error:
        raise LedgerDamaged(what="a preview's time") from error
