"""The practice platform of one data folder, and what it plays for a member."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from demur import paths
from demur.core.setting import RegionCode

if TYPE_CHECKING:
    from datetime import date

    from demur.core.setting import Identity
    from demur.paths import Folders
    from demur.practice.launcher import Plaza


class Practice:
    """The practice platform of this data folder: started when first needed, gone with the program."""

    def __init__(self, folders: Folders) -> None:
        self._folders, self._lock = folders, threading.Lock()
        self._plaza: Plaza | None = None

    def base(self) -> str:
        """Return its address, starting it where it doesn't run. Raises `PracticeNotStarted`."""
        return self.plaza().base

    def plaza(self) -> Plaza:
        from demur.practice.launcher import Plaza

        with self._lock:
            if self._plaza is None or not self._plaza.is_running:
                self._plaza = Plaza.start(self._folders.practice / "plaza.sqlite", paths.resources())
            return self._plaza

    def stage(self, identity: Identity) -> tuple[RegionCode, date | None] | None:
        from demur.practice import scenarios

        for scenario in scenarios.load_all(paths.resources()):
            if scenario.user_id == identity.user_id:
                return RegionCode(scenario.region), scenario.plays_on
        return None

    def close(self) -> None:
        with self._lock:
            if self._plaza is not None:
                self._plaza.stop()
                self._plaza = None
