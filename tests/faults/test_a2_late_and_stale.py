"""faults.md A2: a stale value for some seconds, and changes that come late."""

import pytest
from tests.faults.scene import SETTING, Scene, receipt_of, words_of

from demur.core.entry import Kind
from demur.core.outcome import Step, Verdict
from demur.core.setting import State

IN_TIME = [("us-late", State.OFF), ("us-late", State.ON)]
"""Saved one second after the answer: the looks of the read-back reach that far."""
TOO_LATE = ["us-much-later", "us-on"]
"""Saved a minute after the answer; or a copy of the time before the write for as long as anybody looks."""


def test_a2_has_its_count() -> None:
    others = [test_a2_copy_gives_way_in_time, test_a2_late_save_is_not_written_again]
    assert len(IN_TIME) + len(TOO_LATE) + len(others) == 6


@pytest.mark.parametrize(("member", "target"), IN_TIME)
def test_a2_late_save_is_found_by_bounded_looks(scene: Scene, member: str, target: State) -> None:
    """A2: found by the third look at the latest, after one write."""
    account = scene.member(member)
    if target is State.ON:
        scene.control.set_value(member, False)
    outcome = scene.change(account, target)
    assert outcome.verdict is Verdict.CONFIRMED
    assert len(scene.requests("PUT")) == 1
    assert scene.clock.pauses_s == [0.0, 0.5, 1.5]


@pytest.mark.parametrize("member", TOO_LATE)
def test_a2_later_than_the_looks_gets_an_honest_word(scene: Scene, member: str) -> None:
    """A2: the looks end, nothing is promised, and a look later shows what became of it."""
    account = scene.member(member)
    outcome = scene.bend_then_change(account, "saves-much-later" if member != "us-on" else "copy-aged", Step.APPLY)
    assert outcome.verdict is (Verdict.UNKNOWN if member == "us-on" else Verdict.UNCHANGED)
    assert receipt_of(outcome).kind is Kind.FAILURE
    assert len(scene.clock.pauses_s) == 3
    assert "Confirmed" not in words_of(outcome)
    scene.control.set_fault(member, None)
    scene.control.advance(60)
    assert scene.product.opt_out.look(account.id).reading.state is State.OFF
    assert scene.last(account).assurance is None, "a plain reading is no confirmation"
    assert len(scene.requests("PUT")) == 1


def test_a2_copy_gives_way_in_time(scene: Scene) -> None:
    """A2: a stale copy answers the first two looks, Plaza itself the third."""
    account = scene.member()

    def give_way(number: int) -> None:
        if number == 2:
            scene.control.set_fault("us-on", None)

    scene.clock.before_pause = give_way
    assert scene.bend_then_change(account, "copy-aged", Step.APPLY).verdict is Verdict.CONFIRMED
    assert len([request for request in scene.requests("GET") if request["path"] == SETTING]) == 2 + 3


def test_a2_late_save_is_not_written_again(scene: Scene) -> None:
    """A2: what lands between a second preview and its "yes" is seen, and not applied once more."""
    account = scene.member("us-much-later")
    assert scene.change(account).verdict is Verdict.UNCHANGED
    preview = scene.preview(account)
    scene.control.advance(60)
    outcome = scene.product.opt_out.apply(preview.code)
    assert outcome is not None
    assert outcome.verdict is Verdict.OBSERVED
    assert len(scene.requests("PUT")) == 1
