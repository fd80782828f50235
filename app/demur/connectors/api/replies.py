"""Replies of a platform: JSON read strictly, and places in it found by JSON Pointer (RFC 6901)."""

import json
import re
from typing import Any

from demur.core.problem import ReplyUnreadable
from demur.core.setting import RegionCode

_MISLEADING = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, line ends, what turns the writing direction (Unicode UAX 9, 2), and halves of a character."""

_COUNTRY = re.compile("[A-Z]{2}")


def parse(untrusted_body: bytes) -> Any:
    """Return the value of a JSON text (RFC 8259).

    Raises `ReplyUnreadable` for anything a second reader could take differently: a name that stands twice,
    `NaN`, a byte order mark, text that is not UTF-8, or nesting beyond what Python follows.
    """
    try:
        return json.loads(untrusted_body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ReplyUnreadable(what="JSON") from error


def at(untrusted_value: Any, pointer: str) -> Any:
    """Return what stands at `pointer`. Raises `ReplyUnreadable` where nothing does."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(untrusted_value, dict) or name not in untrusted_value:
            raise ReplyUnreadable(what=pointer)
        untrusted_value = untrusted_value[name]
    return untrusted_value


def has(untrusted_value: Any, pointer: str) -> bool:
    """Tell whether anything stands at `pointer`."""
    try:
        at(untrusted_value, pointer)
    except ReplyUnreadable:
        return False
    return True


def text_at(untrusted_value: Any, pointer: str, limit: int = 200) -> str:
    """Return the non-empty line of text at `pointer`. Raises `ReplyUnreadable` for anything else, or a longer text."""
    found = at(untrusted_value, pointer)
    if not isinstance(found, str) or not 0 < len(found) <= limit or _MISLEADING.search(found):
        raise ReplyUnreadable(what=pointer)
    return found


def words_at(untrusted_value: Any, pointer: str | None, limit: int = 4000) -> str | None:
    """Return a text of the platform's own in single spaces; None where there is none: no state may hang on it."""
    if pointer is None or not has(untrusted_value, pointer):
        return None
    found = at(untrusted_value, pointer)
    text = " ".join(found.split()) if isinstance(found, str) else ""
    return text if 0 < len(text) <= limit and not _MISLEADING.search(text) else None


def country_at(untrusted_value: Any, pointer: str | None) -> RegionCode | None:
    """Return a country's code (ISO 3166-1 alpha-2), or None where none stands there."""
    found = words_at(untrusted_value, pointer, limit=2)
    return RegionCode(found) if found is not None and _COUNTRY.fullmatch(found) else None


def is_same(untrusted_value: Any, expected: bool | int | str) -> bool:
    """Tell whether a value is `expected` in type as well: `1` is not `true`, and `"false"` is not `false`."""
    return type(untrusted_value) is type(expected) and bool(untrusted_value == expected)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
