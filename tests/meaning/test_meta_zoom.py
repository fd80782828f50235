"""What the shipped files say of Meta and Zoom: few sentences, each with a source, and none where no source speaks."""

from datetime import date

from tests.meaning.shipped import shipped

from demur.core.setting import RegionCode
from demur.meaning.claim import StandingWord
from demur.meaning.claims import Claims
from demur.meaning.regions import ALL, EEA, EU

META, ZOOM = (shipped(name) for name in ("meta", "zoom"))
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
