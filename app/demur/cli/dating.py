"""`demur time`: receipts dated by a time authority, and whom the member chose for it."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.core.dating import Authority, Token
from demur.core.problem import Problem
from demur.core.time_problem import AuthorityCertificateUnusable
from demur.product import Product
from demur.receipts.file_reading import read_bounded
from demur.receipts.moment import moment_text
from demur.receipts.time_token import CERTIFICATES_BYTES, fingerprint_of, pinned_of
from demur.timestamps.dating import Asked
from demur.words import say, settling, timestamps


def time(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Show, change or use who is asked for the time.

    JSON: `on`, `entries` (of real accounts), `authorities` (each with `id`, `name`, `owner`, `address`, `certificate`,
    `dated`, `mayAskAt` or null), `tokens` (how many are kept) and, after asking, `asked`: each with `authority`,
    `code`, `at` and `problem`, of which some are null.
    """
    if arguments.action in ("on", "off"):
        product.authorities.switch(arguments.action == "on")
    elif arguments.action == "add":
        _add(arguments, product, console)
    elif arguments.action == "remove":
        removed = product.authorities.remove(arguments.authority)
        console.note(say(timestamps.REMOVED, name=removed.name))
    asked = _ask(product, console) if arguments.action == "ask" else None
    _tell(product, console)
    console.answer(_document(product, asked))
    return Exit.REFUSED if asked and not any(one.holds for one in asked) else Exit.DONE


def date_newest(product: Product, console: Console) -> None:
    """Ask for what is owed after a new receipt. Nothing that goes wrong here changes anything about it."""
    if not product.asks_for_time:
        return
    try:
        for one in product.dating.ask_owed():
            _note(one, console)
    except Problem as problem:
        console.note(say(settling.NOT_DATED))
        console.note(settling.not_dated(problem))


def _add(arguments: Namespace, product: Product, console: Console) -> None:
    file: Path = arguments.certificate
    try:
        untrusted_file = read_bounded(file, CERTIFICATES_BYTES)
    except OSError as error:
        raise AuthorityCertificateUnusable(file=str(file)) from error
    added = product.authorities.add(arguments.name, arguments.owner, arguments.address, untrusted_file, file.name)
    console.note(say(timestamps.ADDED, name=added.name))


def _ask(product: Product, console: Console) -> Sequence[Asked]:
    asked = product.dating.ask_owed(is_by_hand=True)
    for one in asked:
        _note(one, console)
    if not asked:
        console.note(say(timestamps.NOBODY_DUE))
    return asked


def _note(asked: Asked, console: Console) -> None:
    if asked.problem is not None:
        console.note_problem(asked.problem)
    elif asked.token is not None:
        console.note(timestamps.came_of(asked.token))


def _tell(product: Product, console: Console) -> None:
    console.tell(say(timestamps.ABOUT))
    console.tell(say(timestamps.IS_ON if product.authorities.is_on else timestamps.IS_OFF))
    chosen = product.authorities.all()
    if not chosen:
        console.tell(say(timestamps.NOBODY_YET))
    for one in chosen:
        console.tell(say(timestamps.CHOSEN, name=one.name, owner=one.owner, address=one.address))
        console.tell(say(timestamps.PINNED, fingerprint=_fingerprint(one)), indent=2)
    for sentence in timestamps.standing(product.dating.standing(), product.ledger(False).size()):
        console.tell(sentence)


def _fingerprint(authority: Authority) -> str:
    return fingerprint_of(pinned_of(authority.certificates.encode()))


def _document(product: Product, asked: Sequence[Asked] | None) -> dict[str, Any]:
    ledger = product.ledger(False)
    document: dict[str, Any] = {
        "on": product.authorities.is_on,
        "entries": ledger.size(),
        "authorities": [
            {
                "id": one.authority.id,
                "name": one.authority.name,
                "owner": one.authority.owner,
                "address": one.authority.address,
                "certificate": _fingerprint(one.authority),
                "dated": one.dated,
                "mayAskAt": moment_text(one.may_ask_at) if one.may_ask_at else None,
            }
            for one in product.dating.standing()
        ],
        "tokens": len(ledger.tokens.all()),
    }
    return document if asked is None else {**document, "asked": [_asked(one) for one in asked]}


def _asked(asked: Asked) -> dict[str, Any]:
    token: Token | None = asked.token
    return {
        "authority": asked.authority.id,
        "code": token.code if token else None,
        "at": moment_text(token.dated_at) if token and token.dated_at else None,
        "problem": asked.problem.code if asked.problem else None,
    }
