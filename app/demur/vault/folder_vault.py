"""A vault in a folder, for practice only: anyone who can read the member's files can read these secrets."""

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demur.core.problem import DiskFull, FolderUnusable, VaultRefused
from demur.core.secret import Secret

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)  # Windows has no such flag, and always a keyring
FULL = (errno.ENOSPC, errno.EDQUOT)


class FolderVault:
    """Keeps each secret in a file of its own, 0600 in a folder that is 0700, under a name that tells nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def exists(self) -> bool:
        """Return whether anything was ever kept here."""
        return self._folder.exists()

    def keep(self, name: str, secret: Secret) -> None:
        """Write a whole new file and put it in the old one's place, so that a crash leaves one of the two."""
        with self._told():
            self._prepare()
            target = self._file(name)
            fresh = target.with_suffix(f".{secrets.token_hex(8)}.new")
            try:
                write_durably(fresh, secret.reveal().encode("utf-8", "surrogatepass"))
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)
            sync_folder(self._folder)

    def find(self, name: str) -> Secret | None:
        with self._told():
            self._refuse_link()
            try:
                untrusted_bytes = read_tightened(self._file(name))
            except FileNotFoundError:
                return None
        try:
            return Secret(untrusted_bytes.decode("utf-8", "surrogatepass"))
        except UnicodeDecodeError as error:
            raise VaultRefused from error

    def forget(self, name: str) -> None:
        """Remove the secret, and what a killed `keep` may have left of it."""
        with self._told():
            self._refuse_link()
            target = self._file(name)
            for file in (target, *self._folder.glob(f"{target.name}.*.new")):
                file.unlink(missing_ok=True)
            if self._folder.exists():
                sync_folder(self._folder)

    def _file(self, name: str) -> Path:
        return self._folder / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()

    def _prepare(self) -> None:
        """Make the folder, or tighten it."""
        self._refuse_link()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)

    def _refuse_link(self) -> None:
        """Refuse a link in the folder's place: it leads who knows where."""
        if self._folder.is_symlink():
            raise OSError(errno.ELOOP, "a link stands in the folder's place")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in FULL:
                raise DiskFull from error
            raise FolderUnusable(folder=str(self._folder), why=error.strerror or str(error)) from error


def write_durably(file: Path, body: bytes) -> None:
    """Write a file that wasn't there, readable by its owner alone whatever the umask, and wait for the disk."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())


def read_tightened(file: Path) -> bytes:
    """Return a file's bytes, after taking away what rights others had; a link, or anything but a file, is refused."""
    handle = os.open(file, os.O_RDONLY | NO_FOLLOW | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as stream:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a plain file")
        if os.name == "posix" and mode & 0o077:
            os.fchmod(handle, 0o600)
        return stream.read()


def sync_folder(folder: Path) -> None:
    """Make a rename or removal in `folder` survive power loss; Windows does this by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
