"""`demur settings secrets`: keyring to sealed file and back, by a real command, its passphrase never in an argument."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli.conftest import Demur, Ran, environment_of
from tests.vault.private_bus import PrivateBus
from tests.vault.test_sealed_vault import begin_in

from demur import wiring
from demur.paths import Folders
from demur.vault.sealed_vault import SealedVault
from demur.vault.sealing import Contents

PASSPHRASE, OTHER = "correct horse battery staple", "nine brown foxes under a bridge"


@contextmanager
def lines(*texts: str) -> Iterator[int]:
    """Give a descriptor that says these lines."""
    read, write = os.pipe()
    os.write(write, "".join(f"{text}\n" for text in texts).encode())
    os.close(write)
    try:
        yield read
    finally:
        os.close(read)


def run(data: Path, *arguments: str, given: tuple[str, ...] = (), more: Mapping[str, str] | None = None) -> Ran:
    with lines(*given) as handle:
        done = subprocess.run(
            [sys.executable, "-m", "demur", *arguments, *(["--passphrase-fd", str(handle)] if given else [])],
            env={**environment_of(data, has_keyring=True), **(more or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            pass_fds=(handle,),
        )
    assert "Traceback" not in done.stderr, done.stderr
    assert not any(secret in done.stdout + done.stderr for secret in (PASSPHRASE, OTHER))
    return Ran(done.returncode, done.stdout, done.stderr)


def seal(data: Path) -> None:
    """Leave an empty sealed file as a quicker computer would have made it."""
    folders = Folders(data)
    folders.prepare()
    begin_in(SealedVault(folders.sealed, folders.sealed_mark, folders.locks / "secrets.lock"), Contents())


@pytest.fixture
def bus() -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        yield bus


def on(bus: PrivateBus) -> dict[str, str]:
    return {"DBUS_SESSION_BUS_ADDRESS": bus.address}


def test_k1_from_no_keyring_to_a_file_to_a_keyring(bus: PrivateBus, tmp_path: Path) -> None:
    """Each state has a sentence of its own: none here, locked, open, and the keyring again."""
    data = tmp_path / "data"
    ran = run(data, "settings", "secrets", "file", given=(PASSPHRASE,), more=on(bus))
    assert (ran.code, "only your passphrase opens" in ran.out) == (0, True)
    assert run(data, "settings", "secrets", "--json", more=on(bus)).json == {
        "secrets": {"in": "sealed-file", "place": None, "problem": "sealed-file-locked"}
    }
    ran = run(data, "settings", "secrets", "keyring", given=(PASSPHRASE,), more=on(bus))
    assert (ran.code, "no keyring that Demur trusts" in ran.err) == (3, True)
    bus.start_keyring()
    ran = run(data, "settings", "secrets", "keyring", "--json", given=(PASSPHRASE,), more=on(bus))
    assert ran.json == {"secrets": {"in": "keyring", "place": "Secret Service", "problem": None}}
    assert not (data / "secrets.sealed").exists()


def test_passphrase_is_changed_and_a_wrong_one_changes_nothing(demur: Demur) -> None:
    seal(demur.data)
    ran = run(demur.data, "settings", "secrets", "passphrase", "--json", given=(OTHER, PASSPHRASE))
    assert (ran.code, ran.json["problem"]["code"]) == (3, "passphrase-wrong")
    assert run(demur.data, "settings", "secrets", "passphrase", given=(PASSPHRASE, OTHER)).code == 0
    ran = run(demur.data, "settings", "secrets", "keyring", given=(PASSPHRASE,))
    assert (ran.code, "is locked" in ran.err) == (3, True)


def test_a_forgotten_passphrase_is_given_up_only_at_the_members_word(demur: Demur) -> None:
    seal(demur.data)
    ran = run(demur.data, "settings", "secrets", "give-up")
    assert (ran.code, "--yes" in ran.err) == (3, True)
    assert (demur.data / "secrets.sealed").exists()
    assert run(demur.data, "settings", "secrets", "give-up", "--yes").code == 0
    assert not (demur.data / "secrets.sealed").exists()
    assert len(list(demur.data.glob("secrets.sealed.given-up-*"))) == 1


def test_a_descriptor_that_says_nothing_is_said(demur: Demur) -> None:
    ran = run(demur.data, "settings", "secrets", "file", "--passphrase-fd", "77")
    assert (ran.code, "descriptor 77" in ran.err) == (64, True)


def test_variables_and_arguments_are_no_passphrase(demur: Demur) -> None:
    variables = dict.fromkeys(("DEMUR_PASSPHRASE", "PASSPHRASE", "DEMUR_PASSPHRASE_FD"), PASSPHRASE)
    ran = run(demur.data, "settings", "secrets", "file", more=variables)
    assert (ran.code, "--passphrase-fd" in ran.err) == (64, True)
    assert run(demur.data, "settings", "secrets", "file", "--passphrase", OTHER[:4]).code == 64


def test_typed_on_a_terminal_it_is_asked_for_unseen(demur: Demur) -> None:
    """A wrong one is said, and asked for again; nothing that was typed comes back on the screen."""
    seal(demur.data)
    shown = at_terminal(demur.data, [OTHER, PASSPHRASE], "settings", "secrets", "keyring")
    assert "doesn't open your sealed file" in shown
    assert "Moved." in shown
    shown = at_terminal(demur.data, [PASSPHRASE, OTHER], "settings", "secrets", "file")
    assert "New passphrase" in shown
    assert "not the same" in shown
    assert not (demur.data / "secrets.sealed").exists()


def at_terminal(data: Path, typed: list[str], *arguments: str) -> str:
    """Run a command on a terminal of its own, answer each question for a passphrase, and return what was shown."""
    child, handle = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "demur", *arguments], environment_of(data, has_keyring=True))
    shown = b""
    answers = iter(typed)
    while True:
        try:
            part = os.read(handle, 1024)
        except OSError:  # the terminal is gone, as its program is
            break
        shown += part
        if part.rstrip(b" ").endswith((b"passphrase:", b"more:", b"file:")):
            os.write(handle, f"{next(answers)}\n".encode())
    os.waitpid(child, 0)
    os.close(handle)
    assert not any(secret.encode() in shown for secret in (PASSPHRASE, OTHER))
    return shown.decode()


def test_erasing_everything_takes_the_file_too(demur: Demur) -> None:
    product = wiring.build(Folders(demur.data))
    vault = product.rooms.own_vault()
    begin_in(vault.sealed, Contents())
    product.erase()
    assert not list(demur.data.glob("secrets*"))
    assert product.rooms.own_vault() is not vault
    assert not product.rooms.own_vault().sealed.is_chosen()
    product.close()
