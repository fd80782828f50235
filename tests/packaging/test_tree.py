"""No file of the project names a package index or a place on one machine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import environment

INDEX = re.compile(
    rb"\bpypi\.[a-z]|python[h]osted|(?:extra-)?index[-_]url\s*=\s*\S*:/" + rb"/|/simp[l]e/", re.IGNORECASE
)
PLACE = re.compile(rb"(?<![\w.:/-])/(?:work|root|home|Users|opt)/[\w.]|\b[A-Z]:\\Users\\")


URL_CASES = "tests/browser/whatwg/urltestdata.json"
"""The URL standard's own cases, byte for byte, one of which is the address of a folder."""


def ignored() -> set[str]:
    lines = (environment.ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {line.strip("/") for line in lines} | {".git"}


def tree(folder: Path = environment.ROOT) -> Iterator[Path]:
    skipped = ignored()
    for path in sorted(folder.iterdir()):
        if path.name in skipped or any(path.match(pattern) for pattern in skipped):
            continue
        if path.is_dir():
            yield from tree(path)
        else:
            yield path


def found(pattern: re.Pattern[bytes]) -> list[str]:
    return [str(path.relative_to(environment.ROOT)) for path in tree() if pattern.search(path.read_bytes())]


def test_no_package_index_is_named() -> None:
    assert found(INDEX) == []


def test_no_place_on_a_machine_is_named() -> None:
    assert found(PLACE) == [URL_CASES]


def test_the_whole_tree_is_looked_at() -> None:
    names = {str(path.relative_to(environment.ROOT)) for path in tree()}
    assert {"pyproject.toml", ".ci/run", "packaging/requirements.lock", "app/demur/__init__.py"} <= names
    assert not any(name.startswith((".venv", ".git/")) for name in names)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (INDEX, "see pypi" + ".org"),
        (INDEX, "files.python" + "hosted.org"),
        (INDEX, "index-url = file:" + "//mirror"),
        (PLACE, 'open("/wo' + 'rk/main")'),
        (PLACE, "cd /ro" + "ot/demur"),
        (PLACE, "/Us" + "ers/someone/demur"),
    ],
)
def test_they_would_be_seen(pattern: re.Pattern[bytes], text: str) -> None:
    assert pattern.search(text.encode())
