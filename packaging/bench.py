"""`dev.py bench`: speed as ratios against a floor that is measured in the same run, never in a timed test."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import bench_watch
import environment

PARTS = Path(__file__).with_name("bench_parts.py")
PAGES = Path(__file__).with_name("bench_pages.py")
LEDGER = Path(__file__).with_name("bench_ledger.py")
WATCH = Path(__file__).with_name("bench_watch.py")
OVERVIEW = Path(__file__).with_name("bench_overview.py")
RUNS = 9
OPT_OUTS = 20
OPENINGS = 5
PAGE_RUNS = 25
CLOSINGS = 6
CHECKS = 15
FEW, MANY = 1_000, 100_000


def run() -> int:
    """Measure in turn, floor and ours one after the other so that both meet the same machine, and print the ratios."""
    with tempfile.TemporaryDirectory(prefix="demur-bench-") as scratch:
        data = Path(scratch) / "data"
        _demur(data, "practice", "add", "us-on")
        _demur(data, "status")
        _timed(_part("demur-window", str(data)))  # so that every module has its bytecode, as PySide6's have
        rows = [_start(data), _memory(data), _opt_out(data), _verify(data, Path(scratch) / "out")]
        pages = Path(scratch) / "pages"  # no account there but the page's own
        rows += [_opening(pages), *_page(pages), _closing(pages), *_ledgers(Path(scratch))]
        rows += _checks(Path(scratch) / "watch")
        rows += _overview(Path(scratch))
    for name, floor, ours, verdict in rows:
        print(f"{name:<58} floor {floor:<12} Demur {ours:<12} {verdict}")
    return 0


def _start(data: Path) -> tuple[str, str, str, str]:
    floors, ours = [], []
    for _ in range(RUNS):
        floors.append(_timed(_part("bare-window")))
        ours.append(_timed(_part("demur-window", str(data))))
    floor, own = statistics.median(floors), statistics.median(ours)
    verdict = f"{own / floor:.2f} times (goal: 1.4 or less)"
    return "Start until the state's words are painted", f"{floor * 1000:.0f} ms", f"{own * 1000:.0f} ms", verdict


def _memory(data: Path) -> tuple[str, str, str, str]:
    floor, own = _peak_mib(_part("bare-window")), _peak_mib(_part("demur-window", str(data)))
    verdict = f"{own / floor:.2f} times (goal: 1.4 or less)"
    return "Peak memory of that start", f"{floor:.0f} MiB", f"{own:.0f} MiB", verdict


def _opt_out(data: Path) -> tuple[str, str, str, str]:
    own, floor = (number * 1000 for number in _numbers(_part("opt-outs", str(data), str(OPT_OUTS))))
    verdict = f"{own - floor:.0f} ms on top, disk syncs included (goal: 60 ms or less)"
    return "Opt-out on Plaza, sealed twice, keyring warm", f"{floor:.0f} ms", f"{own:.0f} ms", verdict


def _verify(data: Path, out: Path) -> tuple[str, str, str, str]:
    _demur(data, "receipts", "export", "2", str(out), "--practice")
    receipt = [*_python("-m", "demur"), "verify", str(out / "000002.json")]
    floors, ours = [], []
    for _ in range(RUNS):
        floors.append(_timed(_part("bare-verify")))
        ours.append(_timed(receipt))
    floor, own = statistics.median(floors) * 1000, statistics.median(ours) * 1000
    verdict = f"{own - floor:.0f} ms on top (goal: 30 ms or less)"
    return "demur verify of one receipt", f"{floor:.0f} ms", f"{own:.0f} ms", verdict


def _opening(data: Path) -> tuple[str, str, str, str]:
    floors, ours = [], []
    for _ in range(OPENINGS):
        floors += _numbers(_pages("bare-opening", str(data)))
        ours += _numbers(_pages("opening", str(data)))
    floor, own = statistics.median(floors) * 1000, statistics.median(ours) * 1000
    verdict = f"{own / floor:.2f} times (no goal)"
    return "Opening the browser, until its first page", f"{floor:.0f} ms", f"{own:.0f} ms", verdict


def _page(data: Path) -> list[tuple[str, str, str, str]]:
    """Return the rows of a reading and of an opt-out on a page: Plaza as if it stood far away, and on this computer.

    Here a load takes next to nothing, so that what Demur waits on purpose weighs as much: what reassures must stand for
    a while, and until the page is idle (`waiting.STANDS_S`). That takes as long elsewhere, so what comes on top is told
    as well.
    """
    numbers = [number * 1000 for number in _numbers(_pages("readings", str(data), str(PAGE_RUNS)))]
    rows = []
    for where, at in ((f"each answer {bench_watch.FAR_S * 1000:.0f} ms later", 5), ("on this computer", 0)):
        load, on, off, loads, change = numbers[at : at + 5]
        rows.append(_page_row(f"Reading “on” from Plaza's page, {where}", load, on, "1.3"))
        rows.append(_page_row(f"Reading “off” from Plaza's page, {where}", load, off, "1.3"))
        rows.append(_page_row(f"Opt-out on Plaza's page, {where}", loads, change, "1.5"))
    return rows


def _page_row(name: str, floor: float, own: float, goal: str) -> tuple[str, str, str, str]:
    verdict = f"{own / floor:.2f} times (goal: {goal} or less); {own - floor:.0f} ms on top"
    return name, f"{floor:.0f} ms", f"{own:.0f} ms", verdict


def _closing(data: Path) -> tuple[str, str, str, str]:
    first, *later = _numbers(_pages("closings", str(data), str(CLOSINGS)))
    verdict = f"{max(later) - first:+.0f} MiB (goal: 30 or less)"
    return "Memory after closing the browser again", f"{first:.0f} MiB", f"{max(later):.0f} MiB", verdict


def _overview(scratch: Path) -> list[tuple[str, str, str, str]]:
    """Return the rows of an overview with few settings beside one with many: painted, and looked over anew."""
    folders = str(scratch / "five"), str(scratch / "fifty")
    few, few_anew, many, many_anew = (
        number * 1000 for number in _numbers([*_python(), str(OVERVIEW), "openings", *folders])
    )
    return [
        _ledger_row("Opening the overview, 5 and 50 settings", few, many, "{:.2f} times (goal: 1.2 or less)"),
        _ledger_row("Looking all of them over anew, behind it", few_anew, many_anew, "{:.2f} times (no goal)"),
    ]


def _checks(data: Path) -> list[tuple[str, str, str, str]]:
    """Return the rows of a round over ten accounts: Plaza on this computer, and as if it stood far away.

    On this computer its answers take next to nothing, so that what is remembered durably weighs as much as they do.
    """
    for member in bench_watch.MEMBERS:
        _demur(data, "practice", "add", member)
    command = [*_python(), str(WATCH), "checks", str(data), str(CHECKS)]
    near, near_floor, far, far_floor = (number * 1000 for number in _numbers(command))
    count, far_ms = len(bench_watch.MEMBERS), bench_watch.FAR_S * 1000
    return [
        _check_row(f"Checking {count} Plaza accounts, each answer {far_ms:.0f} ms later", far_floor, far),
        _check_row(f"Checking {count} Plaza accounts, on this computer", near_floor, near),
    ]


def _check_row(name: str, floor: float, own: float) -> tuple[str, str, str, str]:
    on_top = (own - floor) / len(bench_watch.MEMBERS)
    verdict = f"{own / floor:.2f} times (goal: 1.3 or less); {on_top:.0f} ms on top for each account"
    return name, f"{floor:.0f} ms", f"{own:.0f} ms", verdict


def _ledgers(scratch: Path) -> list[tuple[str, str, str, str]]:
    """Return the rows of a long ledger beside a short one, the floor, and of going over all of the long one."""
    few, many = str(scratch / "few"), str(scratch / "many")
    for folder, count in ((few, FEW), (many, MANY)):
        _numbers(_ledger("make", folder, str(count)))
    small, large = (number * 1000 for number in _numbers(_ledger("appends", few, many)))
    lists = [number * 1000 for number in _numbers(_ledger("lists", few, many))]
    bare, checked, carried = _numbers(_ledger("verification", many))
    flat = "{:.2f} times (goal: 1.2 or less)"
    names = ("Opening the list of receipts", "One view further down that list", "Searching that list")
    goals = (flat, flat, "{:.2f} times (no goal)")
    return [
        _ledger_row(f"One entry sealed, at {FEW:,} and {MANY:,}", small, large, flat),
        *(_ledger_row(name, lists[2 * at], lists[2 * at + 1], goals[at]) for at, name in enumerate(names)),
        _list_memory(few, many),
        (
            f"Checking all {MANY:,} afresh",
            f"{bare:.1f} s",
            f"{checked:.1f} s",
            f"{checked / bare:.2f} times SHA-256 and Ed25519 alone (goal: 1.5 or less); {carried:.1f} s the next time",
        ),
    ]


def _ledger_row(name: str, small: float, large: float, verdict: str) -> tuple[str, str, str, str]:
    return name, f"{small:.1f} ms", f"{large:.1f} ms", verdict.format(large / small)


def _list_memory(few: str, many: str) -> tuple[str, str, str, str]:
    small, large = _peak_mib(_ledger("list-memory", few)), _peak_mib(_ledger("list-memory", many))
    verdict = f"{large - small:+.0f} MiB (goal: 30 or less)"
    return "Peak memory of the list, searched and checked", f"{small:.0f} MiB", f"{large:.0f} MiB", verdict


def _numbers(command: list[str]) -> list[float]:
    """Run a part to its good end, and return the numbers that it printed last."""
    done = subprocess.run(command, env=_settings(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [float(word) for word in done.stdout.splitlines()[-1].split()]


def _timed(command: list[str]) -> float:
    """Return the seconds from the start of a process until it says `painted`, or ends where it says nothing."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=_settings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        if process.stdout is None:
            raise SystemExit("a process was started without its output")
        process.stdout.readline()
        took = time.perf_counter() - began
        _, said = process.communicate(timeout=60)
    if process.returncode:
        raise SystemExit(said)
    return took


def _peak_mib(command: list[str]) -> float:
    """Return the largest resident size of a process, in MiB (getrusage(2), ru_maxrss)."""
    process = subprocess.Popen(command, env=_settings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[-1]} failed")
    return usage.ru_maxrss / 1024


def _demur(data: Path, *words: str) -> None:
    command = [*_python("-m", "demur"), "--data-dir", str(data), *words]
    subprocess.run(command, env=_settings(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _part(name: str, *arguments: str) -> list[str]:
    return [*_python(), str(PARTS), name, *arguments]


def _pages(name: str, *arguments: str) -> list[str]:
    return [*_python(), str(PAGES), name, *arguments]


def _ledger(name: str, *arguments: str) -> list[str]:
    return [*_python(), str(LEDGER), name, *arguments]


def _python(*arguments: str) -> list[str]:
    return [str(environment.python()), *arguments]


def _settings() -> dict[str, str]:
    """Off screen, so that no window system is part of what is measured."""
    kept = {name: value for name, value in environment.clean_variables().items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"QT_QPA_PLATFORM": "offscreen"}
