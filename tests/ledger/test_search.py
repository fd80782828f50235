"""Searching: what a person may have read is found, in the order asked for, by a table that follows the entries."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.making import alter, attempt, confirmation, failure, ledger_of, observation, path_of

from demur.core.entry import Kind, PlatformFacts
from demur.ledger.log import SqliteLedger
from demur.ledger.search import LIST_ENTRIES, Order, Search

OTHER = PlatformFacts("Ägora", "Ägora 100% SARL", "https://agora.example", "https://agora.example/settings")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One entry of each kind, of two platforms: first entry, attempt, confirmation, attempt, failure, observation."""
    made = tmp_path_factory.mktemp("ledger")
    sealer = ledger_of(made).unlock()
    sealer.seal(confirmation(sealer.seal(attempt())))
    sealer.seal(failure(sealer.seal(attempt(platform=OTHER)), platform=OTHER))
    sealer.seal(observation(account="agora/bo"))
    return made


@pytest.fixture(scope="module")
def ledger(folder: Path) -> SqliteLedger:
    return ledger_of(folder)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("requestFULFILLED", [2]),
        ("ÄGORA", [4, 3]),
        ("100% sarl", [4, 3]),
        ("100_ sarl", []),
        ("read-back-independent", [5, 2]),
        ("sha256:", []),
        ("\\", []),
        ("'; DROP TABLE entries; --", []),
    ],
)
def test_text_is_found_as_it_was_read(text: str, found: list[int], ledger: SqliteLedger) -> None:
    assert list(ledger.positions(Search(text))) == found


def test_a_receipt_is_found_by_its_id_and_its_day(ledger: SqliteLedger) -> None:
    receipt = ledger.page(3, 1)[0]
    assert list(ledger.positions(Search(receipt.id))) == [3]
    assert list(ledger.positions(Search(receipt.fields["recordedAt"][:10]))) == [5, 4, 3, 2, 1, 0]


def test_kinds_and_orders_go_together(ledger: SqliteLedger) -> None:
    assert list(ledger.positions(Search())) == [5, 4, 3, 2, 1, 0]
    assert list(ledger.positions(Search(is_descending=False))) == [0, 1, 2, 3, 4, 5]
    assert list(ledger.positions(Search(kinds=(Kind.ATTEMPT, Kind.GENESIS)))) == [3, 1, 0]
    assert list(ledger.positions(Search(order=Order.KIND))) == [5, 0, 4, 2, 3, 1]
    assert list(ledger.positions(Search(order=Order.ACCOUNT))) == [4, 3, 2, 1, 5, 0]
    assert list(ledger.positions(Search(order=Order.ACCOUNT, is_descending=False))) == [0, 5, 4, 3, 2, 1]
    by_account = Search("plaza", kinds=(Kind.ATTEMPT, Kind.OBSERVATION), order=Order.ACCOUNT)
    assert list(ledger.positions(by_account)) == [3, 1, 5]


def test_the_table_can_be_told_again_from_the_entries(folder: Path) -> None:
    """An older ledger gets the very rows that sealing would have written."""
    with closing(sqlite3.connect(path_of(folder))) as db:
        sealed = db.execute("SELECT * FROM listed ORDER BY position").fetchall()
    alter(folder, "DELETE FROM listed", LIST_ENTRIES)
    with closing(sqlite3.connect(path_of(folder))) as db:
        assert db.execute("SELECT * FROM listed ORDER BY position").fetchall() == sealed
    assert len(sealed) == 6
