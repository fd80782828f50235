"""What every vault must do, asked of each of them with its real place behind it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.vault.private_bus import PrivateBus

from demur.core.ports import Vault
from demur.core.secret import Secret
from demur.vault.backends import KeyringPlace, choose_place
from demur.vault.folder_vault import FolderVault
from demur.vault.keyring_vault import KeyringVault
from demur.vault.parts import Place
from demur.vault.practice_vault import PracticeVault

NAME = "urn:uuid:6b0f0e1c-9d5e-4a57-8a0b-0d7f3f1f2a11"
SERVICE = "org.example.demur-test"
SECRETS = [
    "s3",
    "",
    " \n\ttrailing space and newline \n",
    "9:looks like a head:",
    "clé – 鍵 – \U0001f511",
    "x" * 5_000,  # K3: longer than Windows takes in one piece
    "\U0001f511" * 1_300,
]


class VaultContract:
    """Inherited by one class for each vault, which makes the vault."""

    def test_finds_nothing_that_was_never_kept(self, vault: Vault) -> None:
        assert vault.find(NAME) is None

    @pytest.mark.parametrize("text", SECRETS)
    def test_finds_what_was_kept(self, vault: Vault, text: str) -> None:
        vault.keep(NAME, Secret(text))
        assert vault.find(NAME) == Secret(text)

    def test_a_new_secret_takes_the_place_of_the_old(self, vault: Vault) -> None:
        for text in ("first" * 900, "second", "third" * 400, "fourth" * 800):
            vault.keep(NAME, Secret(text))
            assert vault.find(NAME) == Secret(text)

    def test_forgets(self, vault: Vault) -> None:
        vault.keep(NAME, Secret("s3" * 1_000))
        vault.forget(NAME)
        assert vault.find(NAME) is None

    def test_forgetting_nothing_is_no_problem(self, vault: Vault) -> None:
        vault.forget(NAME)
        assert vault.find(NAME) is None

    def test_keeps_names_apart(self, vault: Vault) -> None:
        names = ["a", "A", "a/b", "../a", "a b", "ä", "a\u0308", "a" * 300]
        for name in names:
            vault.keep(name, Secret(f"of {name}"))
        vault.forget("a")
        assert [vault.find(name) for name in names] == [None, *(Secret(f"of {name}") for name in names[1:])]


class TestKeyringVault(VaultContract):
    @pytest.fixture
    def vault(self, keyring_bus: PrivateBus) -> Vault:
        return KeyringVault(SERVICE)


class TestKeyringOfShortTexts(VaultContract):
    """The Secret Service held to the length that Windows takes."""

    @pytest.fixture
    def vault(self, keyring_bus: PrivateBus) -> Iterator[Vault]:
        yield KeyringVault(SERVICE, choose=choose_short)
        KeyringVault(SERVICE, choose=choose_short).forget(NAME)
        assert [held for held in keyring_bus.held() if held["username"].startswith(NAME)] == []


def choose_short(service: str) -> Place:
    place = choose_place(service)
    assert isinstance(place, KeyringPlace)
    return replace(place, longest=600)


class TestFolderVault(VaultContract):
    @pytest.fixture
    def vault(self, tmp_path: Path) -> Vault:
        return FolderVault(tmp_path / "vault")


class TestPracticeVaultWithKeyring(VaultContract):
    @pytest.fixture
    def vault(self, keyring_bus: PrivateBus, tmp_path: Path) -> Iterator[Vault]:
        yield PracticeVault(KeyringVault(SERVICE), FolderVault(tmp_path / "vault"), tmp_path / "marker")
        assert not (tmp_path / "vault").exists()


class TestPracticeVaultWithoutKeyring(VaultContract):
    @pytest.fixture
    def vault(self, bus: PrivateBus, tmp_path: Path) -> Vault:
        return PracticeVault(KeyringVault(SERVICE), FolderVault(tmp_path / "vault"), tmp_path / "marker")
