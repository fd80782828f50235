"""One real Plaza for most of these tests, taken back to its beginning before each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.practice.browser import Browser
from tests.practice.caller import Caller, Listener
from tests.practice.stage import Stage
from tests.practice.web_visitor import WebVisitor

from demur.practice.launcher import Plaza


@pytest.fixture(scope="session")
def resources() -> Path:
    return Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def shared_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plaza") / "plaza.sqlite"


@pytest.fixture(scope="session")
def shared_plaza(shared_state: Path, resources: Path) -> Iterator[Plaza]:
    with Plaza.start(shared_state, resources) as plaza:
        yield plaza


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def caller(shared_plaza: Plaza, shared_state: Path, listener: Listener) -> Caller:
    shared_plaza.control.reset()
    return Caller(shared_plaza, shared_state, listener)


@pytest.fixture
def visitor(shared_plaza: Plaza) -> Iterator[WebVisitor]:
    shared_plaza.control.reset()
    visitor = WebVisitor(shared_plaza)
    with visitor.session:
        yield visitor


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture
def stage(browser: Browser, visitor: WebVisitor) -> Stage:
    return Stage(browser, visitor)
