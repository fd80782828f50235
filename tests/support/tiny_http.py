"""A small programmable HTTP server on 127.0.0.1: real sockets, and a list of what was asked on which connection."""

import itertools
import json
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came; `connection` numbers the TCP connections from 1."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; `raw` takes the whole connection instead, to stall, drip or break it."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[socket.socket], None] | None = None


def as_json(value: Any, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json"} | named)


class TinyHttp:
    """Answers what `answer` says, and remembers every request. `released` is set when the server stops."""

    def __init__(self, answer: Callable[[Seen], Reply], tls: ssl.SSLContext | None = None, name: str = "") -> None:
        self.seen: list[Seen] = []
        self.released = threading.Event()
        self._numbers = itertools.count(1)
        self._server = _Server(("127.0.0.1", 0), _handler(self, answer))
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        scheme = "http" if tls is None else "https"
        self.host = f"{name or '127.0.0.1'}:{self._server.server_address[1]}"
        self.base = f"{scheme}://{self.host}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.005), name="tiny-http")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def asked(self, path: str, method: str | None = None) -> list[Seen]:
        return [seen for seen in self.seen if seen.path == path and method in {None, seen.method}]

    def next_connection(self) -> int:
        return next(self._numbers)

    def stall(self, sock: socket.socket) -> None:
        """Say nothing until the server stops."""
        self.released.wait(60)

    def drip(self, sock: socket.socket) -> None:
        """Send a head without a length, then a byte now and then, without end."""
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        self._drip(sock)

    def drip_headers(self, sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self._drip(sock)

    def _drip(self, sock: socket.socket) -> None:
        while not self.released.wait(0.02):
            sock.sendall(b" ")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is what many of these tests are about."""


def _handler(owner: TinyHttp, answer: Callable[[Seen], Reply]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body go out apart, and the second would wait for the first's echo

        def setup(self) -> None:
            super().setup()
            self.number = owner.next_connection()

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            seen = Seen(
                self.command,
                parts.path,
                dict(parse_qsl(parts.query, keep_blank_values=True)),
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(int(self.headers.get("Content-Length", "0"))),
                self.number,
            )
            owner.seen.append(seen)
            self._send(answer(seen))

        do_POST = do_PUT = do_PATCH = do_GET  # noqa: N815 - the base class's names

        def _send(self, reply: Reply) -> None:
            if reply.raw is not None:
                self.close_connection = True
                reply.raw(self.connection)
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # the base class's name
            """Stay silent."""

    return Handler
