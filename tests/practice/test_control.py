"""The interface for tests and for the program that started Plaza."""

import socket
import struct
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response
from tests.practice.caller import SETTING, Caller

from demur.core.problem import PlatformRefused
from demur.practice.journal import CAPACITY, CONNECTION, Journal
from demur.practice.launcher import Control


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("POST", "reset"),
        ("POST", "pick"),
        ("POST", "set"),
        ("GET", "values"),
        ("POST", "fault"),
        ("POST", "hold"),
        ("GET", "held"),
        ("POST", "release"),
        ("GET", "clock"),
        ("GET", "log"),
        ("GET", "tally?user_id=us-on"),
        ("POST", "distance"),
        ("POST", "build"),
        ("POST", "sign-out"),
    ],
)
def test_without_the_secret_it_is_not_there(caller: Caller, method: str, name: str) -> None:
    nothing = caller.ask(method, "/control/no-such-thing")
    for headers in ({}, {"X_Plaza_Control": "guess"}, {"X_Plaza_Control": "é"}):
        reply = caller.ask(method, f"/control/{name}", "{}" if method == "POST" else None, **headers)
        assert (reply.status, reply.text) == (404, nothing.text)
    assert "user_id" not in nothing.text


def test_a_wrong_secret_is_refused_to_the_client_too(caller: Caller) -> None:
    with pytest.raises(PlatformRefused) as refused:
        Control(caller.plaza.base.removeprefix("http://"), "guess").clock()
    assert refused.value.details == {"status": "404"}


def test_reset_takes_everything_back_but_sign_ins(caller: Caller) -> None:
    control = caller.plaza.control
    beginning = control.values()
    token = caller.sign_in("us-on")["access_token"]
    control.set_value("us-on", False)
    control.set_value("us-already-off", True)
    control.advance(1000000)
    control.pick("us-on")
    control.set_fault("us-on", "503-on-read")
    control.hold("us-on", "GET", SETTING)
    control.set_distance(10.0)
    control.reset()
    assert control.values() == beginning
    assert control.log() == []
    assert abs(control.clock() - datetime.now(UTC)) < timedelta(minutes=1)
    assert "Who would you like to be?" in caller.ask("GET", caller.request_path()).text
    began = monotonic()
    assert caller.read(token).status == 200
    assert monotonic() - began < 5


def test_from_far_away_every_answer_comes_later(caller: Caller) -> None:
    """Pages, what they are made of, and the interface alike; but not what tests ask for."""
    token = caller.sign_in("us-on")["access_token"]
    caller.plaza.control.set_distance(10.0)
    began = monotonic()
    caller.plaza.control.set_distance(0.2)
    assert monotonic() - began < 5
    began = monotonic()
    assert caller.read(token).status == 200
    assert monotonic() - began >= 0.2
    for path in ("/web/sign-in", "/static/plaza.css"):
        began = monotonic()
        assert caller.ask("GET", path).status == 200
        assert monotonic() - began >= 0.2


def test_set_changes_what_is_read(caller: Caller) -> None:
    token = caller.sign_in("us-forgets")["access_token"]
    etag = caller.read(token).headers["ETag"]
    caller.plaza.control.set_value("us-forgets", False)
    assert caller.read(token).json["value"] is False
    assert caller.read(token).headers["ETag"] != etag


def test_the_clock_can_be_set_and_advanced(caller: Caller) -> None:
    control = caller.plaza.control
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    control.set_clock(moment)
    assert timedelta(0) <= control.clock() - moment < timedelta(minutes=1)
    control.advance(3600)
    assert timedelta(hours=1) <= control.clock() - moment < timedelta(hours=1, minutes=1)
    control.advance(-7200)
    assert control.clock() < moment


