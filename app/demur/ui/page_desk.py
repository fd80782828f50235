"""The window's own browser: made when a platform's page is first needed, shown where a worker or a sign-in wants it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from demur import paths
from demur.connectors.page.driver import Ending
from demur.connectors.page.platform import PagePlatform
from demur.core.account import Account, SignInId
from demur.core.page_problem import ChallengeMet, PageMoved
from demur.core.problem import Problem, SignedOut
from demur.core.route import ApplyWay
from demur.core.setting import PlatformId, RegionCode
from demur.ui import terms_box
from demur.ui.ways_card import Ways
from demur.words import say, window

if TYPE_CHECKING:
    from demur.browser.browser import Browser
    from demur.browser.pane import Pane
    from demur.connectors.page.pages import Pages
    from demur.ui.frame import Frame

T = TypeVar("T")


class PageDesk(QObject):
    """Signs members in on platforms' own pages, and puts pages before them for as long as their turn lasts."""

    shown = Signal(QWidget)
    """A pane that is to stand before the member."""
    gone = Signal(QWidget)
    """The turn at that pane is over."""
    resumed = Signal(object)
    """What a look at attempts that were left open found, once the member was signed in."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._panes: dict[str, Pane] = {}
        self._nobodys = ""
        """The name of a sign-in under way, of which nobody knows yet whose it is."""

    def pane_of(self, account: Account | None) -> QWidget | None:
        """Return the pane at which it is the member's turn for an account; for None, that of a new sign-in."""
        return self._panes.get(self._nobodys if account is None else account.sign_in)

    def end_turn(self, account: Account) -> None:
        """End the member's turn at an account's page, where there is one, as if they had left the page."""
        if account.sign_in in self._panes:
            self.browser.end_turn(account.sign_in, Ending.LEFT)

    @cached_property
    def browser(self) -> Browser:
        """The browser, made here: on the window's thread, with the member's proxy, when it is first needed."""
        from demur.browser.browser import Browser
        from demur.browser.rules import Rules
        from demur.ui import proxy

        folder = paths.resources() / "page"
        proxy.apply_kept(self._frame.product.rooms.proxy)  # before the first profile is made, which takes it over
        probe, proof = ((folder / name).read_text("utf-8") for name in ("probe.js", "proof.html"))
        made = Browser(probe, proof, kept=self._pages.cookies_of, parent=self)
        made.shown.connect(self._show)
        made.hidden.connect(self._hide)
        self._pages.driver_of = lambda name, platform: made.driver(name, Rules(platform.sign_in.origins, platform.name))
        return made

    def open(self) -> None:
        """Make the browser where there is none yet, so that workers can reach it."""
        assert self.browser is not None  # noqa: S101  # made by being asked for

    def way(self, account: Account) -> ApplyWay | None:
        """Return how a choice is applied for an account; None where its platform's file is gone."""
        platform = self._frame.product.rooms.platform(account.platform)
        return self._pages.way(account, platform) if isinstance(platform, PagePlatform) else None

    def ways(self, account: Account) -> Ways | None:
        """Return the ways to apply a choice for an account, for its preview."""
        platform = self._frame.product.rooms.platform(account.platform)
        if not isinstance(platform, PagePlatform):
            return None
        return Ways(platform.ways_for(account.setting), platform.good_for, self._pages.way(account, platform))

    def agreed(self, platform_id: PlatformId, go_on: Callable[[], None]) -> None:
        """Go on, once the member has read what the platform's terms say of programs; they are asked once a file."""
        platform, terms = self._frame.product.rooms.platform(platform_id), self._pages.terms_to_read(platform_id)
        if platform is None or terms is None:
            go_on()
            return

        def agree() -> None:
            self._pages.agree(platform_id)
            go_on()

        terms_box.ask(self._frame.banner.window(), platform.facts.name, terms, agree)

    def run(
        self,
        account: Account,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do `work` on a worker; where it finds the member signed out, let them sign in, and do it once more."""
        self.open()

        def signed_in() -> tuple[object, T]:
            self._pages.sign_in(account)
            return self._finish(), work()

        def after_sign_in(answer: tuple[object, T]) -> None:
            found, done = answer
            self.resumed.emit(found)
            then(done)

        def again(error: BaseException) -> None:
            if not self._calls_for_sign_in(account, error):
                failed(error)
                return
            self._frame.run(self, signed_in, after_sign_in, failed)

        self._frame.run(self, work, then, again)

    def _calls_for_sign_in(self, account: Account, error: BaseException) -> bool:
        """Tell whether a failure means that the member is to sign in first.

        Where a platform's file names no address at which nobody is signed in, being led elsewhere may mean just that.
        """
        if isinstance(error, PageMoved):
            platform = self._frame.product.rooms.platform(account.platform)
            return isinstance(platform, PagePlatform) and not platform.sign_in.signed_out
        return isinstance(error, SignedOut | ChallengeMet)

    def join(
        self,
        platform: PlatformId,
        region: RegionCode,
        then: Callable[[Account], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Let a member sign in on a platform's page that names them, and remember them as the page does."""
        self.open()
        sign_in = SignInId(f"{platform}-{secrets.token_hex(4)}")
        self._nobodys = sign_in

        def joined(account: Account) -> None:
            self.browser.rename(sign_in, account.sign_in)
            then(account)

        def not_joined(error: BaseException) -> None:
            self.browser.close(sign_in)
            failed(error)

        self._frame.run(self, lambda: self._pages.join(platform, region, sign_in), joined, not_joined)

    def lend(self, accounts: Sequence[Account]) -> Callable[[], None]:
        """Make the browser there for accounts that are read without their member; return what ends it for them again.

        A page that nobody has before them would go on asking its platform, so a session that begins here is not kept.
        """
        on_pages = {account.sign_in for account in accounts if self._frame.has_page(account)}
        begun = {sign_in for sign_in in on_pages if self.browser.find(sign_in) is None}

        def end() -> None:
            for sign_in in begun:
                self.browser.close(sign_in)

        return end

    def look_around(self, account: Account, then: Callable[[None], None]) -> None:
        """Show the page for the member to look at, without reading it; nothing else moves it under their eyes."""
        turns, whose = self._frame.turns, f"page of {account.id}"

        def over(answer: None) -> None:
            turns.give_back(whose)
            then(answer)

        def failed(error: BaseException) -> None:
            turns.give_back(whose)
            self._frame.banner.say_problem(error)

        def begin() -> None:
            self.open()
            self._frame.run(self, lambda: self._pages.look_around(account), over, failed)

        if not turns.take(whose, begin):
            self._frame.banner.say(say(window.WAITS_ITS_TURN), say(window.WAITS_ITS_TURN_TEXT))

    def leave(self, account: Account, then: Callable[[int | None], None]) -> None:
        """Forget a sign-in: its page, what was kept of it, its accounts; `then` hears how many cookies were removed."""
        if "browser" in self.__dict__:
            self.browser.close(account.sign_in)
        self._frame.run(self, lambda: self._pages.leave(account), then)

    def is_signed_in(self, account: Account) -> bool:
        """Tell whether a sign-in is there, open or kept; whether the platform still knows it, a look tells."""
        is_open = "browser" in self.__dict__ and self.browser.find(account.sign_in) is not None
        return is_open or self._pages.is_kept(account)

    def stay(self, account: Account, is_wanted: bool, then: Callable[[object], None]) -> None:
        """Keep the sign-in's cookies sealed on this computer, or remove them."""
        self.open()
        work = self._pages.keep_sign_in if is_wanted else self._pages.forget_cookies
        self._frame.run(self, lambda: work(account), then)

    def shut_down(self) -> None:
        """End every session, before the application object goes."""
        if "browser" in self.__dict__:
            self.browser.shut_down()

    @property
    def _pages(self) -> Pages:
        return self._frame.product.rooms.pages

    def _finish(self) -> object:
        """Close what an earlier run left open; what can't be closed now is told by its account as ever."""
        try:
            return self._frame.product.opt_out.finish()
        except Problem:  # the work that was asked for comes first, and says what is wrong
            return []

    def _show(self, name: str, steps: Sequence[str]) -> None:
        from demur.browser.pane import Pane

        if (there := self._panes.get(name)) is not None:
            there.panel.show_steps(tuple(steps))
            return
        session = self.browser.find(name)
        if session is None:
            return
        made = self._panes[name] = Pane(session, tuple(steps))
        made.done.connect(lambda: self.browser.end_turn(name, Ending.DONE))
        made.left.connect(lambda: self.browser.end_turn(name, Ending.LEFT))
        self.shown.emit(made)

    def _hide(self, name: str) -> None:
        if (pane := self._panes.pop(name, None)) is not None:
            self.gone.emit(pane)
            pane.deleteLater()
