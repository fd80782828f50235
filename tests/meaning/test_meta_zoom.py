"""What the shipped files say of Meta and Zoom: few sentences, each with a source, and none where no source speaks."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from demur.core.setting import RegionCode
from demur.meaning import claims
from demur.meaning.claim import ClaimKind, Confidence, SourceKind, StandingWord
from demur.meaning.claims import Claims
from demur.meaning.regions import ALL, EEA, EU

FOLDER = Path(__file__).parents[2] / "resources" / "meaning"
META, ZOOM = (claims.load(FOLDER / f"{name}.toml") for name in ("meta", "zoom"))
TODAY = date(2026, 11, 21)
GB = RegionCode("GB")


def ids(of: Claims, region: str, on: date = TODAY) -> list[str]:
    return [claim.id for claim in of.on(RegionCode(region), on)]


def test_meta_today() -> None:
    assert ids(META, "GB") == ["m.form", "m.uk", "m.uk2"]
    assert ids(META, "DE") == ["m.form", "m.eu", "m.eu2"]
    assert ids(META, "NO") == ["m.eu2"]


def test_meta_says_nothing_of_the_united_states() -> None:
    """m.us is of low confidence: neither that there is a form nor that there is none."""
    silent = ALL - EEA - {GB}
    assert {region for region in silent if ids(META, region)} == set()
    assert {META.standing(region, TODAY).word for region in silent} == {StandingWord.UNKNOWN}


def test_meta_in_the_eu_by_date() -> None:
    assert ids(META, "FR", date(2025, 4, 13)) == []
    assert ids(META, "FR", date(2025, 4, 14)) == ["m.eu"]
    assert ids(META, "FR", date(2025, 5, 26)) == ["m.form", "m.eu"]
    for region in EU:
        assert META.standing(region, date(2025, 5, 26)).word is StandingWord.UNKNOWN
        assert META.standing(region, date(2025, 5, 27)).word is StandingWord.ON_BY_DEFAULT
    assert META.standing(GB, TODAY).word is StandingWord.UNKNOWN


def test_zoom_explains_the_same_everywhere() -> None:
    assert {tuple(ids(ZOOM, region)) for region in ALL} == {("z.terms", "z.nothing")}
    assert ids(ZOOM, "GB", date(2023, 8, 10)) == []


@pytest.mark.parametrize("of", [META, ZOOM])
def test_every_claim_is_sourced_and_reviewed_in_time(of: Claims) -> None:
    for claim in of.by_id.values():
        assert claim.confidence is not Confidence.LOW
        assert claim.retrieved == TODAY
        days = 180 if claim.kind is ClaimKind.HISTORY else 90
        assert claim.review_by - claim.retrieved == timedelta(days=days), claim.id
        assert (claim.source.url is None) == claim.source.is_read_through_a_copy
        if claim.source.kind is SourceKind.ARCHIVE:
            assert (claim.source.url or "").startswith("https://github.com/OpenTermsArchive/")
