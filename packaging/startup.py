"""Finds out whether Qt and WebEngine can start in `.venv`, and names the shared library that is missing if not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import environment
import parts
from stop import FAILED, PARTS_MISSING, Stop

PROBE = Path(__file__).with_name("qt_probe.py")
LIMIT_S = 120
NEEDED_FILES = ("plugins/platforms/libqxcb.so", "libexec/QtWebEngineProcess", "lib/libQt6WebEngineCore.so.6")


def ensure(*, with_pages: bool) -> None:
    """Return when Qt starts here. A WebEngine that shows no page stops us `with_pages`; otherwise it is only said."""
    stamp = environment.read_stamp(environment.VENV)
    if stamp.get("starts") == "pages":
        return
    _check_libraries()
    started, said = probe()
    if "windows" not in started:
        raise Stop(f"Qt can't start here.\n{explain(said)}", FAILED)
    if "pages" in started:
        environment.write_stamp(environment.VENV, {**stamp, "starts": "pages"})
        return
    failure = f"Qt starts, but its WebEngine can't show a page here.\n{explain(said)}"
    if with_pages:
        raise Stop(failure, FAILED)
    print(f"{failure}\nDemur works without it, but can't open a platform's own page in its window.", file=sys.stderr)


def _check_libraries() -> None:
    if not sys.platform.startswith("linux"):
        return
    lacking = unfound_libraries(qt_files(environment.VENV))
    if not lacking:
        return
    known = tuple(part for part in parts.LIBRARIES if part.name in lacking)
    advice = f"\n{parts.advice(known)}" if known else ""
    raise Stop(f"Qt needs shared libraries that are not on this system: {', '.join(lacking)}.{advice}", PARTS_MISSING)


def qt_files(venv: Path) -> list[Path]:
    """Return the files of Qt that need most of the system."""
    return [found for name in NEEDED_FILES for found in venv.glob(f"lib/python*/site-packages/PySide6/Qt/{name}")]


def unfound_libraries(files: Iterable[Path]) -> list[str]:
    """Return the names of the shared libraries that the loader would not find for these files."""
    listing = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True).stdout
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE)))


def probe() -> tuple[set[str], str]:
    """Return what started ("windows", "pages") and what was said on the way."""
    command = [str(environment.python()), "-P", str(PROBE)]
    try:
        done = subprocess.run(command, env=_probe_variables(), capture_output=True, text=True, timeout=LIMIT_S)
    except subprocess.TimeoutExpired:
        return set(), f"It was still busy after {LIMIT_S} seconds."
    return set(done.stdout.split()), done.stderr


def _probe_variables() -> dict[str, str]:
    settings = environment.clean_variables()
    settings["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform != "win32" and os.geteuid() == 0:
        settings["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium's sandbox refuses root; the page here is our own
    return settings


def explain(said: str) -> str:
    """Return the line that names the cause: an ImportError with its library, else the last that was said."""
    lines = [line for line in said.splitlines() if line.strip()]
    causes = [line for line in lines if "ImportError" in line or "cannot open shared object" in line]
    return (causes or lines or ["It said nothing."])[-1]
