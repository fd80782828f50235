"""The real command under `strace`, which makes one of its own system calls fail, or kills it there (D1, D2)."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.faults.added import Named, drop_in, platform_text
from tests.faults.terminal import Terminal, sign_in_square
from tests.journeys.terminal import without_keyring
from tests.ledger.making import PROGRAM, LocalClock

from demur.ledger.log import SqliteLedger
from demur.practice.launcher import Plaza
from demur.vault.folder_vault import FolderVault

USER = "us-on"
SETTING = "ai-training"
RUNS_OF_ONE = 50
"""How many runs one sign-in serves: minutes, and Plaza grants access for ten."""
_ON_FILE = re.compile(r"^(?P<thread>\d+) +(?P<call>\w+)\((?P<number>\d+)<(?P<file>[^>]*)>")
_ON_NAME = re.compile(r'^(?P<thread>\d+) +(?P<call>\w+)\("(?P<file>[^"]*)"')


class Place(NamedTuple):
    """The nth such call of a thread, which is how strace counts."""

    call: str
    number: int


@dataclass(frozen=True)
class Struck:
    """How the command ended, what it said, what it asked of the platform, and where it could be struck."""

    code: int
    said: str
    notes: str
    writes: int
    was_hit: bool
    on_files: Sequence[Place]
    """Its calls on files of the data folder."""
    on_pipes: Sequence[Place]
    """Its calls that told something."""


def signed_in_folder(plaza: Plaza, folder: Path) -> Path:
    """Return a data folder in which the member is signed in and has two receipts; it is only copied from then on."""
    member = Terminal(folder / "data")
    plaza.control.reset()
    drop_in(member.platforms, platform_text(plaza.base, Named(SETTING)))
    sign_in_square(member, USER)
    assert member.runs("opt-out", "--yes").returncode == 0
    assert member.runs("opt-in", "--yes").returncode == 0
    return member.data


def signed_in_folders(plaza: Plaza, folder: Path) -> Iterator[Path]:
    """Yield a data folder for each run, which goes when the next is taken.

    All are copies of a few sign-ins: a whole run takes longer than one sign-in lasts, and where a copy renews it, the
    others are signed out.
    """
    for number in count():
        if number % RUNS_OF_ONE == 0:
            source = signed_in_folder(plaza, folder / f"signed-in-{number}")
        data = folder / str(number) / "data"
        shutil.copytree(source, data)
        yield data
        shutil.rmtree(data.parent)


def opt_out(data: Path, plaza: Plaza, calls: Sequence[str], *injected: str) -> Struck:
    """Run the command under strace, from the preview to the receipt."""
    plaza.control.reset()
    trace = data.parent / "trace"
    command = Terminal(data).command("opt-out", "--yes", "--json")
    strace = ["strace", "-f", "-y", "-qq", "-s", "0", "-o", str(trace), "-e", f"trace={','.join(calls)}", *injected]
    done = subprocess.run(
        [*strace, *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=without_keyring() | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert "Traceback" not in done.stderr, done.stderr
    text = trace.read_text(encoding="utf-8")
    was_hit = "+++ killed by SIGKILL" in text or any(
        "(INJECTED)" in line and str(data) in line for line in text.splitlines()
    )
    writes = sum(request["method"] == "PUT" for request in plaza.control.log())
    return Struck(done.returncode, done.stdout, done.stderr, writes, was_hit, *_places(text, data))


def _places(trace: str, data: Path) -> tuple[list[Place], list[Place]]:
    counts: Counter[tuple[str, str]] = Counter()
    on_files, on_pipes = [], []
    for line in trace.splitlines():
        if (match := _ON_FILE.match(line) or _ON_NAME.match(line)) is None:
            continue
        found = match.groupdict()
        counts[found["thread"], found["call"]] += 1
        place = Place(found["call"], counts[found["thread"], found["call"]])
        if found["file"].startswith(str(data)):
            on_files.append(place)
        elif found.get("number") in {"1", "2"}:
            on_pipes.append(place)
    return list(dict.fromkeys(on_files)), list(dict.fromkeys(on_pipes))


def ledger_of(data: Path) -> SqliteLedger:
    practice = data / "practice"
    return SqliteLedger(practice / "ledger.sqlite", FolderVault(practice / "secrets"), LocalClock(), True, PROGRAM)