@pytest.mark.parametrize(
    ("name", "wish"),
    [
        ("set", {"user_id": "nobody", "value": True}),
        ("set", {"user_id": "us-on", "value": 1}),
        ("set", {"user_id": "us-on"}),
        ("set", {"user_id": "uk-2024", "value": True}),
        ("set", []),
        ("set", {"user_id": "us-on", "value": False, "setting": "no-such-setting"}),
        ("fault", {"user_id": "nobody", "fault": "slow"}),
        ("fault", {"user_id": "us-on", "fault": "no-such-fault"}),
        ("fault", {"user_id": "us-on", "fault": ["slow"]}),
        ("hold", {"user_id": "nobody", "method": "GET", "path": "/api/me"}),
        ("hold", {"user_id": "us-on", "method": "GET"}),
        ("hold", {"user_id": "us-on", "method": "GET", "path": "/api/me", "skip": -1}),
        ("hold", {"user_id": "us-on", "method": "GET", "path": "/api/me", "skip": True}),
        ("distance", {}),
        ("distance", {"latency_s": -1}),
        ("distance", {"latency_s": 11}),
        ("distance", {"latency_s": True}),
        ("distance", {"latency_s": "1"}),
        ("distance", {"latency_s": float("nan")}),
        ("pick", {"user_id": "nobody"}),
        ("pick", {"user_id": []}),
        ("clock", {}),
        ("clock", {"now": "yesterday"}),
        ("clock", {"now": "2026-01-01T00:00:00"}),
        ("clock", {"now": 5}),
        ("clock", {"advance_s": 1e300}),
        ("clock", {"advance_s": float("nan")}),
        ("clock", {"advance_s": 2.3e11}),
    ],
)
def test_a_wish_that_makes_no_sense_changes_nothing(caller: Caller, name: str, wish: Any) -> None:
    control = caller.plaza.control
    before = control.values()
    with pytest.raises(PlatformRefused) as refused:
        control._post(name, wish)
    assert refused.value.details == {"status": "400"}
    assert control.values() == before
    assert abs(control.clock() - datetime.now(UTC)) < timedelta(minutes=1)


def test_log_tells_each_request_and_its_connection(caller: Caller) -> None:
    token = caller.sign_in("us-on")["access_token"]
    caller.plaza.control.reset()
    connection = HTTPConnection(caller.plaza.base.removeprefix("http://"), timeout=20)
    for path in ("/api/me", SETTING):
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        connection.getresponse().read()
    connection.close()
    caller.read(token)
    first, second, third = caller.plaza.control.log()
    assert set(first) == {"time", "method", "path", "status", "user_id", "connection"}
    assert (first["method"], first["path"], first["status"], first["user_id"]) == ("GET", "/api/me", 200, "us-on")
    assert second["path"] == third["path"] == SETTING
    assert first["connection"] == second["connection"] != third["connection"]
    assert first["connection"].startswith("127.0.0.1:")
    assert datetime.fromisoformat(first["time"]).tzinfo is not None


def test_a_second_connection_from_the_same_port_has_its_own_name(caller: Caller) -> None:
    """A port can come back; two connections from it are still two."""
    host, port = "127.0.0.1", urlsplit(caller.plaza.base).port or 0
    own_port = 0
    for _ in range(2):
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # no waiting state
            line.bind((host, own_port))
            own_port = line.getsockname()[1]
            line.settimeout(10)
            line.connect((host, port))
            line.sendall(f"GET /jwks HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
            assert line.recv(64).startswith(b"HTTP/1.1 200")
    names = [line["connection"] for line in caller.plaza.control.log()]
    assert len(set(names)) == 2
    assert {name.partition("#")[0] for name in names} == {f"{host}:{own_port}"}


def test_log_holds_no_secret(caller: Caller) -> None:
    """faults.md O14: not even one that was put into a path by mistake."""
    tokens = caller.sign_in("us-on")
    caller.refresh(tokens["refresh_token"])
    caller.read(tokens["access_token"])
    caller.ask("GET", f"/nowhere/{tokens['access_token']}?token={tokens['access_token']}")
    told = repr(caller.plaza.control.log())
    assert "/token" in told
    assert "(no such page)" in told
    for secret in (*caller.codes, tokens["access_token"], tokens["refresh_token"], caller.verifier, caller.nonce, "?"):
        assert secret not in told


def test_log_has_a_limit() -> None:
    journal, app = Journal(), Flask("log")
    for number in range(CAPACITY + 3):
        with app.test_request_context("/", environ_overrides={CONNECTION: str(number)}):
            journal.note(Response())
    lines = journal.lines()
    assert len(lines) == CAPACITY
    assert lines[-1]["connection"] == str(CAPACITY + 2)
