"""Cookies that the member asked to keep: sealed, bound to their sign-in, and gone when forgotten."""

import stat
from pathlib import Path

import pytest

from demur.browser.sealed_cookies import SealedCookies
from demur.core.problem import FolderUnusable
from demur.core.secret import Secret
from demur.vault.folder_vault import FolderVault

COOKIES = (b"session=canary-5f1e; path=/; HttpOnly; secure", b"language=\xc3\xa4")


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path / "vault")


@pytest.fixture
def sealed(tmp_path: Path, vault: FolderVault) -> SealedCookies:
    return SealedCookies(tmp_path / "sign-ins", vault)


def the_file(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "sign-ins").iterdir()
    return found


def test_what_is_kept_is_found_again(sealed: SealedCookies, tmp_path: Path, vault: FolderVault) -> None:
    assert not sealed.is_kept("one")
    sealed.keep("one", COOKIES)
    later = SealedCookies(tmp_path / "sign-ins", vault)
    assert later.is_kept("one")
    assert later.find("one") == COOKIES


def test_file_is_the_members_alone_and_tells_nothing(sealed: SealedCookies, tmp_path: Path) -> None:
    sealed.keep("one", COOKIES)
    file = the_file(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert b"canary" not in file.read_bytes()
    assert "one" not in file.name


def test_same_cookies_are_never_sealed_alike(sealed: SealedCookies, tmp_path: Path) -> None:
    sealed.keep("one", COOKIES)
    first = the_file(tmp_path).read_bytes()
    sealed.keep("one", COOKIES)
    assert the_file(tmp_path).read_bytes() != first


def test_every_changed_byte_means_signed_out(sealed: SealedCookies, tmp_path: Path) -> None:
    sealed.keep("one", COOKIES)
    file = the_file(tmp_path)
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert sealed.find("one") == ()
    for length in (0, 5, 16, 20, 28, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert sealed.find("one") == ()
    file.write_bytes(whole)
    assert sealed.find("one") == COOKIES


def test_one_sign_ins_file_never_opens_as_anothers(sealed: SealedCookies, tmp_path: Path, vault: FolderVault) -> None:
    """W10: not even where somebody who can write here gives it the same key."""
    sealed.keep("one", COOKIES)
    stolen = the_file(tmp_path).read_bytes()
    sealed.keep("two", ())
    sealed._file("two").write_bytes(stolen)
    key = vault.find("cookies one")
    assert key is not None
    vault.keep("cookies two", key)
    assert sealed.find("two") == ()
    assert sealed.find("one") == COOKIES


@pytest.mark.parametrize("key", [None, "", "zz", "00" * 16])
def test_key_that_is_gone_or_broken_means_signed_out(
    sealed: SealedCookies, vault: FolderVault, key: str | None
) -> None:
    sealed.keep("one", COOKIES)
    vault.forget("cookies one")
    if key is not None:
        vault.keep("cookies one", Secret(key))
    assert sealed.find("one") == ()
    assert sealed.forget("one") is None, "they can't be counted any more"
    assert not sealed.is_kept("one")


def test_forget_removes_file_and_key_and_says_what(sealed: SealedCookies, vault: FolderVault) -> None:
    sealed.keep("one", COOKIES)
    assert sealed.forget("one") == 2
    assert vault.find("cookies one") is None
    assert not sealed.is_kept("one")
    assert sealed.forget("one") == 0


def test_link_in_the_files_place_is_not_followed(sealed: SealedCookies, tmp_path: Path) -> None:
    sealed.keep("one", COOKIES)
    file = the_file(tmp_path)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert sealed.find("one") == ()


def test_folder_that_cannot_be_made_is_said(tmp_path: Path, vault: FolderVault) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    with pytest.raises(FolderUnusable):
        SealedCookies(tmp_path / "file" / "sign-ins", vault).keep("one", COOKIES)


def test_nothing_is_asked_of_the_vault_where_nothing_is_kept(tmp_path: Path) -> None:
    class Untouchable(FolderVault):
        def find(self, name: str) -> Secret | None:
            raise AssertionError(name)

    sealed = SealedCookies(tmp_path / "sign-ins", Untouchable(tmp_path / "vault"))
    assert sealed.find("one") == ()
