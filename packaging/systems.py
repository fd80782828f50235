"""The systems and Python versions Demur runs on, checked before pip would fail with a riddle.

The limits are those of the PySide6 6.12 wheels: `manylinux_2_34_x86_64`, `manylinux_2_39_aarch64`,
`macosx_14_0_universal2` and `win_amd64` (the ARM wheel for Windows carries no WebEngine); `cp310-abi3`, and
`Requires-Python: <3.16`.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
import sysconfig
from dataclasses import dataclass

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 15)
NEEDED_MODULES = ("ctypes", "sqlite3", "ssl")  # a Python built by hand may lack these

SUPPORTED = """\
Systems:
  Linux on x86-64, glibc 2.34 or later (Debian 12, Ubuntu 22.04)  tried here: Debian 12
  Linux on ARM64, glibc 2.39 or later (Ubuntu 24.04, Debian 13)   not tried here
  macOS 14 or later, Apple silicon or Intel                       not tried here
  Windows 10 or 11 on x86-64                                      not tried here
Python:
  CPython 3.11                                                    tried here
  CPython 3.12, 3.13                                              only set-up and the start of Qt tried here
  CPython 3.14, 3.15                                              not tried here"""


@dataclass(frozen=True)
class Machine:
    """What the check looks at. `release` is the version of glibc, macOS or Windows; () where there is none."""

    system: str
    processor: str
    release: tuple[int, ...]
    python: tuple[int, int]
    interpreter: str = "CPython"
    is_64_bit: bool = True
    is_free_threaded: bool = False
    lacking_modules: tuple[str, ...] = ()


PROCESSORS = {"amd64": "x86-64", "x86_64": "x86-64", "x64": "x86-64", "arm64": "ARM64", "aarch64": "ARM64"}
OLDEST_RELEASE = {
    ("Linux", "x86-64"): (2, 34),
    ("Linux", "ARM64"): (2, 39),
    ("Darwin", "x86-64"): (14,),
    ("Darwin", "ARM64"): (14,),
    ("Windows", "x86-64"): (10,),
}
SYSTEM_NAMES = {"Darwin": "macOS"}
RELEASE_NAMES = {"Linux": "glibc", "Darwin": "macOS", "Windows": "Windows"}


def this_machine() -> Machine:
    """Describe the machine and the Python that run this."""
    return Machine(
        system=platform.system(),
        processor=PROCESSORS.get(platform.machine().lower(), platform.machine()),
        release=_this_release(),
        python=(sys.version_info.major, sys.version_info.minor),
        interpreter=platform.python_implementation(),
        is_64_bit=sys.maxsize > 2**32,
        is_free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        lacking_modules=tuple(name for name in NEEDED_MODULES if importlib.util.find_spec("_" + name) is None),
    )


def _this_release() -> tuple[int, ...]:
    if platform.system() == "Linux":
        return _numbers(_glibc_version())
    if platform.system() == "Darwin":
        return _numbers(platform.mac_ver()[0])
    return _numbers(platform.version())


def _glibc_version() -> str:
    """Return glibc's own answer, such as "2.36"; empty with another C library, such as musl."""
    if sys.platform == "win32":
        return ""
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except (OSError, ValueError):  # the name is not known to this C library, so it is not glibc
        return ""
    return version if name == "glibc" else ""


def _numbers(version: str) -> tuple[int, ...]:
    leading = [part for part in version.split(".")[:2] if part.isdigit()]
    return tuple(int(part) for part in leading)


def refusal(machine: Machine) -> str | None:
    """Return one sentence that says why Demur can't run on this machine, or None where it can."""
    return _python_refusal(machine) or _system_refusal(machine)


def _python_refusal(machine: Machine) -> str | None:
    version = ".".join(map(str, machine.python))
    if machine.python < OLDEST_PYTHON:
        return f"Demur needs Python 3.11 or later, and this is Python {version}."
    if machine.python > NEWEST_PYTHON:
        return f"Demur runs on Python 3.11 to 3.15, and this is Python {version}, for which PySide6 6.12 has no build."
    if machine.interpreter != "CPython":
        return f"Demur needs CPython, the usual Python from python.org, and this is {machine.interpreter}."
    if not machine.is_64_bit:
        return "Demur needs a 64-bit Python, and this one is 32-bit."
    if machine.is_free_threaded:
        return f"Demur needs the usual build of Python {version}, and this is the free-threaded one."
    if machine.lacking_modules:
        return f"This Python was built without {' and '.join(machine.lacking_modules)}, which Demur needs."
    return None


def _system_refusal(machine: Machine) -> str | None:
    name = SYSTEM_NAMES.get(machine.system, machine.system)
    oldest = OLDEST_RELEASE.get((machine.system, machine.processor))
    if oldest is None:
        return f"Demur doesn't run on {name} on {machine.processor}: PySide6 6.12 has no build with WebEngine for it."
    if machine.release >= oldest:
        return None
    part = RELEASE_NAMES[machine.system]
    wanted = ".".join(map(str, oldest))
    if not machine.release:
        return f"Demur needs {part} {wanted} or later on {name} on {machine.processor}, and this system has none."
    found = ".".join(map(str, machine.release))
    return f"Demur needs {part} {wanted} or later on {name} on {machine.processor}, and this system has {part} {found}."
