"""Files that hold secrets: for their owner alone, whole or absent after a crash, and never through a link."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demur.core.problem import DiskFull, FolderUnusable

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)  # Windows has no such flag
_BINARY = getattr(os, "O_BINARY", 0)
_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def disk_problems(folder: Path) -> Iterator[None]:
    """Turn what the system says of a folder into a problem for the member."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        raise FolderUnusable(folder=str(folder), why=error.strerror or str(error)) from error


def write_durably(file: Path, body: bytes) -> None:
    """Write a file that wasn't there, readable by its owner alone whatever the umask, and wait for the disk."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | _BINARY, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())


def read_tightened(file: Path, longest: int = 16 << 20) -> bytes:
    """Return a file's bytes, after taking away what rights others had.

    A link, anything but a file, and one that is longer than anything of ours are refused.
    """
    handle = os.open(file, os.O_RDONLY | NO_FOLLOW | _BINARY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as stream:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a plain file")
        if os.name == "posix" and mode & 0o077:
            os.fchmod(handle, 0o600)
        content = stream.read(longest + 1)
    if len(content) > longest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def sync_folder(folder: Path) -> None:
    """Make a rename or removal in `folder` survive power loss; Windows does this by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
