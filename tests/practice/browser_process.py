"""A browser that does what it is told on its input: one order per line of JSON, and one answer to each.

What a page asks of it is written down and refused.
"""

import json
import os
import sys
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt, QThread, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkCookie
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

EVERY_MS, TRIES = 50, 400
WORLDS = {
    "application": QWebEngineScript.ScriptWorldId.ApplicationWorld.value,
    "main": QWebEngineScript.ScriptWorldId.MainWorld.value,
}
HEARD = (QWebEngineSettings.WebAttribute.FullScreenSupportEnabled, QWebEngineSettings.WebAttribute.ScreenCaptureEnabled)
"""Without these, a page's wish does not even come to us."""


class Orders(QThread):
    """Reads the input; where it ends, so does the process."""

    came = Signal(str)

    def run(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)
        os._exit(0)


class Page(QWebEnginePage):
    """Refuses whatever a page asks for, and writes it down."""

    def __init__(self, profile: QWebEngineProfile, wishes: list[str]) -> None:
        super().__init__(profile)
        self._wishes, note = wishes, wishes.append
        for attribute in HEARD:
            self.settings().setAttribute(attribute, True)
        self.permissionRequested.connect(lambda wish: (note(wish.permissionType().name), wish.deny()))
        self.fullScreenRequested.connect(lambda wish: (note("fullscreen"), wish.reject()))
        self.newWindowRequested.connect(lambda _: note("window"))
        self.printRequested.connect(lambda: note("print"))
        self.desktopMediaRequested.connect(lambda wish: (note("screen"), wish.cancel()))
        self.registerProtocolHandlerRequested.connect(lambda wish: (note("protocol"), wish.reject()))
        self.fileSystemAccessRequested.connect(lambda wish: (note("files"), wish.reject()))
        profile.downloadRequested.connect(lambda item: (note("download"), item.cancel()))

    def javaScriptAlert(self, origin: QUrl | str, text: str) -> None:  # noqa: N802 - Qt's name
        self._wishes.append("alert")

    def javaScriptConfirm(self, origin: QUrl | str, text: str) -> bool:  # noqa: N802 - Qt's name
        is_leaving = "leave" in text.casefold()  # `beforeunload` comes this way too
        self._wishes.append("beforeunload" if is_leaving else "confirm")
        return is_leaving

    def javaScriptPrompt(self, origin: QUrl | str, text: str, preset: str) -> Any:  # noqa: N802 - Qt's name
        self._wishes.append("prompt")
        return False, ""

    def chooseFiles(self, mode: Any, old: Any, kinds: Any) -> list[str]:  # noqa: N802 - Qt's name
        self._wishes.append("file-chooser")
        return []


class Desk(QObject):
    """Does one thing after another; each method is an order, by its name."""

    _profile: QWebEngineProfile
    _page: Page
    _view: QWebEngineView

    def __init__(self) -> None:
        super().__init__()
        self._wishes: list[str] = []
        self._is_open = self._is_loading = False

    def take(self, line: str) -> None:
        order = json.loads(line)
        getattr(self, order.pop("do"))(**order)

    def begin(self, base: str, cookie: str) -> None:
        """Forget everything; delete view, page, profile in that order, or Qt complains."""
        if self._is_open:
            for part in (self._view, self._page, self._profile):
                shiboken6.delete(part)
        self._wishes.clear()
        self._is_open, self._profile = True, QWebEngineProfile()
        self._page, self._view = Page(self._profile, self._wishes), QWebEngineView()
        self._page.loadFinished.connect(self._loaded)
        self._view.setPage(self._page)
        self._view.resize(900, 700)
        self._view.show()
        if cookie:
            mark = QNetworkCookie(b"plaza-web", cookie.encode())
            mark.setPath("/web")
            mark.setHttpOnly(True)
            self._profile.cookieStore().setCookie(mark, QUrl(base))
        self._answer(True)

    def open(self, address: str) -> None:
        self._is_loading = True
        self._page.load(QUrl(address))

    def reload(self, past: bool) -> None:
        self._is_loading = True
        actions = QWebEnginePage.WebAction
        self._page.triggerAction(actions.ReloadAndBypassCache if past else actions.Reload)

    def run(self, script: str, world: str, frame: bool) -> None:
        whole = self._page.mainFrame()
        (whole.children()[0] if frame else whole).runJavaScript(script, WORLDS[world], self._answer)

    def until(self, script: str, world: str, tries: int = TRIES) -> None:
        def judge(said: Any) -> None:
            if said or not tries:
                self._answer(said)
            else:
                QTimer.singleShot(EVERY_MS, lambda: self.until(script, world, tries - 1))

        self._page.runJavaScript(script, WORLDS[world], judge)

    def click(self, x: float, y: float) -> None:
        target = self._view.focusProxy()  # the widget that takes the page's input
        assert target is not None
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(int(x), int(y)))
        self._answer(True)

    def wishes(self) -> None:
        self._answer(self._wishes)

    def _loaded(self, _: bool) -> None:
        if self._is_loading:
            self._is_loading = False
            self._answer(self._page.url().toString())

    def _answer(self, content: Any) -> None:
        sys.stdout.write(json.dumps(content) + "\n")
        sys.stdout.flush()


def main() -> int:
    arguments = ["demur", "--webEngineArgs", "--enable-blink-features=ComputedAccessibilityInfo"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    application = QApplication(arguments)
    desk, orders = Desk(), Orders()
    orders.came.connect(desk.take)
    orders.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
