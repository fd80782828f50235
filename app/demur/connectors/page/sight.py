"""What the probe answered, read strictly: an answer of another form is no answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from demur.connectors.page.driver import Heard, Traffic
from demur.core.page_problem import BrowserPartChanged

T = TypeVar("T")
_LONGEST = 300
"""Characters kept of a name: no recipe has a longer one."""
_MOST_LINES, _LONGEST_LINE = 40, 300
"""Of the words beside a control: what an explanation of one switch needs, and room for it in the evidence."""
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What no reader sees, or what turns the writing round (Unicode UAX 9, 2)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One element that fits what was asked for."""

    role: str
    name: str
    tag: str
    is_witnessed: bool
    checked: bool | None
    """The property of a checkbox or radio button; None for any other element."""
    is_mixed: bool
    aria_checked: str | None
    """The attribute as it stands."""
    selected: str | None
    """Of a `select`: the one option that is chosen, where it is one of those asked for."""
    options: Mapping[str, int]
    """Of a `select`: how often it has each of the options asked for."""
    expanded: str | None
    is_visible: bool
    is_enabled: bool
    is_inert: bool
    is_hidden: bool
    is_hit: bool | None
    """None where nobody looked: the element was not to be moved, or there were several."""
    is_in_dialog: bool
    point: tuple[float, float]
    """Its centre, in its own frame's viewport."""

    @property
    def is_usable(self) -> bool:
        """Whether a person could press it now."""
        return (
            self.is_visible
            and self.is_enabled
            and not self.is_inert
            and not self.is_hidden
            and self.is_hit is not False
        )


@dataclass(frozen=True, slots=True)
class Found:
    """The elements that fit one thing that was asked for."""

    count: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class FrameSight:
    """How the sub-frame that holds the control stands on the page."""

    count: int
    is_usable: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a page."""

    now: float
    """Milliseconds of the epoch, by the page's own clock."""
    lang: str
    dir: str
    is_whole: bool
    """False for a page of too many elements, of which the rest was not looked at."""
    is_complete: bool
    is_loading: bool
    """Whether a script that the page names is still on its way, or failed and nobody is told."""
    is_controlled: bool
    """Whether a service worker stands between the page and the network."""
    worker_start: float
    """When a service worker began to answer this page's own load; 0 where none did (Resource Timing, `workerStart`)."""
    status: int
    """The HTTP status of the page's own load; 0 where it isn't told."""
    document: float
    """Differs from load to load."""
    inner: float
    """The same of the sub-frame that holds the control alone; of a control in the main frame it is `document`."""
    ended: int
    """How many requests of scripts have ended."""
    told: int
    """How many requests of scripts began since the moment asked for, and were answered well."""
    answered: int
    """How many of them that began after another moment asked for have ended, well or not."""
    found: Mapping[str, Found]
    frame: FrameSight | None
    identities: tuple[tuple[str, str], ...]
    """User id and name of whoever the page says is signed in."""
    saved: tuple[str, ...]
    not_offered: tuple[str, ...]
    dialogs: int
    outline: tuple[str, ...]
    is_cleared: bool
    """Whether what an earlier load had noted for this one was put away before anything of the page ran."""
    is_calm: bool
    """Whether it was looked at because the page had stood still, and had nothing to do then, nor for a while after."""
    lines: tuple[str, ...] | None
    """The text beside the control, line by line, where it was looked at too."""
    again: "Look | None"
    """A later look at the same load, where it had stood still and was looked at again by the time of the answer."""
    traffic: Traffic | None = None
    """What the page had asked for by the time of the answer, where that was told with it."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a press."""

    is_pressed: bool
    count: int
    since: float
    document: float


def read_look(untrusted_answer: Any) -> Look:
    """Return one look. Raises `BrowserPartChanged`."""
    part = _Part(untrusted_answer)
    found = part.take("found", dict)
    frame = part.take("frame", dict, type(None))
    return Look(
        now=part.number("now"),
        lang=part.take("lang", str)[:40],
        dir=part.take("dir", str)[:10],
        is_whole=part.take("isWhole", bool),
        is_complete=part.take("isComplete", bool),
        is_loading=part.take("isLoading", bool),
        is_controlled=part.take("isControlled", bool),
        worker_start=part.number("workerStart"),
        status=part.take("status", int),
        document=part.number("document"),
        inner=part.number("document"),
        ended=part.take("ended", int),
        told=part.take("told", int),
        answered=part.take("answered", int),
        found={str(key): _found(value) for key, value in found.items()},
        frame=None if frame is None else _frame(frame),
        identities=_identities(part.take("identity", list, type(None))),
        saved=part.texts("saved"),
        not_offered=part.texts("notOffered"),
        dialogs=part.take("dialogs", int),
        outline=part.texts("outline"),
        is_cleared=part.take("isCleared", bool),
        is_calm=part.take("isCalm", bool),
        lines=read_words(untrusted_answer) if "lines" in untrusted_answer else None,
        again=read_look(untrusted_answer["again"]) if "again" in untrusted_answer else None,
    )


