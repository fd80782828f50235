"""The pictures for a person to look at: all there, none blank, and no text clipped at 200%."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import clipping
import environment
import gallery

PAGES = {
    "first-run",
    "receipts-empty",
    "add-linkedin",
    "add-practice",
    "add-waiting",
    "account-on",
    "account",
    "dialog-sign-out",
    "preview",
    "outcome-confirmed",
    "receipt",
    "save",
    "saved",
    "receipts",
    "history",
    "report",
    "report-table",
    "paper-receipt",
    "paper-letter",
    "paper-report",
    "save-pages",
    "account-off",
    "account-not-offered",
    "account-unknown",
    "dialog-report",
    "outcome-not-changed",
    "working",
    "linkedin-start",
    "linkedin-question",
    "linkedin-told",
    "receipt-told",
    "letter-complaint",
    "letter-draft",
    "letter-sent",
    "meta-start",
    "meta-question",
    "meta-sent",
    "zoom",
    "dialog-forget",
    "overview",
    "overview-checking",
    "overview-checked",
    "settings",
    "settings-proxy",
    "dialog-passphrase",
    "dialog-erase",
    "meaning",
    "dialog-delete-all",
    "dialog-delete-kept",
    "dialog-region",
    "about",
    "dialog-licence",
    "add-linkedin-password",
    "add-page",
    "dialog-terms",
    "page-sign-in",
    "page-account",
    "page-stays",
    "page-preview",
    "page-preview-myself",
    "page-myself",
    "page-leaving",
    "page-not-changed",
    "page-changed",
    "dialog-report-page",
    "page-looking",
    "account-reworded",
    "dialog-wording",
    "account-counted-elsewhere",
    "account-closed",
    "account-on-again",
    "account-on-again-answered",
    "save-bundle",
    "saved-bundle",
    "check-file",
    "check-file-valid",
    "check-file-false",
    "linkedin-myself",
    "dialog-terms-linkedin",
    "x-start",
}
FEWEST_COLOURS = 40
NO_SYSTEM_BUS = "/chromium/dbus/bus.cc"
"""Where Chromium says that this computer has none; it looks for one, and does without."""
NO_GRAPHICS = "command_buffer_proxy_impl.cc"
"""Chromium says now and then that it draws without a graphics card; there is none here."""
TEXT = "A sentence that is far too long for the place it was given"
Show = Callable[..., None]


@pytest.mark.timeout(240)
def test_every_picture_is_there_and_no_text_is_clipped_at_200_percent(tmp_path: Path) -> None:
    wishes, scale = gallery.SETS["light-text-200"]
    command = [sys.executable, str(environment.ROOT / "packaging" / "shots.py"), "--out", str(tmp_path)]
    settings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    done = subprocess.run([*command, *wishes], env=settings, capture_output=True, text=True, timeout=220)
    said = [line for line in done.stderr.splitlines() if NO_SYSTEM_BUS not in line and NO_GRAPHICS not in line]
    assert (done.returncode, done.stdout, said) == (0, "", [])
    assert {file.stem for file in tmp_path.glob("*.png")} == PAGES
    for page in sorted(PAGES):
        assert colours(QImage(str(tmp_path / f"{page}.png"))) > FEWEST_COLOURS, page


def colours(image: QImage) -> int:
    return len(set(memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")[::16]))


def test_a_blank_picture_has_one_colour() -> None:
    blank = QImage(300, 200, QImage.Format.Format_RGB32)
    blank.fill(0)
    assert colours(blank) == 1


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show parts one above the other in a window that lives as long as the test."""
    windows = []

    def show_parts(*parts: QWidget) -> None:
        window = QWidget()
        column = QVBoxLayout(window)
        for part in parts:
            column.addWidget(part)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()

    yield show_parts
    windows.clear()


def complaints() -> list[str]:
    return [line for line in clipping.found() if TEXT in line]


def test_text_that_fits_is_not_complained_of(show: Show) -> None:
    wrapped = QLabel(TEXT)
    wrapped.setWordWrap(True)
    show(QLabel(TEXT), QPushButton(TEXT), wrapped)
    assert complaints() == []


@pytest.mark.parametrize("kind", [QLabel, QPushButton])
def test_text_wider_than_its_control_is_found(show: Show, kind: type[QLabel] | type[QPushButton]) -> None:
    part = kind(TEXT)
    part.setFixedWidth(60)
    show(part)
    assert len(complaints()) == 1


def test_wrapped_text_higher_than_its_label_is_found(show: Show) -> None:
    part = QLabel(TEXT)
    part.setWordWrap(True)
    part.setFixedSize(120, 20)
    show(part)
    assert len(complaints()) == 1


def test_a_word_wider_than_its_label_is_found(show: Show) -> None:
    part = QLabel(TEXT.replace(" ", "\N{NO-BREAK SPACE}"))
    part.setWordWrap(True)
    part.setFixedSize(120, 400)
    show(part)
    assert len([line for line in clipping.found() if part.text() in line]) == 1


def test_text_cut_off_by_what_it_stands_in_is_found(show: Show) -> None:
    around = QWidget()
    around.setFixedSize(100, 60)
    QLabel(TEXT, around).adjustSize()
    show(around)
    assert len(complaints()) == 1


def test_a_key_that_stands_for_two_buttons_is_found(show: Show) -> None:
    """Qt then only moves between them, and presses neither."""
    off = QPushButton("&Quote")
    off.setEnabled(False)
    show(QPushButton("&Quiet"), off)
    assert not [line for line in clipping.doubled_keys() if "Alt+Q" in line]
    show(QPushButton("&Quaint"))
    assert [line for line in clipping.doubled_keys() if "Alt+Q" in line]
