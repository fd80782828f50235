"""Guards taken out in turn: the list is whole, and the runner tells a guard that is missed from one that isn't."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import environment
import guards
from guards import Guard, Trial
from stop import Stop

ALL = guards.read(guards.GUARDS)
ROWS_AT_ZERO = {*(f"A{number}" for number in range(1, 12)), "D1", "R4", "O10", "O14", "K1"} | {
    "W1",
    "W6",
    "W8",
    "W10",
}
DOOR = '''\
def is_open(word: str) -> bool:
    """Only the right word opens it."""
    if word != "thistle":
        return False
    note = "opened"  # harmless
    return bool(note)
'''
TEST_DOOR = """\
from pathlib import Path

import pytest

from demur import door


@pytest.mark.parametrize("word", ["", "Thistle"])
def test_wrong_word(word: str) -> None:
    assert not door.is_open(word)


def test_right_word() -> None:
    assert door.is_open("thistle")
    assert Path(door.__file__).is_relative_to(Path.cwd())
"""
LOCK = Guard("lock", "A1", "app/demur/door.py", 'if word != "thistle":', "if word is None:", ("tests/test_door.py",))
HARMLESS = Guard("harmless", "A1", "app/demur/door.py", "  # harmless", "", ("tests/test_door.py",))


def test_every_row_that_allows_none_has_a_guard() -> None:
    assert ROWS_AT_ZERO - {guard.row for guard in ALL} == set()
    assert all(re.fullmatch(r"[OAKRDWS][1-9][0-9]?|design [1-9]", guard.row) for guard in ALL)


@pytest.mark.parametrize("guard", ALL, ids=lambda guard: guard.name)
def test_guard_is_where_it_is_looked_for_and_its_tests_are_there(guard: Guard) -> None:
    source = (environment.ROOT / guard.file).read_text(encoding="utf-8")
    assert source.count(guard.find) == 1
    guards.require_python(guard.file, source.replace(guard.find, guard.replace))
    for test in guard.tests:
        file, _, name = test.partition("::")
        body = (environment.ROOT / file).read_text(encoding="utf-8")
        assert not name or re.search(rf"^def {re.escape(name.partition('[')[0])}\(", body, re.MULTILINE), test


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A tiny tree with one door and its test."""
    root = tmp_path / "project"
    (root / "app" / "demur").mkdir(parents=True)
    (root / "tests").mkdir()
    (root / "app" / "demur" / "__init__.py").touch()
    (root / "app" / "demur" / "door.py").write_text(DOOR)
    (root / "tests" / "test_door.py").write_text(TEST_DOOR)
    (root / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "--import-mode=importlib"\n')
    return root


@pytest.fixture
def trial(project: Path, tmp_path: Path) -> Iterator[Trial]:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    folder = tmp_path / "folder"
    folder.mkdir()
    yield Trial(project, folder, Path(sys.executable), os.environ)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before, "only a copy changes"


def test_a_guard_that_nothing_misses_fails_the_run(trial: Trial, capsys: pytest.CaptureFixture[str]) -> None:
    assert trial.run([HARMLESS, LOCK]) == 1
    _, harmless, lock, counts = capsys.readouterr().out.splitlines()
    assert harmless.split(maxsplit=2) == ["harmless", "A1", "NOT CAUGHT: all its tests pass without it"]
    assert lock.split(maxsplit=2) == ["lock", "A1", "caught by 2 tests"]
    assert counts == "2 guards taken out: 1 caught, 1 not caught."


def test_guards_that_are_all_missed_are_good(trial: Trial, capsys: pytest.CaptureFixture[str]) -> None:
    assert trial.run([LOCK]) == 0
    assert capsys.readouterr().out.endswith("1 guards taken out: 1 caught, 0 not caught.\n")


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ({"find": "no such line"}, "stands 0 times"),
        ({"find": "return "}, "stands 2 times"),
        ({"file": "app/demur/gate.py"}, "stands 0 times"),
        ({"replace": "if"}, "is no Python (line 3)"),
        ({"tests": ("tests/test_door.py::test_gone",)}, "could not run (pytest ended with 4)"),
    ],
    ids=["gone", "twice", "no file", "no Python", "no such test"],
)
def test_a_guard_that_cannot_be_tried_is_not_caught(trial: Trial, change: dict[str, str], remark: str) -> None:
    parts = {field: getattr(LOCK, field) for field in LOCK.__dataclass_fields__} | change
    finding = trial.take_out(Guard(**parts))
    assert finding.caught_by == 0
    assert remark in str(finding)


def test_tests_that_fail_anyway_show_nothing(project: Path, tmp_path: Path) -> None:
    (project / "app" / "demur" / "door.py").write_text(DOOR.replace("thistle", "Thistle"))
    tried = Trial(project, tmp_path, Path(sys.executable), os.environ)
    with pytest.raises(Stop, match="don't pass with every guard in place"):
        tried.run([LOCK])


def test_imports_from_elsewhere_are_refused(project: Path, tmp_path: Path) -> None:
    (project / "app" / "demur" / "__init__.py").write_text("__file__ = '/elsewhere/demur/__init__.py'\n")
    with pytest.raises(Stop, match="not from the copy"):
        Trial(project, tmp_path, Path(sys.executable), os.environ).run([LOCK])


GOOD = '[[guard]]\nname = "a"\nrow = "A1"\nfile = "f"\nfind = "x"\nreplace = ""\ntests = ["t"]\n'


@pytest.mark.parametrize(
    "text",
    [GOOD + GOOD, GOOD.replace('row = "A1"\n', ""), GOOD.replace('"x"', '""'), GOOD.replace('["t"]', "[]")],
    ids=["a name twice", "no row", "nothing taken out", "no tests"],
)
def test_a_list_that_is_not_whole_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "guards.toml").write_text(GOOD)
    assert len(guards.read(tmp_path / "guards.toml")) == 1
    (tmp_path / "guards.toml").write_text(text)
    with pytest.raises(Stop):
        guards.read(tmp_path / "guards.toml")


def test_an_unknown_name_is_refused() -> None:
    assert guards.choose(ALL, [ALL[1].name]) == (ALL[1],)
    assert guards.choose(ALL, []) == ALL
    with pytest.raises(Stop, match="No such guard: nothing"):
        guards.choose(ALL, ["nothing", ALL[0].name])
