"""The arguments of every command, read by `argparse` and nothing slower."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import demur
from demur.cli.exits import Exit
from demur.words import cli as words
from demur.words import network, say

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    _Commands = _SubParsersAction["Parser"]


class Parser(ArgumentParser):
    """Takes long options only as they are written, and ends wrong usage with its own exit code."""

    def __init__(self, **given: object) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": _formatter, **given})  # type: ignore[arg-type]  # argparse's own options

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(Exit.USAGE, f"{self.prog}: {message}\n")


def _formatter(prog: str) -> HelpFormatter:
    """Return argparse's own, told how wide the terminal is: it would import `shutil` to ask, for every argument."""
    columns = 80
    with suppress(OSError, ValueError, AttributeError):
        columns = int(os.environ.get("COLUMNS", 0)) or os.get_terminal_size(sys.stdout.fileno()).columns
    return HelpFormatter(prog, width=max(columns, 40) - 2)


def parse(arguments: Sequence[str]) -> Namespace:
    """Return the arguments; `command` is None where the window is meant. Raises SystemExit as argparse does."""
    parser = Parser(prog="demur", description=say(words.ABOUT), epilog=say(words.EPILOG))
    parser.add_argument(
        "--version", action="version", version=f"Demur {demur.__version__}", help=say(words.VERSION_HELP)
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=say(words.DATA_DIR_HELP))
    if arguments[:1] != ["verify"]:
        _add_background(parser)
    parser.set_defaults(background=False, json=False, ledger=None, passphrase_fd=None)
    commands = parser.add_subparsers(prog=parser.prog, dest="command", metavar="COMMAND", parser_class=Parser)
    _add_verify(commands)
    if arguments[:1] != ["verify"]:  # which is to be quick, and all the others take longer than its own work
        _add_others(commands)
    return parser.parse_args(arguments)


def _add_background(parser: Parser) -> None:
    from demur.words import reminders  # `verify` is quick without it

    parser.add_argument("--background", action="store_true", help=say(reminders.BACKGROUND_HELP))


def _add_others(commands: "_Commands") -> None:
    _add_looking(commands)
    _add_changing(commands)
    _add_own_browser(commands)
    _add_letter(commands)
    _add_receipts(commands)
    _add_accounts(commands)
    _add_platforms(commands)
    _add_settings(commands)
    _add_time(commands)


def _add(commands: "_Commands", name: str, exits: str, has_json: bool = True) -> Parser:
    """Add a command; SUPPRESS lets `--data-dir` stand before or after it."""
    parser: Parser = commands.add_parser(
        name, help=say(words.COMMAND[name]), description=say(words.COMMAND[name]), epilog=say(words.EXITS[exits])
    )
    _add_common(parser, has_json)
    return parser


def _add_common(parser: Parser, has_json: bool = True) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="DIR", default=SUPPRESS, help=say(words.DATA_DIR_HELP))
    if has_json:
        parser.add_argument("--json", action="store_true", default=SUPPRESS, help=say(words.JSON_HELP))
    _add_passphrase(parser)


def _add_passphrase(parser: Parser) -> None:
    """Add what any command may need that asks for secrets; those that never do have none, and import none of this."""
    if parser.prog.split()[1] in {"verify", "tour"}:
        return
    from demur.words import secret_place

    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", default=SUPPRESS, help=say(secret_place.PASSPHRASE_FD_HELP)
    )


def _add_verify(commands: "_Commands") -> None:
    verify = _add(commands, "verify", "verify")
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say(words.FILES_HELP))
    verify.add_argument("--know", metavar="NAME", help=say(words.KNOW_HELP))


def _add_looking(commands: "_Commands") -> None:
    status = _add(commands, "status", "status")
    status.add_argument("account", nargs="?", metavar="ACCOUNT", help=say(words.ACCOUNTS_HELP))
    status.add_argument("--last", action="store_true", help=say(words.LAST_HELP))
    _add_looking_back(commands)
    _add_watching(commands)
    _add_answering(commands)
    _add_meaning(commands)
    tour = _add(commands, "tour", "tour", has_json=False)
    tour.add_argument("--out", required=True, type=Path, metavar="DIR", help=say(words.OUT_HELP))
    tour.add_argument("--theme", choices=("dark", "light"), help=say(words.THEME_HELP))


