"""The open connections of one session: looked at when they are made, and cut when an answer takes too long."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from demur.core.setting import Transport


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

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Cut every connection once `seconds` are over: a server that drips byte by byte meets no other limit."""
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

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
        self._wires = wires
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(self._wires)


def peer_of(connection: object) -> Transport:
    """Return what a connection learned of its peer; nothing but an empty host on plain http."""
    return getattr(connection, "demur_peer", Transport(""))


def _pools(wires: Wires) -> dict[str, type[HTTPConnectionPool]]:
    """Return pools whose connections are held by `wires`."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return wires.hold(super()._new_conn())

    class Sealed(HTTPSConnection):
        demur_peer = Transport("")

        def _new_conn(self) -> socket.socket:
            return wires.hold(super()._new_conn())

        def connect(self) -> None:
            """Connect, and look at the peer at once: `http.client` lets go of the socket before the body is read."""
            super().connect()
            self.demur_peer = _peer(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SealedPool(HTTPSConnectionPool):
        ConnectionCls = Sealed

    return {"http": PlainPool, "https": SealedPool}


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
