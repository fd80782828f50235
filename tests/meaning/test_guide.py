"""What each account's member is told, by the region they named and the date they live or play on."""

import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.meaning.shipped import FILES, FOLDER, shipped

from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.ports import Meaning
from demur.core.problem import MeaningBroken
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.meaning import claims
from demur.meaning.claim import ClaimKind, StandingWord
from demur.meaning.guide import Contradiction, Guide, Told

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


def seen(region: str, state: State, at: datetime, plays_on: date | None = None) -> Contradiction | None:
    """Return how what was seen on a day contradicts the sources, as the account's page is told."""
    last = LastSeen(state, at)
    return told(replace(account(region, plays_on), last=last)).contradiction


NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MISSED, EXTRA = Contradiction.OFFER_WITHOUT_SWITCH, Contradiction.SWITCH_WITHOUT_OFFER
SUSPENDED, ANNOUNCED = date(2024, 10, 1), date(2025, 10, 1)


@pytest.mark.parametrize(
    ("region", "state", "plays_on", "expected"),
    [
        ("DE", State.NOT_OFFERED, SUSPENDED, None),
        ("DE", State.ON, SUSPENDED, EXTRA),
        ("GB", State.OFF, SUSPENDED, EXTRA),
        ("DE", State.UNKNOWN, SUSPENDED, None),
        ("DE", State.ON, ANNOUNCED, None),
        ("DE", State.NOT_OFFERED, ANNOUNCED, MISSED),
        ("US", State.NOT_OFFERED, None, MISSED),
        ("US", State.ON, None, None),
        ("HK", State.ON, SUSPENDED, None),
        ("HK", State.ON, date(2024, 12, 1), None),  # left out then, and nobody says whether the setting was shown
        ("HK", State.NOT_OFFERED, date(2024, 12, 1), None),
        ("CN", State.NOT_OFFERED, None, None),
        ("CN", State.ON, None, None),
    ],
)
def test_what_was_seen_against_the_sources(
    region: str, state: State, plays_on: date | None, expected: Contradiction | None
) -> None:
    assert seen(region, state, NOW, plays_on) is expected


def test_what_was_seen_before_the_rules_changed_contradicts_nothing() -> None:
    """The sources count that hold for the day of the reading, not those of today."""
    assert seen("DE", State.NOT_OFFERED, datetime(2025, 9, 1, tzinfo=UTC)) is None
    assert seen("DE", State.ON, datetime(2025, 9, 1, tzinfo=UTC)) is EXTRA
    assert seen("DE", State.NOT_OFFERED, datetime(2025, 9, 18, tzinfo=UTC)) is MISSED
    assert told(account("DE")).contradiction is None


def test_what_is_known_of_one_of_several_settings_is_not_told_of_the_others() -> None:
    """X has three choices on one page, and almost all that is known is about training."""
    x = Guide(lambda _: shipped("x"), lambda: TODAY)
    training, memory = (replace(account("DE"), setting=SettingId(one)) for one in ("ai-training", "ai-memory"))
    of_training, of_memory = x.told(training), x.told(memory)
    assert of_training is not None
    assert of_memory is not None
    assert {"x.default", "x.three", "x.dpc3"} <= set(of_training.ids)
    assert of_training.standing.word is StandingWord.ON_BY_DEFAULT
    assert set(of_memory.ids) == {"x.three", "x.grokcom"}
    assert of_memory.standing.word is StandingWord.UNKNOWN
    assert x.shown(memory).claims == of_memory.ids
    last = LastSeen(State.NOT_OFFERED, NOW)
    against = [x.told(replace(one, last=last)) for one in (training, memory)]
    assert [found.contradiction if found else None for found in against] == [MISSED, None]


def test_a_file_about_one_of_several_settings_names_it_as_the_platform_file_does() -> None:
    for file in FILES:
        platform = FOLDER.parent / "platforms" / file.name
        settings = tomllib.loads(platform.read_text(encoding="utf-8")).get("settings", []) if platform.is_file() else []
        named = {one["id"] for one in settings}
        setting = shipped(file.stem).setting_id
        assert (setting in named) if len(named) > 1 else (setting is None), file.name
