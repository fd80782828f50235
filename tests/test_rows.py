"""Which tests hold which row of the faults: the table in ROWS.md is made from their names and docstrings.

`python tests/test_rows.py` writes it anew.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
TABLE = TESTS / "ROWS.md"
LAST = {"O": 19, "A": 11, "K": 3, "R": 10, "D": 6, "W": 11, "S": 3}
"""The last row of each letter."""
IN_TEXT = re.compile(r"\b([OAKRDWS])([1-9][0-9]?)\b(?: to \1([1-9][0-9]?)\b)?")
IN_NAME = re.compile(r"(?<![a-z0-9])([oakrdws])([1-9][0-9]?)(?![a-z0-9])")
MUST_HAVE = [
    *(f"O{number}" for number in (1, 2, 3, 4, 5, 7, 8, 10, 12, 13, 14, 15, 18)),
    *(f"A{number}" for number in range(1, 12)),
    *(f"{letter}{number}" for letter in "KRDW" for number in range(1, LAST[letter] + 1)),
    *("S1", "S3"),
]
HEAD = """\
# Rows of the faults, and the tests that name them

Made by `python tests/test_rows.py` from the names and docstrings of tests; a test fails where it is out of date.
A test names a row by its own name or docstring; where none in a file does, the file's name or docstring does for all.

| row | tests |
| --- | --- |
"""


def rows_in_text(text: str) -> set[str]:
    """Return the rows that a docstring names: `O18`, or `A1 to A11`."""
    found = set()
    for letter, first, last in IN_TEXT.findall(text):
        found |= {f"{letter}{number}" for number in range(int(first), int(last or first) + 1)}
    return {row for row in found if is_row(row)}


def rows_in_name(name: str) -> set[str]:
    """Return the rows that the name of a test or a file holds: `test_a6_copies`."""
    found = {f"{letter.upper()}{number}" for letter, number in IN_NAME.findall(name.replace("_", " "))}
    return {row for row in found if is_row(row)}


def is_row(row: str) -> bool:
    return int(row[1:]) <= LAST[row[0]]


def rows_of(node: ast.FunctionDef | ast.ClassDef) -> set[str]:
    return rows_in_name(node.name) | rows_in_text(ast.get_docstring(node) or "")


def held_in(body: list[ast.stmt], held: str, rows: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Yield every test under `held` with the rows that it, or the class around it, names."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from held_in(node.body, f"{held}::{node.name}", rows | rows_of(node))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield f"{held}::{node.name}", rows | rows_of(node)


def rows_of_file(file: Path, root: Path) -> Iterator[tuple[str, str]]:
    """Yield a row and what holds it: a test, or the whole file where it alone names the row."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    name = file.relative_to(root).as_posix()
    named = set()
    found = list(held_in(tree.body, name, set()))
    for test, rows in found:
        named |= rows
        yield from ((row, test) for row in rows)
    own = rows_in_name(file.stem) | rows_in_text(ast.get_docstring(tree) or "")
    yield from ((row, test) for row in own - named for test, _ in found)


@cache
def holders(root: Path) -> dict[str, list[str]]:
    """Return the tests of each row, both in order."""
    found: dict[str, set[str]] = {}
    for file in sorted(root.rglob("test_*.py")):
        if file != Path(__file__).resolve():
            for row, test in rows_of_file(file, root):
                found.setdefault(row, set()).add(test)
    letters = list(LAST)
    order = sorted(found, key=lambda row: (letters.index(row[0]), int(row[1:])))
    return {row: sorted(found[row]) for row in order}


def table() -> str:
    lines = [f"| {row} | {'<br>'.join(f'`{test}`' for test in tests)} |\n" for row, tests in holders(TESTS).items()]
    return HEAD + "".join(lines)


def test_the_table_is_what_the_tests_say() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "tests/ROWS.md is out of date: python tests/test_rows.py"


@pytest.mark.parametrize("row", MUST_HAVE)
def test_a_row_that_holds_now_has_a_test(row: str) -> None:
    assert holders(TESTS).get(row)


def test_rows_are_found_where_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "test_o7_doors.py").write_text(
        '"""Row S3, and A1 to A3."""\n'
        'def test_k2_locked():\n    """A2: twice."""\n'
        'def test_open():\n    """W99, XA4 and a11y are no rows."""\n'
    )
    assert holders(tmp_path) == {
        "O7": ["test_o7_doors.py::test_k2_locked", "test_o7_doors.py::test_open"],
        "A1": ["test_o7_doors.py::test_k2_locked", "test_o7_doors.py::test_open"],
        "A2": ["test_o7_doors.py::test_k2_locked"],
        "A3": ["test_o7_doors.py::test_k2_locked", "test_o7_doors.py::test_open"],
        "K2": ["test_o7_doors.py::test_k2_locked"],
        "S3": ["test_o7_doors.py::test_k2_locked", "test_o7_doors.py::test_open"],
    }


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
