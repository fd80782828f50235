"""The keys that a member marked as known, in one small text file: a fingerprint and a name per line."""

import re
from pathlib import Path
from typing import Final

from demur.receipts.durable_file import folder_problems, write_durably
from demur.receipts.file_reading import read_bounded
from demur.receipts.profile import FORBIDDEN

FILE_NAME: Final = "known-keys.txt"
_MOST_BYTES: Final = 256 * 1024
_LINE: Final = re.compile(r"(?P<print>[0-9a-f]{64}) (?P<name>.{1,80})")
_NAME_LENGTH: Final = 80


def known_keys(data_folder: Path) -> dict[str, str]:
    """Return names by fingerprint; a line of another form counts for nothing. Raises `FolderUnusable`."""
    with folder_problems(data_folder):
        try:
            untrusted_bytes = read_bounded(data_folder / FILE_NAME, _MOST_BYTES)
        except FileNotFoundError:
            return {}
    lines = untrusted_bytes.decode("utf-8", errors="replace").split("\n")
    found = (_LINE.fullmatch(line) for line in lines)
    return {line["print"]: line["name"] for line in found if line}


def mark_known(data_folder: Path, fingerprint: str, untrusted_name: str) -> str:
    """Remember a key under a name, and return the name as it was kept. Raises `DiskFull`, `FolderUnusable`."""
    name = FORBIDDEN.sub(" ", untrusted_name).strip()[:_NAME_LENGTH] or fingerprint[:16]
    known = {**known_keys(data_folder), fingerprint: name}
    write_durably(data_folder / FILE_NAME, "".join(f"{one} {known[one]}\n" for one in known).encode())
    return name
