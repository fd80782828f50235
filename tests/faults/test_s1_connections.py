"""faults.md S1: which connections the program makes, seen from outside by strace: on practice, none but loopback."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import pytest
from tests.faults.stillness import Process
from tests.faults.terminal import Terminal
from tests.journeys.terminal import without_keyring

T = TypeVar("T")
CALLS = "trace=connect,sendto,sendmsg,sendmmsg"
FAMILY = re.compile(r"sa_family=(AF_[A-Z0-9]+)")
ADDRESS = re.compile(r'inet_addr\("([^"]*)"\)|inet_pton\(AF_INET6, "([^"]*)"')
HERE = {"127.0.0.1", "::1"}
QUIET = {"AF_UNIX", "AF_NETLINK", "AF_UNSPEC"}
"""Families that lead no further than this computer's own services and kernel."""
IDLE_S = 20.0
SCRIPT = Path(__file__).with_name("idle_window.py")
CASES = ["start", "an idle hour", "sign-in", "export"]


def test_s1_has_its_count() -> None:
    assert len(CASES) == 4


def peers(trace: str) -> list[str]:
    """Return whom the traced program addressed: an address, or a family that is neither quiet nor known here."""
    found = []
    for line in trace.splitlines():
        for family in FAMILY.findall(line):
            if family not in QUIET:
                named = ADDRESS.search(line)
                found.append(next(filter(None, named.groups())) if named else family)
    return found


def strangers(trace: str) -> list[str]:
    return [peer for peer in peers(trace) if peer not in HERE]


def traced(tmp_path: Path, command: Sequence[str]) -> str:
    """Run a command to its good end under strace, and return what it and its children addressed."""
    trace = tmp_path / "trace"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-s", "0", "-e", CALLS, "-o", str(trace), *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
        env=without_keyring() | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    return trace.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def opted_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one member and one receipt, made once and then only copied."""
    made = Terminal(tmp_path_factory.mktemp("s1") / "data")
    assert made.runs("practice", "add", "us-on").returncode == 0
    assert made.runs("opt-out", "--yes").returncode == 0
    return made.data


@pytest.fixture
def member(opted_out: Path, tmp_path: Path) -> Terminal:
    shutil.copytree(opted_out, tmp_path / "data")
    return Terminal(tmp_path / "data")


def test_s1_start_makes_no_connection(member: Terminal, tmp_path: Path) -> None:
    """S1: showing what is remembered asks nobody, not even the practice platform."""
    assert peers(traced(tmp_path, member.command("status", "--last"))) == []


@contextmanager
def window(member: Terminal, trace: Path) -> Iterator[tuple[subprocess.Popen[bytes], Process]]:
    """Run the real window under strace until it stands still; what it addressed is in the trace at the end."""
    command = [
        "strace",
        "-f",
        "-qq",
        "-s",
        "0",
        "-e",
        CALLS,
        "-o",
        str(trace),
        sys.executable,
        str(SCRIPT),
        str(member.data),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as strace:
        try:
            (pid,) = wait_for(lambda: programs_of(strace.pid), strace)
            look = ["xdotool", "search", "--sync", "--onlyvisible", "--all", "--pid", str(pid), "--name", "^Demur$"]
            subprocess.run(look, check=True, timeout=60, capture_output=True)
            program = Process(pid)
            wait_for(lambda: not program.restless() and strace_is_idle(program, strace), strace)
            yield strace, program
        finally:
            for pid in Process(strace.pid).children():  # strace alone would leave the window open
                os.kill(pid, signal.SIGKILL)
            strace.wait(10)


def programs_of(strace: int) -> list[int]:
    """Return what strace traces: at its start it has short-lived children of its own, to try what the kernel can do."""
    found = []
    for pid in Process(strace).children():
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(sys.executable.encode()):
                found.append(pid)
    return found


def strace_is_idle(program: Process, strace: subprocess.Popen[bytes]) -> bool:
    """Tell whether no thread of the program woke up within a second."""
    before = program.wake_ups()
    pass_by(1.0, strace)
    return program.wake_ups() == before


def pass_by(seconds: float, process: subprocess.Popen[bytes]) -> None:
    """Let real time pass, in which the process must not end."""
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(seconds)


def wait_for(ask: Callable[[], T], process: subprocess.Popen[bytes]) -> T:
    ends_at = time.monotonic() + 20
    while not (answer := ask()):
        assert time.monotonic() < ends_at, "it never came to rest"
        pass_by(0.05, process)
    return answer


def test_s1_idle_window_makes_no_connection(member: Terminal, tmp_path: Path) -> None:
    """S1: an idle hour. No hour is waited for; what is shown is that nothing in the window waits for a time to come.

    The real window is open and at rest. Each of its threads sits in a system call that has no time limit, so Qt has no
    timer pending in any of them (but for its cache of pictures: see the script), nor has Python; the kernel holds no
    clock for it, and it has no child that could act in its place. For 20 seconds no thread wakes up even once. And
    from its start it addressed nobody.
    """
    trace = tmp_path / "trace"
    with window(member, trace) as (strace, program):
        assert program.restless() == []
        assert program.clocks() == []
        assert program.children() == []
        before = program.wake_ups()
        pass_by(IDLE_S, strace)
        assert program.wake_ups() == before
        assert program.restless() == []
    assert peers(trace.read_text(encoding="utf-8")) == []
    assert "AF_UNIX" in trace.read_text(encoding="utf-8"), "the trace does see connections"


def test_s1_sign_in_reaches_the_platform_only(member: Terminal, tmp_path: Path) -> None:
    """S1: the practice platform on this computer, and the browser's way back."""
    trace = traced(tmp_path, member.command("practice", "add", "uk-shared"))
    assert strangers(trace) == []
    assert len(peers(trace)) > 5, "the trace does see connections"


def test_s1_export_makes_no_connection(member: Terminal, tmp_path: Path) -> None:
    """S1: a receipt is written to a folder, and nobody hears of it."""
    trace = traced(tmp_path, member.command("receipts", "export", "2", str(tmp_path / "out"), "--practice"))
    assert peers(trace) == []
    assert (tmp_path / "out" / "000002.json").exists()


def test_stranger_in_a_trace_is_found() -> None:
    """The lines that these rows rest on, as strace writes them."""
    trace = """
7 connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0
7 sendto(3, "", 0, 0, {sa_family=AF_NETLINK, nl_pid=0}, 12) = 20
7 connect(4, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
7 connect(4, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0
8 sendto(5, ""..., 9, 0, {sa_family=AF_INET6, sin6_port=htons(53), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28)
8 connect(6, {sa_family=AF_VSOCK, svm_cid=2}, 16) = 0
"""
    assert peers(trace) == ["127.0.0.1", "192.0.2.1", "2001:db8::1", "AF_VSOCK"]
    assert strangers(trace) == ["192.0.2.1", "2001:db8::1", "AF_VSOCK"]
