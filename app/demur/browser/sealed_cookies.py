"""Keeps a sign-in's cookies, where the member asked for it: in a sealed file, its key in the vault. No Qt here."""

import base64
import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from demur.core.ports import Vault
from demur.core.secret import Secret
from demur.receipts.durable_file import folder_problems, sync_folder, write_durably

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_HEAD = b"demur cookies 1\n"
_NONCE = 12
"""Bytes; NIST SP 800-38D, 8.2.2: random, and far fewer than 2^32 of them under one key."""
_LIMIT = 4 << 20


class SealedCookies:
    """AES-256-GCM files in one folder. Whatever is damaged, or whose key is gone, means signed out, no more."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder, self._vault = folder, vault

    def is_kept(self, name: str) -> bool:
        """Tell whether the member asked to stay signed in, without asking the vault."""
        return self._file(name).is_file()

    def keep(self, name: str, cookies: Sequence[bytes]) -> None:
        """Seal the cookies of one sign-in. Raises the vault's problems, `DiskFull`, `FolderUnusable`."""
        plain = json.dumps([base64.b64encode(cookie).decode() for cookie in cookies]).encode()
        key, nonce = self._key(name) or self._new_key(name), secrets.token_bytes(_NONCE)
        sealed = _aes(key).encrypt(nonce, plain, _bound_to(name))
        with folder_problems(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        write_durably(self._file(name), _HEAD + nonce + sealed)

    def find(self, name: str) -> tuple[bytes, ...]:
        """Return the cookies of a sign-in, none where none are kept or can be read. Raises the vault's problems."""
        return self._read(name) or ()

    def forget(self, name: str) -> int | None:
        """Remove file and key, and return how many cookies that were; None where they could not be counted.

        Raises the vault's problems and `FolderUnusable`; the file goes first, and without it the key opens nothing.
        """
        if not self.is_kept(name):
            self._vault.forget(_key_name(name))
            return 0
        cookies = self._read(name)
        with folder_problems(self._folder):
            self._file(name).unlink()
            sync_folder(self._folder)
        self._vault.forget(_key_name(name))
        return None if cookies is None else len(cookies)

    def _read(self, name: str) -> tuple[bytes, ...] | None:
        untrusted_file = self._content(name)
        if untrusted_file is None or not untrusted_file.startswith(_HEAD):
            return None
        key = self._key(name)
        return None if key is None else _opened(untrusted_file.removeprefix(_HEAD), key, name)

    def _content(self, name: str) -> bytes | None:
        """Return what the file holds; None where there is none, or where a link or a giant stands in its place."""
        with contextlib.suppress(OSError):
            handle = os.open(self._file(name), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
            with os.fdopen(handle, "rb") as stream:
                content = stream.read(_LIMIT + 1)
                return content if len(content) <= _LIMIT else None
        return None

    def _key(self, name: str) -> bytes | None:
        kept = self._vault.find(_key_name(name))
        with contextlib.suppress(ValueError):
            key = bytes.fromhex(kept.reveal()) if kept is not None else b""
            return key if len(key) == 32 else None
        return None

    def _new_key(self, name: str) -> bytes:
        key = secrets.token_bytes(32)
        self._vault.keep(_key_name(name), Secret(key.hex()))
        return key

    def _file(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.sealed"


def _aes(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _opened(untrusted_sealed: bytes, key: bytes, name: str) -> tuple[bytes, ...] | None:
    from cryptography.exceptions import InvalidTag

    nonce, sealed = untrusted_sealed[:_NONCE], untrusted_sealed[_NONCE:]
    try:
        plain = _aes(key).decrypt(nonce, sealed, _bound_to(name))
        return tuple(base64.b64decode(line, validate=True) for line in json.loads(plain))
    except (InvalidTag, ValueError):  # too short, changed, or another sign-in's
        return None


def _bound_to(name: str) -> bytes:
    """Return what ties a file to its sign-in, so that one account's never opens as another's."""
    return _HEAD + name.encode()


def _key_name(name: str) -> str:
    return f"cookies {name}"
