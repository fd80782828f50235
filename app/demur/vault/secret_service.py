"""keyring's Secret Service backend, closed to the environment and careful with its connections.

Imported only where a Secret Service may be: `keyring` and `secretstorage` are slow to import.
"""

from contextlib import closing

import secretstorage
from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # ships no types
from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]  # ships no types
from keyring.backends.SecretService import Keyring
from keyring.errors import KeyringError, KeyringLocked
from secretstorage.exceptions import (
    LockedException,
    PromptDismissedException,
    SecretServiceNotAvailableException,
    SecretStorageException,
)

from demur.core.problem import Problem, VaultAbsent, VaultLocked, VaultRefused

FAILURES = (KeyringError, SecretStorageException, DBusErrorResponse, OSError, UnicodeDecodeError)
LOCKED = "org.freedesktop.Secret.Error.IsLocked"
DIED = "org.freedesktop.DBus.Error.NoReply"
NOT_STARTED = ("org.freedesktop.DBus.Error.Spawn.", "org.freedesktop.DBus.Error.ServiceUnknown")


class SecretService(Keyring):
    """The default collection of the Secret Service, whatever `KEYRING_PROPERTY_…` says."""

    appid = "Demur"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring annotates only in part

    def set_properties_from_env(self) -> None:
        """Take nothing from the environment: keyring would take the collection, the scheme, any attribute."""

    def get_preferred_collection(self) -> secretstorage.Collection:
        """Return the default collection, unlocked; keyring's own leaves its connection open where this fails."""
        bus = connect()
        try:
            collection = secretstorage.get_default_collection(bus)
            if collection.is_locked():
                collection.unlock()
            if collection.is_locked():
                raise KeyringLocked("the collection stayed locked")
        except FAILURES:
            bus.close()
            raise
        return collection


def connect() -> DBusConnection:
    """Return a connection to the session bus, or raise secretstorage's own word for there being none."""
    try:
        return secretstorage.dbus_init()
    except (OSError, RuntimeError) as error:  # no socket at the address; a transport jeepney does not speak
        raise SecretServiceNotAvailableException(str(error)) from error


def is_on_bus() -> bool:
    """Return whether a Secret Service runs or would be started on demand; asks the bus alone, which can't hang."""
    try:
        with closing(connect()) as bus:
            return secretstorage.check_service_availability(bus)
    except FAILURES:
        return False


def judge(error: Exception) -> Problem:
    """Tell the three apart: locked (or its question dismissed), none there, and any other refusal."""
    if isinstance(error, KeyringLocked | LockedException | PromptDismissedException):
        return VaultLocked()
    reply = error if isinstance(error, DBusErrorResponse) else error.__cause__
    name = reply.name if isinstance(reply, DBusErrorResponse) else ""
    if name == LOCKED:
        return VaultLocked()
    if name == DIED:
        return VaultRefused()
    if isinstance(error, SecretServiceNotAvailableException) or name.startswith(NOT_STARTED):
        return VaultAbsent()
    return VaultRefused()
