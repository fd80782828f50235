"""The letters on paper: plain, bold, and of even width for digests; no ligatures, so that a search finds every word."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QFont, QTextCharFormat

SIZE_PT: Final = 9.0

_FAMILIES: Final = ("Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
_EVEN: Final = ("Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "Courier New", "monospace")


def plain(size_pt: float = SIZE_PT) -> QFont:
    return _font(_FAMILIES, size_pt)


def bold(size_pt: float = SIZE_PT) -> QFont:
    made = plain(size_pt)
    made.setBold(True)
    return made


def even(size_pt: float) -> QFont:
    made = _font(_EVEN, size_pt)
    made.setStyleHint(QFont.StyleHint.Monospace)
    return made


def format_of(font: QFont) -> QTextCharFormat:
    """Return the format of black text in this font, whatever the theme of the window."""
    made = QTextCharFormat()
    made.setFont(font)
    made.setForeground(QBrush(Qt.GlobalColor.black))
    return made


def _font(families: Sequence[str], size_pt: float) -> QFont:
    made = QFont(list(families))
    made.setPointSizeF(size_pt)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("liga"), 0)  # "Confirmed" would be copied with one sign for its "fi"
    return made
