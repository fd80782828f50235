"""What the main job leaves behind of each look: in a row, with what was asked for and how sure it is."""

from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT, Stage

from demur.core.problem import PlatformUnreachable, RateLimited, SignedOut
from demur.core.setting import Assurance, State
from demur.core.sighting import LONGEST_WAIT_S, Sighting, retry_after_of
from demur.watch.matter import Matter, matter_of


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def newest(stage: Stage) -> Sighting:
    return stage.accounts.sightings(ACCOUNT.id, 1)[0]


def change(stage: Stage, target: State) -> None:
    stage.opt_out.apply(stage.opt_out.preview(ACCOUNT.id, target).code)


def test_a_change_leaves_what_was_asked_for_and_how_it_was_confirmed(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.clock.pause(60)
    stage.opt_out.apply(preview.code)
    seen = newest(stage)
    assert (seen.state, seen.assurance, seen.requested) == (State.OFF, Assurance.READ_BACK_INDEPENDENT, State.OFF)
    assert [one.state for one in stage.accounts.sightings(ACCOUNT.id)] == [State.OFF, State.ON]


def test_a_look_says_whether_it_was_made_by_itself(stage: Stage) -> None:
    for is_by_itself in (True, False):
        stage.clock.pause(60)
        stage.opt_out.look(ACCOUNT.id, is_by_itself)
        assert newest(stage).is_by_itself is is_by_itself
    stage.meadow.read_fails = [SignedOut()]
    stage.clock.pause(60)
    with pytest.raises(SignedOut):
        stage.opt_out.look(ACCOUNT.id, is_by_itself=True)
    assert (newest(stage).reason, newest(stage).is_by_itself) == ("signed-out", True)


def test_how_long_a_platform_wants_to_be_left_alone_is_kept(stage: Stage) -> None:
    stage.meadow.read_fails = [RateLimited(retry_after="600")]
    with pytest.raises(RateLimited):
        stage.opt_out.look(ACCOUNT.id)
    assert newest(stage).retry_after_s == 600


@pytest.mark.parametrize(
    ("said", "expected"), [("", None), ("0", 0), ("999999", LONGEST_WAIT_S), ("1000000", None), ("soon", None)]
)
def test_a_wait_is_a_number_of_seconds_up_to_eleven_days(said: str, expected: int | None) -> None:
    assert retry_after_of(RateLimited(retry_after=said)) == expected


def test_a_stored_copy_is_remembered_as_unsure(stage: Stage) -> None:
    change(stage, State.OFF)
    stage.clock.pause(60)
    stage.meadow.state, stage.meadow.answers_from_cache = State.ON, True
    stage.opt_out.look(ACCOUNT.id)
    assert (newest(stage).state, newest(stage).is_certain) == (State.ON, False)
    assert matter_of(ACCOUNT, stage.accounts.sightings(ACCOUNT.id)) is Matter.UNKNOWN, "not “on again”"


def test_what_the_member_asked_for_and_nobody_saw_is_not_on_again(stage: Stage) -> None:
    change(stage, State.OFF)
    stage.clock.pause(60)
    preview = stage.opt_out.preview(ACCOUNT.id, State.ON)
    stage.meadow.read_fails = [None, *[PlatformUnreachable()] * 3]
    stage.opt_out.apply(preview.code)
    assert (newest(stage).state, newest(stage).requested) == (State.UNKNOWN, State.ON)
    stage.clock.pause(60)
    stage.opt_out.look(ACCOUNT.id)
    assert matter_of(ACCOUNT, stage.accounts.sightings(ACCOUNT.id)) is Matter.STILL_ON
