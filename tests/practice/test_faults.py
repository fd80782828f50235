"""How Plaza misbehaves on purpose: each kind of fault as a program on the other side meets it, in plain HTTP."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest
from tests.practice.caller import SETTING, Caller, Listener, Reply, ask

from demur.practice.faults import ELSEWHERE, FAULTS, STATUSES
from demur.practice.launcher import Plaza

OFF = '{"value": false}'


def write(caller: Caller, token: str, body: str = OFF) -> Reply:
    return caller.write(token, body, caller.read(token).headers["ETag"])


@pytest.mark.parametrize(("member", "wait_s"), [("us-late", 1), ("us-much-later", 60)])
def test_saves_late_by_its_own_clock(caller: Caller, member: str, wait_s: int) -> None:
    """faults.md A2."""
    token = caller.sign_in(member)["access_token"]
    assert write(caller, token).json["value"] is False
    assert caller.plaza.control.values()[member] is True
    caller.plaza.control.advance(wait_s)
    assert caller.read(token).json["value"] is False
    assert caller.plaza.control.values()[member] is False


def test_goes_on_again_after_two_minutes(caller: Caller) -> None:
    """faults.md A8."""
    token, control = caller.sign_in("us-on-again")["access_token"], caller.plaza.control
    off = write(caller, token)
    control.advance(110)
    assert control.values()["us-on-again"] is False
    control.advance(11)
    on = caller.read(token)
    assert (on.json["value"], on.headers["ETag"] != off.headers["ETag"]) == (True, True)
    control.advance(1000)
    assert caller.read(token).headers["ETag"] == on.headers["ETag"], "it happens once"


def test_write_calls_off_what_was_planned(caller: Caller) -> None:
    token, control = caller.sign_in("us-on-again")["access_token"], caller.plaza.control
    write(caller, token)
    control.set_value("us-on-again", False)
    control.advance(1000)
    assert control.values()["us-on-again"] is False


def test_planned_change_outlives_a_restart(tmp_path: Path, resources: Path, listener: Listener) -> None:
    with Plaza.start(tmp_path / "s", resources) as first:
        caller = Caller(first, tmp_path / "s", listener)
        write(caller, caller.sign_in("us-on-again")["access_token"])
    with Plaza.start(tmp_path / "s", resources) as second:
        assert second.control.values()["us-on-again"] is False
        second.control.advance(121)
        assert second.control.values()["us-on-again"] is True


@pytest.mark.parametrize("fault", ["cut-after-write", "cut-in-status", "cut-in-body"])
def test_cuts_the_connection_once_the_write_was_made(caller: Caller, fault: str) -> None:
    """faults.md A3."""
    token = caller.sign_in("us-on")["access_token"]
    caller.plaza.control.set_fault("us-on", fault)
    with pytest.raises((HTTPException, ConnectionError)):
        write(caller, token)
    assert caller.plaza.control.values()["us-on"] is False
    assert caller.read(token).json["value"] is False


@pytest.mark.parametrize(("fault", "method"), [("cut-before-write", "PUT"), ("cut-on-read", "GET")])
def test_cuts_the_connection_before_anything_happens(caller: Caller, fault: str, method: str) -> None:
    token = caller.sign_in("us-on")["access_token"]
    etag = caller.read(token).headers["ETag"]
    caller.plaza.control.set_fault("us-on", fault)
    with pytest.raises((HTTPException, ConnectionError)):
        caller.write(token, OFF, etag) if method == "PUT" else caller.read(token)
    assert caller.plaza.control.values()["us-on"] is True


def test_slow_takes_its_time_for_each_answer() -> None:
    """The wait is a number in the table; nobody waits for it here."""
    waited: list[float] = []
    begin = FAULTS["slow"].begin
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("demur.practice.bends.time.sleep", waited.append)
        begin(None)  # type: ignore[arg-type]  # it looks at nothing
    assert waited == [1.5]


def test_fails_the_first_write_and_saves_the_next(caller: Caller) -> None:
    token = caller.sign_in("us-500")["access_token"]
    assert write(caller, token).status == 500
    assert caller.plaza.control.values()["us-500"] is True
    assert write(caller, token).status == 200
    assert caller.plaza.control.values()["us-500"] is False


def test_signs_out_once_the_write_was_made(caller: Caller) -> None:
    tokens = caller.sign_in("us-signed-out")
    token = tokens["access_token"]
    assert write(caller, token).status == 200
    assert caller.read(token).status == 401
    assert caller.read(token, "/api/me").status == 401
    assert caller.refresh(tokens["refresh_token"]).status == 400
    assert caller.plaza.control.values()["us-signed-out"] is False


def test_asks_for_fewer_requests(caller: Caller) -> None:
    token = caller.sign_in("us-429")["access_token"]
    reply = write(caller, token)
    assert (reply.status, reply.headers["Retry-After"]) == (429, "60")
    assert caller.plaza.control.values()["us-429"] is True


@pytest.mark.parametrize("name", STATUSES)
def test_answers_with_any_status_when_told_to(caller: Caller, name: str) -> None:
    """faults.md A5."""
    status, headers = STATUSES[name]
    token, control = caller.sign_in("us-on")["access_token"], caller.plaza.control
    control.set_fault("us-on", f"{name}-on-write")
    refused = write(caller, token)
    assert refused.status == status
    assert {header: refused.headers[header] for header in headers} == headers
    control.set_fault("us-on", f"{name}-on-read-back")
    assert caller.read(token).status == 200, "nothing was written yet"
    assert write(caller, token).status == 200
    assert caller.read(token).status == caller.read(token, "/api/me").status == status
    control.reset()
    control.set_fault("us-on", f"{name}-on-read")
    assert caller.read(token).status == status
    assert control.values()["us-on"] is True


@pytest.mark.parametrize(("fault", "identity"), [("other-account", "us-other"), ("other-member", "uk-shared")])
def test_names_another_account_after_a_write(caller: Caller, fault: str, identity: str) -> None:
    """faults.md A7."""
    token = caller.sign_in("us-other")["access_token"]
    caller.plaza.control.set_fault("us-other", fault)
    assert caller.read(token, "/api/me").json["id"] == caller.read(token).json["account"]["id"] == "us-other"
    assert write(caller, token).json["account"]["id"] == "us-other"
    assert caller.read(token, "/api/me").json["id"] == identity
    assert caller.read(token).json["account"]["id"] == "uk-shared"


SHAPES: dict[str, Callable[[Reply], object]] = {
    "missing": lambda reply: "value" not in reply.json,
    "renamed": lambda reply: "value" not in reply.json and reply.json["Value"] is True,
    "null": lambda reply: reply.json["value"] is None,
    "text": lambda reply: reply.json["value"] == "false",
    "zero": lambda reply: reply.json["value"] == 0 and reply.json["value"] is not False,
    "one": lambda reply: reply.json["value"] == 1 and reply.json["value"] is not True,
    "empty-text": lambda reply: reply.json["value"] == "",
    "list": lambda reply: reply.json["value"] == [True],
    "nested": lambda reply: reply.json["value"] == {"value": True},
    "doubled": lambda reply: reply.text.count('"value"') == 2,
    "html": lambda reply: reply.text.startswith("<!doctype html>"),
    "empty": lambda reply: reply.text == "",
    "truncated": lambda reply: reply.text.startswith('{"account"') and not reply.text.endswith("}"),
    "other-type": lambda reply: reply.headers["Content-Type"].startswith("text/plain") and reply.json["value"] is True,
}


@pytest.mark.parametrize("name", SHAPES)
def test_answers_in_a_form_nobody_promised(caller: Caller, name: str) -> None:
    """faults.md A4, as it looks from outside; the interface stays itself for everything else."""
    assert {f"value-{each}" for each in SHAPES} == {each for each in FAULTS if each.startswith("value-")}
    token = caller.sign_in("us-on")["access_token"]
    caller.plaza.control.set_fault("us-on", f"value-{name}")
    reply = caller.read(token)
    assert reply.status == 200
    assert SHAPES[name](reply)
    assert caller.read(token, "/api/me").json["id"] == "us-on"


@pytest.mark.parametrize("is_hopeful", [False, True])
@pytest.mark.parametrize("name", ["aged", "dated", "proxy"])
def test_copy_answers_after_a_write(caller: Caller, name: str, is_hopeful: bool) -> None:
    """faults.md A6: of the time before the write, or as it wished."""
    token, control = caller.sign_in("us-on")["access_token"], caller.plaza.control
    control.set_fault("us-on", f"{'hopeful' if is_hopeful else 'copy'}-{name}")
    assert (caller.read(token).json["value"], caller.read(token).headers["Age"]) == (True, None)
    write(caller, token)
    copy = caller.read(token)
    assert copy.json["value"] is (not is_hopeful)
    assert control.values()["us-on"] is is_hopeful
    assert copy.headers["Age"] == (None if name == "dated" else "30")
    assert copy.headers["X-Cache"] == ("HIT" if name == "proxy" else None)
    age = control.clock() - parsedate_to_datetime(copy.headers["Date"])
    assert (age > timedelta(hours=23)) == (name == "dated")


def test_answers_304_after_a_write(caller: Caller) -> None:
    token = caller.sign_in("us-on")["access_token"]
    caller.plaza.control.set_fault("us-on", "copy-304")
    write(caller, token)
    assert (caller.read(token).status, caller.read(token).text) == (304, "")


def test_token_endpoint_points_elsewhere_for_a_code_and_for_a_refresh(caller: Caller) -> None:
    """faults.md O10, Plaza's side: the code or token that was shown stays unspent."""
    code = caller.authorize("us-elsewhere")
    reply = caller.exchange(code)
    assert (reply.status, reply.headers["Location"]) == (307, ELSEWHERE)
    caller.plaza.control.set_fault("us-elsewhere", "")
    refresh_token = caller.exchange(code).json["refresh_token"]
    caller.plaza.control.set_fault("us-elsewhere", None)
    assert caller.refresh(refresh_token).status == 307
    assert caller.sign_in("us-on")["access_token"], "others are answered as they should be"


