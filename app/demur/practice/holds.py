"""Requests that wait until a test lets them go, so that a program can be stopped at one exact place."""

from dataclasses import dataclass
from http import HTTPStatus
from threading import Condition

from demur.practice.refusal import Refusal

LONGEST_S = 60.0
"""Nothing waits longer than this, whatever a test forgets."""
PATIENCE_S = 10.0


@dataclass(slots=True)
class Hold:
    """Which request of a member waits, and where: before it is acted on, or after that and before the answer."""

    user_id: str
    method: str
    path: str
    is_after: bool
    skip: int
    """How many such requests pass first."""


class Holds:
    def __init__(self) -> None:
        self._condition = Condition()
        self._wanted: Hold | None = None
        self._is_held = self._is_dropped = False

    def want(self, hold: Hold) -> None:
        with self._condition:
            self._wanted, self._is_held, self._is_dropped = hold, False, False

    def release(self, is_dropped: bool) -> None:
        """Let the request go on, or drop it: then nothing becomes of it."""
        with self._condition:
            self._wanted, self._is_dropped = None, is_dropped
            self._condition.notify_all()

    def wait_held(self) -> bool:
        """Wait for a while until a request is held, and say whether one is."""
        with self._condition:
            return self._condition.wait_for(lambda: self._is_held, PATIENCE_S)

    def pass_by(self, user_id: str, method: str, path: str, is_after: bool) -> None:
        """Wait here if this is the request to hold. Raises `Refusal` where it was dropped."""
        with self._condition:
            wanted = self._wanted
            asked = (user_id, method, path, is_after)
            if wanted is None or asked != (wanted.user_id, wanted.method, wanted.path, wanted.is_after):
                return
            if wanted.skip:
                wanted.skip -= 1
                return
            self._is_held = True
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._wanted is not wanted, LONGEST_S)
            self._is_held = False
            if self._is_dropped and not is_after:
                raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "dropped")
