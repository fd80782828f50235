"""Where things lie: the member's data folder, and the program's own resources, installed or not."""

import os
import shutil
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from demur.core.problem import FolderUnusable

_PACKAGE = Path(__file__).parent


def resources() -> Path:
    """Return the folder of resources: inside the package where installed, beside `app/` in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "resources"


class Folders(NamedTuple):
    """One member's data folder and what lies in it."""

    data: Path

    @property
    def accounts(self) -> Path:
        return self.data / "accounts.sqlite"

    @property
    def platforms(self) -> Path:
        """Platform files that the member dropped in."""
        return self.data / "platforms"

    @property
    def meaning(self) -> Path:
        """Newer files of claims that the member took in."""
        return self.data / "meaning"

    @property
    def practice(self) -> Path:
        return self.data / "practice"

    @property
    def locks(self) -> Path:
        return self.data / "locks"

    def ledger(self, is_practice: bool) -> Path:
        return (self.practice if is_practice else self.data) / "ledger.sqlite"

    @property
    def older_ledgers(self) -> Path:
        """Ledgers of real accounts that are kept beside the present one."""
        return self.data / "older-ledgers"

    @property
    def sealed(self) -> Path:
        """Secrets under a passphrase, for members who keep them in no keyring."""
        return self.data / "secrets.sealed"

    @property
    def sealed_mark(self) -> Path:
        """Says that the file above is in use, also where it went missing."""
        return self.data / "secrets-are-sealed"

    def cookies(self, is_practice: bool) -> Path:
        """Sign-ins that the member asked to be kept, sealed."""
        return (self.practice if is_practice else self.data) / "sign-ins"

    def prepare(self) -> None:
        """Make the folders, for this member alone. Raises `FolderUnusable`."""
        try:
            for folder in (self.data, self.platforms, self.practice, self.locks):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if folder.stat().st_mode & 0o077:
                    folder.chmod(0o700)
                if not os.access(folder, os.W_OK | os.X_OK):
                    raise FolderUnusable(folder=str(folder), why="it can't be written")
        except OSError as error:
            raise FolderUnusable(folder=str(self.data), why=error.strerror or "it can't be made") from error

    def clear(self) -> None:
        """Remove everything that Demur put here, and make the empty folders anew. Raises `FolderUnusable`."""
        try:
            for file in (self.accounts, self.ledger(False), self.sealed, self.sealed_mark):
                copies = chain(self.data.glob(f"{file.name}.*"), self.data.glob(f".{file.name}.*"))  # some half made
                for path in (file, file.with_name(f"{file.name}-journal"), *copies):
                    path.unlink(missing_ok=True)
            for folder in (
                self.practice,
                self.platforms,
                self.meaning,
                self.locks,
                self.older_ledgers,
                self.cookies(False),
            ):
                if folder.is_dir():
                    shutil.rmtree(folder)
        except OSError as error:
            raise FolderUnusable(folder=str(self.data), why=error.strerror or "a file can't be removed") from error
        self.prepare()


def folders(chosen: Path | None) -> Folders:
    """Return the data folder: as chosen, else `DEMUR_DATA_DIR`, else where this system keeps such data."""
    if chosen is None and (named := os.environ.get("DEMUR_DATA_DIR")):
        chosen = Path(named)
    if chosen is None:
        import platformdirs

        chosen = Path(platformdirs.user_data_dir("demur", appauthor=False))
    return Folders(chosen.absolute())
