"""A sign-in that is under way, as whoever waits for it sees it. Light: nothing of the sign-in itself is imported."""

import threading
from collections.abc import Callable

PATIENCE_S = 600.0
"""How long a member may take in the browser, in seconds."""


class Waiting:
    """Where the member's browser must go, and how to call the sign-in off from any thread."""

    def __init__(self, send_browser: Callable[[str], None]) -> None:
        self._cancelled, self._send_browser = threading.Event(), send_browser

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def send_browser(self, address: str) -> None:
        """Hand the address to the system browser, or show it where there is none; must not block."""
        self._send_browser(address)
