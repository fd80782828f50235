"""The overview at work: shows how it stands with every account, and has accounts checked, one or all; it never writes.

What is shown first is what lies at hand; what takes longer to look up, such as the dates of claims, comes after that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from demur.core.account import AccountId
from demur.core.reach import OWN_BROWSER, PAGE
from demur.ui.overview_page import OverviewPage
from demur.ui.overview_row import Known, Reading, needs_a_look, row_of, words_of
from demur.watch.matter import Matter
from demur.words import overview, say, watch

if TYPE_CHECKING:
    from demur.connectors.nameplate import Nameplates
    from demur.core.account import Account
    from demur.product import Product
    from demur.ui.frame import Frame
    from demur.ui.overview_round import OverviewRound
    from demur.ui.reminder_desk import ReminderDesk
    from demur.watch.watch import Watch

PLACE = "overview"
"""Its place in the rail."""
_AFTER_PAINT_MS = 10
"""The rows of the last look are painted before a new look begins."""


class OverviewDesk(QObject):
    """Joins the overview to the watch."""

    account_wanted = Signal(str)
    """The account is to be shown on its own page."""
    report_wanted = Signal()
    page_wanted = Signal(str)
    """The account is to be shown there and checked, with the member there."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = OverviewPage()
        self._reminder: ReminderDesk | None = None
        self._known: dict[AccountId, Known] = {}
        self._newest, self._is_over = 0, False
        self._is_renewing = self._is_stale = False
        self._round: OverviewRound | None = None
        self.page.opened.connect(self.account_wanted)
        self.page.chosen.connect(lambda account: self._show_chosen(AccountId(account)))
        self.page.check_wanted.connect(lambda account: self._check_one(AccountId(account)))
        self.page.check_all_wanted.connect(self.check_all)
        self.page.report_wanted.connect(self.report_wanted)
        self.page.round.cancelled.connect(self.stop)
        frame.after_first_paint(self.page.hear_keys)
        frame.after_first_paint(self._make_card)

    def _make_card(self) -> None:
        """Make what tells of the chosen row in full."""
        from demur.ui.reminder_desk import ReminderDesk

        card = self.page.chosen_card
        self._reminder = ReminderDesk(self._frame, card.reminder)
        card.open_wanted.connect(lambda: self._with_chosen(self.account_wanted.emit))
        card.check_wanted.connect(lambda: self._with_chosen(lambda account: self._check_one(AccountId(account))))
        card.page_wanted.connect(lambda: self._with_chosen(lambda account: self._open_page(AccountId(account))))
        self._reminder.changed.connect(self.refresh)
        card.show_working(self._round is not None)
        self._with_chosen(lambda account: self._show_chosen(AccountId(account)))

    def show_page(self) -> None:
        """Bring the overview to the front; at first with what lies at hand."""
        product = self._frame.product
        if not self._known:
            self._show(_known(product.first_glance, product.rooms.nameplates, self._reading_at_hand))
        self._frame.show_page(self.page, PLACE)
        self.page.focus_list()
        self._frame.after_first_paint(lambda: QTimer.singleShot(_AFTER_PAINT_MS, self, self.refresh))

    def end(self) -> None:
        """Begin nothing any more: the workers are about to go."""
        self._is_over = True

    def refresh(self) -> None:
        """Show how it stands now."""
        if self._is_over:
            return
        if self._round is not None:
            self._renew()
            return
        self._newest += 1
        ticket = self._newest

        def show(known: Sequence[Known]) -> None:
            if ticket == self._newest:  # a later look may have been quicker
                self._show(known)

        product = self._frame.product
        self._frame.run(self, lambda: _known(product.watch, product.rooms.nameplates, self._reading), show)

    def _renew(self) -> None:
        """Show what a round has found so far; rows stay in their places until it is over, as eye and hand are at them.

        One look at all accounts is under way at a time; what was found meanwhile is shown by the next.
        """
        self._is_stale = self._is_renewing
        if self._is_renewing or self._is_over:
            return
        self._is_renewing = True
        product = self._frame.product

        def failed(error: BaseException) -> None:
            self._is_renewing = False
            self._frame.banner.say_problem(error)

        self._frame.run(
            self, lambda: _known(product.watch, product.rooms.nameplates, self._reading), self._renewed, failed
        )

    def _renewed(self, known: Sequence[Known]) -> None:
        self._is_renewing = False
        if self._round is None:
            return  # the look that came after the round shows newer
        places = {account: place for place, account in enumerate(self._known)}
        self._show(sorted(known, key=lambda one: places.get(one.standing.account.id, len(places))))
        if self._is_stale:
            self._renew()

    def check_all(self) -> None:
        """Check what may be read without the member, one at a time at each platform; nothing is ever written."""
        there = [known for known in self._known.values() if known.reading is not Reading.NOTHING]
        self._check([known.standing.account for known in there])

    def stop(self) -> None:
        """Call a round off: what was begun is read to its end."""
        if self._round is not None:
            self._round.stop()

    def _check_one(self, account_id: AccountId) -> None:
        known = self._known[account_id]
        if known.reading is Reading.BY_DEMUR and not self._must_sign_in(known):
            self._check([known.standing.account])
        else:
            self._open_page(account_id)

    def _open_page(self, account_id: AccountId) -> None:
        known = self._known[account_id]
        is_read_there = known.reading is Reading.WITH_MEMBER or self._must_sign_in(known)
        (self.page_wanted if is_read_there else self.account_wanted).emit(account_id)

    def _must_sign_in(self, known: Known) -> bool:
        """Tell whether only its member can go on: on its page, where they sign in again."""
        return known.standing.fault is Matter.SIGNED_OUT and self._frame.has_page(known.standing.account)

    def _check(self, accounts: Sequence[Account]) -> None:
        from demur.ui.overview_round import OverviewRound  # no start checks anything

        if self._round is not None:
            return
        self._frame.banner.hide()
        names = {account.id: self._name(account) for account in accounts}
        self._round = OverviewRound(self._frame, self.page, accounts, names)
        self._round.setParent(self)
        self._round.found.connect(self._renew)
        self._round.finished.connect(self._checked)
        self._round.begin()

    def _checked(self) -> None:
        if self._round is not None:
            self._round.deleteLater()
        self._round = None
        self._frame.refresh()

    def _show(self, known: Sequence[Known]) -> None:
        now = datetime.now(UTC)
        self._known = {one.standing.account.id: one for one in known}
        waiting = sum(needs_a_look(one.standing) for one in known)
        with self._frame.product.rooms.nameplates.one_look():
            rows = [row_of(one, *self._names(one.standing.account), now) for one in known]
        self.page.show_rows(rows, overview.summary(len(known), waiting))

    def _show_chosen(self, account_id: AccountId) -> None:
        """Show the chosen row in full, where that is made already."""
        if self._reminder is None:
            return
        known = self._known.get(account_id)
        self.page.chosen_card.setVisible(known is not None)
        if known is None:
            return
        standing = known.standing
        whose = ", ".join((self._name(standing.account), self._frame.setting_label(standing.account)))
        self.page.chosen_card.show_chosen(whose, words_of(standing), watch.next_step(standing), known.reading)
        self._reminder.show(standing, is_alone_offered=known.reading is Reading.BY_DEMUR)

    def _with_chosen(self, go_on: Callable[[str], None]) -> None:
        if (account := self.page.account) is not None:
            go_on(account)

    def _names(self, account: Account) -> tuple[str, str]:
        return self._frame.platform_name(account), self._frame.setting_label(account)

    def _name(self, account: Account) -> str:
        return say(overview.WHOSE, platform=self._frame.platform_name(account), handle=account.identity.handle)

    def _reading_at_hand(self, account: Account) -> Reading:
        """Return how a setting can be read, as far as that is known without its platform's file."""
        plate = self._frame.nameplate(account)
        if not plate.has_choice:
            return Reading.NOTHING
        if plate.kind == OWN_BROWSER:
            return Reading.BY_MEMBER
        return Reading.WITH_MEMBER if plate.kind == PAGE else Reading.BY_DEMUR

    def _reading(self, account: Account) -> Reading:
        """Return how a setting can be read, as its platform's file allows it and the member chose."""
        product, at_hand = self._frame.product, self._reading_at_hand(account)
        if at_hand is Reading.WITH_MEMBER and product.watch.reads_unattended(account):
            return Reading.BY_DEMUR
        if at_hand is Reading.WITH_MEMBER and _is_in_own_browser(account, product):
            return Reading.BY_MEMBER
        return at_hand


def _known(look: Watch, plates: Nameplates, reading_of: Callable[[Account], Reading]) -> list[Known]:
    """Return how it stands with every account, practice last: it never stands before what is real."""
    with plates.one_look():
        found = sorted(look.standings(), key=lambda standing: standing.account.is_practice)
        return [Known(standing, reading_of(standing.account)) for standing in found]


def _is_in_own_browser(account: Account, product: Product) -> bool:
    """Tell whether the member chose to mind a platform's page in their own browser."""
    from demur.connectors.page.platform import PagePlatform  # most accounts need no pages
    from demur.core.route import ApplyWay

    platform = product.rooms.platform(account.platform)
    return isinstance(platform, PagePlatform) and product.rooms.pages.way(account, platform) is ApplyWay.OWN_BROWSER
