"""The folder of a member's files: theirs alone, and not a link to somewhere else; new names in it (faults D6)."""

import os
import stat
from pathlib import Path

from demur.core.problem import FolderUnusable
from demur.receipts.durable_file import folder_problems


def prepare_folder(folder: Path) -> None:
    """Make the data folder, or tighten it, so that only this user may look inside."""
    with folder_problems(folder):
        if not os.path.lexists(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)  # the umask may have taken bits away
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode):  # a link isn't, to lstat
            raise FolderUnusable(folder=str(folder), why="not a plain folder")
        if os.name == "posix":
            _tighten(folder, facts)


def _tighten(folder: Path, facts: os.stat_result) -> None:
    if facts.st_mode & stat.S_ISVTX:  # such as /tmp: everyone's, and not ours to close
        raise FolderUnusable(folder=str(folder), why="shared with every user of this computer")
    if facts.st_uid != os.geteuid():
        raise FolderUnusable(folder=str(folder), why="belongs to another user")
    if facts.st_mode & 0o077:
        folder.chmod(0o700)


def name_once(temporary: Path, path: Path) -> bool:
    """Give the finished file its name in one step, and tell whether it has it: another file of that name stays."""
    try:
        os.link(temporary, path, follow_symlinks=False)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):  # no hard links here, as on exFAT
        if os.path.lexists(path):
            return False
        temporary.rename(path)
    return True
