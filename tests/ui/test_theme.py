"""Both themes can be read: contrast of text is at least 4.5 to 1 (WCAG 2.2, 1.4.3), of controls 3 to 1 (1.4.11)."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QDate, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from demur.ui import theme as themes
from demur.ui.controls import box_of, button, card
from demur.ui.theme import DARK, LIGHT, Theme


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""

    def linear(part: float) -> float:
        return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)

    made = QColor(colour)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_counted_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


FIRST_LOOK = """
import sys
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from demur.ui import theme
app = QApplication(["demur", *theme.STYLE_ARGUMENTS])
style = app.style().name()
if len(sys.argv) > 1:
    app.setPalette(QPalette(QColor(sys.argv[1])))  # stands for the system's own
theme.apply(app)
print(style, theme.current().name)
"""


@pytest.mark.parametrize(("system", "name"), [((), "light"), (("#eeeeee",), "light"), (("#202020",), "dark")])
def test_the_first_dress_follows_the_palette_of_the_system(system: tuple[str, ...], name: str) -> None:
    """Asking for the colour scheme by name would load all of Qt's enumerations; the style is ours, whatever is set."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_LOOK, *system],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "windows"},
    )
    assert done.stdout.split() == ["fusion", name]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read(theme: Theme) -> None:
    pairs = [
        (text, ground)
        for text in (theme.ink, theme.soft, theme.accent)
        for ground in (theme.ground, theme.surface, theme.rail)
    ]
    pairs += [(theme.accent_ink, theme.accent), (theme.ink, theme.selected), (theme.accent, theme.selected)]
    for tone in theme.tones.values():
        pairs += [(tone.ink, tone.ground), (tone.icon_ink, tone.line), (theme.accent, tone.ground)]
    poor = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert not poor


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_and_dots_can_be_seen(theme: Theme) -> None:
    pairs = [(theme.control_line, ground) for ground in (theme.ground, theme.surface)]
    pairs += [(dot, theme.rail) for dot in theme.dots.values()]
    pairs += [(dot, theme.surface) for dot in theme.dots.values()]
    poor = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 3}
    assert not poor


@pytest.fixture
def dress(dressed: QApplication) -> Iterator[Callable[[str], None]]:
    yield lambda name: themes.apply(dressed, name)
    themes.apply(dressed, "light")


def _checked(made: QCheckBox | QRadioButton) -> QWidget:
    made.setChecked(True)
    return made


def _with_calendar(made: QDateEdit) -> QWidget:
    made.setCalendarPopup(True)
    return made


CONTROLS: dict[str, Callable[[], QWidget]] = {
    "check box": lambda: QCheckBox("x"),
    "checked box": lambda: _checked(QCheckBox("x")),
    "radio button": lambda: QRadioButton("x"),
    "chosen radio button": lambda: _checked(QRadioButton("x")),
    "field": lambda: QLineEdit(),
    "choice": lambda: QComboBox(),
    "choice one can type in": lambda: QComboBox(editable=True),
    "day": lambda: _with_calendar(QDateEdit(QDate(2026, 11, 21))),
    "long text": lambda: QPlainTextEdit(),
    "button": lambda: button("x"),
}


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("control", CONTROLS)
def test_outline_of_every_control_stands_out_as_it_is_drawn(
    dress: Callable[[str], None], qtbot: QtBot, name: str, control: str
) -> None:
    """WCAG 2.2, 1.4.11: seen in the pixels, for a style may darken a line that the palette had right."""
    dress(name)
    part, made, other = card(), CONTROLS[control](), QPushButton()
    box_of(part).addWidget(made)
    box_of(part).addWidget(other)
    qtbot.addWidget(part)
    part.show()
    other.setFocus()  # the mark of the focus is another line
    picture = part.grab().toImage()
    ground = picture.pixelColor(made.x() - 6, made.y() + made.height() // 2).name()
    middle = made.y() + made.height() // 2
    left = QRect(made.x(), middle, 12, 1)
    line = [picture.pixelColor(x, middle).name() for x in range(left.left(), left.right())]
    best = max(contrast(colour, ground) for colour in line)
    assert best >= 3, f"{control}: {best:.2f} of {line} on {ground}"
