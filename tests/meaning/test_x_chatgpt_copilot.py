"""What the shipped files say of X, ChatGPT and GitHub Copilot: short, dated, quoting only words that we hold."""

from datetime import date, timedelta

import pytest
from tests.meaning.shipped import shipped

from demur.core.setting import RegionCode
from demur.meaning.claim import ClaimKind, StandingWord
from demur.meaning.claims import Claims
from demur.meaning.regions import ALL, EU

X, CHATGPT, COPILOT = (shipped(name) for name in ("x", "chatgpt", "github-copilot"))
FILES = [X, CHATGPT, COPILOT]
TODAY = date(2026, 11, 21)
DE, US = RegionCode("DE"), RegionCode("US")


def ids(of: Claims, region: RegionCode, on: date = TODAY) -> set[str]:
    return {claim.id for claim in of.on(region, on)}


def test_only_words_that_we_hold_are_quoted() -> None:
    """For ChatGPT and Copilot the findings hold a label alone, which carries none of these sentences."""
    assert {claim.quote for of in (CHATGPT, COPILOT) for claim in of.by_id.values()} == {""}
    assert all(claim.quote for claim in X.by_id.values())


@pytest.mark.parametrize(
    ("of", "first"), [(X, date(2024, 7, 16)), (CHATGPT, date(2026, 7, 30)), (COPILOT, date(2026, 4, 24))]
)
def test_each_is_on_by_default_from_its_day_on_everywhere(of: Claims, first: date) -> None:
    for region in ALL:
        assert of.standing(region, first).word is StandingWord.ON_BY_DEFAULT
        assert of.standing(region, first - timedelta(days=1)).word is StandingWord.UNKNOWN


def test_x_today() -> None:
    everywhere = {"x.default", "x.forward", "x.three", "x.grokcom"}
    assert ids(X, US) == everywhere
    assert ids(X, DE) == everywhere | {"x.dpc2", "x.dpc3"}
    assert {region for region in ALL if "x.dpc2" in ids(X, region)} == EU


def test_xs_promise_is_never_told_as_an_end_of_training() -> None:
    """x.dpc2: it covers what was collected from 7 May to 1 August 2024, and nothing after."""
    promise = next(claim for claim in X.by_id.values() if claim.id == "x.dpc2")
    assert promise.kind is ClaimKind.HISTORY
    assert promise.sentence.endswith("from 7 May to 1 August 2024 only.")


def test_what_a_switch_does_not_do_is_said_of_each() -> None:
    for of, wanted in ((X, "x.forward"), (CHATGPT, "gpt.forward"), (COPILOT, "gh.not")):
        assert wanted in {claim.id for claim in of.on(DE, TODAY) if claim.kind is ClaimKind.NOT_EFFECT}
