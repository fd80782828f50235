"""Connections that are held so that they can be cut."""

import socket
import threading

import pytest

from demur.connectors.api.wires import Wires, peer_of


def test_a_reader_is_let_go_when_the_time_is_over() -> None:
    wires = Wires()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wires.hold(ours)
        with wires.limit(0.05):
            assert ours.recv(1) == b""
        assert wires.is_cut
        wires.close()


def test_a_connection_made_too_late_is_refused() -> None:
    wires = Wires()
    first, other = socket.socketpair()
    with first, other:
        wires.hold(first)
        with wires.limit(0.01):
            first.recv(1)
        late, far = socket.socketpair()
        with far, pytest.raises(TimeoutError):
            wires.hold(late)
        assert late.fileno() == -1
        wires.close()


def test_in_time_nothing_is_cut() -> None:
    wires = Wires()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wires.hold(ours)
        with wires.limit(30):
            theirs.send(b"a")
            assert ours.recv(1) == b"a"
        assert not wires.is_cut
        wires.close()
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(2)
            assert not thread.is_alive()


def test_what_is_no_tls_has_no_peer() -> None:
    assert (peer_of(None).tls, peer_of(None).peer_spki) == (None, None)
