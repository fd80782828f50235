"""Ctrl-C and its like during an attempt: noted, and never in the middle of a write."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""What asks a program to end; which of them there are depends on the system."""


class Interruption:
    """Whether somebody asked for an end since the attempt began."""

    def __init__(self) -> None:
        self.is_wanted = False


@contextmanager
def noted(then: Callable[[], None]) -> Iterator[Interruption]:
    """Catch the system's wishes for an end, calling `then` at each; what is under way goes on."""
    interruption = Interruption()

    def note(_signal: int, _frame: FrameType | None) -> None:
        interruption.is_wanted = True
        then()

    known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    # One that is ignored stays so: under `nohup` a terminal that closes is no wish for an end.
    earlier = {number: signal.getsignal(number) for number in known}
    taken = {number: handler for number, handler in earlier.items() if handler is not signal.SIG_IGN}
    for number in taken:
        signal.signal(number, note)
    try:
        yield interruption
    finally:
        for number, handler in taken.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
