"""faults.md A10: of three settings only one is applied, or half of the answer comes: each has its own receipt."""

from collections.abc import Sequence

import pytest
from tests.faults.added import Named, drop_in, platform_text
from tests.faults.scene import Scene, receipt_of
from tests.journeys.members import join

from demur.core.account import Account
from demur.core.outcome import Outcome, Step, Verdict
from demur.core.setting import State

SETTINGS = ("ai-training", "ai-partners", "ai-photos")
ONE_APPLIED = {"ai-training": "saves-only-posts", "ai-photos": "saves-only-photos"}


def test_a10_has_its_count() -> None:
    assert len(ONE_APPLIED) + len([test_a10_half_an_answer_is_unknown_for_the_other_half, test_a10_all_applied]) == 4


@pytest.fixture
def accounts(scene: Scene) -> Sequence[Account]:
    """One file with three settings, and one sign-in to it: an account for each."""
    product = scene.product
    text = platform_text(product.practice.base(), *map(Named, SETTINGS))
    product.catalogue.allow(product.catalogue.check(drop_in(product.folders.platforms, text)))
    first = join(product, "us-on", platform="square", region="US")
    found = product.accounts.of_sign_in(first.sign_in)
    assert [account.setting for account in found] == list(SETTINGS)
    return found


def opt_out_of_each(scene: Scene, accounts: Sequence[Account]) -> dict[str, Outcome]:
    outcomes = {str(account.setting): scene.change(account) for account in accounts}
    for setting, outcome in outcomes.items():
        receipt = receipt_of(outcome)
        assert receipt.fields["setting"]["id"] == setting
        assert receipt.fields["setting"]["label"] == f"Square: {setting}"
        assert (receipt.kind == "confirmation") == (scene.control.values(setting)["us-on"] is False)
    return outcomes


@pytest.mark.parametrize(("applied", "fault"), ONE_APPLIED.items())
def test_a10_one_of_three_applied_has_one_confirmation(
    scene: Scene, accounts: Sequence[Account], applied: str, fault: str
) -> None:
    """A10: one is confirmed, two are "not changed", each by its own receipt."""
    scene.control.set_fault("us-on", fault)
    outcomes = opt_out_of_each(scene, accounts)
    expected = {each: Verdict.CONFIRMED if each == applied else Verdict.UNCHANGED for each in SETTINGS}
    assert {setting: outcome.verdict for setting, outcome in outcomes.items()} == expected
    for account in accounts:
        assert scene.last(account).state is (State.OFF if account.setting == applied else State.ON)


def test_a10_where_one_is_asked_for_the_others_are_read_and_told_as_they_are(
    scene: Scene, accounts: Sequence[Account]
) -> None:
    """A10: one receipt, for the one setting; the other two are on, and are said to be."""
    asked, *others = accounts
    assert scene.change(asked).verdict is Verdict.CONFIRMED
    for account in others:
        assert scene.product.opt_out.look(account.id).reading.state is State.ON
        assert scene.explained(account).startswith("Practice: on.")
    closing = [receipt for receipt in scene.receipts() if receipt.kind == "confirmation"]
    assert [(receipt.account, receipt.fields["setting"]["id"]) for receipt in closing] == [(asked.id, SETTINGS[0])]
    assert {setting: scene.control.values(setting)["us-on"] for setting in SETTINGS} == {
        "ai-training": False,
        "ai-partners": True,
        "ai-photos": True,
    }


def test_a10_half_an_answer_is_unknown_for_the_other_half(scene: Scene, accounts: Sequence[Account]) -> None:
    """A10: the first setting is answered whole, the others without their values."""
    first, *others = accounts
    assert scene.change(first).verdict is Verdict.CONFIRMED
    for account in others:
        outcome = scene.bend_then_change(account, "half-answers", Step.READ_BACK)
        assert outcome.verdict is Verdict.UNKNOWN
        assert receipt_of(outcome).fields["after"]["reason"] == "reply-unreadable"
        assert receipt_of(outcome).fields["setting"]["id"] == account.setting
        assert scene.product.opt_out.look(first.id).reading.state is State.OFF, "the half that came is still read"
        scene.control.set_fault("us-on", None)


def test_a10_all_applied(scene: Scene, accounts: Sequence[Account]) -> None:
    """A10: three receipts, each for its own setting."""
    outcomes = opt_out_of_each(scene, accounts)
    assert [outcome.verdict for outcome in outcomes.values()] == [Verdict.CONFIRMED] * 3
    assert scene.witness.confirmations == 3
    assert len({receipt_of(outcome).id for outcome in outcomes.values()}) == 3
