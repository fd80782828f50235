"""Other words beside a setting: held against the newest receipt, never taken for a change of it, kept if wanted."""

from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT, BreakingLedger, Stage

from demur.core.entry import Kind
from demur.core.outcome import Seen
from demur.core.problem import DiskFull, VaultLocked
from demur.core.setting import Assurance, State
from demur.core.wording import Change, Run, differences
from demur.ledger.log import SqliteLedger

OLD, NEW = "Meadow learns from your posts.", "Meadow learns from your posts and messages."


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A member whose opt-out was confirmed under the old words."""
    made = Stage(tmp_path)
    made.meadow.words = OLD
    made.opt_out.apply(made.opt_out.preview(ACCOUNT.id, State.OFF).code)
    made.clock.pause(3600)
    return made


def look(stage: Stage) -> Seen:
    return stage.opt_out.look(ACCOUNT.id)


def test_same_words_say_nothing(stage: Stage) -> None:
    assert look(stage).reworded is None


def test_other_words_name_the_receipt_and_both_texts(stage: Stage) -> None:
    stage.meadow.words = NEW
    for _ in range(2):  # until there is a receipt of them
        seen = look(stage)
        assert seen.reworded is not None
        assert (seen.reworded.receipt, seen.reworded.before, seen.reworded.now) == (stage.receipts[2], OLD, NEW)
        assert (seen.reading.state, seen.changed_since, seen.receipt, seen.words_receipt) == (
            State.OFF,
            None,
            None,
            None,
        )
    assert stage.kinds == ["genesis", "attempt", "confirmation"], "words are no change of the setting"
    account = stage.accounts.find(ACCOUNT.id)
    assert account is not None
    assert account.last is not None
    assert account.last.state is State.OFF


def test_words_that_were_not_kept_are_known_to_be_others_all_the_same(stage: Stage) -> None:
    stage.meadow.words, stage.meadow.keeps_words = NEW, False
    seen = look(stage)
    assert seen.reworded is not None
    assert (seen.reworded.before, seen.reworded.now) == (None, NEW)


def test_new_receipt_is_made_under_the_new_words(stage: Stage) -> None:
    stage.meadow.words = NEW
    stage.opt_out.observe(ACCOUNT.id)
    assert look(stage).reworded is None
    stage.clock.pause(60)
    stage.meadow.words = OLD
    assert look(stage).reworded is not None, "and back again is another change"


def test_they_are_sealed_once_where_the_member_wants_them_kept(stage: Stage) -> None:
    stage.meadow.words, stage.wants_words = NEW, True
    seen = look(stage)
    assert seen.words_receipt is not None
    assert (seen.words_receipt.kind, seen.words_receipt.level) == (
        Kind.OBSERVATION,
        Assurance.READ_BACK_INDEPENDENT,
    )
    assert seen.words_receipt.fields["ext"] == {"wordsBefore": stage.receipts[2].id}
    (kept,) = stage.ledger.evidence(3)
    assert NEW in kept.body.decode()
    assert look(stage) == Seen(look(stage).reading)
    assert stage.kinds[3:] == ["observation"]


def test_on_again_and_other_words_are_two_things_and_one_receipt(stage: Stage) -> None:
    stage.meadow.words, stage.meadow.state, stage.wants_words = NEW, State.ON, True
    seen = look(stage)
    assert seen.changed_since is not None
    assert seen.reworded is not None
    assert (seen.receipt, seen.words_receipt) == (stage.receipts[-1], None)
    assert stage.kinds[3:] == ["observation"]


def test_what_a_cache_may_have_said_is_no_wording(stage: Stage) -> None:
    stage.meadow.words, stage.meadow.answers_from_cache = NEW, True
    assert look(stage).reworded is None


def test_platform_that_says_nothing_now_is_no_change(stage: Stage) -> None:
    stage.meadow.words = ""
    assert look(stage).reworded is None


def test_words_of_a_receipt_that_has_none_are_not_known(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.opt_out.apply(stage.opt_out.preview(ACCOUNT.id, State.OFF).code)
    stage.meadow.words = OLD
    assert look(stage).reworded is None
    stage.meadow.words = NEW
    assert look(stage).reworded is None


def test_locked_vault_hides_neither_state_nor_words(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.meadow.words, stage.wants_words = NEW, True

    def locked(_: SqliteLedger) -> None:
        raise VaultLocked

    with monkeypatch.context() as while_locked:
        while_locked.setattr(SqliteLedger, "unlock", locked)
        seen = look(stage)
    assert seen.reworded is not None
    assert (seen.words_receipt, seen.not_saved and seen.not_saved.code) == (None, "vault-locked")
    assert look(stage).words_receipt is not None, "sealed as soon as it can be"


def test_full_disk_hides_neither(stage: Stage) -> None:
    stage.meadow.words, stage.wants_words = NEW, True
    opt_out = stage.joined(BreakingLedger(stage.ledger, DiskFull(), good=0))
    seen = opt_out.look(ACCOUNT.id)
    assert seen.reworded is not None
    assert isinstance(seen.not_saved, DiskFull)


def test_differences_are_told_word_by_word_and_line_by_line() -> None:
    same, gone, come = Change.SAME, Change.REMOVED, Change.ADDED
    assert differences(OLD, NEW) == [
        (
            [Run(same, "Meadow learns from your"), Run(gone, "posts.")],
            [Run(same, "Meadow learns from your"), Run(come, "posts and messages.")],
        )
    ]
    before, now = "One.\nTwo.\nThree.", "One.\nThree.\nFour."
    assert differences(before, now) == [
        ([Run(same, "One.")], [Run(same, "One.")]),
        ([Run(gone, "Two.")], []),
        ([Run(same, "Three.")], [Run(same, "Three.")]),
        ([], [Run(come, "Four.")]),
    ]
    for old, new in ((OLD, NEW), (before, now), ("", now), (before, "")):
        pairs = differences(old, new)
        kept = [
            "\n".join(" ".join(run.text for run in side) for side in sides if side)
            for sides in zip(*pairs, strict=True)
        ]
        assert kept == [old, new], "nothing of either is lost"
