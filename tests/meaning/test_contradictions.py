"""Where sources contradict each other, row by row: both sides are told with their dates, or the right one wins."""

import re
from dataclasses import dataclass, field
from datetime import date

import pytest
from tests.meaning.rendered import EVERY, TODAY, lines, said

from demur.cli import meaning
from demur.core.setting import RegionCode
from demur.meaning.claim import Claim, ClaimId, ClaimKind, StandingWord
from demur.meaning.guide import Told, tell
from demur.meaning.regions import ALL, DESIGNATED

LINKEDIN, X = EVERY["linkedin"], EVERY["x"]
GB, US, HK, DE, IT, NL, FR = (RegionCode(code) for code in ("GB", "US", "HK", "DE", "IT", "NL", "FR"))


@dataclass(frozen=True, slots=True)
class Row:
    """A topic on which sources differ, and where a member would meet it."""

    number: int
    topic: str
    region: RegionCode
    one: set[str]
    other: set[str] = field(default_factory=set)
    """The claims of the other side; none where that side is wrong, and `never` then finds what it says."""
    never: str = ""
    on: date = TODAY
    platform: str = "linkedin"


ROWS = [
    Row(1, "a late opt-out and older posts", IT, {"li.d.help"}, {"li.d.gar", "li.d.sec", "li.d.tr1"}),
    Row(2, "the UK in September 2024", GB, {"li.h.noset"}, never=r"opt(ed)? out", on=date(2024, 9, 21)),
    Row(3, "the day the UK was left out", GB, {"li.h.uk20"}),
    Row(4, "the first day of the setting", US, {"li.switch.first"}),
    Row(5, "whether the UK is in the start of 2025", GB, {"li.h.annuk"}, {"li.h.ico25"}, on=date(2025, 10, 1)),
    Row(6, "whether only public data is used", DE, {"li.data"}, never=r"\bonly\b.*\bpublic|\bpublic\b.*\bonly\b"),
    Row(7, "private messages and group messages", DE, {"li.excl", "li.helper.2025"}, {"li.data"}),
    Row(8, "whose models", US, {"li.scope"}, {"li.aff.row", "li.aff.def"}),
    Row(9, "data back to 2003", NL, {"li.h.ap"}, {"li.h.dpc2"}),
    Row(10, "search history and videos", DE, {"li.data"}, never=r"search history|\bvideos?\b"),
    Row(11, "the address", DE, {"li.url"}, never=r"data-for-generative-ai"),
    Row(12, "an article in French", FR, {"li.switch"}, never=r"modèles|données"),
    Row(13, "X in the EU", DE, {"x.dpc2"}, {"x.default", "x.dpc3"}, platform="x"),
    Row(14, "consent or objection", HK, {"li.scope"}, never=r"withdraw|consent"),
    Row(15, "whether a regulator approved it", DE, {"li.h.dpc"}, never=r"(?<!neither )approve"),
]
by_row = pytest.mark.parametrize("row", ROWS, ids=[f"{row.number}-{row.topic}" for row in ROWS])


def told_in(row: Row) -> tuple[Told, dict[str, Claim]]:
    told = tell(EVERY[row.platform], row.region, row.on, TODAY)
    return told, {str(claim.id): claim for part, claims in told.parts() for claim in claims if part != "weak"}


def test_every_row_is_here() -> None:
    assert [row.number for row in ROWS] == list(range(1, 16))


@by_row
def test_the_sides_are_told_each_with_a_date(row: Row) -> None:
    """A date stands in the sentence, above it, or with its source; an undated source would not do."""
    told, found = told_in(row)
    assert row.one | row.other <= set(found)
    for claim in row.one | row.other:
        text = "\n".join(line for _, line in meaning.claim_lines(found[claim], told, is_dated=True))
        assert re.search(r"\b20\d\d\b", text), claim
        assert found[claim].source.published != "undated", claim


@by_row
def test_a_side_that_is_wrong_is_not_told(row: Row) -> None:
    if not row.never:
        assert row.other or row.number in {3, 4}, "a row has another side, or one span that holds both"
        return
    for line in said(row.platform, row.region, row.on):
        assert not re.search(row.never, line, re.IGNORECASE), line


