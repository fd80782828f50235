"""Starting at login on macOS and Windows: the formats are right; the systems themselves are not tried here."""

import plistlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from demur.autostart.entry import login_command
from demur.autostart.launch_agent import LaunchAgent
from demur.autostart.run_key import APPROVED, RUN, RunKey
from demur.core.login_problem import LoginEntryUnusable

DATA = Path("/Volumes/own/Library/Application Support/100% mine & <yours>")


@dataclass
class Hive:
    """HKEY_CURRENT_USER in memory: there is no Windows here, so what `winreg` does with it is not shown."""

    values: dict[tuple[str, str], str | bytes] = field(default_factory=dict)
    is_locked: bool = False

    def read(self, key: str, name: str) -> str | bytes | None:
        self._ask()
        return self.values.get((key, name))

    def write(self, key: str, name: str, value: str) -> None:
        self._ask()
        self.values[key, name] = value

    def remove(self, key: str, name: str) -> None:
        self._ask()
        self.values.pop((key, name), None)

    def _ask(self) -> None:
        if self.is_locked:
            raise PermissionError(13, "Access is denied")


def split_as_windows(line: str) -> list[str]:
    """Take a command line apart by the rules of the C runtime ("Parsing C command-line arguments")."""
    found: list[str] = []
    word, is_quoted, has_word, place = "", False, False, 0
    while place < len(line):
        slashes = len(line[place:]) - len(line[place:].lstrip("\\"))
        place += slashes
        if line[place : place + 1] == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                is_quoted, has_word = not is_quoted, True
            place += 1
            continue
        word += "\\" * slashes
        letter = line[place : place + 1]
        if letter in {" ", "\t"} and not is_quoted:
            found += [word] if word or has_word else []
            word, has_word = "", False
        else:
            word += letter
        place += 1
    return [*found, word] if word or has_word else found


def test_agent_is_read_back_and_removed(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path / "LaunchAgents", "demur-1a2b3c4d")
    assert not agent.is_on()
    agent.switch_on(login_command(DATA))
    kept = plistlib.loads(Path(agent.place).read_bytes())
    assert kept["Label"] == Path(agent.place).stem == "org.demur.demur-1a2b3c4d"
    assert kept["ProgramArguments"] == login_command(DATA)
    assert kept["RunAtLoad"] is True
    assert "KeepAlive" not in kept, "a program that was ended stays ended"
    assert agent.is_on()
    agent.switch_off()
    assert not Path(agent.place).exists()


@pytest.mark.parametrize("content", [b"", b"not a list", b"<plist><dict><key>Label</key></plist>", b"bplist00garbage"])
def test_agent_that_nothing_would_be_started_from_is_off(tmp_path: Path, content: bytes) -> None:
    agent = LaunchAgent(tmp_path, "demur-test")
    Path(agent.place).write_bytes(content)
    assert not agent.is_on()


def test_disabled_agent_is_off(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path, "demur-test")
    agent.switch_on(["demur"])
    kept = plistlib.loads(Path(agent.place).read_bytes())
    Path(agent.place).write_bytes(plistlib.dumps(kept | {"Disabled": True}))
    assert not agent.is_on()


@pytest.mark.parametrize("argument", ["\x01", "\udcff"])
def test_agent_refuses_what_a_list_cannot_hold(tmp_path: Path, argument: str) -> None:
    agent = LaunchAgent(tmp_path, "demur-test")
    with pytest.raises(LoginEntryUnusable):
        agent.switch_on(["demur", argument])
    assert not Path(agent.place).exists()


def test_value_of_the_run_key_is_the_command() -> None:
    hive = Hive()
    entry = RunKey(hive, "demur-test")
    assert not entry.is_on()
    command = [r"C:\Program Files\Python\pythonw.exe", "-P", "--data-dir", r"D:\Jo & %Co%\folder\\", 'a "b"', ""]
    entry.switch_on(command)
    line = hive.values[RUN, "demur-test"]
    assert isinstance(line, str)
    assert split_as_windows(line) == command
    assert entry.is_on()
    entry.switch_off()
    assert hive.values == {}


def test_what_task_manager_switched_off_is_off_until_asked_again() -> None:
    hive = Hive()
    entry = RunKey(hive, "demur-test")
    entry.switch_on(["demur"])
    hive.values[APPROVED, "demur-test"] = bytes([2]) + bytes(11)
    assert entry.is_on()
    hive.values[APPROVED, "demur-test"] = bytes([3]) + bytes(11)
    assert not entry.is_on()
    entry.switch_on(["demur"])
    assert entry.is_on()


def test_what_windows_would_not_start_is_refused() -> None:
    hive = Hive()
    with pytest.raises(LoginEntryUnusable):
        RunKey(hive, "demur-test").switch_on(["x" * 261])
    assert hive.values == {}


def test_locked_registry_is_said() -> None:
    entry = RunKey(Hive(is_locked=True), "demur-test")
    for act in (entry.is_on, entry.switch_off, lambda: entry.switch_on(["demur"])):
        with pytest.raises(LoginEntryUnusable) as caught:
            act()
        assert caught.value.details["why"] == "Access is denied"
