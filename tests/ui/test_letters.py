"""Letters in the window: begun from the account, never finished with a gap, recorded when sent, and waited for."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.core.stage import ACCOUNT, FreeTurn, Meadow, OwnedClock

from demur import wiring
from demur.core.account import AccountId
from demur.core.opt_out import OptOut, Parts
from demur.core.preview import Previews
from demur.core.setting import PlatformId, RegionCode, SettingId, State
from demur.core.telling import Said
from demur.product import Product
from demur.tour import hand
from demur.ui.letter_view import LetterView
from demur.ui.window import MainWindow

GROUNDS = "My posts name people who never agreed to this."


def field(window: MainWindow, name: str) -> QWidget:
    found = window._letters.page.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def letter(window: MainWindow) -> str:
    view = window._letters.page.findChild(LetterView)
    assert isinstance(view, LetterView)
    return view.toPlainText()


def press(qtbot: QtBot, name: str) -> None:
    """Press a control once it lies there to be pressed: the page may still be growing."""

    def pressed() -> bool:
        try:
            hand.press(name)
        except hand.NotSeen:
            return False
        return True

    qtbot.waitUntil(pressed, timeout=5000)


def added(product: Product, platform: str, region: str) -> AccountId:
    return product.joining.name(PlatformId(platform), f"my {platform}", RegionCode(region)).id


def test_an_objection_from_the_account_to_its_answer(
    window: MainWindow, product: Product, qtbot: QtBot, tmp_path: Path
) -> None:
    account = added(product, "linkedin", "DE")
    window._show_account(account)
    qtbot.waitUntil(lambda: hand.reads("Where you live, you can also object in writing."), timeout=5000)
    press(qtbot, "Write an objection")
    qtbot.waitUntil(lambda: hand.sees("Your name"), timeout=5000)
    _has_gaps(window, qtbot)
    _is_filled_by_keyboard(window, qtbot)
    _is_saved_and_copied(window, qtbot, tmp_path)
    _is_sent_and_answered(window, product, qtbot, account)
    _leaves_with_nothing_lost(window, qtbot)
    _is_there_after_a_new_start_until_it_is_thrown_away(window, product, qtbot, account)


def _has_gaps(window: MainWindow, qtbot: QtBot) -> None:
    assert hand.reads("This is not legal advice.")
    assert hand.reads("it believes to be under 18")
    assert hand.reads("https://www.linkedin.com/help/linkedin/ask/TS-DPRO")
    assert hand.reads("Not finished. Still missing: your name, how they know you, your own grounds.")
    assert "[ STILL MISSING: your own grounds ]" in letter(window)
    assert "To: LinkedIn Ireland Unlimited Company" in letter(window)
    view = window._letters.page.findChild(LetterView)
    assert isinstance(view, LetterView)
    assert len(view.extraSelections()) == 4, "the name stands twice"
    press(qtbot, "Copy the letter's text")
    assert "DRAFT, NOT FINISHED" in QGuiApplication.clipboard().text()


def _is_filled_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    """Tab goes from field to field, also out of those of several lines."""
    field(window, "name").setFocus()
    texts = {"name": "A Member", "account": "me@example.com", "grounds": GROUNDS}
    seen: list[str] = []
    while seen[-1:] != ["body"]:
        focused = QGuiApplication.focusObject()
        assert isinstance(focused, QWidget)
        if seen[-1:] != [focused.objectName()]:  # a date is three parts to Tab
            seen.append(focused.objectName())
            QTest.keyClicks(focused, texts.get(focused.objectName(), ""))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["name", "account", "contact", "to", "on", "grounds", "body"]
    assert hand.reads("Nothing is missing.")
    assert GROUNDS in letter(window)
    body = field(window, "body")
    assert isinstance(body, QPlainTextEdit)
    body.setPlainText("Only this.")
    assert hand.reads("Still missing: the one line of the text where your grounds stand.")
    press(qtbot, "Put the first text back")
    assert hand.reads("Nothing is missing.")


def _is_saved_and_copied(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    page = window._letters.page
    (folder / "letter.txt").write_text("An earlier letter, which the dialog asked about", "utf-8")
    for name in ("letter.pdf", "letter.txt"):
        page.save_wanted.emit(str(folder / name))
        said = f"Saved: {folder / name}"
        qtbot.waitUntil(partial(hand.reads, said), timeout=5000)
    assert (folder / "letter.txt").read_text("utf-8") == letter(window)
    assert (folder / "letter.pdf").read_bytes().startswith(b"%PDF")
    press(qtbot, "Copy the letter's text")
    assert QGuiApplication.clipboard().text() == letter(window)


def _is_sent_and_answered(window: MainWindow, product: Product, qtbot: QtBot, account: AccountId) -> None:
    press(qtbot, "Keep the letter's text with the receipt, on this computer")
    press(qtbot, "Record that I sent it")
    qtbot.waitUntil(lambda: hand.reads("You told us that LinkedIn got your letter on "), timeout=15000)
    (waiting,) = product.letters.waiting(account)
    (kept,) = product.ledger(False).evidence(waiting.receipt.index)
    assert kept.body.decode() == letter(window)
    qtbot.waitUntil(lambda: hand.reads("They have until "), timeout=5000)
    press(qtbot, "They need two more months")
    qtbot.waitUntil(lambda: hand.reads("since they asked for two more months in time"), timeout=15000)
    assert product.letters.newest_waiting(account).due > waiting.due + timedelta(days=50)


def _leaves_with_nothing_lost(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: hand.sees("Back to the account"), timeout=5000)
    press(qtbot, "Back to the account")
    qtbot.waitUntil(lambda: hand.reads("They got your letter on "), timeout=5000)
    press(qtbot, "Record their answer")
    assert GROUNDS in letter(window)
    days = [day for day in window._letters.page.findChildren(QDateEdit) if day.accessibleName() == "They got it on"]
    assert days[0].maximumDate() <= QDate.currentDate(), "a day to come can't be chosen"


def _is_there_after_a_new_start_until_it_is_thrown_away(
    window: MainWindow, product: Product, qtbot: QtBot, account: AccountId
) -> None:
    QTest.keyClicks(field(window, "name"), " the Second")
    window._show_account(account)  # the hand didn't rest before the page went
    again = wiring.build(product.folders)
    first = again.letters.objection(account)
    kept = again.drafts.taken_over(account, first)
    assert kept.grounds == GROUNDS
    assert "the Second" in kept.name
    press(qtbot, "Forget this account")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), timeout=5000)
    question = QApplication.activeModalWidget()
    assert isinstance(question, QMessageBox)
    assert "So does what you wrote of a letter" in question.informativeText()
    question.reject()
    window._letters.show_objection(account)
    assert "the Second" in letter(window)
    press(qtbot, "Throw away what I wrote")
    qtbot.waitUntil(lambda: hand.sees("Cancel"), timeout=5000)
    hand.press("Cancel")
    assert GROUNDS in letter(window)
    press(qtbot, "Throw away what I wrote")
    qtbot.waitUntil(lambda: len(hand.find_all("Throw away what I wrote")) == 2, timeout=5000)
    question = QApplication.activeModalWidget()
    assert isinstance(question, QMessageBox)
    question.buttons()[0].click()
    assert GROUNDS not in letter(window)
    assert again.drafts.taken_over(account, first) == first


def test_where_there_is_nothing_to_object_to_no_letter_is_offered(
    window: MainWindow, product: Product, qtbot: QtBot
) -> None:
    """Zoom has nothing to opt out of, and its page says what can be looked at; a member in the US has no letter."""
    window._show_account(added(product, "zoom", "DE"))
    assert hand.reads("There is nothing to opt out of here")
    assert hand.reads("see whether AI Companion is enabled")
    assert not hand.sees("Write an objection")
    window._show_account(added(product, "x", "US"))
    assert not hand.sees("Write an objection")
    window._show_account(added(product, "x", "CH"))
    press(qtbot, "Write an objection")
    qtbot.waitUntil(lambda: hand.sees("Your name"), timeout=5000)
    assert hand.reads("What Swiss law says of an objection is not in Demur's sources")
    assert hand.reads("Demur holds no source for a form or an address for this at X")


@pytest.fixture
def blamed(product: Product) -> AccountId:
    """A practice member whose opt-out was confirmed, whose switch is on again, and who says that it wasn't them."""
    clock = OwnedClock()
    meadow = Meadow(clock)
    meadow.setting = replace(Meadow.setting, id="ai-training")
    account = replace(
        ACCOUNT, platform=PlatformId("plaza"), setting=SettingId("ai-training"), region=RegionCode("GB"), last=None
    )
    product.accounts.keep(account)
    previews, ledger_of = Previews(product.accounts, clock), product.rooms.ledger_of
    opt_out = OptOut(Parts(product.accounts, meadow, ledger_of, product.guide, previews, FreeTurn(), clock))
    opt_out.apply(opt_out.preview(account.id, State.OFF).code)
    clock.pause(86400)
    meadow.state = State.ON
    opt_out.look(account.id)
    product.on_again.answer(account.id, Said.NO)
    return account.id


def test_a_complaint_goes_to_the_platform_or_to_the_authority(
    window: MainWindow, product: Product, qtbot: QtBot, blamed: AccountId
) -> None:
    off, on = product.letters.blamed(blamed)
    window._show_complaint(blamed)
    qtbot.waitUntil(lambda: hand.sees("The data protection authority"), timeout=5000)
    assert hand.reads("and you say that it wasn't you.")
    assert letter(window).startswith("PRACTICE: about a made-up platform.")
    for receipt in (off, on):
        assert f"My receipt {receipt.index} of that day says so" in letter(window)
    assert hand.sees("Record that I sent it")
    assert not hand.sees("Your own grounds")
    press(qtbot, "The data protection authority")
    qtbot.waitUntil(lambda: hand.reads("whether you wrote to the platform first"), timeout=5000)
    assert "To: The data protection authority (practice)" in letter(window)
    assert not hand.sees("Record that I sent it"), "no law of ours sets an authority a day"
    press(qtbot, "The platform")
    qtbot.waitUntil(lambda: hand.sees("Record that I sent it"), timeout=5000)
    assert "To: Plaza, made up for practice" in letter(window)
