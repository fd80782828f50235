"""A value of Windows's `Run` key, in the member's own part of the registry."""

import subprocess
from collections.abc import Sequence
from typing import Protocol

from demur.core.login_problem import LoginEntryUnusable

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where Task Manager and Settings note that the member switched an entry off; its first byte is odd then."""
_LONGEST = 260
"""Longer values of `Run` are not started ("Run and RunOnce Registry Keys", learn.microsoft.com)."""


class Registry(Protocol):
    """The few words spoken with HKEY_CURRENT_USER; each raises OSError where Windows refuses."""

    def read(self, key: str, name: str) -> str | bytes | None: ...

    def write(self, key: str, name: str, value: str) -> None: ...

    def remove(self, key: str, name: str) -> None:
        """Remove a value; nothing happens where there is none."""
        ...


class RunKey:
    """One value of `Run`, and what Windows itself noted beside it."""

    def __init__(self, registry: Registry, name: str) -> None:
        self._registry, self._name = registry, name

    @property
    def place(self) -> str:
        return rf"HKEY_CURRENT_USER\{RUN}\{self._name}"

    def is_on(self) -> bool:
        try:
            noted = self._registry.read(APPROVED, self._name)
            is_refused = isinstance(noted, bytes) and bool(noted) and noted[0] & 1 == 1
            return bool(self._registry.read(RUN, self._name)) and not is_refused
        except OSError as error:
            raise LoginEntryUnusable(place=self.place, why=error.strerror or "unreadable") from error

    def switch_on(self, command: Sequence[str]) -> None:
        """Quoted as the C runtime takes it apart again (`subprocess.list2cmdline`); `%` means nothing in a REG_SZ."""
        line = subprocess.list2cmdline(command)
        if len(line) > _LONGEST:
            raise LoginEntryUnusable(place=self.place, why=f"the command is longer than {_LONGEST} characters")
        try:
            self._registry.remove(APPROVED, self._name)  # the member asked for it anew
            self._registry.write(RUN, self._name, line)
        except OSError as error:
            raise LoginEntryUnusable(place=self.place, why=error.strerror or "it can't be written") from error

    def switch_off(self) -> None:
        try:
            for key in (RUN, APPROVED):
                self._registry.remove(key, self._name)
        except OSError as error:
            raise LoginEntryUnusable(place=self.place, why=error.strerror or "it can't be removed") from error
