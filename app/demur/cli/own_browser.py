"""`demur add`, `tell` and `record`: accounts that a member minds in their own browser, and what they tell us."""

from argparse import Namespace
from pathlib import Path

from demur.cli.console import Console
from demur.cli.documents import outcome_document
from demur.cli.exits import Exit, exit_of
from demur.cli.opening import Unclear, find_account, platform_name, settle
from demur.cli.signing import named_region, tell_added
from demur.core import picture as pictures
from demur.core.account import Account, AccountId
from demur.core.outcome import Outcome, Verdict
from demur.core.own_browser import Answer, Reply
from demur.core.problem import NothingBegun, PictureUnreadable
from demur.core.route import ApplyWay
from demur.core.setting import PlatformId
from demur.core.sign_in import SignInWith, setting_name, suggested_way
from demur.product import Product
from demur.words import cli as words
from demur.words import guide as guide_words
from demur.words import letter_page, outcomes, say, sign_in_question


def add(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Remember an account under the member's own name for it. JSON: `account` (the first), `accounts`."""
    region = named_region(arguments.region, is_needed=True)
    account = product.joining.name(PlatformId(arguments.platform), arguments.name, region)
    if arguments.signs_in_with:
        signs_in_with = SignInWith(arguments.signs_in_with)
        product.accounts.keep_setting(setting_name(account.id), signs_in_with.value)
        console.tell(say(sign_in_question.SUGGESTED[suggested_way(signs_in_with, (ApplyWay.OWN_BROWSER,))]))
    name = platform_name(product, account.platform)
    command = f"demur guide {account.id}"
    console.tell(say(guide_words.ADDED, handle=account.identity.handle, platform=name, command=command))
    tell_added(product, console, account)
    return Exit.DONE


def tell(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Record what came of it. JSON: the keys of an outcome."""
    account = find_account(product, arguments.account)
    own = product.own_browser
    if arguments.answered:
        ended = _finished(product, console, _answer(arguments, product, account))
        _tell_due(product, console, account)
        return ended
    kept = _picture(arguments.picture)
    if arguments.answer == "sent":
        return _finished(product, console, own.sent(account.id, kept))
    if (attempt := own.open_attempt(account.id)) is None:
        raise NothingBegun(id=account.id)
    return _finished(product, console, own.told(attempt, Answer(arguments.answer), kept))


def record(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Record an earlier opt-out, with its day. JSON: the keys of an outcome."""
    account = find_account(product, arguments.account)
    kept = _picture(arguments.picture)
    return _finished(product, console, product.own_browser.already_did(account.id, arguments.on, kept))


def tell_commands(account: AccountId) -> str:
    """Return the commands with which a member says what came of it."""
    return ", ".join(f"demur tell {account} {option}" for option in ("--done", "--not-found", "--already"))


def tell_waiting(product: Product, console: Console, account: Account) -> None:
    """Say that an attempt waits for the member's answer, where one does."""
    attempt = product.own_browser.open_attempt(account.id)
    if attempt is not None and attempt.requested is not None:
        form = guide_words.WAITS[attempt.requested]
        console.tell(say(form, commands=tell_commands(account.id)), indent=2)


def _answer(arguments: Namespace, product: Product, account: Account) -> Outcome:
    if arguments.on is None:
        raise Unclear(say(words.ON_NEEDED))
    if arguments.picture is not None:
        raise Unclear(say(words.PICTURE_NOT_HERE))
    if (request := product.own_browser.open_request(account.id)) is None:
        raise NothingBegun(id=account.id)
    return product.letters.answered(request, Reply(arguments.answered), arguments.on, arguments.words)


def _tell_due(product: Product, console: Console, account: Account) -> None:
    """Say until when a request still waits that was put off."""
    for waiting in product.letters.waiting(account.id)[:1]:
        if waiting.is_extended:
            console.tell(say(letter_page.ANSWER_BY_EXTENDED, day=waiting.due.isoformat()))


def _picture(file: Path | None) -> bytes | None:
    """Return what a picture file holds, and little more than may be in it. Raises `PictureUnreadable`."""
    if file is None:
        return None
    try:
        if not file.is_file():  # a pipe would keep us waiting for ever
            raise PictureUnreadable
        with file.open("rb") as untrusted:
            return untrusted.read(pictures.LARGEST + 1)
    except OSError as error:
        raise PictureUnreadable from error


def _finished(product: Product, console: Console, outcome: Outcome) -> Exit:
    """Say what was recorded first; the checkpoint goes to the keyring after that (design.md part 6)."""
    platform, account = platform_name(product, outcome.account.platform), outcome.account
    console.tell(outcomes.headline(outcome, platform))
    console.tell(outcomes.detail(outcome, platform))
    if outcome.receipt:
        ledger = "--practice" if account.is_practice else "--real"
        command = f"demur receipts show {outcome.receipt.index} {ledger}"
        console.tell(say(words.RECEIPT_MADE, number=outcome.receipt.index, command=command))
    if outcome.verdict is Verdict.SENT:
        command = f"demur tell {account.id} --answered agreed --on DATE"
        console.tell(say(guide_words.THEN_ANSWER, command=command))
    console.answer(outcome_document(outcome, platform))
    console.flush()
    settle(product, console, account.id)
    return exit_of(outcome)
