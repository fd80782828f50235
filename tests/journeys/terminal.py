"""A member at a terminal: the real command on a data folder of their own, and what lies in its practice ledger."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

NO_KEYRING = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY")
"""Without these there is no keyring, so practice keeps its secrets in its own folder, which a test can copy."""


class Member:
    """A member at a terminal, on a data folder of their own."""

    def __init__(self, data: Path, environment: Mapping[str, str] = os.environ) -> None:
        self.data, self._environment = data, environment
        self.ledger = data / "practice" / "ledger.sqlite"

    def runs(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), capture_output=True, text=True, check=False, timeout=60, env=self._environment
        )

    def starts(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*words),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            stdin=subprocess.DEVNULL,
            env=self._environment,
        )

    def receipts(self) -> list[dict[str, Any]]:
        """Return every receipt as it lies in the file."""
        if not self.ledger.exists():
            return []
        with closing(sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True)) as db:
            return [json.loads(body) for (body,) in db.execute("SELECT body FROM entries ORDER BY position")]

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "demur", "--data-dir", str(self.data), *words]


def without_keyring() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in NO_KEYRING}
