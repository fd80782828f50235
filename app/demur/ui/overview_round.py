"""A round of checks from the overview: whose turn it is, how far it is, called off at any time, told at its end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from demur.ui import dates
from demur.words import overview

if TYPE_CHECKING:
    from demur.core.account import Account, AccountId
    from demur.ui.frame import Frame
    from demur.ui.overview_page import OverviewPage
    from demur.watch.round import Checked, Progress

TURN: Final = "round"
"""Whose turn it is while a round is under way."""


def _nothing_to_give_back() -> None: ...


class OverviewRound(QObject):
    """One round, from its beginning to its end."""

    found = Signal()
    """One account more was read, or not."""
    finished = Signal()
    _told = Signal(object)
    """How far it is, from the threads that read."""

    def __init__(
        self, frame: Frame, page: OverviewPage, accounts: Sequence[Account], names: Mapping[AccountId, str]
    ) -> None:
        super().__init__()
        self._frame, self._page, self._accounts, self._names = frame, page, accounts, names
        self._stop = threading.Event()
        self._now: dict[AccountId, None] = {}
        self._give_back: Callable[[], None] = _nothing_to_give_back
        self._told.connect(self._show)

    def begin(self) -> None:
        """Read the accounts, as soon as nobody else asks a platform for something."""
        self._page.round.show_waiting(len(self._accounts))
        self._page.show_working(True)
        self._frame.turns.take(TURN, self._read)

    def _read(self) -> None:
        """Begin; a platform's page that may be read unattended needs the window's browser for that."""
        product, told, stop = self._frame.product, self._told, self._stop
        on_pages = [one for one in self._accounts if self._frame.has_page(one) and product.watch.reads_unattended(one)]
        if on_pages:
            self._give_back = self._frame.pages.lend(on_pages)
        self._page.round.show_progress((), 0, len(self._accounts))
        accounts = list(self._accounts)
        self._frame.run(
            self,
            lambda: product.round.run(accounts, told.emit, lambda: not stop.is_set()),
            self._done,
            self._failed,
        )

    def stop(self) -> None:
        """Call it off: what was begun is read to its end, what only waits is not begun."""
        self._stop.set()
        if self._frame.turns.waits(TURN):
            self._frame.turns.drop(TURN)
            self._end()
        else:
            self._page.round.show_stopping()

    def _show(self, progress: Progress) -> None:
        if progress.checked is None:
            self._now[progress.account.id] = None
        else:
            self._now.pop(progress.account.id, None)
            self.found.emit()
        if not self._stop.is_set():
            names = [self._names[account] for account in self._now]
            self._page.round.show_progress(names, progress.done, progress.total)

    def _done(self, found: list[Checked]) -> None:
        self._end()
        if len(found) == 1 and found[0].skipped is None:
            self._tell_one(found[0])
        else:
            self._tell_all(found)
        for checked in found:
            if checked.seen is not None and checked.seen.receipt is not None:  # it is on again, and that was sealed
                self._frame.settle(self._page, checked.account.id)

    def _tell_one(self, checked: Checked) -> None:
        """Say what a look at one account showed, where its row doesn't say it already."""
        from demur.words import outcomes

        seen, banner = checked.seen, self._frame.banner
        if checked.problem is not None:
            banner.say_problem(checked.problem)
        elif seen is not None and seen.changed_since is not None:
            banner.say(outcomes.turned_on(dates.full(seen.changed_since)), outcomes.turned_on_record(seen))
        elif seen is not None and seen.not_saved is not None:
            banner.say_problem(seen.not_saved)

    def _tell_all(self, found: Sequence[Checked]) -> None:
        from demur.watch.round import Skip
        from demur.words import problems

        skipped = [checked.skipped for checked in found]
        read = [checked.seen for checked in found if checked.seen is not None]
        need_you = sum(skip in {Skip.NEEDS_MEMBER, Skip.TOLD_BY_MEMBER} for skip in skipped)
        is_called_off = Skip.CALLED_OFF in skipped
        words = overview.checked(len(found), len(read), need_you, skipped.count(Skip.BACKED_OFF), is_called_off)
        not_saved = next((seen.not_saved for seen in read if seen.not_saved is not None), None)
        self._frame.banner.say(words, problems.sentence(not_saved) if not_saved is not None else "")

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._frame.banner.say_problem(error)

    def _end(self) -> None:
        self._give_back()
        self._frame.turns.give_back(TURN)
        self._page.show_working(False)
        self.finished.emit()
