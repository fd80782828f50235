"""The rest of the practice members: signed out in the middle, a token endpoint that points elsewhere, slow answers."""

import time
from typing import Any

import pytest
from tests.faults.scene import Scene, method_of, receipt_of, words_of
from tests.journeys.members import join

from demur.core.account import Account
from demur.core.entry import Unseen
from demur.core.outcome import Verdict
from demur.core.problem import RedirectRefused, SignedOut
from demur.core.setting import State


def test_signed_out_in_the_middle_is_unknown_and_told(scene: Scene) -> None:
    """The write was made and the sign-in revoked at once: the read-back meets 401, and nothing is asked again."""
    account = join(scene.product, "us-signed-out")
    outcome = scene.change(account)
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert outcome.after.reason == "signed-out"
    assert "answered with success" in method_of(outcome)
    assert "no longer signed in" in words_of(outcome)
    assert receipt_of(outcome).state("after") is State.UNKNOWN
    with pytest.raises(SignedOut):
        scene.product.opt_out.look(account.id)
    assert join(scene.product, "us-signed-out").id == account.id
    assert scene.product.opt_out.look(account.id).reading.state is State.OFF


def test_sign_in_that_is_led_elsewhere_keeps_nothing(scene: Scene) -> None:
    """O10, the redirect: refused at the exchange of the code."""
    with pytest.raises(RedirectRefused):
        join(scene.product, "us-elsewhere")
    assert list(scene.product.accounts.all()) == []


def test_refresh_that_is_led_elsewhere_is_refused_and_the_sign_in_still_holds(scene: Scene) -> None:
    """O10, the redirect at a refresh: the refresh token goes nowhere, so it works once the fault is over."""
    account = join(scene.product, "us-on")
    let_tokens_run_out(scene, account)
    scene.control.set_fault("us-on", "token-elsewhere")
    with pytest.raises(RedirectRefused):
        scene.product.opt_out.look(account.id)
    assert scene.last(account).reason == "redirect-refused"
    scene.control.set_fault("us-on", None)
    assert scene.product.opt_out.look(account.id).reading.state is State.ON


def let_tokens_run_out(scene: Scene, account: Account) -> None:
    shelf = scene.product.rooms.shelf(is_practice=True)
    tokens: dict[str, Any] | None = shelf.find(account.sign_in)
    assert tokens is not None
    shelf.keep(account.sign_in, {**tokens, "expires_at": int(time.time()) - 1})


def test_slow_answers_are_waited_for(scene: Scene) -> None:
    account = scene.member("us-slow")
    assert scene.product.opt_out.look(account.id).reading.state is State.ON


@pytest.mark.parametrize(("member", "state"), [("de-announced", State.ON), ("de-2024", State.NOT_OFFERED)])
def test_members_in_germany_have_their_own_day(scene: Scene, member: str, state: State) -> None:
    account = scene.member(member)
    assert (account.region, str(account.plays_on)) == ("DE", {"on": "2025-10-01"}.get(state, "2024-10-01"))
    assert scene.product.opt_out.look(account.id).reading.state is state
    assert scene.product.guide.told(account) is not None
