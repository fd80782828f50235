"""`demur report`: how all accounts stand, on paper, as a table, or for programs."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.product import Product
from demur.receipts.durable_file import write_new_file
from demur.standing_report import report_of
from demur.words import cli as cli_words
from demur.words import say
from demur.words import standing as words
from demur.words.standing import Report

PDF = ".pdf"


def report(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Print the report, or write it into a new file; nothing is asked of any platform.

    JSON: the keys of `demur.words.standing.document`; where a file is written only `file`, `accounts` (how many) and
    `namesDisclosed`.
    """
    file: Path | None = arguments.to.absolute() if arguments.to else None
    if file is not None and file.suffix.lower() not in {PDF, *words.ENDINGS}:
        raise Unclear(say(words.TO_WHAT))
    has_names = arguments.disclose is not None
    found = report_of(product, has_names, arguments.ledger, datetime.now(UTC))
    if file is None:
        _print(found, console)
    else:
        write_new_file(file, _content(found, file.suffix.lower(), arguments.paper))
        console.tell(say(words.WRITTEN, file=file, count=len(found.accounts)))
        console.tell(say(words.NAMED if has_names else words.UNNAMED))
        console.answer({"file": str(file), "accounts": len(found.accounts), "namesDisclosed": has_names})
    return Exit.DONE if all(one.has_ledger for one in found.accounts) else Exit.CANNOT_TELL


def _content(found: Report, ending: str, paper: str | None) -> bytes:
    if ending != PDF:
        return words.file_bytes(found, ending)
    from demur.printing import application  # Qt only now, and only for pages

    qt = application.begin()
    from demur.printing.paper import Paper, usual_paper
    from demur.printing.standing import standing_pdf

    made = standing_pdf(found, Paper(paper) if paper else usual_paper())
    del qt
    return made


def _print(found: Report, console: Console) -> None:
    for sentence in words.intro(found):
        console.tell(sentence)
    if not found.accounts:
        console.note(say(cli_words.NO_ACCOUNTS))
    for one in found.accounts:
        for place, line in enumerate(words.lines(one, found)):
            console.tell(line, indent=2 if place else 0)
    if not all(one.has_ledger for one in found.accounts):
        console.note(say(words.WITHOUT))
    console.answer(words.document(found))
