"""Ledgers in the window: deleting, what is left of a damaged one, backup and restore, and a new one on purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot
from tests.ledger.making import ledger_of, opt_out

from demur.core.problem import LedgerDamaged
from demur.ledger.bundling import openable
from demur.ledger.log import SECRET_NAME
from demur.product import Product
from demur.receipts.verifier import Result, verify_file
from demur.tour import hand
from demur.ui.window import MainWindow
from demur.words import say
from demur.words import window as words

SECRET = b'{"name":"ai_training","value":true}'
WAIT_MS = 15000


@pytest.fixture
def sealed(product: Product) -> Product:
    """Three practice entries, made before the window opens."""
    opt_out(product.ledger(True).unlock())
    product.ledger(True).keep_checkpoint()
    product.rooms.start_over()  # as after a restart
    return product


@pytest.fixture
def shown(sealed: Product, window: MainWindow, qtbot: QtBot) -> MainWindow:
    press("Receipts", qtbot)
    qtbot.waitUntil(lambda: hand.reads("checked just now"), timeout=WAIT_MS)
    return window


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def press(name: str, qtbot: QtBot) -> None:
    """Press it once it is there: the rail is made anew after each change."""
    qtbot.waitUntil(lambda: hand.sees(name), timeout=WAIT_MS)
    hand.press(name)


def press_then(name: str, wanted: Callable[[], bool], qtbot: QtBot) -> None:
    press(name, qtbot)
    qtbot.waitUntil(wanted, timeout=WAIT_MS)


def open_newest(qtbot: QtBot) -> None:
    press_then("Open receipt", lambda: hand.sees("Delete what is kept"), qtbot)


def choose(name: str, at: int) -> None:
    box = hand.find(name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def rows() -> list[str]:
    table = hand.find(say(words.RECEIPTS_TABLE))
    assert isinstance(table, QTableView)
    model = table.model()
    return [" ".join(str(model.index(row, column).data()) for column in range(6)) for row in range(model.rowCount())]


def test_deleting_beside_a_receipt_asks_and_says_what_remains(sealed: Product, shown: MainWindow, qtbot: QtBot) -> None:
    open_newest(qtbot)
    ledger = sealed.ledger(True)
    receipt = ledger.page(2, 1)[0]
    press_then("Delete what is kept", lambda: hand.sees("Delete for good"), qtbot)
    for told in ("The receipts stay", "can't be taken out of the log", "A backup or a bundle"):
        assert hand.reads(told)
    press_then("Cancel", lambda: not hand.sees("Delete for good"), qtbot)
    assert openable(ledger, receipt)
    press_then("Delete what is kept", lambda: hand.sees("Delete for good"), qtbot)
    press_then("Delete for good", lambda: hand.reads("Deleted, beside 2 receipts"), qtbot)
    assert openable(ledger, receipt) == []
    assert SECRET not in sealed.folders.ledger(True).read_bytes()
    qtbot.waitUntil(lambda: hand.reads("intact"), timeout=WAIT_MS)
    press_then("Delete what is kept", lambda: hand.sees("Cancel"), qtbot)
    assert not hand.sees("Delete for good"), "nothing is left to delete"
    press("Cancel", qtbot)
    rest(shown, qtbot)


def test_only_what_is_ticked_goes(sealed: Product, shown: MainWindow, qtbot: QtBot) -> None:
    open_newest(qtbot)
    press_then("Delete what is kept", lambda: hand.sees("Delete for good"), qtbot)
    press("The account's name and user id", qtbot)
    press("Of every receipt of this account: 2", qtbot)
    assert hand.sees("Delete for good")
    press("The account's name and user id", qtbot)
    press_then("Delete for good", lambda: hand.reads("Deleted, beside 2 receipts"), qtbot)
    left = {one.name for one in openable(sealed.ledger(True), sealed.ledger(True).page(2, 1)[0])}
    assert left == {"handle", "userId"}
    rest(shown, qtbot)


def test_signing_out_may_delete_what_lies_beside_the_receipts(
    window: MainWindow, signed_in: Callable[[str], None], product: Product, qtbot: QtBot
) -> None:
    signed_in("us-already-off")
    qtbot.waitUntil(lambda: hand.sees("Record what was seen"), timeout=WAIT_MS)
    press_then("Record what was seen", lambda: hand.sees("View receipt"), qtbot)
    (account,) = product.accounts.all()
    press_then("Sign out and forget this account", lambda: hand.sees("Sign out"), qtbot)
    press("Also delete its name, and what the platform answered, beside its receipts", qtbot)
    press_then("Sign out", lambda: hand.reads("Deleted, beside 1 receipts"), qtbot)
    ledger = product.ledger(True)
    assert (ledger.size(), ledger.of_account(account.id)) == (2, ())
    assert account.identity.user_id.encode() not in product.folders.ledger(True).read_bytes()
    assert ledger.check().is_sound
    rest(window, qtbot)


def test_d4_what_is_left_of_a_damaged_ledger_is_listed_opened_and_saved(
    sealed: Product, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Nothing is changed in the file, what is lost is said, and no new ledger is begun by itself."""
    file = sealed.folders.ledger(True)
    hurt = file.read_bytes().replace(b'"kind":"attempt"', b'"kind":"attemqt"')
    file.write_bytes(hurt)
    press_then("Receipts", lambda: hand.reads("2 entries can still be read; 1 are lost."), qtbot)
    assert hand.reads("Lost, or not readable by this version: 1.")
    assert hand.reads("The file is only read")
    assert [row.split()[0] for row in rows()] == ["2", "0"]
    assert all("signature holds" in row for row in rows())
    press_then("Open receipt", lambda: hand.sees("Save receipt"), qtbot)
    assert not hand.sees("Delete what is kept")
    assert not hand.sees("Undo")
    window._records._export._save_plain(2, str(tmp_path / "out"))
    qtbot.waitUntil(lambda: (tmp_path / "out" / "000002.json").exists(), timeout=WAIT_MS)
    rest(window, qtbot)
    assert verify_file(tmp_path / "out" / "000002.json").result is Result.VALID
    with pytest.raises(LedgerDamaged):
        sealed.ledger(True).unlock()
    assert file.read_bytes() == hurt


