"""Where a bundle lies: a folder or a zip, from anyone, read without trusting anything that it says of itself."""

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from demur.receipts.disclosure import EVIDENCE_FOLDER
from demur.receipts.file_reading import open_plain

MOST_FILES: Final = 4096
_MOST_MEMBERS: Final = 256
_DIRECTORY_BYTES: Final = 64 * 1024
_NAME: Final = re.compile(rf"(?:{EVIDENCE_FOLDER}/)?[A-Za-z0-9][A-Za-z0-9._-]{{0,63}}")
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_HEAD: Final = b"PK"

REFUSALS: Final = ("too-many", "not-a-zip", "name", "doubled", "link", "encrypted", "compressed", "overlapping")
"""Every reason why a folder or an archive is not looked into."""


class SourceRefused(ValueError):
    """A folder or archive that isn't looked into; `reason` is one of `REFUSALS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Source(Protocol):
    """Files of one bundle, by name; those of evidence begin with `evidence/`."""

    def names(self) -> list[str]: ...
    def open(self, name: str) -> BinaryIO:
        """Open a file that is there. FileNotFoundError where it isn't, another OSError where it can't be read."""


def read(source: Source, name: str, limit: int) -> bytes:
    """Return at most `limit` + 1 bytes of a file; OSError where there is none."""
    try:
        with source.open(name) as file:
            return file.read(limit + 1)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:  # a member that isn't what its entry says
        raise OSError("damaged in the archive") from error


@contextmanager
def opened_source(path: Path) -> Iterator[Source]:
    """Give what lies in a folder or a zip. Raises `SourceRefused` and OSError."""
    if path.is_dir():
        yield FolderSource(path)
        return
    with open_plain(path) as file:
        yield ArchiveSource(file)


def is_archive(path: Path) -> bool:
    """Say whether a file begins as a zip does; False for one that can't be read."""
    with suppress(OSError), open_plain(path) as file:
        return file.read(len(_HEAD)) == _HEAD
    return False


class FolderSource:
    """A folder; links in it are never followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        found: list[str] = []
        for folder, before in ((self._folder, ""), (self._folder / EVIDENCE_FOLDER, f"{EVIDENCE_FOLDER}/")):
            if before and (folder.is_symlink() or not folder.is_dir()):
                continue
            with os.scandir(folder) as entries:
                for entry in entries:
                    if len(found) >= MOST_FILES:
                        raise SourceRefused("too-many")
                    if entry.name != EVIDENCE_FOLDER or entry.is_symlink() or not entry.is_dir():
                        found.append(before + entry.name)
        return sorted(found)

    def open(self, name: str) -> BinaryIO:
        before, _, last = name.rpartition("/")
        folder = self._folder / before
        if before and (before != EVIDENCE_FOLDER or folder.is_symlink()):
            raise OSError("not in this folder")
        return open_plain(folder / last, follows_links=False)


class ArchiveSource:
    """A zip as a bundle has it: stored and never packed, so that nothing in it can grow when it is read."""

    def __init__(self, file: BinaryIO) -> None:
        size = file.seek(0, os.SEEK_END)
        _require_small_directory(file, size)
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise SourceRefused("not-a-zip") from error
        members = self._archive.infolist()
        for member in members:
            _require_plain(member)
        self._members = {member.filename: member for member in members}
        if len(self._members) != len(members):
            raise SourceRefused("doubled")
        if sum(member.file_size for member in members) > size:  # several entries over the same bytes
            raise SourceRefused("overlapping")

    def names(self) -> list[str]:
        return sorted(self._members)

    def open(self, name: str) -> BinaryIO:
        if name not in self._members:
            raise FileNotFoundError(name)
        try:
            return self._archive.open(self._members[name])  # type: ignore[return-value]  # IO[bytes] reads the same
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise OSError("damaged in the archive") from error


def _require_small_directory(file: BinaryIO, size: int) -> None:
    """Look at the end record first: `zipfile` makes an object of every entry, of which there may be a million.

    It must be the very end, without a comment and without zip64 (APPNOTE 4.3.16).
    """
    file.seek(max(0, size - _END_BYTES))
    end = file.read(_END_BYTES)
    if len(end) != _END_BYTES or not end.startswith(_END) or end[20:] != b"\0\0":
        raise SourceRefused("not-a-zip")
    count = int.from_bytes(end[10:12], "little")
    length, place = int.from_bytes(end[12:16], "little"), int.from_bytes(end[16:20], "little")
    if count > _MOST_MEMBERS or length > _DIRECTORY_BYTES:
        raise SourceRefused("too-many")
    if place + length + _END_BYTES != size:
        raise SourceRefused("not-a-zip")
    file.seek(0)


def _require_plain(member: zipfile.ZipInfo) -> None:
    mode = stat.S_IFMT(member.external_attr >> 16)
    if not _NAME.fullmatch(member.filename) or member.filename != member.orig_filename:
        raise SourceRefused("name")
    if mode not in (0, stat.S_IFREG):
        raise SourceRefused("link")
    if member.flag_bits & 0x1:
        raise SourceRefused("encrypted")
    if member.compress_type != zipfile.ZIP_STORED or member.compress_size != member.file_size:
        raise SourceRefused("compressed")
