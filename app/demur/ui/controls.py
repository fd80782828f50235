"""Small makers of controls; each control gets its accessible name where it is made."""

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from demur.ui import plain_values
from demur.ui.flow import Flow
from demur.words import say

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, purpose: str = "") -> W:
    """Return `widget` with its accessible name (QAccessible::Name) and, where it has one, its description."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(purpose)
    return widget


def label(text: str, role: str = "body", *, is_selectable: bool = True) -> QLabel:
    """Return a wrapping label whose text can be selected with the mouse where somebody may want it.

    One that can't is laid out many times faster: QLabel keeps no QTextDocument for it.
    """
    made = QLabel(text)
    made.setProperty("textFormat", plain_values.PLAIN_TEXT)
    made.setWordWrap(True)
    made.setProperty("role", role)
    if is_selectable:
        made.setProperty("textInteractionFlags", plain_values.SELECTABLE_BY_MOUSE)
    return made


def bullet(text: str | QLabel) -> QWidget:
    """Return one point of a list, its lines hanging under one another and not under the mark."""
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    mark = QLabel("•")
    mark.setAccessibleName(" ")
    across.addLayout(on_top(mark))
    across.addWidget(label(text) if isinstance(text, str) else text, 1)
    return made


def button(text: str, name: str | None = None, kind: str = "ghost", purpose: str = "") -> QPushButton:
    """Return a button; `text` may hold a mnemonic, `name` is what a screen reader says."""
    made = named(QPushButton(say(text)), say(name or text).replace("&", ""), purpose)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)
    return made


def card(kind: str = "plain", direction: QBoxLayout.Direction = QBoxLayout.Direction.TopToBottom) -> QFrame:
    """Return a card with an empty box layout."""
    made = QFrame()
    made.setProperty("card", kind)
    box = QBoxLayout(direction, made)
    box.setContentsMargins(22, 18, 22, 18)
    box.setSpacing(8)
    return made


def box_of(frame: QFrame) -> QBoxLayout:
    """Return the layout of a card."""
    layout = frame.layout()
    assert isinstance(layout, QBoxLayout)  # noqa: S101  # made by `card`
    return layout


def row(*widgets: QWidget) -> Flow:
    """Return widgets side by side, the free space at the end; they go on in the next line where they must."""
    return Flow(*widgets)


def on_top(widget: QWidget) -> QVBoxLayout:
    """Return a column that holds `widget` at its upper end, beside something higher."""
    made = QVBoxLayout()
    made.addWidget(widget)
    made.addStretch(1)
    return made


def filled_row(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side in one line, the widest with all the space there is."""
    made = QHBoxLayout()
    made.setSpacing(10)
    for widget in widgets:
        made.addWidget(widget)
    return made


def pairs(*rows: tuple[str, str | QWidget]) -> QGridLayout:
    """Return names on the left and what belongs to them on the right."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for number, (name, value) in enumerate(rows):
        left = label(name, "soft")
        left.setWordWrap(False)
        right = label(value) if isinstance(value, str) else value
        grid.addLayout(on_top(left), number, 0)
        grid.addWidget(right, number, 1)
    return grid


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def restyle(*widgets: QWidget) -> None:
    """Let the style sheet see a changed property of these, or of what they lie in.

    By an event, on which QWidget has its style polish it: calling QStyle::polish loads all of `Qt` (see plain_values).
    They are named, not looked for: QObject::findChildren has PySide make an object for everything that there is inside.
    """
    for part in widgets:
        QCoreApplication.sendEvent(part, QEvent(QEvent.Type.Polish))


class Page(QWidget):
    """A page of the window: a column that scrolls where it must, and a place for problems on top."""

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name)
        inside = QWidget()
        inside.setObjectName("page")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(34, 28, 34, 28)
        self.column.setSpacing(16)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("focusPolicy", plain_values.NO_FOCUS)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def scroll_to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)
