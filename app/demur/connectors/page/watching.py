"""“I'll switch it myself”: the page is shown, and watched until the member's own press took, or their turn ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from demur.connectors.page.driver import Ending
from demur.connectors.page.judgement import Shown, judged
from demur.connectors.page.recipe import Control
from demur.connectors.page.sight import Look
from demur.connectors.page.visit import Visit
from demur.core.page_problem import ChallengeMet, ChangeUnsettled, PageLeft, PageMoved
from demur.core.reading import Reading
from demur.core.setting import State

PAUSE_S = 0.25
"""Between two looks: nobody presses faster, and the page is left alone otherwise."""
_FIRM_S = 1.5
"""How long the new state must stand: some pages flip a switch back when saving failed."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What stands beside the page while the member switches, in sentences of `demur.words`."""

    steps: Callable[[Control, str, str], tuple[str, ...]] = lambda *_: ()
    """What to do, from the kind of control, its label in the page's own language, empty where that is not known, and
    the words of the option that is meant, where it has options."""
    flipped_back: tuple[str, ...] = ()
    """Where the switch was seen to go back to what it was."""
    elsewhere: tuple[str, ...] = ()
    """Where the page is at another address."""


def watch(visit: Visit, target: State, seen: Reading, guidance: Guidance) -> None:
    """Show the page until the member's own press has taken; nothing is ever pressed here.

    No exception means that the page showed `target`, and a sign of saving, or that the member said so while it showed
    it. Raises `StaleWrite` and `WrongAccount` where the page is not as it was `seen` any more, `SignedOut`, `PageLeft`
    where the member ended their turn, or it took too long, and `ChangeUnsettled` where no sign came.
    """
    ready = visit.wait()
    ready.require_as(seen)
    shown = ready.shown
    steps = guidance.steps(*asked(visit.recipe.kind, shown, target))
    try:
        _Turn(visit, target, guidance, steps).run()
    finally:
        visit.driver.hide()


def asked(kind: Control, shown: Shown, target: State) -> tuple[Control, str, str]:
    """Return what `Guidance.steps` are about: labels in the page's own language, where that is known."""
    if shown.wording is None:
        return kind, "", ""
    label, option = shown.wording.control, shown.wording.on if target is State.ON else shown.wording.off
    words = option.shown if option else ""
    return kind, words if kind is Control.RADIO else label.shown if label else "", words


class _Turn:
    """The member's turn at the page, look by look. The page is never scrolled, so nothing moves under their hand."""

    def __init__(self, visit: Visit, target: State, guidance: Guidance, steps: tuple[str, ...]) -> None:
        self._visit, self._target, self._guidance, self._steps = visit, target, guidance, steps
        self._beside: tuple[str, ...] | None = None
        self._before: Look | None = None
        """The last look at the old state: whatever the member's press told the platform came after it."""
        self._since: datetime | None = None
        """Since when the new state has been there."""

    def run(self) -> None:
        self._say(self._steps)
        until = self._visit.clock.now() + timedelta(seconds=self._visit.patience.turn_s)
        while not self._is_done():
            if self._visit.clock.now() >= until:
                raise PageLeft
            self._visit.clock.pause(PAUSE_S)

    def _is_done(self) -> bool:
        """Look once. Raises where the turn is over without the change."""
        ending = self._visit.driver.ending()
        look = self._looked()
        is_there = look is not None and self._is_there(look)
        if ending is not None:
            if ending is Ending.DONE and is_there:
                return True
            raise PageLeft
        if look is None or not is_there or self._since is None:
            return False
        if self._passed(_FIRM_S) and self._is_told(look):
            return True
        if self._passed(self._visit.patience.settle_s) and not self._has_more_steps:
            raise self._visit.outlined(ChangeUnsettled())
        return False

    def _looked(self) -> Look | None:
        """Return a look; None while the page is elsewhere, where nothing of ours runs. Raises `SignedOut`."""
        visit = self._visit
        try:
            return visit.look(scroll=False, since=self._before.now if self._before else None)
        except PageMoved:
            try:
                visit.classify(visit.driver.landing().address)
            except (PageMoved, ChallengeMet):  # the member may come back, or answer what is asked
                self._since = None
                self._say(self._guidance.elsewhere)
            return None

    def _is_there(self, look: Look) -> bool:
        """Tell whether the new state is there, and note since when; say so where it went away again."""
        found = judged(look, self._visit.recipe, must_be_usable=False)
        if not isinstance(found, Shown):
            return False
        if found.state is self._target:
            self._since = self._since or self._visit.clock.now()
            return True
        if self._since is not None:
            self._since = None
            self._say(self._guidance.flipped_back)
        elif self._beside == self._guidance.elsewhere:
            self._say(self._steps)
        self._before = look
        return False

    def _is_told(self, look: Look) -> bool:
        if self._before is None:
            return False
        return (
            look.told > 0 or bool(set(look.saved) - set(self._before.saved)) or look.document != self._before.document
        )

    @property
    def _has_more_steps(self) -> bool:
        return any(wording.save or wording.confirm for wording in self._visit.recipe.wordings)

    def _passed(self, seconds: float) -> bool:
        return self._since is not None and self._visit.clock.now() - self._since >= timedelta(seconds=seconds)

    def _say(self, words: tuple[str, ...]) -> None:
        """Change the words beside the page, where they are others."""
        if words != self._beside:
            self._beside = words
            self._visit.driver.show(words)
