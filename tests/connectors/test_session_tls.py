"""TLS: who stands at the other end is checked, and what was seen of them is kept (row O16, and O15's CA bundle)."""

import ssl
import warnings
from pathlib import Path

import pytest
from tests.support.certificates import Authority
from tests.support.tiny_http import TinyHttp, as_json

from demur.connectors.api import session
from demur.connectors.api.session import GuardedSession, transport_of
from demur.core.problem import PlatformUnreachable

TOKENS = {"access_token": "letmein", "token_type": "Bearer"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def ask(server: TinyHttp, **options: str) -> tuple[str | None, str | None, str]:
    """Ask once, trusting what `options` say, and return what was seen of the peer."""
    with GuardedSession(frozenset({server.base}), "id", None, token=TOKENS, **options) as guarded:
        transport = transport_of(guarded.request("GET", f"{server.base}/x"))
        return transport.tls, transport.peer_spki, transport.host


@pytest.mark.parametrize("ending", ["keep-alive", "close"])
def test_the_peers_key_and_protocol_are_kept(authority: Authority, ending: str) -> None:
    """Also where the server closes: `http.client` has let go of the socket by then."""
    context, spki = authority.server("localhost")
    with TinyHttp(lambda _: as_json({}, Connection=ending), context, "localhost") as server:
        assert ask(server, verify=str(authority.file)) == ("TLSv1.3", spki, server.host)


def test_the_second_answer_on_a_connection_knows_its_peer_too(authority: Authority) -> None:
    context, spki = authority.server("localhost")
    with (
        TinyHttp(lambda _: as_json({}), context, "localhost") as server,
        GuardedSession(frozenset({server.base}), "id", token=TOKENS, verify=str(authority.file)) as guarded,
    ):
        found = [transport_of(guarded.request("GET", f"{server.base}/x")).peer_spki for _ in range(2)]
        assert (found, {seen.connection for seen in server.seen}) == ([spki, spki], {1})


def refused(authority: Authority, context: ssl.SSLContext, name: str = "localhost", **options: str) -> None:
    with TinyHttp(lambda _: as_json({}), context, name) as server:
        with pytest.raises(PlatformUnreachable):
            ask(server, **options)
        assert server.seen == []


def test_o16_an_unknown_root_is_refused(authority: Authority) -> None:
    refused(authority, authority.server("localhost")[0])


def test_o15_no_ca_bundle_is_taken_from_the_environment(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(authority.file))
    refused(authority, authority.server("localhost")[0])


def test_o16_a_certificate_that_ran_out_is_refused(authority: Authority) -> None:
    refused(authority, authority.server("localhost", days=-1)[0], verify=str(authority.file))


def test_o16_a_certificate_of_another_host_is_refused(authority: Authority) -> None:
    refused(authority, authority.server("plaza.example")[0], verify=str(authority.file))


def test_o16_a_certificate_that_vouches_for_itself_is_refused(authority: Authority) -> None:
    refused(authority, authority.server("localhost", is_self_signed=True)[0], verify=str(authority.file))


def test_o16_tls_1_1_is_refused(authority: Authority) -> None:
    context, _ = authority.server("localhost")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the point of the test
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    refused(authority, context, verify=str(authority.file))


def test_o10_a_handshake_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server accepts, and then says no word of TLS."""
    monkeypatch.setattr(session, "WHOLE_LIMIT_S", 0.3)
    with TinyHttp(lambda _: as_json({})) as silent:
        base = silent.base.replace("http:", "https:")
        with GuardedSession(frozenset({base}), "id", token=TOKENS) as guarded, pytest.raises(PlatformUnreachable):
            guarded.request("GET", f"{base}/x")
