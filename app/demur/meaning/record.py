"""Strict reading of one TOML table: every key is asked for once, has its type, and none is left over."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)

LARGEST = 1_000_000
WHERE = re.compile(r"\(at line (\d+), column \d+\)")
HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(#.*)?")


class Fault(Exception):
    """What is wrong with a file, and on which line; never leaves this room."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def parse(untrusted_bytes: bytes) -> tuple[str, dict[str, Any]]:
    """Return the text of a TOML file and its table, or raise `Fault`."""
    if len(untrusted_bytes) > LARGEST:
        raise Fault(1, f"is larger than {LARGEST} bytes")
    try:
        text = untrusted_bytes.decode("utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Fault(untrusted_bytes.count(b"\n", 0, error.start) + 1, "is not UTF-8") from error
    except ValueError as error:  # tomllib's own is one, and it lets those of `int` through
        where = WHERE.search(str(error))
        raise Fault(int(where[1]) if where else max(1, len(text.splitlines())), str(error)) from error
    except RecursionError as error:
        raise Fault(1, "is nested too deeply") from error


class Lines:
    """Finds the line of a table or key again: `tomllib` tells no positions for what it could read."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._headers = [
            (number, match[1]) for number, line in enumerate(self._lines, start=1) if (match := HEADER.fullmatch(line))
        ]
        self._of_name: dict[str, list[int]] = {}
        for number, name in self._headers:
            self._of_name.setdefault(name, []).append(number)

    def of_table(self, name: str, index: int) -> int:
        """Return the line of the header of the n-th table of a name; 1 where there is no such header."""
        numbers = self._of_name.get(name, [])
        return numbers[index] if index < len(numbers) else 1

    def of_path(self, path: str) -> int | None:
        """Return the line of the header of a table that stands once, under its full name; None where it has none."""
        return next(iter(self._of_name.get(path, [])), None)

    def of_key(self, start: int, key: str) -> int:
        """Return the line of a key in the table that starts there; the start itself where the key has none."""
        end = min((number for number, _ in self._headers if number > start), default=len(self._lines) + 1)
        for number in range(start, end):
            if re.match(rf"\s*{re.escape(key)}(\.[A-Za-z-]+)?\s*=", self._lines[number - 1]):
                return number
        return start


class Record:
    """One table, read key by key; `path` is its name there, `within` the key of the value it is part of."""

    def __init__(
        self, untrusted_table: object, lines: Lines, line: int, path: str = "", within: str | None = None
    ) -> None:
        self._lines = lines
        self._line = line
        self._path = path
        self._within = within
        if not isinstance(untrusted_table, Mapping):
            raise self.fault("must be a table")
        self._table: Mapping[str, Any] = untrusted_table
        self._asked: set[str] = set()

    def fault(self, reason: str, key: str | None = None) -> Fault:
        """Return the fault to raise about a key, or about the table as a whole."""
        line = self._lines.of_key(self._line, self._within or key or "")
        subject = ".".join(part for part in (self._path, key) if part)
        return Fault(line, f"{subject}: {reason}" if subject else reason)

    def has(self, key: str) -> bool:
        return key in self._table

    def text(self, key: str) -> str:
        """Return a line of plain text: no marks that print nothing or turn the reading direction."""
        found = self._get(key)
        if type(found) is not str or not found.strip() or found != found.strip():
            raise self.fault("must be text, without blanks at its ends", key)
        if not found.isprintable() and any(
            unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Zl", "Zp") for mark in found
        ):
            raise self.fault("holds a character that does not print", key)
        return found

    def words(self, key: str, most: int) -> str:
        found = self.text(key)
        if len(found.split()) > most:
            raise self.fault(f"has more than {most} words", key)
        return found

    def matching(self, key: str, pattern: "re.Pattern[str]") -> str:
        found = self.text(key)
        if not pattern.fullmatch(found):
            raise self.fault(f"cannot be {found!r}", key)
        return found

    def choice(self, key: str, of: type[E]) -> E:
        found = self.text(key)
        for member in of:
            if found == member.value:
                return member
        raise self.fault(f"cannot be {found!r}", key)

    def day(self, key: str) -> date:
        found = self._get(key)
        if type(found) is not date:  # a datetime is a date to isinstance
            raise self.fault("must be a date", key)
        return found

    def number(self, key: str) -> int:
        found = self._get(key)
        if type(found) is not int:
            raise self.fault("must be a whole number", key)
        return found

    def flag(self, key: str) -> bool:
        found = self._get(key)
        if type(found) is not bool:
            raise self.fault("must be true or false", key)
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._get(key)
        if not isinstance(found, list) or not found or any(type(text) is not str for text in found):
            raise self.fault("must be a list of texts that is not empty", key)
        if len(set(found)) != len(found):
            raise self.fault("says something twice", key)
        return tuple(found)

    def table(self, key: str) -> "Record":
        path = f"{self._path}.{key}" if self._path else key
        line = self._lines.of_path(path)
        if line is not None:
            return Record(self._get(key), self._lines, line, path)
        return Record(self._get(key), self._lines, self._line, path, self._within or key)

    def tables(self, key: str) -> "Sequence[Record]":
        """Return the inline tables of a list."""
        found = self._get(key)
        if not isinstance(found, list) or not found:
            raise self.fault("must be a list of tables that is not empty", key)
        return [Record(table, self._lines, self._line, key, key) for table in found]

    def headed_tables(self, key: str) -> "Sequence[Record]":
        """Return the tables that stand under `[[key]]` headers of their own."""
        found = self._get(key)
        if not isinstance(found, list):
            raise self.fault("must be tables under headers of their own", key)
        return [Record(table, self._lines, self._lines.of_table(key, at)) for at, table in enumerate(found)]

    def names(self) -> Sequence[str]:
        """Return the keys of a table whose keys are names of the file's own."""
        return list(self._table)

    def close(self) -> None:
        """Refuse what nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                raise self.fault("is not a key known here", key)

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self._table:
            raise self.fault("is missing", key)
        return self._table[key]
