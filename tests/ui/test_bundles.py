"""Saving a bundle and checking a file in the window, as a member would, with real files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import BinaryIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from tests.receipts.bundles import bundle_of, lay, ledger_of, rich_log

from demur.product import Product
from demur.receipts import ledger_verifier
from demur.receipts.bundle_verifier import verify_path
from demur.receipts.known_keys import known_keys
from demur.receipts.verifier import Result
from demur.tour import hand
from demur.ui import checking_row
from demur.ui.window import MainWindow


@pytest.fixture
def opted_out(window: MainWindow, signed_in: Callable[[str], None], qtbot: QtBot) -> MainWindow:
    """The window on the receipt of one practice opt-out."""
    signed_in("us-on")
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    hand.press("Opt out")
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    hand.press("View receipt")
    qtbot.waitUntil(lambda: hand.sees("Save receipt"), timeout=15000)
    return window


def choose_form(at: int) -> None:
    combo = hand.find("What to save")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    combo.setCurrentIndex(0)
    for _ in range(at):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    combo.activated.emit(at)


def tick(name: str) -> None:
    box = hand.find(name)
    assert isinstance(box, QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


def press(name: str, qtbot: QtBot) -> None:
    """Press a control once it lies where it can be pressed: a page that was just filled is laid out a moment later."""

    def is_pressed() -> bool:
        try:
            hand.press(name)
        except hand.NotSeen:
            return False
        return True

    qtbot.waitUntil(is_pressed, timeout=15000)


def wait_for(text: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: hand.reads(text), timeout=15000)


@pytest.mark.parametrize(("at", "name"), [(1, "out"), (2, "out.zip")])
def test_a_bundle_leaves_as_it_was_shown(
    at: int, name: str, opted_out: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    hand.press("Save receipt")
    choose_form(at)
    wait_for("Nothing of your account is in these files.", qtbot)
    wait_for("Nobody may demand that you tick anything.", qtbot)
    wait_for("Look closely: the platform's own words name your account", qtbot)
    tick("Disclose the account's name")
    wait_for("Disclosed: Account name: ", qtbot)
    assert not hand.reads("Nothing of your account is in these files.")
    listed = {line.split(":")[0] for line in hand.texts() if line.endswith(" bytes)")}
    hand.write("New folder or file", str(tmp_path / name))
    wait_for("Saved as ", qtbot)
    (checked,) = verify_path(tmp_path / name)
    assert checked.verdict.result is Result.VALID
    codes = [finding.code for finding in checked.verdict.findings]
    assert "handle-holds" in codes
    assert "user-id-holds" not in codes
    if at == 1:
        written = {path.relative_to(tmp_path / name).as_posix() for path in (tmp_path / name).rglob("*")}
        assert written == listed


def test_plain_files_are_saved_as_before_and_nothing_is_replaced(
    opted_out: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "out.zip").write_bytes(b"theirs")
    hand.press("Save receipt")
    assert not hand.sees("Disclose the account's name")
    hand.write("Folder", str(tmp_path / "plain"))
    wait_for("Saved in ", qtbot)
    assert len(list((tmp_path / "plain").iterdir())) == 7
    choose_form(2)
    wait_for("Nothing of your account is in these files.", qtbot)
    hand.write("New folder or file", str(tmp_path / "out"))
    wait_for("there is another out.zip already", qtbot)
    assert (tmp_path / "out.zip").read_bytes() == b"theirs"


def open_check(qtbot: QtBot) -> None:
    hand.press("Receipts")
    qtbot.waitUntil(lambda: hand.sees("Check a file"), timeout=15000)
    hand.press("Check a file")
    qtbot.waitUntil(lambda: hand.sees("File or folder"), timeout=15000)


def test_a_file_from_anyone_is_checked_without_an_account(
    window: MainWindow, product: Product, qtbot: QtBot, tmp_path: Path
) -> None:
    """R5 in the window: not a key you know, until it is marked; and nothing wrong is ever marked."""
    open_check(qtbot)
    folder = lay(tmp_path / "theirs", bundle_of(rich_log()))
    hand.write("File or folder", str(folder))
    wait_for("theirs (000002.json): Valid", qtbot)
    for words in ("What holds", "What no check of a file can say", "Whose key it is. You have marked none", "On → Off"):
        assert hand.reads(words), words
    assert not hand.reads("What doesn't hold")
    name = hand.find("Whose key it is")
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Fern")
    press("I know this key", qtbot)
    wait_for("The key is one that you marked as known: Fern", qtbot)
    assert list(known_keys(product.folders.data).values()) == ["Fern"]
    strange = lay(tmp_path / "strange", bundle_of(rich_log(secret=b"\x07" * 32)))
    hand.write("File or folder", str(strange))
    wait_for("strange (000002.json): Can't tell", qtbot)
    assert hand.reads("this is not a key you know")


def test_a_long_ledger_from_anyone_shows_how_far_it_is_and_can_be_called_off(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_verifier, "_STEP", 1)
    monkeypatch.setattr(checking_row, "LONG", 1)
    is_seen = Event()

    def slowly(file: BinaryIO) -> Iterator[bytes]:
        """Give the third line only once somebody saw how far it is."""
        for number, line in enumerate(file):
            assert number != 2 or is_seen.wait(15)
            yield line

    monkeypatch.setattr(ledger_verifier, "_lines", slowly)
    folder = lay(tmp_path / "theirs", ledger_of(rich_log()))
    open_check(qtbot)
    hand.write("File or folder", str(folder))
    wait_for("1 entries checked", qtbot)
    press("Cancel the check", qtbot)
    is_seen.set()
    wait_for("The check was called off after 2 entries, which hold.", qtbot)
    assert not hand.sees("Cancel the check")


def test_what_does_not_hold_is_said_and_no_key_of_it_is_marked(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_check(qtbot)
    files = bundle_of(rich_log())
    hand.write("File or folder", str(lay(tmp_path / "altered", {**files, "000002.sig": bytes(64)})))
    wait_for("altered (000002.json): Not valid", qtbot)
    assert hand.reads("What doesn't hold")
    assert hand.reads("What it says, which is not proven")
    assert not hand.sees("I know this key")
    hand.write("File or folder", str(tmp_path / "nothing"))
    wait_for("nothing: Can't tell", qtbot)


def test_the_list_is_saved_without_names(opted_out: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    hand.press("Receipts")
    qtbot.waitUntil(lambda: hand.sees("Save the list"), timeout=15000)
    opted_out._records._export.save_list(str(tmp_path / "list.csv"), is_practice=True)  # past the system's own dialog
    wait_for("without your accounts' names.", qtbot)
    content = (tmp_path / "list.csv").read_bytes()
    assert content.count(b"\r\n") == 4
    assert b"(practice)" not in content
