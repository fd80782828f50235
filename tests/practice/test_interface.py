"""Plaza's settings interface: what it answers to whom, and how it misbehaves on purpose."""

import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from tests.practice.caller import SETTING, Caller, ask

TITLE = "Let Plaza learn from my posts"


def test_says_who_is_signed_in(caller: Caller) -> None:
    reply = caller.read(caller.sign_in("uk-shared")["access_token"], "/api/me")
    assert reply.status == 200
    assert reply.json == {"id": "uk-shared", "handle": "Birch (practice)", "region": "GB"}


@pytest.mark.parametrize(("user_id", "availability"), [("us-on", "offered"), ("uk-2024", "not-offered")])
def test_lists_settings(caller: Caller, user_id: str, availability: str) -> None:
    reply = caller.read(caller.sign_in(user_id)["access_token"], "/api/settings")
    assert reply.json == {
        "account": {"id": user_id},
        "settings": [
            {"id": "ai-training", "availability": availability, "title": TITLE},
            {"id": "ai-partners", "availability": availability, "title": "Let Plaza’s partners learn from my posts"},
            {"id": "ai-photos", "availability": availability, "title": "Let Plaza learn from my photos"},
            {"id": "keep-out", "availability": availability, "title": "Keep Plaza from learning from my messages"},
        ],
    }


@pytest.mark.parametrize(
    ("user_id", "value"), [("us-on", True), ("uk-shared", True), ("us-already-off", False), ("us-forgets", True)]
)
def test_reads_an_offered_setting(caller: Caller, user_id: str, value: bool) -> None:
    reply = caller.read(caller.sign_in(user_id)["access_token"])
    assert reply.status == 200
    assert reply.json == {
        "account": {"id": user_id},
        "id": "ai-training",
        "availability": "offered",
        "value": value,
        "title": TITLE,
    }


def test_says_not_offered_in_so_many_words(caller: Caller) -> None:
    reply = caller.read(caller.sign_in("uk-2024")["access_token"])
    assert reply.status == 200
    assert reply.json == {
        "account": {"id": "uk-2024"},
        "id": "ai-training",
        "availability": "not-offered",
        "title": TITLE,
    }


@pytest.mark.parametrize("path", ["/api/me", "/api/settings", SETTING])
def test_every_answer_has_etag_and_date_and_is_not_kept(caller: Caller, path: str) -> None:
    reply = caller.read(caller.sign_in("us-on")["access_token"], path)
    assert reply.headers["ETag"].startswith('"')
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Type"] == "application/json"
    assert abs((parsedate_to_datetime(reply.headers["Date"]) - datetime.now(UTC)).total_seconds()) < 60


def test_date_follows_plazas_clock(caller: Caller) -> None:
    token = caller.sign_in("us-on")["access_token"]
    caller.plaza.control.set_clock(datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC))
    told = parsedate_to_datetime(caller.read(token).headers["Date"])
    assert 0 <= (told - datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)).total_seconds() < 60


@pytest.mark.parametrize("value", ["false", "true"])
def test_writes_what_is_asked(caller: Caller, value: str) -> None:
    token = caller.sign_in("us-on")["access_token"]
    before = caller.read(token)
    written = caller.write(token, f'{{"value": {value}}}', before.headers["ETag"])
    after = caller.read(token)
    assert written.status == 200
    assert written.json == after.json == {**before.json, "value": value == "true"}
    assert written.headers["ETag"] == after.headers["ETag"] != before.headers["ETag"]
    assert caller.plaza.control.values()["us-on"] is (value == "true")


def test_a_write_must_name_what_it_saw(caller: Caller) -> None:
    """RFC 6585, 3."""
    token = caller.sign_in("us-on")["access_token"]
    assert caller.write(token, '{"value": false}').status == 428
    assert caller.plaza.control.values()["us-on"] is True


def test_a_stale_write_is_refused(caller: Caller) -> None:
    """faults.md A5; RFC 9110, 13.1.1."""
    token = caller.sign_in("us-on")["access_token"]
    etag = caller.read(token).headers["ETag"]
    caller.plaza.control.set_value("us-on", True)
    for old in (etag, "W/" + caller.read(token).headers["ETag"], '"v"', "nonsense", ""):
        assert caller.write(token, '{"value": false}', old).status == 412
    assert caller.plaza.control.values()["us-on"] is True


