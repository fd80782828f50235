"""The arguments of what is done with ledgers as a whole, and of deleting."""

from argparse import ArgumentParser
from pathlib import Path

from demur.words import backup, deleting, older, say
from demur.words import cli as words

NAMES = ("backup", "restore", "import", "ledgers", "new-ledger", "delete")


def add(name: str, action: ArgumentParser) -> None:
    """Add the arguments of one of `NAMES`."""
    if name == "backup":
        action.add_argument("destination", type=Path, metavar="FOLDER|FILE", help=say(backup.BACKUP_HELP))
    elif name == "restore":
        action.add_argument("file", type=Path, metavar="FILE", help=say(backup.RESTORE_HELP))
        action.add_argument("--without-newer-receipts", action="store_true", help=say(backup.OLDER_HELP))
    elif name == "import":
        action.add_argument("file", type=Path, metavar="FILE", help=say(older.IMPORT_HELP))
    elif name == "new-ledger":
        action.add_argument("--yes", action="store_true", help=say(older.YES_HELP))
    elif name == "delete":
        _add_delete(action)


def _add_delete(delete: ArgumentParser) -> None:
    """`delete N`, `delete --account ACCOUNT` or `delete --all`; the command says which is missing."""
    delete.add_argument("number", type=int, nargs="?", metavar="N", help=say(words.NUMBER_HELP))
    delete.add_argument("--account", metavar="ACCOUNT", help=say(deleting.ACCOUNT_HELP))
    delete.add_argument("--all", action="store_true", help=say(deleting.ALL_HELP))
    delete.add_argument("--only", choices=("names", "replies"), help=say(deleting.ONLY_HELP))
    delete.add_argument("--yes", action="store_true", help=say(deleting.YES_HELP))
