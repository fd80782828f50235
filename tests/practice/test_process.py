"""Plaza as a process: where it listens, when it ends, what outlives it."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.practice.caller import Caller, Listener, ask

from demur.core.problem import PlatformUnreachable, PracticeNotStarted
from demur.practice.launcher import Plaza

STARTER = """
import sys
from pathlib import Path
from demur.practice.launcher import Plaza
plaza = Plaza.start(Path(sys.argv[1]), Path(sys.argv[2]))
print(plaza.base, flush=True)
sys.stdin.read()
"""


def port_of(base: str) -> int:
    port = urlsplit(base).port
    assert port is not None
    return port


def is_closed_within(seconds: float, port: int) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except ConnectionResetError:
            continue
        except ConnectionRefusedError:
            return True
    return False


def test_listens_on_loopback_only(shared_plaza: Plaza) -> None:
    port = port_of(shared_plaza.base)
    socket.create_connection(("127.0.0.1", port), 5).close()
    for other in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r"refused|unreachable|assign"):
            socket.create_connection((other, port), 5).close()


def test_ends_when_told_to(tmp_path: Path, resources: Path) -> None:
    with Plaza.start(tmp_path / "s", resources) as plaza:
        assert plaza.is_running
    assert not plaza.is_running
    with pytest.raises(PlatformUnreachable):
        plaza.control.clock()
    plaza.stop()


def test_ends_when_its_program_is_killed(tmp_path: Path, resources: Path) -> None:
    arguments = [sys.executable, "-c", STARTER, str(tmp_path / "s"), str(resources)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        base = starter.stdout.readline().strip()
        with socket.create_connection(("127.0.0.1", port_of(base)), 10) as held:
            starter.send_signal(signal.SIGKILL)
            with suppress(ConnectionResetError):  # where Plaza went before it took the connection
                assert held.recv(1) == b""  # returns when Plaza's process goes
    assert is_closed_within(10, port_of(base))


def test_ctrl_c_is_left_to_the_program(tmp_path: Path, resources: Path) -> None:
    with Plaza.start(tmp_path / "s", resources) as plaza:
        os.kill(plaza.pid, signal.SIGINT)
        assert plaza.control.clock()
        assert plaza.is_running


def test_a_state_file_that_cannot_be_made_is_a_problem(tmp_path: Path, resources: Path) -> None:
    with pytest.raises(PracticeNotStarted):
        Plaza.start(tmp_path / "no such folder" / "s", resources)


def test_a_state_file_of_another_layout_is_a_problem(tmp_path: Path, resources: Path) -> None:
    (tmp_path / "s").write_bytes(b"this is not a database, whatever its name says")
    with pytest.raises(PracticeNotStarted):
        Plaza.start(tmp_path / "s", resources)


@pytest.mark.parametrize(
    "answer", ['print(\'{"base": "http://192.0.2.1:80"}\')', "print('{}')", "print('hello')", "sys.stdin.read()"]
)
def test_an_odd_answer_or_none_is_a_problem(
    answer: str, tmp_path: Path, resources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", make_stand_in(tmp_path, answer))
    with pytest.raises(PracticeNotStarted):
        Plaza.start(tmp_path / "s", resources, timeout_s=1.5)


def make_stand_in(folder: Path, lines: str) -> str:
    program = folder / "stand-in"
    program.write_text(f"#!{sys.executable}\nimport os, sys\n{lines}\n")
    program.chmod(0o700)
    return str(program)


def test_gets_no_proxy_and_no_secret_on_its_command_line(
    tmp_path: Path, resources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """faults.md O15."""
    for name in ("HTTP_PROXY", "https_proxy", "ALL_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    seen = tmp_path / "seen"
    look = f"import json; json.dump([sys.argv[1:], sorted(os.environ)], open({str(seen)!r}, 'w'))"
    answer = 'print(\'{"base": "http://127.0.0.1:9"}\', flush=True); sys.stdin.read()'
    monkeypatch.setattr(sys, "executable", make_stand_in(tmp_path, f"{look}\n{answer}"))
    Plaza.start(tmp_path / "s", resources).stop()
    arguments, names = json.loads(seen.read_text())
    assert arguments == ["-P", "-m", "demur.practice"]
    assert "PATH" in names
    assert not [name for name in names if name.lower().endswith("_proxy")]


def test_settings_clock_and_sign_in_outlive_a_restart(tmp_path: Path, resources: Path, listener: Listener) -> None:
    state = tmp_path / "s"
    with Plaza.start(state, resources) as first:
        tokens = Caller(first, state, listener).sign_in("us-on")
        first.control.set_value("us-on", False)
        first.control.advance(86400)
        moment = first.control.clock()
    with Plaza.start(state, resources) as second:
        caller = Caller(second, state, listener)
        assert second.base != first.base
        assert caller.read(tokens["access_token"]).json["value"] is False
        assert caller.refresh(tokens["refresh_token"]).status == 200
        assert timedelta(0) < second.control.clock() - moment < timedelta(minutes=5)
        assert ask(second.base, "GET", "/jwks").status == 200


def test_id_tokens_keep_their_key(tmp_path: Path, resources: Path) -> None:
    with Plaza.start(tmp_path / "s", resources) as first:
        keys = ask(first.base, "GET", "/jwks").json
    with Plaza.start(tmp_path / "s", resources) as second:
        assert ask(second.base, "GET", "/jwks").json == keys


def test_two_plazas_share_one_file(caller: Caller, resources: Path) -> None:
    token = caller.sign_in("us-on")["access_token"]
    etag = caller.read(token).headers["ETag"]
    with Plaza.start(caller.state, resources) as other, ThreadPoolExecutor(8) as pool:
        callers = [caller, Caller(other, caller.state, caller.listener)] * 4
        replies = pool.map(lambda each: each.write(token, '{"value": false}', etag), callers)
        assert Counter(reply.status for reply in replies) == {200: 1, 412: 7}
        assert other.control.values()["us-on"] is False


def test_the_state_file_is_private_and_holds_no_code_or_token(caller: Caller) -> None:
    """faults.md O14: what lies on disk signs nobody in."""
    tokens = caller.sign_in("us-on")
    held = caller.state.read_bytes()
    assert caller.challenge.encode() in held
    for secret in (*caller.codes, tokens["access_token"], tokens["refresh_token"], tokens["id_token"], caller.verifier):
        assert secret.encode() not in held
    assert stat.S_IMODE(caller.state.stat().st_mode) == 0o600