def test_an_etag_from_before_a_reset_stays_stale(caller: Caller) -> None:
    token = caller.sign_in("us-on")["access_token"]
    etag = caller.read(token).headers["ETag"]
    caller.plaza.control.reset()
    assert caller.write(token, '{"value": false}', etag).status == 412


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "false",
        "{}",
        '{"value": null}',
        '{"value": 0}',
        '{"value": 1}',
        '{"value": "false"}',
        '{"value": []}',
        '[["value", false]]',
        '{"value": false, "more": 1}',
        '{"value": true, "value": false}',
        "[" * 20000,
    ],
)
def test_a_malformed_body_is_refused(caller: Caller, body: str) -> None:
    token = caller.sign_in("us-on")["access_token"]
    reply = caller.write(token, body, caller.read(token).headers["ETag"])
    assert (reply.status, reply.json) == (400, {"error": "malformed"})
    assert caller.plaza.control.values()["us-on"] is True


def test_a_body_must_say_that_it_is_json(caller: Caller) -> None:
    token = caller.sign_in("us-on")["access_token"]
    etag = caller.read(token).headers["ETag"]
    assert caller.write(token, '{"value": false}', etag, "text/plain").status == 415


def test_a_setting_that_is_not_offered_cannot_be_written(caller: Caller) -> None:
    token = caller.sign_in("uk-2024")["access_token"]
    reply = caller.write(token, '{"value": false}', caller.read(token).headers["ETag"])
    assert reply.status == 409
    assert caller.plaza.control.values()["uk-2024"] is None


def test_says_200_but_does_not_save(caller: Caller) -> None:
    """faults.md A1: the answer to the write cannot be told from a true one; only the next read can tell."""
    token = caller.sign_in("us-forgets")["access_token"]
    before = caller.read(token)
    written = caller.write(token, '{"value": false}', before.headers["ETag"])
    assert written.status == 200
    assert written.json == {**before.json, "value": False}
    assert written.headers["ETag"] != before.headers["ETag"]
    after = caller.read(token)
    assert after.json == before.json
    assert after.headers["ETag"] == before.headers["ETag"]
    assert caller.write(token, '{"value": false}', written.headers["ETag"]).status == 412


@pytest.mark.parametrize("path", ["/api/me", "/api/settings", SETTING])
def test_without_a_good_token_nothing_is_told(caller: Caller, path: str) -> None:
    """RFC 6750, 3 and 3.1."""
    bare = caller.ask("GET", path)
    assert (bare.status, bare.headers["WWW-Authenticate"]) == (401, 'Bearer realm="plaza"')
    refresh_token = caller.sign_in("us-on")["refresh_token"]
    for header in ("Bearer nonsense", "Bearer", "Basic dXMtb246", f"Bearer {refresh_token}", "Bearer a b"):
        reply = caller.ask("GET", path, Authorization=header)
        assert reply.status == 401
        assert 'error="invalid_token"' in reply.headers["WWW-Authenticate"]


@pytest.mark.parametrize("path", ["/api/me", "/api/settings", SETTING])
def test_without_the_scope_nothing_is_told(caller: Caller, path: str) -> None:
    reply = caller.read(caller.sign_in("us-on", scope="openid")["access_token"], path)
    assert reply.status == 403
    assert 'error="insufficient_scope"' in reply.headers["WWW-Authenticate"]


def test_each_member_has_their_own_setting(caller: Caller) -> None:
    amber, birch = (caller.sign_in(user_id)["access_token"] for user_id in ("us-on", "uk-shared"))
    caller.write(amber, '{"value": false}', caller.read(amber).headers["ETag"])
    assert caller.read(birch).json["value"] is True


@pytest.mark.parametrize("host", ["evil.example", "localhost:{port}", "127.0.0.1", "127.0.0.1:{port}.evil.example", ""])
def test_another_host_name_is_refused(caller: Caller, host: str) -> None:
    """faults.md O4, on Plaza's side: a name rebound to this computer opens nothing."""
    port = urlsplit(caller.plaza.base).port
    reply = ask(caller.plaza.base, "GET", "/settings/ai-training", None, {"Host": host.format(port=port)})
    assert reply.status == 400
    assert "practice" not in reply.text


def test_a_request_without_a_host_is_refused(caller: Caller) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(caller.plaza.base).port or 0), 10) as line:
        line.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert line.recv(64).startswith(b"HTTP/1.0 400 ")


def test_a_large_body_is_refused(caller: Caller) -> None:
    assert caller.post("/token", {"code": "x" * 70000}).status == 413


def test_a_large_body_is_refused_before_it_comes(caller: Caller) -> None:
    host = caller.plaza.base.removeprefix("http://")
    with socket.create_connection(("127.0.0.1", int(host.rpartition(":")[2])), 10) as line:
        line.sendall(f"POST /nowhere HTTP/1.1\r\nHost: {host}\r\nContent-Length: 900000000\r\n\r\n".encode())
        assert line.recv(64).startswith(b"HTTP/1.1 413 ")
