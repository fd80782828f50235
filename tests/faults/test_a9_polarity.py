"""faults.md A9: at one connector `true` means that data may be used, at another that it may not."""

import pytest
from tests.faults.added import Named, drop_in, platform_text
from tests.faults.scene import Scene
from tests.journeys.members import join

from demur.core.account import Account
from demur.core.outcome import Verdict
from demur.core.setting import State

CONNECTORS = {"plain": Named("ai-training"), "opposite": Named("keep-out", on=False)}
READ = [(name, value) for name in CONNECTORS for value in (True, False)]
CHANGED = list(CONNECTORS)


def test_a9_has_its_count() -> None:
    assert len(READ) + len(CHANGED) == 6


def joined(scene: Scene, named: Named) -> Account:
    catalogue = scene.product.catalogue
    file = drop_in(scene.product.folders.platforms, platform_text(scene.product.practice.base(), named))
    catalogue.allow(catalogue.check(file))
    return join(scene.product, "us-on", platform="square", region="US")


@pytest.mark.parametrize(("connector", "may_be_used"), READ)
def test_a9_state_word_is_right_whatever_true_means(scene: Scene, connector: str, may_be_used: bool) -> None:
    """A9: read, and shown in the product's own words."""
    named = CONNECTORS[connector]
    account = joined(scene, named)
    scene.control.set_value("us-on", may_be_used, named.id)
    reading = scene.product.opt_out.look(account.id).reading
    assert reading.state is (State.ON if may_be_used else State.OFF)
    assert reading.raw == ("true" if may_be_used is named.on else "false")
    assert scene.explained(account).startswith("Practice: on." if may_be_used else "Practice: off.")


@pytest.mark.parametrize("connector", CHANGED)
def test_a9_change_goes_the_way_that_was_meant(scene: Scene, connector: str) -> None:
    """A9: out and in again, each confirmed, each stored as meant."""
    named = CONNECTORS[connector]
    account = joined(scene, named)
    for target in (State.OFF, State.ON):
        assert scene.change(account, target).verdict is Verdict.CONFIRMED
        assert scene.control.values(named.id)["us-on"] is (target is State.ON)
    assert scene.witness.confirmations == 2


def test_wrong_polarity_in_a_file_is_not_noticed_by_the_program(scene: Scene) -> None:
    """Why a platform file's values need a source and a date: nothing in an answer says what `true` means."""
    account = joined(scene, Named("keep-out", on=True))
    assert scene.product.opt_out.look(account.id).reading.state is State.OFF
    assert scene.control.values("keep-out")["us-on"] is True
