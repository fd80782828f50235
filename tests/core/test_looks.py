"""Looks in their steps: what one comes to is not told before it is saved, and one costs no other."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT, Stage

from demur.core.account import AccountId
from demur.core.entry import Kind
from demur.core.outcome import Seen
from demur.core.page_problem import NeedsWindow
from demur.core.problem import AccountUnknown, Problem, SignedOut
from demur.core.setting import SettingId, State

OTHER = replace(ACCOUNT, id=AccountId("meadow-2"), setting=SettingId("ads"))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path)
    made.accounts.keep(OTHER)
    return made


def test_what_was_asked_is_remembered_once_it_is_kept(stage: Stage) -> None:
    looks = stage.opt_out.looks
    glance = looks.ask(looks.ready(ACCOUNT.id))
    assert stage.accounts.sightings(ACCOUNT.id) == []
    assert looks.keep(glance).reading.state is State.ON
    assert len(stage.accounts.sightings(ACCOUNT.id)) == 1


def test_each_of_several_comes_to_what_it_would_alone(stage: Stage) -> None:
    """On again is sealed, and what met a problem is remembered with it."""
    stage.opt_out.apply(stage.opt_out.preview(ACCOUNT.id, State.OFF).code)
    stage.clock.pause(3600)
    stage.meadow.state = State.ON
    stage.meadow.read_fails = [None, SignedOut()]
    looks = stage.opt_out.looks
    first, second = looks.keep_all([looks.ask(looks.ready(one.id)) for one in (ACCOUNT, OTHER)])
    assert isinstance(first, Seen)
    assert isinstance(second, SignedOut)
    assert first.receipt is not None
    assert first.receipt.kind is Kind.OBSERVATION
    assert stage.accounts.sightings(OTHER.id)[0].reason == "signed-out"


def test_one_that_is_gone_meanwhile_costs_the_others_nothing(stage: Stage) -> None:
    looks = stage.opt_out.looks
    glances = [looks.ask(looks.ready(one.id)) for one in (OTHER, ACCOUNT)]
    stage.accounts.forget(OTHER.id)
    gone, seen = looks.keep_all(glances)
    assert isinstance(gone, AccountUnknown)
    assert isinstance(seen, Seen)
    assert len(stage.accounts.sightings(ACCOUNT.id)) == 1


@pytest.mark.parametrize(("problem", "is_kept"), [(SignedOut(), True), (NeedsWindow(platform="Meadow"), False)])
def test_a_way_that_is_closed_is_told_when_it_is_asked(stage: Stage, problem: Problem, is_kept: bool) -> None:
    stage.meadow.line_fails = problem
    with pytest.raises(type(problem)):
        stage.opt_out.look(ACCOUNT.id)
    assert len(stage.accounts.sightings(ACCOUNT.id)) == is_kept


def test_a_look_is_one_connection_and_it_is_closed(stage: Stage) -> None:
    stage.opt_out.look(ACCOUNT.id)
    assert stage.meadow.opened == 1
    ready = stage.opt_out.looks.ready(ACCOUNT.id)
    ready.close()
    with pytest.raises(AssertionError):
        stage.opt_out.looks.ask(ready)
