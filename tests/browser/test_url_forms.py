"""Row W1: what Chromium makes of an address and what our rules make of it, over 1,080 ways to write one.

The forms are those of the URL standard's parser: its schemes, slashes, credentials, hosts, ports and stray characters.
"""

import json
from itertools import product

import pytest
from PySide6.QtCore import QUrl
from tests.browser.hand import Hand
from tests.browser.site import Site

from demur.browser.rules import Rules, encoded

STARTS = [
    "https://", "HTTPS://", "https:", "https:/", "https:///", "https:\\\\", "//", "\\\\", " https://", "ht\ttps://",
    "http://", "wss://", "blob:https://", "view-source:https://", "filesystem:https://", "javascript://", "data://", "x://",
]  # fmt: skip
HOSTS = [
    "platform.example", "PLATFORM.example", "platform.example.", "platform.example:443", "platform.example:0443",
    "platform.example:80", "platform.example:", "platform.example@other.example", "other.example@platform.example",
    "platform.example:443@other.example", "platform.example%2eother.example", "%70latform.example",
    "plat\nform.example", "platform。example", "ｐlatform.example", "plаtform.example", "xn--pltform-9wa.example",
    "platform.example.other.example", "platform.example\\.other.example", "platform.example%00.other.example",
]  # fmt: skip
TAILS = ["", "/a?b#c", "\\@other.example/"]
RULES = Rules(frozenset({"https://platform.example"}), "Platform")
ALL = [start + host + tail for start, host, tail in product(STARTS, HOSTS, TAILS)]
PARSE = """JSON.stringify(%s.map(text => {
  try {
    const url = new URL(text, 'https://other.example/')
    return [url.href, url.origin, url.username + url.password]
  } catch { return null }
}))"""


@pytest.fixture(scope="module")
def parsed(shared: Hand, platform: Site) -> dict[str, list[str] | None]:
    """Return for each address what Chromium's own parser says: the whole, its origin and its credentials."""
    shared.open(f"{platform.base}/a")
    return dict(zip(ALL, json.loads(str(shared.js(PARSE % json.dumps(ALL)))), strict=True))


def test_w1_there_are_as_many_as_said(parsed: dict[str, list[str] | None]) -> None:
    """W1."""
    assert len(parsed) == 1080
    origins = {found[1] for found in parsed.values() if found}
    assert {"https://platform.example", "https://other.example", "null"} <= origins
    assert sum(found is None for found in parsed.values()) > 50


def test_w1_what_chromium_would_go_to_is_let_through_only_to_the_platform(parsed: dict[str, list[str] | None]) -> None:
    """W1: the guards see an address as Chromium wrote it down, then as Qt did; both ways none slips through."""
    allowed = 0
    for text, found in parsed.items():
        if found is None:
            continue
        href, origin, credentials = found
        for seen in (href, encoded(QUrl(href))):
            if RULES.allow_main(seen):
                allowed += 1
                assert (origin, credentials) == ("https://platform.example", ""), text
                assert href.startswith("https://platform.example/"), text
    assert allowed > 100, "and the platform's own addresses are not all refused"


def test_w1_what_chromium_takes_for_the_platform_is_let_through(parsed: dict[str, list[str] | None]) -> None:
    """W1: there is no difference of opinion the other way either, but for credentials, which are never let through."""
    for text, found in parsed.items():
        if found and found[0].startswith("https:") and found[1] == "https://platform.example":
            assert RULES.allow_main(found[0]) == (found[2] == ""), text


def test_w1_address_as_it_was_typed_is_let_through_only_to_the_platform(parsed: dict[str, list[str] | None]) -> None:
    """W1: even an address that no parser has seen."""
    for text, found in parsed.items():
        if RULES.allow_main(text):
            assert found is not None, text
            assert found[1] == "https://platform.example", text
