"""The main job: what is done in which order, and what may be said afterwards."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT, BreakingLedger, Stage

from demur.core.account import LastSeen
from demur.core.entry import Kind, Receipt, Unseen
from demur.core.outcome import Outcome, Step, Verdict
from demur.core.problem import (
    AlreadyThere,
    DiskFull,
    NotOffered,
    PlatformFailing,
    PlatformUnknown,
    PlatformUnreachable,
    PreviewExpired,
    PreviewUnknown,
    Problem,
    ReplyUnreadable,
    SignedOut,
    VaultLocked,
    WrongAccount,
)
from demur.core.setting import Assurance, Identity, SettingId, State


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def opt_out(stage: Stage, target: State = State.OFF) -> Outcome:
    return applied(stage, stage.opt_out.preview(ACCOUNT.id, target).code)


def applied(stage: Stage, code: str) -> Outcome:
    outcome = stage.opt_out.apply(code)
    assert outcome is not None
    return outcome


def receipt_of(outcome: Outcome) -> Receipt:
    assert outcome.receipt is not None
    return outcome.receipt


def last_seen(stage: Stage) -> LastSeen:
    account = stage.accounts.find(ACCOUNT.id)
    assert account is not None
    assert account.last is not None
    return account.last


def test_confirms_only_what_a_new_connection_read(stage: Stage) -> None:
    outcome = opt_out(stage)
    assert outcome.verdict is Verdict.CONFIRMED
    assert stage.meadow.opened == 3  # the preview's, the attempt's, the read-back's
    assert stage.meadow.identities == 3
    assert stage.meadow.writes == [State.OFF]
    assert stage.kinds == ["genesis", "attempt", "confirmation"]
    assert receipt_of(outcome).level is Assurance.READ_BACK_INDEPENDENT
    assert last_seen(stage).assurance is Assurance.READ_BACK_INDEPENDENT


def test_a_reading_is_begun_before_the_keyring_is_asked_and_nothing_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = stage.opt_out.preview(ACCOUNT.id, State.OFF).code
    began: list[int] = []

    def locked() -> None:
        began.append(stage.meadow.began)
        raise VaultLocked

    monkeypatch.setattr(stage.ledger, "unlock", locked)
    with pytest.raises(VaultLocked):
        stage.opt_out.apply(code)
    assert began == [1]
    assert (stage.meadow.opened, stage.meadow.writes) == (1, []), "the preview's was the last"


def test_steps_come_in_order(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    told: list[Step] = []
    stage.opt_out.apply(preview.code, told.append)
    assert told == list(Step)


def test_attempt_is_durable_before_the_platform_is_touched(stage: Stage) -> None:
    seen: list[list[str]] = []
    stage.meadow.after_write = lambda: seen.append(stage.kinds)
    opt_out(stage)
    assert seen == [["genesis", "attempt"]]


def test_success_that_does_not_save_is_unchanged(stage: Stage) -> None:
    """A1, one case: the answer to the write plays no part."""
    stage.meadow.saves = False
    outcome = opt_out(stage)
    assert outcome.verdict is Verdict.UNCHANGED
    assert receipt_of(outcome).kind is Kind.FAILURE
    assert receipt_of(outcome).level is Assurance.ACKNOWLEDGED
    assert len(stage.meadow.writes) == 1


@pytest.mark.parametrize("problem", [PlatformUnreachable(), PlatformFailing(status="502"), ReplyUnreadable(what="x")])
def test_uncertain_write_is_looked_at_and_never_repeated(stage: Stage, problem: Problem) -> None:
    """A3: the connection is lost after the write was applied."""
    stage.meadow.write_fails = problem
    outcome = opt_out(stage)
    assert outcome.verdict is Verdict.CONFIRMED
    assert outcome.write_problem is problem
    assert stage.meadow.writes == [State.OFF]
    assert problem.code in receipt_of(outcome).fields["assurance"]["method"]


def test_late_save_is_found_within_the_bounded_looks(stage: Stage) -> None:
    """A2: a platform that saves a second late."""
    stage.meadow.saves_after_s = 1.0
    assert opt_out(stage).verdict is Verdict.CONFIRMED


def test_save_later_than_the_looks_is_not_confirmed(stage: Stage) -> None:
    """A2: no look is made for ever, and nothing is promised."""
    stage.meadow.saves_after_s = 60.0
    assert opt_out(stage).verdict is Verdict.UNCHANGED
    assert stage.meadow.opened == 5


def test_cached_read_back_is_never_called_confirmed(stage: Stage) -> None:
    """A6: the level is lowered where a cache may have answered."""
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.answers_from_cache = True
    outcome = applied(stage, preview.code)
    assert outcome.verdict is Verdict.SEEN_ONCE
    assert receipt_of(outcome).kind is Kind.OBSERVATION
    assert receipt_of(outcome).level is Assurance.READ_BACK_SAME
    assert "status" not in receipt_of(outcome).fields


def test_read_back_older_than_the_first_reading_is_never_called_confirmed(stage: Stage) -> None:
    """A6: a cache that leaves `Age` out, told by the platform's own dates."""
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.date = "Sat, 21 Nov 2026 14:00:00 GMT"
    stage.meadow.after_write = lambda: setattr(stage.meadow, "date", "Fri, 20 Nov 2026 14:00:00 GMT")
    assert applied(stage, preview.code).verdict is Verdict.SEEN_ONCE


