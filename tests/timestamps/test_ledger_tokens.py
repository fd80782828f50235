"""Tokens in the ledger: kept for good, found for each receipt, and looked at again by a full check."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.ledger.making import alter, ledger_of, observation, opt_out
from tests.timestamps.authority import TestAuthority

from demur.core.dating import Authority, Token, TokenCode
from demur.core.problem import LedgerDamaged
from demur.ledger.log import SqliteLedger
from demur.receipts.checkpoint import parse
from demur.receipts.time_token import judge

NONCE = 7


@pytest.fixture(scope="module")
def tower(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("tower"))


def known(tower: TestAuthority, name: str = "tower") -> Authority:
    return Authority(name, f"The {name}", f"Owner of {name}", "http://127.0.0.1:9/ts", tower.pem.decode())


def dated(ledger: SqliteLedger, tower: TestAuthority, at: datetime | None = None, unsorted: bool = False) -> Token:
    """Have the newest checkpoint dated, and keep what came back."""
    newest = ledger.tokens.newest()
    assert newest is not None
    answer = tower.signed(newest.note, at or datetime.now(UTC))
    judged = judge(answer, newest.note, tower.pem, NONCE, newest.sealed_at)
    code = TokenCode.NOT_CHECKED if unsorted else judged.code
    token = Token(newest.size, known(tower), NONCE, datetime.now(UTC), answer, code, judged.at)
    ledger.tokens.keep(token)
    return token


def test_a_token_comes_back_as_it_was(tmp_path: Path, tower: TestAuthority) -> None:
    ledger = ledger_of(tmp_path)
    assert ledger.tokens.newest() is None
    opt_out(ledger.unlock())
    kept = dated(ledger, tower)
    (found,) = ledger_of(tmp_path).tokens.all()
    assert (found.size, found.authority, found.nonce, found.answer) == (3, known(tower), NONCE, kept.answer)
    assert (found.code, found.dated_at) == (TokenCode.HOLDS, kept.dated_at)
    assert abs((found.asked_at - kept.asked_at).total_seconds()) < 0.001
    assert ledger.tokens.covered_by("tower") == 3
    assert ledger.tokens.covered_by("another") == 0
    assert ledger.check().is_sound


def test_a_receipt_is_dated_by_the_first_token_after_it(tmp_path: Path, tower: TestAuthority) -> None:
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    opt_out(sealer)
    first = dated(ledger, tower)
    sealer.seal(observation())
    second = dated(ledger, tower, datetime.now(UTC) + timedelta(minutes=1))
    sealer.seal(observation())
    assert [ledger.tokens.date_of(index) is not None for index in range(5)] == [True, True, True, True, False]
    by = ledger.tokens.date_of(2)
    assert by is not None
    assert (by.by, by.at) == ("The tower", first.dated_at)
    shown = [receipt.dated for receipt in ledger.page(0, 10)]
    assert shown == [ledger.tokens.date_of(index) for index in range(5)]
    assert [receipt.dated for receipt in ledger.page(3, 2)] == shown[3:]
    assert [parse(ledger.proven(index).note.encode()).size for index in range(5)] == [3, 3, 3, 4, 5]
    assert [len(ledger.proven(index).tokens) for index in range(5)] == [1, 1, 1, 1, 0]
    assert ledger.proven(3).tokens[0].answer == second.answer


def test_a_token_that_was_not_checked_dates_nothing_and_still_goes_along(tmp_path: Path, tower: TestAuthority) -> None:
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    dated(ledger, tower, unsorted=True)
    assert ledger.tokens.date_of(2) is None
    assert [one.code for one in ledger.proven(2).tokens] == [TokenCode.NOT_CHECKED]


def test_a_token_that_fails_is_kept_and_shown_to_nobody(tmp_path: Path, tower: TestAuthority) -> None:
    """R6: never deleted."""
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    early = datetime(2020, 1, 1, tzinfo=UTC)
    kept = dated(ledger, tower, early)
    assert kept.code is not TokenCode.HOLDS
    assert ledger.tokens.date_of(2) is None
    assert ledger.proven(2).tokens == []
    assert [one.answer for one in ledger.tokens.all()] == [kept.answer]
    assert ledger.check().is_sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tokens SET answer = substr(answer, 1, length(answer) - 1)",
        "UPDATE tokens SET dated_at = '2020-01-01T00:00:00.000Z'",
        "UPDATE tokens SET size = 2",
        "UPDATE tokens SET certificates = 'none'",
        "UPDATE tokens SET nonce = '8'",
    ],
)
def test_a_full_check_looks_at_tokens_again(statement: str, tmp_path: Path, tower: TestAuthority) -> None:
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    dated(ledger, tower)
    alter(tmp_path, statement)
    wrong = ledger.check().wrong
    assert wrong is not None
    assert wrong.code == "token"


def test_d4_what_is_left_of_a_damaged_ledger_is_still_dated(tmp_path: Path, tower: TestAuthority) -> None:
    ledger = ledger_of(tmp_path)
    sealer = ledger.unlock()
    opt_out(sealer)
    kept = dated(ledger, tower)
    sealer.seal(observation())
    left = ledger.salvaged(LedgerDamaged(what="its pages"))
    proven = left.proven(2)
    assert [token.answer for token in proven.tokens] == [kept.answer]
    assert parse(proven.note.encode()).size == 3
    assert left.proven(3).tokens == []
    assert parse(left.proven(3).note.encode()).size == 4


def test_a_backup_holds_the_tokens(tmp_path: Path, tower: TestAuthority) -> None:
    ledger = ledger_of(tmp_path)
    opt_out(ledger.unlock())
    kept = dated(ledger, tower)
    backup = ledger.back_up(tmp_path / "backup.sqlite")
    ledger.unlock().seal(observation())
    ledger.restore(backup.file, may_be_older=True)
    assert [one.answer for one in ledger.tokens.all()] == [kept.answer]
