"""Row W1: the URL standard's own 891 cases, as Chromium reads them, as the standard says, and as our rules take them.

The cases are web-platform-tests' `url/resources/urltestdata.json`, unchanged; see tests/browser/whatwg/README.md.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QUrl
from tests.browser.hand import Hand
from tests.browser.site import Site

from demur.browser.rules import Rules, encoded, origin_of

ELSEWHERE = Rules(frozenset({"https://platform.example"}), "Platform")
CASES: list[dict[str, Any]] = [
    case
    for case in json.loads((Path(__file__).with_name("whatwg") / "urltestdata.json").read_text(encoding="utf-8"))
    if isinstance(case, dict)  # the others are remarks
]
PARSE = """JSON.stringify(%s.map(([text, base]) => {
  try {
    const url = base === null ? new URL(text) : new URL(text, base)
    return [url.href, url.origin, url.username + url.password]
  } catch { return null }
}))"""


class Parsed(NamedTuple):
    """What Chromium makes of a case."""

    case: Mapping[str, Any]
    href: str
    origin: str
    credentials: str

    @property
    def is_encrypted(self) -> bool:
        return self.href.startswith("https:")

    @property
    def is_named(self) -> bool:
        """Whether a platform file could name where it leads: a host that is a name or a number, as in ASCII."""
        return self.is_encrypted and "[" not in self.origin and "%" not in self.origin


@pytest.fixture(scope="module")
def parsed(shared: Hand, platform: Site) -> list[Parsed]:
    """Return the cases that are an address at all to Chromium's own parser."""
    shared.open(f"{platform.base}/a")
    questions = [(case["input"], case.get("base")) for case in CASES]
    found = json.loads(str(shared.js(PARSE % json.dumps(questions))))
    return [Parsed(case, *one) for case, one in zip(CASES, found, strict=True) if one is not None]


def test_w1_there_are_as_many_as_said(parsed: list[Parsed]) -> None:
    """W1."""
    assert len(CASES) == 891
    assert sum(one.is_named for one in parsed) > 20
    assert sum(bool(one.credentials) for one in parsed) > 30


def test_w1_chromium_reads_them_as_the_standard_says(parsed: list[Parsed]) -> None:
    """W1: where it leads over https; the one difference is a host with a blank, which our rules take for none."""
    differing = []
    for one in parsed:
        case = one.case
        if one.is_encrypted and (one.href, one.origin) != (case.get("href"), case.get("origin", one.origin)):
            differing.append(one)
    assert [one.case["input"] for one in differing] == ["https://x x:12"]
    assert origin_of(differing[0].href) is None


def test_w1_no_case_is_taken_for_a_platform_that_it_is_not(parsed: list[Parsed]) -> None:
    """W1: as Chromium wrote it down, as Qt did then, and as somebody typed it."""
    for one in parsed:
        for seen in (one.href, encoded(QUrl(one.href)), one.case["input"]):
            assert not ELSEWHERE.allow_main(seen), one.case["input"]


def test_w1_each_case_is_taken_for_its_own_platform_alone(parsed: list[Parsed]) -> None:
    """W1: our origin of an address is Chromium's, or there is none; what has credentials or brackets has none."""
    agreed = 0
    for one in parsed:
        for seen in (one.href, encoded(QUrl(one.href))):
            ours = origin_of(seen)
            assert ours in (None, one.origin), one.case["input"]
            agreed += ours is not None
        if one.is_named:
            assert (origin_of(one.href) is not None) == (one.credentials == ""), one.case["input"]
    assert agreed > 40


def test_w1_what_is_no_address_is_let_through_nowhere() -> None:
    """W1: as it was typed, even an address that no parser takes is at no platform that its text might name."""
    failing = [case["input"] for case in CASES if case.get("failure")]
    assert len(failing) == 267
    for text in failing:
        assert not ELSEWHERE.allow_main(text), text
        assert encoded(QUrl(text)) == "" or not ELSEWHERE.allow_main(encoded(QUrl(text))), text
