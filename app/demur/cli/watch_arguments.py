"""The arguments of `check` and `remind`."""

from argparse import ArgumentParser

from demur.words import cli as words
from demur.words import say, watching


def add_check(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("account", nargs="?", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    which.add_argument("--all", action="store_true", help=say(watching.ALL_HELP))
    which.add_argument("--due", action="store_true", help=say(watching.DUE_HELP))
    which.add_argument("--print-unit", choices=("service", "timer"), help=say(watching.UNIT_HELP))


def add_remind(parser: ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    parser.add_argument("every", nargs="?", choices=("7", "30", "90", "never"), help=say(watching.EVERY_HELP))
    parser.add_argument("--alone", choices=("yes", "no"), help=say(watching.ALONE_HELP))
