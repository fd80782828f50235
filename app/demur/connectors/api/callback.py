"""The loopback listener of RFC 8252 (7.3): it takes exactly one good answer, and ignores everything else."""

import html
import re
import secrets
import socket
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl

from demur.core.problem import PortUnavailable

HOST = "127.0.0.1"
PATH = "/callback"
_LINE_LIMIT = 8 * 1024
_SILENCE_LIMIT_S = 5.0
_KNOWN = frozenset({"code", "state", "iss", "error", "error_description", "error_uri", "scope", "session_state"})
_CLEAN = re.compile(r"[\x20-\x7e]*")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """A callback whose `state` was ours; everything in it is still a stranger's text."""

    untrusted: dict[str, str]


class Pages:
    """What the browser shows after the callback: two static pages without a word of the request in them."""

    def __init__(self, accepted: str, refused: str) -> None:
        self.accepted, self.refused = _page(accepted), _page(refused)


class Listener:
    """Listens on a free port of 127.0.0.1 and nowhere else, until one good answer came or it is closed."""

    def __init__(self, state: str, pages: Pages) -> None:
        self._answer: Answer | None = None
        self._lock, self._arrived = threading.Lock(), threading.Event()
        try:
            self._server = _Server((HOST, 0), _handler(state, pages, self._take))
        except OSError as error:
            raise PortUnavailable from error
        self._thread = threading.Thread(target=self._serve, daemon=True, name="sign-in-callback")

    @property
    def redirect_uri(self) -> str:
        return f"http://{HOST}:{self._server.server_address[1]}{PATH}"

    def __enter__(self) -> "Listener":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(_SILENCE_LIMIT_S)

    def wait(self, limit_s: float) -> Answer | None:
        """Return the answer, or None where none came within `limit_s` seconds."""
        self._arrived.wait(limit_s)
        return self._answer

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.05)

    def _take(self, answer: Answer) -> bool:
        """Keep the first answer; tell whether this one was it."""
        with self._lock:
            if self._answer is not None:
                return False
            self._answer = answer
        self._arrived.set()
        return True


class _Server(ThreadingHTTPServer):
    allow_reuse_address = False
    allow_reuse_port = False
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    """Strangers' connections that wait must not keep the browser's own waiting."""

    def server_bind(self) -> None:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: nobody else may listen on this port
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        socketserver.TCPServer.server_bind(self)  # HTTPServer's own asks the name service who 127.0.0.1 is
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a broken connection is a stranger's, and a traceback would hold its query."""


def _handler(state: str, pages: Pages, take: Callable[[Answer], bool]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _SILENCE_LIMIT_S
        server_version, sys_version = "Demur", ""

        def do_GET(self) -> None:
            answer = _read(self.path, self.headers.get_all("Host") or [], self.connection.getsockname()[1], state)
            if answer is not None and take(answer):
                self._reply(200, pages.accepted)
            else:
                self._reply(400, pages.refused)

        def _reply(self, status: int, page: bytes) -> None:
            self.send_response_only(status)
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(page)

        def send_error(self, *_: object) -> None:
            """Answer any other method, and a malformed request, without repeating any of it."""
            self.close_connection = True
            self._reply(400, pages.refused)

        def log_message(self, format: str, *args: object) -> None:  # the base class's name
            """Log nothing: a request line holds the code."""

    return Handler


_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}


def _read(untrusted_path: str, hosts: list[str], port: int, state: str) -> Answer | None:
    """Return the answer that a request line carries, or None for anything but exactly what we wait for."""
    path, mark, query = untrusted_path.partition("?")
    if path != PATH or not mark or len(untrusted_path) > _LINE_LIMIT or hosts != [f"{HOST}:{port}"]:
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=20)
    except ValueError:
        return None
    found = dict(pairs)
    if len(found) != len(pairs) or not secrets.compare_digest(found.get("state", "").encode(), state.encode()):
        return None
    if ("code" in found) == ("error" in found):
        return None
    if not all(_CLEAN.fullmatch(found.get(name, "")) for name in ("code", "iss", "error")):
        return None
    return Answer({name: value for name, value in found.items() if name in _KNOWN})


def _page(sentence: str) -> bytes:
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=color-scheme content='light dark'>"
        "<title>Demur</title><style>body{font:18px/1.5 sans-serif;max-width:34em;margin:20vh auto;padding:0 1em}"
        f"</style><h1>Demur</h1><p>{html.escape(sentence)}</p></html>"
    ).encode()
