"""Row W6: every way in which Plaza makes its settings page, in the real browser; 0 false confirmations."""

from dataclasses import dataclass, replace

import pytest
from tests.page.conftest import Sit
from tests.page.desk import QUICK, Desk

from demur.core.entry import Unseen
from demur.core.outcome import Outcome, Verdict
from demur.core.page_problem import (
    ChallengeMet,
    ChangeUnsettled,
    ControlAmbiguous,
    ControlDisagrees,
    ControlUnusable,
    PageChanged,
    PageMoved,
    PageProblem,
)
from demur.core.problem import NotOffered, Problem
from demur.core.setting import Assurance, State
from demur.practice import builds

SHARED = "shared"
KEEPS_SOMETHING = {"service-worker", "cached", "signed-out-midway", "alert"}
"""Builds that leave something in their session, or end it: each has one of its own."""
IN_TEST_CHANGES = {"reworded", "closed", "renamed-later", "reworded-later", "closed-later"}
"""Builds about which nothing is applied: `test_changes.py` looks at them."""
PATIENT = replace(QUICK, absent_s=10)


@dataclass(frozen=True)
class Case:
    """What must come of one build."""

    build: str
    verdicts: tuple[Verdict, ...] = (Verdict.CONFIRMED,)
    recipe: str = "shipped"
    writes: int = 1
    unseen: str = ""
    """Why nothing could be read afterwards."""
    problem: type[Problem] | None = None
    """What the press itself met."""


TAKES = [
    Case("switch"),
    Case("checkbox"),
    Case("radio", recipe="radio"),
    Case("select", recipe="select"),
    Case("frame", recipe="frame"),
    Case("shadow"),
    Case("save", recipe="save"),
    Case("dialog", recipe="dialog"),
    Case("section", recipe="section"),
    Case("scroll", recipe="scroll"),
    Case("late"),
    Case("polarity", recipe="opposite"),
    Case("switch", recipe="witness"),
    Case("de"),
    Case("ar"),
    Case("ja"),
    Case("rerender"),
    Case("service-worker"),
    Case("cached"),
    Case("alert"),
    Case("ab"),
    Case("nameless", recipe="nameless"),
    Case("switch", recipe="list"),
    Case("listed-wrongly"),
]
LIES = [
    Case("forgets", (Verdict.UNCHANGED,)),
    Case("patched", (Verdict.UNCHANGED,)),
    Case("reverts", (Verdict.UNCHANGED,)),
    Case("optimistic", (Verdict.UNCHANGED,), problem=ChangeUnsettled),
    Case("flips-late", (Verdict.UNCHANGED, Verdict.CONFIRMED)),
    Case("two-clicks", (Verdict.UNCHANGED,), writes=0, problem=ChangeUnsettled),
    Case("save", (Verdict.UNCHANGED,), writes=0, problem=ChangeUnsettled),
    Case("signed-out-midway", (Verdict.UNKNOWN,), unseen="signed-out"),
    Case("listed-wrongly", (Verdict.UNKNOWN,), recipe="list", unseen="control-disagrees"),
    Case("other-member", (Verdict.UNKNOWN,), unseen="wrong-account"),
]
REFUSED: list[tuple[str, type[PageProblem]]] = [
    ("renamed", PageChanged),
    ("gone", PageChanged),
    ("polarity", PageChanged),
    ("radio", PageChanged),
    ("frame", PageChanged),
    ("section", PageChanged),
    ("scroll", PageChanged),
    ("disabled", ControlUnusable),
    ("covered", ControlUnusable),
    ("overlay", ControlUnusable),
    ("cookie-banner", ControlUnusable),
    ("twins", ControlAmbiguous),
    *((f"hidden-twin-{hiding}", ControlAmbiguous) for hiding in builds.HIDING),
    ("hidden-twin", ControlAmbiguous),
    ("aria-lies", ControlDisagrees),
    ("redirects", PageMoved),
    ("captcha", ChallengeMet),
    ("nameless", PageChanged),
]


def _session(build: str) -> dict[str, str]:
    return {} if build in KEEPS_SOMETHING else {"name": SHARED}


def name_of(case: object) -> str:
    return f"{case.build}-{case.recipe}" if isinstance(case, Case) else str(case)


def check(desk: Desk, outcome: Outcome) -> None:
    """Hold an outcome against what Plaza really stores: the one rule over all of these rows."""
    if outcome.verdict is Verdict.CONFIRMED:
        assert desk.stored is False
        assert outcome.receipt is not None
        assert outcome.receipt.level is Assurance.READ_BACK_INDEPENDENT
    assert desk.ledger.check().is_sound


def test_every_build_of_plaza_has_a_case() -> None:
    tried = {case.build for case in (*TAKES, *LIES)} | {build for build, _ in REFUSED} | {"not-offered"}
    assert tried | IN_TEST_CHANGES == set(builds.BUILDS)


@pytest.mark.parametrize("case", TAKES, ids=name_of)
def test_w6_a_page_that_can_be_read_is_switched_and_read_back(sit: Sit, case: Case) -> None:
    desk = sit(case.build, case.recipe, patience=PATIENT, **_session(case.build))
    outcome = desk.change()
    check(desk, outcome)
    assert (outcome.before, outcome.verdict, outcome.write_problem) == (State.ON, Verdict.CONFIRMED, None)
    assert desk.writes == 1


@pytest.mark.parametrize("case", LIES, ids=name_of)
def test_w6_a_page_that_says_more_than_it_did_confirms_nothing(sit: Sit, case: Case) -> None:
    desk = sit(case.build, case.recipe, **_session(case.build))
    outcome = desk.change()
    check(desk, outcome)
    assert outcome.verdict in case.verdicts
    assert desk.writes == case.writes
    assert case.problem is None or isinstance(outcome.write_problem, case.problem)
    if case.unseen:
        assert isinstance(outcome.after, Unseen)
        assert outcome.after.reason == case.unseen


@pytest.mark.parametrize(("build", "problem"), REFUSED, ids=[build for build, _ in REFUSED])
def test_w6_a_page_that_is_not_as_its_recipe_says_is_not_touched(
    sit: Sit, build: str, problem: type[PageProblem]
) -> None:
    desk = sit(build, **_session(build))
    with pytest.raises(problem) as caught:
        desk.change()
    assert desk.writes == 0
    assert desk.stored is True
    assert desk.receipts == [] or [receipt.kind.value for receipt in desk.receipts] == ["genesis"]
    assert "Tansy" not in caught.value.outline


def test_w6_only_the_platforms_own_words_say_that_it_is_not_offered(sit: Sit) -> None:
    desk = sit("not-offered", name=SHARED)
    reading = desk.read()
    assert (reading.state, reading.raw) == (State.NOT_OFFERED, '"This setting is not offered here."')
    with pytest.raises(NotOffered):
        desk.change()
    assert desk.writes == 0
