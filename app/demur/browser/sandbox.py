"""Chromium's sandbox: looked at, not assumed (design.md 4)."""

import sys
from pathlib import Path

_SECCOMP_FILTERS = "2"
"""`Seccomp:` in proc(5): 2 means that a filter is in force."""


def holds(pid: int) -> bool:
    """Tell whether a page's process has a seccomp filter and a user namespace other than ours.

    Where the system grants no user namespaces Qt WebEngine starts all the same, with the filter alone (seen in 6.12).
    Elsewhere than on Linux nothing of this kind can be seen from outside, so the answer is no there: a sandbox that
    was not looked at is none (not tried on macOS and Windows).
    """
    if sys.platform != "linux" or pid <= 0:
        return False
    process = Path("/proc") / str(pid)
    try:
        status = (process / "status").read_text(encoding="ascii", errors="replace")
        theirs, ours = (process / "ns" / "user").readlink(), Path("/proc/self/ns/user").readlink()
    except OSError:
        return False
    return _field(status, "Seccomp") == _SECCOMP_FILTERS and theirs != ours


def _field(status: str, name: str) -> str:
    return next((line.split(":", 1)[1].strip() for line in status.splitlines() if line.startswith(f"{name}:")), "")
