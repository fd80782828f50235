"""Writing and removing an entry that is a file; what can't be done leaves the entry as it was."""

import os
from contextlib import suppress
from pathlib import Path

from demur.core.login_problem import LoginEntryUnusable


def replace(file: Path, content: bytes) -> None:
    """Put a file in place whole: a system that reads it meanwhile sees the old one or the new. Raises the problem."""
    half_made = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            half_made.write_bytes(content)
            half_made.replace(file)
        except OSError:
            with suppress(OSError):
                half_made.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise LoginEntryUnusable(place=str(file), why=error.strerror or "it can't be written") from error


def remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except NotADirectoryError:  # then it isn't there either
        return
    except OSError as error:
        raise LoginEntryUnusable(place=str(file), why=error.strerror or "it can't be removed") from error
