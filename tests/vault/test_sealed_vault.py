"""The sealed file: what it takes to open it, and what is said of a wrong passphrase and of each damage (K1, K3)."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from demur.core.problem import DiskFull, FolderUnusable
from demur.core.secret import Secret
from demur.core.vault_problem import (
    PassphraseWeak,
    PassphraseWrong,
    SealedFileDamaged,
    SealedFileGone,
    SealedFileLocked,
)
from demur.vault import sealing
from demur.vault.sealed_vault import SealedVault
from demur.vault.sealing import Contents, Cost

PASSPHRASE, OTHER = Secret("correct horse battery staple"), Secret("nine brown foxes under a bridge")
FLOOR = Cost(log_n=15, r=8, p=1)
"""The cheapest that a file may have: the real derivation and every check on it, in a quarter of the time."""


def vault_in(folder: Path, cost: Cost = FLOOR) -> SealedVault:
    return SealedVault(folder / "secrets.sealed", folder / "sealed-in-use", folder / "locks" / "secrets.lock", cost)


KEY = sealing.new_key(PASSPHRASE, FLOOR)


def begin_in(vault: SealedVault, contents: Contents) -> None:
    """Make the file as `create` does, with a key that was derived once for all tests: it takes a tenth of a second."""
    vault._write(contents, KEY)
    vault._mark()
    vault._key = KEY


@pytest.fixture
def vault(tmp_path: Path) -> SealedVault:
    made = vault_in(tmp_path)
    begin_in(made, Contents({"key": "s3 canary"}))
    return made


def answers(*given: Secret | None) -> tuple[Callable[[bool], Secret | None], list[bool]]:
    """Return a member who answers like this in turn, and what they were told each time."""
    told: list[bool] = []

    def ask(is_wrong: bool) -> Secret | None:
        told.append(is_wrong)
        return given[len(told) - 1]

    return ask, told


def test_k1_never_plain_text_and_for_its_owner_alone(vault: SealedVault, tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        vault.keep("tokens:of-plaza", Secret("s4 canary"))
    finally:
        os.umask(mask)
    assert stat.S_IMODE(vault.file.stat().st_mode) == 0o600
    everything = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for hidden in (b"canary", b"tokens", b"plaza", PASSPHRASE.reveal().encode()):
        assert hidden not in everything
    assert not list(tmp_path.glob(".*.new"))


def test_what_is_shipped_costs_what_it_should(tmp_path: Path) -> None:
    """OWASP Password Storage Cheat Sheet: N=2^17, r=8, p=1; RFC 7914, 2: 128 * N * r bytes."""
    made = SealedVault(tmp_path / "file", tmp_path / "marker", tmp_path / "lock")
    made.create(PASSPHRASE, Contents({"key": "s3"}))
    head = made.file.read_bytes()[:19]
    assert head == b"demur secrets 1\n\x11\x08\x01"
    again = SealedVault(tmp_path / "file", tmp_path / "marker", tmp_path / "lock")
    again.open(PASSPHRASE)
    assert again.find("key") == Secret("s3")


def test_k3_wrong_passphrase_is_not_damage_and_changes_nothing(vault: SealedVault, tmp_path: Path) -> None:
    before, again = vault.file.read_bytes(), vault_in(tmp_path)
    with pytest.raises(PassphraseWrong):
        again.open(OTHER)
    assert not again.is_open()
    with pytest.raises(SealedFileLocked):
        again.find("key")
    assert vault.file.read_bytes() == before


def test_k3_every_damaged_byte_is_told_without_a_passphrase(vault: SealedVault, tmp_path: Path) -> None:
    whole, again = vault.file.read_bytes(), vault_in(tmp_path)
    for at in range(len(whole)):
        vault.file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(SealedFileDamaged):
            again.open(PASSPHRASE)
    for length in range(len(whole)):
        vault.file.write_bytes(whole[:length])
        with pytest.raises(SealedFileDamaged):
            again.open(PASSPHRASE)


def resealed(whole: bytes, at: int, new: int) -> bytes:
    """Return the file with a byte changed, and a checksum that fits again: nobody does that by accident."""
    body = whole[:at] + bytes([new]) + whole[at + 1 : -32]
    return body + hashlib.sha256(body).digest()


def test_k3_what_is_changed_on_purpose_does_not_open(vault: SealedVault, tmp_path: Path) -> None:
    """Head, salt, nonce and ciphertext are all under the tag; an open key finds it, too."""
    whole = vault.file.read_bytes()
    for at in (20, 36, 48, 70, len(whole) - 33):
        vault.file.write_bytes(resealed(whole, at, whole[at] ^ 1))
        with pytest.raises(PassphraseWrong):
            vault_in(tmp_path).open(PASSPHRASE)
        with pytest.raises((SealedFileDamaged, SealedFileLocked)):
            vault.find("key")


@pytest.mark.parametrize(
    ("at", "value"),
    [(16, 14), (16, 1), (16, 0), (16, 20), (16, 63), (17, 1), (17, 255), (18, 0), (18, 5)],
    ids=["weaker", "none", "zero", "dearer", "absurd", "r low", "r absurd", "p zero", "p dear"],
)
def test_a_cost_below_the_floor_or_above_the_ceiling_is_refused_unasked(
    vault: SealedVault, tmp_path: Path, at: int, value: int
) -> None:
    vault.file.write_bytes(resealed(vault.file.read_bytes(), at, value))
    again = vault_in(tmp_path)
    with pytest.raises(SealedFileDamaged) as caught:
        again.open(PASSPHRASE)
    assert caught.value.details["what"] == "its cost"


def test_whoever_has_the_passphrase_can_read_it_without_demur(vault: SealedVault) -> None:
    """By what `sealing` says of the bytes, with the standard library's scrypt; the head is under the tag, too."""
    whole = vault.file.read_bytes()
    head, body = whole[:47], whole[47:-32]
    log_n, r, p = head[16:19]
    given = PASSPHRASE.reveal().encode()
    key = hashlib.scrypt(given, salt=head[19:35], n=1 << log_n, r=r, p=p, maxmem=64 << 20, dklen=32)
    held = json.loads(AESGCM(key).decrypt(head[35:47], body, head))
    assert held == {"secrets": {"key": "s3 canary"}, "left": []}
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(head[35:47], body, None)


