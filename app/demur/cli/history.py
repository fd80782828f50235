"""`demur history`: what was seen of one setting over time, and the receipts of it."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import Any

from demur.cli.console import Console
from demur.cli.documents import account_document, receipt_document
from demur.cli.exits import Exit
from demur.cli.opening import find_account, platform_name, setting_label
from demur.product import Product
from demur.receipts.moment import moment_text
from demur.watch.history import Gap, Happening, Moment, Reworded, Stretch, look_up
from demur.words import cli as cli_words
from demur.words import history as words
from demur.words import problems, say


def history(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Print a line for each thing that happened, oldest first, in days of UTC.

    JSON: `account` (the keys of an account), `happenings` (see `_happening`), and `problem`: the code of what kept the
    receipts from being read, or null.
    """
    account = find_account(product, arguments.account)
    ledger = product.ledger(account.is_practice)
    found, problem = look_up(account, product.accounts, ledger, datetime.now(UTC))
    platform, setting = platform_name(product, account.platform), setting_label(product, account)
    console.tell(say(words.PAGE_NAME, setting=setting, platform=platform, handle=account.identity.handle))
    if account.is_practice:
        console.tell(say(cli_words.PREVIEW_PRACTICE, platform=platform))
    if not found.happenings:
        console.tell(say(words.NOTHING))
    for one in found.happenings:
        console.tell(words.sentence(one, _day))
    if problem is not None:
        console.note(problems.sentence(problem))
        console.note(say(words.WITHOUT_RECEIPTS))
    happenings = [_happening(one) for one in found.happenings]
    code = problem.code if problem else None
    console.answer({"account": account_document(account), "happenings": happenings, "problem": code})
    return Exit.DONE if problem is None else Exit.CANNOT_TELL


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()


def _happening(one: Happening) -> dict[str, Any]:
    """Return `kind`, its times, and `sentence`; further keys by kind:

    `seen`: `state`, `reason`, `from`, `until`, `times`, `byItself` (how many of them), `told`, `sure`. `receipt`: `at`
    and `receipt`. `reworded`: `at`. `gap`: `from`, `until`, `days`, `open`.
    """
    return {"kind": _KINDS[type(one)], **_facts(one), "sentence": words.sentence(one, _day)}


_KINDS: dict[type, str] = {Stretch: "seen", Moment: "receipt", Reworded: "reworded", Gap: "gap"}


def _facts(one: Happening) -> dict[str, Any]:
    if isinstance(one, Moment):
        return {"at": moment_text(one.at), "receipt": receipt_document(one.receipt)}
    if isinstance(one, Reworded):
        return {"at": moment_text(one.at)}
    span = {"from": moment_text(one.first), "until": moment_text(one.last)}
    if isinstance(one, Gap):
        return {**span, "days": one.days, "open": one.is_open}
    seen = {"times": one.times, "byItself": one.alone, "told": one.is_told, "sure": one.is_sure}
    return {"state": one.state, "reason": one.reason, **span, **seen}
