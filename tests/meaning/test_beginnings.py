"""The days on which a platform begins to treat a region otherwise, by the shipped claims."""

from datetime import date

import pytest
from tests.meaning.shipped import FILES, shipped

from demur.core.setting import RegionCode
from demur.meaning.beginnings import beginnings

LIVE = date(2025, 11, 3)
ANNOUNCED = date(2025, 9, 18)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("GB", [(date(2024, 9, 20), "li.h.noset"), (ANNOUNCED, "li.h.annuk"), (LIVE, "li.default")]),
        ("DE", [(ANNOUNCED, "li.h.ann25"), (LIVE, "li.default")]),
        ("US", []),
        ("CN", []),
    ],
)
def test_a_beginning_is_another_treatment_than_before(region: str, expected: list[tuple[date, str]]) -> None:
    """“On 3 November 2025 training starts here”; the first day known and a day of not knowing are none."""
    assert beginnings(shipped("linkedin"), RegionCode(region)) == expected


def test_every_beginning_names_a_claim_that_is_there() -> None:
    for file in FILES:
        claims = shipped(file.stem)
        for region in ("GB", "DE", "US", "HK", "CA", "CN"):
            for _, claim in beginnings(claims, RegionCode(region)):
                assert claim in claims.by_id