def test_k3_a_new_ledger_follows_and_the_old_one_is_looked_at_beside_it(
    sealed: Product, shown: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    sealed.rooms.vault(True).forget(SECRET_NAME)
    press("Settings", qtbot)
    choose("Which receipts this is about", 1)
    press_then("Begin a new ledger", lambda: hand.sees("Begin it"), qtbot)
    assert hand.reads("kept beside it, whole")
    press_then("Begin it", lambda: hand.reads("it names the checkpoint over 3 entries"), qtbot)
    opt_out(sealed.ledger(True).unlock())
    rest(shown, qtbot)
    press_then("Receipts", lambda: hand.reads("3 entries · checked"), qtbot)
    press("Open receipt", qtbot)
    shown._records._open_index(0)
    follows = "This ledger follows practice.demur.invalid/ledger/"
    qtbot.waitUntil(lambda: hand.reads(follows), timeout=WAIT_MS)
    press("Receipts", qtbot)
    choose("Which receipts", 2)
    qtbot.waitUntil(lambda: hand.reads("An older ledger of yours"), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: hand.reads("checked just now"), timeout=WAIT_MS)
    press_then("Open receipt", lambda: hand.sees("Save receipt"), qtbot)
    assert not hand.sees("Undo")
    shown._records._export._save_plain(2, str(tmp_path / "out"))
    qtbot.waitUntil(lambda: (tmp_path / "out" / "000002.json").exists(), timeout=WAIT_MS)
    rest(shown, qtbot)
    assert verify_file(tmp_path / "out" / "000002.json").result is Result.VALID


def test_r4_backup_and_restore_with_the_refusals_in_words(
    sealed: Product, shown: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    press("Settings", qtbot)
    rest(shown, qtbot)
    desk = shown._settings._ledgers
    desk.back_up(True, tmp_path)
    qtbot.waitUntil(lambda: hand.reads("It holds all 3 entries"), timeout=WAIT_MS)
    (file,) = tmp_path.glob("demur-practice-receipts-*.sqlite")
    desk.back_up(False, tmp_path)
    qtbot.waitUntil(lambda: hand.reads("nothing to back up"), timeout=WAIT_MS)
    opt_out(sealed.ledger(True).unlock())
    desk.ask_to_restore(False, file)
    qtbot.waitUntil(lambda: hand.sees("Restore it"), timeout=WAIT_MS)
    press_then("Restore it", lambda: hand.reads("are never mixed"), qtbot)
    desk.ask_to_restore(True, file)
    qtbot.waitUntil(lambda: hand.sees("Restore it"), timeout=WAIT_MS)
    press_then("Restore it", lambda: hand.sees("Restore it without the newer ones"), qtbot)
    assert sealed.ledger(True).size() == 5
    press_then("Restore it without the newer ones", lambda: hand.reads("Newer receipts are missing"), qtbot)
    assert sealed.ledger(True).size() == 3
    rest(shown, qtbot)


def test_a_ledger_from_elsewhere_is_brought_in_and_looked_at(
    sealed: Product, shown: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    opt_out(ledger_of(tmp_path).unlock())
    opt_out(ledger_of(tmp_path).unlock())
    file = ledger_of(tmp_path).back_up(tmp_path / "elsewhere.sqlite").file
    press("Settings", qtbot)
    desk = shown._settings._ledgers
    desk.bring_in(tmp_path)
    qtbot.waitUntil(lambda: hand.reads("is no whole ledger, so nothing was brought in"), timeout=WAIT_MS)
    desk.bring_in(file)
    qtbot.waitUntil(lambda: hand.reads("Brought in: 5 entries"), timeout=WAIT_MS)
    press("Receipts", qtbot)
    choose("Which receipts", 2)
    qtbot.waitUntil(lambda: hand.reads("Brought in from a file. Whether it is yours"), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: hand.reads("5 entries · checked"), timeout=WAIT_MS)
    press_then("Remove this ledger", lambda: hand.sees("Remove it"), qtbot)
    assert hand.reads("Remove this older ledger with its 5 entries?")
    press_then("Remove it", lambda: hand.reads("The older ledger is removed."), qtbot)
    assert not hand.sees("Remove this ledger")
    assert sealed.care.collection(True).all() == []
    assert sealed.ledger(True).size() == 3
    rest(shown, qtbot)


def test_all_receipts_are_deleted_only_after_a_yes(sealed: Product, shown: MainWindow, qtbot: QtBot) -> None:
    press("Settings", qtbot)
    choose("Which receipts this is about", 1)
    press_then("Delete all receipts", lambda: hand.sees("Delete them all"), qtbot)
    assert hand.reads("There are 3 entries")
    assert hand.reads("nor the key that sealed them")
    press_then("Cancel", lambda: not hand.sees("Delete them all"), qtbot)
    assert sealed.ledger(True).size() == 3
    press_then("Delete all receipts", lambda: hand.sees("Delete them all"), qtbot)
    press_then("Delete them all", lambda: hand.reads("All of these receipts are deleted"), qtbot)
    assert not sealed.folders.ledger(True).exists()
    assert sealed.rooms.vault(True).find(SECRET_NAME) is None
    rest(shown, qtbot)
