"""“Switch it for me”: the control is pressed once, then whatever the recipe says belongs to it, each once at most."""

from datetime import datetime, timedelta

from demur.connectors.own_browser import Marked
from demur.connectors.page.judgement import NotYet, Shown, judged
from demur.connectors.page.questions import CONFIRM, CONTROL, OFF, ON, SAVE, plain, texts
from demur.connectors.page.recipe import Control
from demur.connectors.page.sight import Candidate, Look, Pressed
from demur.connectors.page.visit import Visit
from demur.connectors.page.waiting import Ready
from demur.core.page_problem import ChangeUnsettled, ControlUnusable, PageChanged, PageMoved
from demur.core.reading import Reading
from demur.core.setting import State

PAUSE_S = 0.002
"""Between two looks for a sign of saving; here none has to agree with the one before, as in `waiting`."""
_LONGEST_S = 0.03
"""How long nothing but a sign of saving is looked for, of which a page's probe knocks."""


def press(visit: Visit, target: State, seen: Reading) -> None:
    """Press the control, and see to it that the platform was told.

    No exception means that it was pressed, shows `target`, and that a sign of saving was there; a reading decides.
    Raises `StaleWrite` where the setting is not as `seen` any more, and `WrongAccount` where the page is another
    member's by now; nothing was pressed then. Raises `ChangeUnsettled` where no such sign came, and whatever `Visit`
    raises.
    """
    pressed, ready = _control(visit, target, seen)
    _Settling(visit, target, ready, pressed, seen).run()


def _control(visit: Visit, target: State, seen: Reading) -> tuple[Pressed, Ready]:
    """Press the control once: where it was replaced under our hand, nothing was pressed, and it is found again."""
    until = visit.clock.now() + timedelta(seconds=visit.patience.absent_s)
    while True:
        ready = visit.ready()
        shown = ready.shown
        ready.require_as(seen)
        _refuse_unknown_steps(visit, shown)
        key, part, option = _what(visit.recipe.kind, shown, target)
        pressed = visit.press(key, part, ready.look, option)
        if pressed.is_pressed:
            return pressed, ready
        if visit.clock.now() >= until:
            raise visit.outlined(ControlUnusable())


def _what(kind: Control, shown: Shown, target: State) -> tuple[str, Candidate, str | None]:
    """Return what is pressed for `target`: the switch, the one radio button, or an option of the select."""
    if kind is Control.RADIO:
        on, off = shown.parts
        return (ON, on, None) if target is State.ON else (OFF, off, None)
    if kind is Control.SWITCH or shown.wording is None:
        return CONTROL, shown.parts[0], None
    option = shown.wording.on if target is State.ON else shown.wording.off
    return CONTROL, shown.parts[0], plain(option.text) if option else None


def _refuse_unknown_steps(visit: Visit, shown: Shown) -> None:
    """Press nothing in a language in which the recipe can't name the buttons that belong to it."""
    needed = [one.save or one.confirm for one in visit.recipe.wordings if one.save or one.confirm]
    if shown.wording is None and needed:
        raise visit.outlined(PageChanged(expected=" / ".join(f"“{text}”" for text in texts(needed))))


