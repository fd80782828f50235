"""Masks what is personal in a text that is shown to be passed on; each mask says what stood in its place.

What is masked too often costs a word of a report; what is masked too seldom costs its member. So each rule takes more
rather than less, and a path goes up to the end of its line: names of folders may hold spaces.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

_SHORT = 4
"""Shorter names are masked only where they stand alone, or every word that holds their letters would go."""

_ROOTS = (
    r"/(?:home|Users|root|tmp|dev/shm|media|mnt|Volumes|run|var|private|export)\b|~[\\/]"
    r"|(?<![A-Za-z])[A-Za-z]:[\\/]|\\\\"
)
_KEYS = (
    r"code|state|nonce|password|passwd|pwd|cookie|authorization|assertion|api_?key|login_hint|\w*token|\w*secret"
    r"|\w*verifier|\w*session\w*"
)
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), mask)
    for pattern, mask in (
        (r"[^\s@<>\"'(),;]+@[^\s@<>\"'(),;]+\.\w+", "[e-mail]"),
        (r"(?<=://)[^\s/?#]+(?=@)", "[account]"),
        (r"://[^\s/?#]*(?P<hidden>[/?#]\S+)", "[address]"),
        (r"\?(?P<hidden>[^\s=?]+=\S+)", "[address]"),
        (r"(?<![\w.])(?!127\.)\d{1,3}(?:\.\d{1,3}){3}(?![\w.])", "[address]"),
        (rf"(?:{_ROOTS})[^\n]*", "[folder]"),
        (r"\b(?:set-)?cookie:[ ]*(?P<hidden>[^\n]+)", "[token]"),
        (r"\b(?:bearer|basic|dpop)\s+(?P<hidden>\S{8,})", "[token]"),
        (rf"\b(?:{_KEYS})[\"']?\s*[=:]\s*[\"']?(?P<hidden>[^\s\"'&,;}}]+)", "[token]"),
        (r"\beyJ[\w-]+(?:\.[\w-]*)*", "[token]"),
        (r"(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[^\W\d_])[\w+/=-]{20,}", "[token]"),
        (r"(?<![^\W\d_])[^\W\d_]{32,}", "[token]"),
        (r"\d{7,}", "[number]"),
    )
)


@dataclass(frozen=True, slots=True)
class Personal:
    """What is known to be personal here."""

    accounts: tuple[str, ...] = ()
    """Names, user ids and ids of accounts."""
    folders: tuple[str, ...] = ()
    """The home folder and the data folder."""
    names: tuple[str, ...] = ()
    """Of the computer, and of the member's account on it."""


class Mask:
    """Puts masks over texts."""

    def __init__(self, personal: Personal) -> None:
        self._rules = [*_RULES]
        for values, mask, tail in (
            (personal.accounts, "[account]", ""),
            (personal.names, "[name]", ""),
            (personal.folders, "[folder]", r"[^\n]*"),
        ):
            self._rules += [(_known(value, tail), mask) for value in values if _visible(value).strip()]

    def over(self, text: str) -> str:
        """Return `text` in one line, with a mask over everything personal that is known or looks so."""
        line = _visible(text)
        return _covered(line, sorted(self._found(line), key=lambda one: (one[0], -one[1])))

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for rule, mask in self._rules:
            for match in rule.finditer(text):
                start, end = match.span("hidden" if "hidden" in rule.groupindex else 0)
                yield start, end, mask


def _visible(text: str) -> str:
    """Return a text as it is seen, in one line: without marks that nobody sees, which Arabic and Persian names hold."""
    seen = (letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFC", "".join(letter if letter.isprintable() else " " for letter in seen))


def _covered(text: str, found: Iterable[tuple[int, int, str]]) -> str:
    """Return `text` with each stretch that any rule found replaced: where two overlap, all of both goes.

    `found` goes by start, the longer first.
    """
    parts, done = [], 0
    for start, end, mask in found:
        if start >= done:
            parts += [text[done:start], mask]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _known(value: str, tail: str) -> re.Pattern[str]:
    spellings = sorted(map(re.escape, _spellings(value)), key=len, reverse=True)
    pattern = "(?:" + "|".join(spellings) + ")" + tail
    if len(_visible(value).strip()) < _SHORT:
        pattern = rf"(?<![^\W_]){pattern}(?![^\W_])"
    return re.compile(pattern, re.IGNORECASE)


def _spellings(value: str) -> set[str]:
    """Return how a text may stand in an address, in JSON, or in what Python prints of it; ß is SS in capitals."""
    wholes = {unicodedata.normalize("NFC", value).strip(), _visible(value).strip()}
    plain = {one for whole in wholes for one in (whole, whole.lstrip("@") or whole)}
    bare = {form(one) for one in plain for form in (str, str.upper, str.casefold)}
    escaped = {form(one) for one in bare for form in (quote, quote_plus, _as_json, _as_ascii)}
    return bare | escaped | {one.replace("\\", "\\\\") for one in bare}


def _as_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _as_ascii(text: str) -> str:
    return ascii(text)[1:-1]
