"""The tests' own desktop: real, private, and gone afterwards. It runs in a process of its own, as under `dev.py`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import desktop
import environment

USE_KEYRING = """
from keyring.backends.SecretService import Keyring
keyring = Keyring()
keyring.set_password("demur", "member", "s3")
print(keyring.get_password("demur", "member"))
"""
USE_DESKTOP = f"""
import json, subprocess, sys
import desktop
with desktop.opened() as settings:
    kept = subprocess.run([sys.executable, "-c", {USE_KEYRING!r}], env=settings, capture_output=True, text=True)
    seen = subprocess.run(["xdotool", "getdisplaygeometry"], env=settings, capture_output=True, text=True)
gone = subprocess.run(["xdotool", "getdisplaygeometry"], env=settings, capture_output=True).returncode != 0
print(json.dumps([settings, kept.stdout + kept.stderr, seen.stdout + seen.stderr, gone]))
"""
LEAVE_ORPHAN = """
import subprocess, sys
import orphans
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(0, flush=True); time.sleep(600)"
PARENT = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}], stdout=subprocess.PIPE, \
stderr=subprocess.DEVNULL, start_new_session=True); p.stdout.readline(); print(p.pid)"
orphans.PATIENCE_S = 0.3
with orphans.adopted():
    print(subprocess.run([sys.executable, "-c", PARENT], capture_output=True, text=True).stdout)
"""
RUN_SUITE = """
import sys
import checks
code = "import os, sys; print(os.environ['DISPLAY'], file=sys.stderr); print('== 1 passed =='); sys.exit(5)"
sys.exit(checks.run_suite([sys.executable, "-c", code]))
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "PYTHONPATH": str(environment.ROOT / "packaging")}
    return subprocess.run([sys.executable, "-c", script], env=settings, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def used() -> tuple[dict[str, str], str, str, bool]:
    done = run(USE_DESKTOP)
    assert done.returncode == 0, done.stderr
    settings, kept, seen, gone = json.loads(done.stdout)
    return settings, kept, seen, gone


def test_its_keyring_keeps_a_secret_unlocked(used: tuple[dict[str, str], str, str, bool]) -> None:
    assert used[1] == "s3\n"


def test_it_has_a_display(used: tuple[dict[str, str], str, str, bool]) -> None:
    assert used[2] == "1280 1024\n"


def test_it_is_not_the_desktop_around_it(used: tuple[dict[str, str], str, str, bool]) -> None:
    settings = used[0]
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        assert settings[name] != os.environ.get(name)


def test_nothing_of_it_is_left(used: tuple[dict[str, str], str, str, bool]) -> None:
    settings = used[0]
    assert not Path(settings["XDG_RUNTIME_DIR"]).parent.exists()
    assert used[3], "the display was still there when the desktop had been closed"
    socket = settings["DBUS_SESSION_BUS_ADDRESS"].partition("path=")[2].partition(",")[0]
    assert socket.startswith("/")
    assert not Path(socket).exists()


def test_proxies_and_the_persons_own_desktop_stay_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = (
        "https_proxy",
        "ALL_PROXY",
        "WAYLAND_DISPLAY",
        "GNOME_KEYRING_CONTROL",
        "DEMUR_DATA_DIR",
        "QT_STYLE_OVERRIDE",
    )
    for name in (*foreign, "QTWEBENGINE_CHROMIUM_FLAGS", "XDG_CURRENT_DESKTOP", "LANGUAGE", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.setenv(name, "foreign")
    settings = desktop.private_variables(tmp_path)
    assert "foreign" not in settings.values()
    assert settings["QT_QPA_PLATFORM"] == "xcb"
    assert Path(settings["XDG_RUNTIME_DIR"]).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(("user", "is_off"), [(0, True), (1000, False)])
def test_the_sandbox_is_off_for_root_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, is_off: bool
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert ("QTWEBENGINE_DISABLE_SANDBOX" in desktop.private_variables(tmp_path)) is is_off


def test_a_missing_tool_fails() -> None:
    done = run("import os\nos.environ['PATH'] = ''\n" + RUN_SUITE)
    assert done.returncode != 0
    assert "Xvfb" in done.stderr
    assert "passed" not in done.stdout


def test_an_orphan_that_will_not_end_is_ended() -> None:
    done = run(LEAVE_ORPHAN)
    assert done.returncode == 0, done.stderr
    assert not Path("/proc", done.stdout.strip()).exists()


def test_the_suite_ends_on_its_own_last_line_and_code() -> None:
    done = run(RUN_SUITE)
    assert done.returncode == 5, done.stderr
    assert done.stdout.splitlines()[-1] == "== 1 passed =="
    assert done.stderr.startswith(":")
    assert len(done.stderr.splitlines()) == 1
