"""faults.md D3: what is wrong with a data folder is said before the platform is touched.

The system itself makes each case: a mount that is read-only or of one megabyte, in a mount namespace of its own
(unshare), and a quota's error, which `strace` gives to the very call that asks for room.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.faults import struck
from tests.faults.struck import ledger_of, signed_in_folder
from tests.faults.terminal import Terminal
from tests.journeys.terminal import Member, without_keyring

from demur import wiring
from demur.core.account import AccountId
from demur.core.problem import FolderUnusable
from demur.core.setting import State
from demur.paths import Folders
from demur.practice.launcher import Plaza
from demur.words import problems

CASES = 6
PATH_MAX = 4096
"""Linux (limits.h), with the byte that ends it."""


@pytest.fixture(scope="module")
def signed_in(shared_plaza: Plaza, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed_in_folder(shared_plaza, tmp_path_factory.mktemp("signed-in"))


@pytest.fixture
def data(signed_in: Path, tmp_path: Path) -> Path:
    shutil.copytree(signed_in, tmp_path / "data")
    return tmp_path / "data"


def asked(plaza: Plaza) -> int:
    """Return how many requests Plaza had for its settings since the beginning."""
    return sum(request["path"].startswith("/api/") for request in plaza.control.log())


def run_after(mount: str, data: Path, plaza: Plaza) -> subprocess.CompletedProcess[str]:
    """Opt out where `mount`, a line of a shell that knows the folder as $1, changed what the folder is."""
    plaza.control.reset()
    command = Terminal(data).command("opt-out", "--yes", "--json")
    script = f'{mount} && shift && exec "$@"'
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", str(data), *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=without_keyring(),
    )


def require_refused(done: subprocess.CompletedProcess[str], code: str, folder: str, plaza: Plaza) -> None:
    """It is one plain message that names the folder, and the platform was not asked to change anything."""
    assert done.returncode == 3, done
    assert json.loads(done.stdout)["problem"]["code"] == code, done
    assert folder in done.stderr
    assert "Traceback" not in done.stderr
    assert asked(plaza) == 0 or all(request["method"] == "GET" for request in plaza.control.log())
    assert not any(request["method"] == "PUT" for request in plaza.control.log())


def test_d3_a_folder_that_is_read_only(data: Path, plaza: Plaza) -> None:
    done = run_after('mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"', data, plaza)
    require_refused(done, "folder-unusable", str(data), plaza)


def test_d3_a_disk_of_one_megabyte(data: Path, plaza: Plaza) -> None:
    """The attempt alone would fit, and its receipt might not."""
    mount = 'cp -a "$1" "$1.copy" && mount -t tmpfs -o size=1m,mode=700 none "$1" && cp -a "$1.copy/." "$1"'
    done = run_after(mount, data, plaza)
    require_refused(done, "no-room", str(data), plaza)


def test_d3_a_quota(data: Path, plaza: Plaza) -> None:
    run = struck.opt_out(data, plaza, ("fallocate",), "-e", "inject=fallocate:error=EDQUOT")
    assert (run.code, run.writes) == (3, 0), run
    assert json.loads(run.said)["problem"]["code"] == "no-room"
    assert ledger_of(data).size() == 5


def test_d3_a_folder_that_is_removed_while_the_program_runs(
    data: Path, plaza: Plaza, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither made anew nor taken for an empty one: a new ledger would know of nothing."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    plaza.control.reset()
    product = wiring.build(Folders(data))
    account = AccountId(product.accounts.all()[0].id)
    product.ledger(True).size()
    preview = product.opt_out.preview(account, State.OFF)
    shutil.rmtree(data)
    with pytest.raises(FolderUnusable) as caught:
        product.opt_out.apply(preview.code)
    assert str(data) in problems.sentence(caught.value)
    with pytest.raises(FolderUnusable):
        product.ledger(True).unlock()
    assert not data.exists()
    assert not any(request["method"] == "PUT" for request in plaza.control.log())


@pytest.mark.parametrize("room", [0, 8, 20, 30])
def test_d3_a_path_that_is_too_long(room: int, tmp_path: Path) -> None:
    """A name that no file system takes, and a path with less `room` up to its end than names in the folder need."""
    folder = tmp_path / ("n" * 300)
    if room:
        left = PATH_MAX - room - len(str(tmp_path))
        folder = tmp_path.joinpath(*["d" * 199] * (left // 200 - 1))
        folder = folder / ("d" * (PATH_MAX - room - len(str(folder)) - 1 - 200)) / ("d" * 199)
    done = Member(folder, without_keyring()).runs("add", "linkedin", "--name", "Work", "--region", "DE", "--json")
    assert done.returncode == 3, done
    assert json.loads(done.stdout)["problem"]["code"] == "folder-unusable"
    assert str(folder)[:200] in done.stderr
    assert "Traceback" not in done.stderr


def test_d3_another_alphabet(data: Path, tmp_path: Path, plaza: Plaza) -> None:
    """Nothing is wrong with that: percent signs and question marks mean something in the address of a file."""
    plaza.control.reset()
    other = tmp_path / "Данные 資料 بيانات ñ %41?#&' \""
    data.rename(other)
    done = Terminal(other).runs("opt-out", "--yes", "--json")
    assert done.returncode == 0, done.stderr
    assert ledger_of(other).check().is_sound
    assert ledger_of(other).size() == 7


def test_d3_has_its_count() -> None:
    named = [name for name in globals() if name.startswith("test_d3_") and name != "test_d3_has_its_count"]
    assert len(named) == CASES
