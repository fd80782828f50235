"""A keyring that is locked, hangs, dies or isn't there: three different problems, and a program that lives on (K2)."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import enumerate as living_threads

import pytest
from tests.vault.private_bus import PrivateBus

from demur.core.problem import VaultAbsent, VaultLocked, VaultRefused, VaultSlow
from demur.core.secret import Secret
from demur.vault.keyring_vault import KeyringVault

SERVICE = "org.example.demur-test"
HANGING, WAKING, ENDING = (f"{SERVICE}.{name}" for name in ("hanging", "waking", "ending"))
"""Services of their own, so that a test can tell its threads, which carry the name."""


def test_k2_locked_at_start(keyring_bus: PrivateBus) -> None:
    keyring_bus.lock_keyring()
    vault = KeyringVault(SERVICE)
    with pytest.raises(VaultLocked):
        vault.find("key")
    with pytest.raises(VaultLocked):
        vault.keep("key", Secret("s3"))
    with pytest.raises(VaultLocked):
        vault.forget("key")
    assert vault.is_present()
    assert vault.describe() == "Secret Service"


def test_k2_locked_midway_loses_nothing(keyring_bus: PrivateBus) -> None:
    vault = KeyringVault(SERVICE)
    vault.keep("key", Secret("s3"))
    keyring_bus.lock_keyring()
    with pytest.raises(VaultLocked):
        vault.keep("key", Secret("other"))
    keyring_bus.kill_keyring()
    keyring_bus.start_keyring()
    assert vault.find("key") == Secret("s3")


def test_k2_no_collection_and_nobody_to_ask_for_one(bus: PrivateBus) -> None:
    """A first start of the Secret Service asks the member to make a collection; here that is dismissed at once."""
    bus.start_keyring()
    bus.kill_keyring()
    for file in (bus.folder / "data" / "keyrings").iterdir():
        file.unlink()
    bus.start_keyring(is_unlocked=False)
    with pytest.raises(VaultLocked):
        KeyringVault(SERVICE).keep("key", Secret("s3"))


def test_k2_prompt_left_unanswered_then_dismissed(keyring_bus: PrivateBus) -> None:
    keyring_bus.lock_keyring()
    hasty, patient = KeyringVault(SERVICE, limit_s=0.5), KeyringVault(SERVICE)
    with ThreadPoolExecutor(1) as pool:
        with keyring_bus.unanswered_prompts():
            with pytest.raises(VaultSlow):
                hasty.find("key")
            waiting = pool.submit(patient.find, "key")
            assert not waiting.done()
        with pytest.raises(VaultLocked):
            waiting.result(timeout=15)


def test_k2_a_service_that_hangs_is_left_behind(keyring_bus: PrivateBus) -> None:
    vault = KeyringVault(HANGING, limit_s=1.5)
    vault.keep("key", Secret("s3"))
    keyring_bus.freeze_keyring()
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(VaultSlow):
            vault.find("key")
    assert time.monotonic() - began < 15
    assert vault.is_present()  # the bus answers for it
    keyring_bus.thaw_keyring()
    assert vault.find("key") == Secret("s3")
    assert_threads_end(f"keyring {HANGING}", still=1)


def test_k2_a_keep_given_up_never_lands_later(keyring_bus: PrivateBus) -> None:
    """The member asks again and the newer secret is kept: the older call, waking late, must not overwrite it."""
    vault = KeyringVault(WAKING, limit_s=1.5)
    vault.keep("key", Secret("first"))
    keyring_bus.freeze_keyring()
    with pytest.raises(VaultSlow):
        vault.keep("key", Secret("given up"))
    keyring_bus.thaw_keyring()
    vault.keep("key", Secret("newer"))
    assert_threads_end(f"keyring {WAKING}", still=1)
    assert vault.find("key") == Secret("newer")


def test_k2_a_service_that_dies_midway(keyring_bus: PrivateBus) -> None:
    vault = KeyringVault(SERVICE)
    keyring_bus.freeze_keyring()
    with keyring_bus.calls() as next_call, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(vault.keep, "key", Secret("s3"))
        next_call()
        keyring_bus.kill_keyring()
        with pytest.raises(VaultRefused):
            asked.result(timeout=15)
    with pytest.raises(VaultAbsent):
        vault.find("key")
    keyring_bus.start_keyring()
    assert vault.find("key") is None
    vault.keep("key", Secret("s3"))
    assert vault.find("key") == Secret("s3")


@pytest.mark.parametrize(
    "address", [None, "", "unix:path=/nonexistent/bus", "tcp:host=127.0.0.1,port=1", "nonsense", "unix:abstract=none"]
)
def test_no_bus_is_no_keyring(monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    vault = KeyringVault(SERVICE)
    assert not vault.is_present()
    with pytest.raises(VaultAbsent):
        vault.find("key")
    with pytest.raises(VaultAbsent):
        vault.describe()


def test_the_thread_ends_with_its_vault(keyring_bus: PrivateBus) -> None:
    vault = KeyringVault(ENDING)
    assert vault.is_present()
    assert count_threads(f"keyring {ENDING}") == 1
    del vault
    assert_threads_end(f"keyring {ENDING}", still=0)


def test_k2_the_bus_goes_away_midway(keyring_bus: PrivateBus) -> None:
    vault = KeyringVault(SERVICE)
    vault.keep("key", Secret("s3"))
    keyring_bus.stop()
    (keyring_bus.folder / "bus").unlink()  # as a session that ends in order does
    with pytest.raises(VaultAbsent):
        vault.find("key")


HANGS = """
import sys
from demur.core.problem import VaultSlow
from demur.core.secret import Secret
from demur.vault.keyring_vault import KeyringVault
try:
    KeyringVault("org.example.demur-test", limit_s=0.5).keep("key", Secret("s3"))
except VaultSlow:
    sys.exit(23)
"""


def test_k2_a_hanging_keyring_does_not_hold_the_exit(keyring_bus: PrivateBus) -> None:
    keyring_bus.freeze_keyring()
    environment = {**keyring_bus.environment, "PYTHONPATH": ":".join(filter(None, sys.path))}
    ended = subprocess.run([sys.executable, "-c", HANGS], env=environment, timeout=30, check=False)
    assert ended.returncode == 23


def test_keyring_is_not_imported_before_it_is_needed() -> None:
    script = """
import sys
from demur.vault.folder_vault import FolderVault
from demur.vault.keyring_vault import KeyringVault
from demur.vault.practice_vault import PracticeVault
KeyringVault("org.example.demur-test")
slow = {"keyring", "secretstorage", "jeepney", "cryptography"} & set(sys.modules)
assert not slow, slow
"""
    environment = {"PYTHONPATH": ":".join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", script], env=environment, timeout=30, check=True)


def assert_threads_end(name: str, still: int) -> None:
    """Threads left behind end by themselves once what they waited for answers."""
    deadline = time.monotonic() + 10
    while count_threads(name) > still:
        assert time.monotonic() < deadline, "a thread left behind never ended"


def count_threads(name: str) -> int:
    return sum(thread.name == name for thread in living_threads())