def test_other_settings_are_held_apart_and_one_has_the_opposite_sense(caller: Caller) -> None:
    """faults.md A9 and A10."""
    token, control = caller.sign_in("us-on")["access_token"], caller.plaza.control
    keep_out = "/api/settings/keep-out"
    before = caller.read(token, keep_out)
    assert before.json["value"] is False
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    headers["If-Match"] = before.headers["ETag"]
    assert ask(caller.plaza.base, "PUT", keep_out, '{"value": true}', headers).json["value"] is True
    assert control.values("keep-out")["us-on"] is False
    assert [control.values(each)["us-on"] for each in ("ai-training", "ai-partners", "ai-photos")] == [True] * 3


@pytest.mark.parametrize(("fault", "saved"), [("saves-only-posts", "ai-training"), ("saves-only-photos", "ai-photos")])
def test_saves_one_of_its_settings_only(caller: Caller, fault: str, saved: str) -> None:
    token, control = caller.sign_in("us-on")["access_token"], caller.plaza.control
    control.set_fault("us-on", fault)
    for each in ("ai-training", "ai-partners", "ai-photos"):
        path = f"/api/settings/{each}"
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        headers["If-Match"] = caller.read(token, path).headers["ETag"]
        assert ask(caller.plaza.base, "PUT", path, OFF, headers).json["value"] is False
        assert control.values(each)["us-on"] is (each != saved)


