"""No variable, file or plug-in has a say in which keyring is used (K1), and short-lived choices don't mix places."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.vault.private_bus import PrivateBus

from demur.core.problem import VaultAbsent, VaultLocked, VaultSlow
from demur.core.secret import Secret
from demur.vault import backends
from demur.vault.folder_vault import FolderVault
from demur.vault.keyring_vault import KeyringVault
from demur.vault.practice_vault import PracticeVault

SERVICE = "org.example.demur-test"
CANARY = "canary-5f1d"

PLAIN_TEXT = """
import os, pathlib
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 99

    def set_password(self, service, username, password):
        pathlib.Path(os.environ["HOME"], "plain").write_text(password)

    def get_password(self, service, username):
        return None
"""

TRY_BOTH = """
import sys
from demur.core.problem import VaultAbsent
from demur.core.secret import Secret
from demur.vault.keyring_vault import KeyringVault

vault = KeyringVault("org.example.demur-test")
try:
    vault.keep("key", Secret(sys.argv[1]))
except VaultAbsent:
    print("refused")
print(vault.is_present())

import keyring
print(type(keyring.get_keyring()).__module__)
"""

Forcing = Callable[[PrivateBus], Mapping[str, str]]


def by_variable(backend: str) -> Forcing:
    return lambda _: {"PYTHON_KEYRING_BACKEND": backend}


def by_file(backend: str) -> Forcing:
    def write(bus: PrivateBus) -> Mapping[str, str]:
        folder = bus.folder / "config" / "python_keyring"
        folder.mkdir()
        lines = ["[backend]", f"default-keyring={backend}", f"keyring-path={bus.folder}"]
        (folder / "keyringrc.cfg").write_text("\n".join(lines), encoding="utf-8")
        return {}

    return write


def by_plug_in(backend: str) -> Forcing:
    """Lay an installed distribution on the path whose entry point keyring loads by itself."""

    def install(bus: PrivateBus) -> Mapping[str, str]:
        folder = bus.folder / "forced-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: forced\nVersion: 1.0\n", encoding="utf-8")
        module = backend.rpartition(".")[0]
        (folder / "entry_points.txt").write_text(f"[keyring.backends]\nforced = {module}\n", encoding="utf-8")
        return {}

    return install


@pytest.mark.parametrize(
    ("force", "forced"),
    [
        (by_variable("keyring.backends.fail.Keyring"), "keyring.backends.fail"),
        (by_variable("keyring.backends.null.Keyring"), "keyring.backends.null"),
        (by_variable("keyring.backends.chainer.ChainerBackend"), "keyring.backends.chainer"),
        (by_variable("plain_text.Keyring"), "plain_text"),
        (by_file("keyring.backends.null.Keyring"), "keyring.backends.null"),
        (by_file("plain_text.Keyring"), "plain_text"),
        (by_plug_in("plain_text.Keyring"), "plain_text"),
    ],
    ids=["fail", "null", "chainer", "plain text", "null by file", "plain text by file", "plain text by plug-in"],
)
def test_k1_no_service_and_a_forced_backend(bus: PrivateBus, force: Forcing, forced: str) -> None:
    """The forcing is shown to work: keyring itself, in the same process, obeys it."""
    (bus.folder / "plain_text.py").write_text(PLAIN_TEXT, encoding="utf-8")
    path = ":".join(filter(None, [str(bus.folder), *sys.path]))
    environment = {**bus.environment, "PYTHONPATH": path, **force(bus)}
    command = [sys.executable, "-c", TRY_BOTH, CANARY]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert ended.stdout.split() == ["refused", "False", forced], ended.stderr
    assert ended.stderr == ""
    assert not [file for file in bus.folder.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()]


def test_k1_a_forced_backend_beside_a_real_one(keyring_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    KeyringVault(SERVICE).keep("key", Secret("s3"))
    assert [held["username"] for held in keyring_bus.held()] == ["key"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PREFERRED_COLLECTION", "/org/freedesktop/secrets/collection/session"),
        ("SCHEME", "KeePassXC"),
        ("APPID", "something-else"),
    ],
)
def test_k1_property_variables_change_nothing(
    keyring_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """keyring takes any attribute of a backend from `KEYRING_PROPERTY_…`, such as a collection that is not stored."""
    monkeypatch.setenv(f"KEYRING_PROPERTY_{name}", value)
    KeyringVault(SERVICE).keep("key", Secret("s3"))
    (held,) = keyring_bus.held()
    assert {key: held[key] for key in held if key != "xdg:schema"} == {
        "application": "Demur",
        "service": SERVICE,
        "username": "key",
    }


@pytest.mark.parametrize("module", ["macOS", "Windows", "kwallet"])
def test_k1_property_variables_reach_no_other_keyring_either(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_CANARY", CANARY)
    found = importlib.import_module(f"keyring.backends.{module}")
    backend = next(
        getattr(found, name) for name in ("Keyring", "WinVaultKeyring", "DBusKeyring") if hasattr(found, name)
    )
    assert backend().canary == CANARY  # as keyring makes it
    assert not hasattr(backends.without_environment(backend), "canary")


@pytest.mark.parametrize("candidate", [backends.macos, backends.windows, backends.kwallet])
def test_keyrings_of_elsewhere_are_not_here(bus: PrivateBus, candidate: backends.Candidate) -> None:
    assert candidate(SERVICE) is None


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd14"])
def test_every_platform_ends_in_a_trusted_keyring_or_none(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(VaultAbsent):
        backends.choose_place(SERVICE)


def practice(tmp_path: Path, limit_s: float = 20.0) -> PracticeVault:
    keyring, folder = KeyringVault(SERVICE, limit_s=limit_s), FolderVault(tmp_path / "vault")
    return PracticeVault(keyring, folder, tmp_path / "keyring-in-use")


def test_practice_uses_the_folder_where_there_is_no_keyring(bus: PrivateBus, tmp_path: Path) -> None:
    vault = practice(tmp_path)
    vault.keep("key", Secret("s3"))
    assert vault.describe() == "Practice folder"
    assert FolderVault(tmp_path / "vault").find("key") == Secret("s3")


def test_practice_stays_with_its_folder_when_a_keyring_comes(bus: PrivateBus, tmp_path: Path) -> None:
    practice(tmp_path).keep("key", Secret("s3"))
    bus.start_keyring()
    again = practice(tmp_path)
    assert again.find("key") == Secret("s3")
    again.keep("other", Secret("s4"))
    assert bus.held() == []


def test_practice_uses_the_folder_where_nobody_unlocks_the_keyring(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    """A workshop doesn't stop at a password that nobody there knows."""
    keyring_bus.lock_keyring()
    vault = practice(tmp_path)
    vault.keep("key", Secret("s3"))
    assert vault.describe() == "Practice folder"


