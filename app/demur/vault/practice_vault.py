"""The vault of practice accounts: the keyring where one can be used, a folder where none can."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar

from demur.core.ports import Vault
from demur.core.problem import FolderUnusable, VaultAbsent, VaultLocked, VaultSlow
from demur.core.secret import Secret
from demur.vault.folder_vault import FolderVault
from demur.vault.keyring_vault import KeyringVault

T = TypeVar("T")


class PracticeVault:
    """Chooses between keyring and folder once, the first time a data folder practises, and keeps to it for good.

    Where no keyring can be used that first time (none is there, nobody unlocks it, or it hangs), the folder is
    chosen: a workshop must not stop at a password that nobody there knows, and practice holds nothing worth one.
    A folder that exists stays in use; so does a keyring that was used, which `marker` remembers, and from then on a
    locked or absent one is a problem as ever. Real accounts are never handed this vault: the wiring sees to that.
    """

    def __init__(self, keyring: KeyringVault, folder: FolderVault, marker: Path) -> None:
        self._keyring = keyring
        self._folder = folder
        self._marker = marker
        self._chosen: Vault | None = None
        self._choosing = Lock()

    def keep(self, name: str, secret: Secret) -> None:
        self._ask(lambda vault: vault.keep(name, secret))
        if self._chosen is self._keyring and not self._marker.exists():
            self._remember_keyring()

    def find(self, name: str) -> Secret | None:
        return self._ask(lambda vault: vault.find(name))

    def forget(self, name: str) -> None:
        self._ask(lambda vault: vault.forget(name))

    def describe(self) -> str:
        """Return what a person calls the place in use."""
        return self._ask(lambda vault: vault.describe() if isinstance(vault, KeyringVault) else "Practice folder")

    def _ask(self, question: Callable[[Vault], T]) -> T:
        if self._chosen is None:
            with self._choosing:
                if self._chosen is None:
                    return self._choose(question)
        return question(self._chosen)

    def _choose(self, question: Callable[[Vault], T]) -> T:
        """Let the first question find out: only an answer shows that a keyring can truly be used."""
        if self._folder.exists():
            self._chosen = self._folder
        elif self._marker.exists():
            self._chosen = self._keyring
        else:
            with suppress(VaultAbsent, VaultLocked, VaultSlow):
                answer = question(self._keyring)
                self._chosen = self._keyring
                return answer
            self._chosen = self._folder
        return question(self._chosen)

    def _remember_keyring(self) -> None:
        try:
            self._marker.touch(mode=0o600)
        except OSError as error:
            raise FolderUnusable(folder=str(self._marker.parent), why=error.strerror or "can't be written") from error
