"""The engine against a platform that answers well, and badly (faults.md A4 to A7 and A9): never a guessed state."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.support.data_folder import World, account_at
from tests.support.platform_server import Clock, TinyPlatform
from tests.support.tiny_http import Reply

from demur.connectors import platform_file
from demur.connectors.api import audience, engine
from demur.connectors.api.engine import ApiConnector
from demur.core.problem import (
    PlatformFailing,
    PlatformRefused,
    Problem,
    RateLimited,
    ReplyUnreadable,
    SignedOut,
    StaleWrite,
    WrongAccount,
)
from demur.core.reading import Reading
from demur.core.setting import PlatformId, State

TOKENS = {"access_token": "letmein", "token_type": "Bearer"}
Connect = Callable[..., ApiConnector]


@pytest.fixture
def connect(tiny: TinyPlatform, tmp_path: Path) -> Iterator[Connect]:
    """Connect as a member who signed in, to a platform whose file may have one piece replaced."""
    tiny.access.add("letmein")
    made: list[ApiConnector] = []

    def make(old: str = "", new: str = "") -> ApiConnector:
        file = tmp_path / "tiny.toml"
        file.write_text(tiny.file_text(old, new))
        platform = platform_file.load(file, is_shipped=False)
        assert isinstance(platform, platform_file.ApiPlatform)
        made.append(engine.connector(platform, platform.settings[0], TOKENS, Clock()))
        return made[-1]

    yield make
    for connection in made:
        connection.close()


def answer(tiny: TinyPlatform, body: Any, **headers: str) -> None:
    """Let the platform answer this to whoever reads the setting."""
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    reply = Reply(200, text, {"Content-Type": "application/json"} | headers)
    tiny.bends.replies["GET /setting"] = lambda _: reply


def offered(**fields: Any) -> dict[str, Any]:
    return {"account": "m-1", "availability": "offered"} | fields


def test_a_reading_says_what_was_seen(tiny: TinyPlatform, connect: Connect) -> None:
    reading = connect().read()
    assert (reading.state, reading.raw, reading.version) == (State.ON, "true", '"v1"')
    assert (reading.identity.user_id, reading.identity.handle) == ("m-1", "Tiny Member")
    assert reading.address == f"{tiny.base}/setting"
    assert json.loads(reading.body)["value"] is True
    assert (reading.transport.host, reading.transport.tls, reading.transport.peer_spki) == (tiny.host, None, None)
    assert reading.transport.http_date
    assert reading.is_firsthand


A4 = {
    "missing": offered(),
    "renamed": offered(Value=True),
    "null": offered(value=None),
    "text": offered(value="false"),
    "zero": offered(value=0),
    "one": offered(value=1),
    "empty text": offered(value=""),
    "list": offered(value=[False]),
    "nested": offered(value={"value": False}),
    "doubled": b'{"account": "m-1", "value": true, "value": false}',
    "number": offered(value=0.0),
    "html": b"<!doctype html><title>false</title>",
    "empty": b"",
    "truncated": b'{"account": "m-1", "value": fals',
}


@pytest.mark.parametrize("body", A4.values(), ids=A4.keys())
def test_a4_what_is_not_in_the_file_is_no_state(tiny: TinyPlatform, connect: Connect, body: Any) -> None:
    answer(tiny, body)
    with pytest.raises(ReplyUnreadable):
        connect().read()


def test_a4_a_page_in_place_of_json_is_unreadable(tiny: TinyPlatform, connect: Connect) -> None:
    body = json.dumps(offered(value=False)).encode()
    tiny.bends.replies["GET /setting"] = lambda _: Reply(200, body, {"Content-Type": "text/html"})
    with pytest.raises(ReplyUnreadable):
        connect().read()


def test_a4_a_body_cut_short_on_the_way_is_no_state(tiny: TinyPlatform, connect: Connect) -> None:
    body = json.dumps(offered(value=False)).encode()
    cut = {"Content-Type": "application/json", "Content-Length": str(len(body) + 10), "Connection": "close"}
    tiny.bends.replies["GET /setting"] = lambda _: Reply(200, body, cut)
    with pytest.raises(Problem) as caught:
        connect().read()
    assert caught.value.code == "platform-unreachable"


@pytest.mark.parametrize("account", ["m-2", "M-1", "", None, 1])
def test_a7_the_setting_of_another_account_is_refused(tiny: TinyPlatform, connect: Connect, account: Any) -> None:
    answer(tiny, offered(value=False) | {"account": account})
    with pytest.raises((WrongAccount, ReplyUnreadable)):
        connect().read()


def test_a7_a_reply_that_names_nobody_is_refused(tiny: TinyPlatform, connect: Connect) -> None:
    answer(tiny, {"value": False})
    with pytest.raises(ReplyUnreadable):
        connect().read()


@pytest.mark.parametrize(
    ("on", "off", "value", "state"),
    [
        ("true", "false", True, State.ON),
        ("true", "false", False, State.OFF),
        ("false", "true", True, State.OFF),  # a switch called "opt out": on means off
        ("false", "true", False, State.ON),
        ('"allow"', '"deny"', "deny", State.OFF),
        ("1", "0", 0, State.OFF),
    ],
)
def test_a9_polarity_is_the_files(
    tiny: TinyPlatform, connect: Connect, on: str, off: str, value: Any, state: State
) -> None:
    answer(tiny, offered(value=value))
    assert connect("on = true\noff = false", f"on = {on}\noff = {off}").read().state is state


def test_a9_a_write_sends_the_files_own_value(tiny: TinyPlatform, connect: Connect) -> None:
    connection = connect("on = true\noff = false", "on = false\noff = true")
    connection.write(State.OFF, connection.read())
    assert [seen.json for seen in tiny.asked("/setting", "PUT")] == [{"value": True}]


def test_not_offered_needs_the_very_words(tiny: TinyPlatform, connect: Connect) -> None:
    answer(tiny, {"account": "m-1", "availability": "not-offered"})
    assert connect().read().state is State.NOT_OFFERED
    for availability in ("Not-Offered", "unknown", False, None, ["not-offered"]):
        answer(tiny, {"account": "m-1", "availability": availability})
        with pytest.raises(ReplyUnreadable):
            connect().read()


@pytest.mark.parametrize("value", [True, False, None])
def test_not_offered_with_a_value_is_a_contradiction(tiny: TinyPlatform, connect: Connect, value: Any) -> None:
    answer(tiny, {"account": "m-1", "availability": "not-offered", "value": value})
    with pytest.raises(ReplyUnreadable):
        connect().read()


def test_not_offered_may_stand_where_the_value_stands(tiny: TinyPlatform, connect: Connect) -> None:
    piece = 'at = "/availability", is = "not-offered"'
    answer(tiny, {"account": "m-1", "value": "unavailable"})
    assert connect(piece, 'at = "/value", is = "unavailable"').read().state is State.NOT_OFFERED


def test_the_version_that_was_read_is_sent_with_the_write(tiny: TinyPlatform, connect: Connect) -> None:
    connection = connect()
    seen = connection.read()
    connection.write(State.OFF, seen)
    assert tiny.asked("/setting", "PUT")[0].headers["if-match"] == '"v1"'
    assert tiny.member.value is False


def test_a_write_over_something_newer_is_refused(tiny: TinyPlatform, connect: Connect) -> None:
    connection = connect()
    seen = connection.read()
    tiny.member.version += 1
    with pytest.raises(StaleWrite):
        connection.write(State.OFF, seen)
    assert tiny.member.value is True


def test_without_a_version_nothing_is_written(tiny: TinyPlatform, connect: Connect) -> None:
    answer(tiny, offered(value=True))
    connection = connect()
    with pytest.raises(ReplyUnreadable):
        connection.write(State.OFF, connection.read())
    assert tiny.asked("/setting", "PUT") == []


A5: list[tuple[int, dict[str, str], type[Problem], dict[str, str]]] = [
    (401, {}, SignedOut, {}),
    (403, {}, PlatformRefused, {"status": "403"}),
    (404, {}, PlatformRefused, {"status": "404"}),
    (409, {}, PlatformRefused, {"status": "409"}),
    (412, {}, StaleWrite, {}),
    (422, {}, PlatformRefused, {"status": "422"}),
    (429, {}, RateLimited, {"retry_after": ""}),
    (429, {"Retry-After": "120"}, RateLimited, {"retry_after": "120"}),
    (429, {"Retry-After": "<b>soon"}, RateLimited, {"retry_after": ""}),
    (500, {}, PlatformFailing, {"status": "500"}),
    (502, {}, PlatformFailing, {"status": "502"}),
    (503, {}, PlatformFailing, {"status": "503"}),
    (304, {}, PlatformRefused, {"status": "304"}),  # row A6: nobody asked for what is new only
    (202, {}, PlatformRefused, {"status": "202"}),
]


@pytest.mark.parametrize(("status", "headers", "kind", "details"), A5)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a5_every_status_has_its_problem_and_one_try(
    tiny: TinyPlatform,
    connect: Connect,
    method: str,
    status: int,
    headers: dict[str, str],
    kind: type[Problem],
    details: dict[str, str],
) -> None:
    connection = connect()
    seen = connection.read() if method == "PUT" else None
    tiny.bends.replies[f"{method} /setting"] = lambda _: Reply(
        status, b'{"value": false}', {"Content-Type": "application/json"} | headers
    )
    before = len(tiny.seen)
    with pytest.raises(kind) as caught:
        _again(connection, seen)
    assert caught.value.details == details
    assert len(tiny.asked("/setting", method)) == 1, "no retry storm"
    assert len(tiny.seen) - before <= 2


def _again(connection: ApiConnector, seen: Reading | None) -> None:
    if seen is None:
        connection.read()
    else:
        connection.write(State.OFF, seen)


CACHED = [{"Age": "1"}, {"Age": "86400"}, {"Age": "soon"}, {"X-Cache": "HIT"}, {"Cache-Status": "cdn; hit; ttl=30"}]


@pytest.mark.parametrize("headers", CACHED)
def test_a6_a_copy_from_a_cache_is_not_firsthand(tiny: TinyPlatform, connect: Connect, headers: dict[str, str]) -> None:
    answer(tiny, offered(value=False), **headers)
    assert not connect().read().is_firsthand


@pytest.mark.parametrize("headers", [{"Age": "0"}, {"X-Cache": "MISS"}, {"Cache-Status": "cdn; fwd=miss"}])
def test_a6_an_answer_past_a_cache_is_firsthand(tiny: TinyPlatform, connect: Connect, headers: dict[str, str]) -> None:
    answer(tiny, offered(value=False), **headers)
    assert connect().read().is_firsthand
    asked = tiny.asked("/setting")[0].headers
    assert ("no-cache" in asked["cache-control"], asked["pragma"]) == (True, "no-cache")


def test_every_line_opened_is_another_connection_that_asks_who_it_is(tiny: TinyPlatform, world: World) -> None:
    platform = world.catalogue.find(PlatformId("tiny"))
    account = account_at(platform)
    tiny.access.add("letmein")
    world.shelf.keep(account.sign_in, TOKENS | {audience.KEY: audience.of(platform).as_json()})
    line = world.line(account)
    for way in (line.open, line.at_hand, line.open, line.at_hand, line.open):
        made = way()
        assert made is not None
        with closing(made) as connection:
            connection.read()
    by_connection: dict[int, list[str]] = {}
    for seen in tiny.seen:
        by_connection.setdefault(seen.connection, []).append(seen.path)
    assert list(by_connection.values()) == [["/me", "/setting"]] * 5
