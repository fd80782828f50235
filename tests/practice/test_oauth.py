"""Plaza's authorization server, seen by a program: what it promises, what it refuses, what it takes back."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from tests.practice.caller import Caller


def test_metadata_says_what_a_careful_client_needs(caller: Caller) -> None:
    """RFC 8414, 2; RFC 9207, 3."""
    told = caller.ask("GET", "/.well-known/oauth-authorization-server").json
    base = caller.plaza.base
    assert told["issuer"] == base
    assert told["authorization_endpoint"] == f"{base}/authorize"
    assert told["token_endpoint"] == f"{base}/token"
    assert told["revocation_endpoint"] == f"{base}/revoke"
    assert told["jwks_uri"] == f"{base}/jwks"
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["authorization_response_iss_parameter_supported"] is True
    assert told["token_endpoint_auth_methods_supported"] == ["none"]
    assert told["response_types_supported"] == ["code"]
    assert told["grant_types_supported"] == ["authorization_code", "refresh_token"]


def test_keys_are_public_only(caller: Caller) -> None:
    [key] = caller.ask("GET", "/jwks").json["keys"]
    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": None},
        {"code_challenge": ""},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": "s256"},
        {"code_challenge": "short"},
        {"code_challenge": "a" * 44},
    ],
)
def test_no_code_without_s256(caller: Caller, changes: dict[str, str | None]) -> None:
    """faults.md O6: refused at the authorization endpoint, before there is a code."""
    reply = caller.ask("GET", caller.request_path(**changes))
    assert reply.status == 303
    assert reply.returned["error"] == "invalid_request"
    assert "code" not in reply.returned


@pytest.mark.parametrize(
    ("error", "changes"),
    [
        ("unsupported_response_type", {"response_type": "token"}),
        ("unsupported_response_type", {"response_type": None}),
        ("unsupported_response_type", {"response_type": 'code"\u202e'}),
        ("invalid_scope", {"scope": "openid everything"}),
        ("invalid_scope", {"scope": None}),
        ("invalid_scope", {"scope": " "}),
        ("invalid_request", {"code_challenge_method": "plain"}),
        ("login_required", {"prompt": "none"}),
    ],
)
def test_every_error_sent_back_names_issuer_and_state(
    caller: Caller, error: str, changes: dict[str, str | None]
) -> None:
    """faults.md O3; RFC 9207, 2: errors too."""
    reply = caller.ask("GET", caller.request_path(**changes))
    assert reply.status == 303
    assert reply.headers["Location"].startswith(caller.listener.address + "?")
    assert reply.returned["error"] == error
    assert reply.returned["iss"] == caller.plaza.base
    assert reply.returned["state"] == "a state & more"


def test_a_repeated_parameter_is_refused(caller: Caller) -> None:
    """RFC 6749, 3.1."""
    reply = caller.ask("GET", caller.request_path() + f"&code_challenge={caller.challenge}")
    assert reply.returned["error"] == "invalid_request"
    assert reply.returned["iss"] == caller.plaza.base
    twice = caller.ask("GET", caller.request_path() + "&state=other")
    assert "state" not in twice.returned


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": None},
        {"redirect_uri": "http://localhost:4000/callback"},
        {"redirect_uri": "https://127.0.0.1:4000/callback"},
        {"redirect_uri": "http://127.0.0.1/callback"},
        {"redirect_uri": "http://127.0.0.1:0/callback"},
        {"redirect_uri": "http://127.0.0.1:70000/callback"},
        {"redirect_uri": "http://127.0.0.1:4000/callback/"},
        {"redirect_uri": "http://127.0.0.1:4000/callback?x=1"},
        {"redirect_uri": "http://127.0.0.1:4000/callback\n"},
        {"redirect_uri": "http://127.0.0.1:4000/callback#x"},
        {"redirect_uri": "http://127.0.0.1:4000/other"},
        {"redirect_uri": "http://127.0.0.2:4000/callback"},
        {"redirect_uri": "http://127.0.0.1:4000@example.org/callback"},
        {"redirect_uri": 'http://127.0.0.1:4000/callback"'},
        {"redirect_uri": "javascript:alert(1)"},
        {"client_id": "another"},
        {"client_id": None},
    ],
)
def test_a_doubtful_address_gets_a_page_and_no_redirect(caller: Caller, changes: dict[str, str | None]) -> None:
    """RFC 6749, 4.1.2.1; RFC 8252, 7.3."""
    reply = caller.ask("GET", caller.request_path(**changes))
    assert reply.status == 400
    assert "Location" not in reply.headers
    assert "not one Plaza knows" in reply.text


def test_a_second_address_gets_no_redirect(caller: Caller) -> None:
    reply = caller.ask("GET", caller.request_path() + "&redirect_uri=http://127.0.0.1:4000/callback")
    assert reply.status == 400
    assert "Location" not in reply.headers


@pytest.mark.parametrize("port", [1, 4000, 65535])
def test_any_port_of_loopback_will_do(caller: Caller, port: int) -> None:
    assert caller.ask("GET", caller.request_path(redirect_uri=f"http://127.0.0.1:{port}/callback")).status == 200


def test_a_code_buys_tokens(caller: Caller) -> None:
    tokens = caller.exchange(caller.authorize()).json
    assert set(tokens) == {"access_token", "refresh_token", "id_token", "token_type", "expires_in", "scope"}
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 600
    assert tokens["scope"] == "openid settings"


def test_id_token_holds_what_a_client_checks(caller: Caller) -> None:
    """OpenID Connect Core, 2 and 3.1.3.7."""
    before = int(time.time())
    tokens = caller.sign_in("uk-shared")
    keys = KeySet.import_key_set(caller.ask("GET", "/jwks").json)
    token = jwt.decode(tokens["id_token"], keys, ["ES256"])
    claims = token.claims
    assert token.header["kid"] == caller.ask("GET", "/jwks").json["keys"][0]["kid"]
    assert claims["iss"] == caller.plaza.base
    assert claims["aud"] == ["demur-desktop"]
    assert claims["sub"] == "uk-shared"
    assert claims["nonce"] == caller.nonce
    assert before <= claims["auth_time"] <= claims["iat"] < claims["exp"] <= time.time() + 600


def test_no_id_token_for_a_plain_oauth_request(caller: Caller) -> None:
    assert "id_token" not in caller.sign_in("us-on", scope="settings")


def test_token_answers_are_not_kept(caller: Caller) -> None:
    """RFC 6749, 5.1."""
    assert caller.exchange(caller.authorize()).headers["Cache-Control"] == "no-store"


def test_a_code_replayed_is_refused_and_takes_its_tokens_along(caller: Caller) -> None:
    """faults.md O7; RFC 6749, 4.1.2."""
    code = caller.authorize()
    tokens = caller.exchange(code).json
    assert caller.read(tokens["access_token"]).status == 200
    replay = caller.exchange(code)
    assert (replay.status, replay.json["error"]) == (400, "invalid_grant")
    assert caller.read(tokens["access_token"]).status == 401
    assert caller.refresh(tokens["refresh_token"]).status == 400


def test_a_code_used_at_once_by_many_yields_one_answer(caller: Caller) -> None:
    """faults.md O7."""
    code = caller.authorize()
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(caller.exchange, [code] * 6))
    assert Counter(reply.status for reply in replies) == {200: 1, 400: 5}


@pytest.mark.parametrize(
    ("error", "changes"),
    [
        ("invalid_grant", {"code_verifier": "x" * 43}),
        ("invalid_request", {"code_verifier": ""}),
        ("invalid_request", {"code_verifier": "short"}),
        ("invalid_grant", {"redirect_uri": "http://127.0.0.1:1/callback"}),
        ("invalid_client", {"client_id": "another"}),
        ("invalid_client", {"client_secret": "guess"}),
        ("unsupported_grant_type", {"grant_type": "password"}),
    ],
)
def test_a_code_is_bound_to_its_request(caller: Caller, error: str, changes: dict[str, str]) -> None:
    code = caller.authorize()
    reply = caller.exchange(code, **changes)
    assert (reply.status, reply.json["error"]) == (400, error)
    assert caller.exchange(code).status == 200


def test_a_code_is_short_lived(caller: Caller) -> None:
    code = caller.authorize()
    caller.age_tokens("code", 61)
    assert caller.exchange(code).json["error"] == "invalid_grant"


def test_refreshing_rotates(caller: Caller) -> None:
    first = caller.sign_in()
    second = caller.refresh(first["refresh_token"]).json
    assert second["refresh_token"] != first["refresh_token"]
    assert second["scope"] == "openid settings"
    assert caller.read(second["access_token"]).status == 200
    assert caller.refresh(second["refresh_token"]).status == 200


def test_an_old_refresh_token_revokes_the_family(caller: Caller) -> None:
    """faults.md O12; RFC 9700, 4.14.2."""
    first = caller.sign_in()
    second = caller.refresh(first["refresh_token"]).json
    reuse = caller.refresh(first["refresh_token"])
    assert (reuse.status, reuse.json["error"]) == (400, "invalid_grant")
    assert caller.refresh(second["refresh_token"]).status == 400
    assert caller.read(second["access_token"]).status == 401


def test_two_refreshes_at_once_yield_at_most_one_answer(caller: Caller) -> None:
    """faults.md O12."""
    token = caller.sign_in()["refresh_token"]
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(caller.refresh, [token] * 6))
    assert Counter(reply.status for reply in replies) == {200: 1, 400: 5}


def test_a_refresh_may_ask_for_less_but_not_for_more(caller: Caller) -> None:
    """RFC 6749, 6."""
    narrow = caller.refresh(caller.sign_in()["refresh_token"], scope="openid").json
    assert caller.read(narrow["access_token"]).status == 403
    assert caller.refresh(narrow["refresh_token"]).json["scope"] == "openid settings"
    only_settings = caller.sign_in("us-on", scope="settings")
    assert caller.refresh(only_settings["refresh_token"], scope="openid settings").json["error"] == "invalid_scope"


def test_an_access_token_lasts_ten_minutes(caller: Caller) -> None:
    token = caller.sign_in()["access_token"]
    caller.age_tokens("access", 590)
    assert caller.read(token).status == 200
    caller.age_tokens("access", 11)
    assert caller.read(token).status == 401


def test_plazas_clock_does_not_age_tokens(caller: Caller) -> None:
    token = caller.sign_in()["access_token"]
    caller.plaza.control.advance(7 * 86400)
    assert caller.read(token).status == 200


@pytest.mark.parametrize("hint", [{}, {"token_type_hint": "access_token"}, {"token_type_hint": "nonsense"}])
def test_revoking_the_refresh_token_ends_the_sign_in(caller: Caller, hint: dict[str, str]) -> None:
    """RFC 7009, 2.1 and 2.2: a wrong hint is ignored."""
    tokens = caller.sign_in()
    assert caller.revoke(tokens["refresh_token"], **hint).status == 200
    assert caller.refresh(tokens["refresh_token"]).status == 400
    assert caller.read(tokens["access_token"]).status == 401


def test_revoking_the_access_token_leaves_the_sign_in(caller: Caller) -> None:
    tokens = caller.sign_in()
    assert caller.revoke(tokens["access_token"], token_type_hint="access_token").status == 200
    assert caller.read(tokens["access_token"]).status == 401
    assert caller.refresh(tokens["refresh_token"]).status == 200


def test_revoking_what_is_not_there_is_no_error(caller: Caller) -> None:
    """RFC 7009, 2.2."""
    assert caller.revoke("never issued").status == 200
    assert caller.revoke("").status == 400
    assert caller.revoke("never issued", client_id="another").json["error"] == "invalid_client"


@pytest.mark.parametrize("path", ["/token", "/revoke"])
def test_parameters_belong_in_the_body_once(caller: Caller, path: str) -> None:
    """RFC 6749, 2.3.1 and 3.2."""
    token = caller.sign_in()["refresh_token"]
    wish = {"grant_type": "refresh_token", "client_id": "demur-desktop", "refresh_token": token, "token": token}
    assert caller.post(f"{path}?client_id=demur-desktop", wish).status == 400
    assert caller.post(path, [*wish.items(), ("client_id", "demur-desktop")]).status == 400
    assert caller.ask("GET", path).status == 405
    assert caller.refresh(token).status == 200
