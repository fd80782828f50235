"""faults.md A5: twelve statuses, each with its own words, and never a storm of requests."""

import pytest
from tests.faults.scene import Scene, method_of, words_of

from demur.core.entry import Unseen
from demur.core.outcome import Step, Verdict
from demur.core.problem import Problem
from demur.practice.faults import STATUSES
from demur.words import problems

CODES = {
    "401": "signed-out",
    "403": "platform-refused",
    "404": "platform-refused",
    "409": "platform-refused",
    "412": "stale-write",
    "422": "platform-refused",
    "429": "rate-limited",
    "429-wait-60": "rate-limited",
    "429-wait-until": "rate-limited",
    "500": "platform-failing",
    "502": "platform-failing",
    "503": "platform-failing",
}
WORDS = {
    "signed-out": "You are no longer signed in at the platform.",
    "platform-refused": "The platform refused the request (status {status}).",
    "stale-write": "The setting changed while you were looking, so nothing was changed over it.",
    "rate-limited": "The platform asks for fewer requests.",
    "platform-failing": "The platform reported a fault of its own (status {status}).",
}


def test_a5_has_its_count() -> None:
    assert list(CODES) == list(STATUSES)
    assert len(CODES) == 12


def words_for(name: str) -> str:
    return WORDS[CODES[name]].format(status=name[:3])


@pytest.mark.parametrize("name", CODES)
def test_a5_status_on_a_write_is_told_and_looked_at(scene: Scene, name: str) -> None:
    """A5: one write; as many looks as ever, or one where the platform asks for fewer requests."""
    outcome = scene.bend_then_change(scene.member(), f"{name}-on-write", Step.APPLY)
    assert outcome.verdict is Verdict.UNCHANGED
    assert outcome.write_problem is not None
    assert outcome.write_problem.code == CODES[name]
    assert f"({CODES[name]})" in method_of(outcome)
    assert words_for(name) in words_of(outcome)
    log = scene.requests()
    after = log[[request["method"] for request in log].index("PUT") + 1 :]
    looks = 1 if CODES[name] == "rate-limited" else 3
    assert [request["method"] for request in after] == ["GET"] * 2 * looks
    assert len(log) == 2 + 2 + 1 + 2 * looks


@pytest.mark.parametrize("name", CODES)
def test_a5_status_on_a_first_reading_ends_it_there(scene: Scene, name: str) -> None:
    """A5: one request, its own words, and nothing asked again."""
    account = scene.member()
    scene.control.set_fault("us-on", f"{name}-on-read")
    with pytest.raises(Problem) as met:
        scene.product.opt_out.look(account.id)
    assert met.value.code == CODES[name]
    assert problems.sentence(met.value) == words_for(name)
    assert scene.last(account).reason == CODES[name]
    assert len(scene.requests()) == 1


@pytest.mark.parametrize("name", CODES)
def test_a5_status_on_the_read_back_leaves_it_unknown(scene: Scene, name: str) -> None:
    """A5: three looks of one request each at most; a platform that asks for fewer gets one."""
    outcome = scene.bend_then_change(scene.member(), f"{name}-on-read-back", Step.READ_BACK)
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert outcome.after.reason == CODES[name]
    log = scene.requests()
    after = log[[request["method"] for request in log].index("PUT") + 1 :]
    assert len(after) == (1 if CODES[name] == "rate-limited" else 3)
    assert len(scene.requests("PUT")) == 1


def test_a5_500_then_fine(scene: Scene) -> None:
    """The practice member for this row: the first change fails, the second is the member's own choice."""
    account = scene.member("us-500")
    first = scene.change(account)
    assert (first.verdict, first.write_problem and first.write_problem.code) == (Verdict.UNCHANGED, "platform-failing")
    assert len(scene.requests("PUT")) == 1
    assert scene.change(account).verdict is Verdict.CONFIRMED


def test_a5_429_member_is_asked_once_and_looked_at_once(scene: Scene) -> None:
    outcome = scene.change(scene.member("us-429"))
    assert outcome.verdict is Verdict.UNCHANGED
    assert "The platform asks for fewer requests." in words_of(outcome)
    assert len(scene.requests()) == 7
