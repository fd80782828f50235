"""faults.md A4: the field that holds the value is not what it must be, in 14 ways."""

import pytest
from tests.faults.scene import Scene, receipt_of, words_of

from demur.core.entry import Unseen
from demur.core.outcome import Step, Verdict
from demur.core.problem import ReplyUnreadable
from demur.core.setting import State
from demur.practice.faults import FAULTS

SHAPES = sorted(name for name in FAULTS if name.startswith("value-"))


def test_a4_has_its_count() -> None:
    assert len(SHAPES) == 14


@pytest.mark.parametrize("shape", SHAPES)
def test_a4_unreadable_answer_is_no_state(scene: Scene, shape: str) -> None:
    """A4: a look says "can't be read", and no state word stands anywhere."""
    account = scene.member()
    scene.control.set_fault("us-on", shape)
    with pytest.raises(ReplyUnreadable):
        scene.product.opt_out.look(account.id)
    assert scene.last(account).state is State.UNKNOWN
    assert scene.explained(account).startswith("Practice: not known. The platform's answer can't be read")
    with pytest.raises(ReplyUnreadable):
        scene.preview(account)
    assert scene.requests("PUT") == []
    assert scene.kinds() == []


@pytest.mark.parametrize("shape", SHAPES)
def test_a4_unreadable_read_back_is_unknown(scene: Scene, shape: str) -> None:
    """A4: after a write that took, an unreadable answer still says nothing."""
    outcome = scene.bend_then_change(scene.member(), shape, Step.READ_BACK)
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert outcome.after.reason == "reply-unreadable"
    assert receipt_of(outcome).state("after") is State.UNKNOWN
    assert "can't be read" in words_of(outcome)
    assert len(scene.requests("PUT")) == 1


def test_a4_member_whose_value_is_missing(scene: Scene) -> None:
    """The practice member for this row."""
    account = scene.member("us-no-value")
    with pytest.raises(ReplyUnreadable):
        scene.product.opt_out.look(account.id)
    assert "can't be read" in scene.explained(account)
