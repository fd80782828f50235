"""The arguments of `demur time`."""

from argparse import ArgumentParser
from pathlib import Path

from demur.words import say
from demur.words import timestamps as words

ACTIONS = words.ACTION_HELP


def add(name: str, action: ArgumentParser) -> None:
    """Add what one of them takes."""
    if name == "add":
        action.add_argument("--name", required=True, metavar="NAME", help=say(words.NAME_HELP))
        action.add_argument("--owner", required=True, metavar="OWNER", help=say(words.OWNER_HELP))
        action.add_argument("--address", required=True, metavar="ADDRESS", help=say(words.ADDRESS_HELP))
        action.add_argument("--certificate", required=True, type=Path, metavar="FILE", help=say(words.CERTIFICATE_HELP))
    if name == "remove":
        action.add_argument("authority", metavar="AUTHORITY", help=say(words.REMOVE_HELP))