def test_every_write_has_a_nonce_of_its_own(vault: SealedVault) -> None:
    seen = set()
    for _ in range(8):
        vault.keep("key", Secret("s3 canary"))
        seen.add(vault.file.read_bytes()[35:47])
    assert len(seen) == 8


@pytest.mark.parametrize("short", ["", "password", "eleven char"])
def test_a_weak_passphrase_makes_no_file(tmp_path: Path, short: str) -> None:
    with pytest.raises(PassphraseWeak):
        vault_in(tmp_path).create(Secret(short), Contents())
    assert not list(tmp_path.glob("*sealed*"))


def test_one_passphrase_on_every_keyboard(tmp_path: Path) -> None:
    """RFC 8265, 4.2.2: composed or not, and whichever space the keyboard has."""
    vault_in(tmp_path).create(Secret("caf\u00e9 au\u00a0lait \u2014 deux"), Contents({"key": "s3"}))
    again = vault_in(tmp_path)
    again.open(Secret("cafe\u0301 au lait \u2014 deux"))
    assert again.find("key") == Secret("s3")


def test_changed_passphrase_opens_and_the_old_one_does_not(vault: SealedVault, tmp_path: Path) -> None:
    other_process = vault_in(tmp_path)
    other_process.open(PASSPHRASE)
    with pytest.raises(PassphraseWrong):
        vault.change_passphrase(OTHER, OTHER)
    with pytest.raises(PassphraseWeak):
        vault.change_passphrase(PASSPHRASE, Secret("short"))
    assert vault.find("key") == Secret("s3 canary")
    vault.change_passphrase(PASSPHRASE, OTHER)
    assert vault.find("key") == Secret("s3 canary")
    for ask in (other_process.contents, lambda: other_process.find("key")):
        with pytest.raises(SealedFileLocked):
            ask()
    with pytest.raises(PassphraseWrong):
        vault_in(tmp_path).open(PASSPHRASE)
    other_process.open(OTHER)
    assert other_process.find("key") == Secret("s3 canary")


def test_locking_forgets_the_key_and_the_next_question_asks(vault: SealedVault) -> None:
    vault.lock()
    with pytest.raises(SealedFileLocked):
        vault.keep("key", Secret("other"))
    vault.ask, told = answers(OTHER, PASSPHRASE)
    assert vault.find("key") == Secret("s3 canary")
    assert told == [False, True]
    assert vault.find("key") == Secret("s3 canary")
    assert told == [False, True], "asked once, until it is locked again"


