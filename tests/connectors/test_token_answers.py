"""Answers of the token endpoint: kept only where they are what they must be (row O10)."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.data_folder import sign_in
from tests.support.platform_server import TinyPlatform
from tests.support.tiny_http import Reply, TinyHttp, as_json

from demur.connectors.api import oauth, session
from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import (
    PlatformFailing,
    PlatformRefused,
    PlatformUnreachable,
    Problem,
    RateLimited,
    RedirectRefused,
    ReplyTooLarge,
    ReplyUnreadable,
    SignedOut,
    SignInNotTrusted,
    SignInRefused,
)

GOOD = {"access_token": "a", "token_type": "Bearer", "scope": "openid settings"}


@pytest.fixture
def other() -> Iterator[TinyHttp]:
    with TinyHttp(lambda _: as_json({})) as server:
        yield server


def refused(tiny: TinyPlatform, platform: ApiPlatform) -> Problem:
    """Sign in, and return the problem; nothing was asked with a token that came this way."""
    with pytest.raises(Problem) as caught:
        sign_in(platform, tiny.allow)
    assert tiny.asked("/me") == []
    assert len(tiny.asked("/token")) == 1, "a code is sent once"
    return caught.value


O10: list[tuple[dict[str, Any], str]] = [
    ({"token_type": None}, "token_type"),
    ({"token_type": "mac"}, "token_type"),
    ({"token_type": "DPoP"}, "token_type"),
    ({"token_type": 1}, "token_type"),
    ({"access_token": None}, "access_token"),
    ({"access_token": ""}, "access_token"),
    ({"access_token": "two words"}, "access_token"),
    ({"access_token": "a\r\nX-Evil: 1"}, "access_token"),
    ({"access_token": 7}, "access_token"),
    ({"expires_in": "3600"}, "expires_in"),
    ({"expires_in": -1}, "expires_in"),
    ({"expires_in": 1e9}, "expires_in"),
    ({"expires_in": 10**12}, "expires_in"),
    ({"expires_in": True}, "expires_in"),
    ({"expires_in": 0}, "expires_in"),
    ({"scope": "openid"}, "scope"),
    ({"scope": "openid settings messages"}, "scope"),
    ({"scope": ["openid", "settings"]}, "scope"),
    ({"scope": ""}, "scope"),
    ({"refresh_token": "a b"}, "refresh_token"),
    ({"refresh_token": 5}, "refresh_token"),
    ({"id_token": ["x"]}, "id_token"),
    ({"id_token": None}, "id_token"),
]


@pytest.mark.parametrize(("bend", "what"), O10)
def test_o10_a_field_that_is_not_as_it_must_be(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, bend: dict[str, Any], what: str
) -> None:
    tiny.bends.token = bend
    problem = refused(tiny, tiny_facts)
    assert (type(problem), problem.details) == (SignInNotTrusted, {"what": what})


def test_what_may_be_left_out_may_be_left_out(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.token = {"expires_in": None, "scope": None, "refresh_token": None, "token_type": "bearer", "more": 1}
    assert set(sign_in(tiny_facts, tiny.allow).tokens) == {"access_token", "audience"}


BODIES: list[tuple[Reply, type[Problem]]] = [
    (Reply(200, b"<!doctype html>", {"Content-Type": "text/html"}), ReplyUnreadable),
    (Reply(200, json.dumps(GOOD).encode(), {"Content-Type": "text/html"}), ReplyUnreadable),
    (Reply(200, json.dumps(GOOD).encode()), ReplyUnreadable),
    (as_json([GOOD]), SignInNotTrusted),
    (as_json("token"), SignInNotTrusted),
    (as_json(None), SignInNotTrusted),
    (Reply(200, b'{"access_token":"a","access_token":"b"}', {"Content-Type": "application/json"}), ReplyUnreadable),
    (Reply(200, b"access_token=a&token_type=bearer", {"Content-Type": "application/json"}), ReplyUnreadable),
    (as_json(GOOD, 403), PlatformRefused),
    (as_json(GOOD, 500), PlatformFailing),
    (Reply(503, b"<html>", {"Content-Type": "text/html"}), PlatformFailing),
    (as_json({"error": "slow_down"}, 429), RateLimited),
    (as_json({"error": "invalid_grant"}, 400), SignInRefused),
    (as_json({"error": "invalid_client"}, 401), SignInRefused),
    (as_json({"error": ["<b>"]}, 400), SignInRefused),
    (as_json(GOOD, 400), ReplyUnreadable),
]


@pytest.mark.parametrize(("reply", "kind"), BODIES)
def test_o10_an_answer_that_is_none(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, reply: Reply, kind: type[Problem]
) -> None:
    tiny.bends.replies["/token"] = lambda _: reply
    problem = refused(tiny, tiny_facts)
    assert type(problem) is kind
    assert "<b>" not in str(problem.details)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_o10_the_code_goes_nowhere_else(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, other: TinyHttp, status: int
) -> None:
    tiny.bends.replies["/token"] = lambda _: Reply(status, headers={"Location": f"{other.base}/token"})
    assert isinstance(refused(tiny, tiny_facts), RedirectRefused)
    assert other.seen == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_o10_the_refresh_token_goes_nowhere_else(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, other: TinyHttp, status: int
) -> None:
    tiny.bends.replies["/token"] = lambda _: Reply(status, headers={"Location": f"{other.base}/token"})
    with pytest.raises(RedirectRefused):
        oauth.refresh(tiny_facts, "secret")
    assert other.seen == []


def test_o10_fifty_megabytes(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.replies["/token"] = lambda _: Reply(200, b" " * 50_000_000, {"Content-Type": "application/json"})
    assert isinstance(refused(tiny, tiny_facts), ReplyTooLarge)


def test_o10_silence(tiny: TinyPlatform, tiny_facts: ApiPlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "READ_LIMIT_S", 0.3)
    tiny.bends.replies["/token"] = lambda _: Reply(raw=tiny.stall)
    assert isinstance(refused(tiny, tiny_facts), PlatformUnreachable)


def test_a_refusal_that_repeats_our_secret_is_not_repeated(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.replies["/token"] = lambda seen: as_json(
        {"error": "x", "error_description": seen.form["refresh_token"]}, 400
    )
    with pytest.raises(SignedOut) as caught:
        oauth.refresh(tiny_facts, "canary-7")
    cause = caught.value.__cause__
    assert "canary" not in f"{caught.value!r}{cause!r}{caught.value.details}"
