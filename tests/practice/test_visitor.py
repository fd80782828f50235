"""The stand-in for the member at the browser."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from tests.practice.caller import Caller

from demur.core.problem import BrowserNotOpened
from demur.practice.visitor import visit


def test_ends_on_the_programs_page(caller: Caller) -> None:
    text = visit(caller.plaza.base + caller.request_path(), "uk-2024")
    assert text == "You can go back to Demur."
    arrived, _ = caller.listener.arrivals.get(timeout=10)
    assert set(arrived) == {"code", "state", "iss"}


def test_can_refuse(caller: Caller) -> None:
    visit(caller.plaza.base + caller.request_path(), "us-on", allow=False)
    arrived, _ = caller.listener.arrivals.get(timeout=10)
    assert arrived["error"] == "access_denied"
    assert arrived["iss"] == caller.plaza.base


def test_uses_no_proxy(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert caller.authorize("us-on")


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:{port}/authorize",
        "http://127.0.0.2:{port}/authorize",
        "http://example.invalid/authorize",
        "http://127.0.0.1:{port}@example.invalid/authorize",
        "http://user@127.0.0.1:{port}/authorize",
        "https://127.0.0.1:{port}/authorize",
        "file:///etc/hostname",
        "ftp://127.0.0.1/x",
        "--help",
    ],
)
def test_goes_nowhere_else(caller: Caller, address: str) -> None:
    port = caller.plaza.base.rpartition(":")[2]
    with pytest.raises(BrowserNotOpened) as stopped:
        visit(address.format(port=port), "us-on")
    assert stopped.value.details["why"] in {"the address is not on 127.0.0.1", "a page could not be opened"}
    if address.startswith("http:"):
        assert stopped.value.details["why"] == "the address is not on 127.0.0.1"
    assert caller.plaza.control.log() == []


@contextmanager
def serve_redirect(target: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_follows_no_redirect_elsewhere(caller: Caller) -> None:
    port = caller.plaza.base.rpartition(":")[2]
    with (
        serve_redirect(f"http://localhost:{port}{caller.request_path()}") as address,
        pytest.raises(BrowserNotOpened) as stopped,
    ):
        visit(address, "us-on")
    assert "127.0.0.1" in stopped.value.details["why"]
    assert caller.plaza.control.log() == []


@pytest.mark.parametrize("changes", [{"client_id": "another"}, {"redirect_uri": "http://127.0.0.1:1/callback"}])
def test_says_when_a_page_is_not_as_expected(caller: Caller, changes: dict[str, str | None]) -> None:
    with pytest.raises(BrowserNotOpened):
        visit(caller.plaza.base + caller.request_path(**changes), "us-on")


def test_an_unknown_member_is_a_problem(caller: Caller) -> None:
    with pytest.raises(BrowserNotOpened):
        visit(caller.plaza.base + caller.request_path(), "nobody")


@pytest.mark.parametrize(("extra", "expected"), [([], "code"), (["--refuse"], "error")])
def test_works_as_a_command(caller: Caller, extra: list[str], expected: str) -> None:
    address = caller.plaza.base + caller.request_path()
    command = [sys.executable, "-m", "demur.practice.visitor", address, "us-on", *extra]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "You can go back to Demur."
    assert expected in caller.listener.arrivals.get(timeout=10)[0]


def test_a_failed_command_says_so_without_the_address(caller: Caller) -> None:
    address = caller.plaza.base + caller.request_path(client_id="another")
    command = [sys.executable, "-m", "demur.practice.visitor", address, "us-on"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "The visit failed: a page answered 400.\n"
