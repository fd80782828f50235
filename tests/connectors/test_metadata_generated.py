"""Generated metadata: whatever a server says of itself, it is believed whole or refused (row S3)."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.data_folder import SHIPPED
from tests.support.generated import JSON_PIECES, anything, bent, feed, near

from demur.connectors import platform_file
from demur.connectors.api import oauth
from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import ReplyUnreadable, SignInNotTrusted
from demur.practice.oauth import describe

BASE = "http://127.0.0.1:49152"
GOOD = describe(BASE)
ODD: list[Any] = [
    *(None, True, 0, 1.5, "", " ", [], {}, ["S256"], ["plain"], ["code"], ["token"], [None], [[]], {"S256": True}),
    *(BASE, f"{BASE}/", f"{BASE}/x", f"{BASE}/x y", f"{BASE}/x?y", f"{BASE}/x#y", f"{BASE}/\u202e", f"{BASE}\n"),
    *(f"{BASE}.evil.example/x", "http://127.0.0.1:1/x", "http://[::1]/x", "http://[/x", "//127.0.0.1:49152/x"),
    *("http://user@127.0.0.1:49152/x", "javascript:alert(1)", "file:///x", "-x", "$(x)", "x" * 3000, "\ud800"),
]


@pytest.fixture
def platform(tmp_path: Path) -> ApiPlatform:
    """Plaza's own file, with an address in it."""
    found = platform_file.load(SHIPPED / "plaza.toml", is_shipped=True)
    assert isinstance(found, ApiPlatform)
    return found.at(BASE)


def test_s3_whatever_a_server_says_of_itself(platform: ApiPlatform) -> None:
    """S3: 4,096 replies; what is believed leads to the platform's own origin, and every field was met bent."""

    def judge(body: bytes) -> str:
        try:
            found = oauth.read_metadata(platform, body)
        except (ReplyUnreadable, SignInNotTrusted) as problem:
            return f"{problem.code} {problem.details['what']}"
        for address in filter(None, (found.authorization, found.token, found.revocation, found.keys)):
            assert address == BASE or address.startswith(f"{BASE}/")
            assert address.isascii()
            assert not set(address) & set(" ?#@\\\n$`")
        return "believed"

    whole = bent(GOOD, ODD).map(json.dumps).map(str.encode)
    answers = feed(whole | near(json.dumps(GOOD).encode(), JSON_PIECES) | whole | anything(), judge)
    assert answers["believed"] > 100
    ends = ("authorization_endpoint", "token_endpoint", "revocation_endpoint", "jwks_uri")
    for place in (*ends, "issuer", "code_challenge_methods_supported", "response_types_supported"):
        assert answers[f"sign-in-not-trusted {place}"], answers
    for place in (*(f"/{end}" for end in ends), "/issuer", "JSON"):
        assert answers[f"reply-unreadable {place}"], answers
