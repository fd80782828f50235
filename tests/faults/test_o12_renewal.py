"""faults.md O12: the refresh token that was used, and whose successor was never kept; and the one that is used twice.

The other cases (two threads, offline, a server that answers 500) are held in tests/connectors/test_tokens.py.
"""

import ctypes
import json
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from tests.connectors import test_tokens
from tests.faults.added import Named, drop_in, platform_text
from tests.faults.terminal import Terminal, sign_in_square
from tests.support.platform_server import fetch

from demur.core.problem import SignedOut
from demur.core.secret import Secret
from demur.practice.launcher import Plaza
from demur.vault.folder_vault import FolderVault
from demur.words import problems

USER = "us-on"
PATIENCE_S = 20.0
IN_OPEN = 0x20
"""From <sys/inotify.h>."""
CASES: dict[str, Callable[..., None]] = {
    "two threads": test_tokens.test_o12_many_threads_renew_once,
    "offline": test_tokens.test_o12_offline_costs_no_token,
    "server 500": test_tokens.test_o12_a_failing_server_costs_no_token,
}


class Shelved:
    """The tokens of a data folder's one account, as they lie in its vault."""

    def __init__(self, member: Terminal) -> None:
        (self.lock,) = (member.data / "locks").glob("*.tokens.lock")
        self._vault = FolderVault(member.data / "practice" / "secrets")
        self._name = f"tokens:{self.lock.name.removesuffix('.tokens.lock')}"

    def find(self) -> dict[str, Any]:
        secret = self._vault.find(self._name)
        assert secret is not None
        return dict(json.loads(secret.reveal()))

    def age(self) -> dict[str, Any]:
        """Let the access token have run out, and return the tokens."""
        tokens = self.find() | {"expires_at": int(time.time()) - 1}
        self._vault.keep(self._name, Secret(json.dumps(tokens)))
        return tokens


@pytest.fixture(scope="session")
def square(shared_plaza: Plaza, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the member's file leads to the shared Plaza; nobody is signed in."""
    member = Terminal(tmp_path_factory.mktemp("o12") / "data")
    drop_in(member.platforms, platform_text(shared_plaza.base, Named("ai-training")))
    return member.data


@pytest.fixture
def member(square: Path, plaza: Plaza, tmp_path: Path) -> Terminal:
    """A member of their own sign-in, which this test may spoil."""
    shutil.copytree(square, tmp_path / "data")
    made = Terminal(tmp_path / "data")
    sign_in_square(made, USER)
    return made


def renewals(plaza: Plaza) -> int:
    return sum(request["path"] == "/token" for request in plaza.control.log())


def killed_before_it_is_kept(member: Terminal, plaza: Plaza, shelved: Shelved) -> None:
    """Run `demur status` until the new tokens have come and wait for their place on the shelf, and kill it there.

    The shelf's lock is held from outside, as another Demur would, so nothing can be kept meanwhile.
    """
    with FileLock(shelved.lock), opening_of(shelved.lock) as opened:
        asked = renewals(plaza)
        with member.starts("status") as process:
            try:
                assert opened(), "it never came to the shelf"
                assert renewals(plaza) == asked + 1, "the platform has answered"
                process.send_signal(signal.SIGKILL)
                assert process.wait(10) == -signal.SIGKILL
            finally:
                process.kill()


@contextmanager
def opening_of(file: Path) -> Iterator[Callable[[], bool]]:
    """Yield what waits until some program opens a file, and tells whether one did (inotify(7))."""
    libc = ctypes.CDLL(None, use_errno=True)
    queue = libc.inotify_init1(os.O_CLOEXEC)
    try:
        assert libc.inotify_add_watch(queue, os.fsencode(file), IN_OPEN) != -1
        yield lambda: bool(select.select([queue], [], [], PATIENCE_S)[0])
    finally:
        os.close(queue)


def told_signed_out(done: subprocess.CompletedProcess[str]) -> None:
    """The member is asked to sign in, once."""
    shown = done.stdout + done.stderr
    assert shown.count(problems.sentence(SignedOut())) == 1, shown
    assert shown.count(problems.next_step(SignedOut())) == 1, shown
    assert "Traceback" not in shown


def status_of_me(plaza: Plaza, access_token: str) -> int:
    return fetch(f"{plaza.base}/api/me", headers={"Authorization": f"Bearer {access_token}"}).status


def test_o12_has_its_count() -> None:
    """Kill and reuse below; the others where they are named here."""
    assert len(CASES) + 2 == 5


def test_o12_killed_between_the_answer_and_the_shelf(member: Terminal, plaza: Plaza) -> None:
    """O12: the old refresh token is all there is; using it again costs the sign-in, one request, and no loop."""
    shelved = Shelved(member)
    old = shelved.age()
    killed_before_it_is_kept(member, plaza, shelved)
    assert shelved.find() == old, "the kill came before the new tokens were kept"
    assert status_of_me(plaza, old["access_token"]) == 200
    asked = renewals(plaza)
    done = member.runs("status")
    assert renewals(plaza) == asked + 1
    told_signed_out(done)
    assert status_of_me(plaza, old["access_token"]) == 401, "Plaza noticed the reuse, and ended the whole sign-in"
    sign_in_square(member, USER)
    again = member.runs("status", "--json")
    assert (again.returncode, json.loads(again.stdout)["accounts"][0]["state"]) == (0, "on")


def test_o12_reuse_by_somebody_else_ends_the_sign_in(member: Terminal, plaza: Plaza) -> None:
    """O12: a copy of the data folder renewed first; whoever comes second is told to sign in, and so is the first."""
    shelved = Shelved(member)
    shelved.age()
    copy = Terminal(member.data.with_name("copy"))
    shutil.copytree(member.data, copy.data, dirs_exist_ok=True)
    assert copy.runs("status").returncode == 0
    asked = renewals(plaza)
    told_signed_out(member.runs("status"))
    assert renewals(plaza) == asked + 1
    told_signed_out(copy.runs("status"))
    assert renewals(plaza) == asked + 1, "its access token had not run out, so nothing was to renew"
