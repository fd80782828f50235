"""TOML tables read strictly: every key is asked for by name, and what is wrong is told with its line."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar, cast

T = TypeVar("T")

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")
_SYNTAX = re.compile(r"^(.*) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)

MAX_BYTES = 256 * 1024
MAX_LINE = 2000
"""Characters of one line: tomllib's time grows with the square of a dotted key's parts."""
_MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 7493, 2.2)."""


_KINDS = {
    str: "a text",
    bool: "`true` or `false`",
    int: "a whole number",
    list: "a list, or tables with `[[ ]]`",
    dict: "a table, such as `{ is = …, mark = …, date = … }`",
    date: "a day without quotes",
}


class TomlBroken(ValueError):
    """What is wrong in a TOML file, and on which line (from 1)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


class Table:
    """One table of a file; `done` refuses whatever nobody asked for."""

    def __init__(self, values: dict[str, Any], text: str, place: str = "") -> None:
        self._values, self._text, self._place = dict(values), text, place

    def broken(self, key: str, reason: str) -> TomlBroken:
        return TomlBroken(line_of(self._text, self._place, key), reason)

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, form: str | Callable[[str], bool] = r"(?s).+") -> str:
        """Return the text at `key`, which must match a pattern or please a test."""
        value = self._take(key, str)
        if not _is_of_form(value, form):
            raise self.broken(key, f"`{key}` is not of the form it must have")
        return value

    def optional_text(self, key: str, form: str | Callable[[str], bool] = r"(?s).+") -> str | None:
        return self.text(key, form) if self.has(key) else None

    def flag(self, key: str, otherwise: bool = False) -> bool:
        return self._take(key, bool) if self.has(key) else otherwise

    def texts(self, key: str, form: str | Callable[[str], bool] = r"(?s).+") -> tuple[str, ...]:
        values = self._take(key, list)
        if not values or not all(isinstance(value, str) and _is_of_form(value, form) for value in values):
            raise self.broken(key, f"`{key}` must be a list of texts, each of the form it must have")
        return tuple(values)

    def names(self) -> tuple[str, ...]:
        """Return the keys of a table whose keys are names of the file's own."""
        return tuple(self._values)

    def day(self, key: str) -> date:
        return self._take(key, date)

    def number(self, key: str) -> int:
        return self._within(key, self._take(key, int))

    def scalar(self, key: str) -> bool | int | str:
        value: bool | int | str = self._take(key, bool, int, str)  # type: ignore[assignment]  # one of the three
        return value if isinstance(value, str) else self._within(key, value)

    def table(self, key: str) -> "Table":
        values = self._take(key, dict)
        return Table(values, self._text, self._inside(key))

    def tables(self, key: str) -> list["Table"]:
        values = self._take(key, list)
        if not values or not all(isinstance(value, dict) for value in values):
            raise self.broken(key, f"`{key}` must be one or more tables")
        return [Table(value, self._text, f"{self._inside(key)}[{number}]") for number, value in enumerate(values)]

    def done(self) -> None:
        """Refuse any key that was not asked for."""
        for key in self._values:
            where = "here; each line belongs to the `[table]` above it" if self._place else "here"
            raise self.broken(key, f"`{key}` is not known {where}")

    def _inside(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def _take(self, key: str, *kinds: type[T]) -> T:
        if key not in self._values:
            raise self.broken("", f"`{key}` is missing")
        value = self._values.pop(key)
        if type(value) not in kinds:  # exactly: a boolean is not a number here
            raise self.broken(key, f"`{key}` is of the wrong type: it must be {' or '.join(map(_called, kinds))}")
        return cast(T, value)

    def _within(self, key: str, value: int) -> int:
        if abs(value) > _MAX_INTEGER:
            raise self.broken(key, f"`{key}` is too large a number")
        return value


def _called(kind: type) -> str:
    return _KINDS.get(kind, kind.__name__)


def read(untrusted_bytes: bytes) -> Table:
    """Return the top table of a file. Raises `TomlBroken`."""
    if len(untrusted_bytes) > MAX_BYTES:
        raise TomlBroken(1, f"the file is larger than {MAX_BYTES // 1024} KiB")
    try:
        text = untrusted_bytes.decode("utf-8")
    except UnicodeDecodeError as error:
        line = untrusted_bytes[: error.start].count(b"\n") + 1
        raise TomlBroken(line, "the file is not UTF-8") from error
    for line, content in enumerate(text.split("\n"), start=1):
        if len(content) > MAX_LINE:
            raise TomlBroken(line, f"the line is longer than {MAX_LINE} characters")
    try:
        return Table(tomllib.loads(text), text)
    except ValueError as error:  # tomllib's own is one, and it lets those of `int` through
        raise _syntax(text, str(error)) from error
    except RecursionError as error:
        raise TomlBroken(1, "the file is nested too deeply") from error


def line_of(text: str, place: str, key: str) -> int:
    """Return the line of `key` in the table at `place`, such as `settings[1].labels[0]`, or the line of its header.

    What stands inline (`page = { ... }`) has the line of the key that it is the value of.
    """
    lines: dict[tuple[str, str], int] = {}
    for line, table, name in _marks(text):
        lines.setdefault((table, name), line)
    while place and (place, "") not in lines:
        place, _, key = place.rpartition(".")
        key = key.partition("[")[0]
    return lines.get((place, key)) or lines.get((place, ""), 1)


def _is_of_form(value: str, form: str | Callable[[str], bool]) -> bool:
    return form(value) if callable(form) else re.fullmatch(form, value) is not None


def _marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, place of the table, key, or nothing for a header), in the order of the file."""
    place, places, counts = "", {"": ""}, Counter[str]()
    for line, content in enumerate(text.split("\n"), start=1):  # as TOML counts: U+2028 ends no line
        if header := _HEADER.match(content):
            parent, _, name = header[2].rpartition(".")
            inside = places.get(parent, parent)
            place = f"{inside}.{name}" if inside else name
            if header[1] == "[[":
                counts[place] += 1
                place = f"{place}[{counts[place] - 1}]"
            places[header[2]] = place
            yield line, place, ""
        elif key := _KEY.match(content):
            yield line, place, key[1]


def _syntax(text: str, message: str) -> TomlBroken:
    found = _SYNTAX.match(message)
    if found is None:
        return TomlBroken(1, message)
    return TomlBroken(int(found[2]) if found[2] else text.count("\n") + 1, found[1])
