"""What `dev.py guards` does: take each guard out in turn, in a copy of the tree, and see its tests fail without it.

`guards.toml` names the guards. A guard that nothing misses, or that is not found where it should be, fails the run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import desktop
import environment
import orphans
from stop import FAILED, Stop

GUARDS = environment.ROOT / "packaging" / "guards.toml"
NEEDED = ("app", "resources", "tests", "packaging", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis")
TESTS_FAILED = 1
"""pytest's exit code where tests ran and failed; anything above is a run that tells nothing of the guard."""


@dataclass(frozen=True)
class Guard:
    """A guard, the row of the faults behind it (or the part of the design), and how it is taken out."""

    name: str
    row: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What came of taking a guard out: by how many tests it was missed, and what else there is to say."""

    guard: Guard
    caught_by: int
    remark: str = ""

    def __str__(self) -> str:
        tests = "1 test" if self.caught_by == 1 else f"{self.caught_by} tests"
        word = f"caught by {tests}" if self.caught_by else f"NOT CAUGHT: {self.remark}"
        return f"{self.guard.name:<40} {self.guard.row:<8} {word}"


def run(arguments: list[str]) -> int:
    """Try the guards that are named, or all of them, on a desktop of their own."""
    chosen = choose(read(GUARDS), arguments)
    with (
        tempfile.TemporaryDirectory(prefix="demur-guards-", ignore_cleanup_errors=True) as folder,
        orphans.adopted(),
        desktop.opened() as settings,
    ):
        return Trial(environment.ROOT, Path(folder), environment.python(), settings).run(chosen)


def read(file: Path) -> tuple[Guard, ...]:
    """Return the guards of a file. Raises `Stop` where one of them is not whole, or a name stands twice."""
    known = {field.name for field in fields(Guard)}
    found = []
    for number, table in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["guard"], start=1):
        texts = {key: value for key, value in table.items() if key != "tests"}
        is_whole = set(table) == known and all(isinstance(value, str) for value in texts.values())
        if not is_whole or not table["tests"] or table["find"] == table["replace"]:
            raise Stop(f"{file.name}: guard {number} ({table.get('name', 'without a name')}) is not whole.", FAILED)
        found.append(Guard(**texts, tests=tuple(table["tests"])))
    if len({guard.name for guard in found}) != len(found):
        raise Stop(f"{file.name}: two guards have one name.", FAILED)
    return tuple(found)


def choose(guards: Sequence[Guard], names: Iterable[str]) -> tuple[Guard, ...]:
    """Return the guards that are named, or all where none is. Raises `Stop` for a name that nobody has."""
    wanted = set(names)
    unknown = wanted - {guard.name for guard in guards}
    if unknown:
        known = "\n  ".join(guard.name for guard in guards)
        raise Stop(f"No such guard: {', '.join(sorted(unknown))}. There are:\n  {known}", FAILED)
    return tuple(guard for guard in guards if not wanted or guard.name in wanted)


class Trial:
    """A copy of the tree, in which guards are taken out; the tree itself is only read."""

    def __init__(self, root: Path, folder: Path, python: Path, settings: Mapping[str, str]) -> None:
        self._copy, self._report, self._python = folder / "copy", folder / "report.xml", str(python)
        self._copy.mkdir()
        for name in NEEDED:
            _copy(root / name, self._copy / name)
        # No compiled files: one of the same second and size would stand for the changed source.
        self._settings = {**settings, "PYTHONPATH": str(self._copy / "app"), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, guards: Sequence[Guard]) -> int:
        """Print a line for each guard and one with the counts; return 0 only where every one was caught."""
        self._require_own_imports()
        self._require_passing(guards)
        missed = 0
        for guard in guards:
            finding = self.take_out(guard)
            missed += not finding.caught_by
            print(finding, flush=True)
        print(f"{len(guards)} guards taken out: {len(guards) - missed} caught, {missed} not caught.", flush=True)
        return FAILED if missed else 0

    def take_out(self, guard: Guard) -> Finding:
        """Run a guard's tests without it, and put it back."""
        file = self._copy / guard.file
        whole = file.read_text(encoding="utf-8") if file.is_file() else ""
        places = whole.count(guard.find)
        if places != 1:
            return Finding(guard, 0, f"what it looks for stands {places} times in {guard.file}, not once")
        without = whole.replace(guard.find, guard.replace)
        try:
            require_python(guard.file, without)
        except SyntaxError as error:
            return Finding(guard, 0, f"without it {guard.file} is no Python (line {error.lineno}), so nothing is shown")
        file.write_text(without, encoding="utf-8")
        try:
            return self._missed_by(guard)
        finally:
            file.write_text(whole, encoding="utf-8")

    def _missed_by(self, guard: Guard) -> Finding:
        done = self._pytest(guard.tests)
        if done.returncode == 0:
            return Finding(guard, 0, "all its tests pass without it")
        if done.returncode != TESTS_FAILED:
            return Finding(guard, 0, f"its tests could not run (pytest ended with {done.returncode})\n{_tail(done)}")
        failed = sum(1 for _ in ElementTree.parse(self._report).iter("failure"))
        return Finding(guard, failed, "no test failed, only what surrounds them")

    def _require_passing(self, guards: Sequence[Guard]) -> None:
        """A test that fails anyway would seem to miss every guard."""
        tests = sorted({test for guard in guards for test in guard.tests})
        print(f"-- the tests of {len(guards)} guards, with nothing taken out", flush=True)
        done = self._pytest(tests)
        if done.returncode:
            raise Stop(
                f"{_tail(done)}\nThe tests don't pass with every guard in place, so nothing can be shown.", FAILED
            )

    def _require_own_imports(self) -> None:
        where = self._python_says("import demur; print(demur.__file__)")
        if not Path(where).is_relative_to(self._copy):
            raise Stop(f"Python imports demur from {where or 'nowhere'}, not from the copy.", FAILED)

    def _python_says(self, program: str) -> str:
        command = [self._python, "-P", "-c", program]
        done = subprocess.run(command, cwd=self._copy, env=self._settings, capture_output=True, text=True)
        return done.stdout.strip()

    def _pytest(self, tests: Iterable[str]) -> subprocess.CompletedProcess[str]:
        """Run tests in the copy, in their own order, so that two runs of one guard say the same."""
        self._report.unlink(missing_ok=True)
        options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", f"--rootdir={self._copy}"]
        command = [self._python, "-P", "-m", "pytest", *options, f"--junitxml={self._report}", *tests]
        return subprocess.run(
            command,
            cwd=self._copy,
            env=self._settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=orphans.end_with_parent if os.name == "posix" else None,
        )


def require_python(file: str, source: str) -> None:
    """Raise `SyntaxError` where a Python file would be none; of the probe's script, its tests say that."""
    if file.endswith(".py"):
        compile(source, file, "exec")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=LEFT_OUT)
    elif source.is_file():
        shutil.copy2(source, target)


def _tail(done: subprocess.CompletedProcess[str]) -> str:
    return "\n".join(done.stdout.rstrip().splitlines()[-15:])
