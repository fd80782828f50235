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

APART = (
    {"ui", "ledger", "reminders", "watch", "core", "words", "letters", "autostart"},
    {"browser", "page", "practice", "receipts"},
    {"cli", "journeys", "own_browser", "printing", "timestamps", "meaning", "vault"},
)
"""Folders of three parts; all others are the fourth. Each part opens windows, pages or processes that it waits for, and
has something beside that only counts; together they keep the processor about as busy as each other.

What hypothesis generates depends on the modules that are loaded (it takes constants from them), and so on the part.
"""


def run(arguments: list[str]) -> int:
    """Return the exit code of the first check that fails, else pytest's, whose closing line is the last one printed."""
    python = str(environment.python())
    colour = ["--no-color-output"] if os.environ.get("NO_COLOR") else []
    for module in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy", "--num-workers=auto", *colour]):
        print(f"-- {' '.join(module)}", flush=True)
        code = subprocess.call([python, "-m", *module], cwd=environment.ROOT, env=environment.clean_variables())
        if code:
            return code
    command = [python, "-m", "pytest"]
    return run_suite([*command, *arguments]) if arguments else run_parts(command)


def run_parts(command: list[str]) -> int:
    """Run the whole suite in four parts at once, each on a desktop of its own: no window meets another's keys.

    Much of a test is waiting, for pages and processes, so that four keep two cores busy. What the first part says
    comes as it runs, and what the others say after it. Return the first code that is not 0.
    """
    first, *others = parts_of_suite()
    codes = [FAILED] * len(others)

    def run_one(number: int) -> None:
        codes[number] = _on_desktop([*command, *others[number]], said[number])

    with contextlib.ExitStack() as stack:
        said = [stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for _ in others]
        threads = [threading.Thread(target=run_one, args=(number,)) for number in range(len(others))]
        print(f"-- pytest, in {len(others) + 1} parts at once: {' '.join(first)}", flush=True)
        with orphans.adopted(), _interrupts_left_to_pytest():
            for thread in threads:
                thread.start()
            code = _on_desktop([*command, *first], None)
            for thread in threads:
                thread.join()
        for folders, file in zip(others, said, strict=True):
            file.seek(0)
            print(f"-- pytest {' '.join(folders)}")
            shutil.copyfileobj(file, sys.stdout)
        sys.stdout.flush()
    return next((found for found in (code, *codes) if found), 0)


def parts_of_suite() -> list[list[str]]:
    """Return the folders and files of tests in parts that take about as long: together all there are, none twice."""
    tests = environment.ROOT / "tests"
    found = sorted(path for path in tests.iterdir() if path.is_dir() or path.name.startswith("test_"))
    names = [f"tests/{path.name}" for path in found if path.is_file() or any(path.rglob("test_*.py"))]
    apart = [[name for name in names if name.removeprefix("tests/") in part] for part in APART]
    return [*apart, [name for name in names if not any(name in part for part in apart)]]


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
