"""A page that nobody sees, and nobody asks anything, does nothing by itself: no timer of its, and no request."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView

_State = QWebEnginePage.LifecycleState


class PageView(QWebEngineView):
    """Tells where it goes out of sight, with its window as well, and where it comes back."""

    came = Signal()
    went = Signal()

    def showEvent(self, event: QShowEvent, /) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.came.emit()

    def hideEvent(self, event: QHideEvent, /) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.went.emit()

    @property
    def is_for_itself(self) -> bool:
        """Whether the page is drawn where nobody sees it, so that it has a viewport."""
        return self.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)


class Sleep(QObject):
    """Puts the page of a view to sleep once it was left alone for a while; it stays as it is, and so does its sign-in.

    QWebEnginePage.LifecycleState: a frozen page runs nothing, and only one that is not visible can be frozen.
    """

    def __init__(self, view: PageView, may_sleep: Callable[[], bool], after_s: float) -> None:
        super().__init__()
        self._view, self._may_sleep = view, may_sleep
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(after_s * 1000))
        self._timer.timeout.connect(self._fall_asleep)
        view.came.connect(self.wake)
        view.went.connect(self.wait)

    @Slot()
    def wait(self) -> None:
        """Let the while begin anew."""
        self._timer.start()

    @Slot()
    def wake(self) -> None:
        self._timer.stop()
        page = self._view.page()
        if page.lifecycleState() is not _State.Active:
            page.setLifecycleState(_State.Active)
            if self._view.is_for_itself:
                self._view.show()

    @Slot()
    def _fall_asleep(self) -> None:
        if not self._may_sleep():
            return
        if self._view.is_for_itself:
            self._view.hide()  # one that is hidden with its window comes back with it
        if not self._view.isVisible():
            self._view.page().setLifecycleState(_State.Frozen)
