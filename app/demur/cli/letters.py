"""`demur letter`: an objection or a complaint as text or PDF, and the record that one was sent."""

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from demur.cli.console import Console
from demur.cli.documents import outcome_document
from demur.cli.exits import Exit, exit_of
from demur.cli.opening import Unclear, find_account, platform_name, settle
from demur.core.account import Account
from demur.letters.layout import missing_of, text_of
from demur.letters.letter import Letter, LetterKind
from demur.letters.notes import notes_of
from demur.product import Product
from demur.receipts.durable_file import write_new_file
from demur.words import cli as cli_words
from demur.words import letter_page as words
from demur.words import outcomes, say

_LARGEST = 65536
"""Bytes of a letter's text that is kept, as of a receipt."""


def letter(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Write a letter, or record that one was sent.

    JSON of a letter: `kind`, `law`, `finished`, `missing`, `subject`, `to`, `text`, `notes`, `annexes`, `file`; of one
    that was sent: the keys of an outcome, and `answerDue`.
    """
    if bool(arguments.sent) != (arguments.on is not None):
        raise Unclear(say(words.USAGE))
    run = _sent if arguments.sent else _write
    return run(arguments, product, console, find_account(product, arguments.account))


def _write(arguments: Namespace, product: Product, console: Console, account: Account) -> Exit:
    if arguments.to is not None and arguments.to.suffix.lower() not in {".pdf", ".txt"}:
        raise Unclear(say(words.TO_WHAT))
    made = _begun(arguments, product, account)
    text = text_of(made)
    if arguments.to is None:
        for line in text.splitlines():
            console.tell(line)
    else:
        file = arguments.to.absolute()
        write_new_file(file, _pdf(made, arguments.paper) if file.suffix.lower() == ".pdf" else text.encode())
        console.tell(say(words.WRITTEN, file=file))
    notes = notes_of(made, product.letters.office(account))
    for note in notes:
        console.note(note)
    if not made.is_finished:
        console.note(say(words.NOT_FINISHED, missing=missing_of(made)))
    console.answer(_document(made, text, notes, arguments.to))
    return Exit.DONE if made.is_finished else Exit.NOT_SO


def _begun(arguments: Namespace, product: Product, account: Account) -> Letter:
    """Return the letter with everything filled in that stands in the command."""
    letters = product.letters
    is_complaint = arguments.kind == LetterKind.COMPLAINT
    if arguments.authority is not None and not is_complaint:
        raise Unclear(say(words.AUTHORITY_WHAT))
    if is_complaint:
        made = letters.complaint(account, *letters.blamed(account.id), arguments.authority is not None)
    else:
        made = letters.objection(account.id)
    given = {
        "name": arguments.name,
        "account": arguments.known_as,
        "contact": arguments.contact,
        "grounds": _grounds(arguments.grounds),
        "to": arguments.authority if arguments.authority != "-" else None,
    }
    return made.filled(**{field: value for field, value in given.items() if value is not None})


def _grounds(given: str | None) -> str | None:
    return sys.stdin.read() if given == "-" and sys.stdin is not None else given


def _pdf(made: Letter, paper: str | None) -> bytes:
    from demur.printing import application  # Qt only now: no other command needs it

    qt = application.begin()
    from demur.printing.paper import Paper, usual_paper
    from demur.printing.post import letter_pdf

    pdf = letter_pdf(made, Paper(paper) if paper else usual_paper())
    del qt
    return pdf


def _document(made: Letter, text: str, notes: list[str], file: Path | None) -> dict[str, Any]:
    return {
        "kind": made.kind.value,
        "law": made.law.value,
        "finished": made.is_finished,
        "missing": [gap.value for gap in made.gaps],
        "subject": made.subject,
        "to": made.to,
        "text": text,
        "notes": notes,
        "annexes": [asdict(annex) for annex in made.annexes],
        "file": str(file.absolute()) if file else None,
    }


def _sent(arguments: Namespace, product: Product, console: Console, account: Account) -> Exit:
    """Record that a letter was sent; the checkpoint goes to the keyring after that (design.md part 6)."""
    kept = _text(arguments.text) if arguments.text is not None else ""
    kind = LetterKind(arguments.kind)
    outcome = product.letters.sent(account.id, arguments.on, kind, kept)
    platform = platform_name(product, account.platform)
    console.tell(outcomes.headline(outcome, platform))
    console.tell(outcomes.detail(outcome, platform))
    if outcome.receipt is not None:
        ledger = "--practice" if account.is_practice else "--real"
        command = f"demur receipts show {outcome.receipt.index} {ledger}"
        console.tell(say(cli_words.RECEIPT_MADE, number=outcome.receipt.index, command=command))
    due = product.letters.newest_waiting(account.id).due.isoformat()
    console.tell(say(words.ANSWER_BY, day=due))
    console.tell(say(words.SENT_NEXT, command=f"demur tell {account.id} --answered agreed --on DATE"))
    console.answer({**outcome_document(outcome, platform), "answerDue": due})
    console.flush()
    settle(product, console, account.id)
    return exit_of(outcome)


def _text(file: Path) -> str:
    """Return what a letter's file holds. Raises `Unclear` where that is no text."""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:  # a pipe would keep us waiting for ever
            raise Unclear(say(words.TEXT_WHAT, file=file))
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unclear(say(words.TEXT_WHAT, file=file)) from error
