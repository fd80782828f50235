"""Writing a file so that it is whole or absent after a crash, and of no use to others (faults B.3, files)."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from demur.core.problem import DiskFull, FolderTaken, FolderUnusable

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextlib.contextmanager
def folder_problems(folder: Path) -> Iterator[None]:
    """Turn what the system says of a folder into a problem for the member."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(folder=str(folder)) from error
        raise FolderUnusable(folder=str(folder), why=error.strerror or str(error)) from error


def write_durably(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step, replacing what is there. Raises `DiskFull`, `FolderUnusable`."""
    with folder_problems(path.parent):
        temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}")  # `secrets` would load OpenSSL
        try:
            _write_new(temporary, content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(path.parent)


def write_new_file(file: Path, content: bytes) -> None:
    """Put `content` into a file that is not there yet. Raises `FolderTaken`, `FolderUnusable`, `DiskFull`."""
    with folder_problems(file.parent):
        if file.is_symlink() or file.exists():
            raise FolderTaken(folder=str(file.parent), file=file.name)
    write_durably(file, content)


def create_private(path: Path) -> int:
    """Return a descriptor of a new file that only this user may read; never a link, never one that was there."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, 0o600)  # the umask may have taken bits away
    return descriptor


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power loss; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: Path, content: bytes) -> None:
    with os.fdopen(create_private(path), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
