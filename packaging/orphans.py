"""No process is left behind: those that lose their parent become ours and are ended with the suite. Linux only."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h
PATIENCE_S = 5.0


@contextlib.contextmanager
def adopted() -> Iterator[None]:
    """Become the parent of every descendant that loses its own (prctl(2)), and end them all afterwards."""
    _set_subreaper(True)
    try:
        yield
    finally:
        end_all()
        _set_subreaper(False)


def _set_subreaper(wanted: bool) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0)


def end_with_parent() -> None:
    """Called in a child before it runs: the kernel ends it when the thread that started it is gone (SIGKILL of us)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def end_all() -> None:
    """End every child we have; children of theirs become ours meanwhile, so look until none is left."""
    limit = time.monotonic() + PATIENCE_S
    while children := _children():
        late = time.monotonic() > limit
        for process in children:
            _end(process, signal.SIGKILL if late else signal.SIGTERM)
        time.sleep(0.05)


def _end(process: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it ended by itself meanwhile
        os.kill(process, number)
        os.waitpid(process, os.WNOHANG)


def _children() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _parent(path) == os.getpid()]


def _parent(process: Path) -> int:
    """Return the parent's number: the second field after the name in brackets (proc_pid_stat(5)), 0 once it is gone."""
    try:
        return int((process / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
