"""The ways in which Plaza misbehaves on purpose, by the name a scenario or the control interface gives.

A new fault is a row in `FAULTS`; a new kind of fault is a function in `bends`, or a way to write here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import product

from demur.practice import bends
from demur.practice.bends import Begin, Bend, Moment
from demur.practice.parts import Parts
from demur.practice.refusal import Refusal
from demur.practice.settings import Held, IsCurrent, Place, Settings, Stale

Write = Callable[[Settings, Place, bool, IsCurrent], Held]

LATER_S = 120.0
"""How long after an opt-out the faults come that come later."""
ELSEWHERE = "http://127.0.0.1:9/token"
"""Where a bent token endpoint sends a program; nobody listens there."""


def save(settings: Settings, place: Place, value: bool, is_current: IsCurrent) -> Held:
    """Store what was asked, as a platform should."""
    return settings.write(place, value, is_current)


def pretend(settings: Settings, place: Place, value: bool, is_current: IsCurrent) -> Held:
    """Answer as if stored, in every detail, and store nothing (faults.md A1)."""
    held = settings.find(place)
    if not is_current(held.etag):
        raise Stale
    return Held(value, held.version + 1)


def late(seconds: float) -> Write:
    """Answer as if stored, and store it some time later by Plaza's clock (faults.md A2)."""

    def write(settings: Settings, place: Place, value: bool, is_current: IsCurrent) -> Held:
        held = pretend(settings, place, value, is_current)
        settings.plan(place, value, seconds)
        return held

    return write


def on_again(seconds: float) -> Write:
    """Store an opt-out, and take it back some time later by Plaza's clock (faults.md A8)."""

    def write(settings: Settings, place: Place, value: bool, is_current: IsCurrent) -> Held:
        held = settings.write(place, value, is_current)
        if not value:
            settings.plan(place, True, seconds)
        return held

    return write


def only(setting_id: str) -> Write:
    """Store one of the member's settings, and only pretend for the others (faults.md A10)."""

    def write(settings: Settings, place: Place, value: bool, is_current: IsCurrent) -> Held:
        return (save if place.setting_id == setting_id else pretend)(settings, place, value, is_current)

    return write


def fail_once(settings: Settings, place: Place, value: bool, is_current: IsCurrent) -> Held:
    """Answer the member's first write with 500 and store nothing; store the later ones."""
    if settings.find(place).writes == 1:
        raise Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "fault")
    return settings.write(place, value, is_current)


@dataclass(frozen=True, slots=True)
class Fault:
    """How Plaza treats one member; each field is the good behaviour unless a fault replaces it."""

    write: Write = save
    begin: Begin = bends.go_on
    bend: Bend = bends.leave_alone
    token_at: str = ""
    """Where the token endpoint sends the program instead of answering."""


WRITING, READING = frozenset({Moment.WRITE}), frozenset({Moment.READ, Moment.READ_BACK})

STATUSES: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "401": (401, {"WWW-Authenticate": 'Bearer realm="plaza", error="invalid_token"'}),
    "403": (403, {}),
    "404": (404, {}),
    "409": (409, {}),
    "412": (412, {}),
    "422": (422, {}),
    "429": (429, {}),
    "429-wait-60": (429, {"Retry-After": "60"}),
    "429-wait-until": (429, {"Retry-After": "Fri, 31 Dec 2999 23:59:59 GMT"}),
    "500": (500, {}),
    "502": (502, {}),
    "503": (503, {"Retry-After": "120"}),
}
"""Statuses a platform may answer with (faults.md A5)."""
MOMENTS = {
    "write": WRITING,
    "read": READING,
    "read-back": frozenset({Moment.READ_BACK}),
}

