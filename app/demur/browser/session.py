"""One account's browser: a profile that forgets, its one page, and the view that shows it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWebEngineCore import QWebEngineFrame

from demur.browser import probing
from demur.browser.answer import Answer
from demur.browser.cookies import CookieJar
from demur.browser.guard import RequestGuard
from demur.browser.journey import Journey
from demur.browser.loading import Loading
from demur.browser.page import GuardedPage
from demur.browser.profile import new_profile
from demur.browser.proof import Proof
from demur.browser.rules import Rules, encoded, plain_address
from demur.browser.sleeping import PageView, Sleep
from demur.connectors.page.driver import Ending, Heard, Landing, Traffic
from demur.core.page_problem import LedAway, PageCrashed, PageLeft, PageMoved, SandboxMissing

_UNSEEN = QSize(1100, 800)
"""How large a page is that nobody sees: wide enough that no site takes it for a telephone."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a worker waits."""

    load_s: float = 30.0
    ask_s: float = 10.0
    idle_s: float = 30.0
    """How long a page that nobody sees is left alone before it is put to sleep."""


@dataclass(frozen=True, slots=True)
class Means:
    """What every session is made with."""

    probe: str
    proof: str
    limits: Limits
    is_contained: Callable[[int], bool]
    trusted: Sequence[QSslCertificate]


