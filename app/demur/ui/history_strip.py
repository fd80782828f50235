"""The history of one setting as a picture: a lane for each state, bands where it was seen so, hatching where nobody
looked. What a colour says, the lane says as well; and all of it stands in the list below.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from demur.core.setting import State
from demur.ui import dates, theme
from demur.ui.controls import named
from demur.watch.history import Gap, History, Moment, Stretch
from demur.words import history as words
from demur.words import say

_ALWAYS: Final = (State.ON, State.OFF)
_LEAST_PX: Final = 6.0
"""How wide a band is at least: one look is a moment, and has to be seen."""
_GAP_PX: Final = 4
"""Between lanes."""
_STEPS_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60)


class HistoryStrip(QWidget):
    """Draws a history in the colours of the theme; a screen reader finds its lines as this picture's description."""

    def __init__(self) -> None:
        super().__init__()
        named(self, say(words.CHART))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._history: History | None = None
        self._lanes: tuple[State, ...] = _ALWAYS
        self._has_receipts = False
        self._span = (datetime.min, datetime.min)
        """When the history begins and ends: to look that up for each band would take longer than to draw it."""

    def show_history(self, history: History, described: str) -> None:
        self._history, self._span = history, (history.begins, history.ends)
        seen = {one.state for one in history.happenings if isinstance(one, Stretch)}
        self._lanes = tuple(state for state in words.LANES if state in {*seen, *_ALWAYS})
        self._has_receipts = any(isinstance(one, Moment) for one in history.happenings)
        self.setAccessibleDescription(described)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        line = self.fontMetrics().height()
        lanes = len(self._lanes) * (self._lane_px + _GAP_PX)
        return QSize(self._left_px + 20 * line, round(self._top_px + lanes + line + _GAP_PX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        return QSize(self._left_px + 4 * self.fontMetrics().height(), self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        if self._history is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        self._draw_lanes(painter, colours)
        for one in self._history.happenings:
            if isinstance(one, Gap):
                self._draw_gap(painter, one, colours)
        for one in self._history.happenings:
            if isinstance(one, Stretch):
                self._draw_stretch(painter, one, colours)
            elif isinstance(one, Moment):
                self._draw_receipt(painter, one.at, colours)
        self._draw_days(painter, colours)
        painter.end()

    @property
    def _lane_px(self) -> int:
        return round(self.fontMetrics().height() * 1.25)

    @property
    def _top_px(self) -> int:
        """Below the line on which receipts stand; there is none where there are no receipts."""
        return self.fontMetrics().height() if self._has_receipts else 2

    @property
    def _left_px(self) -> int:
        return max(self.fontMetrics().horizontalAdvance(say(words.LANES[lane])) for lane in self._lanes) + 12

    def _lane(self, state: State) -> QRectF:
        top = self._top_px + self._lanes.index(state) * (self._lane_px + _GAP_PX)
        return QRectF(self._left_px, top, max(1, self.width() - self._left_px), self._lane_px)

    def _x(self, at: datetime) -> float:
        begins, ends = self._span
        part = (at - begins) / max(ends - begins, timedelta(minutes=1))
        return self._left_px + 1 + part * (self.width() - self._left_px - _LEAST_PX - 2)

    def _draw_lanes(self, painter: QPainter, colours: theme.Theme) -> None:
        for state in self._lanes:
            lane = self._lane(state)
            painter.setPen(QColor(colours.soft))
            name = QRectF(0, lane.top(), self._left_px - 8, lane.height())
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, say(words.LANES[state]))
            painter.setPen(QColor(colours.line))
            painter.drawLine(lane.bottomLeft(), lane.bottomRight())

    def _draw_stretch(self, painter: QPainter, one: Stretch, colours: theme.Theme) -> None:
        """Draw a band in its state's lane; one that only the member told is an outline."""
        lane, first = self._lane(one.state), self._x(one.first)
        band = QRectF(first, lane.top() + 2, max(_LEAST_PX, self._x(one.last) - first), lane.height() - 4)
        colour = QColor(colours.dots[one.state.value])
        painter.setPen(QPen(colour, 2))
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush) if one.is_told else QBrush(colour))
        painter.drawRoundedRect(band, 2, 2)

    def _draw_gap(self, painter: QPainter, one: Gap, colours: theme.Theme) -> None:
        """Hatch all lanes while nobody looked, and write for how long where there is room."""
        first, last = self._x(one.first) + _LEAST_PX, self._x(one.last)
        top, bottom = self._lane(self._lanes[0]).top(), self._lane(self._lanes[-1]).bottom()
        place = QRectF(first, top, max(1.0, last - first), bottom - top)
        painter.fillRect(place, QBrush(QColor(colours.control_line), Qt.BrushStyle.BDiagPattern))
        text = say(words.GAP, days=one.days)
        around = QFontMetrics(painter.font()).boundingRect(text).size()
        if around.width() + 16 < place.width():
            label = QRectF(0, 0, around.width() + 8, around.height())
            label.moveCenter(place.center())
            painter.fillRect(label, QColor(colours.surface))
            painter.setPen(QColor(colours.ink))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_receipt(self, painter: QPainter, at: datetime, colours: theme.Theme) -> None:
        half = self._top_px * 0.3
        x = min(self._x(at) + _LEAST_PX / 2, self.width() - half)
        y = self._top_px - half - 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        points = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
        painter.drawPolygon(QPolygonF(points))

    def _draw_days(self, painter: QPainter, colours: theme.Theme) -> None:
        """Write the first and the last day, and months between them, where each has room of its own."""
        metrics, top = QFontMetrics(painter.font()), self._lane(self._lanes[-1]).bottom() + _GAP_PX
        taken: list[QRectF] = []
        painter.setPen(QColor(colours.soft))
        for at, text in self._days():
            width = metrics.horizontalAdvance(text) + 2.0
            left = min(
                max(self._x(at) - (0 if at == self._span[0] else width / 2), self._left_px), self.width() - width
            )
            place = QRectF(left, top, width, metrics.height())
            if not any(place.adjusted(-10, 0, 10, 0).intersects(other) for other in taken):
                taken.append(place)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)

    def _days(self) -> Iterator[tuple[datetime, str]]:
        begins, ends = self._span
        yield begins, dates.day(dates.local_day(begins))
        yield ends, dates.day(dates.local_day(ends))
        room = (self.width() - self._left_px) / (self.fontMetrics().averageCharWidth() * 12)
        months = (ends - begins).days / 30
        step = next((step for step in _STEPS_MONTHS if months / step <= room), _STEPS_MONTHS[-1])
        yield from _months(begins, ends, step)


def _months(begins: datetime, ends: datetime, step: int) -> Iterator[tuple[datetime, str]]:
    """Return the first day of every `step`-th month between two times, by this computer's zone."""
    day = dates.local_day(begins).replace(day=1)
    while True:
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
        first = QDate(day.year, day.month, day.day)
        at = datetime.fromtimestamp(first.startOfDay().toSecsSinceEpoch(), UTC)
        if at >= ends:
            return
        if (day.month - 1 + 12 * day.year) % step == 0:
            yield at, QLocale().toString(first, "MMM yyyy")
