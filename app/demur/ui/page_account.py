"""Joins the card of an account on a platform's own page to the product."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from demur.connectors.page.platform import PagePlatform
from demur.core.account import Account, AccountId, LastSeen
from demur.core.problem import BrowserNotOpened
from demur.core.route import ApplyWay
from demur.ui import dates
from demur.ui.controls import button
from demur.ui.page_card import PageCard, PageFacts
from demur.ui.ways_card import Ways
from demur.words import browser as browser_words
from demur.words import page, say

if TYPE_CHECKING:
    from demur.ui.frame import Frame


class PageAccount(QObject):
    """Shows the card for one account after the other, and does what the member chooses on it."""

    other_desk_wanted = Signal(str)
    """The member chose a way for an account that another page of the window is for."""
    stay_changed = Signal(object)
    """The sign-in of this account is kept from now on, or no longer."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.card = PageCard()
        self.card.hide()
        self._account: Account | None = None
        self._awaited: dict[AccountId, LastSeen | None] = {}
        """Accounts whose sign-in is to be kept and wasn't there when that was ticked, and what was seen last then."""
        self.card.way_chosen.connect(self._choose)
        self.card.stay_wanted.connect(self._stay)
        self.card.form_wanted.connect(self._open_form)
        self.card.words_wanted.connect(self._keep_words)

    def show(self, account: Account) -> None:
        """Show the card where the account's platform has a page; hide it for every other."""
        platform = self._frame.product.rooms.platform(account.platform) if self._frame.has_page(account) else None
        self._account = account if isinstance(platform, PagePlatform) else None
        if isinstance(platform, PagePlatform):
            self.card.show_facts(self._facts(account, platform))
        self.card.setVisible(self._account is not None)

    def ways_on(self, account: Account) -> list[QPushButton]:
        """Return what else can be done where the page could not be read: look at it, or use one's own browser."""
        look = button(page.LOOK, page.LOOK_NAME)
        look.clicked.connect(lambda: self._frame.pages.look_around(account, lambda _: None))
        own = button(page.USE_OWN, page.USE_OWN_NAME)
        own.clicked.connect(lambda: self._choose(ApplyWay.OWN_BROWSER))
        return [look, own]

    def _facts(self, account: Account, platform: PagePlatform) -> PageFacts:
        pages = self._frame.product.rooms.pages
        return PageFacts(
            ways=Ways(platform.ways_for(account.setting), platform.good_for, pages.way(account, platform)),
            live="" if platform.is_practice else _live_words(platform.name, pages.live_since(platform)),
            is_kept=pages.is_kept(account),
            let_go=self._let_go(account, platform.name),
            keeps_words=pages.keeps_words(account),
            has_form=platform.setting(account.setting).form(account.region) is not None,
        )

    def _let_go(self, account: Account, platform: str) -> str:
        """Return that the member has to sign in again, and whether that sign-in is kept; empty where one is there."""
        if not self._frame.pages.is_signed_in(account):
            return say(browser_words.LET_GO, platform=platform)
        return say(browser_words.KEPT_FROM_NEXT, platform=platform) if self._awaits(account) else ""

    def _awaits(self, account: Account) -> bool:
        """Tell whether the page was not read since the member asked for a sign-in to be kept that wasn't there."""
        if account.id not in self._awaited:
            return False
        if account.last != self._awaited[account.id] and account.last is not None and account.last.reason is None:
            del self._awaited[account.id]
        return account.id in self._awaited

    def _choose(self, way: str) -> None:
        if (account := self._account) is not None:
            self._frame.product.rooms.pages.keep_way(account, ApplyWay(way))
            self.other_desk_wanted.emit(account.id)

    def _stay(self, is_wanted: bool) -> None:
        if (account := self._account) is not None:
            was_there = self._frame.pages.is_signed_in(account) and not self._awaits(account)
            self._frame.pages.stay(account, is_wanted, lambda count: self._stayed(account, is_wanted, was_there, count))

    def _stayed(self, account: Account, is_wanted: bool, was_there: bool, count: object) -> None:
        """Say what became of it; `was_there`: the member was signed in, so that there was something to keep."""
        self._awaited.pop(account.id, None)
        if is_wanted and not was_there:
            self._awaited[account.id] = account.last
        stays = say(page.STAYS if was_there else page.STAYS_FROM_NEXT)
        self._frame.banner.say(stays if is_wanted else removed_words(count))
        if self._account == account:
            self.show(account)
        self.stay_changed.emit(account)

    def _keep_words(self, is_wanted: bool) -> None:
        if (account := self._account) is not None:
            self._frame.product.rooms.pages.keep_words(account, is_wanted)

    def _open_form(self) -> None:
        if (account := self._account) is None:
            return
        setting = self._frame.product.catalogue.find_own(account.platform).setting(account.setting)
        form = setting.form(account.region)
        if form is not None and not QDesktopServices.openUrl(QUrl(form.text, QUrl.ParsingMode.StrictMode)):
            self._frame.banner.say_problem(BrowserNotOpened())


def removed_words(count: object) -> str:
    """Return what was removed of a kept sign-in: how many cookies, or that nobody could count them."""
    if count is None:
        return say(browser_words.FORGOT_UNREAD)
    if count == 0:
        return say(browser_words.FORGOT_NONE)
    if count == 1:
        return say(browser_words.FORGOT_ONE)
    return say(browser_words.FORGOT_MANY, count=count)


def _live_words(platform: str, since: str | None) -> str:
    if since is None:
        return say(page.NEVER_LIVE, platform=platform)
    return say(page.LIVE_HERE, day=dates.day(date.fromisoformat(since)))
