"""About: the age of the browser part, and every part's licence; nothing of it is loaded before it is shown."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from demur import shipped
from demur.tour import hand
from demur.ui import about_desk, dates
from demur.ui.text_dialog import TextDialog
from demur.ui.window import MainWindow


@pytest.fixture
def about(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with the page about Demur, all of it there."""
    hand.press("About")
    qtbot.waitUntil(lambda: hand.reads("packages that run in it"), timeout=20000)
    qtbot.waitUntil(lambda: hand.reads("Chromium"), timeout=20000)
    yield window
    for opened in window.findChildren(TextDialog):
        opened.close()


def test_lists_every_part_with_its_licence(about: MainWindow) -> None:
    texts = hand.texts()
    for part in shipped.parts():
        assert f"{part.name} {part.version}" in texts
        assert part.licence in texts
    assert hand.reads(f"Demur, and the {len(shipped.parts()) - 1} packages that run in it")


def test_says_how_old_the_fixes_in_the_browser_part_are(about: MainWindow) -> None:
    assert hand.reads("Chromium 140, with security fixes up to those of Chromium 152.0.7977.83.")
    assert hand.reads("It was published on 8 October 2026")


def press(name: str, qtbot: QtBot) -> None:
    """Press a control once it lies where it can be pressed: the list is laid out a moment after it is filled."""

    def is_pressed() -> bool:
        try:
            hand.press(name)
        except hand.NotSeen:
            return False
        return True

    qtbot.waitUntil(is_pressed, timeout=10000)


@pytest.mark.parametrize(("name", "says"), [("PySide6", "GNU LESSER GENERAL PUBLIC LICENSE"), ("demur", "Apache")])
def test_licence_can_be_read(about: MainWindow, qtbot: QtBot, name: str, says: str) -> None:
    press(f"Licence of {name}", qtbot)
    opened = about.findChild(TextDialog)
    assert opened is not None
    field = opened.findChild(QPlainTextEdit)
    assert field is not None
    assert says in field.toPlainText()
    assert field.accessibleName() == f"Licence of {name}"
    qtbot.waitUntil(opened.isActiveWindow, timeout=5000)
    hand.press_key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: about.findChild(TextDialog) is None, timeout=5000)


def test_licence_file_that_is_gone_is_said_to_be(about: MainWindow, tmp_path: Path) -> None:
    about._about._show_licence(shipped.Part("tiny", "1", "", "", (tmp_path / "gone",)))
    assert hand.reads("tiny 1, licence not named.")
    field = about.findChildren(TextDialog)[-1].findChild(QPlainTextEdit)
    assert field is not None
    assert "no longer where it was installed" in field.toPlainText()


def test_fixes_of_unknown_age_say_when_the_files_came(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.touch()
    today = datetime.now(UTC).date()
    assert f"put on this computer on {dates.day(today)}" in about_desk.age_words("1.2.3.4", library, today)
    assert about_desk.age_words("1.2.3.4", tmp_path / "none", today) == "Demur doesn't know how old it is."
    assert "44 days ago" in about_desk.age_words("152.0.7977.83", library, date(2026, 11, 21))


SCRIPT = """
import json, os, sys
from datetime import date
from PySide6.QtWidgets import QApplication
app = QApplication(["demur"])
def seen():
    children = [open(f"/proc/self/task/{t}/children").read().split() for t in os.listdir("/proc/self/task")]
    return [sum(children, []), len(os.listdir("/proc/self/task"))]
before = seen()
from demur.ui import about_desk
loaded = [name for name in sys.modules if "WebEngine" in name]
words = about_desk.browser_words(date(2026, 11, 21))
app.processEvents()
print(json.dumps([loaded, words, before, seen()]))
"""


def test_asking_for_versions_starts_nothing() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    loaded, words, before, after = json.loads(ran.stdout)
    assert loaded == []
    assert words.startswith("Chromium 140")
    assert after == before, "no process, and no thread"
    assert "WebEngine" not in ran.stderr
