"""What platforms and their settings are called, remembered so that a start need not read every file for it."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from demur.core.problem import Problem
from demur.core.setting import PlatformId, SettingId

_SETTING = "nameplates"
_END = "\n"
_BETWEEN = "\t"
_YES = "yes"
"""Neither of the first two stands in an id, a name or a label: platform files hold plain, visible characters there."""


class Nameplate(NamedTuple):
    """What of a platform's file stands beside an account before anything is done with it."""

    name: str
    label: str
    """The setting's."""
    is_added: bool = False
    """Whether the member added the platform, which has to be said wherever its name stands."""
    has_choice: bool = True
    """False where the file says that there is nothing to opt out of."""
    kind: str = ""
    """How the platform is reached: its connector's kind, empty where no file names it."""


Plates = Mapping[tuple[PlatformId, SettingId], Nameplate]


class Kept(Protocol):
    """Keeps a few settings of the program's own."""

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


class Nameplates:
    """Finds nameplates; the platforms' files are read when one of them changed since, or the program did."""

    def __init__(self, kept: Kept, folders: tuple[Path, ...], version: str, read: Callable[[], Plates]) -> None:
        self._kept, self._folders, self._version, self._read = kept, folders, version, read
        self._marks, self._looks = "", 0
        self._plates: Plates = {}

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """Let all that is asked meanwhile be answered from one look at the files: a list asks for every row."""
        if not self._looks:
            self._look()
        self._looks += 1
        try:
            yield
        finally:
            self._looks -= 1

    def find(self, platform: PlatformId, setting: SettingId) -> Nameplate:
        """Return what a platform and its setting are called: their ids, where no file names them now."""
        if not self._looks:
            self._look()
        return self._plates.get((platform, setting)) or Nameplate(platform, setting)

    def _look(self) -> None:
        marks = f"{self._version} {[mark for folder in self._folders for mark in marks_in(folder)]!r}"
        if marks != self._marks:
            self._marks, self._plates = marks, self._remembered(marks) or self._learn(marks)

    def _remembered(self, marks: str) -> Plates:
        """Return what was kept under these marks; nothing where it was kept under others, or by another version."""
        kept, *lines = (self._kept.setting(_SETTING) or "").split(_END)
        return dict(_plates(lines)) if kept == marks else {}

    def _learn(self, marks: str) -> Plates:
        plates = self._read()
        lines = (_BETWEEN.join((*key, *_words(plate))) for key, plate in plates.items())
        with suppress(Problem):  # where that can't be saved, the next start takes a little longer
            self._kept.keep_setting(_SETTING, _END.join((marks, *lines)))
        return plates


def files_in(folder: Path) -> list[Path]:
    """Return the platform files of a folder, in the order in which they are read."""
    return sorted(folder.glob("*.toml"))


def marks_in(folder: Path) -> list[tuple[object, ...]]:
    """Return what changes when a platform file of a folder does, comes or goes, in the order of `files_in`.

    It is asked for at every look at an account, so nothing is made of the names but what is compared.
    """
    try:
        with os.scandir(folder) as found:
            paths = [entry.path for entry in found if entry.name.endswith(".toml")]
    except OSError:  # as `glob` has it, there is none then
        return []
    return [_mark(path) for path in sorted(paths)]


def _mark(path: str) -> tuple[object, ...]:
    """Return a file's name, inode, size and times of change, in nanoseconds."""
    try:
        seen = os.stat(path)  # noqa: PTH116  # to make a `Path` of each takes longer than all the rest
    except OSError:  # reading it will say why
        return (path, None)
    return (path, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


def _plates(lines: list[str]) -> Iterator[tuple[tuple[PlatformId, SettingId], Nameplate]]:
    for line in lines:
        platform, setting, name, label, added, choice, kind = line.split(_BETWEEN)
        yield (PlatformId(platform), SettingId(setting)), Nameplate(name, label, added == _YES, choice == _YES, kind)


def _words(plate: Nameplate) -> tuple[str, ...]:
    return (plate.name, plate.label, _YES * plate.is_added, _YES * plate.has_choice, plate.kind)
