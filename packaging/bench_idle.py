"""`dev.py bench --idle`: what Demur does in ten minutes in which nothing is due, its icon in a tray and no window open.

The rest of `bench` takes as long as it must; this takes as long as it says, so it is asked for by itself.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import desktop
import environment

IDLE_S = 600.0
SETTLE_S = 240.0
"""Until the tray is taken up, and Qt's cache of pictures has emptied itself, which ends its timer."""
CALLS = "trace=connect,sendto,sendmsg,sendmmsg"


def run(idle_s: float = IDLE_S, settle_s: float = SETTLE_S) -> int:
    """Run the program on a desktop of its own and print seconds of CPU, wake-ups and connections; 1 where any is left.

    A time limit is set as it would be for a member: the account is due in a week.
    """
    with tempfile.TemporaryDirectory(prefix="demur-idle-") as scratch, desktop.opened() as settings:
        data, trace = Path(scratch) / "data", Path(scratch) / "trace"
        for words in (["practice", "add", "us-on"], ["status"], ["remind", "us-on", "7"]):
            subprocess.run(_demur(data, *words), env=settings, check=True, stdout=subprocess.DEVNULL)
        with _running(["trayer", "--edge", "bottom"], settings) as tray:
            command = ["strace", "-f", "-qq", "-s", "0", "-e", CALLS, "-o", str(trace), *_demur(data, "--background")]
            with _running(command, settings) as strace:
                try:
                    cpu_s, wake_ups = _measure(strace, idle_s, settle_s)
                finally:
                    _end(strace)
            tray.terminate()
        peers = _peers(trace.read_text(encoding="utf-8"))
    print(f"Idle for {idle_s:.0f} s in the tray: {cpu_s:.2f} s of CPU, {wake_ups} wake-ups, {peers} connections")
    return 1 if wake_ups or peers else 0


def _measure(strace: subprocess.Popen[bytes], idle_s: float, settle_s: float) -> tuple[float, int]:
    _pass_by(strace, settle_s)
    (pid,) = _children(strace.pid)
    before = _cpu_s(pid), _switches(pid)
    _pass_by(strace, idle_s)
    return _cpu_s(pid) - before[0], _switches(pid) - before[1]


def _pass_by(process: subprocess.Popen[bytes], seconds: float) -> None:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        if process.poll() is not None:
            raise SystemExit("the program ended while it should have been idle")
        time.sleep(min(1.0, seconds))


def _cpu_s(pid: int) -> float:
    """Return the seconds of CPU that all threads have used so far (proc(5), stat: utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _switches(pid: int) -> int:
    """Return how often threads were put aside so far; each wake-up raises it by one (proc(5), status)."""
    texts = [path.read_text(encoding="utf-8") for path in Path(f"/proc/{pid}/task").glob("*/status")]
    return sum(int(number) for text in texts for number in re.findall(r"ctxt_switches:\s+(\d+)", text))


def _children(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(word) for path in lists for word in path.read_text(encoding="ascii").split()]


def _end(strace: subprocess.Popen[bytes]) -> None:
    for pid in _children(strace.pid):  # strace alone would leave it running
        os.kill(pid, signal.SIGTERM)
    strace.wait(20)


def _peers(trace: str) -> int:
    """Return how many addresses beyond this computer's own services were spoken to."""
    return len(re.findall(r"sa_family=AF_INET6?", trace))


def _demur(data: Path, *words: str) -> list[str]:
    return [str(environment.python()), "-P", "-m", "demur", "--data-dir", str(data), *words]


def _running(command: list[str], settings: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
