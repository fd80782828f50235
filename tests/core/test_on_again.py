"""Who switched it on: the member is asked, their word is sealed as theirs alone, and changes nothing that was seen."""

from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT, Stage

from demur.core import relapse
from demur.core.account import AccountId
from demur.core.entry import Kind
from demur.core.on_again import Event, OnAgain, said_in
from demur.core.problem import AccountUnknown, NothingAsked
from demur.core.setting import Assurance, State
from demur.core.telling import Said


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


@pytest.fixture
def on_again(stage: Stage) -> OnAgain:
    return OnAgain(stage.accounts, lambda _: stage.ledger, stage.told, stage.clock)


def opt_out(stage: Stage) -> None:
    stage.opt_out.apply(stage.opt_out.preview(ACCOUNT.id, State.OFF).code)


def turn_on(stage: Stage) -> None:
    """Opt out, and find it on an hour later."""
    opt_out(stage)
    stage.clock.pause(3600)
    stage.meadow.state = State.ON
    stage.opt_out.look(ACCOUNT.id)
    stage.clock.pause(60)


def event(on_again: OnAgain) -> Event:
    found = on_again.event(ACCOUNT.id)
    assert found is not None
    return found


def test_event_names_both_receipts_and_waits_for_an_answer(stage: Stage, on_again: OnAgain) -> None:
    assert on_again.event(ACCOUNT.id) is None
    assert not on_again.may_be(ACCOUNT.id)
    turn_on(stage)
    found = event(on_again)
    assert found.observation == stage.receipts[-1]
    assert found.off is not None
    assert (found.off.kind, found.off.index) == (Kind.CONFIRMATION, 2)
    assert found.observation.fields["ext"] == {"offBefore": found.off.id}
    assert (found.said, found.is_waiting, found.is_off_since, found.is_over) == (None, True, False, False)
    assert on_again.may_be(ACCOUNT.id)


@pytest.mark.parametrize("said", list(Said))
def test_answer_is_sealed_as_the_members_word_and_names_the_observation(
    said: Said, stage: Stage, on_again: OnAgain
) -> None:
    turn_on(stage)
    observation = event(on_again).observation
    last, opened = stage.accounts.find(ACCOUNT.id), stage.meadow.opened
    receipt = on_again.answer(ACCOUNT.id, said)
    assert (receipt.kind, receipt.level) == (Kind.OBSERVATION, Assurance.MEMBER_REPORTED)
    assert receipt.fields["ext"] == {"about": observation.id, "switchedOnByMember": said.value}
    assert observation.id in receipt.fields["assurance"]["method"]
    assert receipt.fields["assurance"]["attempts"] == 0
    after = receipt.fields["after"]
    assert (after["state"], after["reason"], after["raw"]) == ("unknown", "who-switched-it", None)
    assert "transport" not in receipt.fields
    assert receipt.fields["setting"] == observation.fields["setting"]
    found = event(on_again)
    assert (found.said, found.answer, found.observation) == (said, receipt, observation)
    assert stage.accounts.find(ACCOUNT.id) == last, "a word about the past says nothing of what it is now"
    assert stage.meadow.opened == opened, "nobody asks the platform anything for it"
    assert stage.ledger.check().wrong is None


def test_answer_can_be_changed_and_the_newest_counts(stage: Stage, on_again: OnAgain) -> None:
    turn_on(stage)
    on_again.answer(ACCOUNT.id, Said.NO)
    on_again.answer(ACCOUNT.id, Said.YES)
    assert event(on_again).said is Said.YES
    assert stage.kinds[-2:] == ["observation", "observation"]


def test_answer_is_no_ground_to_call_it_off_or_on(stage: Stage, on_again: OnAgain) -> None:
    """An answer neither ends the search for the last certain state, nor is one."""
    turn_on(stage)
    on_again.answer(ACCOUNT.id, Said.NO)
    assert relapse.last_off(stage.ledger.of_account(ACCOUNT.id)) is None
    assert stage.opt_out.look(ACCOUNT.id).changed_since is None, "told and sealed once"


def test_opting_out_again_ends_it_unless_others_did_it(stage: Stage, on_again: OnAgain) -> None:
    turn_on(stage)
    opt_out(stage)
    assert (event(on_again).is_off_since, event(on_again).is_over) == (True, False), "nobody answered yet"
    for said, is_over in ((Said.NO, False), (Said.NOT_SURE, True), (Said.YES, True)):
        on_again.answer(ACCOUNT.id, said)
        assert event(on_again).is_over is is_over


def test_second_time_is_an_event_of_its_own(stage: Stage, on_again: OnAgain) -> None:
    turn_on(stage)
    on_again.answer(ACCOUNT.id, Said.YES)
    turn_on(stage)
    found = event(on_again)
    assert (found.said, found.is_off_since) == (None, False)
    assert found.off is not None
    assert found.off.index > 4


def test_word_of_anything_else_is_no_answer(stage: Stage, on_again: OnAgain) -> None:
    """Only the member's own word is one: not what a connector sealed, whatever stands under `ext`."""
    turn_on(stage)
    seen = stage.receipts[-1]
    seen.fields["ext"]["switchedOnByMember"] = "yes"
    assert said_in(seen) is None


def test_nothing_is_answered_where_nothing_is_asked(stage: Stage, on_again: OnAgain) -> None:
    opt_out(stage)
    with pytest.raises(NothingAsked):
        on_again.answer(ACCOUNT.id, Said.YES)
    with pytest.raises(AccountUnknown):
        on_again.answer(AccountId("nobody"), Said.YES)
    assert stage.kinds == ["genesis", "attempt", "confirmation"]
