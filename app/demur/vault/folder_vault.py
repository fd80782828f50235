"""A vault in a folder, for practice only: anyone who can read the member's files can read these secrets."""

import errno
import hashlib
import secrets
from pathlib import Path

from demur.core.problem import VaultRefused
from demur.core.secret import Secret
from demur.vault.files import disk_problems, read_tightened, sync_folder, write_durably


class FolderVault:
    """Keeps each secret in a file of its own, 0600 in a folder that is 0700, under a name that tells nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def exists(self) -> bool:
        """Return whether anything was ever kept here."""
        return self._folder.exists()

    def keep(self, name: str, secret: Secret) -> None:
        """Write a whole new file and put it in the old one's place, so that a crash leaves one of the two."""
        with disk_problems(self._folder):
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
        with disk_problems(self._folder):
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
        with disk_problems(self._folder):
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
