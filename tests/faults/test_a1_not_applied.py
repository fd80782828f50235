"""faults.md A1: the platform answers a change with success, and applies only some of them.

Every second schedule is played each time, and all 40 by `dev.py test --faults`: much of each is waiting.
"""

import random
import sys

import pytest
from tests.faults.scene import Scene
from tests.faults.witness import false_confirmations

from demur.core.outcome import Verdict
from demur.core.setting import State

SCHEDULES = list(range(40))
CHANGES = 3


def test_a1_has_its_count() -> None:
    assert len(SCHEDULES) == 40


@pytest.mark.parametrize("seed", SCHEDULES if "--faults" in sys.argv else SCHEDULES[::2])
def test_a1_200_but_not_applied_on_a_random_schedule(scene: Scene, seed: int) -> None:
    """A1: never "Confirmed" where Plaza didn't store it, and always where it did."""
    chance = random.Random(seed)
    account = scene.member()
    for _ in range(CHANGES):
        saves = chance.random() < 0.5
        scene.control.set_fault("us-on", None if saves else "does-not-save")
        was_on = scene.control.values()["us-on"]
        outcome = scene.change(account, State.OFF if was_on else State.ON)
        assert outcome.verdict is (Verdict.CONFIRMED if saves else Verdict.UNCHANGED)
        assert outcome.write_problem is None, "the platform said that all went well"
        assert scene.control.values()["us-on"] is (was_on if not saves else not was_on)
    assert len(scene.requests("PUT")) == CHANGES


def test_witness_finds_a_false_confirmation(scene: Scene) -> None:
    """The comparison that these rows rest on can fail: here the sealed word and the stored value differ."""
    scene.change(scene.member())
    assert scene.witness.confirmations == 1
    (fields, _) = scene.witness.seen[-1]
    assert false_confirmations([(fields, State.ON)]) == [fields]
