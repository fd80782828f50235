"""What changed, in the window: other words, another region, and faults, which are none; each in its own words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.core.stage import ACCOUNT, Stage

from demur.core.setting import State
from demur.core.wording import Reworded
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow
from demur.ui.wording_dialog import WordingDialog
from demur.watch.matter import Matter
from demur.words import problems

SignIn = Callable[[str], None]
NOTHING_OF_IT = "This says nothing of the setting itself: when it was last read, it was Off ("
FAULTS = {
    "closed": "account-closed",
    "503-on-read": "platform-failing",
    "429-wait-60-on-read": "rate-limited",
    "cut-on-read": "platform-unreachable",
    "401-on-read": "signed-out",
}


def check(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: hand.sees("Check again") and not window._background.is_busy, timeout=15000)
    hand.press("Check again")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=20000)
    QApplication.processEvents()


def cards(window: MainWindow) -> list[bool]:
    return [card.isVisible() for card in window._account._changes.cards]


def test_each_has_its_own_words_and_none_is_called_a_change_of_the_setting(
    window: MainWindow, signed_in: SignIn, qtbot: QtBot, product: Product
) -> None:
    signed_in("us-on")
    control = product.practice.plaza().control
    qtbot.waitUntil(lambda: hand.sees("Opt out"), timeout=15000)
    hand.press("Opt out")
    qtbot.waitUntil(lambda: hand.sees("Opt out now"), timeout=15000)
    hand.press("Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=15000)
    (account,) = product.accounts.all()

    control.set_fault("us-on", "reworded")
    check(window, qtbot)
    assert hand.reads("The platform's words beside the setting are others than in receipt 2")
    assert hand.reads("The setting itself is Off, as read just now.")
    assert hand.reads("You are opted out: the switch is off")
    assert product.watch.standing(account.id).matter is Matter.WORDING_CHANGED
    hand.press("Compare the words")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WordingDialog)
    names = [label.accessibleName() for label in dialog.findChildren(QLabel)]
    assert "Let Plaza learn from my posts [+and messages+]" in names
    assert product.watch.standing(account.id).matter is Matter.OFF, "the member has seen it"
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    hand.press_key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5000)

    control.set_fault("us-on", "counts-elsewhere")
    check(window, qtbot)
    assert hand.reads("Plaza counts this account to Germany; you told Demur United States")
    assert hand.reads("This is no change of the setting")
    assert cards(window) == [False, True, False]
    control.set_fault("us-on", None)
    check(window, qtbot)
    assert cards(window) == [False, False, False]

    for fault, code in FAULTS.items():
        control.set_fault("us-on", fault)
        check(window, qtbot)
        assert hand.reads(problems.reason(code)[:30]), fault
        assert hand.reads(problems.step(code)), "the next step stays when the note above is dismissed"
        assert hand.reads(NOTHING_OF_IT), fault
        assert cards(window) == [False, False, False]
    control.set_fault("us-on", None)
    assert product.ledger(True).size() == 3, "nothing was sealed of any of it"


@pytest.fixture
def told(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[str | None, str], WordingDialog]]:
    """Shows a dialog about two wordings."""
    stage = Stage(tmp_path)
    stage.opt_out.apply(stage.opt_out.preview(ACCOUNT.id, State.OFF).code)
    parent = QWidget()
    qtbot.addWidget(parent)

    def show(before: str | None, now: str) -> WordingDialog:
        made = WordingDialog(parent, Reworded(stage.receipts[2], before, now))
        made.show()
        return made

    yield show
    parent.close()


def texts(dialog: WordingDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_what_the_platform_wrote_is_shown_and_never_run(
    told: Callable[[str | None, str], WordingDialog],
) -> None:
    dialog = told("Old <b>words</b> & more", '<img src="file:///etc/passwd"> & more')
    shown = "".join(texts(dialog))
    assert "&lt;b&gt;words&lt;/b&gt;" in shown
    assert "<img" not in shown
    assert "&lt;img src=&quot;file:///etc/passwd&quot;&gt;" in shown


def test_marks_stand_in_the_text_and_are_said(told: Callable[[str | None, str], WordingDialog]) -> None:
    dialog = told("Meadow learns from posts.\nNever from letters.", "Meadow learns from posts and photos.")
    names = {label.accessibleName() for label in dialog.findChildren(QLabel)}
    assert {
        "Meadow learns from [−posts.−]",
        "[−Never from letters.−]",
        "Meadow learns from [+posts and photos.+]",
    } <= names
    assert any("<s>[−posts.−]</s>" in text for text in texts(dialog))
    assert any("<u><b>[+posts and photos.+]</b></u>" in text for text in texts(dialog))


def test_words_that_were_not_kept_are_said_to_be_missing(told: Callable[[str | None, str], WordingDialog]) -> None:
    dialog = told(None, "Meadow learns from posts.")
    assert any(text.startswith("The earlier words were not kept") for text in texts(dialog))
    assert "Meadow learns from posts." in texts(dialog)
    assert not any(text.startswith("Under receipt") for text in texts(dialog))


def test_dialog_is_read_and_left_by_keyboard(told: Callable[[str | None, str], WordingDialog], qtbot: QtBot) -> None:
    dialog = told("One.", "Two.")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    assert dialog.accessibleName() == "What the platform said, and what it says now"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not dialog, timeout=5000)
