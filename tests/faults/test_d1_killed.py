"""faults.md D1: SIGKILL before every write, sync, unlink and rename of an opt-out, from the preview to the receipt.

`strace` kills the real command at its own system calls, and at what it writes to the terminal. A few places are tried
each time, and all of them by `dev.py test --faults`.
"""

import json
import signal
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from tests.faults.struck import SETTING, USER, Place, Struck, ledger_of, opt_out, signed_in_folders
from tests.faults.terminal import Terminal
from tests.faults.witness import false_confirmations, stored_state

from demur.core.entry import EntryId, Kind
from demur.practice.launcher import Plaza

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "unlink", "rename")
BEFORE = 5
"""Entries in the ledger before the run: its first, and two changes of two each."""
FEW = 6
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL}


def chosen(places: Sequence[Place], is_whole: bool) -> Sequence[Place]:
    """Return each place, or a few of them, spread over the run from the first to the last."""
    if is_whole:
        return places
    return [places[number * (len(places) - 1) // (FEW - 1)] for number in range(FEW)]


@pytest.mark.timeout(3600)
def test_d1_killed_at_every_write_sync_and_unlink_of_an_opt_out(
    plaza: Plaza,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was shown as saved is there, the file is whole, and the next start finishes by looking, never by writing."""
    folders = signed_in_folders(plaza, tmp_path)
    dry = opt_out(next(folders), plaza, CALLS)
    assert (dry.code, dry.writes) == (0, 1), dry
    found = list(dict.fromkeys([*dry.on_files, *dry.on_pipes]))
    assert {place.call for place in found} == set(CALLS)
    assert len(dry.on_files) > 50, "the attempt and its receipt are many writes"
    places = chosen(found, bool(request.config.getoption("--faults")))
    counts: Counter[str] = Counter()
    for place, data in zip(places, folders, strict=False):
        run = opt_out(data, plaza, CALLS, "-e", f"inject={place.call}:signal=KILL:when={place.number}")
        counts[check(run, data, plaza)] += 1
    with capsys.disabled():
        print(f"\nD1: {len(places)} of {len(found)} places: {dict(counts)}")  # noqa: T201  (its count)
    assert counts["not hit"] <= len(places) // 10
    assert len(counts) > 1, "kills both before and after the platform was asked"


def check(run: Struck, data: Path, plaza: Plaza) -> str:
    """Hold one run against the row, and return how far it had come."""
    assert run.was_hit == (run.code in KILLED), run
    require_told_is_there(run, data)
    with closing(sqlite3.connect(f"file:{data / 'practice' / 'ledger.sqlite'}?mode=rw", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert ledger_of(data).check().wrong is None
    kinds = [receipt.kind for receipt in ledger_of(data).page(BEFORE, 10)]
    assert kinds in ([], [Kind.ATTEMPT], [Kind.ATTEMPT, Kind.CONFIRMATION]), kinds
    assert kinds or run.writes == 0, "the platform was touched before that was written down"
    require_finished(run, data, plaza, [str(kind) for kind in kinds])
    if not run.was_hit:
        return "not hit"
    if len(kinds) == 2:
        return "receipt there and told" if run.said else "receipt there"
    if kinds:
        return "asked, finished at the next start" if run.writes else "written down, not asked"
    return "nothing begun"


def require_told_is_there(run: Struck, data: Path) -> None:
    """What was told was told whole, and no receipt was told that isn't there."""
    if not run.said:
        return
    told = json.loads(run.said)
    receipt = ledger_of(data).find(EntryId(told["receipt"]["id"]))
    assert receipt is not None, told
    assert receipt.kind is Kind.CONFIRMATION


def require_finished(run: Struck, data: Path, plaza: Plaza, before: list[str]) -> None:
    """The next start says what the platform has, closes what was open, and asks for no change again."""
    stored = stored_state(plaza.control, USER, SETTING)
    mended = Terminal(data).runs("status", "--json")
    assert mended.returncode == 0, mended.stderr
    assert f'"state": "{stored}"' in mended.stdout
    writes = sum(request["method"] == "PUT" for request in plaza.control.log())
    assert writes == run.writes
    ledger = ledger_of(data)
    receipts = ledger.page(BEFORE, 10)
    assert [str(receipt.kind) for receipt in receipts[: len(before)]] == before
    assert false_confirmations((dict(receipt.fields), stored) for receipt in receipts) == []
    assert ledger.open_attempts() == ()
    assert ledger.check().is_sound
