"""The session: not led elsewhere, not kept waiting, not flooded, and deaf to its environment (rows O10 and O15)."""

import gzip
import resource
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.platform_server import TinyPlatform
from tests.support.tiny_http import Reply, TinyHttp, as_json

from demur.connectors.api import session
from demur.connectors.api.session import BODY_LIMIT, GuardedSession
from demur.core.problem import PlatformUnreachable, Problem, RedirectRefused, ReplyTooLarge

TOKENS = {"access_token": "letmein", "token_type": "Bearer"}


@pytest.fixture
def other() -> Iterator[TinyHttp]:
    """Another server, which nothing must ever reach."""
    with TinyHttp(lambda _: as_json({})) as server:
        yield server


@pytest.fixture
def guarded(tiny: TinyPlatform) -> Iterator[GuardedSession]:
    with GuardedSession(frozenset({tiny.base}), "id", token=TOKENS) as made:
        yield made


def answer(tiny: TinyPlatform, reply: Reply) -> str:
    tiny.bends.replies["/here"] = lambda _: reply
    return f"{tiny.base}/here"


@pytest.mark.parametrize("status", [300, 301, 302, 303, 305, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_o10_no_redirect_is_followed(
    tiny: TinyPlatform, other: TinyHttp, guarded: GuardedSession, status: int, method: str
) -> None:
    url = answer(tiny, Reply(status, headers={"Location": f"{other.base}/there"}))
    with pytest.raises(RedirectRefused):
        guarded.request(method, url, data={"refresh_token": "secret"})
    with pytest.raises(RedirectRefused):
        guarded.request(method, url, allow_redirects=True)
    assert other.seen == []


@pytest.mark.parametrize(
    "form", ["{}/x", "http://127.0.0.1:1/x", "https://{}", "{}@127.0.0.1:1/", "http:///x", "file:///etc/passwd"]
)
def test_a_foreign_origin_is_refused_before_connecting(other: TinyHttp, guarded: GuardedSession, form: str) -> None:
    with pytest.raises(RedirectRefused):
        guarded.request("GET", form.format(other.base))
    assert other.seen == []


def test_o10_fifty_megabytes_are_not_read(tiny: TinyPlatform, guarded: GuardedSession) -> None:
    sent = []

    def flood(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(800):
            sock.sendall(b" " * 65536)
            sent.append(65536)

    url = answer(tiny, Reply(raw=flood))
    with pytest.raises(ReplyTooLarge):
        guarded.request("GET", url)
    assert sum(sent) < 20 * BODY_LIMIT


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_o10_a_compressed_bomb_stays_small(tiny: TinyPlatform, guarded: GuardedSession, encoding: str) -> None:
    bomb = b" " * (100 * 1024 * 1024)
    packed = gzip.compress(bomb, 9) if encoding == "gzip" else zlib.compress(bomb, 9)
    url = answer(tiny, Reply(200, packed, {"Content-Encoding": encoding, "Content-Type": "application/json"}))
    del bomb
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ReplyTooLarge):
        guarded.request("GET", url)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_a_body_of_exactly_the_limit_is_read(tiny: TinyPlatform, guarded: GuardedSession) -> None:
    url = answer(tiny, Reply(200, b" " * BODY_LIMIT))
    assert len(guarded.request("GET", url).content) == BODY_LIMIT
    with pytest.raises(ReplyTooLarge):
        guarded.request("GET", answer(tiny, Reply(200, b" " * (BODY_LIMIT + 1))))


def test_o10_silence_is_given_up(tiny: TinyPlatform, guarded: GuardedSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "READ_LIMIT_S", 0.2)
    with pytest.raises(PlatformUnreachable):
        guarded.request("GET", answer(tiny, Reply(raw=tiny.stall)))


@pytest.mark.parametrize("way", ["drip", "drip_headers"])
def test_o10_a_server_that_drips_is_given_up(
    tiny: TinyPlatform, guarded: GuardedSession, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Every byte comes in time, so that only the limit for the whole answer helps."""
    monkeypatch.setattr(session, "WHOLE_LIMIT_S", 0.3)
    began = time.monotonic()
    with pytest.raises(PlatformUnreachable):
        guarded.request("GET", answer(tiny, Reply(raw=getattr(tiny, way))))
    assert time.monotonic() - began < 3
    with pytest.raises(PlatformUnreachable):
        guarded.request("GET", answer(tiny, as_json({})))  # a session that was cut stays cut


def test_a_server_that_is_not_there_is_unreachable(tiny: TinyPlatform) -> None:
    with (
        GuardedSession(frozenset({"http://127.0.0.1:9"}), "id", token=TOKENS) as guarded,
        pytest.raises(PlatformUnreachable),
    ):
        guarded.request("GET", "http://127.0.0.1:9/")


@pytest.mark.parametrize(
    "answered",
    [
        b"",
        b"\x00\x01",
        b"HTTP/9",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300,
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"a" * 70000,
    ],
)
def test_what_is_no_http_is_unreachable(tiny: TinyPlatform, guarded: GuardedSession, answered: bytes) -> None:
    def speak(sock: socket.socket) -> None:
        sock.sendall(answered)

    with pytest.raises(PlatformUnreachable):
        guarded.request("GET", answer(tiny, Reply(raw=speak)))


def test_a_damaged_encoding_is_a_problem(tiny: TinyPlatform, guarded: GuardedSession) -> None:
    with pytest.raises(Problem):
        guarded.request("GET", answer(tiny, Reply(200, b"not gzip", {"Content-Encoding": "gzip"})))


def test_o15_netrc_does_not_replace_our_header(
    tiny: TinyPlatform, guarded: GuardedSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login thief password word\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    guarded.request("GET", answer(tiny, as_json({})))
    assert tiny.asked("/here")[0].headers["authorization"] == "Bearer letmein"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"])
def test_o15_no_proxy_is_taken_from_the_environment(
    tiny: TinyPlatform, other: TinyHttp, guarded: GuardedSession, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, other.base)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    guarded.request("GET", answer(tiny, as_json({})))
    assert (len(tiny.asked("/here")), other.seen) == (1, [])


def test_sessions_share_one_thread_for_their_limits_and_leave_no_socket(tiny: TinyPlatform) -> None:
    with GuardedSession(frozenset({tiny.base}), "id", token=TOKENS) as first:
        first.request("GET", answer(tiny, as_json({})))
        before = {thread.ident for thread in threading.enumerate()}
    for _ in range(3):
        with GuardedSession(frozenset({tiny.base}), "id", token=TOKENS) as guarded:
            guarded.request("GET", answer(tiny, as_json({})))
    minding = {thread.ident for thread in threading.enumerate() if thread.name == "time limits"}
    assert minding
    assert minding <= before
    assert not guarded._wires._handles
