"""Reading files that may come from anyone: bounded, never a device, never waiting."""

import os
import stat
from pathlib import Path
from typing import BinaryIO


def read_bounded(path: Path, limit: int, follows_links: bool = True) -> bytes:
    """Return at most `limit` + 1 bytes of a regular file, so that a longer file shows; OSError where there is none."""
    with open_plain(path, follows_links) as file:
        return file.read(limit + 1)


def open_plain(path: Path, follows_links: bool = True) -> BinaryIO:
    """Open a regular file for reading; OSError where there is none."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    if not follows_links:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError("not a regular file")
    return file
