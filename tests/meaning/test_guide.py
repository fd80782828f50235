"""What each account's member is told, by the region they named and the date they live or play on."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.meaning.shipped import shipped

from demur.core.account import Account, AccountId, SignInId
from demur.core.ports import Meaning
from demur.core.problem import MeaningBroken
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.meaning import claims
from demur.meaning.claim import ClaimKind, StandingWord
from demur.meaning.guide import Guide, Told

LINKEDIN = shipped("linkedin")
TODAY = date(2026, 11, 21)


def guide(today: date = TODAY) -> Guide:
    def claims_of(platform: PlatformId) -> claims.Claims | None:
        return LINKEDIN if platform == "plaza" else None

    return Guide(claims_of, lambda: today)


def account(region: str, plays_on: date | None = None, platform: str = "plaza") -> Account:
    return Account(
        id=AccountId("a"),
        platform=PlatformId(platform),
        setting=SettingId("s"),
        identity=Identity("1", "someone"),
        region=RegionCode(region),
        is_practice=True,
        plays_on=plays_on,
        sign_in=SignInId("a"),
    )


def told(account: Account, today: date = TODAY) -> Told:
    found = guide(today).told(account)
    assert found is not None
    return found


def test_the_receipt_records_what_was_told() -> None:
    meaning: Meaning = guide()
    shown = meaning.shown(account("GB"))
    assert shown.claims == told(account("GB")).ids
    assert {claim.id for claim in told(account("GB")).claims} <= set(shown.claims)
    assert "li.uk.ms" in shown.claims
    assert "li.path.desktop" not in shown.claims
    assert "li.prior" not in shown.claims
    assert told(account("GB")).weak == ()
    assert len(set(shown.claims)) == len(shown.claims)
    assert (shown.digest, shown.region) == (LINKEDIN.digest, "GB")


def test_a_scenario_is_told_what_was_true_on_its_date() -> None:
    then = account("GB", plays_on=date(2024, 9, 21))
    assert guide().shown(then).claims == ("li.h.noset", "li.h.uk20", "li.h.pp24")
    assert told(then).standing.word is StandingWord.NOT_OFFERED
    assert told(then).on == date(2024, 9, 21)
    assert told(then).of(ClaimKind.DEFAULT, ClaimKind.EFFECT) == ()


def test_a_platform_without_claims_says_nothing() -> None:
    elsewhere = account("GB", platform="elsewhere")
    assert guide().told(elsewhere) is None
    assert guide().shown(elsewhere).claims == ()
    assert not guide().names_legitimate_interests(elsewhere)


def test_broken_claims_are_told_to_the_page_and_keep_nobody_from_opting_out(tmp_path: Path) -> None:
    broken = Guide(lambda _: claims.load(tmp_path / "missing.toml", {}), lambda: TODAY)
    with pytest.raises(MeaningBroken):
        broken.told(account("GB"))
    assert broken.shown(account("GB")).claims == ()
    assert broken.shown(account("GB")).digest != LINKEDIN.digest
    assert not broken.names_legitimate_interests(account("GB"))


def test_legitimate_interests_by_account() -> None:
    assert guide().names_legitimate_interests(account("GB"))
    assert guide().names_legitimate_interests(account("DE"))
    assert not guide().names_legitimate_interests(account("US"))
    assert not guide().names_legitimate_interests(account("GB", plays_on=date(2024, 9, 21)))


def test_reviews_are_due_by_the_real_date() -> None:
    """A scenario's date lies in the past; whether a claim was looked at again lately doesn't."""
    late = told(account("GB", plays_on=date(2025, 12, 1)), today=date(2027, 2, 20))
    assert late.today == date(2027, 2, 20)
    assert [claim.is_due(late.today) for claim in late.of(ClaimKind.DEFAULT)] == [True]


def test_meaning_needs_nothing_slow() -> None:
    script = (
        "import sys, demur.meaning.guide; print(*({'PySide6', 'requests', 'keyring', 'sqlite3'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": ":".join(filter(None, sys.path))}
    ended = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=30, check=True
    )
    assert ended.stdout.strip() == ""
