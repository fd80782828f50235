"""faults.md A7: the answer is about another account than the one that asked."""

import pytest
from tests.faults.scene import Scene, receipt_of, words_of

from demur.core.entry import Unseen
from demur.core.outcome import Verdict
from demur.core.problem import WrongAccount
from demur.core.setting import State

ANSWERS = {"the setting's answer": "other-account", "every answer": "other-member"}


def test_a7_has_its_count() -> None:
    assert len(ANSWERS) == 2


@pytest.mark.parametrize("fault", ANSWERS.values(), ids=ANSWERS.keys())
def test_a7_body_of_another_account_is_refused(scene: Scene, fault: str) -> None:
    """A7: after the write another account is named; later looks are refused as well."""
    account = scene.member("us-other")
    scene.control.set_fault("us-other", fault)
    outcome = scene.change(account)
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert outcome.after.reason == "wrong-account"
    assert receipt_of(outcome).state("after") is State.UNKNOWN
    assert "answered for another account" in words_of(outcome)
    with pytest.raises(WrongAccount):
        scene.product.opt_out.look(account.id)
    assert scene.last(account).state is State.UNKNOWN
    assert [found.identity.user_id for found in scene.product.accounts.all()] == ["us-other"]
