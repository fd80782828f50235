"""A session with the member's proxy: through it and no other way, the platform's own key, and words for its faults."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.certificates import Authority
from tests.support.tiny_http import TinyHttp, as_json
from tests.support.tiny_proxy import TinyProxy

from demur.connectors.api import session
from demur.connectors.api.session import GuardedSession, transport_of
from demur.core.problem import PlatformUnreachable, Problem, ProxyFailed, ProxyRefused
from demur.core.proxy import Proxy
from demur.words import problems

TOKENS = {"access_token": "letmein", "token_type": "Bearer"}
NAME = "tiny.example"
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def platform(authority: Authority) -> Iterator[TinyHttp]:
    """A platform over https whose name no resolver knows: only a proxy finds it."""
    with TinyHttp(lambda _: as_json({}), authority.server(NAME)[0], NAME) as server:
        yield server


@pytest.fixture
def through(platform: TinyHttp) -> Iterator[TinyProxy]:
    """A proxy that finds the platform."""
    with TinyProxy() as made:
        made.routes[platform.host] = int(platform.host.rpartition(":")[2])
        yield made


def ask(server: TinyHttp, proxy: Proxy | None, authority: Authority | None = None) -> None:
    trust = {"verify": str(authority.file)} if authority else {}
    with GuardedSession(frozenset({server.base}), "id", proxy, token=TOKENS, **trust) as guarded:
        guarded.request("GET", f"{server.base}/x")


def said(server: TinyHttp, proxy: Proxy) -> tuple[str, str]:
    """Return the code and the sentence of the problem that asking ends in."""
    with pytest.raises(Problem) as caught:
        ask(server, proxy)
    assert server.seen == []
    return caught.value.code, problems.sentence(caught.value)


def test_https_goes_through_a_tunnel_and_the_key_is_the_platforms(authority: Authority) -> None:
    context, spki = authority.server(NAME)
    with TinyHttp(lambda _: as_json({}), context, NAME) as platform, TinyProxy() as proxy:
        proxy.routes[platform.host] = int(platform.host.rpartition(":")[2])
        origins = frozenset({platform.base})
        with GuardedSession(origins, "id", proxy.proxy, token=TOKENS, verify=str(authority.file)) as guarded:
            found = [transport_of(guarded.request("GET", f"{platform.base}/x")) for _ in range(2)]
        assert [(seen.tls, seen.peer_spki, seen.host) for seen in found] == [("TLSv1.3", spki, platform.host)] * 2
        assert proxy.asked == [f"CONNECT {platform.host}"], "both answers came through one tunnel"
        assert len(platform.seen) == 2


def test_proxy_is_told_the_host_and_nothing_of_the_member(
    platform: TinyHttp, through: TinyProxy, authority: Authority
) -> None:
    ask(platform, through.proxy, authority)
    assert through.heads == [f"CONNECT {platform.host} HTTP/1.1\r\nHost: {platform.host}\r\n\r\n".encode()]


def test_certificate_is_the_platforms_or_nothing_is_sent(authority: Authority) -> None:
    """A proxy that answers in the platform's place holds a certificate of another name."""
    with TinyHttp(lambda _: as_json({}), authority.server("proxy.example")[0], NAME) as liar, TinyProxy() as proxy:
        proxy.routes[liar.host] = int(liar.host.rpartition(":")[2])
        with pytest.raises(PlatformUnreachable):
            ask(liar, proxy.proxy, authority)
        assert (liar.seen, len(proxy.heads)) == ([], 1)


@pytest.mark.parametrize("name", ["", "localhost"])
def test_loopback_never_goes_through_it(name: str) -> None:
    with TinyHttp(lambda _: as_json({}), name=name) as server, TinyProxy() as proxy:
        ask(server, proxy.proxy)
        assert (len(server.seen), proxy.heads) == (1, [])


def test_plain_http_goes_through_it_too_and_not_round_it() -> None:
    """No platform's file may name such an address; were there one, the member's choice would hold for it."""
    with TinyHttp(lambda _: as_json({}), name=NAME) as server, TinyProxy() as proxy:
        proxy.routes[server.host] = int(server.host.rpartition(":")[2])
        ask(server, proxy.proxy)
        assert proxy.asked == [f"GET {server.base}/x"]


