"""faults.md A8: the setting is turned back on later; a look seals an observation, and the member is told."""

import json
from pathlib import Path

import pytest
from tests.faults.added import Named, drop_in, platform_text
from tests.faults.scene import Scene
from tests.faults.terminal import Terminal, sign_in_square

from demur.core.entry import Kind
from demur.core.outcome import Verdict
from demur.core.problem import VaultLocked
from demur.core.setting import Assurance, State
from demur.ledger.log import SqliteLedger
from demur.practice.launcher import Plaza


def test_a8_has_its_count() -> None:
    cases = [
        test_a8_on_again_after_two_minutes_is_sealed_and_told_once,
        test_a8_on_again_after_other_looks_is_still_found,
        test_a8_on_again_is_found_by_the_next_preview,
        test_a8_on_again_is_told_by_the_command,
    ]
    assert len(cases) == 4


def test_a8_on_again_after_two_minutes_is_sealed_and_told_once(scene: Scene) -> None:
    """A8: the scenario itself; the observation names the confirmation it goes against."""
    account = scene.member("us-on-again")
    off = scene.change(account)
    assert off.verdict is Verdict.CONFIRMED
    assert off.receipt is not None
    scene.control.advance(121)
    seen = scene.product.opt_out.look(account.id)
    assert seen.reading.state is State.ON
    assert seen.receipt is not None
    assert (seen.receipt.kind, seen.receipt.level) == (Kind.OBSERVATION, Assurance.READ_BACK_INDEPENDENT)
    assert seen.receipt.fields["assurance"]["attempts"] == 0
    method = seen.receipt.fields["assurance"]["method"]
    since = off.receipt.fields["after"]["observedAt"]
    assert method.startswith(f"Seen on again; it was confirmed off at {since} in receipt {off.receipt.id}.")
    assert seen.changed_since is not None
    assert since.startswith(f"{seen.changed_since:%Y-%m-%dT%H:%M:%S}")
    again = scene.product.opt_out.look(account.id)
    assert (again.receipt, again.changed_since) == (None, None)
    assert scene.kinds() == ["genesis", "attempt", "confirmation", "observation"]
    assert len(scene.requests("PUT")) == 1, "nothing is written unasked"


def test_a8_on_again_after_other_looks_is_still_found(scene: Scene) -> None:
    """A8: looks that saw it off, or saw nothing, don't make the confirmation forgotten; a second time is told again."""
    account = scene.member()
    for times in (1, 2):
        scene.change(account)
        scene.product.opt_out.look(account.id)
        scene.control.set_fault("us-on", "503-on-read")
        with pytest.raises(Exception, match="platform-failing"):
            scene.product.opt_out.look(account.id)
        scene.control.set_fault("us-on", None)
        scene.control.set_value("us-on", True)
        assert scene.product.opt_out.look(account.id).changed_since is not None
        assert scene.kinds().count("observation") == times


def test_a8_on_again_is_found_by_the_next_preview(scene: Scene) -> None:
    """A8: also where the member wants to opt out before anybody looked."""
    account = scene.member()
    scene.change(account)
    scene.control.set_value("us-on", True)
    preview = scene.preview(account)
    assert preview.seen is not None
    assert preview.seen.changed_since is not None
    assert preview.seen.receipt is not None
    assert scene.kinds()[-1] == "observation"


def test_member_who_opted_in_again_is_told_nothing(scene: Scene) -> None:
    account = scene.member()
    scene.change(account)
    scene.change(account, State.ON)
    assert scene.product.opt_out.look(account.id).changed_since is None
    assert "observation" not in scene.kinds()


def test_member_whose_opt_in_lands_late_is_not_told_that_somebody_did_it(scene: Scene) -> None:
    account = scene.member("us-much-later")
    scene.control.set_fault("us-much-later", "")
    scene.change(account)
    scene.control.set_fault("us-much-later", None)
    assert scene.change(account, State.ON).verdict is Verdict.UNCHANGED
    scene.control.advance(60)
    seen = scene.product.opt_out.look(account.id)
    assert (seen.reading.state, seen.changed_since) == (State.ON, None)


def test_copy_that_shows_it_on_is_no_evidence(scene: Scene) -> None:
    account = scene.member()
    scene.change(account)
    scene.control.set_fault("us-on", "copy-aged")
    seen = scene.product.opt_out.look(account.id)
    assert (seen.reading.state, seen.changed_since) == (State.ON, None)


def test_locked_vault_does_not_hide_that_it_is_on_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    account = scene.member()
    scene.change(account)
    scene.control.set_value("us-on", True)

    def locked(_: SqliteLedger) -> None:
        raise VaultLocked

    with monkeypatch.context() as while_locked:
        while_locked.setattr(SqliteLedger, "unlock", locked)
        seen = scene.product.opt_out.look(account.id)
    assert seen.changed_since is not None
    assert (seen.receipt, seen.not_saved and seen.not_saved.code) == (None, "vault-locked")
    assert scene.product.opt_out.look(account.id).receipt is not None, "sealed as soon as it can be"


@pytest.fixture
def terminal(plaza: Plaza, tmp_path: Path) -> Terminal:
    member = Terminal(tmp_path / "terminal")
    drop_in(member.platforms, platform_text(plaza.base, Named("ai-training")))
    sign_in_square(member, "us-on")
    return member


def test_a8_on_again_is_told_by_the_command(terminal: Terminal, plaza: Plaza) -> None:
    """A8: `demur status` says it in words and, the second time around, in JSON."""
    for number in (3, 6):
        assert terminal.runs("opt-out", "--yes").returncode == 0
        plaza.control.set_value("us-on", True)
        done = terminal.runs("status", *(["--json"] if number == 6 else []))
        assert done.returncode == 0, done.stderr
        if number == 3:
            assert "It was off on " in done.stdout
            assert "and it is on now. Demur can't see who changed it." in done.stdout
            assert "What was seen is recorded in receipt 3." in done.stdout
        else:
            (account,) = json.loads(done.stdout)["accounts"]
            assert (account["state"], account["receipt"]["number"], account["notSaved"]) == ("on", 6, None)
            assert account["changedSince"] == terminal.receipts()[5]["after"]["observedAt"]
        assert terminal.receipts()[number]["kind"] == "observation"
    quiet = terminal.runs("status")
    assert "It was off on" not in quiet.stdout
