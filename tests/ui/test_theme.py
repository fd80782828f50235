"""Both themes can be read: contrast of text is at least 4.5 to 1 (WCAG 2.2, 1.4.3), of controls 3 to 1 (1.4.11)."""

import pytest
from PySide6.QtGui import QColor

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
