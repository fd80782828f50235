"""The vault of the member's own accounts: the operating system's keyring, or the sealed file that they chose."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from demur.core.ports import Vault
from demur.core.problem import Problem, VaultAbsent
from demur.core.secret import Secret
from demur.core.vault_problem import SecretsOutOfReach
from demur.vault.keyring_vault import KeyringVault
from demur.vault.sealed_vault import SealedVault
from demur.vault.sealing import Contents


@dataclass(frozen=True, slots=True)
class Expected:
    """The names under which secrets may lie now, and whether any must: a keyring can't be asked for a list."""

    names: tuple[str, ...]
    are_some_kept: bool


class OwnVault:
    """Asks the sealed file where it is in use, else the keyring; and moves secrets from one to the other.

    The file's being there is the choice, so that one rename commits a move together with what it moved. Until that
    rename, and after it, one place holds everything; copies that are left in the keyring are named in the file, and
    erased when it is next open.
    """

    def __init__(self, keyring: KeyringVault, sealed: SealedVault, expected: Callable[[], Expected]) -> None:
        self.keyring, self.sealed = keyring, sealed
        self._expected = expected
        sealed.opened = self._sweep

    def keep(self, name: str, secret: Secret) -> None:
        self._change(lambda vault: vault.keep(name, secret))

    def find(self, name: str) -> Secret | None:
        """Return a secret; one that another Demur moves just now is found in its new place."""
        if self.sealed.is_chosen():
            return self.sealed.find(name)
        found = self.keyring.find(name)
        return self.sealed.find(name) if found is None and self.sealed.is_chosen() else found

    def forget(self, name: str) -> None:
        self._change(lambda vault: vault.forget(name))

    def describe(self) -> str:
        """Return what a person calls the keyring. Raises `SealedFileLocked`, and the problems of either place."""
        if not self.sealed.is_chosen():
            return self.keyring.describe()
        self.sealed.contents()
        return str(self.sealed.file)

    def move_to_file(self, passphrase: Secret, may_leave_behind: bool = False) -> None:
        """Seal all secrets into a file, and erase them from the keyring after that.

        Raises `PassphraseWeak`, the keyring's problems, and `SecretsOutOfReach` where the keyring is gone and some of
        the secrets should be in it, unless the member goes on without them.
        """
        with self.sealed.turn():
            if self.sealed.is_chosen():
                return
            texts = self._of_keyring(may_leave_behind)
            self.sealed.create(passphrase, Contents(texts, tuple(texts)))

    def move_to_keyring(self) -> None:
        """Keep all secrets in the keyring, and remove the file after that. Raises the problems of both."""
        self.sealed.require_open()
        with self.sealed.turn():
            if not self.sealed.is_chosen():
                return
            held = self.sealed.contents()
            self.keyring.describe()  # where there is none, nothing is begun
            self.sealed.put(replace(held, left_in_keyring=_merged(held.left_in_keyring, held.texts)))
            for name, text in held.texts.items():
                self.keyring.keep(name, Secret(text))  # which reads it back
            for name in set(held.left_in_keyring) - set(held.texts):  # forgotten since
                self.keyring.forget(name)
            self.sealed.remove()

    def give_up(self) -> Path | None:
        """Let go of the sealed file without opening it, and return where it lies now; the keyring is in use again."""
        return self.sealed.give_up()

    def _change(self, work: Callable[[Vault], None]) -> None:
        """Keep or forget in the place that is in use while nobody moves secrets; ask for a passphrase before that."""
        if self.sealed.is_chosen():
            self.sealed.require_open()
        with self.sealed.turn():
            work(self.sealed if self.sealed.is_chosen() else self.keyring)

    def _of_keyring(self, may_leave_behind: bool) -> dict[str, str]:
        expected = self._expected()
        try:
            found = {name: self.keyring.find(name) for name in expected.names}
        except VaultAbsent as absent:
            if expected.are_some_kept and not may_leave_behind:
                raise SecretsOutOfReach from absent
            return {}
        return {name: secret.reveal() for name, secret in found.items() if secret is not None}

    def _sweep(self) -> None:
        """Erase from the keyring what a move left there; what stays there now, the next opening tries again."""
        if not self.sealed.contents().left_in_keyring:
            return
        with suppress(Problem), self.sealed.turn():
            held = self.sealed.contents()
            still = list(held.left_in_keyring)
            with suppress(Problem):  # a keyring that hangs for one name hangs for the next
                while still:
                    self.keyring.forget(still[0])
                    still.pop(0)
            self.sealed.put(replace(held, left_in_keyring=tuple(still)))


def _merged(names: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))
