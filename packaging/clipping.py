"""Looks for text that doesn't fit where it stands: each label, button and choice that is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget

MARGIN_PX = 1  # what rounding may cost where the scale is not whole


def found() -> list[str]:
    """Return a line for each visible control that is smaller than its text, or that can't be scrolled to."""
    shown = [widget for widget in QApplication.allWidgets() if widget.isVisible()]
    return [line for widget in shown if (line := _complaint(widget))]


def doubled_keys() -> list[str]:
    """Return a line for each key that, with Alt, stands for more than one of the buttons that can be pressed now."""
    dialog = QApplication.activeModalWidget()
    buttons = [widget for widget in QApplication.allWidgets() if isinstance(widget, QAbstractButton)]
    usable = [
        made for made in buttons if made.isVisible() and made.isEnabled() and made.window() is (dialog or made.window())
    ]
    held: dict[str, list[str]] = {}
    for made in usable:
        if not (keys := made.shortcut()).isEmpty():
            held.setdefault(keys.toString(), []).append(_text(made))
    return [f"{keys} stands for {' and for '.join(names)}" for keys, names in held.items() if len(names) > 1]


def _complaint(widget: QWidget) -> str:
    if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        return f"“{_name(widget)}” scrolls sideways by {widget.horizontalScrollBar().maximum()} px"
    if not isinstance(widget, QLabel | QAbstractButton | QComboBox) or not _text(widget):
        return ""
    width, height = _needs(widget)
    if width > widget.width() + MARGIN_PX or height > widget.height() + MARGIN_PX:
        return f"“{_text(widget)}” needs {width} × {height} px and has {widget.width()} × {widget.height()}"
    if _is_cut(widget):
        return f"“{_text(widget)}” is cut off by what it stands in"
    return ""


def _needs(widget: QWidget) -> tuple[int, int]:
    """Return how wide and high the widget must be for its text; the width of a wrapped one is its longest word's."""
    if not isinstance(widget, QLabel) or not widget.wordWrap():
        hint = widget.sizeHint()
        return hint.width(), hint.height()
    around = widget.width() - widget.contentsRect().width()
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    room = QRect(0, 0, widget.contentsRect().width(), 1 << 20)
    wide = widget.fontMetrics().boundingRect(room, int(flags), _text(widget)).width()
    return wide + around, widget.heightForWidth(widget.width())


def _is_cut(widget: QWidget) -> bool:
    """Tell whether a part of the widget lies outside of what it stands in, up to the next thing that scrolls."""
    above, inner = widget.parentWidget(), widget
    where = widget.rect()
    while above is not None and not inner.isWindow() and not isinstance(above.parentWidget(), QScrollArea):
        where = QRect(widget.mapTo(above, widget.rect().topLeft()), widget.size())
        if not above.rect().adjusted(-MARGIN_PX, -MARGIN_PX, MARGIN_PX, MARGIN_PX).contains(where):
            return True
        inner, above = above, above.parentWidget()
    return False


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    text = widget.text().strip() if isinstance(widget, QLabel | QAbstractButton) else ""
    is_rich = isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.RichText
    return QTextDocumentFragment.fromHtml(text).toPlainText() if is_rich else text


def _name(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return widget.accessibleName() or (parent.accessibleName() if parent else "")
