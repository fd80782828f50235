"""What a member would install: the program, its resources and its licence, and nothing else."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import environment


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return wheel.namelist()


def test_the_program_and_its_licence_are_inside(names: list[str]) -> None:
    assert "demur/__init__.py" in names
    assert any(re.fullmatch(r"demur-[0-9.]+\.dist-info/licenses/LICENSE", name) for name in names)
    assert any(re.fullmatch(r"demur-[0-9.]+\.dist-info/entry_points\.txt", name) for name in names)


def test_every_module_and_resource_is_inside(names: list[str]) -> None:
    modules = {str(path.relative_to(environment.ROOT / "app")) for path in files("app/demur", "*.py")}
    resources = {"demur/" + str(path.relative_to(environment.ROOT)) for path in files("resources", "*")}
    assert resources
    assert modules | resources <= set(names)


def files(folder: str, pattern: str) -> list[Path]:
    found = (environment.ROOT / folder).rglob(pattern)
    return [path for path in found if path.is_file() and path.parent.name != "__pycache__"]


def test_nothing_else_is_inside(names: list[str]) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"demur"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
