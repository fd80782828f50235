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

_SIGHTINGS: Final = """CREATE TABLE sightings (
        position INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        assurance TEXT,
        reason TEXT,
        wording TEXT,
        by_itself INTEGER NOT NULL,
        retry_after_s INTEGER,
        requested TEXT,
        is_sure INTEGER NOT NULL,
        region TEXT
    ) STRICT"""
"""Everything that was seen of each account, in the order in which it was seen: clocks are set back at times."""
_SIGHTINGS_OF_ACCOUNT: Final = "CREATE INDEX sightings_of_account ON sightings(account, position)"
_FROM_2: Final = Earlier(
    version=2,
    statements=(_ACCOUNTS_2, *_OTHERS),
    changes=(
        _SIGHTINGS,
        _SIGHTINGS_OF_ACCOUNT,
        # What was seen last is all that is left of what was seen before.
        "INSERT INTO sightings (account, at, state, assurance, reason, by_itself, is_sure) SELECT id, last_at,"
        " last_state, last_assurance, last_reason, 0, 1 FROM accounts"
        " WHERE last_state IS NOT NULL AND last_at IS NOT NULL ORDER BY position",
    ),
)

ACCOUNTS: Final = Layout(
    application_id=0x446D7241,  # "DmrA"
    version=3,
    statements=(_ACCOUNTS_2, *_OTHERS, _SIGHTINGS, _SIGHTINGS_OF_ACCOUNT),
    earlier=(_FROM_1, _FROM_2),
)
