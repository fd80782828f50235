"""`demur sign-in` and `demur sign-out`: accounts come by the member's own browser, and go for good."""

import threading
import webbrowser
from argparse import Namespace
from collections.abc import Callable

from demur.cli import interruption
from demur.cli.console import Console
from demur.cli.documents import account_document
from demur.cli.exits import Exit
from demur.cli.opening import Unclear, find_account, platform_name
from demur.connectors.api.signin import PATIENCE_S
from demur.connectors.waiting import Waiting
from demur.core.account import Account
from demur.core.problem import BrowserNotOpened
from demur.core.setting import PlatformId, RegionCode
from demur.meaning import regions
from demur.wiring import Product
from demur.words import cli as words
from demur.words import problems, say, signing_in


def sign_in(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Add an account. JSON: `account`."""
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
    """Sign an account out and forget it. JSON: `account`, `confirmed`: whether the platform said it forgot, too."""
    account = find_account(product, arguments.account)
    name = platform_name(product, account.platform)
    is_confirmed = product.joining.leave(account)
    if account.is_named_by_member:
        form = signing_in.FORGOTTEN
    else:
        form = signing_in.LEFT if is_confirmed else signing_in.LEFT_UNCONFIRMED
    console.tell(say(form, platform=name))
    console.answer({"account": account_document(account), "confirmed": is_confirmed})
    return Exit.DONE


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
    console.tell(account.id, indent=2)
    console.answer({"account": account_document(account)})
    return Exit.DONE


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
