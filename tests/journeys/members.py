"""Practice members for the product in this process: signed in through the real sign-in, opted out as a member would."""

import threading
from collections.abc import Callable

from demur.connectors.waiting import Waiting
from demur.core.account import Account
from demur.core.outcome import Outcome, Step
from demur.core.setting import PlatformId, RegionCode, State
from demur.practice.visitor import visit
from demur.product import Product


def join(product: Product, member: str, platform: str = "plaza", region: str = "") -> Account:
    """Sign a practice member in; the browser's part is done by Plaza's own stand-in."""
    visits: list[threading.Thread] = []

    def send_browser(address: str) -> None:
        visits.append(threading.Thread(target=visit, args=(address, member)))
        visits[-1].start()

    try:
        return product.joining.join(PlatformId(platform), RegionCode(region), Waiting(send_browser))
    finally:
        for each in visits:
            each.join()


def change(
    product: Product, account: Account, target: State = State.OFF, told: Callable[[Step], None] = lambda _: None
) -> Outcome:
    """Preview a change and apply it."""
    outcome = product.opt_out.apply(product.opt_out.preview(account.id, target).code, told)
    assert outcome is not None
    return outcome
