"""What there is to say of an account: four things apart that others confuse, and no fault taken for a change."""

import ast
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT

import demur
from demur.core.problem import Problem
from demur.core.setting import Assurance, RegionCode, State
from demur.core.sighting import Sighting
from demur.watch.matter import ATTENTION, FAULTS, OF_PLATFORM, Matter, fault_of, matter_of, newest_certain

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
NOT_OF_A_LOOK = {
    "already-there",
    "in-own-browser",
    "name-unusable",
    "needs-window",
    "passphrase-weak",
    "port-unavailable",
    "reached-by-demur",
    "sign-in-cancelled",
    "sign-in-timed-out",
}
"""Met while signing in or setting up, or before anything was tried, so never the end of a look."""


def row(*seen: State | str | Sighting) -> list[Sighting]:
    """Return sightings, newest first, from what was seen, oldest first: a state, or the code of a problem."""
    made = [
        one if isinstance(one, Sighting) else _sighting(one)._replace(at=NOW - timedelta(days=len(seen) - number))
        for number, one in enumerate(seen)
    ]
    return made[::-1]


def _sighting(one: State | str) -> Sighting:
    if isinstance(one, State):
        return Sighting(ACCOUNT.id, NOW, one)
    return Sighting(ACCOUNT.id, NOW, State.UNKNOWN, reason=one)


OFF, ON, NOT_OFFERED = State.OFF, State.ON, State.NOT_OFFERED
CONFIRMED_OFF = _sighting(OFF)._replace(assurance=Assurance.READ_BACK_INDEPENDENT)
CONFIRMED_ON = _sighting(ON)._replace(assurance=Assurance.READ_BACK_INDEPENDENT, requested=ON)
ASKED_FOR_ON = _sighting("platform-unreachable")._replace(requested=ON)
TOLD_OFF = _sighting(OFF)._replace(assurance=Assurance.MEMBER_REPORTED)
TOLD_NOTHING = _sighting("no-answer-yet")._replace(assurance=Assurance.MEMBER_REPORTED)
COPY_OFF, COPY_ON = _sighting(OFF)._replace(is_sure=False), _sighting(ON)._replace(is_sure=False)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([], Matter.NEVER_LOOKED),
        ([ON], Matter.STILL_ON),
        ([OFF], Matter.OFF),
        ([CONFIRMED_OFF], Matter.OFF),
        ([NOT_OFFERED], Matter.NOT_OFFERED),
        ([ON, CONFIRMED_OFF], Matter.OFF),
        ([CONFIRMED_OFF, ON], Matter.ON_AGAIN),
        ([OFF, ON], Matter.ON_AGAIN),
        ([CONFIRMED_OFF, ON, ON, ON], Matter.ON_AGAIN),
        ([CONFIRMED_OFF, "signed-out", "platform-unreachable", ON], Matter.ON_AGAIN),
        ([CONFIRMED_OFF, ON, CONFIRMED_OFF], Matter.OFF),
        ([CONFIRMED_OFF, CONFIRMED_ON], Matter.STILL_ON),
        ([CONFIRMED_OFF, CONFIRMED_ON._replace(requested=None), ON], Matter.STILL_ON),
        ([CONFIRMED_OFF, CONFIRMED_ON, ON], Matter.STILL_ON),
        ([CONFIRMED_OFF, ASKED_FOR_ON, ON], Matter.STILL_ON),
        ([CONFIRMED_OFF, ON, _sighting(ON)._replace(requested=ON)], Matter.STILL_ON),
        ([NOT_OFFERED, ON], Matter.STILL_ON),
        ([OFF, NOT_OFFERED, ON], Matter.STILL_ON),
        ([TOLD_OFF], Matter.TOLD_BY_MEMBER),
        ([TOLD_NOTHING], Matter.TOLD_BY_MEMBER),
        ([TOLD_OFF, ON], Matter.STILL_ON),
        ([COPY_OFF, ON], Matter.STILL_ON),
        ([CONFIRMED_OFF, COPY_ON], Matter.UNKNOWN),
        ([COPY_OFF], Matter.UNKNOWN),
    ],
)
def test_a_matter_is_what_was_seen_and_no_more(seen: list[State | str | Sighting], expected: Matter) -> None:
    assert matter_of(ACCOUNT, row(*seen)) is expected