class Session(QObject):
    """Lives on the window's thread. Its page is thrown away when it crashes; the profile, and so the sign-in, stays."""

    moved = Signal(str)
    """The plain address that the main frame has come to; never one that it is only on its way to."""
    refused = Signal(str)
    """The host that the page wanted to go to and did not."""
    asked_too_much = Signal(str)
    crashed = Signal()
    shown = Signal(object)
    """The page is to be put before the member, with these steps beside it."""
    hidden = Signal()

    def __init__(self, rules: Rules, means: Means) -> None:
        super().__init__()
        self.rules, self.journey = rules, Journey()
        self.ending: Ending | None = None
        self._means = means
        self._open: set[Answer] = set()
        self._proofs: set[Proof] = set()
        self._is_contained = self._is_crashed = False
        self._address = ""
        self.profile = new_profile(means.trusted)
        self.cookies = CookieJar(self.profile.cookieStore())
        self.wants_cookies = True
        self._guard = RequestGuard(rules, self.journey)
        self.profile.setUrlRequestInterceptor(self._guard)
        self.view = PageView()
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._begin_page()
        self._sleep = Sleep(self.view, lambda: not (self._open or self._is_crashed), means.limits.idle_s)
        self._take_from_sight()

    def admit(self, answer: Answer) -> None:
        """Keep an answer in mind, so that a crash or the end of the session ends its wait."""
        self._sleep.wake()
        self._open.add(answer)
        answer.when_ended(lambda: self._end_call(answer))

    def _end_call(self, answer: Answer) -> None:
        self._open.discard(answer)
        self._sleep.wait()

    def open(self, address: str, answer: Answer, arriving: Mapping[str, Any] | None = None) -> None:
        if not self.rules.allow_main(address):
            answer.fail(LedAway(host=QUrl(address).host() or address))
            return
        self._renew_if_crashed()
        self._begin_with(arriving, plain_address(QUrl(address)), answer)
        landing, has_fragment, _ = address.partition("#")
        is_same_page = bool(has_fragment) and landing == self._address  # Qt tells of no load then: the empty page first
        if (self.rules.is_loopback or self._is_contained) and not is_same_page:
            self._load(address, answer)
            return
        look = Answer()
        look.when_ended(lambda: self._go_on(address, answer))
        self.admit(look)
        self._loading.begin(look, self._page.load_blank, lambda: None)

    def restore(self, raw: Sequence[bytes], answer: Answer) -> None:
        """Take over the cookies of an earlier session; only before the first page is opened."""
        self.wants_cookies = False
        self.cookies.restore(raw, answer)

    def reload(self, address: str, answer: Answer, arriving: Mapping[str, Any] | None = None) -> None:
        self._renew_if_crashed()
        here = encoded(self._page.mainFrame().url())
        if not self._address or self._loading.problem is not None or here != encoded(QUrl(address)):
            answer.give(None)
            return
        self._begin_with(arriving, self._address, answer)
        self._loading.begin(answer, lambda: self._page.reload_directly(address), self._arrive)

    def _begin_with(self, arriving: Mapping[str, Any] | None, at: str, answer: Answer) -> None:
        """Let the probe be there before anything of the page runs, at this load alone."""
        self._loading.leave()  # the end of an earlier load takes away the scripts, and must not take these
        if arriving is not None and at:
            scripts = self.profile.scripts()
            scripts.insert(probing.arriving(self._means.probe, arriving, at))
            answer.when_ended(scripts.clear)

    @property
    def address(self) -> str:
        """The plain address that the main frame is at; empty where there is no page."""
        return self._address

    def landing(self) -> Landing:
        """Return where the main frame is. Raises why there is no page, although there is an address."""
        if self._loading.problem is not None and not self._is_crashed:
            raise self._loading.problem
        return Landing(self._address, self._address != "" and self.journey.is_direct)

    def traffic(self) -> Traffic:
        """Return what the page that is there came by, and has asked for."""
        journey = self.journey
        return Traffic(journey.scripted, journey.streams, journey.is_direct, self._page.isLoading())

    def ask(self, question: Mapping[str, Any], at: str, frame: str | None, answer: Answer) -> None:
        asked = self._frame_at(at, frame)
        if asked is None:
            answer.fail(PageMoved(address=self._address))
            return
        self._limit(answer)
        probing.ask(asked, self._means.probe, question, frame or at, answer)

    def ask_until(self, question: Mapping[str, Any], at: str, limit_s: float, answer: Answer) -> None:
        asked = self._frame_at(at)
        if asked is None:
            answer.fail(PageMoved(address=self._address))
            return
        self._limit(answer)
        ends_at = time.monotonic() + limit_s
        asking = probing.Asking(asked, question, at, lambda: time.monotonic() >= ends_at, answer)
        asking.begin(self._page.knocked, lambda found: Heard(found, self.traffic()))

    def _frame_at(self, at: str, frame: str | None = None) -> QWebEngineFrame | None:
        """Return the frame to ask in: the main frame, where it is at an address, or a sub-frame of it."""
        if self._is_crashed or self._address != at or self._loading.problem is not None:
            return None
        return self._page.mainFrame() if frame is None else self._frame(frame)

    def prove(self, question: Mapping[str, Any], answer: Answer) -> None:
        proof = Proof(self._means.proof, self._means.probe, self._means.limits.ask_s, self._proofs.discard)
        self._proofs.add(proof)
        proof.ask(question, answer)

    def show(self, steps: tuple[str, ...]) -> None:
        """Let the view be shown; whoever hears of it gives it its place."""
        self.ending = None
        self.view.hide()
        self.view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
        self.shown.emit(steps)

    def hide(self) -> None:
        self._take_from_sight()
        self.hidden.emit()

    def _take_from_sight(self) -> None:
        """Keep the page going with a viewport of its own that nobody sees (without one it would be 0 by 0: seen)."""
        self.view.hide()
        self.view.setParent(None)
        self.view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, True)
        self.view.resize(_UNSEEN)
        self.view.show()

    def end(self) -> None:
        """Let go of everything: view, page, profile, in this order, or Qt warns."""
        for answer in list(self._open):
            answer.fail(PageLeft())
        for proof in list(self._proofs):
            proof.end()
        shiboken6.delete(self._sleep)
        self._end_page()
        shiboken6.delete(self.view)
        shiboken6.delete(self.profile)

    def _begin_page(self) -> None:
        self._page = GuardedPage(self.profile, self.rules, self.journey)
        self._loading = Loading(self._page, self._means.limits.load_s, self._throw_page_away)
        self._is_crashed = False
        for signal in (self._page.urlChanged, self._page.loadingChanged, self._page.loadProgress):
            signal.connect(self._look_where)
        self._page.refused.connect(self.refused)
        self._page.asked_too_much.connect(self.asked_too_much)
        self._page.renderProcessTerminated.connect(self._note_crash)
        self.view.setPage(self._page)

    def _end_page(self) -> None:
        shiboken6.delete(self._loading)
        self._page.disconnect(self)
        self.view.setPage(None)  # type: ignore[arg-type]  # Qt takes a null pointer, its stub leaves that out
        shiboken6.delete(self._page)

    def _renew_if_crashed(self) -> None:
        if self._is_crashed:
            self._end_page()
            self._begin_page()

    def _load(self, address: str, answer: Answer) -> None:
        self._loading.begin(answer, lambda: self._page.setUrl(QUrl(address)), self._arrive)

    def _go_on(self, address: str, answer: Answer) -> None:
        """Open a page from elsewhere only where the empty one's process was found contained."""
        if not answer.is_open:
            return
        self._is_contained = self._means.is_contained(self._page.renderProcessPid())
        if not (self._is_contained or self.rules.is_loopback):
            answer.fail(SandboxMissing())
            return
        QTimer.singleShot(0, self, lambda: self._load(address, answer) if answer.is_open else None)

    def _arrive(self) -> Landing:
        """Return where the page came to; its process may be another one than the empty page's, so that is looked at."""
        self._look_where()
        if not self.rules.is_loopback and not self._means.is_contained(self._page.renderProcessPid()):
            self._is_contained = False
            QTimer.singleShot(0, self, self._throw_page_away)
            raise SandboxMissing
        return self.landing()

    @Slot()
    def _look_where(self, *_: object) -> None:
        """`QWebEnginePage.url` tells of a load that is only asked for; the frame's own address doesn't (seen)."""
        if self._is_crashed:
            return
        address = plain_address(self._page.mainFrame().url())
        if address == self._address:
            return
        self._address = address
        self.journey.pass_through(address)
        self.moved.emit(address)

    def _frame(self, address: str) -> QWebEngineFrame | None:
        """Return the one sub-frame at an address; None where there is none, or more than one."""
        found, unseen = [], list(self._page.mainFrame().children())
        while unseen:
            frame = unseen.pop()
            unseen += frame.children()
            if plain_address(frame.url()) == address:
                found.append(frame)
        return found[0] if len(found) == 1 else None

    def _limit(self, answer: Answer) -> None:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._throw_page_away)
        answer.when_ended(timer.deleteLater)
        timer.start(round(self._means.limits.ask_s * 1000))

    @Slot()
    def _note_crash(self, *_: object) -> None:
        """The page's process ended, or hangs: all who wait hear of it, and the next call begins a new page."""
        self._is_crashed, self._address = True, ""
        for answer in list(self._open):
            answer.fail(PageCrashed())
        self.moved.emit("")
        self.crashed.emit()

    @Slot()
    def _throw_page_away(self) -> None:
        self._note_crash()
        QTimer.singleShot(0, self, self._renew_if_crashed)  # not in the middle of a call from this page
