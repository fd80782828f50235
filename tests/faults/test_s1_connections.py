"""faults.md S1: which connections the program makes, seen from outside by strace: on practice, none but loopback."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.faults.terminal import Terminal
from tests.journeys.terminal import without_keyring

CALLS = "trace=connect,sendto,sendmsg,sendmmsg"
FAMILY = re.compile(r"sa_family=(AF_[A-Z0-9]+)")
ADDRESS = re.compile(r'inet_addr\("([^"]*)"\)|inet_pton\(AF_INET6, "([^"]*)"')
HERE = {"127.0.0.1", "::1"}
QUIET = {"AF_UNIX", "AF_NETLINK", "AF_UNSPEC"}
"""Families that lead no further than this computer's own services and kernel."""
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


def test_s1_idle_window_makes_no_connection(member: Terminal, tmp_path: Path) -> None:
    """S1: an idle window has no timer running that could ask anybody, so an hour of it is like a second."""
    answer, script = tmp_path / "answer.json", Path(__file__).with_name("idle_window.py")
    trace = traced(tmp_path, [sys.executable, str(script), str(member.data), str(answer)])
    assert peers(trace) == []
    assert json.loads(answer.read_text(encoding="utf-8")) == []


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
