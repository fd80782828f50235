"""A setting whose address ends in a fragment: opened with it, compared without it, and read afresh all the same."""

from time import monotonic

from tests.page.conftest import Sit

from demur.core.outcome import Verdict
from demur.core.setting import State

LOAD_S = 15
"""How long these tests' browser waits for a load (`conftest.browser`)."""


def test_a_page_is_opened_with_its_fragment_and_reloaded_with_it(sit: Sit) -> None:
    desk = sit(recipe="fragment")
    desk.read()
    assert desk.js("location.hash") == "#settings/DataControls"
    again = desk.read()
    assert desk.js("location.hash") == "#settings/DataControls"
    assert again.is_independent, "loaded past every copy"
    assert again.address == f"{desk.plaza.base}/web/settings/ai-training"


def test_a_fragment_that_the_page_took_away_is_asked_for_again(sit: Sit) -> None:
    desk = sit(recipe="fragment")
    desk.read()
    desk.js("history.replaceState(null, '', location.pathname)")
    begun = monotonic()
    assert desk.read().is_independent
    assert monotonic() - begun < LOAD_S / 2, "nothing was waited for that never comes: Qt tells of no load there"
    assert desk.js("location.hash") == "#settings/DataControls"


def test_a_change_is_confirmed_at_such_an_address(sit: Sit) -> None:
    desk = sit(recipe="fragment")
    outcome = desk.change(State.OFF)
    assert (outcome.verdict, desk.stored) == (Verdict.CONFIRMED, False)
    assert outcome.receipt is not None
    assert outcome.receipt.fields["platform"]["settingsUrl"].endswith("/ai-training#settings/DataControls")
