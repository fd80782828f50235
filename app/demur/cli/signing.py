"""`demur sign-in` and `demur sign-out`: accounts come by the member's own browser, and go for good."""

import threading
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from demur.cli import interruption
from demur.cli.console import Console
from demur.cli.documents import account_document
from demur.cli.exits import Exit
from demur.cli.opening import Unclear, find_sign_in, platform_name, setting_label
from demur.connectors.waiting import PATIENCE_S, Waiting
from demur.core.account import Account
from demur.core.problem import BrowserNotOpened
from demur.core.setting import PlatformId, RegionCode
from demur.meaning import regions
from demur.product import Product
from demur.words import accounts as account_words
from demur.words import cli as words
from demur.words import problems, say, signing_in, window


def sign_in(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Add an account for each setting. JSON: `account` (the first), `accounts`."""
    console.keep_results_apart()
    platform = product.catalogue.find(PlatformId(arguments.platform))
    region = named_region(arguments.region, is_needed=not platform.needs_practice)

    def send_browser(address: str) -> None:
        console.note(say(signing_in.OPEN_THIS))
        console.note(address)
        if not arguments.no_browser:
            _beside(lambda: _open_browser(address, console))

    patience_s = PATIENCE_S if arguments.timeout is None else arguments.timeout
    account = join(product, platform.id, region, send_browser, patience_s)
    return tell_joined(product, console, account)


def sign_out(arguments: Namespace, product: Product, console: Console) -> Exit:
    """End a sign-in and forget its accounts; where there are several, ask first.

    JSON: `account`; `accounts`, all that the sign-in has; `left`, whether they went; `confirmed`: whether the platform
    said it forgot, too; `deletedBeside`, with `--delete-kept`: beside how many receipts something was deleted.
    """
    account = find_sign_in(product, arguments.account)
    all_of_it = product.accounts.of_sign_in(account.sign_in)
    document: dict[str, Any] = {
        "account": account_document(account),
        "accounts": [account_document(one) for one in all_of_it],
    }
    others = [setting_label(product, one) for one in all_of_it if one.id != account.id]
    if others and not arguments.yes and not _may_leave(product, console, account, others):
        console.answer(document | {"left": False, "confirmed": False})
        return Exit.REFUSED
    name = platform_name(product, account.platform)
    is_confirmed = product.joining.leave(account)
    if account.is_named_by_member:
        form = signing_in.FORGOTTEN
    else:
        form = signing_in.LEFT if is_confirmed else signing_in.LEFT_UNCONFIRMED
    console.tell(say(form, platform=name))
    if others:
        console.tell(say(account_words.ALSO_GONE, settings=", ".join(others)), indent=2)
    if arguments.delete_kept:
        from demur.cli import deleting

        done = product.care.forget_accounts(account.is_practice, [one.id for one in all_of_it])
        deleting.tell_forgotten(console, done)
        document["deletedBeside"] = done.receipts
    console.answer(document | {"left": True, "confirmed": is_confirmed})
    return Exit.DONE


def _may_leave(product: Product, console: Console, account: Account, others: list[str]) -> bool:
    """Ask whether the other settings of the sign-in may go as well."""
    name, handle = platform_name(product, account.platform), account.identity.handle
    form = window.FORGET_SURE if account.is_named_by_member else window.SIGN_OUT_SURE
    console.note(say(form, platform=name, handle=handle))
    console.note(account_words.all_go(others))
    if not console.is_terminal:
        console.note(say(account_words.LEAVE_NEEDS_YES))
        return False
    if not console.ask(say(words.TYPE_YES)):
        console.note(say(words.CALLED_OFF))
        return False
    return True


def join(
    product: Product, platform: PlatformId, region: RegionCode, send_browser: Callable[[str], None], patience_s: float
) -> Account:
    """Sign a member in; Ctrl-C calls it off. Raises the problems of signing in."""
    waiting = Waiting(send_browser)
    with interruption.noted(waiting.cancel):
        return product.joining.join(platform, region, waiting, patience_s)


def tell_joined(product: Product, console: Console, account: Account) -> Exit:
    name = platform_name(product, account.platform)
    console.tell(say(signing_in.SIGNED_IN, handle=account.identity.handle, platform=name))
    tell_added(product, console, account)
    return Exit.DONE


def tell_added(product: Product, console: Console, account: Account) -> None:
    """Name an account that was just added, and those of the same sign-in. JSON: `account`, `accounts`."""
    all_of_it = product.accounts.of_sign_in(account.sign_in)
    for one in all_of_it:
        line = say(account_words.ALSO_ADDED, id=one.id, setting=setting_label(product, one))
        console.tell(line if len(all_of_it) > 1 else one.id, indent=2)
    documents = [account_document(one) for one in all_of_it]
    console.answer({"account": account_document(account), "accounts": documents})


def _open_browser(address: str, console: Console) -> None:
    if not webbrowser.open(address):
        console.note(problems.sentence(BrowserNotOpened()))
        console.note(problems.next_step(BrowserNotOpened()))


def _beside(work: Callable[[], None]) -> None:
    """Let a browser that runs in the terminal not hold up the listener it comes back to."""
    threading.Thread(target=work, daemon=True).start()


def named_region(wanted: str | None, is_needed: bool) -> RegionCode:
    """Return the region the member named: it is never guessed, and a practice member brings one along."""
    if wanted is None:
        if is_needed:
            raise Unclear(say(words.REGION_NEEDED))
        return RegionCode("")
    region = RegionCode(wanted.upper())
    if regions.name_of(region) is None:
        raise Unclear(say(words.REGION_UNKNOWN, region=wanted))
    return region
