"""Connections that are held so that they can be cut."""

import socket
import threading

import pytest

from demur.connectors.api.alarm import Alarm
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


def test_each_limit_ends_in_its_own_time_and_a_kept_one_never() -> None:
    """One thread minds them all; one that is set later may be over first."""
    alarm, rung, rang = Alarm(), list[str](), threading.Event()

    def late() -> None:
        rung.append("late")
        rang.set()

    with (
        alarm.after(0.1, late),
        alarm.after(60, lambda: rung.append("never")),
        alarm.after(0.02, lambda: rung.append("soon")),
    ):
        with alarm.after(0.01, lambda: rung.append("kept")):
            pass
        assert rang.wait(20)
    assert rung == ["soon", "late"]


def test_the_thread_that_minds_limits_ends_when_nothing_is_left() -> None:
    alarm, rang = Alarm(), threading.Event()
    before = set(threading.enumerate())
    for _ in range(2):
        rang.clear()
        with alarm.after(0.01, rang.set):
            (keeper,) = set(threading.enumerate()) - before
            assert rang.wait(20)
        keeper.join(20)
        assert not keeper.is_alive()


def test_what_is_no_tls_has_no_peer() -> None:
    assert (peer_of(None).tls, peer_of(None).peer_spki) == (None, None)
