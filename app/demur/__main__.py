"""Demur's way in: arguments in, exit code out. Nothing slow is imported here."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from demur import startup


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or run the command that `argv` names, and return the exit code."""
    startup.prepare()  # first: before anything below may import Qt or ssl
    words = sys.argv[1:] if argv is None else argv
    if not words:  # as from a menu: there is nothing to parse
        return _open_window(None, is_unseen=False)
    from demur.cli.arguments import parse

    arguments = parse(words)
    if arguments.command is None:
        return _open_window(arguments.data_dir, arguments.background)
    from demur.cli.commands import run_command
    from demur.cli.exits import Exit

    try:
        code = run_command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has gone; Python must not complain about that at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.UNHEARD
    return code


def _open_window(data_dir: Path | None, is_unseen: bool) -> int:
    from demur.paths import folders
    from demur.ui.program import run

    return run(folders(data_dir), is_unseen=is_unseen)


if __name__ == "__main__":
    sys.exit(main())
