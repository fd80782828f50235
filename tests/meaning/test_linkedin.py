"""What the shipped file says of LinkedIn: right for each region and date, and nothing more than its sources."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from tests.meaning.rendered import edges
from tests.meaning.shipped import FOLDER, shipped

from demur.core.setting import RegionCode
from demur.meaning.claim import ClaimId, Confidence, SourceKind, StandingWord
from demur.meaning.regions import ALL, DESIGNATED, EEA, EU, UNSETTLED
from demur.words.meaning import span

FILE = FOLDER / "linkedin.toml"
LINKEDIN = shipped("linkedin")
TODAY = date(2026, 11, 21)
GB, US, HK, CA, CN = (RegionCode(code) for code in ("GB", "US", "HK", "CA", "CN"))
REST = ALL - DESIGNATED - {GB, HK, CA, CN} - UNSETTLED
EVERY_DAY = [date(2024, 8, 1) + timedelta(days=day) for day in range((TODAY - date(2024, 8, 1)).days + 1)]

ON, NOT_OFFERED, EXCLUDED = StandingWord.ON_BY_DEFAULT, StandingWord.NOT_OFFERED, StandingWord.EXCLUDED
ANNOUNCED, UNKNOWN = StandingWord.ANNOUNCED, StandingWord.UNKNOWN


def ids(region: str, on: date) -> list[str]:
    return [claim.id for claim in LINKEDIN.on(RegionCode(region), on)]


# One line for each cell of the table "Region state by date"; both ends of every span, and the days beside it.
TABLE: list[tuple[frozenset[RegionCode], list[tuple[str, StandingWord]]]] = [
    (
        DESIGNATED,
        [
            ("2024-08-31", NOT_OFFERED),
            ("2024-09-18", NOT_OFFERED),
            ("2025-09-17", NOT_OFFERED),
            ("2025-09-18", ANNOUNCED),
            ("2025-11-02", ANNOUNCED),
            ("2025-11-03", ON),
            ("2026-11-21", ON),
        ],
    ),
    (
        frozenset({GB}),
        [
            ("2024-09-17", ON),
            ("2024-09-18", UNKNOWN),
            ("2024-09-19", UNKNOWN),
            ("2024-09-20", NOT_OFFERED),
            ("2024-09-21", NOT_OFFERED),
            ("2025-09-17", NOT_OFFERED),
            ("2025-09-18", ANNOUNCED),
            ("2025-11-02", ANNOUNCED),
            ("2025-11-03", ON),
            ("2026-11-21", ON),
        ],
    ),
    (
        frozenset({HK}),
        [
            ("2024-09-18", ON),
            ("2024-10-10", ON),
            ("2024-10-11", EXCLUDED),
            ("2025-09-17", EXCLUDED),
            ("2025-09-18", ANNOUNCED),
            ("2025-11-02", ANNOUNCED),
            ("2025-11-03", ON),
            ("2026-11-21", ON),
        ],
    ),
    (
        frozenset({CA}),
        [
            ("2024-09-18", ON),
            ("2024-10-15", ON),
            ("2024-10-16", UNKNOWN),
            ("2024-12-09", UNKNOWN),
            ("2024-12-10", EXCLUDED),
            ("2025-09-17", EXCLUDED),
            ("2025-09-18", ANNOUNCED),
            ("2025-11-02", ANNOUNCED),
            ("2025-11-03", ON),
            ("2026-11-21", ON),
        ],
    ),
    (
        frozenset({CN}),
        [
            ("2024-10-15", UNKNOWN),
            ("2025-01-22", EXCLUDED),
            ("2025-09-17", EXCLUDED),
            ("2025-09-18", UNKNOWN),
            ("2025-11-03", UNKNOWN),
            ("2026-11-21", UNKNOWN),
        ],
    ),
    (REST, [("2024-09-17", UNKNOWN), ("2024-09-18", ON), ("2025-09-18", ON), ("2025-11-03", ON), ("2026-11-21", ON)]),
    (UNSETTLED, [("2024-09-18", UNKNOWN), ("2026-11-21", UNKNOWN)]),
]


@pytest.mark.parametrize(
    ("regions", "day", "word"), [(regions, day, word) for regions, cells in TABLE for day, word in cells]
)
def test_region_by_date(regions: frozenset[RegionCode], day: str, word: StandingWord) -> None:
    on = date.fromisoformat(day)
    assert {LINKEDIN.standing(region, on).word for region in regions} == {word}


def test_the_table_speaks_of_every_region() -> None:
    assert sorted(region for regions, _ in TABLE for region in regions) == sorted(ALL)


def test_the_page_and_the_standing_agree_on_every_day() -> None:
    """`li.default` is told exactly where the standing is on by default (but for the UK's last days before its halt)."""
    for region in (US, GB, HK, CA, CN, RegionCode("DE"), RegionCode("NO"), RegionCode("CH"), RegionCode("GG")):
        for day in EVERY_DAY:
            if region == GB and day <= date(2024, 9, 19):
                continue
            is_on = LINKEDIN.standing(region, day).word is ON
            assert ("li.default" in ids(region, day)) == is_on, (region, day)


@pytest.mark.parametrize(
    ("region", "told"),
    [
        (
            "US",
            "li.default li.scope li.notscope li.forward li.inputs li.ads li.feedback li.aff.row"
            " li.aff.def li.switch.first li.h.us25 li.h.feb26 li.minors li.minage li.pets li.name"
            " li.switch li.path.desktop li.path.mobile li.help.main",
        ),
        (
            "GB",
            "li.default li.scope li.uk.ms li.notscope li.forward li.inputs li.ads li.inputs.eu"
            " li.feedback li.aff.def li.h.designated li.basis li.d.help li.d.tr1 li.h.ico25 li.h.live"
            " li.h.aug26 li.form.url li.form.fields li.minors li.data li.excl li.helper.2025 li.minage"
            " li.pets li.name li.switch li.url li.path.desktop li.path.mobile li.help.main li.help.faq",
        ),
        (
            "DE",
            "li.default li.scope li.notscope li.forward li.inputs li.inputs.eu li.feedback li.aff.eu"
            " li.aff.def li.h.designated li.basis li.d.help li.d.gar li.d.sec li.d.tr1 li.h.live li.h.dpc"
            " li.h.aug26 li.h.dpc2 li.h.dpc3 li.form.url li.form.fields li.minors li.data li.excl"
            " li.helper.2025 li.minage li.pets li.name li.switch li.url li.path.desktop li.path.mobile"
            " li.help.main li.help.faq",
        ),
        (
            "CH",
            "li.default li.scope li.notscope li.forward li.inputs li.inputs.eu li.feedback li.aff.eu"
            " li.aff.def li.h.designated li.basis li.d.help li.d.tr1 li.h.live li.h.aug26 li.form.url"
            " li.form.fields li.minors li.data li.excl li.helper.2025 li.minage li.pets li.name li.switch"
            " li.url li.path.desktop li.path.mobile li.help.main li.help.faq",
        ),
        (
            "HK",
            "li.default li.scope li.notscope li.forward li.inputs li.ads li.feedback li.aff.row"
            " li.aff.def li.d.help li.d.tr1 li.switch.first li.h.live li.minors li.minage li.pets li.name"
            " li.switch li.path.desktop li.path.mobile li.help.main",
        ),
        ("CN", ""),
        ("GG", ""),
    ],
)
def test_today(region: str, told: str) -> None:
    assert ids(region, TODAY) == told.split()


def test_today_canada_is_told_what_hong_kong_is_and_brazil_what_the_us_is_but_for_its_history() -> None:
    assert ids("CA", TODAY) == ids("HK", TODAY)
    assert [found for found in ids("US", TODAY) if found not in {"li.h.us25", "li.h.feb26"}] == ids("BR", TODAY)


def test_uk_on_2024_09_21() -> None:
    """Suspended, and not provided: what was true then, and no word of what came later."""
    then = date(2024, 9, 21)
    told = LINKEDIN.on(GB, then)
    assert [claim.id for claim in told] == ["li.h.noset", "li.h.uk20", "li.h.pp24"]
    assert "Between 18 and 20 September 2024" in told[1].sentence
    assert all("2025" not in claim.sentence and "2026" not in claim.sentence for claim in told)
    assert set(LINKEDIN.history(GB, then)) == set(told)
    assert not LINKEDIN.legitimate_interests(GB, then)


def test_only_the_uk_hears_of_the_row_on_microsoft() -> None:
    assert {region for region in ALL if "li.uk.ms" in ids(region, TODAY)} == {GB}


def test_legitimate_interests_are_named_in_europe_from_the_start_of_training() -> None:
    for day, regions in (
        (date(2025, 11, 2), set()),
        (date(2025, 11, 3), DESIGNATED | {GB}),
        (TODAY, DESIGNATED | {GB}),
    ):
        assert {region for region in ALL if LINKEDIN.legitimate_interests(region, day)} == regions


def test_mainland_china_is_told_nothing_of_today_but_its_history() -> None:
    assert ids("CN", TODAY) == []
    assert [claim.id for claim in LINKEDIN.history(CN, TODAY)] == [
        "li.h.pp24",
        "li.h.list1024",
        "li.h.ua24",
        "li.h.list0125",
        "li.h.cn25",
    ]


def test_history_is_in_order_and_never_ahead() -> None:
    assert [claim.id for claim in LINKEDIN.history(GB, TODAY)] == [
        "li.h.pp24",
        "li.h.uk20",
        "li.h.noset",
        "li.h.ua24",
        "li.h.annuk",
        "li.h.ico25",
        "li.help.terms",
        "li.h.live",
        "li.h.aug26",
    ]
    for region in ALL:
        for day in (date(2024, 9, 21), date(2025, 9, 20), date(2025, 11, 3), TODAY):
            days = [claim.spans(region)[0].first or date.max for claim in LINKEDIN.history(region, day)]
            assert all(began <= day for began in days)
            assert days == sorted(days)


def test_a_dispute_is_never_shown_with_one_side_alone() -> None:
    for region in ALL:
        for day in (date(2025, 9, 21), date(2025, 9, 22), date(2025, 11, 2), date(2025, 11, 3), TODAY):
            told = set(ids(region, day))
            for claim in LINKEDIN.on(region, day):
                assert not claim.disputed_by or told & set(claim.disputed_by), (region, day, claim.id)


def test_each_claim_is_told_to_somebody_unless_it_is_weak() -> None:
    somewhere = [US, GB, HK, CA, CN, *(RegionCode(code) for code in ("DE", "NL", "BE", "CH"))]
    days = edges(LINKEDIN)
    told = {found for region in somewhere for day in days for found in ids(region, day)}
    weak = {claim.id for claim in LINKEDIN.by_id.values() if claim.confidence is Confidence.LOW}
    assert told == set(LINKEDIN.by_id) - weak
    assert weak == {"li.prior", "li.retention", "li.d.tek"}


def test_addresses_lead_to_the_source_itself_or_a_public_archive() -> None:
    mirrors = ("sipoch.com", "vuink.com", "4565v3.cn", "bitcity.it", "toolz.website")
    for claim in LINKEDIN.by_id.values():
        if claim.source.is_read_through_a_copy:
            assert claim.source.url is None
        if claim.source.kind is SourceKind.ARCHIVE:
            assert claim.source.url is not None
            assert claim.source.url.startswith("https://github.com/OpenTermsArchive/")
        host = urlsplit(claim.source.url or "").netloc
        assert not host.endswith(mirrors)


def test_sentences_say_what_no_source_supports_nowhere() -> None:
    """False or stale claims seen in the wild; the regulator approved nothing, and nobody is opted out already."""
    text = FILE.read_text(encoding="utf-8")
    for address in ("data-for-generative-ai-improvement", "settings/data-for-generative-ai"):
        assert address not in text
    stale = re.compile(r"already opted|opt-in|60 days|OpenAI|withdraw (your )?consent|since 2003|310", re.IGNORECASE)
    for claim in LINKEDIN.by_id.values():
        assert not stale.search(claim.sentence), claim.id
        assert "approved" not in claim.sentence or "neither approved" in claim.sentence


def test_eea_norway_is_not_told_what_is_said_of_the_eu_alone() -> None:
    for region in EEA - EU:
        assert not {"li.d.gar", "li.d.sec", "li.h.vis"} & set(ids(region, TODAY))
        assert "li.h.dpc" in ids(region, TODAY)


def test_each_claim_is_dated_by_the_span_that_is_looked_at() -> None:
    """Hong Kong had the setting, lost it and got it back: what holds today is not told as over in 2024."""
    default = LINKEDIN.by_id[ClaimId("li.default")]
    for on, first, last in (
        (date(2024, 10, 1), date(2024, 9, 18), date(2024, 10, 10)),
        (date(2025, 1, 1), date(2024, 9, 18), date(2024, 10, 10)),
        (TODAY, date(2025, 11, 3), None),
    ):
        span = default.span(HK, on)
        assert span is not None
        assert (span.first, span.last) == (first, last)
    assert default.span(HK, date(2024, 9, 17)) is None


def test_a_day_known_only_by_its_month_is_told_as_a_span() -> None:
    for found in ("li.h.mar25", "li.h.vis.ch", "li.inputs", "li.feedback", "li.minors"):
        for window in LINKEDIN.by_id[ClaimId(found)].windows:
            assert window.earliest is not None
            assert window.earliest.day == 1
    march = LINKEDIN.by_id[ClaimId("li.h.mar25")].windows[0]
    said = span(march.first or TODAY, march.last, march.earliest, march.latest, date.isoformat)
    assert said == "on a day between 2025-03-01 and 2025-03-31"
