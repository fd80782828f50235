"""Real parts for these tests: a tiny platform with its file dropped in, a data folder, and Plaza."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.data_folder import SHIPPED, World, make_world
from tests.support.platform_server import TinyPlatform

from demur.connectors import platform_file
from demur.connectors.platform_file import ApiPlatform
from demur.practice.launcher import Plaza


@pytest.fixture
def tiny() -> Iterator[TinyPlatform]:
    with TinyPlatform() as platform:
        yield platform


@pytest.fixture
def tiny_facts(tiny: TinyPlatform, tmp_path: Path) -> ApiPlatform:
    """The tiny platform as its file describes it."""
    file = tmp_path / "tiny.toml"
    file.write_text(tiny.file_text())
    found = platform_file.load(file, is_shipped=False)
    assert isinstance(found, ApiPlatform)
    return found


@pytest.fixture
def world(tiny: TinyPlatform, tmp_path: Path) -> World:
    """A data folder in which the tiny platform's file lies, and the member agreed to it."""
    made = make_world(tmp_path / "data", lambda: "http://127.0.0.1:1")
    file = made.folder / "platforms" / "tiny.toml"
    file.write_text(tiny.file_text())
    made.catalogue.allow(made.catalogue.check(file))
    return made


@pytest.fixture(scope="session")
def shared_plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    with Plaza.start(tmp_path_factory.mktemp("plaza") / "plaza.sqlite", SHIPPED.parent) as plaza:
        yield plaza


@pytest.fixture
def plaza(shared_plaza: Plaza) -> Plaza:
    shared_plaza.control.reset()
    return shared_plaza


@pytest.fixture
def plaza_world(plaza: Plaza, tmp_path: Path) -> World:
    return make_world(tmp_path / "plaza-data", lambda: plaza.base)
