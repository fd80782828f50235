"""faults.md A3: the connection is lost around a write; what is read afterwards decides, and both facts are sealed."""

import pytest
from tests.faults.scene import Scene, method_of, receipt_of, words_of

from demur.core.entry import Kind, Unseen
from demur.core.outcome import Step, Verdict
from demur.core.setting import State

APPLIED = {
    "before any answer": "cut-after-write",
    "in the status line": "cut-in-status",
    "in the body": "cut-in-body",
}


def test_a3_has_its_count() -> None:
    others = [test_a3_not_applied_is_unchanged, test_a3_first_look_is_lost_too, test_a3_every_look_is_lost_too]
    assert len(APPLIED) + len(others) == 6


@pytest.mark.parametrize("fault", APPLIED.values(), ids=APPLIED.keys())
def test_a3_applied_write_is_found_by_reading_it_back(scene: Scene, fault: str) -> None:
    """A3: the write is not answered, the reading shows that it took; the receipt holds both."""
    outcome = scene.bend_then_change(scene.member(), fault, Step.APPLY)
    assert outcome.verdict is Verdict.CONFIRMED
    assert outcome.write_problem is not None
    assert outcome.write_problem.code == "platform-unreachable"
    assert "not answered with success (platform-unreachable)" in method_of(outcome)
    assert receipt_of(outcome).state("after") is State.OFF
    assert "It took effect all the same." in words_of(outcome)
    assert len(scene.requests("PUT")) == 1


def test_a3_not_applied_is_unchanged(scene: Scene) -> None:
    """A3: cut before Plaza acted on it."""
    outcome = scene.bend_then_change(scene.member(), "cut-before-write", Step.APPLY)
    assert outcome.verdict is Verdict.UNCHANGED
    assert "not answered with success (platform-unreachable)" in method_of(outcome)
    assert scene.control.values()["us-on"] is True
    assert len(scene.requests("PUT")) == 1


def test_a3_first_look_is_lost_too(scene: Scene) -> None:
    """A3: the second look decides."""
    account = scene.member("us-cut")

    def lose_the_first(number: int) -> None:
        scene.control.set_fault("us-cut", "cut-on-read" if number == 0 else None)

    scene.clock.before_pause = lose_the_first
    assert scene.change(account).verdict is Verdict.CONFIRMED
    assert scene.clock.pauses_s == [0.0, 0.5]


def test_a3_every_look_is_lost_too(scene: Scene) -> None:
    """A3: nothing was seen, so nothing is said of the setting; both losses are sealed."""
    account = scene.member("us-cut")
    scene.clock.before_pause = lambda _: scene.control.set_fault("us-cut", "cut-on-read")
    outcome = scene.change(account)
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert receipt_of(outcome).kind is Kind.FAILURE
    assert method_of(outcome).count("platform-unreachable") == 2
    assert "Nothing was sent a second time." in words_of(outcome)
    assert scene.control.values()["us-cut"] is False, "it did take, and nobody could know"
    assert len(scene.requests("PUT")) == 1
