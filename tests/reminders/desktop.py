"""A real notification daemon (dunst) on a bus of its own, on the display that the tests run on."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import MatchRule, message_bus  # type: ignore[import-untyped]  # ships no types
from jeepney.io.blocking import Proxy  # type: ignore[import-untyped]
from tests.vault.private_bus import PATIENCE_S, PrivateBus

SERVICE = "org.freedesktop.Notifications"
CONFIG = """
[global]
    width = 420
    height = 200
    offset = 20x20
    origin = top-right
    notification_limit = 8
    font = DejaVu Sans 10
    markup = full
    format = "<b>%s</b>\\n%b"
    mouse_left_click = do_action, close_current
    icon_position = off
    sort = no
    follow = none
[urgency_normal]
    background = "#202830"
    foreground = "#ffffff"
    timeout = 60
"""


class Desktop:
    """What a member of such a desktop sees and does."""

    def __init__(self, bus: PrivateBus) -> None:
        self.bus = bus
        self._settings = os.environ | bus.environment
        self._daemon: subprocess.Popen[bytes] | None = None
        self._read = 0

    def start_daemon(self) -> None:
        config = self.bus.folder / "config" / "dunstrc"
        config.write_text(CONFIG, encoding="utf-8")
        with self.bus.connection() as connection:
            rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
            rule.add_arg_condition(0, SERVICE)
            Proxy(message_bus, connection).AddMatch(rule)
            with connection.filter(rule) as owners:
                command = ["dunst", "-config", str(config)]
                self._daemon = subprocess.Popen(
                    command, env=self._settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                connection.recv_until_filtered(owners, timeout=PATIENCE_S)

    def stop_daemon(self) -> None:
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait(PATIENCE_S)
            self._daemon = None

    def count(self) -> int:
        return int(self._ask("count", "displayed"))

    def wait_for(self, count: int) -> None:
        """Wait until so many notifications are shown."""
        ends_at = time.monotonic() + PATIENCE_S
        while (shown := self.count()) != count:
            assert time.monotonic() < ends_at, f"{shown} are shown, and not {count}"

    def click(self) -> None:
        """Do what a click on the uppermost notification does."""
        self._ask("action", "0")

    def read_away(self) -> list[tuple[str, str]]:
        """Put all notifications away and return what each that is new said, oldest first."""
        self._ask("close-all")
        shown: list[dict[str, Any]] = json.loads(self._ask("history"))["data"][0]
        fresh = [one for one in reversed(shown) if one["id"]["data"] > self._read]
        self._read = max((one["id"]["data"] for one in shown), default=0)
        return [(one["summary"]["data"], one["body"]["data"]) for one in fresh]

    def picture(self, file: Path) -> None:
        subprocess.run(["import", "-window", "root", str(file)], check=True, timeout=20, env=self._settings)

    def _ask(self, *words: str) -> str:
        command = ["dunstctl", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20, env=self._settings)
        return done.stdout


@contextmanager
def desktop() -> Iterator[Desktop]:
    """Give a desktop whose notification daemon does not run yet."""
    with PrivateBus() as bus:
        made = Desktop(bus)
        try:
            yield made
        finally:
            made.stop_daemon()
