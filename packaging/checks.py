"""What `dev.py test` runs: ruff, mypy and the whole suite, one after the other, up to the first that fails."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from typing import IO

import desktop
import environment
import orphans
from stop import FAILED

WITH_WINDOWS = {"browser", "journeys", "page", "ui"}
"""Folders whose tests open windows or pages: about as long to run as all others together."""


def run(arguments: list[str]) -> int:
    """Return the exit code of the first check that fails, else pytest's, whose closing line is the last one printed."""
    python = str(environment.python())
    colour = ["--no-color-output"] if os.environ.get("NO_COLOR") else []
    for module in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy", *colour]):
        print(f"-- {' '.join(module)}", flush=True)
        code = subprocess.call([python, "-m", *module], cwd=environment.ROOT, env=environment.clean_variables())
        if code:
            return code
    command = [python, "-m", "pytest"]
    return run_suite([*command, *arguments]) if arguments else run_halves(command)


def run_halves(command: list[str]) -> int:
    """Run the whole suite in two halves at once, each on a desktop of its own, so that no window meets another's keys.

    What the first half says comes as it runs, and what the second half says after it. Return the first code that is
    not 0.
    """
    windows, rest = halves()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        second = threading.Thread(target=lambda: codes.append(_on_desktop([*command, *rest], said)))
        codes: list[int] = []
        print(f"-- pytest, in two halves at once: {' '.join(windows)}", flush=True)
        with orphans.adopted(), _interrupts_left_to_pytest():
            second.start()
            code = _on_desktop([*command, *windows], None)
            second.join()
        said.seek(0)
        print(f"-- and the other half: {' '.join(rest)}")
        shutil.copyfileobj(said, sys.stdout)
        sys.stdout.flush()
    return code or (codes[0] if codes else FAILED)


def halves() -> tuple[list[str], list[str]]:
    """Return the folders and files of tests that open windows, and all others: together all there are."""
    tests = environment.ROOT / "tests"
    found = sorted(path for path in tests.iterdir() if path.is_dir() or path.name.startswith("test_"))
    names = [f"tests/{path.name}" for path in found if any(path.rglob("test_*.py")) or path.is_file()]
    windows = [name for name in names if name.removeprefix("tests/") in WITH_WINDOWS]
    return windows, [name for name in names if name not in windows]


def _on_desktop(command: list[str], said: IO[str] | None) -> int:
    with desktop.opened() as settings:
        bound = orphans.end_with_parent
        return subprocess.call(command, cwd=environment.ROOT, env=settings, stdout=said, stderr=said, preexec_fn=bound)


def run_suite(command: list[str]) -> int:
    """Run pytest on a desktop of its own and leave no process behind."""
    print(f"-- pytest {' '.join(command[3:])}".rstrip(), flush=True)
    with orphans.adopted(), desktop.opened() as settings, _interrupts_left_to_pytest():
        return subprocess.call(command, cwd=environment.ROOT, env=settings, preexec_fn=orphans.end_with_parent)


@contextlib.contextmanager
def _interrupts_left_to_pytest() -> Iterator[None]:
    """Wait for pytest, which Ctrl-C reaches too, and which then ends in order."""
    usual = signal.signal(signal.SIGINT, lambda *_: None)  # a handler, because "ignore" is inherited
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
