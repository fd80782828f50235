"""What the probe answered: JSON from a page nobody vouches for, taken apart strictly."""

import json
from typing import Any, NoReturn

from demur.core.problem import ReplyTooLarge, ReplyUnreadable

LIMIT_CHARACTERS = 1 << 20
LIMIT_DEPTH = 32
WHAT = "page"


def parse(untrusted_text: object) -> Any:
    """Return an answer's values. Raises `ReplyTooLarge`, and `ReplyUnreadable` for whatever is not plain JSON."""
    if not isinstance(untrusted_text, str):
        raise ReplyUnreadable(what=WHAT)
    if len(untrusted_text) > LIMIT_CHARACTERS:
        raise ReplyTooLarge
    try:
        value = json.loads(untrusted_text, object_pairs_hook=_once, parse_constant=_refuse, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        raise ReplyUnreadable(what=WHAT) from error
    if _is_too_deep(value):
        raise ReplyUnreadable(what=WHAT)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands there twice")
    return made


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON (RFC 8259, 6)")


def _whole(digits: str) -> int:
    if len(digits) > 20:
        raise ValueError("a number that long counts nothing")
    return int(digits)


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(LIMIT_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
