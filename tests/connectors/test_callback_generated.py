"""Generated callbacks: whatever a browser is made to ask for, it is our answer or nothing (row S3)."""

import socket
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from tests.support.data_folder import PAGES
from tests.support.generated import anything, feed, near, picks

from demur.connectors.api.callback import Listener, _read

STATE, PORT = "st4te-of-this-attempt", 49152
HOST = f"127.0.0.1:{PORT}"
GOOD = f"/callback?code=a%2Fb&state={STATE}&iss=http%3A%2F%2F127.0.0.1%3A5000&scope=openid".encode()
PIECES = [
    b"&",
    b"=",
    b"?",
    b"#",
    b"%",
    b"%00",
    b"%ff",
    b"%0d%0a",
    b"+",
    b";",
    b"code=",
    b"&code=x",
    b"&error=x",
    b"%E2%80%AE",
]
NAMES = [
    "code",
    "code",
    "error",
    "error",
    "error",
    "state",
    "iss",
    "error_description",
    "junk",
    "",
    "Code",
    "c%6fde",
    "stat%65",
]
VALUES = [
    "c",
    "",
    STATE,
    STATE[:-1],
    "access_denied",
    "a%0Ab",
    "%00",
    "%ff",
    "%",
    "%E2%80%AE",
    "a+b",
    "\xff",
    "x" * 8000,
]


def queries() -> SearchStrategy[bytes]:
    """Return queries of one to three fields, most of them with our state as well, and some with twenty more."""

    def joined(rows: list[list[int]]) -> bytes:
        fields = [f"{NAMES[name]}={VALUES[value]}" for name, value, *_ in rows]
        if rows[0][2]:
            fields.append(f"state={STATE}")
        fields += [f"more{number}=x" for number in range(16 + rows[0][3]) if rows[0][3]]
        return f"/callback?{'&'.join(fields)}".encode("latin-1")

    return picks(len(NAMES), len(VALUES), 5, 6).map(joined)


def targets() -> SearchStrategy[bytes]:
    return queries() | near(GOOD, PIECES) | queries() | anything().map(lambda junk: b"/callback?" + junk) | anything()


def fields_of(target: bytes) -> list[tuple[bytes, bytes]]:
    """Split a query as the URL standard's form parser does, by other means than the listener's."""
    pairs = [field.partition(b"=") for field in target.partition(b"?")[2].split(b"&")]
    return [(_plain(name), _plain(value)) for name, _, value in pairs]


def _plain(part: bytes) -> bytes:
    return unquote_to_bytes(part.replace(b"+", b" "))


def judge(asked: tuple[bytes, list[str]]) -> str:
    """Let the listener read a request; what it takes must hold by another reading of the same bytes."""
    target, hosts = asked
    answer = _read(target.decode("latin-1"), hosts, PORT, STATE)
    if answer is None:
        return "ignored"
    fields = fields_of(target)
    found = dict(fields)
    assert target.startswith(b"/callback?")
    assert hosts == [HOST]
    assert len(found) == len(fields)
    assert found[b"state"].decode() == answer.untrusted["state"] == STATE
    assert (b"code" in found) != (b"error" in found)
    for name in ("code", "error", "iss"):
        assert answer.untrusted.get(name, "").encode() == found.get(name.encode(), b"")
        assert answer.untrusted.get(name, "a").isascii()
        assert answer.untrusted.get(name, "a").isprintable()
    return "code taken" if b"code" in found else "error taken"


def test_s3_whatever_is_asked_for_is_read_or_ignored() -> None:
    """S3: 4,096 request lines and `Host` fields; what is taken is ours by a second reading."""
    hosts = st.sampled_from([[HOST]] * 8 + [[], [HOST, HOST], ["localhost:49152"], ["127.0.0.1"], ["\xff"]])
    answers = feed(st.tuples(targets(), hosts), judge)
    assert answers["code taken"] > 20
    assert answers["error taken"] > 5
    assert answers["ignored"] > 1000


def test_s3_whatever_is_sent_the_listener_lives() -> None:
    """S3, over the socket, 256 times: no bytes end the listener, and none of them is taken as the answer."""
    junk = near(b"GET /callback?code=c&state=other HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n", [*PIECES, b"\r\n", b"\x00"])
    with Listener(STATE, PAGES) as listener:
        port = urlsplit(listener.redirect_uri).port or 0

        def send(raw: bytes) -> str:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
                sock.sendall(raw)
                sock.shutdown(socket.SHUT_WR)
                answer = b"".join(iter(lambda: sock.recv(65536), b""))
            assert listener.wait(0) is None
            assert PAGES.accepted not in answer
            return "400" if b"HTTP/1.0 400" in answer else "silence"

        answers = feed(junk | anything(), send, 256)
        assert answers["400"] > 50
        assert send(f"GET /callback?state={quote_from_bytes(STATE.encode())} HTTP/1.1\r\n\r\n".encode()) == "400"