SHAPES: Mapping[str, bends.Shape] = {
    "missing": lambda good: json.dumps({name: good[name] for name in good if name != "value"}),
    "renamed": lambda good: json.dumps({"Value" if name == "value" else name: good[name] for name in good}),
    "null": lambda good: json.dumps({**good, "value": None}),
    "text": lambda good: json.dumps({**good, "value": "false"}),
    "zero": lambda good: json.dumps({**good, "value": 0}),
    "one": lambda good: json.dumps({**good, "value": 1}),
    "empty-text": lambda good: json.dumps({**good, "value": ""}),
    "list": lambda good: json.dumps({**good, "value": [good["value"]]}),
    "nested": lambda good: json.dumps({**good, "value": {"value": good["value"]}}),
    "doubled": lambda good: '{"value": false, ' + json.dumps(good)[1:],
    "html": lambda good: f"<!doctype html><title>{good['title']}</title><p>false",
    "empty": lambda _: "",
    "truncated": lambda good: json.dumps(good)[:-9],
}
"""What may stand where the value should be (faults.md A4); the 14th is a good answer of another media type."""

_AGE, _PROXY = {"Age": "30"}, {"Age": "30", "X-Cache": "HIT"}

FAULTS: Mapping[str, Fault] = {
    "": Fault(),
    "does-not-save": Fault(write=pretend),
    "saves-late": Fault(write=late(1.0)),
    "saves-much-later": Fault(write=late(60.0)),
    "on-again": Fault(write=on_again(120.0)),
    "saves-only-posts": Fault(write=only("ai-training")),
    "saves-only-photos": Fault(write=only("ai-photos")),
    "half-answers": Fault(bend=bends.halve("ai-training")),
    "reworded": Fault(bend=bends.reword),
    "reworded-later": Fault(bend=bends.bend_later(bends.reword, LATER_S)),
    "counts-elsewhere": Fault(bend=bends.count_elsewhere),
    "counts-elsewhere-later": Fault(bend=bends.bend_later(bends.count_elsewhere, LATER_S)),
    "closed": Fault(begin=bends.say_closed),
    "closed-later": Fault(begin=bends.later(bends.say_closed, LATER_S)),
    "signed-out-later": Fault(begin=bends.later(bends.end_sign_in, LATER_S)),
    "503-later": Fault(begin=bends.later(bends.refuse(503, READING, {}), LATER_S)),
    "429-later": Fault(begin=bends.later(bends.refuse(429, READING, {"Retry-After": "600"}), LATER_S)),
    "slow": Fault(begin=bends.wait(1.5)),
    "500-once": Fault(write=fail_once),
    "signs-out": Fault(bend=bends.sign_out),
    "other-account": Fault(bend=bends.name_other("settings")),
    "other-member": Fault(bend=bends.name_other("me", "settings")),
    "token-elsewhere": Fault(token_at=ELSEWHERE),
    "cut-after-write": Fault(bend=bends.cut_after(b"")),
    "cut-in-status": Fault(bend=bends.cut_after(b"HTTP/1.1 2")),
    "cut-in-body": Fault(bend=bends.cut_after(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")),
    "cut-before-write": Fault(begin=bends.cut_before(WRITING)),
    "cut-on-read": Fault(begin=bends.cut_before(READING)),
    "copy-304": Fault(bend=bends.say_not_modified),
    "copy-aged": Fault(bend=bends.copy(_AGE)),
    "copy-dated": Fault(bend=bends.copy({}, is_old=True)),
    "copy-proxy": Fault(bend=bends.copy(_PROXY)),
    "hopeful-304": Fault(write=pretend, bend=bends.say_not_modified),
    "hopeful-aged": Fault(write=pretend, bend=bends.copy(_AGE, is_hopeful=True)),
    "hopeful-dated": Fault(write=pretend, bend=bends.copy({}, is_hopeful=True, is_old=True)),
    "hopeful-proxy": Fault(write=pretend, bend=bends.copy(_PROXY, is_hopeful=True)),
    "value-other-type": Fault(bend=bends.shape(json.dumps, "text/plain")),
    **{f"value-{name}": Fault(bend=bends.shape(make)) for name, make in SHAPES.items()},
    **{
        f"{name}-on-{moment}": Fault(begin=bends.refuse(status, MOMENTS[moment], headers))
        for (name, (status, headers)), moment in product(STATUSES.items(), MOMENTS)
    },
}


def fault_of(parts: Parts, user_id: str) -> Fault:
    """Return how a member is treated now: as the control interface says, else as the scenario says."""
    return FAULTS[parts.chosen_faults.get(user_id, parts.members[user_id].fault)]