@pytest.mark.parametrize("variable", VARIABLES)
def test_o15_proxy_variables_do_not_replace_the_members_proxy(
    platform: TinyHttp,
    through: TinyProxy,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    with TinyProxy() as other:
        monkeypatch.setenv(variable, other.proxy.address)
        ask(platform, through.proxy, authority)
        assert (len(through.heads), other.heads) == (1, [])


@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
@pytest.mark.parametrize("value", ["*", NAME, ".example"])
def test_o15_no_proxy_variables_open_no_way_round_it(
    platform: TinyHttp,
    through: TinyProxy,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
) -> None:
    monkeypatch.setenv(variable, value)
    ask(platform, through.proxy, authority)
    assert len(through.heads) == 1


@pytest.mark.parametrize("variable", VARIABLES)
def test_o15_without_a_proxy_of_the_members_none_is_used(
    platform: TinyHttp, through: TinyProxy, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, through.proxy.address)
    with pytest.raises(PlatformUnreachable):
        ask(platform, None)
    assert through.heads == []


@pytest.mark.parametrize("status", [302, 403, 407, 502, 503])
def test_proxy_that_refuses_is_named_with_its_status(platform: TinyHttp, through: TinyProxy, status: int) -> None:
    through.says(f"HTTP/1.1 {status} No\r\nContent-Length: 2\r\nLocation: http://127.0.0.1:1/\r\n\r\nno".encode())
    code, sentence = said(platform, through.proxy)
    assert code == "proxy-refused"
    assert f"(127.0.0.1:{through.proxy.port}) opened no way to the platform (status {status})" in sentence


def test_proxy_that_cannot_reach_the_platform_answers_502(platform: TinyHttp) -> None:
    with TinyProxy() as knows_nobody:
        assert said(platform, knows_nobody.proxy)[0] == "proxy-refused"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x01",
        b"SSH-2.0-x\r\n",
        b"HTTP/9 200 OK\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 two OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300,
        b"HTTP/1.1 200 OK\r\nA: " + b"a" * 70000,
        b"HTTP/1.1 " + b"1" * 70000,
    ],
)
def test_what_is_no_proxy_is_said(platform: TinyHttp, through: TinyProxy, answer: bytes) -> None:
    through.says(answer)
    code, sentence = said(platform, through.proxy)
    assert code == "proxy-failed"
    assert f"(127.0.0.1:{through.proxy.port}) was not reached, or did not answer as a proxy does" in sentence


def test_proxy_that_agrees_and_then_hangs_up_leaves_the_platform_unreached(
    platform: TinyHttp, through: TinyProxy
) -> None:
    through.says(b"HTTP/1.1 200 OK\r\n\r\n")
    assert said(platform, through.proxy)[0] == "platform-unreachable"


def test_dead_proxy_is_said(platform: TinyHttp) -> None:
    with TinyProxy() as gone:
        pass
    assert said(platform, gone.proxy)[0] == "proxy-failed"


def test_proxy_whose_name_is_unknown_is_said(platform: TinyHttp) -> None:
    code, sentence = said(platform, Proxy("nowhere.invalid", 3128))
    assert (code, "nowhere.invalid:3128" in sentence) == ("proxy-failed", True)


def test_silent_proxy_is_given_up(platform: TinyHttp, through: TinyProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait_for_the_end(sock: socket.socket) -> None:
        assert sock.recv(1) == b""

    monkeypatch.setattr(session, "CONNECT_LIMIT_S", 0.2)
    through.answer = wait_for_the_end
    assert said(platform, through.proxy)[0] == "proxy-failed"


def test_proxy_that_drips_is_given_up(platform: TinyHttp, through: TinyProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every byte comes in time, so that only the limit for the whole answer helps."""

    def drip(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nA: ")
        sock.settimeout(0.02)
        while True:
            try:
                if not sock.recv(1):
                    return
            except TimeoutError:
                sock.sendall(b"a")

    monkeypatch.setattr(session, "WHOLE_LIMIT_S", 0.3)
    through.answer = drip
    assert said(platform, through.proxy)[0] == "platform-unreachable"


@pytest.mark.parametrize("status", [407, 502])
def test_platform_behind_the_proxy_keeps_its_own_words(authority: Authority, status: int) -> None:
    """What came through the tunnel is the platform's answer, though a proxy might give the same status."""
    with TinyHttp(lambda _: as_json({}, status), authority.server(NAME)[0], NAME) as platform, TinyProxy() as proxy:
        proxy.routes[platform.host] = int(platform.host.rpartition(":")[2])
        origins, trust = frozenset({platform.base}), str(authority.file)
        with GuardedSession(origins, "id", proxy.proxy, token=TOKENS, verify=trust) as guarded:
            assert guarded.request("GET", f"{platform.base}/x").status_code == status


def test_problems_of_a_proxy_say_where_to_look() -> None:
    for problem in (ProxyFailed(proxy="p:1"), ProxyRefused(proxy="p:1", status="407")):
        assert "proxy in Settings" in problems.next_step(problem)
    kept = problems.reason("proxy-refused")
    assert kept == "The proxy that you set opened no way to the platform.", "a receipt keeps the code alone"


def test_o16_an_unknown_root_is_refused_through_a_proxy_too(tmp_path: Path) -> None:
    stranger, known = tmp_path / "stranger", tmp_path / "known"
    stranger.mkdir()
    known.mkdir()
    other = Authority(stranger)
    with (
        TinyHttp(lambda _: as_json({}), Authority(known).server(NAME)[0], NAME) as platform,
        TinyProxy() as proxy,
    ):
        proxy.routes[platform.host] = int(platform.host.rpartition(":")[2])
        with pytest.raises(PlatformUnreachable):
            ask(platform, proxy.proxy, other)
        assert platform.seen == []
