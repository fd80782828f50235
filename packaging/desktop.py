"""A desktop for the tests alone: a display, a session bus and an unlocked keyring, none of them the person's own."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import environment
import orphans
from stop import FAILED, Stop

LIMIT_S = 30.0
MEMORY = Path("/dev/shm")
"""A file system in memory (shm_overview(7)). Every file of a test lies there: thousands of syncs by tests that run at
once had all of them wait for one disk. What a sync itself promises, no test that doesn't cut the power could see; that
each is asked for is shown by strace.
"""
FOREIGN = re.compile(
    r"(.*_proxy|DISPLAY|WAYLAND_.*|XAUTHORITY|DBUS_.*|GNOME_.*|QT_.*|QTWEBENGINE.*|DEMUR_.*|XDG_.*|DESKTOP_SESSION|LANGUAGE|LC_.*"
    r"|PYTHONDONTWRITEBYTECODE)",
    re.IGNORECASE,
)
"""What leads to a person's own desktop; and what has each program that a test starts compile all of Demur."""
FOLDERS = {
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}
ASK = ["dbus-send", "--session", "--print-reply=literal", "--reply-timeout=5000"]
ASK_RUNNING = [*ASK, "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"]
ASK_LOCKED = [*ASK, "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/aliases/default"]
ASK_LOCKED += ["org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection", "string:Locked"]


@contextlib.contextmanager
def opened() -> Iterator[dict[str, str]]:
    """Give the environment variables of a fresh desktop, and take all of it away at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="demur-", dir=in_memory(), ignore_cleanup_errors=True) as name,
        contextlib.ExitStack() as stack,
    ):
        folder = Path(name)
        folder.chmod(0o711)  # for what a test hands to another user; all inside has rights of its own
        settings = private_variables(folder)
        log = stack.enter_context((folder / "desktop.log").open("w+", encoding="utf-8", errors="replace"))
        settings["DISPLAY"] = stack.enter_context(display(log))
        settings["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(session_bus(settings, log))
        stack.enter_context(keyring(settings, log))
        yield settings


def in_memory() -> Path | None:
    """Return the folder in memory where there is one with room; else None, for the usual one."""
    try:
        room = os.statvfs(MEMORY)
    except OSError:
        return None
    is_roomy = room.f_bavail * room.f_frsize >= 4 << 30
    return MEMORY if is_roomy and os.access(MEMORY, os.W_OK | os.X_OK) else None


def private_variables(folder: Path) -> dict[str, str]:
    """Return the environment without proxies and the person's own desktop, and with folders of its own."""
    settings = {key: value for key, value in environment.clean_variables().items() if not FOREIGN.fullmatch(key)}
    for variable, name in FOLDERS.items():
        (folder / name).mkdir(mode=0o700)
        settings[variable] = str(folder / name)
    settings |= {"LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb", "TMPDIR": str(folder)}
    if os.geteuid() == 0:
        settings["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium's sandbox refuses root
    return settings


@contextlib.contextmanager
def display(log: IO[str]) -> Iterator[str]:
    """Run Xvfb on the first free number, which it tells us itself."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"]
    with os.fdopen(reading, encoding="ascii") as told, _running(command, log, pass_fds=[writing]):
        os.close(writing)  # so that reading ends should Xvfb do so
        number = told.readline().strip()
        if not number:
            raise Stop(f"Xvfb did not start.\n{_tail(log)}", FAILED)
        yield f":{number}"


@contextlib.contextmanager
def session_bus(settings: dict[str, str], log: IO[str]) -> Iterator[str]:
    """Run a session bus for as long as its standard input stays open, so that it can't outlive us."""
    command = ["dbus-run-session", "--", "sh", "-c", 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat']
    with _running(command, log, env=settings, stdout=subprocess.PIPE, ends_with_input=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise Stop(f"The session bus did not start.\n{_tail(log)}", FAILED)
        yield address


@contextlib.contextmanager
def keyring(settings: dict[str, str], log: IO[str]) -> Iterator[None]:
    """Run gnome-keyring with an unlocked default collection, whose password is an empty line."""
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with _running(command, log, env=settings) as process:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.close()
        # Asked of the bus first: a question to the keyring itself would make the bus start a second one, locked.
        _await(
            lambda: _answer([*ASK_RUNNING, "string:org.freedesktop.secrets"], settings) == "boolean true", process, log
        )
        _await(lambda: _answer(ASK_LOCKED, settings).endswith("boolean false"), process, log)
        yield


def _answer(question: list[str], settings: dict[str, str]) -> str:
    return subprocess.run(question, env=settings, capture_output=True, text=True).stdout.strip()


def _await(is_ready: Callable[[], bool], process: subprocess.Popen[str], log: IO[str]) -> None:
    limit = time.monotonic() + LIMIT_S
    while not is_ready():
        if process.poll() is not None or time.monotonic() > limit:
            raise Stop(f"gnome-keyring did not start with an unlocked keyring.\n{_tail(log)}", FAILED)
        time.sleep(0.05)


def _tail(log: IO[str]) -> str:
    log.seek(0)
    return "".join(log.readlines()[-10:]).rstrip()


@contextlib.contextmanager
def _running(
    command: list[str],
    log: IO[str],
    *,
    env: dict[str, str] | None = None,
    stdout: int | IO[str] | None = None,
    pass_fds: list[int] | None = None,
    ends_with_input: bool = False,
) -> Iterator[subprocess.Popen[str]]:
    """Run a part of the desktop in a session of its own: Ctrl-C is for the tests, which then end in order."""
    process = subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.PIPE,
        stdout=log if stdout is None else stdout,
        stderr=log,
        text=True,
        pass_fds=pass_fds or [],
        start_new_session=True,
        preexec_fn=None if ends_with_input else orphans.end_with_parent,
    )
    try:
        yield process
    finally:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        if not ends_with_input:
            process.terminate()
        _await_end(process)


def _await_end(process: subprocess.Popen[str]) -> None:
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
