"""What every desk of the window works with: the product, the way to show a page, and work in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from demur.connectors.catalogue import is_added
from demur.core.account import Account
from demur.ui.background import Background
from demur.ui.banner import Banner
from demur.wiring import Product
from demur.words import say, window

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Frame:
    """Handed to each desk; `show_page(page, place)` brings a page to the front and marks its place in the rail."""

    product: Product
    background: Background
    banner: Banner
    show_page: Callable[[QWidget, str], None]
    refresh: Callable[[], None]
    """Show the rail anew, after accounts or receipts changed."""

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run `work` on a worker; a failure without a handler of its own is shown in the banner."""
        self.background.run(work, owner, then, failed or self.banner.say_problem)

    def platform_name(self, account: Account) -> str:
        """Return the platform's name as its file gives it, or its id where the file is gone.

        A platform that the member added says so wherever its name stands beside a state.
        """
        known = self.product.rooms.platform(account.platform)
        if known is None:
            return account.platform
        return say(window.ADDED_CHOICE, name=known.facts.name) if is_added(known) else known.facts.name

    def setting_label(self, account: Account) -> str:
        known = self.product.rooms.platform(account.platform)
        return known.setting(account.setting).facts.label if known else account.setting