def test_practice_uses_the_folder_where_the_keyring_hangs(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    keyring_bus.freeze_keyring()
    vault = practice(tmp_path, limit_s=0.5)
    vault.keep("key", Secret("s3"))
    assert vault.describe() == "Practice folder"


def test_practice_does_not_leave_its_keyring_when_that_goes(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    vault = practice(tmp_path)
    vault.keep("key", Secret("s3"))
    assert vault.describe() == "Secret Service"
    keyring_bus.kill_keyring()
    for later in (vault, practice(tmp_path)):
        with pytest.raises(VaultAbsent):
            later.keep("key", Secret("s4"))
    assert not (tmp_path / "vault").exists()


def test_practice_does_not_slip_past_the_keyring_it_uses(keyring_bus: PrivateBus, tmp_path: Path) -> None:
    """Two places for one secret would be two ledgers' keys: once chosen, a locked or hanging keyring is a problem."""
    practice(tmp_path).keep("key", Secret("s3"))
    keyring_bus.lock_keyring()
    with pytest.raises(VaultLocked):
        practice(tmp_path).find("key")
    keyring_bus.freeze_keyring()
    with pytest.raises(VaultSlow):
        practice(tmp_path, limit_s=0.5).find("key")
    assert not (tmp_path / "vault").exists()