def joined(around: Look, inside: Look) -> Look:
    """Return one look at a page whose control is in a sub-frame: what holds of either holds of both."""
    return replace(
        around,
        lang=inside.lang or around.lang,
        is_whole=around.is_whole and inside.is_whole,
        is_complete=around.is_complete and inside.is_complete,
        is_loading=around.is_loading or inside.is_loading,
        is_controlled=around.is_controlled or inside.is_controlled,
        worker_start=max(around.worker_start, inside.worker_start, key=abs),
        status=max(around.status, inside.status),
        document=around.document + inside.document,
        inner=inside.document,
        ended=around.ended + inside.ended,
        told=around.told + inside.told,
        answered=around.answered + inside.answered,
        found=inside.found,
        saved=tuple(dict.fromkeys((*around.saved, *inside.saved))),
        not_offered=tuple(dict.fromkeys((*around.not_offered, *inside.not_offered))),
        dialogs=around.dialogs + inside.dialogs,
        outline=(*around.outline, *inside.outline),
    )


def read_press(untrusted_answer: Any) -> Pressed:
    """Return what came of a press. Raises `BrowserPartChanged`."""
    part = _Part(untrusted_answer)
    is_pressed, count = part.take("isPressed", bool), part.take("count", int)
    if not is_pressed:
        return Pressed(False, count, 0.0, 0.0)
    return Pressed(True, count, part.number("since"), part.number("document"))


def read_heard(heard: Heard) -> Look | None:
    """Return the look that was waited for; None where what it waits for has not come. Raises `BrowserPartChanged`."""
    if heard.answer is None:
        return None
    look = read_look(heard.answer)
    again = None if look.again is None else replace(look.again, traffic=heard.traffic)
    return replace(look, traffic=heard.traffic, again=again)


def read_left(untrusted_answer: Any) -> bool:
    """Return whether a page's own notes in its history were put away. Raises `BrowserPartChanged`."""
    return bool(_Part(untrusted_answer).take("isLeft", bool))


def read_words(untrusted_answer: Any) -> tuple[str, ...]:
    """Return the lines of text beside a control. Raises `BrowserPartChanged`."""
    lines = _Part(untrusted_answer).take("lines", list)
    if not all(type(line) is str for line in lines):
        raise BrowserPartChanged
    shown = (_UNSHOWN.sub("", line)[:_LONGEST_LINE].strip() for line in lines[:_MOST_LINES])
    return tuple(line for line in shown if line)


class _Part:
    """One object of an answer."""

    def __init__(self, untrusted: Any) -> None:
        if type(untrusted) is not dict:
            raise BrowserPartChanged
        self._values = untrusted

    def take(self, key: str, *kinds: type[Any]) -> Any:
        value = self._values.get(key)
        if type(value) not in kinds:  # exactly: a boolean is not a number here
            raise BrowserPartChanged
        return value

    def number(self, key: str) -> float:
        return float(self.take(key, int, float))

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list)
        if not all(type(value) is str for value in values):
            raise BrowserPartChanged
        return tuple(value[:_LONGEST] for value in values)


def _found(untrusted: Any) -> Found:
    part = _Part(untrusted)
    return Found(part.take("count", int), tuple(map(_candidate, part.take("candidates", list))))


def _candidate(untrusted: Any) -> Candidate:
    part = _Part(untrusted)
    point = part.take("point", list)
    if len(point) != 2 or not all(type(value) in (int, float) for value in point):
        raise BrowserPartChanged
    aria, selected = part.take("ariaChecked", str, type(None)), part.take("selected", str, type(None))
    return Candidate(
        role=part.take("role", str)[:40],
        name=part.take("name", str)[:_LONGEST],
        tag=part.take("tag", str)[:40],
        is_witnessed=part.take("isWitnessed", bool),
        checked=part.take("checked", bool, type(None)),
        is_mixed=part.take("isMixed", bool),
        aria_checked=None if aria is None else aria[:40],
        selected=selected,
        options=_options(part.take("options", dict)),
        expanded=part.take("expanded", str, type(None)),
        is_visible=part.take("isVisible", bool),
        is_enabled=part.take("isEnabled", bool),
        is_inert=part.take("isInert", bool),
        is_hidden=part.take("isHidden", bool),
        is_hit=part.take("isHit", bool, type(None)),
        is_in_dialog=part.take("isInDialog", bool),
        point=(float(point[0]), float(point[1])),
    )


def _options(untrusted: dict[Any, Any]) -> dict[str, int]:
    if not all(type(count) is int for count in untrusted.values()):
        raise BrowserPartChanged
    return {str(words): count for words, count in untrusted.items()}


def _frame(untrusted: Any) -> FrameSight:
    part = _Part(untrusted)
    if (count := part.take("count", int)) != 1:
        return FrameSight(count, False)
    is_reachable = part.take("isVisible", bool) and part.take("isHit", bool)
    return FrameSight(1, is_reachable and not part.take("isInert", bool) and not part.take("isHidden", bool))


def _identities(untrusted: list[Any] | None) -> tuple[tuple[str, str], ...]:
    parts = [_Part(one) for one in untrusted or ()]
    return tuple((part.take("id", str)[:_LONGEST], part.take("name", str)[:_LONGEST]) for part in parts)
