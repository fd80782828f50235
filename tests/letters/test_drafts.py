"""What a member wrote of a letter is there after a new start, and nowhere once it is thrown away or forgotten."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT
from tests.letters.conftest import Post

from demur.core.account import AccountId
from demur.ledger.accounts import SqliteAccounts
from demur.letters.drafts import Drafts
from demur.letters.letter import Letter

TODAY, LATER = date(2026, 11, 22), date(2026, 11, 23)
GROUNDS = "My posts name people — “they” — who never agreed.\nNot one."
NAME = f"letter:objection:{ACCOUNT.id}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "accounts.sqlite"


@pytest.fixture
def accounts(file: Path) -> SqliteAccounts:
    made = SqliteAccounts(file)
    made.keep(ACCOUNT)
    return made


@pytest.fixture
def first(post: Post) -> Letter:
    return post.letters.objection(ACCOUNT.id)


def opened(accounts: SqliteAccounts, today: date = TODAY) -> Drafts:
    return Drafts(accounts, lambda: today)


def test_what_was_changed_is_there_again_and_the_rest_follows_what_is_known(
    accounts: SqliteAccounts, first: Letter, file: Path
) -> None:
    left = first.filled(grounds=GROUNDS, name="A Member", on=date(2026, 11, 20))
    opened(accounts).keep(ACCOUNT.id, first, left)
    newer = replace(first, to="Meadow Unlimited", on=TODAY)
    assert opened(SqliteAccounts(file)).taken_over(ACCOUNT.id, newer) == replace(left, to="Meadow Unlimited")
    dated_anew = opened(accounts, LATER).taken_over(ACCOUNT.id, replace(first, on=LATER))
    assert (dated_anew.on, dated_anew.grounds) == (LATER, GROUNDS), "a letter isn't dated by chance"


def test_what_is_emptied_or_its_account_gone_stays_nowhere(accounts: SqliteAccounts, first: Letter, file: Path) -> None:
    drafts = opened(accounts)
    drafts.keep(ACCOUNT.id, first, first.filled(grounds=GROUNDS))
    assert drafts.has_any(ACCOUNT.id)
    drafts.keep(ACCOUNT.id, first, first)
    assert accounts.setting(NAME) == ""
    assert not drafts.has_any(ACCOUNT.id)
    drafts.keep(ACCOUNT.id, first, first.filled(grounds=GROUNDS))
    accounts.forget(ACCOUNT.id)
    drafts.keep(ACCOUNT.id, first, first.filled(grounds=GROUNDS))
    assert accounts.setting(NAME) is None
    assert b"never agreed" not in file.read_bytes()


def test_a_letter_that_nobody_wrote_in_costs_no_write(accounts: SqliteAccounts, first: Letter) -> None:
    opened(accounts).keep(ACCOUNT.id, first, first)
    assert accounts.setting(NAME) is None


@pytest.mark.parametrize("text", ["[", "[]", '{"grounds": 1}', '{"on": "x", "keptOn": "2026-11-22"}', '{"law": "x"}'])
def test_what_this_program_did_not_write_is_no_draft(text: str, accounts: SqliteAccounts, first: Letter) -> None:
    accounts.keep_setting(NAME, text)
    assert opened(accounts).taken_over(ACCOUNT.id, first) == first


def test_another_account_has_a_draft_of_its_own(accounts: SqliteAccounts, first: Letter) -> None:
    opened(accounts).keep(ACCOUNT.id, first, first.filled(grounds=GROUNDS))
    assert opened(accounts).taken_over(AccountId("another"), first) == first
