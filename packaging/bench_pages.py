"""What `dev.py bench` times of the browser inside Demur: each part a process of its own that prints its numbers.

Run inside .venv as: python bench_pages.py NAME DATA [COUNT]. The product is the real one, with a browser and no window;
the floor is a page of Qt's own in the same process, so that both meet the same Chromium.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from bench_watch import FAR_S

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEnginePage
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from demur.practice.launcher import Control

T = TypeVar("T")
MEMBER, NAME = "page-switch", "Tansy (practice)"
POLL_MS = 20
LIMIT_S = 30.0
REST_MS = 100
STILL_LOOKS, STILL_MS = 8, 250
"""Memory after closing is read once it stood still, to one part in a hundred, for so many looks."""
SIGN_IN = """(() => {{
  document.getElementById("username").value = {member};
  document.getElementById("password").value = document.getElementById("practice-password").textContent;
  document.querySelector("form").submit();
}})()"""


class Rig:
    """The product on a data folder, with a member of Plaza's pages who is signed in."""

    def __init__(self, data: str) -> None:
        from demur import wiring
        from demur.core.setting import Identity, PlatformId, RegionCode
        from demur.paths import folders
        from demur.startup import prepare
        from demur.ui import program

        prepare()
        self.app = program.application()
        self.product = wiring.build(folders(Path(data)))
        self.platform = self.product.catalogue.find_page(PlatformId("plaza-page"))
        self.start = self.platform.start.text
        self.account = self.product.rooms.remember(self.platform, Identity(MEMBER, NAME), RegionCode("US"))
        self.address = self.platform.recipe(self.account.setting).address.text
        self._pool = ThreadPoolExecutor(1)

    def begin_browser(self) -> float:
        """Make the browser, open Plaza's sign-in page in it, and return how many seconds that took."""
        began = time.perf_counter()
        from demur import paths
        from demur.browser.browser import Browser
        from demur.browser.rules import Rules

        rules = Rules(self.platform.sign_in.origins, self.platform.name)
        page = paths.resources() / "page"
        probe, proof = ((page / name).read_text(encoding="utf-8") for name in ("probe.js", "proof.html"))
        self.browser = Browser(probe, proof)
        self.product.rooms.pages.driver_of = lambda name, _: self.browser.driver(name, rules)
        self._driver = self.browser.driver(self.account.sign_in, rules)
        self.run(partial(self._driver.open, self.start))
        return time.perf_counter() - began

    def sign_in(self) -> None:
        self.run(partial(self._driver.open, self.start))
        self.fill_in(self.browser.view_of(self.account.sign_in).page())

    @property
    def control(self) -> Control:
        return self.product.practice.plaza().control

    def read(self, *, is_first: bool = False) -> float:
        """Read the setting as the product does, and return how many seconds that took.

        The first one of a session opens the page, which a copy might have answered; all others load it past every copy.
        """

        def work() -> float:
            began = time.perf_counter()
            reading = self.product.rooms.line(self.account).open().read()
            took = time.perf_counter() - began
            if reading.identity.user_id != MEMBER or not (is_first or reading.is_independent):
                raise SystemExit("a reading was not what it must be, so its time counts for nothing")
            return took

        return self.run(work)

    def opt_out(self) -> float:
        """Opt out a member who is in, and return how many seconds that took from the member's word."""
        from demur.core.setting import State

        def work() -> float:
            self.control.set_value(MEMBER, True)
            code = self.product.opt_out.preview(self.account.id, State.OFF).code
            began = time.perf_counter()
            outcome = self.product.opt_out.apply(code)
            took = time.perf_counter() - began
            is_off = self.control.values()[MEMBER] is False
            if outcome is None or outcome.verdict.value != "confirmed" or not is_off:
                raise SystemExit("an opt-out was not confirmed, so its time counts for nothing")
            return took

        return self.run(work)

    def bare_view(self) -> QWebEngineView:
        """Return a page of Qt's own at Plaza's sign-in, off the record and with nothing of ours."""
        from PySide6.QtCore import Qt
        from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
        from PySide6.QtWebEngineWidgets import QWebEngineView

        view = QWebEngineView()
        view.setPage(QWebEnginePage(QWebEngineProfile(self.app), self.app))
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        view.resize(1100, 800)
        view.show()
        load(view.page(), self.start)
        return view

    def fill_in(self, page: QWebEnginePage) -> None:
        """Sign in on Plaza's own form, as a hand would."""
        page.runJavaScript(SIGN_IN.format(member=json.dumps(MEMBER)))
        until(lambda: page.url().toString().endswith("/web/settings") and not page.isLoading())

    def run(self, work: Callable[[], T]) -> T:
        """Let a worker do something while the window's thread goes on."""
        from PySide6.QtCore import QEventLoop, QObject, Signal

        class Bell(QObject):
            rung = Signal()

        bell, loop = Bell(), QEventLoop()
        bell.rung.connect(loop.quit)
        future = self._pool.submit(work)
        future.add_done_callback(lambda _: bell.rung.emit())
        loop.exec()
        return future.result()

    def close(self) -> None:
        self._pool.shutdown()
        self.product.close()


