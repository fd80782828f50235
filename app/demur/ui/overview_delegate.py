"""Draws a row of the overview: a row costs no widget, so that fifty open as soon as five.

What a row says is wrapped, never cut off; its sign and its colour repeat the words beside them.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from demur.ui import plain_values, theme
from demur.ui.overview_model import OverviewModel
from demur.ui.overview_row import Row
from demur.ui.state_card import ICONS

_MARGIN: Final = 10
_BETWEEN: Final = 2
_FACTS_BETWEEN: Final = " · "
_HIGHEST: Final = 100_000
"""More than any row is high, for asking how high a text gets in a width."""
_MOST_HEIGHTS: Final = 500
"""How many heights are kept: a window that is dragged wider and narrower asks for many."""
_RADIUS: Final = 8
_FOCUS_PX: Final = 2
SOFT: Final = 0.74
"""How much of the text's own colour quieter text has: its contrast stays above 4.5 to 1 (WCAG 2.2, 1.4.3)."""
_WORDS, _FACTS, _SIGN = 1.15, 0.9, 1.6
"""How large these are, against the program's font."""

At = QModelIndex | QPersistentModelIndex


class _Line(NamedTuple):
    """One line of a row, which may wrap."""

    text: str
    font: QFont
    is_soft: bool = False

    def height(self, width: int) -> int:
        room = QRect(0, 0, width, _HIGHEST)
        return QFontMetrics(self.font).boundingRect(room, self.flags(width), self.text).height()

    def flags(self, width: int) -> int:
        """Return how the text is broken: between words, unless one of them is wider than the row."""
        longest = max(self.text.split(), key=len, default="")
        is_too_wide = QFontMetrics(self.font).horizontalAdvance(longest) > width
        return plain_values.WRAP_ANYWHERE if is_too_wide else plain_values.WORD_WRAP


class OverviewDelegate(QStyledItemDelegate):
    """Draws the rows of one view."""

    def __init__(self, view: QAbstractItemView, model: OverviewModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._heights: dict[tuple[str, Row, int], int] = {}

    # Qt's names from here on
    def sizeHint(self, option: QStyleOptionViewItem, index: At) -> QSize:  # noqa: N802
        del option  # the width is the view's own
        row, width = self._model.row(index.row()), self._width()
        return QSize() if row is None else QSize(width, self._height(row, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: At) -> None:
        if (row := self._model.row(index.row())) is None:
            return
        wears, rect = theme.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index == self._view.currentIndex():
            self._draw_choice(painter, wears, rect)
        if index.row():
            between = QRect(rect.left() + _MARGIN, rect.top(), rect.width() - 2 * _MARGIN, 1)
            _fill(painter, _rounded(QRectF(between), 0), wears.line)
        self._draw_sign(
            painter, wears, rect, row, wears.selected if index == self._view.currentIndex() else wears.surface
        )
        self._draw_text(painter, rect, row)
        painter.restore()

    def _width(self) -> int:
        """Return how wide a row is beside a scroll bar; asking for the viewport itself takes 50 ms the first time."""
        return self._view.maximumViewportSize().width() - theme.SCROLL_BAR_PX

    def _height(self, row: Row, width: int) -> int:
        key = (self._view.font().key(), row, width)
        if key not in self._heights:
            if len(self._heights) > _MOST_HEIGHTS:
                self._heights.clear()
            lines = self._lines(row)
            texts = sum(line.height(_room(width)) + _BETWEEN for line in lines) - _BETWEEN
            self._heights[key] = max(texts, theme.icon_px()) + 2 * _MARGIN
        return self._heights[key]

    def _lines(self, row: Row) -> list[_Line]:
        plain = QFont(self._view.font())
        words, small = QFont(plain), QFont(plain)
        words.setBold(True)
        words.setPointSizeF(plain.pointSizeF() * _WORDS)
        small.setPointSizeF(plain.pointSizeF() * _FACTS)
        whose, facts = _FACTS_BETWEEN.join((row.whose, row.setting)), _FACTS_BETWEEN.join(row.facts)
        return [_Line(row.words, words), _Line(whose, plain), _Line(facts, small, is_soft=True)]

    def _draw_choice(self, painter: QPainter, wears: theme.Theme, rect: QRect) -> None:
        """Show which row is chosen, and whether the keyboard is there."""
        inner = QRectF(rect)
        if self._view.hasFocus():
            _fill(painter, _rounded(inner, _RADIUS), wears.accent)
            inner = inner.adjusted(_FOCUS_PX, _FOCUS_PX, -_FOCUS_PX, -_FOCUS_PX)
        _fill(painter, _rounded(inner, _RADIUS - _FOCUS_PX), wears.selected)

    def _draw_sign(self, painter: QPainter, wears: theme.Theme, rect: QRect, row: Row, ground: str) -> None:
        """Draw the sign of a state in its circle, as on the account's own page; in outline where it was only told."""
        circle = QRect(rect.left() + _MARGIN, rect.top() + _MARGIN, theme.icon_px(), theme.icon_px())
        _fill(painter, _rounded(QRectF(circle), circle.width() / 2), wears.tones[row.tone.value].line)
        if row.is_told:
            inner = QRectF(circle).adjusted(_FOCUS_PX, _FOCUS_PX, -_FOCUS_PX, -_FOCUS_PX)
            _fill(painter, _rounded(inner, inner.width() / 2), ground)
        font = QFont(self._view.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * _SIGN)
        painter.setFont(font)
        painter.drawText(circle, plain_values.CENTERED, ICONS[row.tone])

    def _draw_text(self, painter: QPainter, rect: QRect, row: Row) -> None:
        """Draw the lines in the view's own colour of text, which the painter begins with."""
        top, left, width = rect.top() + _MARGIN, rect.left() + _left(), _room(self._width())
        for line in self._lines(row):
            painter.setFont(line.font)
            painter.setOpacity(SOFT if line.is_soft else 1.0)
            height = line.height(width)
            painter.drawText(QRect(left, top, width, height), line.flags(width), line.text)
            top += height + _BETWEEN


def _rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def _fill(painter: QPainter, path: QPainterPath, colour: str) -> None:
    """Fill a shape without a pen or a brush made of a colour: both look at all of Qt's namespace (see plain_values)."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(colour))
    painter.fillPath(path, palette.brush(QPalette.ColorRole.Base))


def _left() -> int:
    return 2 * _MARGIN + theme.icon_px()


def _room(width: int) -> int:
    """Return how wide a text may be in a row of this width."""
    return max(1, width - _left() - _MARGIN)
