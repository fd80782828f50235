"""faults.md D2: at every write and sync of an opt-out, from the preview to the receipt, the disk is full or broken.

`strace` makes the real command's own system calls fail. A few places are tried each time, and all of them by
`dev.py test --faults`.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.faults import struck
from tests.faults.struck import SETTING, USER, Place, ledger_of, signed_in_folders
from tests.faults.terminal import Terminal
from tests.faults.witness import false_confirmations, stored_state

from demur.practice.launcher import Plaza

CALLS = ("pwrite64", "write", "fsync", "fdatasync")
ERRORS = ("ENOSPC", "EIO")


@dataclass
class Run:
    """What the command said, what it asked of the platform, and what lies in the ledger now."""

    code: int
    said: dict[str, Any]
    notes: str
    writes: int
    was_hit: bool


def opt_out(data: Path, plaza: Plaza, *injected: str) -> tuple[Run, Sequence[Place]]:
    """Run the command under strace; return what came of it, and its calls on files of the data folder."""
    run = struck.opt_out(data, plaza, CALLS, *injected)
    return Run(run.code, json.loads(run.said), run.notes, run.writes, run.was_hit), run.on_files


def chosen(places: Sequence[Place], is_whole: bool) -> list[tuple[Place, str]]:
    """Return each place with each error; of a shortened run a few, most of them late, where the platform was asked."""
    cases = [(place, error) for place in places for error in ERRORS]
    if is_whole:
        return cases
    late = len(cases) * 2 // 3
    return [*cases[: late : late // 3 | 1], *cases[late :: (len(cases) - late) // 5 | 1]]  # odd: both errors come


def injection(place: Place, error: str) -> str:
    """A full disk stays full; a broken one fails once. `write` fails once always: it also reaches the terminal."""
    stays = "+" if error == "ENOSPC" and place.call != "write" else ""
    return f"inject={place.call}:error={error}:when={place.number}{stays}"


@pytest.mark.timeout(3600)
def test_d2_no_write_or_sync_fails_unsaid(
    plaza: Plaza,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """ "Not saved" is said, what the platform has now is still told, the file stays whole, and the next start mends."""
    folders = signed_in_folders(plaza, tmp_path)
    dry, places = opt_out(next(folders), plaza)
    assert (dry.code, dry.writes) == (0, 1), dry
    assert len(places) > 40, "the attempt and its receipt are many writes"
    cases = chosen(places, bool(request.config.getoption("--faults")))
    counts: Counter[str] = Counter()
    for (place, error), data in zip(cases, folders, strict=False):
        run, _ = opt_out(data, plaza, "-e", injection(place, error))
        counts[check(run, data, plaza)] += 1
    with capsys.disabled():
        print(f"\nD2: {len(cases)} of {2 * len(places)} places and errors: {dict(counts)}")  # noqa: T201  (its count)
    assert counts["not hit"] <= len(cases) // 10


def check(run: Run, data: Path, plaza: Plaza) -> str:
    """Hold one run against the row, and return which way it went."""
    told = json.dumps(run.said)
    with closing(sqlite3.connect(f"file:{data / 'practice' / 'ledger.sqlite'}?mode=rw", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    receipts = ledger_of(data).page(0, 100)
    assert ledger_of(data).check().wrong is None
    stored = stored_state(plaza.control, USER, SETTING)
    assert false_confirmations((dict(receipt.fields), stored) for receipt in receipts[5:]) == []
    way = way_of(run, len(receipts), told, stored)
    mended = Terminal(data).runs("status", "--json")
    assert mended.returncode == 0, mended.stderr
    assert f'"state": "{stored}"' in mended.stdout
    assert ledger_of(data).open_attempts() == ()
    assert ledger_of(data).check().is_sound
    return way


def way_of(run: Run, count: int, told: str, stored: str) -> str:
    if not run.was_hit:
        return "not hit"
    if run.writes == 0:
        assert run.code == 3, run
        assert "problem" in run.said, run
        return "refused before the platform was touched"
    assert f'"{stored}"' in told, run
    is_saved = run.said.get("receipt") is not None
    assert count == 7 or (count == 6 and not is_saved), run
    assert run.code == (0 if is_saved else 2), run
    if not is_saved:
        assert "not saved" in told or "could not be saved" in told, run
        # Where only the last sync of the folder fails, the receipt is there, yet a power loss could still take it.
        return "told as not saved" if count == 6 else "told as not saved, and there all the same"
    return "saved"
