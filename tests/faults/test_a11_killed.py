"""faults.md A11: the program is killed from outside, for real, at each of six stages of an opt-out."""

import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.faults.added import Named, drop_in, platform_text
from tests.faults.scene import ME, SETTING
from tests.faults.terminal import Terminal, sign_in_square
from tests.faults.witness import false_confirmations, stored_state

from demur.core.outcome import Step
from demur.practice.launcher import Control, Plaza
from demur.words import outcomes

USER = "us-on"


@dataclass(frozen=True)
class Stage:
    """Where the program waits while it is killed, and what must be there at the next start."""

    hold: Callable[[Control], None]
    kinds: list[str]
    """What lies in the ledger after the next start."""
    writes: int
    before: list[str]
    """What lay in it when the program was killed."""


ATTEMPT = ["genesis", "attempt"]
CONFIRMED, FAILED = [*ATTEMPT, "confirmation"], [*ATTEMPT, "failure"]

STAGES = {
    "before the attempt": Stage(lambda plaza: plaza.hold(USER, "GET", SETTING, skip=1), [], 0, []),
    "after the attempt is durable": Stage(lambda plaza: plaza.hold(USER, "PUT", SETTING), FAILED, 1, ATTEMPT),
    "during the write": Stage(lambda plaza: plaza.hold(USER, "PUT", SETTING, is_after=True), CONFIRMED, 1, ATTEMPT),
    "after the write, before the read-back": Stage(
        lambda plaza: plaza.hold(USER, "GET", ME, skip=2), CONFIRMED, 1, ATTEMPT
    ),
    "during the read-back": Stage(lambda plaza: plaza.hold(USER, "GET", SETTING, skip=2), CONFIRMED, 1, ATTEMPT),
    "after the read-back, before the receipt": Stage(
        lambda plaza: plaza.hold(USER, "GET", SETTING, skip=2), CONFIRMED, 1, ATTEMPT
    ),
}
LAST = "after the read-back, before the receipt"


def test_a11_has_its_count() -> None:
    assert len(STAGES) == 6


@pytest.fixture(scope="session")
def signed_in(shared_plaza: Plaza, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the member is signed in, made once by the command itself and then only copied."""
    shared_plaza.control.reset()  # whatever an earlier test asked of it
    member = Terminal(tmp_path_factory.mktemp("signed-in") / "data")
    drop_in(member.platforms, platform_text(shared_plaza.base, Named("ai-training")))
    sign_in_square(member, USER)
    return member.data


@pytest.fixture
def member(signed_in: Path, tmp_path: Path) -> Terminal:
    shutil.copytree(signed_in, tmp_path / "data")
    return Terminal(tmp_path / "data")


def kill_at(stage: str, member: Terminal, control: Control) -> None:
    """Start an opt-out, and kill it where the stage says."""
    STAGES[stage].hold(control)
    with member.starts("opt-out", "--yes") as process:
        try:
            assert control.wait_held()
            if stage == LAST:
                with ledger_held(member):
                    control.release()
                    read_until(process, outcomes.step(Step.SEAL))
                    kill(process)
            else:
                kill(process)
                control.release(is_dropped=True)  # what Plaza had not acted on yet, it never does
        finally:
            process.kill()


def kill(process: subprocess.Popen[str]) -> None:
    assert process.poll() is None, "it was still at work"
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL


@contextmanager
def ledger_held(member: Terminal) -> Iterator[None]:
    """Hold the ledger from outside, so that no receipt can be sealed meanwhile."""
    with closing(sqlite3.connect(member.ledger, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    assert any(words in line for line in process.stderr)


@pytest.mark.parametrize("stage", STAGES)
def test_a11_killed_for_real_and_finished_by_reading_at_the_next_start(
    stage: str, member: Terminal, plaza: Plaza
) -> None:
    """A11: the next start reads again, nothing is lost, nothing is written twice, and the member is told."""
    kill_at(stage, member, plaza.control)
    kept = member.receipts()
    assert kinds(kept) == STAGES[stage].before
    done = member.runs("status", "--json")
    assert done.returncode == 0, done.stderr
    found = member.receipts()
    assert found[: len(kept)] == kept
    assert kinds(found) == STAGES[stage].kinds
    writes = [request for request in plaza.control.log() if request["method"] == "PUT"]
    assert len(writes) == STAGES[stage].writes
    stored = stored_state(plaza.control, USER, "ai-training")
    assert f'"state": "{stored}"' in done.stdout
    assert false_confirmations((fields, stored) for fields in found) == []
    assert ("middle of an attempt" in done.stderr) == bool(kept)
    if kept:
        _, attempt, closing_entry = found
        assert closing_entry["attempt"] == attempt["id"]
        assert closing_entry["before"] == attempt["before"]
    check_whole(member)


def check_whole(member: Terminal) -> None:
    if member.ledger.exists():
        checked = member.runs("receipts", "check", "--practice")
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert "middle of an attempt" not in checked.stderr, "there is nothing left to finish"


def kinds(receipts: list[dict[str, Any]]) -> list[str]:
    return [receipt["kind"] for receipt in receipts]
