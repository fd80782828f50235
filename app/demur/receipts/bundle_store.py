"""Laying a bundle into a new folder, or into one stored-only zip whose bytes depend on nothing but its content."""

import errno
import os
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from demur.core.problem import FolderTaken, FolderUnusable
from demur.receipts.durable_file import create_private, folder_problems, sync_folder

Content = bytes | Iterable[bytes]
"""A file's bytes, at once or piece by piece."""

ARCHIVE_SUFFIX: Final = ".zip"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name: the time of day says nothing about a receipt (APPNOTE 4.4.6)."""
_UNIX: Final = 3
_PRIVATE: Final = (stat.S_IFREG | 0o600) << 16


def write_bundle(destination: Path, files: Mapping[str, Content]) -> Path:
    """Write files as a zip where the name ends so, else as a folder, whole or not at all; return where.

    Nothing that is there is ever replaced. Raises `FolderTaken`, `FolderUnusable`, `DiskFull`.
    """
    write = _write_archive if destination.suffix.lower() == ARCHIVE_SUFFIX else _write_folder
    with folder_problems(destination.parent):
        destination.parent.mkdir(parents=True, exist_ok=True)
    with folder_problems(destination):
        _require_free(destination)
        write(destination, files)
        sync_folder(destination.parent)
    return destination


def _require_free(destination: Path) -> None:
    """Refuse a name that anything but an empty folder has, a link included."""
    try:
        facts = destination.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISLNK(facts.st_mode):
        raise FolderUnusable(folder=str(destination), why=os.strerror(errno.ELOOP))
    if not stat.S_ISDIR(facts.st_mode) or destination.suffix.lower() == ARCHIVE_SUFFIX:
        raise FolderTaken(folder=str(destination.parent), file=destination.name)
    if (there := next(destination.iterdir(), None)) is not None:
        raise FolderTaken(folder=str(destination), file=there.name)


def _write_folder(destination: Path, files: Mapping[str, Content]) -> None:
    with _beside(destination) as temporary:
        temporary.mkdir(mode=0o700)
        temporary.chmod(0o700)  # the umask may have taken bits away
        for name, content in files.items():
            path = temporary / name
            if path.parent != temporary:
                path.parent.mkdir(mode=0o700, exist_ok=True)
                path.parent.chmod(0o700)
            _write_new(path, content)
        for folder in {(temporary / name).parent for name in files}:
            sync_folder(folder)
        if destination.is_dir():
            destination.rmdir()  # empty; not every system lets a folder take its place
        temporary.rename(destination)


def _write_new(path: Path, content: Content) -> None:
    with os.fdopen(create_private(path), "wb") as file:
        for piece in _pieces(content):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _write_archive(destination: Path, files: Mapping[str, Content]) -> None:
    with _beside(destination) as temporary:
        with os.fdopen(create_private(temporary), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for name, content in files.items():
                    is_of_any_length = not isinstance(content, bytes)
                    with archive.open(_fixed(name), "w", force_zip64=is_of_any_length) as member:
                        for piece in _pieces(content):
                            member.write(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(destination)


def _fixed(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.create_system, info.external_attr = _UNIX, _PRIVATE
    return info


def _pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    else:
        yield from content


@contextmanager
def _beside(destination: Path) -> Iterator[Path]:
    """Give a name beside the destination, and leave nothing of it where the writing fails."""
    temporary = destination.with_name(f".{destination.name}.{os.urandom(8).hex()}")
    try:
        yield temporary
    finally:
        if temporary.is_dir():
            shutil.rmtree(temporary)
        else:
            temporary.unlink(missing_ok=True)
