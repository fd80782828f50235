"""What `dev.py test` runs: ruff, mypy and the whole suite, one after the other, up to the first that fails."""

from __future__ import annotations

import os
import signal
import subprocess

import desktop
import environment
import orphans


def run(arguments: list[str]) -> int:
    """Return the exit code of the first check that fails, else pytest's, whose closing line is the last one printed."""
    python = str(environment.python())
    colour = ["--no-color-output"] if os.environ.get("NO_COLOR") else []
    for module in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy", *colour]):
        print(f"-- {' '.join(module)}", flush=True)
        code = subprocess.call([python, "-m", *module], cwd=environment.ROOT, env=environment.clean_variables())
        if code:
            return code
    return run_suite([python, "-m", "pytest", *arguments])


def run_suite(command: list[str]) -> int:
    """Run pytest on a desktop of its own and leave no process behind."""
    print(f"-- pytest {' '.join(command[3:])}".rstrip(), flush=True)
    with orphans.adopted(), desktop.opened() as settings:
        # Ctrl-C reaches pytest too, which then ends in order; we wait for it. A handler, because "ignore" is inherited.
        usual = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            return subprocess.call(command, cwd=environment.ROOT, env=settings, preexec_fn=orphans.end_with_parent)
        finally:
            signal.signal(signal.SIGINT, usual)