def test_copy_of_the_old_state_is_not_known_rather_than_unchanged(stage: Stage) -> None:
    """A6: only a stored copy answers, and shows the state before."""
    stage.meadow.saves_after_s = 3600
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.after_write = lambda: setattr(stage.meadow, "answers_from_cache", True)
    outcome = applied(stage, preview.code)
    assert outcome.verdict is Verdict.UNKNOWN
    assert receipt_of(outcome).fields["after"]["reason"] == "stored-copy"
    assert last_seen(stage).reason == "stored-copy"


def test_copy_closes_no_attempt_of_an_earlier_run(stage: Stage) -> None:
    """A6 at the next start: told by `Age`, or by a date before the attempt's own reading."""
    job = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=1))
    stage.meadow.saves, stage.meadow.date = False, "Sat, 21 Nov 2026 14:00:00 GMT"
    job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    stage.meadow.answers_from_cache = True
    (outcome,) = stage.opt_out.finish()
    assert (outcome.verdict, outcome.receipt) == (Verdict.UNKNOWN, None)
    stage.meadow.answers_from_cache, stage.meadow.date = False, "Fri, 20 Nov 2026 14:00:00 GMT"
    (outcome,) = stage.opt_out.finish()
    assert (outcome.verdict, outcome.receipt) == (Verdict.UNKNOWN, None)
    assert stage.opt_out.has_open_attempts()
    stage.meadow.date = None
    (outcome,) = stage.opt_out.finish()
    assert (outcome.verdict, receipt_of(outcome).kind) == (Verdict.UNCHANGED, Kind.FAILURE)