def test_a_question_called_off_is_locked(vault: SealedVault) -> None:
    vault.lock()
    vault.ask, told = answers(None)
    with pytest.raises(SealedFileLocked):
        vault.find("key")
    assert told == [False]


def test_k3_a_file_that_goes_is_said_and_nothing_takes_its_place(vault: SealedVault, tmp_path: Path) -> None:
    aside = vault.file.rename(tmp_path / "elsewhere")
    for one in (vault, vault_in(tmp_path)):
        with pytest.raises(SealedFileGone):
            one.is_chosen()
    aside.rename(vault.file)
    assert vault.is_chosen()
    assert vault.find("key") == Secret("s3 canary")


def test_given_up_is_kept_aside_and_can_be_put_back(vault: SealedVault, tmp_path: Path) -> None:
    before = vault.file.read_bytes()
    aside = vault.give_up()
    assert not vault.is_chosen()
    assert aside is not None
    assert aside.read_bytes() == before
    aside.rename(vault.file)
    vault.open(PASSPHRASE)
    assert vault.find("key") == Secret("s3 canary")


def test_d6_a_linked_file_is_not_followed(vault: SealedVault, tmp_path: Path) -> None:
    elsewhere = vault.file.rename(tmp_path / "elsewhere")
    vault.file.symlink_to(elsewhere)
    with pytest.raises(FolderUnusable):
        vault.find("key")


@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_d2_a_full_disk_is_said_and_the_old_file_stays(
    vault: SealedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """A small real disk can't be had without rights, so the system call answers as a full one does."""

    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        if at == "fsync":
            patched.setattr(os, "fsync", fail)
        else:
            patched.setattr(Path, "replace", fail)
        with pytest.raises(DiskFull):
            vault.keep("key", Secret("newer"))
    assert vault.find("key") == Secret("s3 canary")
    assert not list(tmp_path.glob(".*.new"))


def test_d1_disk_is_waited_for_around_the_rename_and_nobody_else_can_read_meanwhile(
    vault: SealedVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def sync_noted(handle: int) -> None:
        steps.append("sync")
        assert stat.S_IMODE(os.fstat(handle).st_mode) & 0o077 == 0 or stat.S_ISDIR(os.fstat(handle).st_mode)
        sync(handle)

    def rename_noted(old: Path, new: Path) -> Path:
        steps.append("rename")
        return rename(old, new)

    monkeypatch.setattr(os, "fsync", sync_noted)
    monkeypatch.setattr(Path, "replace", rename_noted)
    mask = os.umask(0)
    try:
        vault.keep("key", Secret("newer"))
    finally:
        os.umask(mask)
    assert steps == ["sync", "rename", "sync"]


WRITES = """
import sys
from pathlib import Path
from demur.core.secret import Secret
from demur.vault.sealed_vault import SealedVault
folder = Path(sys.argv[1])
vault = SealedVault(folder / "secrets.sealed", folder / "sealed-in-use", folder / "locks" / "secrets.lock")
vault.open(Secret(sys.argv[3]))
for number in range(25):
    vault.keep(f"{sys.argv[2]}{number}", Secret("s" * number))
"""


def test_two_processes_at_once_lose_nothing_of_each_other(vault: SealedVault, tmp_path: Path) -> None:
    environment = {"PYTHONPATH": ":".join(filter(None, sys.path))}
    command = [sys.executable, "-c", WRITES, str(tmp_path)]
    both = [subprocess.Popen([*command, name, PASSPHRASE.reveal()], env=environment) for name in ("a", "b")]
    assert [one.wait(30) for one in both] == [0, 0]
    names = {"key", *(f"{name}{number}" for name in "ab" for number in range(25))}
    assert set(vault.contents().texts) == names


def test_an_older_file_put_back_is_read_as_it_was(vault: SealedVault) -> None:
    """The file can't tell; the ledger's checkpoint in it is then older, which the ledger allows (design 6)."""
    older = vault.file.read_bytes()
    vault.keep("key", Secret("newer"))
    vault.file.write_bytes(older)
    assert vault.find("key") == Secret("s3 canary")


def test_nothing_shows_itself(vault: SealedVault) -> None:
    key = sealing.new_key(PASSPHRASE, FLOOR)
    shown = f"{key!r} {Contents({'key': 's3 canary'})!r} {replace(key)!r}"
    assert "canary" not in shown
    assert repr(key.reveal()) not in shown
