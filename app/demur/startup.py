"""What is put in order before anything else is imported."""

import gc
import io
import os
import sys
from collections.abc import MutableMapping
from typing import IO

_DANGEROUS_PREFIX = "QTWEBENGINE"
"""Among them `QTWEBENGINEPROCESS_PATH`, which runs a program of somebody's choice (faults.md B.2)."""
_KEY_LOG = "SSLKEYLOGFILE"
"""Python's `ssl` writes every session key into the file it names."""

_COLLECTIONS = (50_000, 20, 50)
"""When Python looks for unreachable cycles (gc.set_threshold). What a start makes stays, and at Python's own 700 it is
gone through dozens of times: a tenth of a start, and of `demur verify`.
"""


def prepare() -> None:
    """Put this process in order; called before anything imports Qt or ssl."""
    gc.set_threshold(*_COLLECTIONS)
    drop_dangerous_variables(os.environ)
    forbid_core_dumps()
    for stream in (sys.stdout, sys.stderr):
        let_every_character_through(stream)


def drop_dangerous_variables(environment: MutableMapping[str, str]) -> None:
    """Remove what could steer Chromium (its sandbox too) or have TLS keys written down."""
    for name in list(environment):
        if name.upper().startswith(_DANGEROUS_PREFIX) or name.upper() == _KEY_LOG:
            del environment[name]


def forbid_core_dumps() -> None:
    """Keep secrets in memory out of core files, where the system has such a limit."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def let_every_character_through(stream: IO[str] | None) -> None:
    """Let a narrow encoding show an escape rather than end the program in the middle of a sentence."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


_LENT = 100_000
"""References to each: a start takes a few thousand away."""


def lend_singletons() -> list[object]:
    """Return what holds None, True and False through a start, for which `keep_singletons` takes too long (ctypes)."""
    return [None, True, False] * _LENT


def keep_singletons() -> None:
    """Keep None, True and False from being freed, on Pythons that count the references to them.

    PySide6 6.12's wheels hand them out without counting, as is right from Python 3.12 on (PEP 683): on 3.11 every
    call such as `QLabel.setText` takes one reference of None away, and a window that is used for long ends in
    "deallocating None" (seen). A count that nobody can use up makes 3.11 behave as 3.12 does.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    for kept in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(kept))
        count.value = max(count.value, sys.maxsize >> 1)