def test_half_of_an_answer_lacks_the_other_values(caller: Caller) -> None:
    token = caller.sign_in("us-on")["access_token"]
    caller.plaza.control.set_fault("us-on", "half-answers")
    assert "value" in caller.read(token).json
    assert "value" not in caller.read(token, "/api/settings/ai-photos").json


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("is_dropped", [False, True])
def test_held_request_waits_until_it_is_let_go(caller: Caller, is_after: bool, is_dropped: bool) -> None:
    token, control = caller.sign_in("us-on")["access_token"], caller.plaza.control
    etag = caller.read(token).headers["ETag"]
    replies: list[Reply] = []
    control.hold("us-on", "PUT", SETTING, is_after=is_after)
    program = Thread(target=lambda: replies.append(caller.write(token, OFF, etag)))
    program.start()
    assert control.wait_held()
    assert replies == []
    assert control.values()["us-on"] is not is_after
    control.release(is_dropped=is_dropped)
    program.join(10)
    was_made = is_after or not is_dropped
    assert [reply.status for reply in replies] == [200 if was_made else 503]
    assert control.values()["us-on"] is not was_made


def test_hold_lets_others_and_the_first_ones_pass(caller: Caller) -> None:
    token, control = caller.sign_in("us-on")["access_token"], caller.plaza.control
    other = caller.sign_in("uk-shared")["access_token"]
    control.hold("us-on", "GET", SETTING, skip=1)
    assert caller.read(token).status == caller.read(token, "/api/me").status == caller.read(other).status == 200
    program = Thread(target=caller.read, args=(token,))
    program.start()
    assert control.wait_held()
    control.reset()
    program.join(10)
    assert not program.is_alive()


def test_state_file_of_the_first_layout_keeps_its_values(tmp_path: Path, resources: Path, listener: Listener) -> None:
    state = tmp_path / "s"
    connection = sqlite3.connect(state)
    with connection:
        connection.execute(
            "CREATE TABLE setting (user_id TEXT PRIMARY KEY, value INTEGER, version INTEGER NOT NULL,"
            " changed_at TEXT NOT NULL) STRICT"
        )
        connection.execute("INSERT INTO setting VALUES ('us-on', 0, 7, '2026-01-01T00:00:00+00:00')")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    for _ in range(2):
        with Plaza.start(state, resources) as plaza:
            assert plaza.control.values()["us-on"] is False
            assert plaza.control.values("ai-photos")["us-on"] is True
            caller = Caller(plaza, state, listener)
            assert caller.read(caller.sign_in("us-on")["access_token"]).headers["ETag"] == '"v7"'
