"""The sandbox is looked at, and where it is missing only this computer's pages open. Row W9: what could take it away.

As root Chromium has none, so these tests start programs as the user `nobody`; a member's own run needs no such thing.
"""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import PySide6
import pytest
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWidgets import QApplication
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site
from tests.support.certificates import Authority

import demur
from demur.browser import arguments, sandbox
from demur.browser.browser import Browser
from demur.browser.rules import Rules
from demur.core.page_problem import SandboxMissing

PROGRAM = Path(__file__).with_name("contained.py")
CHECKOUT = PROGRAM.parents[2]
NOBODY = "nobody"
REFUSING = 'echo 1 > /proc/sys/user/max_user_namespaces && exec unshare -U --map-user=1000 -- "$@"'
"""In a user namespace of its own, lets one more be made, makes it, and so leaves none for Chromium."""
W9 = {
    "debug port in the arguments": {},
    "debug port in the environment": {"QTWEBENGINE_REMOTE_DEBUGGING": "127.0.0.1:9223"},
    "flags in the environment": {"QTWEBENGINE_CHROMIUM_FLAGS": "--remote-debugging-port=9224 --no-sandbox"},
    "sandbox variables": {"QTWEBENGINE_DISABLE_SANDBOX": "1", "QTWEBENGINEPROCESS_PATH": "/bin/false"},
    "root": {},
}


@pytest.fixture
def home(authority: Authority) -> Iterator[Path]:
    """A home for the user that the program runs as, with the certificates it may trust."""
    made = Path(tempfile.mkdtemp())
    shutil.copy(authority.file, made / "authority.pem")
    (made / "authority.pem").chmod(0o644)
    if os.geteuid() == 0:
        shutil.chown(made, NOBODY)
    yield made
    shutil.rmtree(made)


def python() -> str:
    """Return an interpreter that `nobody` may run, of the version that PySide6 was installed for."""
    if os.geteuid() != 0 or can_run(sys.executable):
        return sys.executable
    named = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin")
    assert named, "no Python of this version that an ordinary user may run"
    return named


def can_run(program: str) -> bool:
    return subprocess.run([*ordinary(), program, "-c", ""], check=False, capture_output=True).returncode == 0


def run(home: Path, prefix: list[str], address: str, *arguments: str, **variables: str) -> dict[str, Any]:
    own = {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "PATH": "/usr/bin:/bin",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(
            str(folder) for folder in (Path(demur.__file__).parents[1], Path(PySide6.__file__).parents[1])
        ),
    }
    done = subprocess.run(
        [*prefix, python(), str(PROGRAM), address, str(home / "authority.pem"), *arguments],
        env=own | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=home,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def ordinary() -> list[str]:
    """Return what comes before a command so that an ordinary user runs it."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(NOBODY)
    return [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        "--inh-caps=-all",
        "--",
        *("sh", "-c", 'exec "$@"', "sh"),  # what is begun by `setpriv` itself still has root's rights to folders
    ]


def test_ordinary_user_has_a_sandbox_and_opens_pages(home: Path, platform: Site) -> None:
    """Looked at from outside: the page's process has a seccomp filter and a user namespace of its own."""
    said = run(home, ordinary(), f"{platform.base}/a")
    assert said["user"] != 0
    assert said["holds"] is True
    assert said["opened"] == f"{platform.base}/a"


def test_without_user_namespaces_only_pages_here_open(home: Path, platform: Site, here: Site) -> None:
    """Qt WebEngine starts without namespaces, and with half a sandbox; that is seen, and the platform not asked."""
    refusing = [*ordinary(), "unshare", "-U", "--map-root-user", "sh", "-c", REFUSING, "sh"]
    said = run(home, refusing, f"{platform.base}/a")
    assert said["user"] == 1000
    assert said["holds"] is False
    assert said["problem"] == "sandbox-missing"
    assert platform.http.seen == []
    assert run(home, refusing, f"{here.base}/a")["opened"] == f"{here.base}/a"


def test_w9_has_its_count() -> None:
    assert len(W9) == 5


@pytest.mark.parametrize("case", [case for case in W9 if case != "root"])
def test_w9_cleared(home: Path, platform: Site, case: str) -> None:
    """W9: whatever stands in the environment or after the program's name, nothing listens and the sandbox holds."""
    said = run(home, ordinary(), f"{platform.base}/a", **W9[case])
    assert said["listening"] == []
    assert said["variables"] == []
    assert said["holds"] is True
    assert said["opened"] == f"{platform.base}/a"


def test_w9_a_debugging_port_would_be_seen(home: Path, platform: Site) -> None:
    """W9: the same program with the flag among its real arguments does listen."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    said = run(home, ordinary(), f"{platform.base}/a", f"--remote-debugging-port={port}")
    assert [int(address.rpartition(":")[2], 16) for address in said["listening"]] == [port]


def test_w9_root(home: Path, platform: Site, here: Site) -> None:
    """W9: as root there is no sandbox, so nothing but this computer's own pages opens."""
    as_root = [] if os.geteuid() == 0 else ["unshare", "-U", "--map-root-user"]
    said = run(home, as_root, f"{platform.base}/a")
    assert said["user"] == 0
    assert said["holds"] is False
    assert said["problem"] == "sandbox-missing"
    assert platform.http.seen == []
    assert run(home, as_root, f"{here.base}/a")["opened"] == f"{here.base}/a"


def test_only_root_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in arguments.for_qt()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in arguments.for_qt()


def test_arguments_for_widgets_stand_before_those_for_chromium() -> None:
    made = arguments.for_qt("-style", "fusion")
    assert made[:4] == ["demur", "-style", "fusion", "--webEngineArgs"]
    assert "--enable-blink-features=ComputedAccessibilityInfo" in made


def test_own_process_and_no_process_are_not_contained() -> None:
    assert not sandbox.holds(os.getpid())
    assert not sandbox.holds(0)
    assert not sandbox.holds(-1)
    assert not sandbox.holds(2**22 + 1)


def test_process_that_a_page_moved_to_is_looked_at_too(
    qapp: QApplication, pool: ThreadPoolExecutor, authority: Authority, platform: Site
) -> None:
    """Chromium may show a page in another process than the empty one that was looked at first."""
    answers = [True, False]
    trusted = QSslCertificate.fromPath(str(authority.file))
    browser = Browser("() => ''", trusted=trusted, is_contained=lambda pid: answers.pop(0))
    hand = Hand(browser, pool, "one", Rules(frozenset({platform.base}), "Platform"))
    with pytest.raises(SandboxMissing):
        hand.open(f"{platform.base}/a")
    wait_for(lambda: hand.session.address == "")
    answers.append(False)
    platform.http.seen.clear()
    with pytest.raises(SandboxMissing):
        hand.open(f"{platform.base}/a")
    assert platform.http.seen == []
    browser.shut_down()


def test_namespace_without_a_filter_is_half_a_sandbox() -> None:
    with subprocess.Popen(
        ["unshare", "-U", "sh", "-c", "echo there && exec sleep 60"], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"there\n"
        assert Path(f"/proc/{other.pid}/ns/user").readlink() != Path("/proc/self/ns/user").readlink()
        assert not sandbox.holds(other.pid)
        other.kill()
