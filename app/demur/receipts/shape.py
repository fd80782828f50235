"""Small checks that join into the description of a receipt's fields."""

import re
from collections.abc import Callable, Mapping

from demur.receipts.moment import parse_moment
from demur.receipts.profile import MAX_INTEGER

Shape = Callable[[object, str], None]
"""Looks at one value; the second argument is its place, such as `log.index`."""


class ShapeBroken(ValueError):
    """A field that is missing, unknown or not what it must be; `where` is its place."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def require(condition: bool, where: str) -> None:
    if not condition:
        raise ShapeBroken(where)


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Return a check for an object with exactly the `required` members and at most the `optional` ones."""
    known = {**required, **(optional or {})}

    def check(value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise ShapeBroken(where)
        if not required.keys() <= value.keys() <= known.keys():
            odd = [*(value.keys() - known.keys()), *(required.keys() - value.keys())]
            raise ShapeBroken(_inside(where, odd[0]))
        for name, item in value.items():
            try:
                known[name](item, name)
            except ShapeBroken as error:
                raise ShapeBroken(_inside(where, error.where)) from error

    return check


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def matching(pattern: str) -> Shape:
    compiled = re.compile(pattern)

    def check(value: object, where: str) -> None:
        require(isinstance(value, str) and compiled.fullmatch(value) is not None, where)

    return check


def text(limit: int) -> Shape:
    def check(value: object, where: str) -> None:
        require(isinstance(value, str) and len(value) <= limit, where)

    return check


def one_of(*words: str) -> Shape:
    def check(value: object, where: str) -> None:
        require(isinstance(value, str) and value in words, where)

    return check


def integer(least: int = 0, most: int = MAX_INTEGER) -> Shape:
    def check(value: object, where: str) -> None:
        require(type(value) is int and least <= value <= most, where)  # bool is an int to Python

    return check


def list_of(item: Shape, least: int, most: int) -> Shape:
    def check(value: object, where: str) -> None:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise ShapeBroken(where)
        for entry in value:
            item(entry, where)

    return check


def nullable(shape: Shape) -> Shape:
    def check(value: object, where: str) -> None:
        if value is not None:
            shape(value, where)

    return check


def moment(has_decimals: bool) -> Shape:
    def check(value: object, where: str) -> None:
        require(isinstance(value, str) and ("." in value) == has_decimals, where)
        try:
            parse_moment(str(value))
        except ValueError as error:
            raise ShapeBroken(where) from error

    return check


def anything(_value: object, _where: str) -> None:
    """Take whatever the profile takes: for `ext`, which older readers ignore."""
