"""The keyrings Demur trusts, chosen here by platform and by nothing else.

`keyring.get_keyring()` is never called: it obeys `PYTHON_KEYRING_BACKEND`, `keyringrc.cfg` and plug-ins, any of which
can put a keyring that stores nothing, or stores plain text, in the place of the system's. `keyring` is imported when
it is first needed; it is slow.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from demur.core.problem import Problem, VaultAbsent, VaultLocked, VaultRefused
from demur.vault.parts import Place

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

WINDOWS_LONGEST = 600
"""A Windows credential holds 2,560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE): 1,280 UTF-16 units, or 640 of the widest
characters."""

MACOS_LOCKED = (-128, -25293, -25308)
"""errSecUserCanceled, errSecAuthFailed, errSecInteractionNotAllowed (Apple, Security framework result codes)."""

WINDOWS_NO_SESSION = 1312
"""ERROR_NO_SUCH_LOGON_SESSION: this session has no credential set."""


@dataclass(frozen=True, slots=True)
class KeyringPlace:
    """One trusted keyring, whose failures come out as the vault's problems."""

    label: str
    backend: "KeyringBackend"
    service: str
    failures: tuple[type[Exception], ...]
    judge: Callable[[Exception], Problem]
    longest: int | None = None

    def read(self, name: str) -> str | None:
        with self._judged():
            return self.backend.get_password(self.service, name)

    def write(self, name: str, text: str) -> None:
        with self._judged():
            self.backend.set_password(self.service, name, text)

    def erase(self, name: str) -> None:
        if self.read(name) is not None:
            with self._judged():
                self.backend.delete_password(self.service, name)

    @contextmanager
    def _judged(self) -> Iterator[None]:
        try:
            yield
        except self.failures as error:
            raise self.judge(error) from error


def choose_place(service: str) -> Place:
    """Return the first trusted keyring that is here; raises `VaultAbsent` where there is none."""
    for candidate in CANDIDATES.get(sys.platform, FREE_DESKTOPS):
        place = candidate(service)
        if place is not None:
            return place
    raise VaultAbsent


def secret_service(service: str) -> Place | None:
    """The Secret Service of GNOME, KDE and KeePassXC (freedesktop.org Secret Service API 0.2)."""
    from demur.vault.secret_service import FAILURES, SecretService, is_on_bus, judge

    if not is_on_bus():
        return None
    return KeyringPlace("Secret Service", SecretService(), service, FAILURES, judge)


def kwallet(service: str) -> Place | None:
    """KWallet, where there is no Secret Service; it needs the system's dbus-python."""
    from keyring.backends.kwallet import DBusKeyring
    from keyring.errors import KeyringError

    if not _is_viable(DBusKeyring):
        return None
    failures = (KeyringError, importlib.import_module("dbus").DBusException)
    return KeyringPlace("KWallet", without_environment(DBusKeyring), service, failures, _judge_kwallet)


def macos(service: str) -> Place | None:
    """The login keychain of macOS."""
    from keyring.backends.macOS import Keyring
    from keyring.errors import KeyringError

    if not _is_viable(Keyring):
        return None
    backend = without_environment(Keyring)
    backend.keychain = None  # the class takes it from KEYCHAIN_PATH
    return KeyringPlace("macOS Keychain", backend, service, (KeyringError,), _judge_macos)


def windows(service: str) -> Place | None:
    """The Credential Manager of Windows."""
    from keyring.errors import KeyringError

    module = importlib.import_module("keyring.backends.Windows")
    if not _is_viable(module.WinVaultKeyring):
        return None
    failures = (KeyringError, module.pywintypes.error)  # of win32ctypes or pywin32, whichever keyring found
    backend = without_environment(module.WinVaultKeyring)
    return KeyringPlace(
        "Windows Credential Manager", backend, service, failures, _judge_windows, longest=WINDOWS_LONGEST
    )


Candidate = Callable[[str], Place | None]
FREE_DESKTOPS: tuple[Candidate, ...] = (secret_service, kwallet)
CANDIDATES: dict[str, tuple[Candidate, ...]] = {
    "linux": FREE_DESKTOPS,
    "darwin": (macos,),
    "win32": (windows,),
}


def _is_viable(backend: Any) -> bool:
    """Return whether the keyring is here: `priority` raises RuntimeError where it isn't (keyring's own contract)."""
    try:
        return bool(backend.priority)
    except RuntimeError:
        return False


def without_environment(backend: Any) -> Any:
    """Return an instance that no `KEYRING_PROPERTY_…` variable can reshape, which every backend otherwise reads."""
    closed = type(backend)(backend.__name__, (backend,), {"set_properties_from_env": lambda _: None})
    return closed()


def _judge_kwallet(error: Exception) -> Problem:
    from keyring.errors import InitError, KeyringLocked

    if isinstance(error, KeyringLocked):
        return VaultLocked()
    return VaultAbsent() if isinstance(error, InitError) else VaultRefused()


def _judge_macos(error: Exception) -> Problem:
    from keyring.errors import KeyringLocked

    status = error.__cause__.args[:1] if error.__cause__ is not None else ()
    is_locked = isinstance(error, KeyringLocked) or any(code in MACOS_LOCKED for code in status)
    return VaultLocked() if is_locked else VaultRefused()


def _judge_windows(error: Exception) -> Problem:
    return VaultAbsent() if getattr(error, "winerror", None) == WINDOWS_NO_SESSION else VaultRefused()
