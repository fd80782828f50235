"""The exit code of an outcome."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from demur.cli.exits import Exit, exit_of
from demur.core.account import Account, AccountId, SignInId
from demur.core.entry import Unseen
from demur.core.outcome import Outcome, Verdict
from demur.core.problem import AttemptClosed, DiskFull
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State

OUTCOME = Outcome(
    Verdict.CONFIRMED,
    Account(
        AccountId("a"),
        PlatformId("p"),
        SettingId("s"),
        Identity("u", "h"),
        RegionCode("US"),
        is_practice=True,
        sign_in=SignInId("a"),
    ),
    State.OFF,
    State.ON,
    Unseen("state-unknown", datetime(2026, 11, 21, tzinfo=UTC)),
    receipt=None,
)


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.CONFIRMED, Exit.DONE),
        (Verdict.OBSERVED, Exit.DONE),
        (Verdict.UNCHANGED, Exit.NOT_SO),
        (Verdict.SEEN_ONCE, Exit.CANNOT_TELL),
        (Verdict.UNKNOWN, Exit.CANNOT_TELL),
        (Verdict.TOLD, Exit.DONE),
        (Verdict.NOT_FOUND, Exit.CANNOT_TELL),
        (Verdict.SENT, Exit.DONE),
        (Verdict.ANSWERED, Exit.DONE),
    ],
)
def test_every_verdict_has_its_code(verdict: Verdict, code: Exit) -> None:
    assert exit_of(replace(OUTCOME, verdict=verdict)) is code


def test_a_change_without_its_receipt_is_not_done() -> None:
    assert exit_of(replace(OUTCOME, not_saved=DiskFull())) is Exit.CANNOT_TELL
    assert exit_of(replace(OUTCOME, verdict=Verdict.UNCHANGED, not_saved=DiskFull())) is Exit.NOT_SO
    assert exit_of(replace(OUTCOME, not_saved=AttemptClosed())) is Exit.DONE, "another hand made its receipt"
