"""What starts Demur at login: the command, and the place where this system keeps it."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

BACKGROUND = "--background"
"""Starts Demur without showing its window."""


class LoginEntry(Protocol):
    """One entry among those that a system starts at login; absent unless the member asked."""

    @property
    def place(self) -> str:
        """Where it lies, for the member to find."""
        ...

    def is_on(self) -> bool:
        """Tell whether the system would start it; also where the member switched it off in the system itself."""
        ...

    def switch_on(self, command: Sequence[str]) -> None:
        """Write the entry, in place of any older one. Raises `LoginEntryUnusable`."""
        ...

    def switch_off(self) -> None:
        """Remove the entry and all that belongs to it. Raises `LoginEntryUnusable`."""
        ...


class Autostart:
    """The member's choice for one data folder, kept nowhere but in the system's own place."""

    def __init__(self, entry: LoginEntry, data: Path) -> None:
        self._entry, self._data = entry, data

    @property
    def place(self) -> str:
        return self._entry.place

    def is_on(self) -> bool:
        return self._entry.is_on()

    def switch(self, is_wanted: bool) -> None:
        """Raises `LoginEntryUnusable`; what was there before is then as it was."""
        if is_wanted:
            self._entry.switch_on(login_command(self._data))
        else:
            self._entry.switch_off()


def login_command(data: Path, interpreter: str = sys.executable) -> list[str]:
    """Return the command, whole: neither the search path nor a variable has a say at login.

    -P, so that nothing is imported from the folder that the session stands in.
    """
    return [_windowless(interpreter), "-P", "-m", "demur", "--data-dir", str(data), BACKGROUND]


def _windowless(interpreter: str) -> str:
    """Return the interpreter that opens no console: on Windows there is one beside the usual one."""
    found = Path(interpreter)
    quiet = found.with_name("pythonw.exe")
    return str(quiet) if found.name.lower() == "python.exe" and quiet.exists() else interpreter


def name_for(data: Path) -> str:
    """Return a name of its own for each data folder, so that two people on one computer have an entry each."""
    return f"demur-{hashlib.sha256(str(data).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def entry_here(data: Path) -> LoginEntry:
    """Return the entry of a data folder, as this system keeps such things."""
    name = name_for(data)
    if sys.platform == "win32":
        from demur.autostart.registry import CurrentUser
        from demur.autostart.run_key import RunKey

        return RunKey(CurrentUser(), name)
    if sys.platform == "darwin":
        from demur.autostart.launch_agent import LaunchAgent

        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", name)
    from demur.autostart.desktop_file import DesktopFile, autostart_folder

    return DesktopFile(autostart_folder(), name)
