"""The vault in a file that a passphrase seals, for members whose computer has no keyring, or who prefer it."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from demur.core.problem import FolderUnusable
from demur.core.secret import Secret
from demur.core.vault_problem import PassphraseWrong, SealedFileDamaged, SealedFileGone, SealedFileLocked, SecretsBusy
from demur.vault import sealing
from demur.vault.files import disk_problems, read_tightened, sync_folder, write_durably
from demur.vault.sealing import SHIPPED, Contents, Cost, Sealed, SealingKey

if TYPE_CHECKING:
    from filelock import FileLock

Ask = Callable[[bool], Secret | None]
"""Asks the member for the passphrase, and answers None where they won't say; True where the last one was wrong."""

_PATIENCE_S = 60.0
"""How long another process may hold the file: as long as a move needs, in which a keyring may hang for a while."""


class SealedVault:
    """Keeps all secrets in one file, written anew each time: a crash leaves the old file or the new one.

    The key lies in memory alone, from when the passphrase is given until `lock`. `marker` says that the file is in
    use: where the marker is and the file isn't, the file is gone, and nothing else takes its place unasked.
    """

    def __init__(self, file: Path, marker: Path, lock: Path, cost: Cost = SHIPPED) -> None:
        self.file, self._marker, self._lock_file, self._cost = file, marker, lock, cost
        self.ask: Ask | None = None
        """How to ask for the passphrase; without it a locked file is a problem at once."""
        self.opened: Callable[[], None] = lambda: None
        """What is to be done whenever the file was opened or made."""
        self._key: SealingKey | None = None
        self._asking = Lock()

    def is_chosen(self) -> bool:
        """Tell whether secrets lie here and not in a keyring. Raises `SealedFileGone`."""
        if os.path.lexists(self.file):
            return True
        if self._marker.exists():
            raise SealedFileGone(file=str(self.file))
        return False

    def is_awaited(self) -> bool:
        """Tell whether secrets lie here, also where the file went missing."""
        return os.path.lexists(self.file) or self._marker.exists()

    def is_open(self) -> bool:
        return self._key is not None

    def lock(self) -> None:
        """Forget the key; the next question asks for the passphrase again."""
        self._key = None

    def open(self, passphrase: Secret) -> None:
        """Take a passphrase. Raises `PassphraseWrong`, `SealedFileDamaged`, `SealedFileGone`, the folder's problems."""
        sealed = self._read()
        key = sealing.key_for(sealed, passphrase)
        sealing.unseal(sealed, key)
        self._key = key
        self._mark()
        self.opened()

    def require_open(self) -> None:
        """Ask for the passphrase where it is needed. Raises `SealedFileLocked` where it isn't given, and as `open`."""
        if self._fits():
            return
        with self._asking:  # one question, however many wait for its answer
            if self._fits():
                return
            is_wrong = False
            while self.ask is not None and (given := self.ask(is_wrong)) is not None:
                with suppress(PassphraseWrong):  # the next question says so
                    self.open(given)
                    return
                is_wrong = True
        raise SealedFileLocked

    def create(self, passphrase: Secret, contents: Contents) -> None:
        """Seal `contents` under a new passphrase. Raises `PassphraseWeak`; the old file stays unless all went well."""
        key = sealing.new_key(passphrase, self._cost)
        with self.turn():
            self._write(contents, key)
            self._key = key
            self._mark()
            self.opened()

    def change_passphrase(self, old: Secret, new: Secret) -> None:
        """Seal the same secrets under another key. Raises as `open`, and `PassphraseWeak`."""
        with self.turn():
            sealed = self._read()
            contents = sealing.unseal(sealed, sealing.key_for(sealed, old))
            self.create(new, contents)

    def remove(self) -> None:
        """Remove the file: the last step of a move to the keyring."""
        with self.turn(), disk_problems(self.file.parent):
            self._marker.unlink(missing_ok=True)  # first: a file without its marker is one in use
            self.file.unlink(missing_ok=True)
            sync_folder(self.file.parent)
        self.lock()

    def give_up(self) -> Path | None:
        """Let go of a file whose passphrase is lost, or that is gone; return where it lies now, untouched."""
        aside = self.file.with_name(f"{self.file.name}.given-up-{secrets.token_hex(4)}")
        with self.turn(), disk_problems(self.file.parent):
            is_there = os.path.lexists(self.file)
            self._marker.unlink(missing_ok=True)
            if is_there:
                self.file.rename(aside)
            sync_folder(self.file.parent)
        self.lock()
        return aside if is_there else None

    def keep(self, name: str, secret: Secret) -> None:
        self.require_open()
        with self.turn():
            held = self.contents()
            self.put(replace(held, texts={**held.texts, name: secret.reveal()}))

    def find(self, name: str) -> Secret | None:
        self.require_open()
        text = self.contents().texts.get(name)
        return None if text is None else Secret(text)

    def forget(self, name: str) -> None:
        self.require_open()
        with self.turn():
            held = self.contents()
            if name in held.texts:
                self.put(replace(held, texts={key: text for key, text in held.texts.items() if key != name}))

    def contents(self) -> Contents:
        """Return everything that lies here. Raises `SealedFileLocked` rather than ask, and as `open`."""
        sealed, key = self._read(), self._key
        if key is None or not sealing.fits(sealed, key):
            raise SealedFileLocked
        return self._unsealed(sealed, key)

    def put(self, contents: Contents) -> None:
        """Write everything anew, under the key that is open. The caller holds the turn since it read."""
        if self._key is None:
            raise SealedFileLocked
        self._write(contents, self._key)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the right to change where secrets lie, over all threads and processes. Raises `SecretsBusy`."""
        from filelock import Timeout

        try:
            self._lock_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._turns.acquire()
        except Timeout as error:
            raise SecretsBusy from error
        except OSError as error:
            raise FolderUnusable(folder=str(self._lock_file.parent), why=error.strerror or str(error)) from error
        try:
            yield
        finally:
            self._turns.release()

    @cached_property
    def _turns(self) -> "FileLock":
        """One lock, which a thread that holds it may take again (filelock: `thread_local`)."""
        from filelock import FileLock

        return FileLock(self._lock_file, timeout=_PATIENCE_S, mode=0o600)

    def _fits(self) -> bool:
        """Look at the file first: damage is said before anybody is asked for a passphrase."""
        sealed, key = self._read(), self._key
        return key is not None and sealing.fits(sealed, key)

    def _unsealed(self, sealed: Sealed, key: SealingKey) -> Contents:
        try:
            return sealing.unseal(sealed, key)
        except PassphraseWrong as error:  # the key opened it before, so somebody changed the file and its checksum
            raise SealedFileDamaged(what="its seal", file=str(self.file)) from error

    def _read(self) -> Sealed:
        with disk_problems(self.file.parent):
            try:
                untrusted_bytes = read_tightened(self.file)
            except FileNotFoundError as error:
                raise SealedFileGone(file=str(self.file)) from error
        return sealing.parse(untrusted_bytes, str(self.file))

    def _write(self, contents: Contents, key: SealingKey) -> None:
        """Write a whole new file, look whether it opens, and put it in the old one's place."""
        fresh = self.file.with_name(f".{self.file.name}.{secrets.token_hex(8)}.new")
        with disk_problems(self.file.parent):
            try:
                write_durably(fresh, sealing.seal(contents, key))
                written = sealing.parse(read_tightened(fresh), str(self.file))
                if self._unsealed(written, key) != contents:
                    raise SealedFileDamaged(what="its contents", file=str(self.file))
                fresh.replace(self.file)
            finally:
                fresh.unlink(missing_ok=True)
            sync_folder(self.file.parent)

    def _mark(self) -> None:
        with disk_problems(self._marker.parent):
            if not self._marker.exists():
                self._marker.touch(mode=0o600)
                sync_folder(self._marker.parent)
