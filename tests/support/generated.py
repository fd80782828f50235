"""Generated input for parsers: near misses of something valid, and anything at all; the answers are counted."""

import copy
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import prod
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
WHOLE = 4096
"""How many generated inputs row S3 asks for, at each parser: with `dev.py test --faults`."""
SHORT = 2048
"""How many there are otherwise."""
COUNT = WHOLE if "--faults" in sys.argv else SHORT
PHASES = [Phase.generate]
"""Without shrinking: what fails is a near miss already, and a minute of shrinking would tell no more."""

TOML_PIECES = [
    *(b"=", b'"', b"[", b"]", b"[[", b"]]", b"\n", b"{", b"}", b",", b"1", b"true", b"\x00", b"\xff", b"'''", b'"""'),
    *(b".", b"\\u", b"\\U00110000", b"\r", b"#", b"2026-02-30", b"2026-11-21", b"1e999", b"-", b"nan", b"0x", b"[]"),
    *(b"9" * 5000, b"[" * 1500, b"a." * 300, "\u202e".encode(), "\u2028".encode(), b"\xed\xa0\x80", b"\xef\xbb\xbf"),
]
"""What means something to TOML, or to those who read it."""
TOML_VALUES = [
    *(b'""', b'" "', b"0", b"-1", b"9007199254740993", b"1.5", b"true", b"false", b"[]", b'[""]', b"[1]", b"{}"),
    *(b"{ is = 1 }", b"2026-11-21", b"2026-11-21T00:00:00Z", b'"\\u0000"', b'"\\u202E"', '"\u0430b"'.encode()),
    *(b'"https://127.0.0.1/"', b'"http://127.0.0.1:1/x"', b'"{practice}"', b'"https://a.example/?x"', b'"file:///x"'),
]
JSON_PIECES = [
    *(b"{", b"}", b"[", b"]", b'"', b":", b",", b"\\", b"\\u", b"\\ud800", b"1e0", b"1.0", b"-0", b"NaN", b"true"),
    *(b"null", b" ", b"\n", b"\x00", b"\x7f", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"9" * 5000, b"[" * 2000),
]


def feed(inputs: SearchStrategy[T], judge: Callable[[T], str], count: int | None = None) -> Counter[str]:
    """Hand generated inputs to `judge`, and return how often it gave each answer; an exception is a failure.

    The inputs are the same in every run, so that what they reach can be asserted.
    """
    answers: Counter[str] = Counter()
    wanted = count or COUNT

    @settings(
        max_examples=wanted, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(inputs)
    def one(given_input: T) -> None:
        answers[judge(given_input)] += 1

    one()
    assert answers.total() >= wanted, answers
    return answers


def anything() -> SearchStrategy[bytes]:
    """Return any bytes, and any text."""
    return st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass"))


def picks(*sizes: int) -> SearchStrategy[list[list[int]]]:
    """Return one to three rows of indexes, one index below each size; a row is one number to Hypothesis, so quick."""
    row = st.integers(0, prod(sizes) - 1)
    rows = st.tuples(row) | st.tuples(row, row) | st.tuples(row, row, row)
    return rows.map(lambda made: [_indexes(number, sizes) for number in made])


def _indexes(number: int, sizes: tuple[int, ...]) -> list[int]:
    found = []
    for size in sizes:
        number, index = divmod(number, size)
        found.append(index)
    return found


def near(valid: bytes, pieces: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Return bytes that differ from `valid` in one to three places: a piece put in, in place of nothing or of some."""
    stock = [*pieces, b"", *(bytes([byte]) for byte in range(256))]
    lengths = [0, 0, 1, 1, 2, 8, 40]

    def spliced(rows: list[list[int]]) -> bytes:
        made = valid
        for place, length, piece in rows:
            made = made[:place] + stock[piece] + made[place + lengths[length] :]
        return made

    return picks(len(valid) + 1, len(lengths), len(stock)).map(spliced)


def relined(valid: bytes) -> SearchStrategy[bytes]:
    """Return a TOML file with one to three lines gone, doubled, moved, or with the value of another line or kind."""
    lines = [line for line in valid.split(b"\n") if line.strip() and not line.startswith(b"#")]
    values = [*TOML_VALUES, *(line.partition(b"=")[2].strip() for line in lines if b"=" in line)]

    def edited(rows: list[list[int]]) -> bytes:
        made = list(lines)
        for act, at, to, value in rows:
            _edit_line(made, act, at % len(made), to, values[value])
        return b"\n".join(made)

    return picks(6, len(lines), len(lines), len(values)).map(edited)


def _edit_line(lines: list[bytes], act: int, at: int, to: int, value: bytes) -> None:
    """Take a line away (0), double it (1), move it (2), or else give its key another value."""
    if act == 0 and len(lines) > 1:
        lines.pop(at)
    elif act == 1:
        lines.insert(to, lines[at])
    elif act == 2:
        lines.insert(to, lines.pop(at))
    elif b"=" in lines[at]:
        lines[at] = lines[at].partition(b"=")[0] + b"= " + value


def bent(valid: dict[str, Any], odd_values: Sequence[Any]) -> SearchStrategy[dict[str, Any]]:
    """Return a JSON object with one to three of its values gone, replaced, renamed or joined by another."""
    places = list(_places(valid))
    values = [*odd_values, *(_at(valid, place) for place in places)]

    def edited(rows: list[list[int]]) -> dict[str, Any]:
        made = copy.deepcopy(valid)
        for act, place, value in rows:
            holder = _at(made, places[place][:-1])
            if isinstance(holder, list if isinstance(places[place][-1], int) else dict):
                _edit_value(holder, places[place][-1], act, copy.deepcopy(values[value]))
        return made

    return picks(6, len(places), len(values)).map(edited)


def _edit_value(holder: Any, key: str | int, act: int, value: Any) -> None:
    """Take a value away (0), rename it (1), put another beside it (2), or else in its place."""
    if isinstance(key, int):  # a place in a list, where an earlier edit left the list as long
        holder[key : key + 1] = [] if act == 0 else [value, value] if act == 2 else [value]
    elif act == 0:
        holder.pop(key, None)
    elif act == 1 and key in holder:
        holder[key.swapcase()] = holder.pop(key)
    else:
        holder[f"{key}X" if act == 2 else key] = value


def _places(tree: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value, by keys and indexes."""
    if here:
        yield here
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield from _places(value, (*here, key))


def _at(tree: Any, place: tuple[str | int, ...]) -> Any:
    """Return what stands at a place, or None where an earlier edit took the way there."""
    for key in place:
        is_list = isinstance(tree, list) and isinstance(key, int) and key < len(tree)
        is_there = is_list or (isinstance(tree, dict) and key in tree)
        tree = tree[key] if is_there else None
    return tree
