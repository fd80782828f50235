"""The project's own Python environment, `.venv`: made from the lock, stamped when finished, remade for a new lock."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from stop import FAILED, Stop

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
STAMP_NAME = "demur-set-up.json"
LOCK_HEADER = "# Made by: python3 packaging/dev.py lock\n"
FOREIGN_VARIABLES = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


def python() -> Path:
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def clean_variables() -> dict[str, str]:
    """Return the environment without what would lead Python to another installation's packages."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}


def ensure() -> None:
    """Make `.venv` what the lock and pyproject.toml say; nothing is done when the stamp says it is so already."""
    with alone():
        _ensure()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait for a set-up of this folder that runs already: two at once tear down what the other builds (seen)."""
    if sys.platform == "win32":  # no flock(2) there: whoever starts two at once has to start one again
        yield
        return
    with PROJECT.open("rb") as file:  # a file that is always there, and closing it ends the lock
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _ensure() -> None:
    wanted = wanted_stamp()
    work = work_left(read_stamp(VENV) if is_whole() else {}, wanted)
    if work == "nothing":
        return
    (VENV / STAMP_NAME).unlink(missing_ok=True)  # whoever interrupts us finds no stamp next time
    if work == "everything":
        _make()
        install_lock()
    _install_project()
    write_stamp(VENV, wanted)


def is_whole() -> bool:
    """Whether `.venv` is an environment at all; its Python alone, without pyvenv.cfg, is the machine's own."""
    return python().exists() and (VENV / "pyvenv.cfg").exists()


def work_left(found: Mapping[str, str], wanted: Mapping[str, str]) -> Literal["nothing", "project", "everything"]:
    """Return how much of set-up has to be done, from the stamp that was found and the one that is wanted.

    A new lock or Python means a new `.venv`: what an older one left behind could hide that something is missing.
    """
    if any(found.get(key) != wanted[key] for key in ("python", "folder", "lock")):
        return "everything"
    return "nothing" if found.get("project") == wanted["project"] else "project"


def wanted_stamp() -> dict[str, str]:
    """Return what a finished set-up is marked with. The folder counts: scripts in `.venv` hold its full path."""
    return {
        "python": platform.python_version(),
        "folder": str(ROOT),
        "lock": _digest(LOCK),
        "project": _digest(PROJECT),
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp(venv: Path) -> dict[str, str]:
    """Return the stamp, empty where there is none or it can't be read: then set-up was not finished."""
    try:
        stamp = json.loads((venv / STAMP_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(venv: Path, stamp: Mapping[str, str]) -> None:
    """Write the stamp whole or not at all."""
    unfinished = venv / (STAMP_NAME + ".new")
    unfinished.write_text(json.dumps(stamp, indent=2), encoding="utf-8")
    unfinished.replace(venv / STAMP_NAME)


def _make() -> None:
    if VENV.is_symlink():  # venv would empty the folder behind the link, and only then refuse the link (seen)
        raise Stop(f"{VENV} is a link to another folder. Please remove the link, then try again.")
    if VENV.exists() and any(VENV.iterdir()) and not ((VENV / "pyvenv.cfg").exists() or python().exists()):
        raise Stop(f"{VENV} exists but is no Python environment. Please move it away, then try again.")
    print("Making .venv", flush=True)
    base = getattr(sys, "_base_executable", None) or sys.executable  # we may be running in the very .venv we replace
    _call([base, "-m", "venv", "--clear", str(VENV)], "Python could not make .venv")


def install_lock() -> None:
    print("Installing what Demur needs; the first time this takes some minutes", flush=True)
    _pip("--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK))


def _install_project() -> None:
    _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _pip(*arguments: str) -> None:
    quiet = [] if sys.stdout.isatty() else ["--quiet", "--quiet"]
    options = ["--disable-pip-version-check", "--no-input", *quiet]
    command = [str(python()), "-m", "pip", "install", *options, *arguments]
    # A .venv that is damaged underneath us leads to the machine's own Python, which must not be installed into (seen)
    _call(command, "pip could not install what Demur needs", {"PIP_REQUIRE_VIRTUALENV": "1"})


def _call(command: list[str], failure: str, settings: Mapping[str, str] | None = None) -> None:
    if subprocess.call(command, cwd=ROOT, env={**clean_variables(), **(settings or {})}):
        raise Stop(f"{failure}; what it said is above.", FAILED)


def renew_lock(arguments: list[str]) -> None:
    """Write the lock anew from pyproject.toml, for every system and Python, with the registries pip is set to use."""
    renewed = LOCK.with_suffix(".new")  # uv keeps the pins it finds in the file it writes to
    try:
        if LOCK.exists():
            shutil.copyfile(LOCK, renewed)
        _compile(renewed, arguments)
        text = renewed.read_text(encoding="utf-8")
        LOCK.write_text(LOCK_HEADER + text.removeprefix(LOCK_HEADER), encoding="utf-8", newline="\n")
    finally:
        renewed.unlink(missing_ok=True)
    print("Wrote packaging/requirements.lock; the next command installs from it.")


def _compile(output: Path, arguments: list[str]) -> None:
    command = [str(uv()), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-build", "--no-header", "--extra", "work"]
    command += [*arguments, "--output-file", str(output.relative_to(ROOT)), "pyproject.toml"]
    if subprocess.call(command, cwd=ROOT, env={**clean_variables(), **registry_variables(_pip_settings())}):
        raise Stop("uv could not renew the lock; what it said is above.", FAILED)


def uv() -> Path:
    return python().with_name("uv.exe" if sys.platform == "win32" else "uv")


def _pip_settings() -> str:
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", "config", "list"]
    return subprocess.run(command, env=clean_variables(), capture_output=True, text=True, check=True).stdout


def registry_variables(pip_settings: str) -> dict[str, str]:
    """Return uv's names for pip's registry and certificates, from what `pip config list` says.

    Additional indexes are left out: a partial mirror, met first, would give a lock with this system's files only.
    """
    settings = dict(re.findall(r"^(?:global|install|:env:)\.(index-url|cert)='(.*)'$", pip_settings, re.MULTILINE))
    names = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    return {names[key]: value for key, value in settings.items() if names[key] not in os.environ}
