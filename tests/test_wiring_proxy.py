"""The joined product behind a proxy: a platform that no resolver knows, so that only the member's proxy finds it."""

import http.client
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests.adapters
from tests.journeys.members import change
from tests.support.certificates import Authority
from tests.support.data_folder import open_in
from tests.support.platform_server import TinyPlatform, fetch
from tests.support.tiny_http import Reply, Seen, as_json
from tests.support.tiny_proxy import TinyProxy
from tests.vault.private_bus import PrivateBus

from demur import wiring
from demur.connectors.waiting import Waiting
from demur.core.account import Account
from demur.core.entry import Kind, Unseen
from demur.core.outcome import Outcome, Step, Verdict
from demur.core.problem import PlatformUnreachable, Problem, ProxyFailed, ProxyRefused, ProxyUnusable
from demur.core.setting import PlatformId, RegionCode, State
from demur.machine import SystemClock
from demur.paths import Folders
from demur.product import Product
from demur.words import outcomes

NAME = "tiny.example"


class HurriedClock(SystemClock):
    """The real time; a pause takes none."""

    def pause(self, seconds: float) -> None: ...


@dataclass
class Far:
    """A platform over https, the one proxy that finds it, and the product that was told of both."""

    platform: TinyPlatform
    spki: str
    proxy: TinyProxy
    product: Product

    def join(self) -> Account:
        waiting = Waiting(lambda url: open_in(self._browse, url))
        return self.product.joining.join(PlatformId("tiny"), RegionCode("US"), waiting)

    def _browse(self, url: str) -> None:
        """Be the member's browser, which finds the platform by itself."""
        parts = urlsplit(url)
        context = ssl._create_unverified_context()  # the browser is no part of the test
        connection = http.client.HTTPSConnection("127.0.0.1", parts.port, timeout=10, context=context)
        connection.request("GET", f"{parts.path}?{parts.query}")
        location = connection.getresponse().getheader("Location") or ""
        connection.close()
        fetch(location)

    def change(self, account: Account, proxy_dies: bool = False) -> Outcome:
        """Opt out; the platform applies the write, and the connection breaks before it can say so."""

        def apply_and_break(seen: Seen) -> Reply:
            del self.platform.bends.replies["PUT /setting"]
            self.platform._well(seen)
            (self.proxy.stop if proxy_dies else self.proxy.cut)()
            return as_json({})

        self.platform.bends.replies["PUT /setting"] = apply_and_break
        return change(self.product, account)


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    """Everything real, but for one root of trust more, and pauses that take no time."""
    authority = Authority(tmp_path)
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(authority.file))
    monkeypatch.setattr(wiring, "SystemClock", HurriedClock)
    context, spki = authority.server(NAME)
    with PrivateBus() as bus, TinyPlatform(context, NAME) as platform, TinyProxy() as proxy:
        bus.start_keyring()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        product = wiring.build(Folders(tmp_path / "data"))
        file = tmp_path / "data" / "platforms" / "tiny.toml"
        file.write_text(platform.file_text("practice = true\n"))
        product.catalogue.allow(product.catalogue.check(file))
        proxy.routes[platform.host] = int(platform.host.rpartition(":")[2])
        product.rooms.proxy.keep(proxy.proxy)
        yield Far(platform, spki, proxy, product)
        product.close()


def api(far: Far) -> list[Seen]:
    """Return what came from the program, not from the member's browser."""
    return [seen for seen in far.platform.seen if seen.path != "/authorize"]


def test_everything_goes_through_the_proxy(far: Far) -> None:
    """Sign-in, keys, reading, renewing, writing, reading back and signing out: one tunnel for each connection."""
    far.platform.lifetime_s = 1  # so that every connection renews the tokens first
    account = far.join()
    outcome = change(far.product, account)
    assert outcome.verdict is Verdict.CONFIRMED
    assert far.product.joining.leave(account), "the platform confirmed that the sign-in ended"
    asked = {(seen.method, seen.path) for seen in api(far)}
    assert asked >= {("GET", "/jwks"), ("POST", "/token"), ("GET", "/me"), ("PUT", "/setting"), ("POST", "/revoke")}
    assert {seen.form["grant_type"] for seen in far.platform.asked("/token")} == {"authorization_code", "refresh_token"}
    connections = {seen.connection for seen in api(far)}
    assert far.proxy.asked == [f"CONNECT {far.platform.host}"] * len(connections)


