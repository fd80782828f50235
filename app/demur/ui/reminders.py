"""Reminds while the program runs: one timer to the next moment, the tray, notifications. Idle where nothing is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from demur.reminders.choices import Choices
from demur.reminders.notice import Notice
from demur.ui.notifier import HAS_BUS, Ear, Notifier
from demur.words import reminders as words
from demur.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from demur.core.account import Account
    from demur.product import Product
    from demur.reminders.bus import Bus
    from demur.ui.frame import Frame
    from demur.ui.tray import Tray

_TRAY_PATIENCE_MS = 20_000
TURN: Final = "reminders"
"""Whose turn it is while settings are read that nobody asked for."""


class Plan(NamedTuple):
    """What a look came to."""

    notices: Sequence[Notice]
    next_wake: datetime | None
    waiting: int
    """How many settings need a look."""
    is_called_off: bool = False
    """Whether somebody wanted the turn, so that not all was read that was to be."""


class Reminders(QObject):
    """Made once the window was seen, or could have been."""

    account_wanted = Signal(str, bool)
    """The account to show, empty for all; and whether to look at it now."""
    window_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._choices = Choices(frame.product.accounts)
        self._tray: Tray | None = None
        self._sleep_ear: Ear | None = None
        self._notifier = Notifier(frame, self._tray_there)
        self._notifier.opened.connect(self.account_wanted)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._has_begun = self._is_looking = self._hears_waking = self._is_over = False
        self._waiting = 0
        self._give_back: Callable[[], None] = _nothing_to_give_back

    @property
    def _product(self) -> Product:
        return self._frame.product

    def begin(self, is_unseen: bool) -> None:
        """Take up the tray if it is wanted, and look at what is due; `is_unseen`: started without a window."""
        if self._has_begun:
            return
        self._has_begun = True
        _app().applicationStateChanged.connect(self._plan_anew)
        if is_unseen and HAS_BUS:
            self._frame.run(self, _has_tray_service, self._take_up_tray)
        elif is_unseen or self._choices.stays_in_tray:
            self._tray_there()
        self.look()

    def look(self) -> None:
        """Look at what is due; once, however many things ask for it at the same time."""
        if self._is_looking or self._is_over or not self._product.accounts.all():
            return
        self._is_looking = True
        self._frame.run(self, lambda: self._product.reminding.alone(), self._take_turn, self._failed)

    def apply_choice(self) -> None:
        """Take up the tray, or leave it, as the member just chose."""
        if self._choices.stays_in_tray:
            self._tray_there()
        elif self._tray is not None:
            self._tray.close()
            self._tray = None

    def try_one(self, then: Callable[[bool], None]) -> None:
        """Show a notification that tells of nothing; `then` hears whether the desktop takes any."""
        self._notifier.show([Notice(None, say(words.TRY_TITLE), say(words.TRY_BODY))], then)

    def window_shown(self) -> None:
        """The member has the window before them: what was shown elsewhere has done its work."""
        self._notifier.withdraw()

    def close(self) -> None:
        """Begin nothing any more: the workers are about to go, and what they still bring is for nobody."""
        if self._has_begun and not self._is_over:
            _app().applicationStateChanged.disconnect(self._plan_anew)
        self._is_over = True
        self._timer.stop()
        self._notifier.close()
        if self._sleep_ear is not None:
            self._sleep_ear.close()
        if self._tray is not None:
            self._tray.close()

    def _take_turn(self, alone: Sequence[Account]) -> None:
        """Read what may be read without the member, once nobody asks a platform for something; then tell."""
        if self._is_over:
            return
        if alone:
            self._frame.turns.take(TURN, lambda: self._look(alone))
        else:
            self._look(())

    def _look(self, alone: Sequence[Account]) -> None:
        on_pages = [account for account in alone if self._frame.has_page(account)]
        self._give_back = self._frame.pages.lend(on_pages) if on_pages else _nothing_to_give_back
        product, turns = self._product, self._frame.turns

        def may_go_on() -> bool:
            return not (turns.is_wanted or self._is_over)

        self._frame.run(self, lambda: _looked(product, may_go_on), self._took, self._failed)

    def _took(self, plan: Plan) -> None:
        if self._frame.turns.holder == TURN and not self._is_over:
            self._frame.refresh()  # something was read
        self._end_look()
        self._keep(plan)
        if plan.notices and not self._is_over:
            self._tell(plan.notices)
        if plan.is_called_off:
            self.look()

    def _end_look(self) -> None:
        """The pages that were opened for it go, before anybody else has the turn."""
        self._is_looking = False
        self._give_back()
        self._give_back = _nothing_to_give_back
        self._frame.turns.give_back(TURN)

    def _keep(self, plan: Plan) -> None:
        """Set the one timer, or none where nothing is to come; say in the tray how much waits."""
        if self._is_over:
            return
        wait = self._product.reminding.wait_ms(plan.next_wake)
        if wait is None:
            self._timer.stop()
        else:
            self._timer.start(wait)
            self._hear_waking()
        self._waiting = plan.waiting
        if self._tray is not None:
            self._tray.show_waiting(plan.waiting)

    def _failed(self, error: BaseException) -> None:
        self._end_look()
        self._frame.banner.say_problem(error)

    def _tell(self, notices: Sequence[Notice]) -> None:
        """Tell a member who has the window before them there, and another by notifications, if those are wanted."""
        self._frame.refresh()
        front = QApplication.activeWindow()
        if front is not None and front.isVisible():  # one that was just hidden may still be called the active one
            self._frame.banner.say(" ".join(f"{notice.title}. {notice.body}" for notice in notices))
        elif self._choices.shows_notifications:
            self._notifier.show(notices)

    def _plan_anew(self, _state: Qt.ApplicationState) -> None:
        """Set the timer anew when the member comes or goes: they may have chosen otherwise, or the clock was set."""
        if self._product.accounts.all():
            self._frame.run(self, lambda: _planned(self._product), self._keep, lambda _: None)

    def _hear_waking(self) -> None:
        """Hear of the end of each sleep, in which a timer stands still; where nobody tells, the timer is short."""
        if HAS_BUS and not self._hears_waking:
            self._hears_waking = True
            self._frame.run(self, lambda: _sleep_bus(self.look), self._hears)

    def _hears(self, bus: Bus | None) -> None:
        if bus is not None:
            self._sleep_ear = Ear(bus)

    def _take_up_tray(self, is_there: bool) -> None:
        """Take up the tray; at login it may come later than we do, and Qt asks for the newer kind only once."""
        if is_there:
            self._tray_there()
        else:
            QTimer.singleShot(_TRAY_PATIENCE_MS, self, self._tray_there)

    def _tray_there(self) -> Tray | None:
        """Return the icon in the tray, made if need be; None where this desktop can't have one."""
        if self._tray is None:
            from demur.ui import tray

            if not tray.may_come():
                return None
            self._tray = tray.Tray()
            self._tray.open_wanted.connect(self.window_wanted)
            self._tray.quit_wanted.connect(self.quit_wanted)
            self._tray.show_waiting(self._waiting)
        return self._tray


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101  # the window has one
    return app


