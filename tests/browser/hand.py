"""A worker's hand on the browser: calls run on a thread of their own while the window's thread goes on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage

from demur.browser.browser import Browser
from demur.browser.rules import Rules
from demur.browser.session import Session
from demur.browser.worker import PageDriver
from demur.connectors.page.driver import Landing

T = TypeVar("T")
LIMIT_MS = 20_000


def wait_for(is_so: Callable[[], bool], limit_ms: int = LIMIT_MS) -> None:
    """Let the window's thread work until something is so."""
    deadline = QDeadlineTimer(limit_ms)
    while not is_so():
        assert not deadline.hasExpired(), "it never came to be so"
        QTest.qWait(5)


class Hand:
    """Drives one session; what it asks the page's own world is for tests alone."""

    def __init__(self, browser: Browser, pool: ThreadPoolExecutor, name: str, rules: Rules) -> None:
        self.browser, self.name, self.rules, self._pool = browser, name, rules, pool
        self.driver: PageDriver = browser.driver(name, rules)

    @property
    def session(self) -> Session:
        return self.browser.session(self.name, self.rules)

    @property
    def page(self) -> QWebEnginePage:
        return self.session.view.page()

    def run(self, work: Callable[[], T]) -> T:
        future = self._pool.submit(work)
        wait_for(future.done)
        return future.result()

    def open(self, address: str) -> Landing:
        return self.run(lambda: self.driver.open(address))

    def reload(self) -> Landing:
        """Load the page that is there again."""
        address = self.page.url().toString()
        landing = self.run(lambda: self.driver.reload(address))
        assert landing is not None, "it is there"
        return landing

    def js(self, code: str, world: int = 0) -> object:
        """Run a script as the page itself would."""
        found: list[object] = []
        self.page.runJavaScript(code, world, found.append)
        wait_for(lambda: bool(found))
        return found[0]

    def becomes(self, code: str, value: object) -> None:
        wait_for(lambda: self.js(code) == value)

    def close(self) -> None:
        self.browser.close(self.name)