def test_failed_read_back_is_unknown_and_sealed_as_such(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.read_fails = [None, SignedOut(), SignedOut(), SignedOut()]
    outcome = applied(stage, preview.code)
    assert outcome.verdict is Verdict.UNKNOWN
    assert receipt_of(outcome).fields["after"]["state"] == "unknown"
    assert receipt_of(outcome).fields["after"]["reason"] == "signed-out"
    assert last_seen(stage).state is State.UNKNOWN


def test_read_back_of_another_account_is_never_confirmed(stage: Stage) -> None:
    """A7: between write and read-back the platform answers for somebody else."""
    stage.meadow.after_write = lambda: setattr(stage.meadow, "identity", Identity("u2", "Somebody"))
    outcome = opt_out(stage)
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.after == Unseen("wrong-account", stage.clock.now())


def test_first_reading_of_another_account_touches_nothing(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.identity = Identity("u2", "Somebody")
    with pytest.raises(WrongAccount):
        stage.opt_out.apply(preview.code)
    assert stage.meadow.writes == []
    assert stage.receipts == []


def test_not_offered_can_be_recorded_but_not_changed(stage: Stage) -> None:
    stage.meadow.state = State.NOT_OFFERED
    with pytest.raises(NotOffered):
        stage.opt_out.preview(ACCOUNT.id, State.OFF)
    outcome = stage.opt_out.observe(ACCOUNT.id)
    assert receipt_of(outcome).fields["after"]["state"] == "not-offered"
    assert stage.meadow.writes == []


def test_already_off_yields_an_observation_and_no_write(stage: Stage) -> None:
    stage.meadow.state = State.OFF
    with pytest.raises(AlreadyThere):
        stage.opt_out.preview(ACCOUNT.id, State.OFF)
    outcome = stage.opt_out.observe(ACCOUNT.id)
    assert outcome.verdict is Verdict.OBSERVED
    assert stage.kinds == ["genesis", "observation"]
    assert stage.meadow.writes == []


def test_off_by_itself_between_preview_and_apply_is_only_observed(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.meadow.state = State.OFF
    assert applied(stage, preview.code).verdict is Verdict.OBSERVED
    assert stage.meadow.writes == []


def test_undo_goes_back_and_has_its_own_receipt(stage: Stage) -> None:
    opt_out(stage)
    outcome = opt_out(stage, State.ON)
    assert outcome.verdict is Verdict.CONFIRMED
    assert stage.meadow.state is State.ON
    assert stage.kinds[3:] == ["attempt", "confirmation"]
    assert "status" not in receipt_of(outcome).fields  # switching it back on is never recorded as consent


def test_status_objects_where_the_claims_name_legitimate_interests(stage: Stage) -> None:
    stage.told.names_interests = True
    assert receipt_of(opt_out(stage)).fields["status"].endswith("#LegitimateInterestObjected")


def test_status_is_fulfilled_elsewhere(stage: Stage) -> None:
    assert receipt_of(opt_out(stage)).fields["status"].endswith("#RequestFulfilled")


def test_preview_works_once(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.opt_out.apply(preview.code)
    with pytest.raises(PreviewUnknown):
        stage.opt_out.apply(preview.code)
    assert stage.meadow.writes == [State.OFF]


def test_preview_expires(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    stage.clock.pause(300)
    with pytest.raises(PreviewExpired):
        stage.opt_out.apply(preview.code)
    assert stage.meadow.writes == []


def test_called_off_before_the_attempt_sends_nothing(stage: Stage) -> None:
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    assert stage.opt_out.apply(preview.code, may_go_on=lambda: False) is None
    assert stage.meadow.writes == []
    assert stage.receipts == []


def test_full_disk_before_the_attempt_touches_nothing(stage: Stage) -> None:
    breaking = BreakingLedger(stage.ledger, DiskFull(), good=0)
    job = stage.joined(breaking)
    with pytest.raises(DiskFull):
        job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    assert stage.meadow.writes == []


def test_full_disk_after_the_write_is_told_and_finished_at_the_next_start(stage: Stage) -> None:
    job = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=1))
    outcome = job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    assert outcome is not None
    assert outcome.receipt is None
    assert isinstance(outcome.not_saved, DiskFull)
    assert last_seen(stage).assurance is None  # nothing unsaved is shown as confirmed for good
    assert stage.opt_out.has_open_attempts()
    (finished,) = stage.opt_out.finish()
    assert finished.is_resumed
    assert finished.receipt is not None
    assert not stage.opt_out.has_open_attempts()


class Killed(BaseException):
    """Stands for the end of the process: nothing after it runs."""


def test_attempt_killed_after_the_write_is_finished_by_reading_only(stage: Stage) -> None:
    """A11, one stage; the others are killed for real in the journeys."""

    def kill() -> None:
        raise Killed

    stage.meadow.after_write = kill
    preview = stage.opt_out.preview(ACCOUNT.id, State.OFF)
    with pytest.raises(Killed):
        stage.opt_out.apply(preview.code)
    stage.meadow.after_write = lambda: None
    (outcome,) = stage.opt_out.finish()
    assert outcome.verdict is Verdict.CONFIRMED
    assert outcome.is_resumed
    assert stage.meadow.writes == [State.OFF]
    assert receipt_of(outcome).fields["before"] == stage.receipts[1].fields["before"]
    assert "not known" in receipt_of(outcome).fields["assurance"]["method"]
    assert stage.opt_out.finish() == []


def test_unreadable_platform_leaves_the_attempt_open(stage: Stage) -> None:
    """Nothing half-told: an attempt is closed by what was seen, and not by what wasn't."""
    job = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=1))
    job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    stage.meadow.read_fails = [PlatformUnreachable()]
    (outcome,) = stage.opt_out.finish()
    assert outcome.verdict is Verdict.UNKNOWN
    assert isinstance(outcome.after, Unseen)
    assert outcome.receipt is None
    assert stage.opt_out.has_open_attempts()


def test_new_choice_closes_what_an_earlier_run_left_open(stage: Stage) -> None:
    job = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=1))
    job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    began = stage.meadow.began
    opt_out(stage, State.ON)
    assert stage.kinds == ["genesis", "attempt", "confirmation", "attempt", "confirmation"]
    assert not stage.opt_out.has_open_attempts()
    assert stage.meadow.began == began, "the first reading is about the earlier one, and takes the place of any other"


def test_new_choice_waits_until_the_old_attempt_can_be_closed(stage: Stage) -> None:
    """Two open attempts would both be closed by one reading, and one of them wrongly."""
    job = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=1))
    job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    preview = stage.opt_out.preview(ACCOUNT.id, State.ON)
    stage.meadow.read_fails = [PlatformUnreachable()]
    with pytest.raises(PlatformUnreachable):
        stage.opt_out.apply(preview.code)
    assert stage.meadow.writes == [State.OFF]
    assert stage.kinds == ["genesis", "attempt"]


def test_account_that_cannot_be_reached_does_not_hold_up_the_others(stage: Stage) -> None:
    job = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=1))
    job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    stage.meadow.line_fails = PlatformUnknown(platform="meadow")
    (outcome,) = stage.opt_out.finish()
    assert outcome.verdict is Verdict.UNKNOWN
    assert stage.opt_out.has_open_attempts()


def test_failed_look_is_remembered_as_unknown(stage: Stage) -> None:
    stage.meadow.read_fails = [PlatformUnreachable()]
    with pytest.raises(PlatformUnreachable):
        stage.opt_out.look(ACCOUNT.id)
    last = last_seen(stage)
    assert (last.state, last.reason) == (State.UNKNOWN, "platform-unreachable")


def test_attempt_for_a_setting_the_account_no_longer_has_is_never_closed_by_reading_another(stage: Stage) -> None:
    """The new setting is off, which says nothing of the one that was asked for."""
    job = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=1))
    job.apply(job.preview(ACCOUNT.id, State.OFF).code)
    stage.accounts.keep(replace(ACCOUNT, setting=SettingId("adverts")))
    assert stage.opt_out.finish() == []
    assert stage.kinds == ["genesis", "attempt"]