def test_receipt_names_the_platforms_key_and_not_the_proxys(far: Far) -> None:
    outcome = change(far.product, far.join())
    assert outcome.receipt is not None
    transport = outcome.receipt.fields["transport"]
    assert (transport["host"], transport["tls"], transport["peerSpki"]) == (far.platform.host, "TLSv1.3", far.spki)


def test_changed_proxy_holds_from_the_next_connection_on(far: Far) -> None:
    account = far.join()
    with TinyProxy() as second:
        second.routes.update(far.proxy.routes)
        far.product.rooms.proxy.keep(second.proxy)
        before = len(far.proxy.heads)
        assert far.product.opt_out.look(account.id).reading.state is State.ON
        assert (len(far.proxy.heads), len(second.heads)) == (before, 1)
    far.product.rooms.proxy.keep(None)
    with pytest.raises(PlatformUnreachable):
        far.product.opt_out.look(account.id)


def test_o15_no_variable_changes_the_way(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    with TinyProxy() as other:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, other.proxy.address)
        monkeypatch.setenv("NO_PROXY", "*")
        monkeypatch.setenv("no_proxy", "*")
        account = far.join()
        assert far.product.opt_out.look(account.id).reading.state is State.ON
        assert other.heads == []


def test_what_was_kept_and_is_no_proxy_stops_everything(far: Far) -> None:
    account = far.join()
    far.product.accounts.keep_setting("proxy", "rubbish")
    before = len(far.platform.seen)
    with pytest.raises(ProxyUnusable):
        far.product.opt_out.look(account.id)
    with pytest.raises(ProxyUnusable):
        far.join()
    assert not far.product.joining.leave(account), "the platform could not be told"
    assert len(far.platform.seen) == before


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n", ProxyRefused),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", ProxyRefused),
        (b"hello", ProxyFailed),
    ],
)
def test_sign_in_and_reading_end_in_the_words_of_the_proxy(far: Far, answer: bytes, problem: type[Problem]) -> None:
    account = far.join()
    far.proxy.says(answer)
    with pytest.raises(problem):
        far.join()
    with pytest.raises(problem):
        far.product.opt_out.look(account.id)
    kept = far.product.accounts.find(account.id)
    assert kept is not None
    assert kept.last is not None
    assert (kept.last.state, kept.last.reason) == (State.UNKNOWN, problem.code)


def test_a3_tunnel_that_breaks_after_the_write_is_read_back(far: Far) -> None:
    """A3: the proxy works again at once, and the platform did apply it."""
    outcome = far.change(far.join())
    assert outcome.verdict is Verdict.CONFIRMED
    assert isinstance(outcome.write_problem, PlatformUnreachable)
    assert len(far.platform.asked("/setting", "PUT")) == 1


def test_a3_proxy_that_dies_after_the_write_leaves_it_unknown(far: Far) -> None:
    """A3: nothing can be read back, so nothing is claimed, and nothing is written twice."""
    account = far.join()
    outcome = far.change(account, proxy_dies=True)
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert outcome.after.reason == "proxy-failed"
    assert outcome.receipt is not None
    assert outcome.receipt.kind is Kind.FAILURE
    assert "proxy" in outcomes.detail(outcome, "Tiny")
    assert len(far.platform.asked("/setting", "PUT")) == 1
    assert not far.platform.member.value, "it did land"


def test_proxy_that_dies_before_the_write_has_it_unsent(far: Far) -> None:
    account = far.join()

    def told(step: Step) -> None:
        if step is Step.APPLY:
            far.proxy.says(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
            far.proxy.cut()

    outcome = change(far.product, account, told=told)
    assert outcome.verdict is Verdict.UNKNOWN
    assert far.platform.asked("/setting", "PUT") == []
    assert far.platform.member.value
