"""What a worker holds of the browser: plain calls that block until the window's thread has answered."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QThread

from demur.browser.answer import Answer
from demur.browser.session import Limits, Session
from demur.connectors.page.driver import Ending, Heard, Landing, Traffic
from demur.core.page_problem import PageCrashed
from demur.core.problem import Problem

T = TypeVar("T")
Work = Callable[[Session, Answer], None]
_SPARE_S = 10.0
"""The limits are kept on the window's thread; this much later a worker gives up on that thread itself."""


class PageDriver:
    """One account's page, as `connectors.page.driver.Driver` says; for workers, never for the window's thread."""

    def __init__(
        self,
        post: Callable[[Work, Answer], None],
        home: QThread,
        limits: Limits,
        kept: Callable[[], Sequence[bytes]],
    ) -> None:
        self._post, self._home, self._limits, self._kept = post, home, limits, kept

    def open(self, address: str, arriving: Mapping[str, Any] | None = None) -> Landing:
        if self._give(lambda session: session.wants_cookies):
            kept = self._kept()
            self._call(lambda session, answer: session.restore(kept, answer), self._limits.ask_s)
        limit_s = 2 * self._limits.load_s
        landing: Landing = self._call(lambda session, answer: session.open(address, answer, arriving), limit_s)
        return landing

    def reload(self, address: str, arriving: Mapping[str, Any] | None = None) -> Landing | None:
        return self.begin_reload(address, arriving)()

    def begin_reload(self, address: str, arriving: Mapping[str, Any] | None = None) -> Callable[[], Landing | None]:
        answer = self._ask(lambda session, answer: session.reload(address, answer, arriving))
        return lambda: self._wait(answer, self._limits.load_s)

    def landing(self) -> Landing:
        return self._give(Session.landing)

    def trail(self) -> tuple[str, ...]:
        return self._give(lambda session: tuple(session.journey.trail))

    def ask(self, question: Mapping[str, Any], at: str, frame: str | None = None) -> Any:
        return self._call(lambda session, answer: session.ask(question, at, frame, answer), self._limits.ask_s)

    def ask_until(self, question: Mapping[str, Any], at: str, limit_s: float) -> Heard:
        limit_of_all_s = self._limits.ask_s
        heard: Heard = self._call(
            lambda session, answer: session.ask_until(question, at, limit_s, answer), limit_of_all_s
        )
        return heard

    def traffic(self) -> Traffic:
        return self._give(Session.traffic)

    def prove(self, question: Mapping[str, Any]) -> Any:
        return self._call(lambda session, answer: session.prove(question, answer), self._limits.ask_s)

    def show(self, steps: tuple[str, ...]) -> None:
        self._give(lambda session: session.show(steps))

    def ending(self) -> Ending | None:
        return self._give(lambda session: session.ending)

    def hide(self) -> None:
        self._give(lambda session: session.hide())

    def cookies(self) -> tuple[bytes, ...]:
        """Return every cookie of the profile, for `sealed_cookies`, where the member asked to stay signed in."""
        return self._give(lambda session: session.cookies.raw())

    def _give(self, work: Callable[[Session], T]) -> T:
        """Return what the session can say at once."""

        def give(session: Session, answer: Answer) -> None:
            try:
                answer.give(work(session))
            except Problem as problem:
                answer.fail(problem)

        given: T = self._call(give, self._limits.ask_s)
        return given

    def _call(self, work: Work, limit_s: float) -> Any:
        return self._wait(self._ask(work), limit_s)

    def _ask(self, work: Work) -> Answer:
        if QThread.currentThread() is self._home:
            raise RuntimeError("the window's thread would wait for itself")
        answer = Answer()
        self._post(work, answer)
        return answer

    def _wait(self, answer: Answer, limit_s: float) -> Any:
        try:
            return answer.wait(limit_s + _SPARE_S)
        except TimeoutError as error:
            raise PageCrashed from error
