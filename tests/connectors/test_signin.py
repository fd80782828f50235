"""Whole sign-ins, at Plaza and at a platform that bends its answers (rows O3, O5, O6, O7, O18)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.support.data_folder import PAGES, World, open_in, sign_in
from tests.support.platform_server import Clock, TinyPlatform, fetch
from tests.support.tiny_http import Reply, as_json

from demur.connectors.api import oauth
from demur.connectors.api.signin import SignIn
from demur.connectors.platform_file import ApiPlatform
from demur.connectors.waiting import Waiting
from demur.core.problem import (
    BrowserNotOpened,
    SignInCancelled,
    SignInNotTrusted,
    SignInRefused,
    SignInTimedOut,
)
from demur.core.setting import PlatformId
from demur.practice.launcher import Plaza
from demur.practice.visitor import visit


def asked_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query, strict_parsing=True).items()}


def not_opened(url: str) -> None:
    pytest.fail("the browser must not be opened")


def test_plaza_signs_a_member_in(plaza: Plaza, plaza_world: World) -> None:
    platform = plaza_world.catalogue.find(PlatformId("plaza"))
    signed_in = sign_in(platform, lambda url: visit(url, "us-on"))
    assert signed_in.identity.user_id == "us-on"
    assert set(signed_in.tokens) == {"access_token", "refresh_token", "expires_at", "audience"}
    assert signed_in.tokens["access_token"] not in repr(signed_in)
    paths = [line["path"] for line in plaza.control.log()]
    assert paths[0] == "/.well-known/oauth-authorization-server"
    assert paths[-3:] == ["/token", "/jwks", "/api/me"]


def test_plaza_may_be_refused_by_the_member(plaza_world: World) -> None:
    platform = plaza_world.catalogue.find(PlatformId("plaza"))
    with pytest.raises(SignInRefused) as caught:
        sign_in(platform, lambda url: visit(url, "us-on", allow=False))
    assert caught.value.details == {"error": "access_denied"}


def test_the_address_asks_for_what_the_standards_demand(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    sign_in(tiny_facts, tiny.allow)
    asked = tiny.asked("/authorize")[0].query
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert (len(asked["code_challenge"]), asked["client_id"], asked["scope"]) == (
        43,
        "demur-desktop",
        "openid settings",
    )
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    token = tiny.asked("/token")[0].form
    assert token["redirect_uri"] == asked["redirect_uri"]
    assert len(token["code_verifier"]) >= 43
    assert "authorization" not in tiny.asked("/token")[0].headers


def test_o6_verifier_state_nonce_and_port_are_new_each_time(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    for _ in range(3):
        sign_in(tiny_facts, tiny.allow)
    for name in ("state", "nonce", "code_challenge", "redirect_uri"):
        assert len({seen.query[name] for seen in tiny.asked("/authorize")}) == 3, name
    assert len({seen.form["code_verifier"] for seen in tiny.asked("/token")}) == 3
    for seen in tiny.asked("/authorize"):
        assert tiny.asked("/token")[0].form["code_verifier"] not in seen.query.values()


O3 = {
    "wrong": lambda found: found | {"iss": "https://evil.example"},
    "missing though promised": lambda found: {name: found[name] for name in ("code", "state")},
    "one slash more": lambda found: found | {"iss": found["iss"] + "/"},
    "empty": lambda found: found | {"iss": ""},
    "error of another": lambda found: {
        "error": "access_denied",
        "state": found["state"],
        "iss": "https://evil.example",
    },
}


@pytest.mark.parametrize("bend", O3.values(), ids=O3.keys())
def test_o3_an_answer_of_another_issuer_ends_it(tiny: TinyPlatform, tiny_facts: ApiPlatform, bend: object) -> None:
    tiny.bends.callback = bend  # type: ignore[assignment]  # each of them takes and returns parameters
    with pytest.raises(SignInNotTrusted) as caught:
        sign_in(tiny_facts, tiny.allow)
    assert caught.value.details == {"what": "iss"}
    assert tiny.asked("/token") == []


def test_o3_a_wrong_issuer_ends_it_where_none_was_promised(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.metadata = {"authorization_response_iss_parameter_supported": None}
    tiny.bends.callback = lambda found: found | {"iss": "https://evil.example"}
    with pytest.raises(SignInNotTrusted):
        sign_in(tiny_facts, tiny.allow)
    tiny.bends.callback = lambda found: {name: found[name] for name in ("code", "state")}
    assert sign_in(tiny_facts, tiny.allow).identity.user_id == "m-1"


def test_o3_two_platforms_swapped(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    """The mix-up of RFC 9207: one platform sends the member on to the other, whose code comes back to us."""
    with TinyPlatform() as honest:

        def swap(url: str) -> None:
            honest.allow(url.replace(tiny.base, honest.base, 1))

        with pytest.raises(SignInNotTrusted):
            sign_in(tiny_facts, swap)
        assert (tiny.asked("/token"), honest.asked("/token")) == ([], [])
        assert len(honest.asked("/authorize")) == 1


ERRORS = ["access_denied", "server_error", "temporarily_unavailable", "invalid_scope"]


@pytest.mark.parametrize("error", ERRORS)
def test_o5_a_registered_error_is_told(tiny: TinyPlatform, tiny_facts: ApiPlatform, error: str) -> None:
    tiny.bends.callback = lambda found: {"error": error, "state": found["state"], "iss": found["iss"]}
    with pytest.raises(SignInRefused) as caught:
        sign_in(tiny_facts, tiny.allow)
    assert caught.value.details == {"error": error}


def test_o5_any_other_error_is_told_without_its_words(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, caplog: pytest.LogCaptureFixture
) -> None:
    strange = "<b>click-here</b>"
    tiny.bends.callback = lambda found: (
        {"state": found["state"], "iss": found["iss"], "error": strange} | {"error_description": strange}
    )
    with caplog.at_level(0), pytest.raises(SignInRefused) as caught:
        sign_in(tiny_facts, tiny.allow)
    assert caught.value.details == {"error": "other"}
    assert "click-here" not in caplog.text


def test_an_empty_code_ends_it(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.callback = lambda found: found | {"code": ""}
    with pytest.raises(SignInNotTrusted):
        sign_in(tiny_facts, tiny.allow)
    assert tiny.asked("/token") == []


@pytest.mark.parametrize("methods", [None, [], ["plain"], "S256", {"S256": True}])
def test_o6_a_server_without_s256_is_refused_before_the_browser(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, methods: object
) -> None:
    tiny.bends.metadata = {"code_challenge_methods_supported": methods}
    with pytest.raises(SignInNotTrusted):
        sign_in(tiny_facts, not_opened)
    assert tiny.asked("/authorize") == []


def test_o7_plaza_takes_a_code_once(plaza_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = plaza_world.catalogue.find(PlatformId("plaza"))
    bought: list[tuple[object, ...]] = []
    exchange = oauth.exchange

    def note(*arguments: object) -> dict[str, object]:
        bought.append(arguments)
        return exchange(*arguments)  # type: ignore[arg-type]  # exactly what it was called with

    monkeypatch.setattr(oauth, "exchange", note)
    sign_in(platform, lambda url: visit(url, "us-on"))
    with pytest.raises(SignInRefused) as caught:
        exchange(*bought[0])  # type: ignore[arg-type]  # as above
    assert caught.value.details == {"error": "invalid_grant"}


def test_o7_two_windows_at_once_do_not_mix(plaza_world: World) -> None:
    platform = plaza_world.catalogue.find(PlatformId("plaza"))
    members = ["us-on", "us-forgets", "us-already-off", "uk-2024"]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda who: sign_in(platform, lambda url: visit(url, who)).identity.user_id, members))
    assert found == members


def test_o7_an_answer_meant_for_another_window_is_ignored(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    """Both windows are open; the answer for the second, sent to the first, changes nothing there."""
    urls: list[str] = []
    both = threading.Barrier(2, timeout=10)

    def browser(url: str) -> None:
        urls.append(url)
        both.wait()
        mine, theirs = asked_of(url), asked_of(next(other for other in urls if other != url))
        crossed = fetch(f"{theirs['redirect_uri']}?code=x&state={mine['state']}&iss={tiny.base}")
        assert crossed.status == 400
        both.wait()
        tiny.allow(url)

    with ThreadPoolExecutor(2) as pool:
        found = [pool.submit(sign_in, tiny_facts, browser) for _ in range(2)]
        tokens = [one.result(10).tokens["access_token"] for one in found]
    assert len(set(tokens)) == 2


def run_and_cancel(platform: ApiPlatform, is_ready: threading.Event) -> float:
    """Call a sign-in off once it is under way, and return how long it took to end."""
    waiting = Waiting(lambda _: is_ready.set())
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(SignIn(PAGES, Clock()).run, platform, waiting)
        assert is_ready.wait(10)
        began = time.monotonic()
        waiting.cancel()
        with pytest.raises(SignInCancelled):
            running.result(10)
    return time.monotonic() - began


def test_o18_cancel_ends_the_wait_for_a_browser_that_was_closed(tiny_facts: ApiPlatform) -> None:
    assert run_and_cancel(tiny_facts, threading.Event()) < 1


def test_o18_cancel_ends_the_wait_for_a_platform_that_keeps_silent(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    is_ready = threading.Event()

    def stall(_: object) -> Reply:
        is_ready.set()
        return Reply(raw=tiny.stall)

    tiny.bends.replies["/.well-known/oauth-authorization-server"] = stall
    assert run_and_cancel(tiny_facts, is_ready) < 1


def test_o18_cancel_ends_the_exchange_too(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    is_asked = threading.Event()

    def stall(_: object) -> Reply:
        is_asked.set()
        return Reply(raw=tiny.stall)

    tiny.bends.replies["/token"] = stall
    waiting = Waiting(lambda url: open_in(tiny.allow, url))
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(SignIn(PAGES, Clock()).run, tiny_facts, waiting)
        assert is_asked.wait(10)
        began = time.monotonic()
        waiting.cancel()
        with pytest.raises(SignInCancelled):
            running.result(10)
    assert time.monotonic() - began < 1


def test_o18_a_cancelled_sign_in_opens_nothing(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    waiting = Waiting(not_opened)
    waiting.cancel()
    with pytest.raises(SignInCancelled):
        SignIn(PAGES, Clock()).run(tiny_facts, waiting)


def test_o18_patience_runs_out(tiny_facts: ApiPlatform) -> None:
    """Ten minutes by the member's clock, which a laptop's sleep moves on."""

    class Slept(Clock):
        def now(self) -> datetime:
            return datetime.fromtimestamp(times.pop(0) if len(times) > 1 else times[0], UTC)

    times = [1_000_000.0, 1_000_001.0, 1_000_700.0]
    urls: list[str] = []
    with pytest.raises(SignInTimedOut):
        SignIn(PAGES, Slept()).run(tiny_facts, Waiting(urls.append))
    with pytest.raises(OSError, match="refused"):
        fetch(asked_of(urls[0])["redirect_uri"])


def test_o18_no_browser_ends_it_and_closes_the_port(tiny_facts: ApiPlatform) -> None:
    urls: list[str] = []

    def fail(url: str) -> None:
        urls.append(url)
        raise BrowserNotOpened

    with pytest.raises(BrowserNotOpened):
        SignIn(PAGES, Clock()).run(tiny_facts, Waiting(fail))
    with pytest.raises(OSError, match="refused"):
        fetch(asked_of(urls[0])["redirect_uri"])


def test_the_identity_decides_who_signed_in(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.replies["/me"] = lambda _: as_json({"id": "someone-else", "handle": "Else"})
    with pytest.raises(SignInNotTrusted) as caught:
        sign_in(tiny_facts, tiny.allow)
    assert caught.value.details == {"what": "sub"}
