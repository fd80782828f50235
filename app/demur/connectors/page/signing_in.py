"""Signing in on a platform's own page: it is shown, and nothing of ours runs, until the settings page is there."""

from dataclasses import dataclass
from datetime import timedelta

from demur.connectors.page.driver import Driver, Ending
from demur.connectors.page.recipe import Recipe, SignIn, stands_for
from demur.core.page_problem import PageLeft, PageMoved
from demur.core.ports import Clock
from demur.core.problem import AccountClosed

PAUSE_S = 0.25
_TURN = timedelta(minutes=15)
_STILL = 4
"""Looks in a row at the same other address before the settings page is asked for: a sign-in passes through several."""
_MOST_LED = 3
"""How often the page is led back to the setting; where it goes elsewhere even then, the member is told."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the page meanwhile, in sentences of `demur.words`."""

    steps: tuple[str, ...] = ()
    not_there: tuple[str, ...] = ()
    """Where the member said that they are done, and the settings page still isn't there."""
    looking: tuple[str, ...] = ()
    """Where the member looks at a page that Demur can't read."""


def sign_in(recipe: Recipe, rules: SignIn, driver: Driver, clock: Clock, beside: Beside) -> None:
    """Show the platform's page until it is at the settings address; at once back where it is there already.

    Who is signed in is for a reading to find out. Raises `PageLeft` where the member ended their turn or it took
    longer than a quarter of an hour, `PageMoved` where the platform leads elsewhere again and again, and the driver's
    problems.
    """
    if driver.open(recipe.address.text).address == recipe.landing:
        return
    driver.show(beside.steps)
    try:
        _Turn(recipe, rules, driver, clock, beside).run()
    finally:
        driver.hide()


def look_around(address: str, driver: Driver, clock: Clock, steps: tuple[str, ...]) -> None:
    """Show a page for the member to look at, until they end their turn; nothing of ours runs on it.

    Raises the driver's problems.
    """
    driver.open(address)
    driver.show(steps)
    until = clock.now() + _TURN
    try:
        while driver.ending() is None and clock.now() < until:
            clock.pause(PAUSE_S)
    finally:
        driver.hide()


class _Turn:
    """The member's turn at the sign-in, looked at from outside the page only."""

    def __init__(self, recipe: Recipe, rules: SignIn, driver: Driver, clock: Clock, beside: Beside) -> None:
        self._recipe, self._rules, self._driver, self._clock = recipe, rules, driver, clock
        self._beside = beside
        self._last, self._looks, self._led = "", 0, 0

    def run(self) -> None:
        until = self._clock.now() + _TURN
        while not self._is_there():
            ending = self._driver.ending()
            if ending is Ending.LEFT or self._clock.now() >= until:
                raise PageLeft
            if ending is Ending.DONE or self._is_signed_in_elsewhere():
                if self._driver.open(self._recipe.address.text).address == self._recipe.landing:
                    return
                if ending is Ending.DONE:
                    self._begin_again()
            self._clock.pause(PAUSE_S)

    def _begin_again(self) -> None:
        """Begin a new turn, so that the member can say once more that they are done."""
        self._driver.hide()
        self._driver.show(self._beside.not_there)

    def _is_there(self) -> bool:
        return self._driver.landing().address == self._recipe.landing

    def _is_signed_in_elsewhere(self) -> bool:
        """Tell whether the page rests at an address that is neither the setting nor part of a sign-in.

        Where nobody knows what belongs to the sign-in, the member is never led away from it: they say when it is done.
        """
        if not self._rules.signed_out:
            return False
        address = self._driver.landing().address
        self._looks = self._looks + 1 if address == self._last else 0
        self._last = address
        if any(stands_for(one, address) for one in self._rules.closed):
            raise AccountClosed
        listed = (*self._rules.signed_out, *self._rules.challenge)
        is_sign_in = not address or any(stands_for(one, address) for one in listed)
        if is_sign_in or self._looks < _STILL:
            return False
        if self._led >= _MOST_LED:
            raise PageMoved(address=address)
        self._led, self._looks = self._led + 1, 0
        return True
