"""An entry of the Desktop Application Autostart Specification 0.5: one .desktop file in the member's own folder."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from demur.autostart.files import remove, replace
from demur.core.login_problem import LoginEntryUnusable
from demur.words import reminders as words
from demur.words import say

_PLAIN = re.compile(r"[A-Za-z0-9_@+=:,./-]+")
_GROUP = "[Desktop Entry]"
_SWITCHED_OFF = {"Hidden": "true", "X-GNOME-Autostart-enabled": "false"}
"""How desktops mark an entry that the member switched off there (Autostart Specification, "Autostart directories")."""


class DesktopFile:
    """One file, which every desktop that follows the specification starts at login."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.desktop"

    @property
    def place(self) -> str:
        return str(self._file)

    def is_on(self) -> bool:
        try:
            found = _keys(self._file.read_text(encoding="utf-8", errors="replace"))
        except FileNotFoundError:
            return False
        except OSError as error:
            raise LoginEntryUnusable(place=self.place, why=error.strerror or "unreadable") from error
        return "Exec" in found and not any(found.get(key) == value for key, value in _SWITCHED_OFF.items())

    def switch_on(self, command: Sequence[str]) -> None:
        replace(self._file, _text(command, self.place).encode())

    def switch_off(self) -> None:
        remove(self._file)


def autostart_folder() -> Path:
    """Return `$XDG_CONFIG_HOME/autostart`; a relative path there counts for nothing (Base Directory Specification)."""
    named = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".config") / "autostart"


def _text(command: Sequence[str], place: str) -> str:
    lines = [
        _GROUP,
        "Type=Application",
        "Version=1.0",
        f"Name={say(words.PROGRAM)}",
        f"Comment={say(words.LOGIN_COMMENT)}",
        f"TryExec={_string(command[0], place)}",
        f"Exec={exec_line(command, place)}",
        "Icon=demur",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    return "\n".join(lines) + "\n"


def exec_line(command: Sequence[str], place: str = "") -> str:
    """Return the value of `Exec` (Desktop Entry Specification 1.5, "The Exec key").

    Each argument is quoted by itself, then the whole is escaped once more as any string of the file is.
    """
    return _string(" ".join(map(_quoted, command)), place)


def _quoted(argument: str) -> str:
    if not _PLAIN.fullmatch(argument):
        argument = '"' + re.sub(r'(["`$\\])', r"\\\1", argument) + '"'
    return argument.replace("%", "%%")  # which else begins a field code


def _string(text: str, place: str) -> str:
    """Return a value of type string, or refuse what a line of UTF-8 can't hold."""
    if any(ord(letter) < 0x20 or ord(letter) == 0x7F or "\ud800" <= letter <= "\udfff" for letter in text):
        raise LoginEntryUnusable(place=place, why="a name holds characters that don't print")
    return text.replace("\\", "\\\\")


def _keys(text: str) -> dict[str, str]:
    """Return the keys of the file's one group, without those of its actions."""
    found: dict[str, str] = {}
    is_inside = False
    for line in text.splitlines():
        if line.startswith("["):
            is_inside = line.strip() == _GROUP
        elif is_inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[key.strip()] = value.strip()
    return found
