"""A file of claims that is right in every part, and what is given out of it."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from tests.meaning.example import GOOD, HOSTS

from demur.core.setting import RegionCode
from demur.meaning import claims
from demur.meaning.claim import Basis, Claim, ClaimId, ClaimKind, Confidence, Source, SourceKind, StandingWord, Window

DAY = date(2025, 12, 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "example.toml"


def test_a_good_file_is_read_in_full(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    read = claims.load(file, HOSTS)
    assert (read.platform, read.name, read.setting) == ("example", "Example", "Example AI")
    assert read.digest == "sha256:" + hashlib.sha256(GOOD.encode()).hexdigest()
    (first, *_) = read.by_id.values()
    (rest, later) = first.windows
    assert "US" in rest.regions
    assert not rest.regions & {"FR", "GB"}
    some, days = frozenset({RegionCode("FR"), RegionCode("GB")}), (date(2025, 11, 3), date(2026, 1, 31))
    spans = Window(some, *days, earliest=date(2025, 11, 1), latest=date(2026, 2, 3))
    assert first == Claim(
        id=ClaimId("ex.default"),
        kind=ClaimKind.DEFAULT,
        windows=(rest, spans),
        sentences={"en": "Example says this is on."},
        source=Source("Example Help", "Example", SourceKind.PLATFORM, "2025-09", "https://example.org/terms/1", False),
        retrieved=date(2026, 11, 21),
        quote="on by default",
        confidence=Confidence.HIGH,
        review_by=date(2027, 2, 19),
        disputed_by=(),
        merges=(ClaimId("ex.other"),),
        basis=None,
    )
    assert later.last == date(2026, 1, 31)
    basis = read.by_id[ClaimId("ex.basis")]
    assert (basis.basis, basis.disputed_by) == (Basis.LEGITIMATE_INTERESTS, ("ex.default",))
    assert basis.source.is_read_through_a_copy


def test_both_days_of_a_window_count(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    read = claims.load(file, HOSTS)

    def told(day: str) -> list[str]:
        return [claim.id for claim in read.on(RegionCode("GB"), date.fromisoformat(day))]

    assert [told(day) for day in ("2025-11-02", "2025-11-03", "2026-01-31", "2026-02-01")] == [
        [],
        ["ex.default"],
        ["ex.default"],
        [],
    ]


def test_weak_claims_are_never_given_out(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    read = claims.load(file, HOSTS)
    assert ClaimId("ex.weak") in read.by_id
    assert [claim.id for claim in read.on(RegionCode("DE"), DAY)] == ["ex.basis"]
    assert read.legitimate_interests(RegionCode("DE"), DAY)


def test_a_basis_of_another_kind_is_not_legitimate_interests(file: Path) -> None:
    file.write_text(GOOD.replace('basis = "legitimate-interests"', 'basis = "consent"'), encoding="utf-8")
    assert not claims.load(file, HOSTS).legitimate_interests(RegionCode("DE"), DAY)


def test_what_no_row_speaks_of_is_unknown(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    read = claims.load(file, HOSTS)
    assert read.standing(RegionCode("GB"), date(1999, 1, 1)).word is StandingWord.NOT_OFFERED  # open at its beginning
    assert read.standing(RegionCode("GB"), date(2025, 11, 3)).word is StandingWord.UNKNOWN
    assert read.standing(RegionCode("XX"), DAY).word is StandingWord.UNKNOWN


def test_a_claim_past_its_review_is_due(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    claim = claims.load(file, HOSTS).by_id[ClaimId("ex.default")]
    assert not claim.is_due(date(2027, 2, 19))
    assert claim.is_due(date(2027, 2, 20))


def test_kinds_and_days_give_the_order_and_not_the_file(file: Path) -> None:
    head, *parts = GOOD.replace('kind = "default"', 'kind = "history"').split("[[claim]]")
    body = head + "[[claim]]" + parts[0] + "[[claim]]" + parts[0].replace("ex.default", "ex.early")
    body = body.replace("from = 2024-09-18", "from = 2025-01-01", 1)
    body += "[[claim]]" + parts[1].replace("ex.default", "ex.early") + "[[standing]]" + GOOD.split("[[standing]]")[1]
    file.write_text(body.replace('["EU", "GB"]', '["GB"]'), encoding="utf-8")
    read = claims.load(file, HOSTS)
    assert list(read.by_id) == ["ex.default", "ex.early", "ex.basis"]
    assert [claim.id for claim in read.history(RegionCode("DE"), DAY)] == ["ex.early", "ex.default"]
    assert [claim.id for claim in read.on(RegionCode("DE"), DAY)] == ["ex.basis", "ex.default", "ex.early"]


def test_a_claim_may_rest_on_a_summary_and_then_quotes_nothing(file: Path) -> None:
    file.write_text(GOOD.replace('quote = "on by default"\n', ""), encoding="utf-8")
    read = claims.load(file, HOSTS)
    assert read.by_id[ClaimId("ex.default")].quote == ""
    assert read.by_id[ClaimId("ex.basis")].quote == "our legitimate interests"
