"""A page of our own, in a profile of its own, on which the probe shows that the browser part answers rightly."""

from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl, Slot
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor
from PySide6.QtWebEngineWidgets import QWebEngineView

from demur.browser import probing
from demur.browser.answer import Answer
from demur.browser.profile import new_profile
from demur.core.page_problem import PageCrashed

ADDRESS = "https://proof.invalid/"
"""A name that nobody can have (RFC 6761, 6.4); nothing is asked of it."""
_SIZE = QSize(1100, 800)


class _Nothing(QWebEngineUrlRequestInterceptor):
    """Lets nothing out: the page is handed over as text, which Qt turns into a `data:` address."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo, /) -> None:  # noqa: N802 - Qt's name
        info.block(info.requestUrl().scheme() != "data")


class Proof(QObject):
    """Asked once, then gone."""

    def __init__(self, text: str, probe: str, limit_s: float, over: Callable[["Proof"], None]) -> None:
        super().__init__()
        self._text, self._probe, self._limit_s, self._over = text, probe, limit_s, over
        self._profile = new_profile()
        self._guard = _Nothing()
        self._profile.setUrlRequestInterceptor(self._guard)
        self._page = QWebEnginePage(self._profile)
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._view.resize(_SIZE)
        self._view.show()

    def ask(self, question: Mapping[str, Any], answer: Answer) -> None:
        answer.when_ended(lambda: QTimer.singleShot(0, self, self.end))
        self._page.loadFinished.connect(
            lambda _: probing.ask(self._page.mainFrame(), self._probe, question, ADDRESS, answer)
        )
        self._page.renderProcessTerminated.connect(lambda *_: answer.fail(PageCrashed()))
        QTimer.singleShot(round(self._limit_s * 1000), self, lambda: answer.fail(PageCrashed()))
        self._page.setHtml(self._text, QUrl(ADDRESS))

    @Slot()
    def end(self) -> None:
        """Let go of view, page and profile, in this order, or Qt warns."""
        for part in (self._view, self._page, self._profile):
            if shiboken6.isValid(part):
                shiboken6.delete(part)
        self._over(self)
