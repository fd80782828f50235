"""Rows W1 and W2: which addresses are the platform's, told by exact scheme, ASCII host and port."""

import pytest
from PySide6.QtCore import QUrl

from demur.browser.rules import Rules, encoded, host_of, origin_of, plain_address, told_host

RULES = Rules(frozenset({"https://www.platform.example", "https://login.platform.example:8443"}), "Platform")
HERE = Rules(frozenset({"http://127.0.0.1:8000"}), "Plaza")

LOOK_ALIKES = {
    "punycode": "https://www.xn--pltform-9wa.example/",
    "another script": "https://www.plаtform.example/",  # a Cyrillic letter
    "mixed script": "https://www.platform.exаmple/",
    "user information": "https://www.platform.example@evil.example/",
    "user and password": "https://www.platform.example:443@evil.example/",
    "prefix": "https://www.platform.example.evil.example/",
    "suffix": "https://evil-www.platform.example/",
    "domain above": "https://platform.example/",
    "final dot": "https://www.platform.example./",
    "port": "https://www.platform.example:444/",
    "scheme": "http://www.platform.example/",
    "number": "https://2130706433/",
    "hexadecimal": "https://0x7f.1/",
    "IPv6": "https://[::ffff:127.0.0.1]/",
}


def test_w2_has_its_count() -> None:
    assert len(LOOK_ALIKES) == 14


@pytest.mark.parametrize("address", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_w2_look_alike_is_not_the_platform(address: str) -> None:
    """W2: as it is written, and as Qt would send it."""
    assert not RULES.allow_main(address)
    assert not RULES.allow_main(encoded(QUrl(address)))
    assert not HERE.allow_main(encoded(QUrl(address)))


@pytest.mark.parametrize(
    "address",
    [
        "https://www.platform.example",
        "https://www.platform.example/",
        "https://www.platform.example:443/a",
        "https://www.platform.example?x",
        "https://www.platform.example#x",
        "https://login.platform.example:8443/a",
    ],
)
def test_the_platforms_own_addresses_are_allowed(address: str) -> None:
    assert RULES.allow_main(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https:",
        "https://",
        "https:///www.platform.example",
        "https:www.platform.example",
        "https:\\\\www.platform.example",
        "https://www.platform.example\\@evil.example/",
        "https://www.platform.example\t/",
        " https://www.platform.example/",
        "HTTPS://www.platform.example/",
        "https://WWW.platform.example/",
        "https://www.platform.example:/",
        "https://www.platform.example:0443/",
        "https://www.platform.example:443443/",
        "https://www%2eplatform.example/",
        "wss://www.platform.example/",
        "blob:https://www.platform.example/1",
        "filesystem:https://www.platform.example/1",
        "view-source:https://www.platform.example/",
        "about:blank",
        "javascript:1",
        "data:text/html,x",
        "file:///etc/passwd",
    ],
)
def test_anything_unusual_is_refused(address: str) -> None:
    assert not RULES.allow_main(address)


def test_what_a_page_holds_may_come_encrypted_from_anywhere() -> None:
    for allowed in (
        "https://cdn.example/x",
        "wss://push.example/",
        "blob:https://x/1",
        "about:srcdoc",
        "data:image/png,",
    ):
        assert RULES.allow_part(allowed, is_frame=False)
    for refused in (
        "http://cdn.example/x",
        "ws://push.example/",
        "http://127.0.0.1:1/",
        "ftp://x/",
        "file:///x",
        "chrome://x",
    ):
        assert not RULES.allow_part(refused, is_frame=False)
    assert not RULES.allow_part("data:text/html,x", is_frame=True)


def test_what_a_page_here_holds_comes_from_here_only() -> None:
    assert HERE.is_loopback
    assert not RULES.is_loopback
    for allowed in ("http://127.0.0.1:8000/x", "ws://127.0.0.1:9/", "http://127.0.0.1:9/"):
        assert HERE.allow_part(allowed, is_frame=False)
    for refused in ("https://cdn.example/x", "http://localhost:8000/x", "http://127.0.0.2:1/", "https://127.0.0.1/"):
        assert not HERE.allow_part(refused, is_frame=False)


def test_mixed_rules_are_not_of_this_computer() -> None:
    mixed = Rules(frozenset({"http://127.0.0.1:8000", "https://www.platform.example"}), "Mixed")
    assert not mixed.is_loopback, "such a file would let a page from elsewhere in where the sandbox is missing"


def test_origin_is_written_as_a_platform_file_writes_it() -> None:
    assert origin_of("https://a.example:443/x") == "https://a.example"
    assert origin_of("http://127.0.0.1:80/x") == "http://127.0.0.1"
    assert origin_of("http://a.example/") is None


def test_plain_address_is_without_query_and_fragment() -> None:
    assert plain_address(QUrl("https://a.example/x%20y/ä?q#f")) == "https://a.example/x%20y/%C3%A4"
    assert plain_address(QUrl("https://user@a.example/")) == ""
    assert plain_address(QUrl("about:blank")) == ""
    assert plain_address(QUrl()) == ""


def test_refused_address_is_told_by_host_or_scheme() -> None:
    assert told_host("https://u:p@evil.example:1/secret?token") == "evil.example"
    assert told_host("javascript:alert(document.cookie)") == "javascript:"
    assert told_host("https://[broken") == "https:"
    assert host_of("data:text/html,x") == ""
