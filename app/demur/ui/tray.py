"""Demur's icon in the tray: how many settings need a look, a way to the window, and a way to end the program."""

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from demur import paths
from demur.words import reminders, say

_SIZES = (16, 22, 24, 32, 48, 64)
_DOT = QColor("#d9480f")
_RING = QColor("#ffffff")


class Tray(QObject):
    """Lives as long as the member wants Demur there; a desktop without a tray shows nothing, until it has one."""

    open_wanted = Signal()
    quit_wanted = Signal()
    message_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._menu = QMenu()
        self._menu.addAction(say(reminders.TRAY_OPEN), self.open_wanted.emit)
        self._menu.addSeparator()
        self._menu.addAction(say(reminders.TRAY_QUIT), self.quit_wanted.emit)
        self._is_marked = False
        self._icon = QSystemTrayIcon(_picture(False))
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self.show_waiting(0)
        self._icon.show()

    def show_waiting(self, count: int) -> None:
        """Say how many settings need a look: by a mark on the icon, and in words for whoever can't see it."""
        form = {0: reminders.TRAY_QUIET, 1: reminders.TRAY_ONE}.get(count, reminders.TRAY_SOME)
        self._icon.setToolTip(say(form, count=count))
        if self._is_marked != (count > 0):
            self._is_marked = count > 0
            self._icon.setIcon(_picture(self._is_marked))

    def show_message(self, title: str, body: str) -> None:
        """Show a notification through the system, where that is the way to do so (macOS, Windows)."""
        self._icon.showMessage(title, body, _picture(False))

    def close(self) -> None:
        self._icon.hide()
        self._icon.deleteLater()
        self._menu.deleteLater()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """Open at a click; on macOS a click shows the menu, which is enough."""
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.open_wanted.emit()


def is_there() -> bool:
    """Tell whether this desktop has a tray now (QSystemTrayIcon::isSystemTrayAvailable)."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def may_come() -> bool:
    """Tell whether an icon is shown, or would be as soon as there is a tray.

    On X11 Qt waits for one; on Wayland, without the newer kind, it only complains of a signal that it doesn't have.
    """
    return is_there() or QGuiApplication.platformName() == "xcb"


def _picture(is_marked: bool) -> QIcon:
    """Return the icon, with a ringed dot where something waits: it differs from the plain one without its colour."""
    plain = QIcon(str(paths.resources() / "icons" / "demur.svg"))
    if not is_marked:
        return plain
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_marked(plain.pixmap(size, size)))
    return made


def _marked(drawn: QPixmap) -> QPixmap:
    side = drawn.width()
    dot = QRectF(side * 0.52, side * 0.52, side * 0.44, side * 0.44)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_RING)
    painter.drawEllipse(dot.adjusted(-side * 0.06, -side * 0.06, side * 0.06, side * 0.06))
    painter.setBrush(_DOT)
    painter.drawEllipse(dot)
    painter.end()
    return drawn
