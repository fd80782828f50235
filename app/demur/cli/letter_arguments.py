"""The arguments of `demur letter`."""

from pathlib import Path
from typing import TYPE_CHECKING

from demur.words import cli, say
from demur.words import letter_page as words

if TYPE_CHECKING:
    from demur.cli.arguments import Parser

_KINDS = ("objection", "complaint")


def add(parser: "Parser") -> None:
    """Add what `letter` and `letter sent` take; the command says which don't go together."""
    from demur.cli.arguments import day

    parser.add_argument("sent", nargs="?", choices=("sent",), metavar="sent", help=say(words.SENT_HELP))
    parser.add_argument("account", metavar="ACCOUNT", help=say(cli.ACCOUNT_HELP))
    parser.add_argument("--kind", choices=_KINDS, default=_KINDS[0], help=say(words.KIND_HELP))
    parser.add_argument("--authority", metavar="NAME", help=say(words.AUTHORITY_HELP))
    for name, metavar, help_words in (
        ("--grounds", "TEXT", words.GROUNDS_HELP),
        ("--name", "NAME", words.NAME_HELP),
        ("--known-as", "NAME", words.KNOWN_AS_HELP),
        ("--contact", "TEXT", words.CONTACT_HELP),
    ):
        parser.add_argument(name, metavar=metavar, help=say(help_words))
    parser.add_argument("--to", type=Path, metavar="FILE", help=say(words.TO_HELP))
    parser.add_argument("--paper", choices=("a4", "letter"), help=say(words.PAPER_HELP))
    parser.add_argument("--on", type=day, metavar="DATE", help=say(words.ON_HELP))
    parser.add_argument("--text", type=Path, metavar="FILE", help=say(words.TEXT_HELP))
