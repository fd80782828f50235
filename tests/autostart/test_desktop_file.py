"""Starting at login on a freedesktop desktop: the file is one that real readers take apart as it was meant."""

import json
import os
import select
import stat
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from demur.autostart.desktop_file import DesktopFile, autostart_folder, exec_line
from demur.autostart.entry import BACKGROUND, Autostart, entry_here, login_command, name_for
from demur.core.login_problem import LoginEntryUnusable

AWKWARD = [
    "plain",
    "two words",
    "",
    'a "quoted" word',
    "it's",
    "100% sure, %f and %%",
    "$HOME and `id`",
    "back\\slash \\n \\\\",
    "a&b;c|d<e>f(g)*?#~",
    "Grüße, 東京",
    "--data-dir=/home of/someone",
]


@pytest.fixture
def entry(tmp_path: Path) -> DesktopFile:
    return DesktopFile(tmp_path / "config" / "autostart", "demur-test")


def launched(file: Path, heard: Path) -> list[str]:
    """Have GLib start what an entry says, as a desktop does at login, and return the arguments that arrived."""
    pipe = os.open(heard, os.O_RDWR)  # both ways, so that opening it waits for nobody
    try:
        subprocess.run(["gio", "launch", str(file)], check=True, timeout=20)
        ready, _, _ = select.select([pipe], [], [], 20)
        assert ready, "nothing was started"
        arrived: list[str] = json.loads(os.read(pipe, 65536))
    finally:
        os.close(pipe)
    return arrived


def recorder(tmp_path: Path) -> tuple[list[str], Path]:
    """Return a command that tells its arguments through a pipe, in a folder with a name that needs quoting."""
    folder = Path(tempfile.mkdtemp(prefix="odd $name 50% ", dir=tmp_path))
    script, pipe = folder / "record it.py", tmp_path / "heard"
    os.mkfifo(pipe)
    script.write_text(f"import json, sys; open({str(pipe)!r}, 'w').write(json.dumps(sys.argv[1:]))", "utf-8")
    return [sys.executable, str(script)], pipe


def test_every_argument_arrives_as_it_was(entry: DesktopFile, tmp_path: Path) -> None:
    """Written, taken apart and started by GLib (GDesktopAppInfo); both escapes of the specification are needed."""
    command, heard = recorder(tmp_path)
    entry.switch_on([*command, *AWKWARD])
    assert launched(Path(entry.place), heard) == AWKWARD


def test_file_is_valid_and_only_the_members(entry: DesktopFile) -> None:
    entry.switch_on(login_command(Path("/somewhere/with spaces/and 5%")))
    subprocess.run(["desktop-file-validate", "--warn-kde", entry.place], check=True, timeout=20)
    assert stat.S_IMODE(Path(entry.place).parent.stat().st_mode) == 0o700
    assert [path.name for path in Path(entry.place).parent.iterdir()] == ["demur-test.desktop"], "nothing half made"


def test_off_until_asked_and_undone_from_the_same_place(entry: DesktopFile) -> None:
    assert not entry.is_on()
    entry.switch_off()
    entry.switch_on(["demur"])
    assert entry.is_on()
    entry.switch_off()
    assert not entry.is_on()
    assert not Path(entry.place).exists()


@pytest.mark.parametrize("key", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_itself_switched_off_is_off(entry: DesktopFile, key: str) -> None:
    """Desktops mark an entry rather than remove it; switching it on here means it again."""
    entry.switch_on(["demur"])
    file = Path(entry.place)
    name = key.partition("=")[0]
    kept = [line for line in file.read_text("utf-8").splitlines() if not line.startswith(name)]
    file.write_text("\n".join([*kept, key, ""]), "utf-8")
    assert not entry.is_on()
    entry.switch_on(["demur"])
    assert entry.is_on()


def test_keys_of_other_groups_count_for_nothing(entry: DesktopFile) -> None:
    entry.switch_on(["demur"])
    with Path(entry.place).open("a", encoding="utf-8") as file:
        file.write("[Desktop Action off]\nHidden=true\n")
    assert entry.is_on()


@pytest.mark.parametrize("argument", ["two\nlines", "tab\there", "\udcff", "\x7f"])
def test_what_a_line_cannot_hold_is_refused_and_nothing_is_written(entry: DesktopFile, argument: str) -> None:
    with pytest.raises(LoginEntryUnusable):
        entry.switch_on(["demur", argument])
    assert not Path(entry.place).exists()


def test_a_place_that_is_no_folder_is_said(tmp_path: Path) -> None:
    """As root any folder can be written; where a file stands in its place nobody can."""
    (tmp_path / "autostart").write_text("not a folder", "utf-8")
    entry = DesktopFile(tmp_path / "autostart", "demur-test")
    with pytest.raises(LoginEntryUnusable) as caught:
        entry.switch_on(["demur"])
    assert caught.value.details["place"] == entry.place
    entry.switch_off()
    with pytest.raises(LoginEntryUnusable):
        entry.is_on()


def test_an_entry_that_cannot_be_replaced_stays_as_it_was(entry: DesktopFile) -> None:
    Path(entry.place).mkdir(parents=True)
    with pytest.raises(LoginEntryUnusable):
        entry.switch_on(["demur"])
    assert [path.name for path in Path(entry.place).parent.iterdir()] == ["demur-test.desktop"], "nothing half made"
    with pytest.raises(LoginEntryUnusable):
        entry.switch_off()


def test_folder_is_the_members_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert autostart_folder() == tmp_path / "autostart"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for useless in ("", "relative/path"):
        monkeypatch.setenv("XDG_CONFIG_HOME", useless)
        assert autostart_folder() == tmp_path / "home" / ".config" / "autostart"


def test_each_data_folder_has_an_entry_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    one, other = (Autostart(entry_here(Path(name)), Path(name)) for name in ("/data/one", "/data/two"))
    one.switch(True)
    assert (one.is_on(), other.is_on()) == (True, False)
    other.switch(True)
    one.switch(False)
    assert (one.is_on(), other.is_on()) == (False, True)
    assert name_for(Path("/data/one")) in one.place


def test_command_is_whole_and_imports_nothing_from_where_it_stands() -> None:
    command = login_command(Path("/data/of mine"))
    assert Path(command[0]).is_absolute()
    assert command[1:] == ["-P", "-m", "demur", "--data-dir", "/data/of mine", BACKGROUND]
    parts: Sequence[str] = ("python", "-P")
    assert exec_line(parts) == "python -P"


def test_on_windows_no_console_is_opened(tmp_path: Path) -> None:
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
    assert login_command(Path("d"), str(tmp_path / "python.exe"))[0] == str(tmp_path / "pythonw.exe")
    (tmp_path / "pythonw.exe").unlink()
    assert login_command(Path("d"), str(tmp_path / "python.exe"))[0] == str(tmp_path / "python.exe")
