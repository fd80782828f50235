"""The open connections of one session: looked at when they are made, and cut when an answer takes too long."""

import hashlib
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import partial
from http.client import HTTPException, HTTPResponse
from typing import Any, Final

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.util import Url

from demur.connectors.api.alarm import Alarm
from demur.core.problem import ProxyFailed, ProxyRefused
from demur.core.reading import Transport

_ALARM: Final = Alarm()


class Wires:
    """Holds a second handle on every socket of a session, because closing one handle leaves a reader waiting."""

    def __init__(self) -> None:
        self._lock, self._handles, self._is_cut = threading.Lock(), list[socket.socket](), False

    def hold(self, sock: socket.socket) -> socket.socket:
        """Keep a handle on a new socket, and return it. Raises `OSError` where the time is over already."""
        with self._lock:
            if self._is_cut:
                sock.close()
                raise TimeoutError("the connection was made too late")
            self._handles.append(sock.dup())
        return sock

    def limit(self, seconds: float) -> AbstractContextManager[None]:
        """Cut every connection once `seconds` are over: a server that drips byte by byte meets no other limit."""
        return _ALARM.after(seconds, self._cut)

    @property
    def is_cut(self) -> bool:
        return self._is_cut

    def close(self) -> None:
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()

    def _cut(self) -> None:
        with self._lock:
            self._is_cut = True
            for handle in self._handles:
                with suppress(OSError):  # it was closed by the other side
                    handle.shutdown(socket.SHUT_RDWR)


class WatchedAdapter(HTTPAdapter):
    """A requests adapter whose connections are held by `wires`, and know who stands at their other end."""

    def __init__(self, wires: Wires) -> None:
        self._pools = {"http": partial(_PlainPool, wires), "https": partial(_SealedPool, wires)}
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        made = super().proxy_manager_for(proxy, **options)
        made.pool_classes_by_scheme = self._pools
        return made


def peer_of(connection: object) -> Transport:
    """Return what a connection learned of its peer; nothing but an empty host on plain http."""
    return getattr(connection, "demur_peer", Transport(""))


class _Plain(HTTPConnection):
    """A connection that its session's wires hold."""

    def __init__(self, *args: Any, wires: Wires, **options: Any) -> None:
        super().__init__(*args, **options)
        self._wires = wires

    def _new_conn(self) -> socket.socket:
        return self._wires.hold(_first_hop(super()._new_conn, self.proxy))


class _Sealed(HTTPSConnection):
    """The same under TLS; it knows who stands at its other end."""

    demur_peer = Transport("")

    def __init__(self, *args: Any, wires: Wires, **options: Any) -> None:
        super().__init__(*args, **options)
        self._wires = wires

    def _new_conn(self) -> socket.socket:
        return self._wires.hold(_first_hop(super()._new_conn, self.proxy))

    def _tunnel(self) -> None:
        """Go through the proxy; the handshake that follows is with the platform itself."""
        _open_tunnel(self.sock, f"{self._tunnel_host}:{self._tunnel_port}", _name(self.proxy))

    def connect(self) -> None:
        """Connect, and look at the peer at once: `http.client` lets go of the socket before the body is read."""
        super().connect()
        self.demur_peer = _peer(self.sock)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain

    def __init__(self, wires: Wires, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options, wires=wires)


class _SealedPool(HTTPSConnectionPool):
    ConnectionCls = _Sealed

    def __init__(self, wires: Wires, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options, wires=wires)


def _first_hop(connect: Callable[[], socket.socket], proxy: Url | None) -> socket.socket:
    """Connect to the platform, or to the proxy where there is one. Raises `ProxyFailed`, and urllib3's errors."""
    try:
        return connect()
    except HTTPError as error:
        if proxy is None:
            raise
        raise ProxyFailed(proxy=_name(proxy)) from error


def _open_tunnel(sock: socket.socket, target: str, proxy: str) -> None:
    """Ask for a way to `target` (RFC 9110, 9.3.6). Raises `ProxyRefused`, `ProxyFailed`.

    `http.client` does the same, but hides the status in the text of an `OSError`, and sends no `Host`.
    """
    try:
        sock.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode("ascii"))
        with HTTPResponse(sock, method="CONNECT") as answer:
            answer.begin()
    except (OSError, HTTPException) as error:
        raise ProxyFailed(proxy=proxy) from error
    if not 200 <= answer.status < 300:
        raise ProxyRefused(proxy=proxy, status=str(answer.status))


def _name(proxy: Url | None) -> str:
    return proxy.netloc or "" if proxy else ""


def _peer(sock: Any) -> Transport:
    """Return protocol version and key of a TLS peer. Raises `OSError` for a certificate that can't be read."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from cryptography.x509 import load_der_x509_certificate

    try:
        key = load_der_x509_certificate(sock.getpeercert(binary_form=True)).public_key()
        digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise OSError("the server's certificate can't be read") from error
    return Transport("", tls=sock.version(), peer_spki=f"sha256:{digest}")
