"""A small real http proxy on 127.0.0.1: CONNECT and absolute addresses, and a list of what it was asked."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from demur.core.proxy import Proxy


class TinyProxy:
    """Goes to 127.0.0.1 for each host in `routes`, whatever its name says, and answers 502 for any other."""

    def __init__(self) -> None:
        self.routes: dict[str, int] = {}
        """The local port behind each `host:port`."""
        self.heads: list[bytes] = []
        """The head of every request, whole."""
        self.answer: Callable[[socket.socket], None] | None = None
        """Takes the whole connection instead, after the head was read."""
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.proxy = Proxy("127.0.0.1", self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        self._start(self._listen)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    @property
    def asked(self) -> list[str]:
        """Return method and target of every request, such as `CONNECT tiny.example:443`."""
        return [head.split(b"\r\n")[0].rpartition(b" ")[0].decode() for head in self.heads]

    def says(self, text: bytes) -> None:
        """From now on, answer every request with this and hang up."""
        self.answer = lambda sock: sock.sendall(text)

    def cut(self) -> None:
        """Break every connection that is open, as a proxy that dies does."""
        for sock in list(self._open):
            with suppress(OSError):  # it was closed already
                sock.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        """Take no more connections, and break those that are open."""
        with suppress(OSError):  # it was stopped already
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _start(self, work: Callable[..., None], *given: socket.socket) -> threading.Thread:
        thread = threading.Thread(target=work, args=given, name="tiny-proxy")
        self._threads.append(thread)
        thread.start()
        return thread

    def _listen(self) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                client, _ = self._listener.accept()
                self._open.append(client)
                self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):  # either side may hang up, or be cut
            head = _head(client)
            if not head:
                return
            self.heads.append(head)
            if self.answer is not None:
                self.answer(client)
                return
            method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
            is_tunnel = method == "CONNECT"
            port = self.routes.get(target if is_tunnel else urlsplit(target).netloc)
            if port is None:
                client.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                return
            with socket.create_connection(("127.0.0.1", port)) as server:
                self._open.append(server)
                if is_tunnel:
                    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                else:
                    server.sendall(head)
                self._join(client, server)

    def _join(self, client: socket.socket, server: socket.socket) -> None:
        back = self._start(_pass_on, server, client)
        _pass_on(client, server)
        back.join(10)


def _head(sock: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        if not (byte := sock.recv(1)):
            return b""
        head += byte
    return head


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    """Pass bytes on until the source ends, then let the target know; a broken side ends both."""
    with suppress(OSError):  # as in `_serve`
        while data := source.recv(65536):
            target.sendall(data)
    for sock in (source, target):
        with suppress(OSError):  # it was closed already
            sock.shutdown(socket.SHUT_RDWR if sock is source else socket.SHUT_WR)