def _add_answering(commands: "_Commands") -> None:
    answer = _add(commands, "answer", "plain")
    answer.add_argument("account", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    answer.add_argument("said", choices=("yes", "no", "not-sure"), help=say(words.SAID_HELP))


def _add_looking_back(commands: "_Commands") -> None:
    history = _add(commands, "history", "history")
    history.add_argument("account", nargs="?", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    report = _add(commands, "report", "history")
    _add_ledger(report)
    report.add_argument("--to", type=Path, metavar="FILE", help=say(words.REPORT_TO_HELP))
    report.add_argument("--disclose", choices=("handles",), help=say(words.REPORT_DISCLOSE_HELP))
    report.add_argument("--paper", choices=("a4", "letter"), help=say(words.REPORT_PAPER_HELP))


def _add_watching(commands: "_Commands") -> None:
    from demur.cli import watch_arguments

    watch_arguments.add_check(_add(commands, "check", "check"))
    watch_arguments.add_remind(_add(commands, "remind", "plain"))


def _add_meaning(commands: "_Commands") -> None:
    from demur.words import meaning  # `verify` is quick without it

    parser = _add(commands, "meaning", "plain")
    parser.add_argument("platform", nargs="?", metavar="PLATFORM", help=say(meaning.PLATFORM_HELP))
    parser.add_argument("--region", metavar="REGION", help=say(words.REGION_HELP))
    parser.add_argument("--on", type=day, metavar="DATE", help=say(meaning.ON_HELP))
    parser.add_argument("--due", action="store_true", help=say(meaning.DUE_HELP))
    parser.add_argument("--take", type=Path, metavar="FILE", help=say(meaning.TAKE_HELP))
    parser.add_argument("--undo", action="store_true", help=say(meaning.UNDO_HELP))
    parser.add_argument("--yes", action="store_true", help=say(meaning.TAKE_YES_HELP))


def _add_changing(commands: "_Commands") -> None:
    for name in ("opt-out", "opt-in"):
        parser = _add(commands, name, "change")
        parser.add_argument("account", nargs="?", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
        consent = parser.add_mutually_exclusive_group()
        consent.add_argument("--yes", action="store_true", help=say(words.YES_HELP))
        consent.add_argument("--confirm", metavar="CODE", help=say(words.CONFIRM_HELP))


def _add_own_browser(commands: "_Commands") -> None:
    guide = _add(commands, "guide", "plain")
    guide.add_argument("whose", metavar="PLATFORM|ACCOUNT", help=say(words.OWN_PLATFORM_HELP))
    guide.add_argument("--region", metavar="REGION", help=say(words.REGION_HELP))
    guide.add_argument("--opt-in", action="store_true", help=say(words.BACK_ON_HELP))
    tell = _add(commands, "tell", "tell")
    tell.add_argument("account", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    answers = tell.add_mutually_exclusive_group(required=True)
    for answer, help_words in (
        ("done", words.DONE_HELP),
        ("not-found", words.NOT_FOUND_HELP),
        ("already", words.ALREADY_HELP),
        ("sent", words.SENT_HELP),
    ):
        answers.add_argument(f"--{answer}", dest="answer", action="store_const", const=answer, help=say(help_words))
    replies = ("agreed", "refused", "unclear", "extended")
    answers.add_argument("--answered", choices=replies, help=say(words.ANSWERED_HELP))
    tell.add_argument("--on", type=day, metavar="DATE", help=say(words.ON_HELP))
    tell.add_argument("--words", default="", metavar="TEXT", help=say(words.WORDS_HELP))
    record = _add(commands, "record", "tell")
    record.add_argument("account", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    record.add_argument("--on", type=day, required=True, metavar="DATE", help=say(words.ON_HELP))
    for parser in (tell, record):
        parser.add_argument("--picture", type=Path, metavar="FILE", help=say(words.PICTURE_HELP))
    add = _add(commands, "add", "plain")
    add.add_argument("platform", metavar="PLATFORM", help=say(words.PLATFORM_HELP))
    add.add_argument("--name", required=True, metavar="NAME", help=say(words.NAME_HELP))
    add.add_argument("--region", required=True, metavar="REGION", help=say(words.REGION_HELP))
    kinds = ("password", "provider", "unsure")
    add.add_argument("--signs-in-with", choices=kinds, help=say(words.SIGNS_IN_WITH_HELP))


def _add_letter(commands: "_Commands") -> None:
    from demur.cli import letter_arguments

    letter_arguments.add(_add(commands, "letter", "letter"))


def day(text: str) -> date:
    """Return a day written as 2026-11-21, and in no other of ISO 8601's forms."""
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(text)
    return found


def _add_receipts(commands: "_Commands") -> None:
    from demur.cli import keeping_arguments
    from demur.words import checking, older

    receipts = _add(commands, "receipts", "receipts")
    _add_ledger(receipts)
    actions = receipts.add_subparsers(dest="action", metavar="ACTION", parser_class=Parser)
    receipts.set_defaults(action="list", save=None, disclose="", older=None)
    receipts.add_argument("--from", dest="older", metavar="NAME", help=say(older.FROM_HELP))
    for name in ("list", "check", "show", "export", *keeping_arguments.NAMES):
        action = actions.add_parser(name, epilog=say(words.EXITS["receipts"]))
        _add_common(action)
        _add_ledger(action)
        action.add_argument("--from", dest="older", metavar="NAME", default=SUPPRESS, help=say(older.FROM_HELP))
        keeping_arguments.add(name, action)
        if name == "show":
            action.add_argument("number", type=int, metavar="N", help=say(words.NUMBER_HELP))
        if name == "check":
            action.add_argument("--afresh", action="store_true", help=say(checking.AFRESH_HELP))
        if name == "list":
            action.add_argument("--save", type=Path, metavar="FILE", help=say(words.SAVE_HELP))
            action.add_argument("--disclose", default="", metavar="PARTS", help=say(words.DISCLOSE_LIST_HELP))
        if name == "export":
            _add_export(action)


def _add_export(export: Parser) -> None:
    """`export N DIR`, `export N|--all --bundle DEST` or `--pdf FILE`; the command says which is missing."""
    from demur.cli.numbers import receipt_numbers

    export.add_argument("numbers", type=receipt_numbers, nargs="?", metavar="N", help=say(words.NUMBERS_HELP))
    export.add_argument("folder", type=Path, nargs="?", metavar="DIR", help=say(words.EXPORT_HELP))
    export.add_argument("--bundle", type=Path, metavar="DEST", help=say(words.BUNDLE_HELP))
    export.add_argument("--pdf", type=Path, metavar="FILE", help=say(words.PDF_HELP))
    export.add_argument("--paper", choices=("a4", "letter"), help=say(words.PAPER_HELP))
    export.add_argument("--disclose", default="", metavar="PARTS", help=say(words.DISCLOSE_HELP))
    export.add_argument("--all", action="store_true", help=say(words.ALL_HELP))


def _add_ledger(parser: Parser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--practice", dest="ledger", action="store_const", const=True, default=SUPPRESS, help=say(words.PRACTICE_HELP)
    )
    which.add_argument(
        "--real", dest="ledger", action="store_const", const=False, default=SUPPRESS, help=say(words.REAL_HELP)
    )


def _add_accounts(commands: "_Commands") -> None:
    from demur.words import deleting

    sign_in = _add(commands, "sign-in", "plain")
    sign_in.add_argument("platform", metavar="PLATFORM", help=say(words.PLATFORM_HELP))
    sign_in.add_argument("--region", metavar="REGION", help=say(words.REGION_HELP))
    sign_in.add_argument("--timeout", type=float, metavar="SECONDS", help=say(words.TIMEOUT_HELP))
    sign_in.add_argument("--no-browser", action="store_true", help=say(words.NO_BROWSER_HELP))
    sign_out = _add(commands, "sign-out", "plain")
    sign_out.add_argument("account", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    sign_out.add_argument("--yes", action="store_true", help=say(words.LEAVE_YES_HELP))
    sign_out.add_argument("--delete-kept", action="store_true", help=say(deleting.ALSO_HELP))
    region = _add(commands, "region", "plain")
    region.add_argument("account", metavar="ACCOUNT", help=say(words.ACCOUNT_HELP))
    region.add_argument("region", metavar="REGION", help=say(words.REGION_HELP))


def _add_platforms(commands: "_Commands") -> None:
    practice = _add(commands, "practice", "plain")
    actions = practice.add_subparsers(dest="action", metavar="ACTION", parser_class=Parser)
    practice.set_defaults(action="list")
    for name in ("list", "add", "reset"):
        action = actions.add_parser(name, epilog=say(words.EXITS["plain"]))
        _add_common(action)
        if name == "add":
            action.add_argument("user_id", metavar="USER_ID", help=say(words.USER_HELP))
    platforms = _add(commands, "platforms", "platforms")
    actions = platforms.add_subparsers(dest="action", metavar="ACTION", parser_class=Parser)
    platforms.set_defaults(action="list")
    for name in ("list", "check", "allow"):
        action = actions.add_parser(name, epilog=say(words.EXITS["platforms"]))
        _add_common(action)
        if name == "check":
            action.add_argument("file", type=Path, metavar="FILE", help=say(words.FILE_HELP))
        if name == "allow":
            action.add_argument("platform", metavar="ID", help=say(words.PLATFORM_HELP))
            action.add_argument("--yes", action="store_true", help=say(words.ALLOW_YES_HELP))


def _add_settings(commands: "_Commands") -> None:
    settings = _add(commands, "settings", "plain", has_json=False)
    names = settings.add_subparsers(dest="setting", metavar="SETTING", parser_class=Parser, required=True)
    _add_proxy(names)
    _add_secrets(names)
    _add_reminders(names)


def _add_proxy(names: "_Commands") -> None:
    proxy = names.add_parser("proxy", help=say(network.PROXY_COMMAND_HELP), epilog=say(words.EXITS["plain"]))
    _add_common(proxy)
    actions = proxy.add_subparsers(dest="action", metavar="ACTION", parser_class=Parser)
    proxy.set_defaults(action="show")
    for name in ("show", "set", "none"):
        action = actions.add_parser(name, epilog=say(words.EXITS["plain"]))
        _add_common(action)
        if name == "set":
            action.add_argument("address", metavar="ADDRESS", help=say(network.PROXY_HELP))


def _add_secrets(names: "_Commands") -> None:
    from demur.words import secret_place  # as in `_add_passphrase`

    secrets = names.add_parser("secrets", help=say(secret_place.COMMAND_HELP), epilog=say(words.EXITS["plain"]))
    _add_common(secrets)
    actions = secrets.add_subparsers(dest="action", metavar="ACTION", parser_class=Parser)
    secrets.set_defaults(action="show")
    for name, help_words in secret_place.ACTION_HELP.items():
        action = actions.add_parser(name, help=say(help_words), epilog=say(words.EXITS["plain"]))
        _add_common(action)
        if name == "file":
            action.add_argument("--without-keyring", action="store_true", help=say(secret_place.WITHOUT_KEYRING_HELP))
        if name == "give-up":
            action.add_argument("--yes", action="store_true", help=say(secret_place.GIVE_UP_YES_HELP))


def _add_reminders(names: "_Commands") -> None:
    from demur.words import reminders as reminder_words  # as in `_add_passphrase`

    reminders = names.add_parser("reminders", help=say(reminder_words.COMMAND_HELP), epilog=say(words.EXITS["plain"]))
    _add_common(reminders)
    actions = reminders.add_subparsers(dest="action", metavar="ACTION", parser_class=Parser)
    reminders.set_defaults(action="show")
    for name, help_words in reminder_words.ACTION_HELP.items():
        action = actions.add_parser(name, help=say(help_words), epilog=say(words.EXITS["plain"]))
        _add_common(action)
        if name != "show":
            action.add_argument("wanted", choices=("on", "off"), help=say(reminder_words.ON_OFF_HELP))


def _add_time(commands: "_Commands") -> None:
    from demur.cli import time_arguments

    time = _add(commands, "time", "plain")
    actions = time.add_subparsers(dest="action", metavar="ACTION", parser_class=Parser)
    time.set_defaults(action="status")
    for name, help_words in time_arguments.ACTIONS.items():
        action = actions.add_parser(name, help=say(help_words), epilog=say(words.EXITS["plain"]))
        _add_common(action)
        time_arguments.add(name, action)
