"""A label of which only the beginning is known, in the real browser: one control that begins so, or no state."""

import json

import pytest
from tests.page.conftest import Sit

from demur.core.outcome import Verdict
from demur.core.page_problem import ControlAmbiguous, PageChanged
from demur.core.setting import State


def test_a_control_is_known_by_how_its_name_begins(sit: Sit) -> None:
    desk = sit("switch", recipe="beginning")
    kept = json.loads(desk.read().body)["control"]
    assert (kept["by"], kept["parts"][0]["name"]) == ("name-beginning", "Let Plaza learn from my posts")
    outcome = desk.change(State.OFF)
    assert (outcome.verdict, desk.stored, desk.writes) == (Verdict.CONFIRMED, False, 1)


def test_two_that_begin_so_are_one_too_many(sit: Sit) -> None:
    desk = sit("twins", recipe="beginning")
    with pytest.raises(ControlAmbiguous):
        desk.read()


@pytest.mark.parametrize("build", ["renamed", "de"])
def test_another_name_is_another_control(sit: Sit, build: str) -> None:
    desk = sit(build, recipe="beginning")
    with pytest.raises(PageChanged):
        desk.read()
    assert desk.writes == 0
