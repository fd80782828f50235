from datetime import UTC, datetime, timedelta, timezone

import pytest

from demur.receipts.moment import moment_text, parse_moment, second_text


def test_writes_utc_with_three_decimals_cut_not_rounded() -> None:
    at = datetime(2026, 3, 1, 1, 0, 0, 999999, tzinfo=timezone(timedelta(hours=2)))
    assert moment_text(at) == "2026-02-28T23:00:00.999Z"
    assert second_text(at) == "2026-02-28T23:00:00Z"
    assert parse_moment(moment_text(at)) == datetime(2026, 2, 28, 23, 0, 0, 999000, tzinfo=UTC)


def test_writes_early_years_in_four_digits() -> None:
    assert moment_text(datetime(970, 1, 1, tzinfo=UTC)) == "0970-01-01T00:00:00.000Z"


def test_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        moment_text(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29T00:00:00.000Z",
        "2026-01-01T24:00:00.000Z",
        "2026-01-01T23:59:60.000Z",
        "2026-01-01T00:00:00.00Z",
        "2026-01-01T00:00:00.000+00:00",
        "2026-01-01t00:00:00.000z",
        "2026-01-01 00:00:00.000Z",
        "2026-01-01T00:00:00.000Z\n",
        "٢٠٢٦-01-01T00:00:00.000Z",
    ],
)
def test_refuses_other_forms_and_unreal_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_moment(text)
