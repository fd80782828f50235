"""K3, Windows' limit: 1,280 UTF-16 units for a text. Nothing here can be made to have it, so a place enforces it."""

from pathlib import Path

import pytest
from tests.vault.test_own_vault import KEPT
from tests.vault.test_sealed_vault import PASSPHRASE, vault_in

from demur.core.problem import VaultRefused
from demur.core.secret import Secret
from demur.vault.backends import WINDOWS_LONGEST
from demur.vault.keyring_vault import KeyringVault
from demur.vault.own_vault import Expected, OwnVault
from demur.vault.parts import Place

BLOB = 2_560
"""Bytes; CRED_MAX_CREDENTIAL_BLOB_SIZE is 5 * 512 (wincred.h)."""


class Credentials:
    """A place in memory that refuses what Windows' Credential Manager refuses."""

    label = "Windows Credential Manager"

    def __init__(self, longest: int | None = WINDOWS_LONGEST) -> None:
        self.longest = longest
        self.texts: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.texts.get(name)

    def write(self, name: str, text: str) -> None:
        if len(text.encode("utf-16-le")) > BLOB:
            raise VaultRefused
        self.texts[name] = text

    def erase(self, name: str) -> None:
        self.texts.pop(name, None)


def vault_over(place: Place) -> KeyringVault:
    return KeyringVault("org.example.demur-test", choose=lambda _: place)


def test_k3_the_place_does_refuse_a_token_in_one_piece() -> None:
    with pytest.raises(VaultRefused):
        vault_over(Credentials(longest=None)).keep("tokens:plaza", Secret("t" * 5_000))


@pytest.mark.parametrize("letter", ["t", "é", "\U0001f511"], ids=["one unit", "still one", "two units"])
@pytest.mark.parametrize("length", [0, 508, 600, 1_280, 5_000, 20_000])
def test_k3_a_long_token_is_split_so_that_every_part_fits(letter: str, length: int) -> None:
    place = Credentials()
    vault = vault_over(place)
    for text in (letter * length, "short", letter * length):
        vault.keep("tokens:plaza", Secret(text))
        assert vault.find("tokens:plaza") == Secret(text)
    vault.forget("tokens:plaza")
    assert place.texts == {}


def test_k3_moves_to_the_file_and_back_fit_too(tmp_path: Path) -> None:
    place = Credentials()
    vault = OwnVault(vault_over(place), vault_in(tmp_path), lambda: Expected(tuple(KEPT), True))
    for name, text in KEPT.items():
        vault.keep(name, Secret(text))
    vault.move_to_file(PASSPHRASE)
    assert place.texts == {}
    vault.move_to_keyring()
    assert {name: vault.find(name) for name in KEPT} == {name: Secret(text) for name, text in KEPT.items()}
