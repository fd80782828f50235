"""One Plaza, one browser and one proof for all of these tests; a session and a folder of its own for each."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from tests.browser.site import Site, html
from tests.page.desk import Desk, platform_of
from tests.page.visitor import HEAD, PATH, Visit, Visitor
from tests.support.tiny_http import Reply

from demur import paths, startup
from demur.browser.browser import Browser
from demur.browser.session import Limits
from demur.connectors.page.proof import Proof
from demur.practice.launcher import Plaza

startup.keep_singletons()  # as the program does before its first window
Sit = Callable[..., Desk]


@pytest.fixture(scope="session")
def shared_plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    with Plaza.start(tmp_path_factory.mktemp("plaza") / "plaza.sqlite", paths.resources()) as plaza:
        yield plaza


@pytest.fixture
def plaza(shared_plaza: Plaza) -> Plaza:
    shared_plaza.control.reset()
    return shared_plaza


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


@pytest.fixture(scope="module")
def browser(qapp: QApplication) -> Iterator[Browser]:
    page = paths.resources() / "page"
    probe, proof = ((page / name).read_text(encoding="utf-8") for name in ("probe.js", "proof.html"))
    made = Browser(probe, proof, Limits(load_s=15, ask_s=10))
    yield made
    made.shut_down()


@pytest.fixture(scope="module")
def proof() -> Proof:
    return Proof()


@pytest.fixture(scope="module")
def signed_in() -> set[str]:
    """The names of the sessions that are shared, and signed in already."""
    return set()


@pytest.fixture
def sit(
    plaza: Plaza, browser: Browser, pool: ThreadPoolExecutor, proof: Proof, tmp_path: Path, signed_in: set[str]
) -> Iterator[Sit]:
    """Sit a member down at a page of a given build, signed in; only a named session outlives the test."""
    made: list[Desk] = []

    def sit(build: str | None = None, recipe: str = "shipped", *, is_signed_in: bool = True, **more: Any) -> Desk:
        platform = platform_of(recipe, plaza.base)
        desk = Desk(plaza, browser, pool, tmp_path / str(len(made)), proof, platform, **more)
        if build is not None:
            plaza.control.set_build(desk.member, build)
        if is_signed_in and desk.name not in signed_in:
            desk.sign_in()
        if "name" in more:
            signed_in.add(desk.name)
        else:
            made.append(desk)
        return desk

    yield sit
    for desk in made:
        desk.close()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    with made.http:
        yield made


@pytest.fixture
def visit(browser: Browser, pool: ThreadPoolExecutor, site: Site) -> Iterator[Visit]:
    made: list[Visitor] = []

    def visit(body: str | Reply, recipe: str = "witness") -> Visitor:
        site.pages[PATH] = body if isinstance(body, Reply) else html(HEAD + body)
        made.append(Visitor(browser, pool, site, recipe))
        return made[-1]

    yield visit
    for visitor in made:
        visitor.hand.close()
