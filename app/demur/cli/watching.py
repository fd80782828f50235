"""`demur check` and `demur remind`: whether everything is as the member left it, and how often to ask that."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any, Final

from demur import paths
from demur.cli import interruption
from demur.cli.changes import ask_who, change_document, tell_change
from demur.cli.console import Console
from demur.cli.documents import account_document
from demur.cli.exits import Exit
from demur.cli.opening import find_account, platform_name
from demur.cli.standings import standing_document, tell_standing
from demur.core.account import Account
from demur.product import Product
from demur.watch.cadence import Cadence
from demur.watch.due import Why
from demur.watch.matter import Matter
from demur.watch.round import Checked, Progress, Skip
from demur.watch.standing import Standing
from demur.words import say, states, watching
from demur.words import watch as words

_NEEDS_MEMBER: Final = frozenset(
    {
        Matter.WORDING_CHANGED,
        Matter.PAGE_CHANGED,
        Matter.ACCOUNT_CLOSED,
        Matter.REGION_CHANGED,
        Matter.SIGNED_OUT,
    }
)
_CANNOT_TELL: Final = frozenset({Matter.UNKNOWN, Matter.RATE_LIMITED, Matter.PLATFORM_DOWN, Matter.OFFLINE})
_ORDER: Final = (Exit.NOT_SO, Exit.NEEDS_MEMBER, Exit.CANNOT_TELL, Exit.DONE)
"""Which exit code stands for several accounts."""


def check(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Read accounts and say whether anything needs the member; never a write.

    JSON: `accounts`, each with the keys of an account, `platformName`, `skipped` (why it was not read) and `problem`
    (what kept it from being read), both a code or null, `changedSince`, `receipt` and `notSaved` as in `status`, and
    how it stands with it now (see `standing_document`).
    """
    if arguments.print_unit:
        return _print_unit(arguments.print_unit, product, console)
    due = [standing.account for standing in product.watch.due()] if arguments.due else []
    accounts = due if arguments.due else _asked(arguments, product)
    if arguments.due and not accounts:
        _tell_nothing_due(product, console)
    found = _run(product, accounts, console)
    standings = [product.watch.standing(one.account.id) for one in found]
    for checked, standing in zip(found, standings, strict=True):
        _tell(product, console, checked, standing)
    pairs = list(zip(found, standings, strict=True))
    console.answer({"accounts": [_document(product, checked, standing) for checked, standing in pairs]})
    exits = {exit_of(checked, standing, is_due_only=not arguments.account) for checked, standing in pairs}
    return next((code for code in _ORDER if code in exits), Exit.DONE)


def exit_of(checked: Checked, standing: Standing, is_due_only: bool) -> Exit:
    """Return the exit code for one account. In a batch, one that only its member can look at counts where it is due."""
    is_left_to_member = checked.skipped in {Skip.NEEDS_MEMBER, Skip.TOLD_BY_MEMBER}
    is_answer_due = standing.due is not None and standing.due.why is Why.ANSWER_DUE
    if standing.matter is Matter.ON_AGAIN:
        return Exit.NOT_SO
    if standing.matter in _NEEDS_MEMBER or is_answer_due:
        return Exit.NEEDS_MEMBER
    if is_left_to_member and (standing.due is not None or not is_due_only):
        return Exit.NEEDS_MEMBER
    is_unread = checked.skipped in {Skip.BACKED_OFF, Skip.CALLED_OFF}
    return Exit.CANNOT_TELL if standing.matter in _CANNOT_TELL or checked.problem or is_unread else Exit.DONE


