"""Brings the main frame somewhere and tells when it is at rest, or why it never got there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo, QWebEnginePage

from demur.browser.answer import Answer
from demur.browser.page import GuardedPage
from demur.connectors.reach import unreached
from demur.connectors.refusal import refused
from demur.core.page_problem import LedAway, PageCrashed
from demur.core.problem import PlatformUnreachable, Problem

_Status = QWebEngineLoadingInfo.LoadStatus
_HTTP_STATUS = QWebEngineLoadingInfo.ErrorDomain.HttpStatusCodeDomain
_ALIVE_MS = 5000
_DYING_MS = 50
_FOUND_NOWHERE = "\ue000"
"""A character for private use: looking for it needs the page's process, and changes nothing."""


class Loading(QObject):
    """The loads of one page; at most one is waited for."""

    def __init__(self, page: GuardedPage, limit_s: float, hung: Callable[[], None]) -> None:
        super().__init__()
        self._page, self._hung = page, hung
        self._answer: Answer | None = None
        self._arrived: Callable[[], object] = lambda: None
        self._last: QWebEngineLoadingInfo | None = None
        self._led_to: str | None = None
        self.problem: Problem | None = None
        """Why there is no page, although the address says that there is one."""
        self._limit, self._alive = QTimer(self), QTimer(self)
        self._limit.setSingleShot(True)
        self._alive.setSingleShot(True)
        self._limit.setInterval(round(limit_s * 1000))
        self._alive.setInterval(min(_ALIVE_MS, round(limit_s * 1000)))
        self._limit.timeout.connect(self._look_alive)
        self._alive.timeout.connect(self._give_up)
        page.loadingChanged.connect(self._note)
        page.refused.connect(self._note_refused)

    def begin(self, answer: Answer, go: Callable[[], None], arrived: Callable[[], object]) -> None:
        """Start a load with `go`, and answer with what `arrived` returns once the page is at rest."""
        self.leave()
        self._answer, self._arrived, self._last, self._led_to = answer, arrived, None, None
        self._limit.start()
        answer.when_ended(self._limit.stop)
        go()

    def leave(self) -> None:
        """Wait for no load any more: nobody asks how an earlier one ended once another is to begin."""
        self._end(PageCrashed())

    @Slot(QWebEngineLoadingInfo)
    def _note(self, info: QWebEngineLoadingInfo) -> None:
        is_over = info.status() is not _Status.LoadStartedStatus
        self._last = QWebEngineLoadingInfo(info) if is_over else None
        if is_over:
            QTimer.singleShot(0, self, self._settle)  # a page that leads on at once has begun to by then
        else:
            self.problem = None

    @Slot(str)
    def _note_refused(self, host: str) -> None:
        self._led_to = host
        QTimer.singleShot(0, self, self._settle)

    @Slot()
    def _settle(self) -> None:
        if self._page.isLoading():
            return
        problem = _problem(self._last) if self._last is not None else None
        if self._last is not None and self._last.status() is _Status.LoadFailedStatus:
            self.problem = problem  # a load that was only stopped leaves the page that was there
        if self._led_to is not None:
            self._end(LedAway(host=self._led_to))
        elif self._last is not None:
            self._end(problem)

    def _end(self, problem: Problem | None) -> None:
        answer, self._answer = self._answer, None
        self._alive.stop()
        if answer is None or not answer.is_open:
            return
        if problem is not None:
            answer.fail(problem)
            return
        try:
            answer.give(self._arrived())
        except Problem as found_there:
            answer.fail(found_there)

    @Slot()
    def _look_alive(self) -> None:
        """Time is over: ask the page's process for something that runs no script, to tell hung from slow."""
        self._alive.start()
        self._page.findText(_FOUND_NOWHERE, QWebEnginePage.FindFlag(0), self._is_alive)

    def _is_alive(self, _: object) -> None:
        """Hear the answer, which a process that dies gives too: only after that is it known to have died."""
        QTimer.singleShot(_DYING_MS, self, self._take_for_alive)

    @Slot()
    def _take_for_alive(self) -> None:
        """What is there counts as at rest, though something in it still loads; else nothing came."""
        self._page.findText("")
        if self._alive.isActive():
            self._end(None if self._page.mainFrame().url() == self._page.url() else PlatformUnreachable())

    @Slot()
    def _give_up(self) -> None:
        self._end(PageCrashed())
        self._hung()


def _problem(info: QWebEngineLoadingInfo) -> Problem | None:
    """Return why a load brought no page; a page that came with an error status is a page, and there to be read."""
    if info.status() is _Status.LoadSucceededStatus:
        return None
    if info.errorDomain() is not _HTTP_STATUS:
        return unreached(info.url().toString())
    return refused(info.errorCode()) if info.isErrorPage() else None
