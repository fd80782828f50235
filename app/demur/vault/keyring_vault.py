"""The vault in the operating system's keyring."""

from collections.abc import Callable
from threading import local

from demur.core.problem import VaultAbsent
from demur.core.secret import Secret
from demur.vault.backends import choose_place
from demur.vault.desk import Desk
from demur.vault.parts import Parts, Place

LIMIT_S = 20.0
"""How long a call waits: long enough to type a password into the keyring's own question, and no endless wait."""


class KeyringVault:
    """Keeps secrets in the keyring of the member's own session, or raises why it can't.

    `VaultAbsent`, `VaultLocked`, `VaultRefused` and `VaultSlow` are four different things. A call waits at most
    `limit_s`, also where the keyring hangs or its question to the member stands unanswered; asking again is safe.
    """

    def __init__(
        self, service: str, limit_s: float | None = None, choose: Callable[[str], Place] = choose_place
    ) -> None:
        self._service = service
        self._choose = choose
        self._desk = Desk(f"keyring {service}", LIMIT_S if limit_s is None else limit_s)
        self._at_desk = local()  # a thread that replaces a hung one must not share its half-used backend

    def keep(self, name: str, secret: Secret) -> None:
        self._desk.do(lambda errand: self._parts().keep(name, secret.reveal(), lambda: errand.is_wanted))

    def find(self, name: str) -> Secret | None:
        text = self._desk.do(lambda _: self._parts().find(name))
        return None if text is None else Secret(text)

    def forget(self, name: str) -> None:
        self._desk.do(lambda _: self._parts().forget(name))

    def is_present(self) -> bool:
        """Return whether there is a trusted keyring here, locked or not. Raises `VaultSlow` where even that hangs."""
        try:
            self.describe()
        except VaultAbsent:
            return False
        return True

    def describe(self) -> str:
        """Return what a person calls this keyring, such as "Secret Service". Raises `VaultAbsent`."""
        return self._desk.do(lambda _: self._place().label)

    def _parts(self) -> Parts:
        return Parts(self._place())

    def _place(self) -> Place:
        place: Place | None = getattr(self._at_desk, "place", None)
        if place is None:
            place = self._at_desk.place = self._choose(self._service)
        return place
