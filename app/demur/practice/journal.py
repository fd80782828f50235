"""The list of requests that Plaza answered, for tests: never a query, a header or a body, where secrets travel."""

from collections import Counter, deque
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from flask import Response, g, request

CAPACITY = 5000
CONNECTION = "plaza.connection"
"""Key in the WSGI environment: names one TCP connection, even where a later one has the same port."""


class Journal:
    def __init__(self) -> None:
        self._lines: deque[dict[str, Any]] = deque(maxlen=CAPACITY)
        self._tallies: Counter[tuple[str | None, str]] = Counter()
        self._lock = Lock()

    def note(self, response: Response) -> None:
        """Write down the request that is being answered; its path only as the route it matched."""
        line = {
            "time": datetime.now(UTC).isoformat(),
            "method": request.method,
            "path": request.url_rule.rule if request.url_rule else "(no such page)",
            "status": response.status_code,
            "user_id": g.get("user_id"),
            "connection": request.environ[CONNECTION],
        }
        with self._lock:
            self._lines.append(line)
            self._tallies[line["user_id"], f"{line['method']} {line['path']}"] += 1

    def lines(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._lines)

    def tally(self, user_id: str) -> dict[str, int]:
        """Return how often a member's requests came to each route; this has no limit."""
        with self._lock:
            return {name: times for (whose, name), times in self._tallies.items() if whose == user_id}

    def clear(self) -> None:
        with self._lock:
            self._lines.clear()
            self._tallies.clear()