def _nothing_to_give_back() -> None: ...


def _looked(product: Product, may_go_on: Callable[[], bool]) -> Plan:
    notices = product.reminding.look(may_go_on)
    return _planned(product)._replace(
        notices=notices, is_called_off=not may_go_on() and bool(product.reminding.alone())
    )


def _planned(product: Product) -> Plan:
    from demur.ui.overview_row import needs_a_look

    waiting = sum(needs_a_look(one) for one in product.watch.standings())
    wakes = (product.watch.next_wake(), product.reminding.next_try())
    return Plan([], min((at for at in wakes if at is not None), default=None), waiting)


def _has_tray_service() -> bool:
    """Tell whether the desktop has the tray that Qt knows on every kind of display (StatusNotifierWatcher)."""
    from demur.reminders.bus import has_service

    return has_service("org.kde.StatusNotifierWatcher")


def _sleep_bus(woke: Callable[[], None]) -> Bus | None:
    """Return the system's bus, heard for the end of each sleep; None where nobody tells of it."""
    from demur.reminders.bus import FAILURES, Bus
    from demur.reminders.sleep import hear_waking

    bus = Bus.open("SYSTEM")
    if bus is None:
        return None
    try:
        hear_waking(bus, woke)
    except FAILURES:
        bus.close()
        return None
    return bus
