"""The tables of the file of accounts, as they are and as they were."""

from typing import Final

from demur.ledger.database import Earlier, Layout

_OTHERS: Final = (
    "CREATE TABLE previews (code TEXT PRIMARY KEY, body TEXT NOT NULL, expires_at TEXT NOT NULL) STRICT",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)
_ACCOUNTS_1: Final = """CREATE TABLE accounts (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            platform TEXT NOT NULL,
            setting TEXT NOT NULL,
            user_id TEXT NOT NULL,
            handle TEXT NOT NULL,
            region TEXT NOT NULL,
            is_practice INTEGER NOT NULL,
            plays_on TEXT,
            last_state TEXT,
            last_at TEXT,
            last_assurance TEXT,
            last_reason TEXT
        ) STRICT"""
_ACCOUNTS_2: Final = """CREATE TABLE accounts (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            sign_in TEXT NOT NULL,
            platform TEXT NOT NULL,
            setting TEXT NOT NULL,
            user_id TEXT NOT NULL,
            handle TEXT NOT NULL,
            region TEXT NOT NULL,
            is_practice INTEGER NOT NULL,
            plays_on TEXT,
            last_state TEXT,
            last_at TEXT,
            last_assurance TEXT,
            last_reason TEXT,
            UNIQUE (sign_in, setting)
        ) STRICT"""

_KEPT: Final = (
    "position, id, platform, setting, user_id, handle, region, is_practice, plays_on,"
    " last_state, last_at, last_assurance, last_reason"
)
_FROM_1: Final = Earlier(
    version=1,
    statements=(_ACCOUNTS_1, *_OTHERS),
    changes=(
        "ALTER TABLE accounts RENAME TO accounts_1",
        _ACCOUNTS_2,
        # Every sign-in had one setting and one account, and its tokens lie under that account's id.
        f"INSERT INTO accounts (sign_in, {_KEPT}) SELECT id, {_KEPT} FROM accounts_1",  # noqa: S608
        "DROP TABLE accounts_1",
    ),
)

ACCOUNTS: Final = Layout(
    application_id=0x446D7241,  # "DmrA"
    version=2,
    statements=(_ACCOUNTS_2, *_OTHERS),
    earlier=(_FROM_1,),
)
