"""The practice folder: what lies on the disk, and what is refused (D6 for this folder)."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from demur.core.problem import DiskFull, FolderUnusable, Problem, VaultRefused
from demur.core.secret import Secret
from demur.vault.folder_vault import FolderVault

NAME = "urn:uuid:member"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_d6_an_open_umask_opens_nothing(tmp_path: Path, open_umask: None) -> None:
    folder = tmp_path / "deep" / "vault"
    FolderVault(folder).keep(NAME, Secret("s3"))
    assert mode(folder) == 0o700
    assert mode(only_file(folder)) == 0o600


def test_d6_rights_that_others_have_are_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    FolderVault(folder).keep(NAME, Secret("s3"))
    only_file(folder).chmod(0o644)
    folder.chmod(0o755)
    assert FolderVault(folder).find(NAME) == Secret("s3")
    assert mode(only_file(folder)) == 0o600
    FolderVault(folder).keep(NAME, Secret("s4"))
    assert mode(folder) == 0o700


def test_a_file_name_tells_nothing(tmp_path: Path) -> None:
    FolderVault(tmp_path / "vault").keep("../member@example.org", Secret("s3"))
    assert len(only_file(tmp_path / "vault").name) == 64
    assert [entry.name for entry in tmp_path.iterdir()] == ["vault"]


def test_looking_leaves_no_folder_behind(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "vault")
    assert vault.find(NAME) is None
    vault.forget(NAME)
    assert not vault.exists()


def test_d6_a_linked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "vault").symlink_to(tmp_path / "elsewhere")
    vault = FolderVault(tmp_path / "vault")
    with pytest.raises(FolderUnusable):
        vault.keep(NAME, Secret("s3"))
    with pytest.raises(FolderUnusable):
        vault.find(NAME)
    with pytest.raises(FolderUnusable):
        vault.forget(NAME)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_linked_secret_is_not_followed(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "vault")
    vault.keep(NAME, Secret("s3"))
    other = tmp_path / "other"
    other.write_text("someone else's", encoding="utf-8")
    file = only_file(tmp_path / "vault")
    file.unlink()
    file.symlink_to(other)
    with pytest.raises(FolderUnusable):
        vault.find(NAME)
    vault.keep(NAME, Secret("s4"))
    assert other.read_text(encoding="utf-8") == "someone else's"
    assert vault.find(NAME) == Secret("s4")


def test_a_pipe_in_the_place_of_a_secret_does_not_hang(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "vault")
    vault.keep(NAME, Secret("s3"))
    file = only_file(tmp_path / "vault")
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(FolderUnusable):
        vault.find(NAME)


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("in the way", encoding="utf-8")
    with pytest.raises(FolderUnusable) as caught:
        FolderVault(tmp_path / "vault").keep(NAME, Secret("s3"))
    assert caught.value.details == {"folder": str(tmp_path / "vault"), "why": "File exists"}


def test_a_damaged_secret_is_refused(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "vault")
    vault.keep(NAME, Secret("s3"))
    only_file(tmp_path / "vault").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(VaultRefused):
        vault.find(NAME)


@pytest.mark.parametrize(("number", "problem"), [(errno.ENOSPC, DiskFull), (errno.EIO, FolderUnusable)])
def test_a_disk_that_fails_at_sync_is_said_and_the_old_secret_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: type[Problem]
) -> None:
    """A small real disk can't be had without rights, so the system call answers as a full or failing one does."""
    vault = FolderVault(tmp_path / "vault")
    vault.keep(NAME, Secret("s3"))

    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(problem):
            vault.keep(NAME, Secret("s4"))
    assert vault.find(NAME) == Secret("s3")
    assert len(list((tmp_path / "vault").iterdir())) == 1


def test_the_disk_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file before its rename, and the folder after it and after a removal."""
    vault = FolderVault(tmp_path / "vault")
    synced: list[bool] = []
    real = os.fsync

    def record(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", record)
    vault.keep(NAME, Secret("s3"))
    assert synced == [False, True]
    vault.forget(NAME)
    assert synced == [False, True, True]


def test_what_a_killed_keep_left_goes_with_the_secret(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "vault")
    vault.keep(NAME, Secret("s3"))
    file = only_file(tmp_path / "vault")
    file.with_suffix(".0011223344556677.new").write_text("half", encoding="utf-8")
    vault.forget(NAME)
    assert list((tmp_path / "vault").iterdir()) == []
