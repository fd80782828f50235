"""A row that goes on in the next line where the window is too narrow for it, as words of a text do."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QWidget


class Flow(QBoxLayout):
    """Lays its widgets out from the left, each in its own size.

    A box layout keeps the items and knows that buttons don't grow; where they stand is told here.
    """

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.setSpacing(10)
        for widget in widgets:
            self.addWidget(widget)

    # Qt's names from here on
    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return self._lay(QRect(0, 0, inner, 0), is_meant=False) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        QLayout.setGeometry(self, rect)  # past QBoxLayout, which would lay everything in one line
        self._lay(rect.marginsRemoved(self.contentsMargins()), is_meant=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Everything in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def maximumSize(self) -> QSize:  # noqa: N802
        return QLayout.maximumSize(self)  # past QBoxLayout again: one line is not the most there can be

    def _shown(self) -> list[QLayoutItem]:
        items = (self.itemAt(at) for at in range(self.count()))
        return [item for item in items if item is not None and not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay(self, room: QRect, *, is_meant: bool) -> int:
        """Return the height that the lines need in `room`; put the widgets there where it `is_meant`."""
        y = room.y()
        for line in self._lines(room.width()):
            x, height = room.x(), max(size.height() for _, size in line)
            for item, size in line:
                if is_meant:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - room.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the items of each line, with their sizes: as many as have room in `width`, and one at least."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if not lines or used + size.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self.spacing()
        return lines