def load(page: QWebEnginePage, address: str) -> float:
    """Load an address in a bare page, and return the seconds until Qt says that it is there."""
    from PySide6.QtCore import QEventLoop, QUrl

    loop = QEventLoop()
    ends: list[bool] = []
    page.loadFinished.connect(ends.append)
    page.loadFinished.connect(loop.quit)
    began = time.perf_counter()
    page.setUrl(QUrl(address))
    loop.exec()
    took = time.perf_counter() - began
    page.loadFinished.disconnect()
    if ends != [True] or page.url().toString() != address:
        raise SystemExit("a bare page did not load, so its time counts for nothing")
    return took


def rest() -> None:
    """Let what came before be over: a page that Qt says is there is still drawn for a while, on the next one's time."""
    from PySide6.QtTest import QTest

    QTest.qWait(REST_MS)


def rested_load(page: QWebEnginePage, address: str) -> float:
    rest()
    return load(page, address)


def until(is_so: Callable[[], bool]) -> None:
    """Let the window's thread work until something is so; nothing timed runs meanwhile."""
    from PySide6.QtTest import QTest

    ends_at = time.monotonic() + LIMIT_S
    while not is_so():
        if time.monotonic() > ends_at:
            raise SystemExit("something that was waited for never came")
        QTest.qWait(POLL_MS)


def opening(data: str) -> None:
    """The first page in a browser of Demur's, imports and Chromium's start included; prints the seconds."""
    rig = Rig(data)
    print(rig.begin_browser())
    rig.browser.shut_down()
    rig.close()


def bare_opening(data: str) -> None:
    """The floor of an opening: Qt WebEngine imported, and the same page loaded in a view of its own."""
    rig = Rig(data)
    began = time.perf_counter()
    view = rig.bare_view()
    print(time.perf_counter() - began)
    end(view)
    rig.close()


def readings(data: str, count: str) -> None:
    """Readings and opt-outs, each beside its floor in turn; prints five medians in seconds, near and then far.

    Near is Plaza on this computer; far, every answer comes `FAR_S` later, to the floor's pages as to Demur's.
    """
    rig = Rig(data)
    rig.begin_browser()
    rig.sign_in()
    bare = rig.bare_view()
    rig.fill_in(bare.page())
    found: list[float] = []
    for latency_s in (0.0, FAR_S):
        rig.control.set_distance(latency_s)
        found += _medians(rig, bare.page(), int(count))
    print(*found)
    end(bare)
    rig.browser.shut_down()
    rig.close()


def _medians(rig: Rig, bare: QWebEnginePage, count: int) -> list[float]:
    """Return the medians of one load, of a reading of "on" and one of "off", of two loads and of an opt-out."""
    times: dict[str, list[float]] = {"one load": [], "on": [], "off": [], "two loads": [], "opt-out": []}
    for _ in range(3):  # the first of each finds nothing warm
        load(bare, rig.address)
        rig.read(is_first=True)
    for _ in range(count):
        times["one load"].append(rested_load(bare, rig.address))
        for state, is_on in (("on", True), ("off", False)):
            rig.control.set_value(MEMBER, is_on)
            rest()
            times[state].append(rig.read())
    for _ in range(count):
        times["two loads"].append(sum(rested_load(bare, rig.address) for _ in range(2)))
        rest()
        times["opt-out"].append(rig.opt_out())
    return [median(found) for found in times.values()]


def end(view: QWebEngineView) -> None:
    """Let go of a bare view, its page and its profile, in this order, or Qt warns."""
    import shiboken6

    page, profile = view.page(), view.page().profile()
    for part in (view, page, profile):
        shiboken6.delete(part)


def closings(data: str, count: str) -> None:
    """Open the browser, sign in, read, and close it, again and again; prints the MiB that are left after each."""
    rig = Rig(data)
    rig.begin_browser()
    left = []
    for _ in range(int(count)):
        rig.sign_in()
        rig.read(is_first=True)
        rig.browser.close(rig.account.sign_in)
        left.append(_settled_mib())
    print(*left)
    rig.browser.shut_down()
    rig.close()


def _settled_mib() -> float:
    """Return the memory of this process and its Chromium's, once it stands still."""
    from PySide6.QtTest import QTest

    looks: list[float] = []
    while len(looks) < STILL_LOOKS or max(looks[-STILL_LOOKS:]) > 1.01 * min(looks[-STILL_LOOKS:]):
        if len(looks) * STILL_MS > LIMIT_S * 1000:
            raise SystemExit("memory never stood still")
        QTest.qWait(STILL_MS)
        looks.append(sum(_resident_mib(pid) for pid in ("self", *_chromium("self"))))
    return looks[-1]


def _chromium(pid: str) -> list[str]:
    """Return the ids of Chromium's processes among the descendants of a process (proc(5), `children`)."""
    found = []
    for task in (Path("/proc") / pid / "task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            if (Path("/proc") / child / "comm").read_text(encoding="utf-8").startswith("QtWebEngine"):
                found += [child, *_chromium(child)]
    return found


def _resident_mib(pid: str) -> float:
    lines = (Path("/proc") / pid / "status").read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


PARTS: dict[str, Callable[..., None]] = {
    "opening": opening,
    "bare-opening": bare_opening,
    "readings": readings,
    "closings": closings,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
