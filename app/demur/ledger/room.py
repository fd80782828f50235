"""Whether there is room for an attempt and its receipt, asked before a platform is touched (faults D3)."""

import os
from pathlib import Path
from typing import Final

from demur.core.ledger_problem import NoRoom
from demur.core.problem import DiskFull
from demur.receipts.durable_file import folder_problems

ROOM: Final = 4 << 20
"""Two entries with their replies and a picture, the tree and its journal, and some more."""


def require_room(folder: Path) -> None:
    """Raise `NoRoom` or `FolderUnusable` where a file of that size can't be made here now.

    It is asked for in earnest, without a name, and let go at once: what the system says of free space knows of no
    quota. Another program may take the room a moment later, and then the write says so.
    """
    import tempfile  # only an attempt needs it

    try:
        with folder_problems(folder), tempfile.TemporaryFile(dir=folder) as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, ROOM)
            else:
                file.write(bytes(ROOM))
                file.flush()
    except DiskFull as error:
        raise NoRoom(folder=str(folder)) from error
