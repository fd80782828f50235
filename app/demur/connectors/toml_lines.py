"""TOML tables read strictly: every key is asked for by name, and what is wrong is told with its line."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, TypeVar, cast

T = TypeVar("T")

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")
_SYNTAX = re.compile(r"^(.*) \(at (?:line (\d+), column \d+|end of document)\)$")

MAX_BYTES = 256 * 1024


class TomlBroken(ValueError):
    """What is wrong in a TOML file, and on which line (from 1)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


class Table:
    """One table of a file; `done` refuses whatever nobody asked for."""

    def __init__(self, values: dict[str, Any], text: str, path: str = "", number: int = 0) -> None:
        self._values, self._text, self._path, self._number = dict(values), text, path, number

    def broken(self, key: str, reason: str) -> TomlBroken:
        return TomlBroken(line_of(self._text, self._path, self._number, key), reason)

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, pattern: str = r"(?s).+") -> str:
        value = self._take(key, str)
        if not re.fullmatch(pattern, value):
            raise self.broken(key, f"`{key}` is not of the form it must have")
        return value

    def optional_text(self, key: str, pattern: str = r"(?s).+") -> str | None:
        return self.text(key, pattern) if self.has(key) else None

    def flag(self, key: str, otherwise: bool = False) -> bool:
        return self._take(key, bool) if self.has(key) else otherwise

    def texts(self, key: str, pattern: str = r"(?s).+") -> tuple[str, ...]:
        values = self._take(key, list)
        if not values or not all(isinstance(value, str) and re.fullmatch(pattern, value) for value in values):
            raise self.broken(key, f"`{key}` must be a list of texts, each of the form it must have")
        return tuple(values)

    def scalar(self, key: str) -> bool | int | str:
        value: bool | int | str = self._take(key, bool, int, str)  # type: ignore[assignment]  # one of the three
        return value

    def table(self, key: str) -> "Table":
        values = self._take(key, dict)
        return Table(values, self._text, f"{self._path}.{key}" if self._path else key, self._number)

    def tables(self, key: str) -> list["Table"]:
        values = self._take(key, list)
        if not values or not all(isinstance(value, dict) for value in values):
            raise self.broken(key, f"`{key}` must be one or more tables")
        return [Table(value, self._text, key, number) for number, value in enumerate(values)]

    def done(self) -> None:
        """Refuse any key that was not asked for."""
        for key in self._values:
            raise self.broken(key, f"`{key}` is not known here")

    def _take(self, key: str, *kinds: type[T]) -> T:
        if key not in self._values:
            raise self.broken("", f"`{key}` is missing")
        value = self._values.pop(key)
        if type(value) not in kinds:  # exactly: a boolean is not a number here
            raise self.broken(key, f"`{key}` is of the wrong type")
        return cast(T, value)


def read(untrusted_bytes: bytes) -> Table:
    """Return the top table of a file. Raises `TomlBroken`."""
    if len(untrusted_bytes) > MAX_BYTES:
        raise TomlBroken(1, f"the file is larger than {MAX_BYTES // 1024} KiB")
    try:
        text = untrusted_bytes.decode("utf-8")
    except UnicodeDecodeError as error:
        line = untrusted_bytes[: error.start].count(b"\n") + 1
        raise TomlBroken(line, "the file is not UTF-8") from error
    try:
        return Table(tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(text, str(error)) from error
    except RecursionError as error:
        raise TomlBroken(1, "the file is nested too deeply") from error


def line_of(text: str, path: str, number: int, key: str) -> int:
    """Return the line of `key` in the `number`-th table called `path`, or the line of its header."""
    header_line = 1
    for line, table, seen, name in _marks(text):
        if table == path and seen == number:
            if name is None:
                header_line = line
            elif name == key:
                return line
        elif path.rpartition(".")[0] == table and name == path.rpartition(".")[2] and name:
            header_line = line  # an inline table: `not_offered = { ... }`
    return header_line


def _marks(text: str) -> Iterator[tuple[int, str, int, str | None]]:
    """Yield (line, table, its number, key or None for a header), in the order of the file."""
    table, numbers = "", {"": 0}
    for line, content in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(content):
            table = header[2]
            numbers[table] = numbers.get(table, -1) + 1 if header[1] == "[[" else 0
            yield line, table, numbers[table], None
        elif key := _KEY.match(content):
            yield line, table, numbers[table], key[1]


def _syntax(text: str, message: str) -> TomlBroken:
    found = _SYNTAX.match(message)
    if found is None:
        return TomlBroken(1, message)
    return TomlBroken(int(found[2]) if found[2] else text.count("\n") + 1, found[1])
