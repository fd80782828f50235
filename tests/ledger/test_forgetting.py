"""Deleting what lies beside receipts (receipt-format part 8): it is gone from every file, and the receipts hold."""

from pathlib import Path
from random import Random

import pytest
from tests.ledger.making import (
    AMINA,
    IDENTITY,
    LocalClock,
    attempt,
    confirmation,
    ledger_of,
    opt_out,
    path_of,
    reading,
    vault_of,
)

from demur.core.account import Account, AccountId, SignInId
from demur.core.entry import Receipt
from demur.core.preview import Previews
from demur.core.problem import LedgerDamaged
from demur.core.setting import PlatformId, RegionCode, SettingId, State
from demur.ledger.accounts import SqliteAccounts
from demur.ledger.bundling import openable
from demur.ledger.collection import Collection, Why
from demur.ledger.database import Database
from demur.ledger.forgetting import EVERYTHING, Forgetting, Held, forget
from demur.ledger.layout import LEDGER
from demur.ledger.sealing import LedgerSealer
from demur.receipts.verifier import Result, verify_file

BEN = AccountId("plaza/ben")
SECRET = b"what the platform said of Amina"


def sealed(sealer: LedgerSealer, body: bytes, account: AccountId = AMINA, handle: str = "amina-77") -> Receipt:
    """Seal an opt-out whose replies hold `body`."""
    who = {"account": account, "identity": IDENTITY._replace(handle=handle)}
    asked = sealer.seal(attempt(before=reading(State.ON, body=body), **who))
    return sealer.seal(confirmation(asked, after=reading(State.OFF, body=body + b" again"), **who))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sealer = ledger_of(tmp_path).unlock()
    sealed(sealer, SECRET)
    sealed(sealer, b"of Ben", BEN, "ben-12")
    sealed(sealer, SECRET)
    ledger_of(tmp_path).keep_checkpoint()
    return tmp_path


def receipt(folder: Path, index: int) -> Receipt:
    (found,) = ledger_of(folder).page(index, 1)
    return found


def holding(folder: Path, *texts: bytes) -> list[str]:
    """Return the files that hold one of these texts: journals, copies and all."""
    files = [file for file in path_of(folder).parent.rglob("*") if file.is_file()]
    return [file.name for file in files if any(text in file.read_bytes() for text in texts)]


def test_one_receipt_loses_what_lies_beside_it_and_still_holds(folder: Path) -> None:
    ledger = ledger_of(folder)
    before = receipt(folder, 2)
    assert len(openable(ledger, before)) == 4
    assert ledger.beside(before.id).receipts == 2, "the attempt that it closes holds its “before”"
    done = ledger.forget(Forgetting(before.id))
    assert (done.receipts, done.unreached) == (2, ())
    assert openable(ledger, receipt(folder, 2)) == []
    assert receipt(folder, 2).body == before.body
    assert len(openable(ledger, receipt(folder, 6))) == 4, "the other receipts keep theirs"
    check = ledger.check()
    assert (check.is_sound, check.entries) == (True, 7)
    assert verify_file(ledger.export(2, folder / "out")).result is Result.VALID
    assert ledger.beside(before.id).names == ledger.beside(before.id).replies == 0


@pytest.mark.parametrize(
    ("held", "left"), [(Held.NAMES, {"evidence"}), (Held.REPLIES, {"handle", "userId"})], ids=lambda one: str(one)
)
def test_names_and_replies_go_apart(held: Held, left: set[str], folder: Path) -> None:
    ledger_of(folder).forget(Forgetting(receipt(folder, 2).id, frozenset({held})))
    assert {one.name for one in openable(ledger_of(folder), receipt(folder, 2))} == left


def test_an_account_is_gone_from_every_file_and_its_receipts_stay(folder: Path) -> None:
    assert holding(folder, SECRET, b"amina-77", AMINA.encode()) == ["ledger.sqlite"]
    done = ledger_of(folder).forget(Forgetting(AMINA, EVERYTHING, is_unlinked=True))
    assert done.receipts == 4
    assert holding(folder, SECRET, b"amina-77", AMINA.encode()) == []
    assert holding(folder, b"of Ben", b"ben-12") == ["ledger.sqlite"]
    assert ledger_of(folder).size() == 7
    assert ledger_of(folder).check().is_sound
    assert ledger_of(folder).of_account(AMINA) == ()
    accounts = [receipt(folder, index).account for index in (1, 2, 5, 6)]
    assert len(set(accounts)) == 1, "those of one account still stand together"
    assert str(accounts[0]).startswith("deleted-")
    opt_out(ledger_of(folder).unlock())


