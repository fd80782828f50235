"""The browser inside Demur: one session per account, made when first needed, driven by workers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWebEngineWidgets import QWebEngineView

from demur.browser import sandbox
from demur.browser.answer import Answer
from demur.browser.rules import Rules
from demur.browser.session import Limits, Means, Session
from demur.browser.worker import PageDriver, Work
from demur.connectors.page.driver import Ending
from demur.core.page_problem import PageLeft


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    rules: Rules
    work: Work
    answer: Answer


def _nothing_kept(name: str) -> Sequence[bytes]:  # noqa: ARG001
    """Say that nobody asked to stay signed in."""
    return ()


class Browser(QObject):
    """Made once, on the window's thread; only `driver` and what it returns may be used by workers.

    A name stands for one sign-in: its profile is its own, kept until `close`, and shares nothing with another's.
    """

    shown = Signal(str, object)
    """A worker wants the page of this name before the member, with these steps beside it."""
    hidden = Signal(str)
    """The page of this name is to go from the member's sight; its view is already back in here."""
    _asked = Signal(object)

    def __init__(
        self,
        probe: str,
        proof: str = "",
        limits: Limits | None = None,
        trusted: Sequence[QSslCertificate] = (),
        is_contained: Callable[[int], bool] = sandbox.holds,
        kept: Callable[[str], Sequence[bytes]] = _nothing_kept,
        parent: QObject | None = None,
    ) -> None:
        """`probe`, `proof`: the texts of resources/page/probe.js and proof.html; `trusted`: roots for tests.

        `kept` is asked on a worker for the cookies that a name's session begins with (`SealedCookies.find`).
        """
        super().__init__(parent)
        self._means = Means(probe, proof, limits or Limits(), is_contained, trusted)
        self._sessions: dict[str, Session] = {}
        self._kept, self._is_closed = kept, False
        self._asked.connect(self._serve)

    def driver(self, name: str, rules: Rules) -> PageDriver:
        """Return the way to drive the page of `name`; the session begins with the first call."""

        def post(work: Work, answer: Answer) -> None:
            self._asked.emit(_Call(name, rules, work, answer))

        return PageDriver(post, self.thread(), self._means.limits, lambda: self._kept(name))

    def session(self, name: str, rules: Rules) -> Session:
        """Return the session of a name, begun where there is none, or where its rules were others."""
        found = self._sessions.get(name)
        if found is not None and found.rules != rules:
            self.close(name)
            found = None
        return found or self._begin(name, rules)

    def find(self, name: str) -> Session | None:
        """Return the session of a name, where there is one."""
        return self._sessions.get(name)

    def rename(self, name: str, new: str) -> None:
        """Give a session the name of the sign-in that it turned out to be; one that had that name ends."""
        if name == new or name not in self._sessions:
            return
        self.close(new)
        self._sessions[new] = self._sessions.pop(name)

    def view_of(self, name: str) -> QWebEngineView:
        """Return the view of a session that is there; give it a place while shown, and `hide` takes it back."""
        return self._sessions[name].view

    def contacted(self, name: str) -> Mapping[str, int]:
        """Return how often each host was asked since the session began; empty where there is none."""
        found = self._sessions.get(name)
        return dict(found.journey.hosts) if found else {}

    def end_turn(self, name: str, ending: Ending) -> None:
        """Note that the member is done with a shown page, or left it."""
        if found := self._sessions.get(name):
            found.ending = ending

    def close(self, name: str) -> None:
        """End a session and forget all that it held; who waits for it hears `PageLeft`."""
        if found := self._sessions.pop(name, None):
            found.end()

    def shut_down(self) -> None:
        """End every session, now and for later calls."""
        self._is_closed = True
        for name in list(self._sessions):
            self.close(name)

    def _begin(self, name: str, rules: Rules) -> Session:
        made = Session(rules, self._means)
        made.shown.connect(lambda steps: self.shown.emit(self._name_of(made), steps))
        made.hidden.connect(lambda: self.hidden.emit(self._name_of(made)))
        self._sessions[name] = made
        return made

    def _name_of(self, session: Session) -> str:
        """Return the name that a session has now: a sign-in is named once it is known whose it is."""
        return next((name for name, found in self._sessions.items() if found is session), "")

    @Slot(object)
    def _serve(self, call: _Call) -> None:
        if self._is_closed:
            call.answer.fail(PageLeft())
            return
        session = self.session(call.name, call.rules)
        session.admit(call.answer)
        call.work(session, call.answer)
