"""Lets a member say anew where they live, for every setting of that sign-in; nobody is asked anything."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from demur.core.account import Account
from demur.core.setting import RegionCode
from demur.ui.frame import Frame
from demur.ui.region_dialog import RegionDialog
from demur.words import meaning as words
from demur.words import say


def ask(frame: Frame, parent: QWidget, account: Account, then: Callable[[], None]) -> None:
    """Ask, keep what is chosen, and call `then`; a practice member lives where their scenario plays."""
    if account.is_practice:
        return

    def chosen(region: RegionCode) -> None:
        frame.product.accounts.live_in(account.sign_in, region)
        then()

    RegionDialog(parent.window(), say(words.REGION_TITLE), account.region, chosen).open()
