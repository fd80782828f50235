"""An agent of macOS's launchd, of the member's own session: launchd.plist(5)."""

import plistlib
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from demur.autostart.files import remove, replace
from demur.core.login_problem import LoginEntryUnusable


class LaunchAgent:
    """One property list in ~/Library/LaunchAgents, which launchd reads at login."""

    def __init__(self, folder: Path, name: str) -> None:
        self._label = f"org.demur.{name}"
        self._file = folder / f"{self._label}.plist"

    @property
    def place(self) -> str:
        return str(self._file)

    def is_on(self) -> bool:
        try:
            found = plistlib.loads(self._file.read_bytes())
        except FileNotFoundError:
            return False
        except OSError as error:
            raise LoginEntryUnusable(place=self.place, why=error.strerror or "unreadable") from error
        except (plistlib.InvalidFileException, ExpatError, ValueError, LookupError):  # launchd starts nothing from it
            return False
        is_kept = isinstance(found, dict) and bool(found.get("ProgramArguments"))
        return is_kept and found.get("RunAtLoad") is True and found.get("Disabled") is not True

    def switch_on(self, command: Sequence[str]) -> None:
        """launchd takes a list of arguments, so there is nothing to quote."""
        agent = {
            "Label": self._label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        try:
            content = plistlib.dumps(agent)
        except (ValueError, UnicodeEncodeError) as error:  # control characters; a name that is no Unicode
            raise LoginEntryUnusable(place=self.place, why="a name holds characters that don't print") from error
        replace(self._file, content)

    def switch_off(self) -> None:
        remove(self._file)
