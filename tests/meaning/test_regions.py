"""The regions a member chooses from, and who is in which group."""

import pytest

from demur.core.setting import RegionCode
from demur.meaning.regions import ALL, DESIGNATED, EEA, EU, UNSETTLED, choices, expand, name_of

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
