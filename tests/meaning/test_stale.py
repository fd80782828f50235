"""False and stale statements seen elsewhere stand nowhere, for any region and date; contradictions show both sides."""

import re
from datetime import date

import pytest
from tests.meaning.shipped import FOLDER, shipped
from tests.meaning.test_every_file import EVERY, PAIRS, everything_told

from demur.core.setting import RegionCode
from demur.meaning.claim import ClaimKind, StandingWord
from demur.meaning.regions import ALL, DESIGNATED

LINKEDIN, X, META = EVERY["linkedin"], EVERY["x"], EVERY["meta"]
TODAY = date(2026, 11, 21)
GB, US, HK, CA, CN, DE, IT, NL = (RegionCode(code) for code in ("GB", "US", "HK", "CA", "CN", "DE", "IT", "NL"))


def said(region: RegionCode, on: date) -> dict[str, str]:
    """Return each sentence about LinkedIn that is told of a region and day, what happened before included."""
    told = (*LINKEDIN.on(region, on), *LINKEDIN.history(region, on))
    return {claim.id: claim.sentence for claim in told}


FALSE = [
    ("EU, UK, CH, HK and CA are opted out already", r"already opted|opted out by default|only needed in"),
    ("LinkedIn switched to opt-in", r"\bopt-in\b"),
    ("the fine of EUR 310M was for AI training", r"310|fined"),
    ("European data is not used without consent", r"without (your )?consent|with your consent|withdraw"),
    ("opt out again every 60 days", r"60 days|again every"),
    ("LinkedIn shares with OpenAI", r"LinkedIn.*OpenAI|OpenAI.*LinkedIn"),
    ("the Irish authority approved it", r"(?<!neither )approved"),
    ("this is off by default", r"off by default"),
    ("only public data is used", r"only public|public data only"),
    ("search history and videos are used", r"search history|watched videos"),
    ("X stopped for good", r"permanent"),
    ("Meta scraped non-private data", r"scrap"),
    ("Zoom abandoned its plans", r"abandon"),
]


@pytest.mark.parametrize(("statement", "pattern"), FALSE, ids=[case[0] for case in FALSE])
def test_what_is_false_is_said_of_no_region_on_no_date(statement: str, pattern: str) -> None:
    for of in EVERY.values():
        for region, day, claim in everything_told(of):
            sentence = claim.sentence.replace("not a withdrawal of consent", "")
            assert not re.search(pattern, sentence, re.IGNORECASE), (statement, region, day, claim.id)


# Statements of articles that were true once: whoever repeats one must say when.
SUPERSEDED = [
    ("UK data is suspended from training", r"suspend", "2024"),
    ("the policy will no longer apply to Europe, no setting is provided", r"not provide|no longer apply", "2024"),
    ("the halt was announced around 18 to 20 September", r"halt|18 and 20 September", "2024"),
    ("Hong Kong is paused, Canada is paused", r"paus(ed|ing)", "2024"),
    ("the policy is in force since 18 September", r"privacy policy in force", "2024"),
    ("the agreement takes effect on 20 November", r"20 November", "2024"),
    ("Mainland China is excluded", r"excluded regions", "202[45]"),
    ("X's promise", r"promise", "2024"),
    ("data back to 2003", r"2003", "2025"),
    ("Meta will train on UK data", r"would train AI", "202[45]"),
]


@pytest.mark.parametrize(("statement", "pattern", "year"), SUPERSEDED, ids=[case[0] for case in SUPERSEDED])
def test_what_was_true_once_is_never_repeated_without_its_date(statement: str, pattern: str, year: str) -> None:
    found = [claim for _, claim in PAIRS if re.search(pattern, claim.sentence)]
    assert found, statement
    for claim in found:
        assert re.search(rf"\b{year}\b", claim.sentence), claim.id
        assert claim.kind is ClaimKind.HISTORY, claim.id


