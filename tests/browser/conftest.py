"""One browser per file, and sites that it may or may not reach."""

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWidgets import QApplication
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.support.certificates import Authority

from demur import startup
from demur.browser.browser import Browser
from demur.browser.rules import Rules
from demur.browser.session import Limits

startup.keep_singletons()  # as the program does before its first window

PROBE = "(question, at) => JSON.stringify({answer: {question, at, title: document.title, path: location.pathname}})"
PROOF = "<title>proof</title><input type=checkbox id=proof aria-label=Proof>"
PLATFORM, OTHER = "platform.example", "other.example"


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def browser(qapp: QApplication, authority: Authority) -> Iterator[Browser]:
    """A browser that is told that its sandbox holds: these tests may run as root, where none does."""
    trusted = QSslCertificate.fromPath(str(authority.file))
    made = Browser(PROBE, PROOF, Limits(load_s=10, ask_s=3), trusted, lambda pid: True)
    yield made
    made.shut_down()


@pytest.fixture(scope="module")
def platform(authority: Authority) -> Iterator[Site]:
    """A platform under its own name, over https."""
    made = Site(authority.server(PLATFORM)[0], PLATFORM)
    with made.http:
        yield made


@pytest.fixture(scope="module")
def other(authority: Authority) -> Iterator[Site]:
    """Somebody else's site, with as good a certificate."""
    made = Site(authority.server(OTHER)[0], OTHER)
    with made.http:
        yield made


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    """A site on this computer, without https."""
    made = Site()
    with made.http:
        yield made


@pytest.fixture(scope="module")
def begin(browser: Browser, pool: ThreadPoolExecutor) -> Callable[[Site], Hand]:
    """Begin a session of its own for a site."""
    names = itertools.count()

    def begin(site: Site) -> Hand:
        return Hand(browser, pool, f"sign-in {next(names)}", Rules(frozenset([site.base]), "Platform"))

    return begin


@pytest.fixture(scope="module")
def shared(begin: Callable[[Site], Hand], platform: Site) -> Iterator[Hand]:
    """One session that all tests of a file may use."""
    made = begin(platform)
    yield made
    made.close()


@pytest.fixture
def hand(begin: Callable[[Site], Hand], platform: Site) -> Iterator[Hand]:
    """A session for one test alone."""
    made = begin(platform)
    yield made
    made.close()


@pytest.fixture
def local(begin: Callable[[Site], Hand], here: Site) -> Iterator[Hand]:
    """A session for one test alone, on this computer's own site."""
    made = begin(here)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _tidy_sites(platform: Site, other: Site, here: Site, tmp_path: Path) -> None:
    for site in (platform, other, here):
        site.pages.clear()
        site.http.seen.clear()
