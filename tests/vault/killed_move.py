"""Moves secrets again and again, in a process of its own that is killed at one step later each time.

`killed_move.py WAY FOLDER SECRETS STRIDE` prints how many were killed, and where the secrets lay
afterwards. It forks: each child has the libraries loaded, and a thread of its own for the keyring.
"""

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import filelock
from cryptography.hazmat.primitives.ciphers import aead
from cryptography.hazmat.primitives.kdf import scrypt
from tests.vault.test_own_vault import own
from tests.vault.test_sealed_vault import OTHER, PASSPHRASE

from demur.core.secret import Secret
from demur.core.vault_problem import PassphraseWrong
from demur.vault import backends, files, sealed_vault, secret_service
from demur.vault.sealing import Contents

LOADED = (files, secret_service, scrypt, aead, filelock)
"""Imported once, here: a child that is forked finds them."""


def main(way: str, folder: Path, kept: dict[str, str], stride: int) -> None:
    places: set[str] = set()
    killed = 0
    for step in itertools.count(0 if stride == 1 else 2, stride):
        home = folder / str(step)
        home.mkdir()
        if in_child(partial(killed_at, step, way, home, kept)) != -signal.SIGKILL:
            break
        place = in_child(partial(look, home, kept, way))
        assert place in (10, 11), place
        places.add("file" if place == 10 else "keyring")
        killed += 1
    sys.stdout.write(json.dumps([killed, sorted(places)]))


def in_child(work: Callable[[], int]) -> int:
    """Return how a forked child ended that does `work`: what it returned, or the signal, negative."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(work())
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(step: int, way: str, home: Path, kept: dict[str, str]) -> int:
    vault = own(home)
    if way == "to-file":
        for name, text in kept.items():
            vault.keep(name, Secret(text))
    else:
        vault.sealed.create(PASSPHRASE, Contents(kept))
    count_steps(step)
    if way == "to-file":
        vault.move_to_file(PASSPHRASE)
    elif way == "to-keyring":
        vault.move_to_keyring()
    else:
        vault.sealed.change_passphrase(PASSPHRASE, OTHER)
    return 0


def count_steps(step: int) -> None:
    """Let every call that changes a disk or a keyring count, and the one that is due kill this process before it."""
    left = [step]

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return work(*given, **named)

        return call

    for holder, names in (
        (sealed_vault, ("write_durably", "sync_folder")),
        (os, ("fsync",)),
        (Path, ("replace", "unlink", "touch")),
        (backends.KeyringPlace, ("write", "erase")),
    ):
        for name in names:
            setattr(holder, name, counted(getattr(holder, name)))


def look(home: Path, kept: dict[str, str], way: str) -> int:
    """Find everything; then the same move, done again to its end, finds and leaves what it should."""
    vault = own(home)
    place = 10 if vault.sealed.is_chosen() else 11
    if place == 10:
        try:
            vault.sealed.open(PASSPHRASE)
        except PassphraseWrong:
            assert way == "passphrase"
            vault.sealed.open(OTHER)
        assert not any(vault.keyring.find(name) for name in kept), "what a move left there goes when the file is opened"
    assert {name: found.reveal() for name in kept if (found := vault.find(name))} == kept
    if way == "to-file":
        vault.move_to_file(PASSPHRASE)
        assert vault.sealed.contents().left_in_keyring == ()
    elif way == "to-keyring" and place == 10:
        vault.move_to_keyring()
    assert {name: found.reveal() for name in kept if (found := vault.find(name))} == kept
    for name in kept:
        if vault.sealed.is_chosen():
            assert vault.keyring.find(name) is None, "nothing stays in the keyring"
        else:
            vault.keyring.forget(name)  # for the next round
    return place


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]), int(sys.argv[4]))
