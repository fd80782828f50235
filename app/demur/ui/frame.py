"""What every desk of the window works with: the product, the way to show a page, and work in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from demur.core.account import Account, AccountId, shared_sign_ins
from demur.ui.background import Background
from demur.ui.banner import Banner
from demur.ui.turns import Turns

if TYPE_CHECKING:
    from demur.connectors.nameplate import Nameplate
    from demur.core.trouble import Trouble
    from demur.product import Product
    from demur.ui.page_desk import PageDesk

T = TypeVar("T")


class Frame:
    """Handed to each desk; `show_page(page, place)` brings a page to the front and marks its place in the rail."""

    def __init__(
        self,
        product: Product,
        background: Background,
        banner: Banner,
        show_page: Callable[[QWidget, str], None],
        refresh: Callable[[], None],
        adopt: Callable[[QWidget], None],
        after_first_paint: Callable[[Callable[[], None]], None],
        pages: Callable[[], PageDesk],
    ) -> None:
        """Hold the parts: `refresh` shows the rail anew, after accounts or receipts changed; `adopt` takes a page that
        is made late into the window; `after_first_paint` does something once the window is seen, or at once; `pages`
        returns the desk for platforms that have only a page.
        """
        self._pages = pages
        self.product, self.background, self.banner = product, background, banner
        self.show_page, self.refresh, self.adopt = show_page, refresh, adopt
        self.after_first_paint = after_first_paint
        self.turns = Turns()

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run `work` on a worker; a failure without a handler of its own is shown in the banner."""
        self.background.run(work, owner, then, failed or self.banner.say_problem)

    def settle(self, owner: QObject, account: AccountId) -> None:
        """After an outcome is on the screen: the newest checkpoint goes into the vault, and receipts are dated."""
        from demur.ui import settling  # no start needs it

        settling.settle(self, owner, account)

    def date_owed(self, owner: QObject) -> None:
        """Have receipts dated that are not yet, where the member switched that on; Settings says how far that is."""
        if self.product.asks_for_time:
            from demur.ui import settling  # most starts need none

            settling.date(self, owner)

    @property
    def pages(self) -> PageDesk:
        """The desk for platforms that have only a page."""
        return self._pages()

    def has_page(self, account: Account) -> bool:
        """Tell whether an account's platform is one whose page Demur opens."""
        return self.product.rooms.has_page(account)

    def reach(
        self,
        owner: QObject,
        account: Account,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do work that asks an account's platform; where it has only a page, past a sign-in if one is needed."""
        if self.has_page(account):
            self.pages.run(account, work, then, failed)
        else:
            self.run(owner, work, then, failed)

    def agreed(self, account: Account, go_on: Callable[[], None]) -> None:
        """Go on at once; where the platform has only a page, once the member has read what its terms say."""
        if self.has_page(account):
            self.pages.agreed(account.platform, go_on)
        else:
            go_on()

    def platform_name(self, account: Account) -> str:
        """Return the platform's name as its file gives it, or its id where the file is gone.

        A platform that the member added says so wherever its name stands beside a state.
        """
        return self.product.rooms.platform_name(account)

    def nameplate(self, account: Account) -> Nameplate:
        """Return what the account's platform and setting are called, and of what kind they are."""
        return self.product.rooms.nameplates.find(account.platform, account.setting)

    def report(self, trouble: Trouble) -> None:
        """Show what would be copied as a report of a trouble; nothing is sent anywhere."""
        from demur.ui import report_dialog  # no start needs it

        report_dialog.show(self.banner.window(), trouble, self.product)

    def setting_label(self, account: Account) -> str:
        """Return the setting's label as its file gives it, or its id where the file no longer has it."""
        return self.nameplate(account).label

    def without_choice(self, accounts: Sequence[Account]) -> frozenset[AccountId]:
        """Return the accounts at whose platforms there is nothing to opt out of."""
        return frozenset(account.id for account in accounts if not self.nameplate(account).has_choice)

    def shared_settings(self, accounts: Sequence[Account]) -> dict[AccountId, str]:
        """Return the label of each account's setting, for those whose sign-in has several."""
        shared = shared_sign_ins(accounts)
        return {account.id: self.setting_label(account) for account in accounts if account.sign_in in shared}
