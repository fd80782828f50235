"""The regions a member chooses from, and who is in which group."""

import pytest

from demur.core.setting import RegionCode
from demur.meaning.region_names import ALSO_CALLED
from demur.meaning.regions import ALL, DESIGNATED, EEA, EU, UNSETTLED, choices, expand, fits, fold, meant, name_of

MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 - a table
)


def test_the_groups() -> None:
    assert len(ALL) == 249
    assert len(EU) == 27 + 7
    assert MEMBERS < EU
    assert {"IS", "LI", "NO"} == EEA - EU
    assert {"CH"} == DESIGNATED - EEA
    assert not UNSETTLED & (DESIGNATED | {"GB", "CA", "HK", "CN", "US"})
    assert ALL >= DESIGNATED | UNSETTLED


@pytest.mark.parametrize("outside", ["GB", "CH", "TR", "UA", "GI", "GL", "FO", "MC", "SM", "VA", "AD", "US"])
def test_neighbours_are_not_in_the_eea(outside: str) -> None:
    assert outside not in EEA


def test_names_stand_for_regions_or_for_nothing() -> None:
    assert expand("GB", {}) == frozenset({RegionCode("GB")})
    assert expand("all", {}) == ALL
    assert expand("own", {"own": frozenset({RegionCode("US")})}) == frozenset({RegionCode("US")})
    for name in ("UK", "EL", "eu", "us", "", "XK", "ROW"):
        assert expand(name, {}) is None
    assert name_of(RegionCode("GB")) == "United Kingdom"
    assert name_of(RegionCode("UK")) is None


def test_the_chooser_lists_each_region_once_in_the_order_of_names() -> None:
    listed = list(choices())
    names = [name for _, name in listed]
    assert {code for code, _ in listed} == ALL
    assert len(set(names)) == len(names)
    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert names.index("Costa Rica") < names.index("Côte d’Ivoire") < names.index("Croatia")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GB", "GB"),
        ("gb ", "GB"),
        ("uk", "GB"),
        ("England", "GB"),
        ("USA", "US"),
        ("cote d’ivoire", "CI"),
        ("åland islands", "AX"),
    ],
)
def test_a_region_is_meant_by_its_code_its_name_or_another_name(text: str, code: str) -> None:
    assert meant(text) == code


@pytest.mark.parametrize("text", ["", "U", "Elsewhere", "Deutschland", "United", "EU"])
def test_nothing_is_guessed_from_a_part_of_a_name(text: str) -> None:
    assert meant(text) is None


def test_whoever_types_is_offered_every_region_that_fits() -> None:
    found = {text: {code for code in ALL if fits(code, text)} for text in ("uk", "kingdom", "mainland", "gb", "turk")}
    assert found["uk"] == {"GB", "UA"}
    assert found["kingdom"] == {"GB"}
    assert found["mainland"] == {"CN"}
    assert found["gb"] == {"GB"}
    assert found["turk"] == {"TC", "TM", "TR"}


def test_other_names_lead_to_regions_and_are_nobodys_own() -> None:
    names = {fold(name) for _, name in choices()}
    for other, code in ALSO_CALLED.items():
        assert code in ALL
        assert other == fold(other)
        assert other not in names
        assert other.upper() not in ALL
