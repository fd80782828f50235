"""A proxy is what a member typed, whole and plain, or it is refused; what was refused is not repeated."""

import pytest

from demur.core.problem import ProxyUnusable
from demur.core.proxy import Proxy, ProxyChoice, no_proxy, parse

GOOD = {
    "http://proxy.example:3128": Proxy("proxy.example", 3128),
    "proxy.example:3128": Proxy("proxy.example", 3128),
    "  http://Proxy.Example:3128/ ": Proxy("proxy.example", 3128),
    "proxy:80": Proxy("proxy", 80),
    "localhost:65535": Proxy("localhost", 65535),
    "192.0.2.7:8080": Proxy("192.0.2.7", 8080),
    "http://[2001:db8::7]:8080": Proxy("2001:db8::7", 8080),
}

BAD = [
    "",
    " ",
    "proxy.example",
    "http://proxy.example",
    "proxy.example:",
    ":3128",
    "proxy.example:0",
    "proxy.example:03128",
    "proxy.example:65536",
    "proxy.example:99999999999",
    "proxy.example:3128/path",
    "proxy.example:3128?a=b",
    "proxy.example:3128#a",
    "proxy.example:3128//",
    "https://proxy.example:3128",
    "socks5://proxy.example:1080",
    "//proxy.example:3128",
    "http:/proxy.example:3128",
    "http://http://proxy.example:3128",
    "member:hunter2@proxy.example:3128",
    "http://member:hunter2@proxy.example:3128",
    "http://member@proxy.example:3128",
    "http://@proxy.example:3128",
    "proxy..example:3128",
    ".proxy.example:3128",
    "proxy.example.:3128",
    "-proxy.example:3128",
    "proxy-.example:3128",
    f"{'a' * 64}.example:3128",
    f"{'a.' * 127}example:3128",
    "proxy_1.example:3128",
    "proxy example:3128",
    "proxy.example:3128\nX: y",
    "pr\u00f6xy.example:3128",
    "\u0440roxy.example:3128",
    "proxy.example:\u0663\u0661\u0662\u0668",
    "127.1:3128",
    "2130706433:3128",
    "0x7f.0.0.1:3128",
    "256.0.0.1:3128",
    "192.0.2.07:3128",
    "proxy.0x7f:3128",
    "2001:db8::7:8080",
    "[2001:db8::7]",
    "[2001:db8::g]:8080",
    "[192.0.2.7]:8080",
    "[]:8080",
]


@pytest.mark.parametrize("typed", GOOD)
def test_what_a_member_types_is_understood(typed: str) -> None:
    assert parse(typed) == GOOD[typed]
    assert parse(parse(typed).address) == GOOD[typed], "what is kept is what was typed"


@pytest.mark.parametrize("typed", BAD)
def test_anything_else_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(ProxyUnusable) as caught:
        parse(typed)
    assert caught.value.details == {}


def test_an_address_keeps_its_brackets() -> None:
    assert parse("[2001:DB8::7]:8080").address == "http://[2001:db8::7]:8080"


@pytest.mark.parametrize(
    ("host", "is_carried"),
    [
        ("127.0.0.1", False),
        ("127.8.9.1", False),
        ("localhost", False),
        ("plaza.localhost", False),
        ("::1", False),
        ("platform.example", True),
        ("notlocalhost", True),
        ("localhost.example", True),
        ("12.7.0.1", True),
    ],
)
def test_this_computer_is_never_reached_through_a_proxy(host: str, is_carried: bool) -> None:
    assert Proxy("proxy.example", 3128).carries(host) is is_carried


class Settings(dict[str, str]):
    """The file's table of settings, as a dictionary."""

    def setting(self, name: str) -> str | None:
        return self.get(name)

    def keep_setting(self, name: str, value: str) -> None:
        self[name] = value


def test_choice_is_what_was_kept_last() -> None:
    settings = Settings()
    choice = ProxyChoice(settings)
    assert choice.now() is None
    choice.keep(Proxy("proxy.example", 3128))
    assert ProxyChoice(settings).now() == Proxy("proxy.example", 3128)
    choice.keep(None)
    assert ProxyChoice(settings).now() is None


def test_what_was_kept_and_is_no_proxy_is_not_taken_for_none() -> None:
    """Else a damaged file would send connections round the proxy."""
    with pytest.raises(ProxyUnusable):
        ProxyChoice(Settings(proxy="rubbish")).now()


def test_no_proxy_is_none() -> None:
    assert no_proxy() is None  # type: ignore[func-returns-value]  # that it returns nothing is the point