def test_wrong_addresses_and_words_that_differ_between_copies_stand_nowhere() -> None:
    for folder in (FOLDER, FOLDER / "hosts", FOLDER.parent / "platforms"):
        for file in folder.glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            assert "settings/data-for-generative-ai" not in text, file
    assert not [claim.id for _, claim in PAIRS if "modèles" in claim.sentence]


def test_1_a_late_opt_out_and_older_posts_shows_both_sides_and_the_form() -> None:
    for region in (IT, NL, GB, HK, CA):
        told = said(region, TODAY)
        assert {"li.d.help", "li.d.tr1"} <= set(told)
    assert {"li.d.gar", "li.d.sec", "li.form.url"} <= set(said(IT, TODAY))
    for region in ALL:
        sides = [claim for claim in LINKEDIN.on(region, TODAY) if claim.kind is ClaimKind.DISPUTE]
        assert len(sides) != 1, region


@pytest.mark.parametrize("day", [date(2024, 9, 21), date(2024, 12, 1), date(2025, 9, 17)])
def test_2_while_suspended_the_uk_had_no_setting(day: date) -> None:
    assert LINKEDIN.standing(GB, day).word is StandingWord.NOT_OFFERED
    told = {claim.kind for claim in LINKEDIN.on(GB, day)}
    assert not told & {ClaimKind.DEFAULT, ClaimKind.EFFECT, ClaimKind.NOT_EFFECT, ClaimKind.WHERE}
    assert "would not provide this setting" in said(GB, day)["li.h.noset"]


def test_3_and_4_days_on_which_sources_differ_are_given_as_a_span() -> None:
    assert "Between 18 and 20 September 2024" in said(GB, TODAY)["li.h.uk20"]
    span = LINKEDIN.by_id[next(found for found in LINKEDIN.by_id if found == "li.h.uk20")].span(GB)
    assert span is not None
    assert (span.earliest, span.first) == (date(2024, 9, 18), date(2024, 9, 20))
    assert "by 18 September 2024" in said(US, TODAY)["li.switch.first"]


def test_5_the_uk_is_in_the_start_of_2025() -> None:
    assert "UK" in said(GB, TODAY)["li.h.live"]
    assert "includes the UK" in said(GB, date(2025, 10, 1))["li.h.annuk"]


def test_6_and_7_what_is_used_and_what_is_left_out_stand_together() -> None:
    told = said(DE, TODAY)
    for word in ("group messages", "stored resumes", "chats with its AI features"):
        assert word in told["li.data"]
    assert "private messages" in told["li.excl"]
    assert "li.helper.2025" in told


def test_8_whose_models() -> None:
    for region in (US, DE, HK):
        assert "affiliates" in said(region, TODAY)["li.scope"]
        assert "li.uk.ms" not in said(region, TODAY)
    assert "Microsoft’s own AI" in said(GB, TODAY)["li.uk.ms"]


def test_9_data_back_to_2003_stands_beside_what_came_of_it() -> None:
    assert "li.h.ap" in said(NL, date(2025, 10, 1))
    assert {"li.h.ap", "li.h.dpc2"} <= set(said(NL, TODAY))
    assert not [region for region in ALL - {NL} if "li.h.ap" in said(region, TODAY)]


def test_13_xs_choice_is_on_in_the_eu_too() -> None:
    assert X.standing(DE, TODAY).word is StandingWord.ON_BY_DEFAULT
    assert shipped("x").by_id[next(found for found in X.by_id if found == "x.dpc2")].sentence.endswith("2024 only.")


def test_14_and_15_it_is_an_objection_and_nobody_approved_it() -> None:
    for region in DESIGNATED | {GB}:
        assert "an objection, not a withdrawal of consent" in said(region, TODAY)["li.basis"]
    assert "neither approved this training nor found it compliant" in said(DE, TODAY)["li.h.dpc"]


def test_mainland_china_today_is_not_known_and_not_off() -> None:
    assert LINKEDIN.standing(CN, TODAY).word is StandingWord.UNKNOWN
    assert LINKEDIN.on(CN, TODAY) == ()
