"""The loopback listener on real sockets: one good answer, and nothing else (rows O1, O2, O4, O5, O8, O19)."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from tests.support.data_folder import PAGES
from tests.support.platform_server import fetch

from demur.connectors.api.callback import Listener, Pages
from demur.core.problem import PortUnavailable

STATE = "st4te-of-this-attempt"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener(STATE, PAGES) as made:
        yield made


def port_of(listener: Listener) -> int:
    return urlsplit(listener.redirect_uri).port or 0


def send(listener: Listener, raw: bytes) -> bytes:
    """Send bytes on a connection of their own and return all that comes back."""
    with socket.create_connection(("127.0.0.1", port_of(listener)), timeout=10) as sock:
        sock.sendall(raw)
        return b"".join(iter(lambda: sock.recv(65536), b""))


def get(listener: Listener, target: str, host: str = "", method: str = "GET") -> bytes:
    host = host or f"127.0.0.1:{port_of(listener)}"
    return send(listener, f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode("latin-1"))


def ignored(listener: Listener, answer: bytes) -> None:
    """The answer was 400, nothing was taken, and the good answer is still waited for."""
    assert answer.startswith(b"HTTP/1.0 400")
    assert listener.wait(0) is None
    assert b"200" in get(listener, f"/callback?code=c&state={STATE}").split(b"\r\n")[0]
    answer_now = listener.wait(5)
    assert answer_now is not None
    assert answer_now.untrusted["code"] == "c"


def test_a_good_answer_is_taken(listener: Listener) -> None:
    page = get(listener, f"/callback?code=a%2Fb&state={STATE}&iss=http%3A%2F%2F127.0.0.1&junk=1")
    assert page.startswith(b"HTTP/1.0 200")
    answer = listener.wait(5)
    assert answer is not None
    assert answer.untrusted == {"code": "a/b", "state": STATE, "iss": "http://127.0.0.1"}


O1 = ["code=c", "code=c&state=wrong", "code=c&state=", f"code=c&state={STATE}&state={STATE}"]


@pytest.mark.parametrize("query", O1, ids=["missing", "wrong", "empty", "doubled"])
def test_o1_a_callback_without_our_state_is_ignored(listener: Listener, query: str) -> None:
    ignored(listener, get(listener, f"/callback?{query}"))


def test_o2_before_the_start_nobody_answers() -> None:
    listener = Listener(STATE, PAGES)
    uri = listener.redirect_uri
    with listener:
        assert listener.redirect_uri == uri
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", urlsplit(uri).port), timeout=2)


def test_o2_after_success_a_second_answer_is_refused(listener: Listener) -> None:
    get(listener, f"/callback?code=first&state={STATE}")
    again = get(listener, f"/callback?code=second&state={STATE}")
    assert again.startswith(b"HTTP/1.0 400")
    answer = listener.wait(5)
    assert answer is not None
    assert answer.untrusted["code"] == "first"


def test_o2_after_the_end_the_port_is_closed() -> None:
    with Listener(STATE, PAGES) as listener:
        port = port_of(listener)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2)


O4 = {
    "doubled code": f"/callback?code=a&code=b&state={STATE}",
    "64 KiB query": f"/callback?code={'c' * 65536}&state={STATE}",
    "9 KiB query": f"/callback?code={'c' * 9000}&state={STATE}",
    "NUL": f"/callback?code=a%00b&state={STATE}",
    "bad UTF-8": f"/callback?code=%ff&state={STATE}",
    "raw bytes": f"/callback?code=\xff&state={STATE}",
    "other path": f"/callback/?code=a&state={STATE}",
    "longer path": f"/callbacks?code=a&state={STATE}",
    "no query": "/callback",
    "fragment only": f"/callback#code=a&state={STATE}",
    "favicon": "/favicon.ico",
    "code and error": f"/callback?code=a&error=access_denied&state={STATE}",
    "neither": f"/callback?state={STATE}",
    "100 fields": f"/callback?code=a&state={STATE}&" + "&".join(f"f{number}=1" for number in range(100)),
    "a line break in iss": f"/callback?code=a&state={STATE}&iss=a%0d%0ab",
    "no equals sign": f"/callback?code=a&state={STATE}&x",
}


@pytest.mark.parametrize("target", O4.values(), ids=O4.keys())
def test_o4_a_malformed_callback_is_ignored(listener: Listener, target: str) -> None:
    ignored(listener, get(listener, target))


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "OPTIONS", "DELETE", "TRACE", "NONSENSE"])
def test_o4_any_other_method_is_ignored(listener: Listener, method: str) -> None:
    ignored(listener, get(listener, f"/callback?code=a&state={STATE}", method=method))


@pytest.mark.parametrize(
    "host", ["evil.example:{}", "localhost:{}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{}\r\nHost: x"]
)
def test_o4_a_foreign_host_is_ignored(listener: Listener, host: str) -> None:
    """A stranger's page whose name was rebound to this computer still sends its own name."""
    ignored(listener, get(listener, f"/callback?code=a&state={STATE}", host=host.format(port_of(listener))))