def test_a_dispute_is_never_told_with_one_side_alone() -> None:
    """Wherever and whenever something begins or ends, on every platform."""
    for platform, of in EVERY.items():
        for region, day in {place for where in lines(platform).values() for place in where}:
            told = tell(of, region, day, TODAY)
            here = {claim.id for claim in told.claims}
            for claim in told.claims:
                assert not claim.disputed_by or here & set(claim.disputed_by), (region, day, claim.id)
            assert len(told.of(ClaimKind.DISPUTE)) != 1, (region, day)


def test_the_two_sides_of_a_dispute_name_each_other() -> None:
    for of in EVERY.values():
        for claim in of.by_id.values():
            for other in claim.disputed_by if claim.kind is ClaimKind.DISPUTE else ():
                assert claim.id in of.by_id[other].disputed_by, claim.id


def test_1_the_form_stands_beside_the_dispute() -> None:
    for region in (IT, NL, GB):
        assert LINKEDIN.by_id[ClaimId("li.form.url")].sentence in said("linkedin", region, TODAY)


@pytest.mark.parametrize("day", [date(2024, 9, 21), date(2024, 12, 1), date(2025, 9, 17)])
def test_2_while_suspended_the_uk_had_no_setting(day: date) -> None:
    assert LINKEDIN.standing(GB, day).word is StandingWord.NOT_OFFERED
    told = {claim.kind for claim in LINKEDIN.on(GB, day)}
    assert not told & {ClaimKind.DEFAULT, ClaimKind.EFFECT, ClaimKind.NOT_EFFECT, ClaimKind.WHERE}
    assert [line for line in said("linkedin", GB, day) if "would not provide this setting" in line]


def test_3_and_4_days_on_which_sources_differ_are_given_as_a_span() -> None:
    told = said("linkedin", GB, TODAY)
    assert [line for line in told if "Between 18 and 20 September 2024" in line]
    assert [line for line in told if line.startswith("from a day between 2024-09-18 and 2024-09-20")]
    told = said("linkedin", US, TODAY)
    assert [line for line in told if "by 18 September 2024" in line]
    assert "since a day between 2024-08-01 and 2024-09-18" in told


def test_5_the_headline_names_no_uk_and_its_own_section_does() -> None:
    assert "UK" not in LINKEDIN.by_id[ClaimId("li.h.ann25")].sentence
    assert "includes the UK" in LINKEDIN.by_id[ClaimId("li.h.annuk")].sentence
    assert [line for line in said("linkedin", GB, TODAY) if line.startswith("Since 3 November") and "UK" in line]


def test_6_and_7_what_is_used_and_what_is_left_out() -> None:
    used, left_out = (LINKEDIN.by_id[ClaimId(found)].sentence for found in ("li.data", "li.excl"))
    for word in ("group messages", "stored resumes", "chats with its AI features"):
        assert word in used
    assert "private messages" in left_out
    assert "messages in groups are another matter" in left_out


def test_8_only_the_uk_hears_of_microsofts_own_ai() -> None:
    assert "affiliates" in LINKEDIN.by_id[ClaimId("li.scope")].sentence
    sentence = LINKEDIN.by_id[ClaimId("li.uk.ms")].sentence
    assert {region for region, _ in lines("linkedin")[sentence]} == {GB}


def test_9_data_back_to_2003_is_told_where_it_was_said_and_nowhere_else() -> None:
    assert {region for region in ALL if ClaimId("li.h.ap") in tell(LINKEDIN, region, TODAY, TODAY).ids} == {NL}


def test_13_xs_choice_is_on_in_the_eu_too() -> None:
    assert X.standing(DE, TODAY).word is StandingWord.ON_BY_DEFAULT
    assert X.by_id[ClaimId("x.dpc2")].sentence.endswith("from 7 May to 1 August 2024 only.")


def test_14_and_15_it_is_an_objection_and_nobody_approved_it() -> None:
    for region in DESIGNATED | {GB}:
        basis = tell(LINKEDIN, region, TODAY, TODAY).of(ClaimKind.BASIS)
        assert ["an objection, not a withdrawal of consent" in claim.sentence for claim in basis] == [True]
    dpc = LINKEDIN.by_id[ClaimId("li.h.dpc")].sentence
    assert "neither approved this training nor found it compliant" in dpc
