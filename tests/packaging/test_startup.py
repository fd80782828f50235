"""Whether Qt and WebEngine start is found out by starting them."""

from pathlib import Path

import pytest

import environment
import parts
import startup
from stop import Stop


def test_qt_and_webengine_start_here() -> None:
    started, said = startup.probe()
    assert started == {"windows", "pages"}, said


def test_the_files_of_qt_are_found_and_whole() -> None:
    files = startup.qt_files(environment.VENV)
    assert len(files) == len(startup.NEEDED_FILES)
    assert startup.unfound_libraries(files) == []


@pytest.fixture
def lame_library(tmp_path: Path) -> Path:
    """A real library that asks for one which is nowhere: xcb's plug-in for Qt, with one name in it changed."""
    whole = next(path for path in startup.qt_files(environment.VENV) if path.name == "libqxcb.so").read_bytes()
    assert whole.count(b"\0libxcb-cursor.so.0\0") == 1
    lame = tmp_path / "liblame.so"
    lame.write_bytes(whole.replace(b"\0libxcb-cursor.so.0\0", b"\0libxcb-cursos.so.0\0"))
    return lame


def test_a_missing_library_is_named(lame_library: Path) -> None:
    assert "libxcb-cursos.so.0" in startup.unfound_libraries([lame_library])


def test_set_up_stops_at_a_missing_library(lame_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "read_stamp", lambda venv: {})
    monkeypatch.setattr(startup, "qt_files", lambda venv: [lame_library])
    with pytest.raises(Stop, match=r"libxcb-cursos\.so\.0") as stop:
        startup.ensure(with_pages=False)
    assert stop.value.code == 4


def test_an_import_that_fails_is_explained_by_its_library() -> None:
    said = (
        "Traceback (most recent call last):\n  File ...\nImportError: libEGL.so.1: cannot open shared object file\n\n"
    )
    assert startup.explain(said) == "ImportError: libEGL.so.1: cannot open shared object file"


def test_every_library_has_a_package_on_debian_and_arch() -> None:
    assert all(part.debian and part.arch and part.rpm for part in parts.LIBRARIES)
