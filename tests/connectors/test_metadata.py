"""What an authorization server may say of itself: refused before the browser opens, or believed (row O9)."""

from collections.abc import Iterator

import pytest
from tests.support.data_folder import sign_in
from tests.support.platform_server import METADATA, TinyPlatform
from tests.support.tiny_http import Reply, TinyHttp, as_json

from demur.connectors.api import oauth
from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import Problem, RedirectRefused, ReplyTooLarge, ReplyUnreadable, SignInNotTrusted

ENDPOINTS = ["authorization_endpoint", "token_endpoint", "revocation_endpoint", "jwks_uri"]


@pytest.fixture
def other() -> Iterator[TinyHttp]:
    with TinyHttp(lambda _: as_json({})) as server:
        yield server


def refused(platform: ApiPlatform) -> Problem:
    """Sign in, and return the problem that came before any browser was sent anywhere."""
    sent: list[str] = []
    with pytest.raises(Problem) as caught:
        sign_in(platform, sent.append)
    assert sent == []
    return caught.value


def test_good_metadata_is_believed(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    found = oauth.discover(tiny_facts)
    assert (found.authorization, found.sends_issuer) == (f"{tiny.base}/authorize", True)
    assert found.revocation == f"{tiny.base}/revoke"


@pytest.mark.parametrize("suffix", ["/", "/x", "?", " "])
def test_o9_another_issuer_by_one_byte(tiny: TinyPlatform, tiny_facts: ApiPlatform, suffix: str) -> None:
    tiny.bends.metadata = {"issuer": tiny.base + suffix}
    assert refused(tiny_facts).details == {"what": "issuer"}


@pytest.mark.parametrize("issuer", [None, 1, [], ""])
def test_o9_an_issuer_that_is_no_text(tiny: TinyPlatform, tiny_facts: ApiPlatform, issuer: object) -> None:
    tiny.bends.replies[METADATA] = lambda _: as_json(tiny.metadata() | {"issuer": issuer})
    assert isinstance(refused(tiny_facts), ReplyUnreadable)


O9 = [
    "http://evil.example/x",
    "https://evil.example/x",
    "http://127.0.0.1:1/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "-x{base}/x",
    "{base}/a b",
    "{base}/$(touch)",
    "{base}/`touch`",
    "{base}/a\\b",
    "{base}/x?next=http://evil.example",
    "{base}/x#y",
    "http://user@{host}/x",
    "http://{host}@evil.example/x",
    "http://{host}\\@evil.example/",
    "http://evil.example\\{host}/",
    "https://{host}/x",
    "HTTP://{host}/x",
    "//{host}/x",
    "/x",
    "{base}/x\n",
    "{base}/\u202e",
    " {base}/x",
]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("address", O9)
def test_o9_an_endpoint_elsewhere_or_in_disguise(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, endpoint: str, address: str
) -> None:
    """The class of CVE-2025-6514: an address that a shell or a browser takes for something else."""
    tiny.bends.metadata = {endpoint: address.format(base=tiny.base, host=tiny.host)}
    problem = refused(tiny_facts)
    assert isinstance(problem, SignInNotTrusted | ReplyUnreadable)
    assert endpoint in problem.details["what"]


@pytest.mark.parametrize("endpoint", ["authorization_endpoint", "token_endpoint"])
def test_an_endpoint_that_is_missing(tiny: TinyPlatform, tiny_facts: ApiPlatform, endpoint: str) -> None:
    tiny.bends.metadata = {endpoint: None}
    assert isinstance(refused(tiny_facts), ReplyUnreadable)


def test_a_server_that_gives_no_codes(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.metadata = {"response_types_supported": ["token"]}
    assert refused(tiny_facts).details == {"what": "response_types_supported"}


def test_o9_a_redirect_is_not_followed(tiny: TinyPlatform, tiny_facts: ApiPlatform, other: TinyHttp) -> None:
    tiny.bends.replies[METADATA] = lambda _: Reply(302, headers={"Location": f"{other.base}/x"})
    assert isinstance(refused(tiny_facts), RedirectRefused)
    assert other.seen == []


def test_o9_fifty_megabytes_are_not_read(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.replies[METADATA] = lambda _: Reply(200, b" " * 50_000_000, {"Content-Type": "application/json"})
    assert isinstance(refused(tiny_facts), ReplyTooLarge)


BODIES = [b"", b"[]", b"null", b'"text"', b"{", b'{"issuer": "a", "issuer": "b"}', b"[" * 99_999]


@pytest.mark.parametrize("body", BODIES)
def test_metadata_that_is_no_object(tiny: TinyPlatform, tiny_facts: ApiPlatform, body: bytes) -> None:
    tiny.bends.replies[METADATA] = lambda _: Reply(200, body, {"Content-Type": "application/json"})
    assert isinstance(refused(tiny_facts), ReplyUnreadable)
