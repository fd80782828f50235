"""Nothing shown as saved is ever lost: D1, D2, D5 of the faults, against real processes and real refusals.

`strace` kills a child, or makes one system call fail, at every write, sync and unlink of an opt-out in turn.
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from tests.ledger.making import ledger_of, opt_out, path_of
from tests.ledger.nursery import Nursery, opened

from demur.core.entry import EntryId
from demur.ledger.kept import Kept

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}


def command(folder: Path, rounds: int) -> list[str]:
    return [sys.executable, "-m", "tests.ledger.child", str(folder), str(rounds)]


@contextmanager
def child(folder: Path, rounds: int) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command(folder, rounds), stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        try:
            yield process
        finally:
            process.kill()


def saved(lines: list[str]) -> list[EntryId]:
    return [EntryId(line.split()[1]) for line in lines if line.startswith("saved ") and line.endswith("\n")]


def assert_nothing_lost(folder: Path, said: list[str]) -> None:
    """Everything that was said to be saved is there, all holds together, and the ledger can go on."""
    ledger = ledger_of(folder)
    for entry in saved(said):
        assert ledger.find(entry) is not None, entry
    assert ledger.check().wrong is None
    before = ledger.size()
    opt_out(ledger.unlock())
    assert ledger.size() == max(before, 1) + 2
    assert ledger.check().wrong is None
    assert not Path(f"{path_of(folder)}-journal").exists()


@pytest.mark.parametrize("round_", range(6))
def test_d1_killed_while_sealing_without_end(round_: int, tmp_path: Path) -> None:
    """The kill comes after a random number of entries, wherever the child happens to be by then."""
    said = []
    with child(tmp_path, 100_000) as process:
        assert process.stdout is not None
        for _ in range(random.randint(1, 30)):
            said.append(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    assert_nothing_lost(tmp_path, said)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with opened(ENVIRONMENT) as nursery:
        yield nursery


@dataclass
class Run:
    said: list[str]
    was_hit: bool


def run_injected(nursery: Nursery, folder: Path, syscall: str, fault: str) -> Run:
    """Run one opt-out in a child whose system call meets `fault`; say whether it came to that."""
    # with --seccomp-bpf no signal is sent: seen
    said, complaints, hit = nursery.trace(folder, "-e", f"trace={syscall}", "-e", f"inject={syscall}:{fault}")
    was_hit = "(INJECTED)" in hit or "killed by SIGKILL" in hit
    assert complaints == ""
    assert was_hit or "+++ exited with 0 +++" in hit, hit
    return Run(said, was_hit)


LEAST = {"pwrite64": 20, "fdatasync": 6, "fsync": 2, "unlink": 2}
"""How many such calls there are at least."""


@pytest.fixture
def stride(request: pytest.FixtureRequest) -> int:
    """Every third place; every one of them with `dev.py test --faults`."""
    return 1 if request.config.getoption("--faults") else 3


def inject_each(
    nursery: Nursery, tmp_path: Path, syscall: str, fault: str, begins_empty: bool, stride: int
) -> list[Run]:
    """Let the first such call meet `fault`, then one `stride` further on, until a run has no further one to hit.

    Where there are few such calls, each is tried in any case.
    """
    stride = stride if LEAST[syscall] > 10 else 1

    def attempt_at(place: int) -> Run:
        folder = tmp_path / str(place)
        folder.mkdir()
        if not begins_empty:
            opt_out(ledger_of(folder).unlock())
        run = run_injected(nursery, folder, syscall, fault.format(place))
        assert_nothing_lost(folder, run.said)
        return run

    runs: list[Run] = []
    with ThreadPoolExecutor(4) as pool:
        for first in count(1, 8 * stride):
            runs += pool.map(attempt_at, range(first, first + 8 * stride, stride))
            if not runs[-1].was_hit:
                return [run for run in runs if run.was_hit]
    raise AssertionError


@pytest.mark.parametrize("syscall", ["pwrite64", "fdatasync", "unlink"])
def test_d1_killed_at_every_write_sync_and_unlink(syscall: str, nursery: Nursery, tmp_path: Path, stride: int) -> None:
    runs = inject_each(nursery, tmp_path, syscall, "signal=KILL:when={}", begins_empty=False, stride=stride)
    assert len(runs) >= (LEAST[syscall] // stride if LEAST[syscall] > 10 else LEAST[syscall])
    assert any(saved(run.said) for run in runs)
    assert any(not saved(run.said) for run in runs)


@pytest.mark.parametrize("syscall", ["fsync", "fdatasync", "unlink"])
def test_d1_killed_while_the_ledger_is_begun(syscall: str, nursery: Nursery, tmp_path: Path, stride: int) -> None:
    runs = inject_each(nursery, tmp_path, syscall, "signal=KILL:when={}", begins_empty=True, stride=stride)
    assert len(runs) >= (LEAST[syscall] // stride if LEAST[syscall] > 10 else LEAST[syscall])


@pytest.mark.parametrize(
    ("syscall", "error", "codes"),
    [
        ("pwrite64", "ENOSPC", {"disk-full"}),
        ("fdatasync", "EIO", {"folder-unusable"}),
        ("unlink", "EIO", {"folder-unusable"}),
    ],
)
def test_d2_refused_from_every_write_sync_and_unlink_on(
    syscall: str, error: str, codes: set[str], nursery: Nursery, tmp_path: Path, stride: int
) -> None:
    """From the nth call on the disk stays full or broken: the member is told, and what was saved before stays."""
    runs = inject_each(nursery, tmp_path, syscall, f"error={error}:when={{}}+", begins_empty=False, stride=stride)
    assert len(runs) >= (LEAST[syscall] // stride if LEAST[syscall] > 10 else LEAST[syscall])
    assert {run.said[-1] for run in runs} == {f"problem {code}\n" for code in codes}


def test_d2_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """EFBIG from the system itself."""
    limited = [*command(tmp_path, 1000), "160"]
    run = subprocess.run(limited, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, check=True)
    said = run.stdout.splitlines(keepends=True)
    assert said[-1] in {"problem disk-full\n", "problem folder-unusable\n"}
    assert len(saved(said)) > 2
    assert_nothing_lost(tmp_path, said)


def test_d3_where_no_file_can_be_large_enough_nothing_is_begun(tmp_path: Path) -> None:
    """`ulimit -f`, in units of 1024 bytes: an attempt would fit, and its receipt might not."""
    limited = ["bash", "-c", 'trap "" XFSZ; ulimit -f 160; exec "$@"', "bash", *command(tmp_path, 1000)]
    run = subprocess.run(limited, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, check=True)
    assert run.stdout == "problem no-room\n"


def test_d5_two_processes_append_at_once(tmp_path: Path) -> None:
    """From the very first entry on: one secret, one genesis, one line of entries."""
    with child(tmp_path, 15) as first, child(tmp_path, 15) as second:
        outputs = []
        for process in (first, second):
            assert process.stdout is not None
            outputs.append(process.stdout.readlines())
    ids = [saved(lines) for lines in outputs]
    assert [len(each) for each in ids] == [30, 30], outputs
    ledger = ledger_of(tmp_path)
    assert ledger.size() == 61
    check = ledger.check()
    assert (check.wrong, check.entries, check.kept) == (None, 61, Kept.NOTHING_KEPT)
    assert ledger.open_attempts() == ()
    positions = [[ledger.find(entry).index for entry in each] for each in ids]  # type: ignore[union-attr]
    assert [sorted(each) for each in positions] == positions
