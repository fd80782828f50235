"""faults.md A6: a copy answers in the platform's place.

The row's service worker lives in a browser only, so an interface can't meet it; its case here is a proxy that says
`X-Cache: HIT`. Each of the four is tried both ways: a copy of the time before the write, which hides a change that was
made, and one that shows the change as wished, though nothing was stored.
"""

import pytest
from tests.faults.scene import Scene, method_of, receipt_of, words_of

from demur.core.entry import Kind, Unseen
from demur.core.outcome import Step, Verdict
from demur.core.setting import Assurance, State

COPIES = ["304", "aged", "dated", "proxy"]


def test_a6_has_its_count() -> None:
    assert len(COPIES) == 4


@pytest.mark.parametrize("copy", COPIES)
def test_a6_old_copy_says_nothing_about_a_change(scene: Scene, copy: str) -> None:
    """A6: Plaza stored it, a copy says otherwise: not known, and not "unchanged" either."""
    outcome = scene.bend_then_change(scene.member(), f"copy-{copy}", Step.APPLY)
    assert scene.control.values()["us-on"] is False
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert outcome.after.reason == ("platform-refused" if copy == "304" else "stored-copy")
    assert receipt_of(outcome).kind is Kind.FAILURE
    assert "Not known" in words_of(outcome)
    assert len(scene.clock.pauses_s) == 3


@pytest.mark.parametrize("copy", COPIES)
def test_a6_copy_as_wished_is_never_a_confirmation(scene: Scene, copy: str) -> None:
    """A6: Plaza stored nothing, a copy shows what was wished: the level is lowered."""
    account = scene.member()
    outcome = scene.bend_then_change(account, f"hopeful-{copy}", Step.APPLY)
    assert scene.control.values()["us-on"] is True
    if copy == "304":
        assert outcome.verdict is Verdict.UNKNOWN
        return
    assert outcome.verdict is Verdict.SEEN_ONCE
    assert receipt_of(outcome).kind is Kind.OBSERVATION
    assert receipt_of(outcome).level is Assurance.READ_BACK_SAME
    assert "a cache may have answered" in method_of(outcome)
    assert words_of(outcome).startswith("Seen once")
    assert scene.last(account).assurance is None


def test_a6_member_before_a_copy(scene: Scene) -> None:
    """The practice member for this row; once the copy is gone, a look shows the change."""
    account = scene.member("us-copy")
    assert scene.change(account).verdict is Verdict.UNKNOWN
    scene.control.set_fault("us-copy", "")
    assert scene.product.opt_out.look(account.id).reading.state is State.OFF
