"""What changed at a real Plaza, as the commands tell it: each thing by itself, asked of the member, never guessed."""

import json
from argparse import Namespace
from typing import Any

import pytest
from tests.faults.scene import Scene

from demur.cli.answering import answer
from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.status import status
from demur.core.account import Account
from demur.core.entry import Kind
from demur.core.outcome import Verdict
from demur.core.problem import (
    AccountClosed,
    NothingAsked,
    PlatformFailing,
    Problem,
    RateLimited,
    SignedOut,
)
from demur.core.setting import Assurance, State
from demur.practice.bends import OTHER_TITLE

LATER: dict[str, type[Problem]] = {
    "us-signed-out-later": SignedOut,
    "us-down-later": PlatformFailing,
    "us-429-later": RateLimited,
    "us-closed": AccountClosed,
}
OLD_TITLE = "Let Plaza learn from my posts"


def opted_out(scene: Scene, member: str = "us-on") -> Account:
    account = scene.member(member)
    assert scene.change(account).verdict is Verdict.CONFIRMED
    return account


def told(scene: Scene, capsys: pytest.CaptureFixture[str]) -> str:
    assert status(Namespace(account=None, last=False), scene.product, Console(False)) is Exit.DONE
    return capsys.readouterr().out


def document(scene: Scene, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    status(Namespace(account=None, last=False), scene.product, Console(True))
    (found,) = json.loads(capsys.readouterr().out)["accounts"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("member", "problem"), LATER.items())
def test_what_comes_later_is_a_fault_and_no_change(member: str, problem: type[Problem], scene: Scene) -> None:
    account = opted_out(scene, member)
    scene.product.opt_out.look(account.id)
    scene.control.advance(121)
    with pytest.raises(problem):
        scene.product.opt_out.look(account.id)
    assert scene.kinds() == ["genesis", "attempt", "confirmation"]
    assert scene.product.on_again.event(account.id) is None
    assert scene.product.watch.standing(account.id).certain is not None, "what was known stays known"


def test_429_says_how_long_it_wants_to_be_left_alone(scene: Scene) -> None:
    account = opted_out(scene, "us-429-later")
    scene.control.advance(121)
    with pytest.raises(RateLimited) as caught:
        scene.product.opt_out.look(account.id)
    assert caught.value.details == {"retry_after": "600"}


def test_other_words_are_told_with_marks_until_there_is_a_receipt_of_them(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    account = opted_out(scene, "us-reworded")
    assert document(scene, capsys)["reworded"] is None
    scene.control.advance(121)
    text = told(scene, capsys)
    assert "The platform's words beside the setting are others than in receipt 2." in text
    assert "The setting itself is Off, as read just now." in text
    assert f"  Before:\n    {OLD_TITLE}\n  Now:\n    {OLD_TITLE} [+and messages+]\n" in text
    found = document(scene, capsys)["reworded"]
    assert found == {"receipt": 2, "before": OLD_TITLE, "now": OTHER_TITLE, "keptIn": None}
    scene.product.opt_out.observe(account.id)
    assert document(scene, capsys)["reworded"] is None
    assert scene.last(account).state is State.OFF


def test_other_region_is_no_change_of_the_setting(scene: Scene) -> None:
    account = opted_out(scene, "us-elsewhere-later")
    scene.control.advance(121)
    seen = scene.product.opt_out.look(account.id)
    assert (seen.reading.state, seen.reading.region, account.region) == (State.OFF, "DE", "US")
    assert (seen.changed_since, seen.receipt) == (None, None)
    assert len(scene.kinds()) == 3


def test_member_is_asked_who_switched_it_on_until_they_answer(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    """A8: `demur status` asks, and `demur answer` records it as the member's word."""
    account = opted_out(scene)
    with pytest.raises(NothingAsked):
        answer(Namespace(account=account.id, said="no"), scene.product, Console(False))
    scene.control.set_value("us-on", True)
    asked = f"Did you switch it on? Answer with: demur answer {account.id} yes, demur answer {account.id} no"
    assert asked in told(scene, capsys)
    assert asked in told(scene, capsys), "also where it is told no more that it is on again"
    assert document(scene, capsys)["onAgain"] == {"receipt": 3, "off": 2, "said": None, "isOffSince": False}
    assert answer(Namespace(account=account.id, said="no"), scene.product, Console(False)) is Exit.DONE
    out = capsys.readouterr().out
    assert "You told us that it wasn't you. Receipt 4 records your word." in out
    assert "demur receipts show 4 --practice" in out
    assert "Did you" not in told(scene, capsys)
    assert document(scene, capsys)["onAgain"]["said"] == "no"
    receipt = scene.receipts()[4]
    assert (receipt.kind, receipt.level) == (Kind.OBSERVATION, Assurance.MEMBER_REPORTED)
    assert scene.last(account).state is State.ON
    assert len(scene.requests("PUT")) == 1, "an answer asks nothing of the platform"
