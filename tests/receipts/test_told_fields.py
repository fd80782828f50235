"""What rests on the member's word alone says so in its fields, and nothing else may be called that (part 4)."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.receipts.making import ATTEMPT_ID, BY_KIND, NOW, TRANSPORT, Log, seen

from demur.receipts.fields import LIMITS, LIMITS_TOLD, check_fields
from demur.receipts.profile import parse
from demur.receipts.proof import sign
from demur.receipts.shape import ShapeBroken

UNKNOWN = {**seen("unknown", None), "reason": "not-read"}
TOLD_OFF = {**seen("off", None), "evidence": []}
LEVEL = {"attempts": 0, "level": "member-reported", "method": "The member says so."}
SHARED: dict[str, Any] = {
    **{name: value for name, value in BY_KIND["attempt"].items() if name not in {"before", "requested", "transport"}},
    "assurance": LEVEL,
    "connector": {**BY_KIND["attempt"]["connector"], "id": "x/own-browser", "kind": "own-browser"},
    "identity": "named-by-member",
    "limits": LIMITS_TOLD,
}
TOLD: dict[str, dict[str, Any]] = {
    "attempt": {**SHARED, "assurance": {**LEVEL, "level": "requested"}, "before": UNKNOWN, "requested": "off"},
    "observation": {**SHARED, "after": TOLD_OFF, "attempt": ATTEMPT_ID, "before": UNKNOWN, "requested": "off"},
    "failure": {**SHARED, "after": UNKNOWN, "attempt": ATTEMPT_ID, "before": UNKNOWN, "requested": "off"},
    "request": {**SHARED, "after": UNKNOWN, "requested": "off"},
    "answer": {**SHARED, "after": TOLD_OFF, "requested": "off", "ext": {"request": ATTEMPT_ID}},
}


def signed(kind: str, **changes: Any) -> dict[str, Any]:
    log = Log()
    fields = {**log.unsigned("told", **TOLD[kind]), "kind": kind, **changes}
    return sign({name: value for name, value in fields.items() if value is not None}, log.keys, NOW)


def where(fields: dict[str, Any]) -> str:
    with pytest.raises(ShapeBroken) as caught:
        check_fields(fields)
    return caught.value.where


@pytest.mark.parametrize("kind", TOLD)
def test_takes_each_kind(kind: str) -> None:
    check_fields(signed(kind))


@pytest.mark.parametrize("kind", TOLD)
def test_says_what_it_is(kind: str) -> None:
    level = TOLD[kind]["assurance"]
    assert where(signed(kind, identity="read")) == "identity"
    assert where(signed(kind, limits=LIMITS)) == "limits"
    assert where(signed(kind, assurance={**level, "attempts": 1})) == "assurance.attempts"
    assert where(signed(kind, assurance={**level, "level": "acknowledged"})) == "assurance.level"
    assert where(signed(kind, transport=TRANSPORT)) == "transport"


@pytest.mark.parametrize("kind", ["observation", "failure", "request", "answer"])
def test_word_is_no_reading(kind: str) -> None:
    """A told state has no raw value, and never stands on a read-back."""
    assert where(signed(kind, after=seen("off"))) == "after.raw"
    for level in ("requested", "read-back-same", "read-back-independent"):
        assert where(signed(kind, assurance={**LEVEL, "level": level})) == "assurance.level"


@pytest.mark.parametrize("kind", ["observation", "request", "answer", "failure"])
def test_status_is_never_claimed(kind: str) -> None:
    assert where(signed(kind, status="https://w3id.org/dpv#RequestFulfilled")) == "status"


def confirmation(**changes: Any) -> dict[str, Any]:
    log = Log()
    return sign(log.unsigned("confirmation", **changes), log.keys, NOW)


CONFIRMATIONS: list[tuple[Callable[[], dict[str, Any]], str]] = [
    (lambda: confirmation(assurance=LEVEL), "assurance.level"),
    (lambda: confirmation(connector=SHARED["connector"]), "limits"),
    (lambda: confirmation(connector=SHARED["connector"], limits=LIMITS_TOLD), "before.raw"),
    (
        lambda: confirmation(
            connector=SHARED["connector"],
            limits=LIMITS_TOLD,
            before=UNKNOWN,
            after=TOLD_OFF,
            identity="named-by-member",
        ),
        "assurance.level",
    ),
    (lambda: confirmation(limits=LIMITS_TOLD), "limits"),
    (lambda: confirmation(after={**seen("off"), "raw": None}), "after.raw"),
]


@pytest.mark.parametrize(("make", "place"), CONFIRMATIONS)
def test_nothing_told_is_a_confirmation(make: Callable[[], dict[str, Any]], place: str) -> None:
    assert where(make()) == place


@pytest.mark.parametrize("kind", ["observation", "failure"])
def test_what_was_read_is_not_called_told(kind: str) -> None:
    log = Log()
    fields = log.unsigned(kind, assurance={**BY_KIND[kind]["assurance"], "level": "member-reported"})
    assert where(sign(fields, log.keys, NOW)) == "assurance.level"


@pytest.mark.parametrize("kind", ["request", "answer"])
def test_request_and_answer_are_told_and_need_their_state(kind: str) -> None:
    connector = BY_KIND["attempt"]["connector"]
    assert where(signed(kind, connector=connector, limits=LIMITS)) in {"assurance.level", "after.raw"}
    level = {**LEVEL, "level": "acknowledged"}
    fields = signed(kind, connector=connector, limits=LIMITS, assurance=level, after={**seen("off"), "raw": "true"})
    assert where(fields) == "connector.kind"
    assert where(signed(kind, after=None)) == "after"
    assert where(signed(kind, requested=None)) == "requested"


def test_first_entry_has_the_plain_limits() -> None:
    assert where({**parse(Log().bodies[0]), "limits": LIMITS_TOLD}) == "limits"