class _Settling:
    """The seconds after the press: confirm, save, and look for a sign that the platform was told."""

    def __init__(self, visit: Visit, target: State, ready: Ready, pressed: Pressed, seen: Reading) -> None:
        self._visit, self._target, self._pressed, self._seen = visit, target, pressed, seen
        wording = ready.shown.wording
        steps = ((CONFIRM, wording.confirm), (SAVE, wording.save)) if wording else ()
        self._waiting = {key: label for key, label in steps if label is not None}
        self._until, self._heard = visit.clock.now(), 0.0
        self._before = ready
        self._said_before = frozenset(ready.look.saved)
        self._told_since: datetime | None = None
        self._wait_anew()

    def run(self) -> None:
        while not self._is_settled():
            if self._visit.clock.now() >= self._until:
                self._give_up()
                return
            self._visit.clock.pause(PAUSE_S)

    def _wait_anew(self) -> None:
        self._until = self._visit.clock.now() + timedelta(seconds=self._visit.patience.settle_s)

    def _is_settled(self) -> bool:
        """Look once, press what is due, and tell whether everything is done and the platform was told."""
        look = self._looked()
        if look is None:
            return False
        if self._pressed_next(look):
            return False
        return not self._waiting and self._is_told(look) and self._is_quiet(look)

    def _looked(self) -> Look | None:
        """Return a look; None while the page is on its way, or elsewhere. Raises `SignedOut`, `ChallengeMet`."""
        visit = self._visit
        try:
            return self._listen() or visit.look(since=self._pressed.since, after=self._before.look.now)
        except PageMoved:
            try:
                visit.classify(visit.driver.landing().address)
            except PageMoved:  # a form may lead past another page on its way back
                return None
            return None

    def _listen(self) -> Look | None:
        """Where nothing is to be pressed any more, return a look at the first sign of saving, if it comes soon."""
        since = self._pressed.since
        if self._waiting or self._heard == since:
            return None
        look = self._visit.heard(since, self._before.look.now, _LONGEST_S)
        if look is not None:
            self._heard = since
        return look

    def _pressed_next(self, look: Look) -> bool:
        """Press the next button that is due, if it is there: the dialog's own first, then the one that saves."""
        if not self._visit.is_theirs(look, self._seen.identity):
            return False
        for key, label in self._waiting.items():
            if (button := _button(look, key, label)) is not None:
                answer = self._visit.press(key, button, look)
                if answer.is_pressed:
                    self._pressed = answer
                    del self._waiting[key]
                    self._wait_anew()
                    return True
            if key == CONFIRM and self._is_early:
                return False
        return False

    @property
    def _is_early(self) -> bool:
        """Whether the dialog that asks whether one is sure may still come, so that nothing else is pressed before."""
        return (self._until - self._visit.clock.now()).total_seconds() > self._visit.patience.settle_s / 2

    def _is_told(self, look: Look) -> bool:
        found = judged(look, self._visit.recipe, must_be_usable=False)
        if isinstance(found, NotYet) or found.state is not self._target or not look.is_complete:
            return False
        is_said = not self._said_before.issuperset(look.saved)
        return look.told > 0 or is_said or self._is_another_load(look)

    def _is_another_load(self, look: Look) -> bool:
        return look.inner != self._pressed.document

    def _is_quiet(self, look: Look) -> bool:
        """Tell whether what the press began has ended: a page may tell somebody of the press first, or say that it
        saved, and save then. So it must have been idle after the sign; of a sub-frame nobody tells that.

        It is given a while and no more: of an answer whose body no script reads, nobody may be told that it has ended
        (Chromium; seen where the connection stays).
        """
        if self._is_another_load(look):
            return True
        traffic = look.traffic or self._visit.driver.traffic()
        was_idle = self._heard == self._pressed.since or self._visit.recipe.frame is not None
        if was_idle and traffic.begun - self._before.begun <= look.answered and not traffic.is_leaving:
            return True
        now, limit = self._visit.clock.now(), timedelta(seconds=self._visit.patience.stream_s)
        if self._told_since is None:
            self._told_since, self._until = now, max(self._until, now + limit)
        return now - self._told_since >= limit

    def _give_up(self) -> None:
        """Accept a page that asked for no confirmation this time; anything else was not seen to be saved."""
        visit = self._visit
        visit.classify(visit.driver.landing().address)
        if set(self._waiting) <= {CONFIRM}:
            look = self._looked()
            if look is not None and self._is_told(look):
                return
        raise visit.outlined(ChangeUnsettled())


def _button(look: Look, key: str, label: Marked) -> Candidate | None:
    """Return the one usable button of this label; that of a dialog must stand in one."""
    found = [seen for seen in look.found[key].candidates if seen.name == plain(label.text)]
    if look.found[key].count > len(look.found[key].candidates) or len(found) != 1:
        return None
    (button,) = found
    return button if button.is_usable and (key != CONFIRM or button.is_in_dialog) else None