def remind(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Show or choose how often a member is reminded of an account.

    JSON: `account` (its id), `remindEveryDays` (0 for never), `mayLookByItself` (whether the platform may be looked at
    without its member), `looksByItself` (whether it is: the member has to switch that on, and on a page to stay
    signed in).
    """
    account, cadences = find_account(product, arguments.account), product.watch.cadences
    may_it = product.watch.reads_unattended(account)
    if arguments.alone == "yes" and not may_it:
        console.note(say(watching.MAY_NOT_LOOK_ALONE))
        console.note(say(watching.MAY_NOT_LOOK_ALONE_NEXT))
        return Exit.REFUSED
    if arguments.every is not None:
        cadences.choose(account.id, Cadence.NEVER if arguments.every == "never" else Cadence(int(arguments.every)))
    if arguments.alone is not None:
        cadences.let_read_alone(account.id, arguments.alone == "yes")
    chosen, is_alone = cadences.of(account.id), product.watch.reads_alone(account)
    console.tell(say(watching.REMINDS, account=account.id, cadence=say(watching.EVERY[chosen])))
    if chosen is not Cadence.NEVER:
        is_missing = may_it and cadences.may_read_alone(account.id) and not is_alone
        not_alone = watching.LOOKS_ONCE_SIGNED_IN if is_missing else watching.LOOKS_NOT_ALONE
        console.tell(say(watching.LOOKS_ALONE if is_alone else not_alone))
    choice = {"remindEveryDays": int(chosen), "mayLookByItself": may_it, "looksByItself": is_alone}
    console.answer({"account": account.id, **choice})
    return Exit.DONE


def _asked(arguments: Namespace, product: Product) -> Sequence[Account]:
    return product.accounts.all() if arguments.all else [find_account(product, arguments.account)]


def _run(product: Product, accounts: Sequence[Account], console: Console) -> list[Checked]:
    """Read the accounts until the end, or until Ctrl-C: what is under way then is still read to its end."""
    with interruption.noted(lambda: None) as wish:

        def show(progress: Progress) -> None:
            name = progress.account.identity.handle
            console.show_progress(say(watching.CHECKING, account=name, done=progress.done, total=progress.total))

        found = product.round.run(accounts, show, lambda: not wish.is_wanted) if accounts else []
    console.show_progress("")
    return found


def _tell(product: Product, console: Console, checked: Checked, standing: Standing) -> None:
    account = standing.account
    line = say(
        watching.LINE,
        id=account.id,
        platform=platform_name(product, account.platform),
        handle=account.identity.handle,
        headline=_headline(standing),
    )
    console.tell(line)
    if checked.skipped is not None:
        console.tell(words.skip(checked.skipped), indent=2)
    if checked.seen is not None:
        tell_change(checked.seen, lambda text: console.tell(text, indent=2))
        ask_who(product, account.id, lambda text: console.tell(text, indent=2))
    tell_standing(product, standing, checked.problem, lambda text: console.tell(text, indent=2), has_headline=False)


def _headline(standing: Standing) -> str:
    found = words.headline(standing.matter)
    return say(states.PRACTICE, state=found[:1].lower() + found[1:]) if standing.account.is_practice else found


def _tell_nothing_due(product: Product, console: Console) -> None:
    wake = product.watch.next_wake()
    console.tell(say(watching.NOTHING_DUE_UNTIL, day=words.day(wake)) if wake else say(watching.NOTHING_DUE))


def _document(product: Product, checked: Checked, standing: Standing) -> dict[str, Any]:
    what = {
        "platformName": platform_name(product, standing.account.platform),
        "skipped": checked.skipped,
        "problem": checked.problem.code if checked.problem else None,
    }
    stands = standing_document(product, standing)
    return account_document(standing.account) | what | change_document(checked.seen) | stands


def _print_unit(kind: str, product: Product, console: Console) -> Exit:
    """Print a unit of systemd, with the command of this Demur and this data folder filled in. JSON: `unit`."""
    template = (paths.resources() / "systemd" / f"demur-check.{kind}").read_text(encoding="utf-8")
    command = [sys.executable, "-P", "-m", "demur", "--data-dir", str(product.folders.data), "check", "--due"]
    unit = template.replace("{command}", " ".join(map(quoted, command)))
    for line in unit.splitlines():
        console.tell(line)
    console.answer({"unit": unit})
    return Exit.DONE


def quoted(word: str) -> str:
    """Return one word of a command line as systemd takes it (systemd.service(5), “Command lines”)."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
