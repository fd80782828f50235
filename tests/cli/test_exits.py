"""The exit code of an outcome."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from demur.cli.console import Console
from demur.cli.exits import Exit, exit_of
from demur.cli.opening import settle
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


class FullSince:
    """A product whose disk became full once the outcome was told; `dev.py test --faults` has a real one."""

    asks_for_time = True

    class accounts:  # noqa: N801  # as the product names it
        @staticmethod
        def find(_account: AccountId) -> Account:
            raise DiskFull

    class opt_out:  # noqa: N801  # as the product names it
        @staticmethod
        def settle(_account: AccountId) -> None:
            raise DiskFull


def test_d2_what_fails_after_the_outcome_was_told_is_no_other_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    """D2: a second answer, "not saved", came after the first, and its exit code took the first one's place."""
    product: Any = FullSince()
    settle(product, Console(is_json=True), AccountId("a"))
    said = capsys.readouterr()
    assert said.out == ""
    assert "The receipt is saved." in said.err
    assert "The disk is full. Free some space." in said.err
    assert "not saved" not in said.err