@pytest.mark.parametrize("raw", [b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"])
def test_o4_what_is_no_http_is_survived(listener: Listener, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port_of(listener)), timeout=10) as sock:
        sock.sendall(raw)
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(65536):
            pass
    assert b" 200" in get(listener, f"/callback?code=c&state={STATE}").split(b"\r\n")[0]


def test_o4_slow_clients_keep_nobody_waiting(listener: Listener) -> None:
    """Not even at the door: a full queue of waiting connections costs the next one a second."""
    began = time.monotonic()
    slow = [socket.create_connection(("127.0.0.1", port_of(listener)), timeout=10) for _ in range(40)]
    for sock in slow:
        sock.sendall(b"GET /callback?")
    assert b" 200" in get(listener, f"/callback?code=c&state={STATE}").split(b"\r\n")[0]
    assert time.monotonic() - began < 1
    for sock in slow:
        sock.close()


def test_closing_waits_for_no_slow_client() -> None:
    with Listener(STATE, PAGES) as listener:
        slow = socket.create_connection(("127.0.0.1", port_of(listener)), timeout=10)
        slow.sendall(b"GET /callback?")
        began = time.monotonic()
    assert time.monotonic() - began < 2
    slow.close()


STRANGE = ["<script>alert(1)</script>", "\u202egnp.exe", "javascript:alert(1)", "'\"><img src=x>", "plain words"]


@pytest.mark.parametrize("text", STRANGE)
def test_o5_nothing_of_an_error_is_shown(listener: Listener, text: str, caplog: pytest.LogCaptureFixture) -> None:
    asked = {"error": "access_denied", "error_description": text, "error_uri": text, "state": STATE}
    with caplog.at_level(0):
        page = get(listener, f"/callback?{urlencode(asked)}")
    assert page.startswith(b"HTTP/1.0 200")
    for piece in (text.encode(), b"access_denied", STATE.encode()):
        assert piece not in page
    assert caplog.text == ""


def test_o5_an_error_that_is_no_plain_text_is_ignored(listener: Listener) -> None:
    ignored(listener, get(listener, f"/callback?error=%E2%80%AEdenied&state={STATE}"))


def test_o8_it_listens_on_127_0_0_1_alone(listener: Listener) -> None:
    """Linux lists every listening socket of this network namespace with its address."""
    port = f"{port_of(listener):04X}"
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port}")]
    assert listening == [f"0100007F:{port}"]
    six = [row.split() for row in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    assert not [row for row in six if row[3] == "0A" and row[1].endswith(f":{port}")]


def test_o8_every_attempt_has_a_port_of_its_own() -> None:
    with Listener(STATE, PAGES) as one, Listener(STATE, PAGES) as two:
        assert one.redirect_uri != two.redirect_uri
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]{4,5}/callback", one.redirect_uri)


@pytest.mark.parametrize("option", [socket.SO_REUSEADDR, socket.SO_REUSEPORT])
def test_o8_nobody_can_share_the_port(listener: Listener, option: int) -> None:
    with socket.socket() as rival:
        rival.setsockopt(socket.SOL_SOCKET, option, 1)
        with pytest.raises(OSError, match="in use"):
            rival.bind(("127.0.0.1", port_of(listener)))


def test_o8_no_port_to_be_had_is_a_problem() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(PortUnavailable):
            Listener(STATE, PAGES)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("query", [f"code=c&state={STATE}", "code=c&state=wrong"])
def test_o19_the_page_is_static_and_tells_nobody_anything(listener: Listener, query: str) -> None:
    response = fetch(f"{listener.redirect_uri}?{query}", headers={"Referer": "https://evil.example/"})
    page = response.read().decode()
    assert response.getheader("Cache-Control") == "no-store"
    assert response.getheader("Referrer-Policy") == "no-referrer"
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert "default-src 'none'" in (response.getheader("Content-Security-Policy") or "")
    assert "script" not in page.lower()
    for piece in (STATE, "wrong", "code", "http"):
        assert piece not in page


def test_o19_a_sentence_is_text_not_markup() -> None:
    with Listener(STATE, Pages("1 < 2 & <b>", "no")) as listener:
        page = fetch(f"{listener.redirect_uri}?code=c&state={STATE}").read().decode()
    assert "1 &lt; 2 &amp; &lt;b&gt;" in page


def test_two_listeners_take_no_answer_of_each_other() -> None:
    with Listener("one", PAGES) as one, Listener("two", PAGES) as two:
        assert get(one, "/callback?code=c&state=two").startswith(b"HTTP/1.0 400")
        assert get(two, "/callback?code=c&state=two").startswith(b"HTTP/1.0 200")
        assert one.wait(0) is None


def test_of_many_answers_at_once_one_is_taken(listener: Listener) -> None:
    statuses: list[bytes] = []
    browsers = [
        threading.Thread(target=lambda: statuses.append(get(listener, f"/callback?code=c&state={STATE}")[:12]))
        for _ in range(12)
    ]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join()
    assert sorted(statuses) == [b"HTTP/1.0 200"] + [b"HTTP/1.0 400"] * 11
