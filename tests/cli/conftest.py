"""Runs the real command in a process of its own, on a data folder of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

MEMBERS = ("us-on", "us-already-off", "us-forgets", "uk-2024", "uk-shared")
_NO_KEYRING = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY")
"""Without these there is no keyring, so practice keeps its secrets in its own folder, which a test can copy."""
_LONGEST_S = 60


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Demur:
    """The command on one data folder."""

    data: Path
    environment: Mapping[str, str]

    def __call__(self, *arguments: str | Path, more: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "demur", *map(str, arguments)],
            env={**self.environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_LONGEST_S,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def started(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Give a running command whose messages the test reads line by line; it never outlives the test."""
        with subprocess.Popen(
            [sys.executable, "-m", "demur", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                yield process
            finally:
                process.kill()


def environment_of(data: Path, has_keyring: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if has_keyring or name not in _NO_KEYRING}
    return {**kept, "DEMUR_DATA_DIR": str(data), "PYTHONUTF8": "1", "HOME": str(data.parent)}


@pytest.fixture
def demur(tmp_path: Path) -> Demur:
    """The command on an empty data folder, with the keyring that this session has."""
    data = tmp_path / "data"
    return Demur(data, environment_of(data, has_keyring=True))


@pytest.fixture(scope="session")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the practice members signed in, made once by the command itself and then only copied."""
    data = tmp_path_factory.mktemp("joined") / "data"
    command = Demur(data, environment_of(data, has_keyring=False))
    for member in MEMBERS:
        ran = command("practice", "add", member)
        assert ran.code == 0, ran.err
    return data


@pytest.fixture
def members(joined: Path, tmp_path: Path) -> Demur:
    """The command on a data folder with practice members, whose secrets lie in the practice folder."""
    data = tmp_path / "data"
    shutil.copytree(joined, data)
    return Demur(data, environment_of(data, has_keyring=False))


@pytest.fixture
def wait_for() -> Callable[[subprocess.Popen[str], str], list[str]]:
    """Reads a process's messages until one holds the given words, and returns those read so far."""

    def wait(process: subprocess.Popen[str], words: str) -> list[str]:
        assert process.stderr is not None
        lines: list[str] = []
        for line in process.stderr:
            lines.append(line)
            if words in line:
                return lines
        raise AssertionError(f"“{words}” was never said: {lines}")

    return wait
