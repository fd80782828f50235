"""A switch that was off for certain and is on again: sealed once, told, and never blamed on the wrong hand."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT, BreakingLedger, Stage

from demur.core import relapse
from demur.core.account import AccountId, SignInId
from demur.core.entry import Kind, Receipt
from demur.core.outcome import Seen, Verdict
from demur.core.problem import AlreadyThere, DiskFull, LedgerDamaged, PlatformUnreachable, RateLimited
from demur.core.setting import Assurance, SettingId, State


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def change(stage: Stage, target: State = State.OFF) -> Verdict:
    outcome = stage.opt_out.apply(stage.opt_out.preview(ACCOUNT.id, target).code)
    assert outcome is not None
    return outcome.verdict


def look(stage: Stage) -> Seen:
    return stage.opt_out.look(ACCOUNT.id)


def test_on_again_after_a_confirmation_is_sealed_as_an_observation(stage: Stage) -> None:
    """A8: level, attempts, and a method that names time and receipt of the confirmation."""
    change(stage)
    off_at, off = stage.clock.now(), stage.receipts[-1]
    stage.clock.pause(3600)
    stage.meadow.state = State.ON
    seen = look(stage)
    assert seen.changed_since == off_at
    assert seen.receipt is not None
    assert seen.receipt == stage.receipts[-1]
    assert (seen.receipt.kind, seen.receipt.level) == (Kind.OBSERVATION, Assurance.READ_BACK_INDEPENDENT)
    assert seen.receipt.state("after") is State.ON
    assurance = seen.receipt.fields["assurance"]
    assert assurance["attempts"] == 0
    assert assurance["method"].startswith(
        f"Seen on again; it was confirmed off at {off.fields['after']['observedAt']} in receipt {off.id}."
    )
    assert look(stage) == Seen(look(stage).reading), "told and sealed once"
    assert stage.meadow.writes == [State.OFF]


def test_a_look_that_an_opt_out_overtook_is_no_relapse(stage: Stage) -> None:
    """One process reads that it is on, another switches it off, and only then the first says what it saw."""
    looks = stage.opt_out.looks
    glance = looks.ask(looks.ready(ACCOUNT.id))
    assert glance.read().reading.state is State.ON
    stage.clock.pause(1)
    change(stage)
    assert looks.keep(glance) == Seen(glance.read().reading)
    assert stage.kinds == ["genesis", "attempt", "confirmation"]


def test_on_again_after_an_observation_says_that_it_was_read(stage: Stage) -> None:
    stage.meadow.state = State.OFF
    stage.opt_out.observe(ACCOUNT.id)
    stage.meadow.state = State.ON
    receipt = look(stage).receipt
    assert receipt is not None
    assert receipt.fields["assurance"]["method"].startswith("Seen on again; it was read as off at ")


def test_still_off_is_no_change(stage: Stage) -> None:
    change(stage)
    assert look(stage) == Seen(look(stage).reading)
    assert stage.kinds == ["genesis", "attempt", "confirmation"]


def test_never_off_is_no_change(stage: Stage) -> None:
    assert look(stage).changed_since is None
    assert stage.receipts == []


def test_off_that_was_only_seen_once_is_no_ground(stage: Stage) -> None:
    """What a cache may have answered is not known for certain, so nothing is said to have changed."""
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.answers_from_cache = True
    stage.opt_out.apply(preview.code)
    stage.meadow.answers_from_cache = False
    stage.meadow.state = State.ON
    assert look(stage).changed_since is None


def test_on_from_a_cache_is_no_change(stage: Stage) -> None:
    change(stage)
    stage.meadow.state, stage.meadow.answers_from_cache = State.ON, True
    assert look(stage).changed_since is None


def test_opt_in_of_the_members_own_is_no_relapse_even_where_it_landed_late(stage: Stage) -> None:
    change(stage)
    stage.meadow.saves_after_s = 60
    assert change(stage, State.ON) is Verdict.UNCHANGED
    stage.clock.pause(60)
    assert look(stage).changed_since is None


def test_failed_opt_out_after_a_relapse_hides_nothing(stage: Stage) -> None:
    change(stage)
    stage.meadow.state, stage.meadow.saves = State.ON, False
    assert change(stage) is Verdict.UNCHANGED
    assert stage.kinds[3:] == ["observation", "attempt", "failure"]
    assert look(stage).changed_since is None


def test_preview_carries_what_its_look_found(stage: Stage) -> None:
    change(stage)
    stage.meadow.state = State.ON
    seen = stage.opt_out.preview(ACCOUNT.id, State.OFF).seen
    assert seen is not None
    assert seen.receipt == stage.receipts[-1]


def test_member_who_wants_it_on_anyway_is_told_at_the_next_look(stage: Stage) -> None:
    """The preview has no place for it, so nothing is sealed there that would then be told to nobody."""
    change(stage)
    stage.meadow.state = State.ON
    with pytest.raises(AlreadyThere):
        stage.opt_out.preview(ACCOUNT.id, State.ON)
    assert stage.kinds == ["genesis", "attempt", "confirmation"]
    assert look(stage).changed_since is not None


def test_another_accounts_receipts_play_no_part(stage: Stage) -> None:
    change(stage)
    other = replace(ACCOUNT, id=AccountId("meadow-2"), sign_in=SignInId("meadow-2"))
    stage.accounts.keep(other)
    stage.meadow.state = State.ON
    assert stage.opt_out.look(other.id).changed_since is None


def test_full_disk_hides_nothing_of_what_was_seen(stage: Stage) -> None:
    change(stage)
    stage.meadow.state = State.ON
    seen = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=0)).look(ACCOUNT.id)
    assert (seen.reading.state, seen.receipt) == (State.ON, None)
    assert seen.changed_since is not None
    assert isinstance(seen.not_saved, DiskFull)


def test_damaged_ledger_hides_no_state(stage: Stage) -> None:
    class Damaged(BreakingLedger):
        def of_account(self, account: AccountId, count: int) -> list[Receipt]:
            raise LedgerDamaged(what="entry 1")

    seen = stage.joined(Damaged(stage.ledger, DiskFull(), good=0)).look(ACCOUNT.id)
    assert (seen.reading.state, seen.changed_since) == (State.ON, None)
    assert isinstance(seen.not_saved, LedgerDamaged)


def test_failed_look_still_raises(stage: Stage) -> None:
    stage.meadow.read_fails = [PlatformUnreachable()]
    with pytest.raises(PlatformUnreachable):
        look(stage)


def test_only_so_many_receipts_are_looked_at(stage: Stage) -> None:
    change(stage)
    assert relapse.last_off(stage.ledger.of_account(ACCOUNT.id, relapse.LOOKED_BACK)) == stage.receipts[-1]
    assert relapse.last_off([]) is None


def test_platform_that_asks_for_fewer_requests_is_looked_at_once(stage: Stage) -> None:
    """A5: after a write refused with 429, and at a look that is."""
    stage.meadow.write_fails, stage.meadow.saves = RateLimited(), False
    assert change(stage) is Verdict.UNCHANGED
    assert stage.meadow.opened == 3
    stage.meadow.write_fails = None
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.read_fails = [None, RateLimited(), PlatformUnreachable()]
    outcome = stage.opt_out.apply(preview.code)
    assert outcome is not None
    assert outcome.verdict is Verdict.UNKNOWN
    assert len(stage.meadow.read_fails) == 1
    assert timedelta(0) <= stage.clock.now() - outcome.after.at < timedelta(seconds=1)  # type: ignore[union-attr]


def test_receipts_of_another_setting_under_the_same_id_play_no_part(stage: Stage) -> None:
    """A platform's file may come to name another setting: that one was never off."""
    change(stage)
    stage.accounts.keep(replace(ACCOUNT, setting=SettingId("adverts")))
    stage.meadow.state = State.ON
    assert look(stage).changed_since is None
    assert stage.kinds == ["genesis", "attempt", "confirmation"]
