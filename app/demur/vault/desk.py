"""A desk with one clerk: slow work is handed in, done in order on a daemon thread, and waited for only so long."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Generic, TypeVar
from weakref import finalize

from demur.core.problem import Problem, VaultSlow

T = TypeVar("T")


class Errand(Generic[T]):
    """One piece of work, and whether anyone still waits for its answer."""

    def __init__(self, work: Callable[["Errand[T]"], T]) -> None:
        self._work = work
        self._answer: list[T] = []
        self._problem: Problem | None = None
        self._done = Event()
        self.is_wanted = True
        """False once the caller gave up: work that wakes late must not write any more."""

    def run(self) -> None:
        """Do the work unless nobody waits any more; an exception that is no `Problem` ends the thread, loudly."""
        try:
            if self.is_wanted:
                self._answer.append(self._work(self))
        except Problem as problem:
            self._problem = problem
        finally:
            self._done.set()

    def wait(self, limit_s: float) -> bool:
        """Return whether the work ended within the limit; work that did not is no longer wanted."""
        self.is_wanted = self._done.wait(limit_s)
        return self.is_wanted

    @property
    def is_broken(self) -> bool:
        """Whether the work ended by a mistake of ours, which took its thread with it."""
        return self._done.is_set() and self._problem is None and not self._answer

    def answer(self) -> T:
        if self._problem is not None:
            raise self._problem
        if self.is_broken:
            raise RuntimeError("work at the desk ended without an answer")
        return self._answer[0]


Tray = SimpleQueue[Errand[Any] | None]


def serve(tray: Tray) -> None:
    """Do the errands of a tray in order until told that no more will come."""
    while (errand := tray.get()) is not None:
        errand.run()
        del errand  # the last one would otherwise keep its vault alive


class Desk:
    """Does each errand within a limit, on one daemon thread that neither a hung call nor an exit waits for.

    A thread that hangs is left behind and ends by itself if it ever wakes; the next errand gets a new one. A thread
    with nothing to do ends with its desk.
    """

    def __init__(self, name: str, limit_s: float) -> None:
        self._name = name
        self._limit_s = limit_s
        self._lock = Lock()
        self._tray: Tray = SimpleQueue()
        self._clerk: Thread | None = None

    def do(self, work: Callable[[Errand[T]], T]) -> T:
        """Return what `work` returns, or raise its problem, or `VaultSlow` once the limit has passed."""
        errand = Errand(work)
        clerk = self._hand_in(errand)
        is_ended = errand.wait(self._limit_s)
        if not is_ended or errand.is_broken:
            self._leave(clerk)
        if not is_ended:
            raise VaultSlow
        return errand.answer()

    def _hand_in(self, errand: Errand[T]) -> Thread:
        with self._lock:
            if self._clerk is None:
                self._tray = SimpleQueue()
                self._clerk = Thread(target=serve, args=(self._tray,), name=self._name, daemon=True)
                self._clerk.start()
                finalize(self, self._tray.put, None).atexit = False
            self._tray.put(errand)
            return self._clerk

    def _leave(self, clerk: Thread) -> None:
        """Stop using a thread that hangs or died: a living one finishes what it was given, then ends."""
        with self._lock:
            if self._clerk is clerk:
                self._tray.put(None)
                self._clerk = None