def test_an_account_that_stays_keeps_its_receipts(folder: Path) -> None:
    ledger_of(folder).forget(Forgetting(AMINA))
    assert len(ledger_of(folder).of_account(AMINA)) == 4


def test_gaps_in_pages_hold_no_copies(tmp_path: Path) -> None:
    """SQLite moves rows between pages and wipes only those that it deletes; with these lengths a copy of one stays."""
    path_of(tmp_path).parent.mkdir()
    database = Database(path_of(tmp_path), LEDGER)
    lengths = Random(2)  # the same pages every time
    with database.writing() as db:
        for place in range(1, 121):
            number = (place - 1) // 2 % 7
            row = (place, f"urn:{place}", f"acc-{number}")
            db.execute("INSERT INTO entries VALUES (?, ?, 'attempt', NULL, ?, '', CAST('{}' AS BLOB))", row)
            body = f"SECRET-{number}".encode() * lengths.choice((1, 20, 150, 500) if place % 2 else (1, 30, 200))
            side = "before" if place % 2 else "after"
            db.execute("INSERT INTO evidence VALUES (?, ?, ?, ?)", (place, side, "5" * 32, body))
    for number in range(7):
        forget(database, Forgetting(AccountId(f"acc-{number}"), EVERYTHING, is_unlinked=True))
        assert holding(tmp_path, f"SECRET-{number}".encode(), f"acc-{number}".encode()) == []


def test_what_a_restore_kept_aside_is_reached_and_a_backup_is_not(folder: Path) -> None:
    backup = ledger_of(folder).back_up(folder / "backup.sqlite").file
    ledger_of(folder).restore(backup)
    assert len(holding(folder, SECRET)) == 2
    done = ledger_of(folder).forget(Forgetting(receipt(folder, 2).id))
    done = ledger_of(folder).forget(Forgetting(receipt(folder, 6).id))
    assert done.unreached == ()
    assert holding(folder, SECRET) == []
    assert SECRET in backup.read_bytes()


def test_a_damaged_ledger_nearby_is_named_and_left(folder: Path) -> None:
    aside = path_of(folder).with_name("ledger.sqlite.kept-20261121T120000.000000Z")
    aside.write_bytes(b"SQLite format 3\0" + b"?" * 4096)
    done = ledger_of(folder).forget(Forgetting(receipt(folder, 2).id))
    assert done.unreached == (aside,)
    assert aside.read_bytes().endswith(b"?")
    (older,) = Collection(path_of(folder), vault_of(folder), None, True, None).all()  # type: ignore[arg-type]  # unused
    assert (older.file, older.why) == (aside, Why.ASIDE)


def test_an_account_that_goes_leaves_nothing_in_the_file_of_accounts(tmp_path: Path) -> None:
    """With names of these lengths a copy of one would stay in a gap, as above; and previews name accounts, too."""
    accounts, lengths = SqliteAccounts(tmp_path / "data" / "accounts.sqlite"), Random(3)
    names = [f"plaza-gone{number:03}" for number in range(70)]
    for name in names:
        identity = IDENTITY._replace(handle=f"handle-{name}-" * lengths.choice((1, 2, 5, 9, 20, 45, 80)))
        keys = (AccountId(name), PlatformId("plaza"), SettingId("ai"), identity, RegionCode("GB"))
        accounts.keep(Account(*keys, is_practice=True, sign_in=SignInId(name)))
    lengths.shuffle(names)
    Previews(accounts, LocalClock()).make(AccountId(names[0]), State.ON, State.OFF)
    for number, name in enumerate(names):
        if number % 2:
            accounts.forget(AccountId(name))
        else:
            accounts.forget_sign_in(SignInId(name))
        assert name.encode() not in (tmp_path / "data" / "accounts.sqlite").read_bytes()


def test_nothing_is_made_where_there_was_no_ledger(tmp_path: Path) -> None:
    assert ledger_of(tmp_path).forget(Forgetting(AMINA)).receipts == 0
    assert not path_of(tmp_path).exists()


def test_nothing_is_deleted_from_a_damaged_ledger(folder: Path) -> None:
    whole = path_of(folder).read_bytes()
    path_of(folder).write_bytes(b"\xff" * 100 + whole[100:])
    with pytest.raises(LedgerDamaged):
        ledger_of(folder).forget(Forgetting(AMINA))
    assert path_of(folder).read_bytes()[100:] == whole[100:]
