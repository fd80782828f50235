"""False and stale statements seen elsewhere are said nowhere, for any platform, region and date.

The net goes over each line that is printed, wherever something begins or ends: see `tests.meaning.rendered`.
"""

import re

import pytest
from tests.meaning.rendered import EVERY, TODAY, edges, kinds, lines, said
from tests.meaning.shipped import FOLDER

from demur.core.setting import RegionCode
from demur.meaning.claim import ClaimId, ClaimKind, StandingWord
from demur.meaning.guide import tell
from demur.meaning.regions import ALL, DESIGNATED

LINKEDIN = EVERY["linkedin"]
RESUMED = DESIGNATED | {RegionCode(code) for code in ("GB", "CA", "HK")}
"""Where training began on 3 November 2025."""

FALSE = [
    ("EU, UK, CH, HK and CA are opted out already", r"already opted|opted out (already|by default)|only needed in"),
    ("LinkedIn switched to opt-in", r"\bopt(ed)?-in\b"),
    ("the fine of EUR 310M was for AI training", r"\b310\b|\bfine[ds]?\b"),
    (
        "European data is not used without consent",
        r"without (your )?consent|with your consent|withdraw(?!al of consent\.)",
    ),
    ("Europe's data will not be used until further notice", r"until further notice(?!, nor)"),
    ("opt out again every 60 days", r"60 days|sixty days|again every"),
    ("LinkedIn shares with OpenAI", r"LinkedIn.*OpenAI|OpenAI.*LinkedIn"),
    ("the Irish authority approved it", r"(?<!neither )approved|\bapproves\b"),
    ("this is off by default", r"off by default|default(s)? (is|to) off"),
    ("only public data is used", r"only public|public data only|public posts only"),
    ("search history and videos are used", r"search history|watched videos"),
    ("X stopped for good", r"permanent|for good"),
    ("Meta scraped non-private data", r"scrap(ed|es|ing)"),
    ("Zoom abandoned its plans", r"abandon"),
    ("an opt-out removes what was learnt", r"(deletes|removes|unlearns|takes back) (the|your|what)(?! is)"),
]


@pytest.mark.parametrize(("statement", "pattern"), FALSE, ids=[case[0] for case in FALSE])
def test_what_is_false_is_said_of_no_region_on_no_date(statement: str, pattern: str) -> None:
    for platform in EVERY:
        for line, where in lines(platform).items():
            assert not re.search(pattern, line, re.IGNORECASE), (statement, line, where[0])


# What somebody wrote, word for word or nearly: the net above holds it back.
SEEN_ELSEWHERE = [
    "Members in the EU, UK, CH, HK and CA are already opted out.",
    "In Europe the default is off.",
    "LinkedIn has switched to opt-in for Europe.",
    "LinkedIn was fined EUR 310 million for AI training.",
    "EEA and UK data is not used without consent.",
    "LinkedIn will not use European data until further notice.",
    "LinkedIn requires you to opt out every 60 days.",
    "LinkedIn shares your posts with OpenAI.",
    "The Irish authority approved the training.",
    "Only public data is used.",
]


@pytest.mark.parametrize("sentence", SEEN_ELSEWHERE)
def test_the_net_catches_what_was_seen_elsewhere(sentence: str) -> None:
    assert [statement for statement, pattern in FALSE if re.search(pattern, sentence, re.IGNORECASE)]


def test_the_net_goes_over_every_region_and_every_edge() -> None:
    """One region of each kind stands for all of its kind, and every first and last day is looked at."""
    windows = [window for claim in LINKEDIN.by_id.values() for window in claim.windows]
    for region in ALL:
        alike = [one for one in kinds(LINKEDIN) if all((one in of.regions) == (region in of.regions) for of in windows)]
        assert len(alike) == 1, region
    for window in windows:
        days = {day for day in (window.first, window.last, window.earliest, window.latest) if day}
        assert days <= set(edges(LINKEDIN))
    places = {where for found in lines("linkedin").values() for where in found}
    assert len(places) == len(kinds(LINKEDIN)) * len(edges(LINKEDIN))


STALE = re.compile(
    r"suspend|\bpaus|not (be )?(use|provide|offer)|exclude|left out|no setting|no training", re.IGNORECASE
)


def test_where_training_resumed_nothing_undated_says_that_it_is_suspended() -> None:
    """The guidance that tells the affected members to do nothing: the bar that all this is measured by."""
    started = max(window.first for window in LINKEDIN.by_id[ClaimId("li.h.live")].windows if window.first)
    for region in set(kinds(LINKEDIN)) & RESUMED:
        for day in edges(LINKEDIN):
            if day < started:
                continue
            assert LINKEDIN.standing(region, day).word is StandingWord.ON_BY_DEFAULT
            assert LINKEDIN.by_id[ClaimId("li.default")].sentence in said("linkedin", region, day)
            for line in said("linkedin", region, day):
                assert not STALE.search(line) or re.search(r"\b202[45]\b", line), (region, day, line)


def test_where_it_was_not_offered_nothing_says_what_a_switch_would_do() -> None:
    for platform, of in EVERY.items():
        if platform == "zoom":  # nothing there to opt out of, and two sentences on why
            continue
        for region in kinds(of):
            for day in edges(of):
                told = tell(of, region, day, TODAY)
                if told.standing.word in {StandingWord.NOT_OFFERED, StandingWord.EXCLUDED}:
                    held = {claim.kind for claim in told.claims}
                    assert not held & {ClaimKind.DEFAULT, ClaimKind.EFFECT, ClaimKind.NOT_EFFECT}, (region, day)


# Statements that were true once and are told as history: whoever repeats one must say when.
SUPERSEDED = [
    ("Hong Kong is paused, Canada is paused", r"paus(ed|ing)", "2024"),
    ("Mainland China is excluded", r"excluded regions", "202[45]"),
    ("X's promise", r"promise", "2024"),
    ("data back to 2003", r"2003", "2025"),
]


@pytest.mark.parametrize(("statement", "pattern", "year"), SUPERSEDED, ids=[case[0] for case in SUPERSEDED])
def test_what_was_true_once_is_never_repeated_without_its_date(statement: str, pattern: str, year: str) -> None:
    found = [line for platform in EVERY for line in lines(platform) if re.search(pattern, line)]
    assert found, statement
    for line in found:
        assert re.search(rf"\b{year}\b", line), line


def test_wrong_addresses_and_words_that_differ_between_copies_stand_nowhere() -> None:
    for folder in (FOLDER, FOLDER / "hosts", FOLDER.parent / "platforms"):
        for file in folder.glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            assert "settings/data-for-generative-ai" not in text, file
    assert not [line for platform in EVERY for line in lines(platform) if "modèles" in line]


def test_mainland_china_today_is_not_known_and_not_off() -> None:
    assert LINKEDIN.standing(RegionCode("CN"), TODAY).word is StandingWord.UNKNOWN
    assert LINKEDIN.on(RegionCode("CN"), TODAY) == ()
    told = said("linkedin", RegionCode("CN"), TODAY)
    assert LINKEDIN.by_id[ClaimId("li.h.cn25")].sentence in told
    assert "Not known: the sources do not settle how it stands here. That does not mean “off”." in told
