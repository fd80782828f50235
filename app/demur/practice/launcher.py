"""Starting Plaza, stopping it, and the way to its control interface. Light: nothing of the server is imported here."""

import json
import os
import queue
import re
import secrets
import subprocess
import sys
from contextlib import ExitStack, suppress
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import IO, Any, Self

from demur.core.problem import PlatformRefused, PlatformUnreachable, PracticeNotStarted
from demur.practice.scenarios import SETTING_ID

BASE = re.compile(r"http://(127\.0\.0\.1:[0-9]{1,5})")
STOP_S = 5.0
CALL_S = 15.0


class Control:
    """Plaza's control interface. Raises `PlatformUnreachable` and `PlatformRefused`."""

    def __init__(self, host: str, secret: str) -> None:
        self._host, self._secret = host, secret

    def reset(self) -> None:
        """Take settings, clock, faults, builds, holds, distance, pick and log back to the beginning; sign-ins stay."""
        self._post("reset", {})

    def pick(self, user_id: str | None) -> None:
        """Let the sign-in page sign this member in by itself; None lets it ask again."""
        self._post("pick", {"user_id": user_id})

    def set_value(self, user_id: str, value: bool, setting: str = SETTING_ID) -> None:
        self._post("set", {"user_id": user_id, "value": value, "setting": setting})

    def values(self, setting: str = SETTING_ID) -> dict[str, bool | None]:
        """Return what is really stored for each member, true for "may be used", whatever the interface says."""
        return dict(self._call("GET", f"values?setting={setting}"))

    def set_fault(self, user_id: str, fault: str | None) -> None:
        """Treat a member by this row of `demur.practice.faults`; None gives their scenario's own back."""
        self._post("fault", {"user_id": user_id, "fault": fault})

    def set_distance(self, latency_s: float) -> None:
        """Let every answer of Plaza's come so many seconds later, as from far away."""
        self._post("distance", {"latency_s": latency_s})

    def set_build(self, user_id: str, build: str | None) -> None:
        """Make a member's settings page by this row of `demur.practice.builds`; None gives their own back."""
        self._post("build", {"user_id": user_id, "build": build})

    def sign_out(self, user_id: str) -> None:
        """End every sign-in of a member to Plaza's pages."""
        self._post("sign-out", {"user_id": user_id})

    def hold(self, user_id: str, method: str, path: str, *, is_after: bool = False, skip: int = 0) -> None:
        """Let one request wait before it is acted on, or after that and before its answer; `skip` such ones pass."""
        self._post("hold", {"user_id": user_id, "method": method, "path": path, "after": is_after, "skip": skip})

    def wait_held(self) -> bool:
        """Wait for a while until the request to hold has come, and say whether it has."""
        return bool(self._call("GET", "held")["held"])

    def release(self, *, is_dropped: bool = False) -> None:
        """Let the held request go on; a dropped one has no effect, if it wasn't acted on yet."""
        self._post("release", {"drop": is_dropped})

    def clock(self) -> datetime:
        return datetime.fromisoformat(self._call("GET", "clock")["now"])

    def advance(self, seconds: float) -> None:
        self._post("clock", {"advance_s": seconds})

    def set_clock(self, moment: datetime) -> None:
        self._post("clock", {"now": moment.isoformat()})

    def log(self) -> list[dict[str, Any]]:
        """Return the requests answered so far, but those to this interface: see `demur.practice.journal`."""
        return list(self._call("GET", "log")["log"])

    def tally(self, user_id: str) -> dict[str, int]:
        """Return how often a member's requests came to each route, such as `GET /web/settings/ai-training`."""
        return dict(self._call("GET", f"tally?user_id={user_id}")["tally"])

    def loads(self, user_id: str) -> int:
        """Return how often a member's settings pages were asked for, whatever the answer was."""
        tally = self.tally(user_id)
        return sum(times for name, times in tally.items() if name.startswith("GET /web/settings/"))

    def writes(self, user_id: str) -> int:
        """Return how often a change of a member's settings was asked for, on a page or not, whatever came of it."""
        tally = self.tally(user_id)
        return sum(times for name, times in tally.items() if "/settings/" in name and not name.startswith("GET "))

    def _post(self, name: str, wish: dict[str, Any]) -> None:
        self._call("POST", name, json.dumps(wish))

    def _call(self, method: str, name: str, body: str | None = None) -> Any:
        headers = {"X-Plaza-Control": self._secret, "Content-Type": "application/json"}
        connection = HTTPConnection(self._host, timeout=CALL_S)
        try:
            connection.request(method, f"/control/{name}", body, headers)
            response = connection.getresponse()
            untrusted_text = response.read()
        except (OSError, HTTPException) as error:
            raise PlatformUnreachable from error
        finally:
            connection.close()
        if response.status != 200:
            raise PlatformRefused(status=str(response.status))
        return json.loads(untrusted_text)


class Plaza:
    """A running Plaza; it ends when this process does, however that happens."""

    def __init__(self, process: subprocess.Popen[bytes], base: str, secret: str) -> None:
        self._process = process
        self.base = base
        self.control = Control(base.removeprefix("http://"), secret)

    @classmethod
    def start(cls, state: Path, resources: Path, timeout_s: float = 20.0, *, is_heard: bool = False) -> Self:
        """Start Plaza on its state file. Raises `PracticeNotStarted`; `is_heard` lets its errors through to stderr."""
        secret = secrets.token_urlsafe(32)
        order = {"control": secret, "state": str(state.absolute()), "resources": str(resources.absolute())}
        try:
            with ExitStack() as undo:
                process = _spawn(is_heard)
                undo.callback(_end, process)
                base = _converse(process, order, timeout_s)
                undo.pop_all()
        except (OSError, ValueError, LookupError, TypeError, queue.Empty) as error:
            raise PracticeNotStarted from error
        return cls(process, base, secret)

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        """End Plaza and wait for it; doing so twice does no harm."""
        _end(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _spawn(is_heard: bool) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "demur.practice"],  # -P: nothing in the current folder stands in for a module
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if is_heard else subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
    )


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without pipes")
    return process.stdin, process.stdout


def _converse(process: subprocess.Popen[bytes], order: dict[str, str], timeout_s: float) -> str:
    """Hand over the order and return the address that comes back."""
    stdin, stdout = _pipes(process)
    answers: queue.Queue[bytes] = queue.Queue()
    Thread(target=lambda: answers.put(stdout.readline(4096)), daemon=True).start()
    stdin.write(json.dumps(order).encode() + b"\n")
    stdin.flush()
    base = json.loads(answers.get(timeout=timeout_s))["base"]
    if not BASE.fullmatch(base):
        raise ValueError("Plaza named an address that is not on this computer")
    return str(base)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close Plaza's input, on which it ends by itself; kill it where it doesn't."""
    stdin, stdout = _pipes(process)
    with suppress(BrokenPipeError):  # it was gone already
        stdin.close()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    stdout.close()
