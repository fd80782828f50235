"""The program as its own process, on a display, a session bus and a keyring that nothing else uses."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.journeys.terminal import Member

import desktop


@dataclass(frozen=True, slots=True)
class Started:
    """A running program: what its member has on disk, and the desktop it stands on."""

    member: Member
    desktop: dict[str, str]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """The window, open at its first page; the browser it opens signs in the practice member of `us-on`."""
    with desktop.opened() as settings, (tmp_path / "stderr").open("w+", encoding="utf-8") as errors:
        here = _browser(tmp_path / "bin")
        settings["PATH"] = f"{here}{os.pathsep}{settings['PATH']}"
        member = Member(tmp_path / "data", settings)
        program = subprocess.Popen(
            member.command(), env=settings | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}, stderr=errors
        )
        try:
            yield Started(member, settings)
            assert program.poll() is None, "the program ended by itself"
        finally:
            program.kill()
            program.wait()
            errors.seek(0)
            sys.stderr.write(errors.read())  # pytest shows it where a test failed


def _browser(folder: Path) -> Path:
    """Make the `xdg-open` that Qt finds first on PATH: it visits the page as a practice member would."""
    folder.mkdir()
    stand_in = folder / "xdg-open"
    command = shlex.join([sys.executable, "-m", "demur.practice.visitor"])
    stand_in.write_text(f'#!/bin/sh\nexec {command} "$1" us-on\n', encoding="utf-8")
    stand_in.chmod(0o755)
    return folder
