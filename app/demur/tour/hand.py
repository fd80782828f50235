"""A hand and a pair of eyes: finds what is on the screen by accessible name, presses it, and reads what is shown.

It knows Qt, and nothing of Demur: what it can't reach by mouse and keys, a member couldn't either.
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QTableView,
    QWidget,
)

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QTableView)


class NotSeen(Exception):
    """Something that should be on the screen isn't."""


def find(name: str) -> QWidget | None:
    """Return the visible, enabled widget with this accessible name."""
    return next(iter(find_all(name)), None)


def find_all(name: str) -> list[QWidget]:
    """Return every visible, enabled control with this accessible name."""
    there = (widget for window in _windows() for widget in window.findChildren(QWidget))  # one walk for every kind
    named = (widget for widget in there if isinstance(widget, _CONTROLS) and widget.accessibleName() == name)
    return [widget for widget in named if widget.isVisible() and widget.isEnabled()]


def _windows() -> list[QMainWindow]:
    """Return the program's windows; dialogs are among their children."""
    return [window for window in QApplication.topLevelWidgets() if isinstance(window, QMainWindow)]


def _labels() -> Iterator[QLabel]:
    return (label for window in _windows() for label in window.findChildren(QLabel))


def sees(name: str) -> bool:
    return find(name) is not None


def reads(text: str) -> bool:
    """Tell whether a visible text holds `text`."""
    return any(text in label.text() and label.isVisible() for label in _labels())


def texts() -> list[str]:
    """Return every text on the screen that a person can read, from the top of each window down."""
    labels = [label for label in _labels() if label.isVisible()]
    labels.sort(key=lambda label: (label.mapToGlobal(QPoint(0, 0)).y(), label.mapToGlobal(QPoint(0, 0)).x()))
    return [label.text() for label in labels if label.text().strip()]


def press(name: str) -> None:
    """Click the middle of a control, as a mouse does: whatever lies there gets the click."""
    widget = _require(name)
    _scroll_to(widget)
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    target = window.childAt(at) or window
    if target is not widget and not widget.isAncestorOf(target):
        raise NotSeen(f"“{name}” is covered by something else")
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def write(name: str, text: str) -> None:
    """Type `text` into a field, over what stands there, and press Enter."""
    field = _require(name)
    if not isinstance(field, QLineEdit):
        raise NotSeen(f"“{name}” is not a field to type in")
    press(name)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def press_key(key: Qt.Key) -> None:
    """Press a key wherever the keyboard's focus is."""
    focused = QApplication.focusWidget()
    if focused is None:
        raise NotSeen("nothing has the keyboard's focus")
    QTest.keyClick(focused, key)


def take_picture(file: Path) -> None:
    """Keep a picture of the newest visible window."""
    windows = [window for window in _windows() if window.isVisible()]
    if not windows:
        raise NotSeen("there is no window")
    if not windows[0].grab().save(str(file)):
        raise OSError(f"{file} can't be written")


def _require(name: str) -> QWidget:
    if (widget := find(name)) is None:
        raise NotSeen(f"“{name}” is not on the screen")
    return widget


def _scroll_to(widget: QWidget) -> None:
    """Bring a control into view; once more when the page is laid out, which may have moved it away again."""
    areas, above = [], widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            areas.append(above)
        above = above.parentWidget()
    for area in areas:
        area.ensureWidgetVisible(widget)
    QApplication.processEvents()
    for area in areas:
        area.ensureWidgetVisible(widget)
