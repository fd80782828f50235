"""Names are remembered between starts, and never longer than the files and the program that gave them."""

from pathlib import Path

import pytest

from demur.connectors.nameplate import Nameplate, Nameplates, Plates
from demur.core.problem import DiskFull
from demur.core.setting import PlatformId, SettingId
from demur.ledger.accounts import SqliteAccounts

TINY, OTHER, AI = PlatformId("tiny"), PlatformId("other"), SettingId("ai-training")
PLATES = {
    (TINY, AI): Nameplate("Tiny", "Let Tiny learn", is_added=True, has_choice=True, kind="oauth-api"),
    (OTHER, AI): Nameplate("Other", "AI · “Companion”", is_added=False, has_choice=False, kind="own-browser"),
}


class Start:
    """What a start of the program knows of names, on a folder of platforms and a file of accounts."""

    def __init__(self, folder: Path) -> None:
        self.platforms = folder / "platforms"
        self.accounts = SqliteAccounts(folder / "data" / "accounts.sqlite")
        self.readings = 0

    def names(self, version: str = "1.0") -> Nameplates:
        return Nameplates(self.accounts, (self.platforms,), version, self._read)

    def _read(self) -> Plates:
        self.readings += 1
        return PLATES


@pytest.fixture
def start(tmp_path: Path) -> Start:
    made = Start(tmp_path)
    made.platforms.mkdir()
    (made.platforms / "tiny.toml").write_text("format = 1")
    return made


def test_the_next_start_reads_no_file_and_says_the_same(start: Start) -> None:
    first, second = start.names(), start.names()
    for key, plate in PLATES.items():
        assert first.find(*key) == plate
        assert second.find(*key) == plate
    assert start.readings == 1


@pytest.mark.parametrize("change", ["content", "time", "new file", "gone"])
def test_a_changed_file_is_read_again(start: Start, change: str) -> None:
    names, file = start.names(), start.platforms / "tiny.toml"
    names.find(TINY, AI)
    if change == "content":
        file.write_text("format = 1 # the same, but for this")
    elif change == "time":
        file.touch()
    elif change == "new file":
        (start.platforms / "other.toml").write_text("")
    else:
        file.unlink()
    names.find(TINY, AI)
    assert start.readings == 2
    start.names().find(TINY, AI)
    assert start.readings == 2


def test_another_version_of_the_program_reads_for_itself(start: Start) -> None:
    start.names("1.0").find(TINY, AI)
    start.names("1.1").find(TINY, AI)
    assert start.readings == 2


def test_what_no_file_names_is_called_by_its_ids(start: Start) -> None:
    assert start.names().find(PlatformId("gone"), AI) == Nameplate("gone", "ai-training")


def test_names_are_found_where_they_cannot_be_kept(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, value: str) -> None:
        raise DiskFull(folder="data")

    monkeypatch.setattr(start.accounts, "keep_setting", refuse)
    assert start.names().find(TINY, AI).name == "Tiny"