@pytest.mark.parametrize("code", sorted(FAULTS))
@pytest.mark.parametrize("before", [(), (OFF,), (ON,), (CONFIRMED_OFF, ON)], ids=["never", "off", "on", "on again"])
def test_no_fault_is_a_change_or_hides_what_was_known(code: str, before: tuple[State | Sighting, ...]) -> None:
    sightings = row(*before, code)
    assert fault_of(sightings) is FAULTS[code]
    was = [matter_of(ACCOUNT, row(*before))] if before else []
    assert matter_of(ACCOUNT, sightings) is min([*was, FAULTS[code]], key=ATTENTION.__getitem__)
    assert newest_certain(sightings) == (sightings[1] if before else None)
    assert (matter_of(ACCOUNT, sightings) is Matter.ON_AGAIN) is (len(before) == 2)


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_a_fault_between_two_equal_readings_is_forgotten(code: str) -> None:
    assert matter_of(ACCOUNT, row(CONFIRMED_OFF, code, OFF)) is Matter.OFF


def _codes_of(room: str) -> set[str]:
    """Return the codes of all problems that a room of ours names."""
    found = set()
    for file in (Path(demur.__file__).parent / room).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("demur.core."):
                named = (getattr(import_module(node.module), alias.name) for alias in node.names)
                kinds = (one for one in named if isinstance(one, type) and issubclass(one, Problem))
                found |= {kind.code for kind in kinds if hasattr(kind, "code")}
    return found


@pytest.mark.parametrize("room", ["connectors", "browser", "vault"])
def test_every_problem_that_a_look_can_meet_has_its_matter(room: str) -> None:
    codes = _codes_of(room)
    assert codes, "nothing was found to look at"
    assert codes - FAULTS.keys() - NOT_OF_A_LOOK == set()
    changes = {Matter.ON_AGAIN, Matter.WORDING_CHANGED, Matter.OFF, Matter.NOT_OFFERED}
    assert not changes & set(FAULTS.values())


def test_the_four_things_that_others_confuse_are_apart() -> None:
    codes = {
        "page-changed": Matter.PAGE_CHANGED,
        "signed-out": Matter.SIGNED_OUT,
        "platform-unreachable": Matter.OFFLINE,
    }
    found = {matter_of(ACCOUNT, row(CONFIRMED_OFF, code)) for code in codes}
    assert found | {matter_of(ACCOUNT, row(CONFIRMED_OFF, ON))} == {Matter.ON_AGAIN, *codes.values()}
    assert {Matter.OFFLINE, Matter.PLATFORM_DOWN, Matter.RATE_LIMITED} == OF_PLATFORM


def worded(wording: str, **more: object) -> Sighting:
    return _sighting(OFF)._replace(wording=wording, **more)  # type: ignore[arg-type]  # a test's own names


def test_a_wording_is_held_against_the_one_that_was_confirmed() -> None:
    confirmed = worded("b", assurance=Assurance.READ_BACK_INDEPENDENT)
    assert matter_of(ACCOUNT, row(worded("a"), confirmed, worded("b"))) is Matter.OFF
    changed = row(worded("a"), confirmed, worded("c"), worded("c"))
    assert matter_of(ACCOUNT, changed) is Matter.WORDING_CHANGED
    assert matter_of(ACCOUNT, changed, known_wording="c") is Matter.OFF, "the member has seen it"
    assert matter_of(ACCOUNT, row(worded("a"), worded("c"))) is Matter.WORDING_CHANGED
    assert matter_of(ACCOUNT, row(confirmed, OFF)) is Matter.OFF, "where no words were seen, none changed"
    assert matter_of(ACCOUNT, row(confirmed, worded("c"), ON)) is Matter.ON_AGAIN


def test_what_the_member_says_they_did_is_on_again_no_more_until_it_is_off_and_on_once_more() -> None:
    once = row(OFF, ON, "signed-out", ON)
    said_at = once[0].at + timedelta(hours=1)
    assert matter_of(ACCOUNT, once, own_deed_at=said_at) is Matter.STILL_ON
    twice = [_sighting(state)._replace(at=said_at + timedelta(days=days)) for days, state in ((2, ON), (1, OFF))]
    assert matter_of(ACCOUNT, [*twice, *once], own_deed_at=said_at) is Matter.ON_AGAIN


def test_another_region_than_the_member_named_is_said() -> None:
    here, there = (_sighting(OFF)._replace(region=RegionCode(code)) for code in (ACCOUNT.region, "GB"))
    assert matter_of(ACCOUNT, [here]) is Matter.OFF
    assert matter_of(ACCOUNT, [there]) is Matter.REGION_CHANGED


def test_where_there_is_nothing_to_opt_out_of_nothing_else_is_said() -> None:
    assert matter_of(ACCOUNT, row(ON), has_choice=False) is Matter.NOTHING_TO_OPT_OUT
    assert matter_of(ACCOUNT, [], has_choice=False) is Matter.NOTHING_TO_OPT_OUT
