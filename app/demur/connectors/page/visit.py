"""One visit to a settings page: loaded, waited for (`waiting`), looked at, pressed; no state is guessed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from demur.connectors.page import questions
from demur.connectors.page.driver import Driver, Landing
from demur.connectors.page.questions import CONTROL, ON, Question, Wanted
from demur.connectors.page.recipe import Recipe, SignIn, stands_for
from demur.connectors.page.sight import Candidate, Look, Pressed, joined, read_heard, read_left, read_look, read_press
from demur.connectors.page.waiting import (
    AGITATED_S,
    LONGEST_REST_S,
    PAUSE_S,
    STANDS_S,
    Patience,
    Ready,
    Wait,
    identified,
)
from demur.core.page_problem import ChallengeMet, PageCrashed, PageMoved, PageProblem
from demur.core.ports import Clock
from demur.core.problem import AccountClosed, Problem, ReplyUnreadable, SignedOut
from demur.core.setting import Identity

_COMING_LASTS = timedelta(seconds=1)


class _Coming(NamedTuple):
    wait: Callable[[], Landing | None]
    since: datetime


@dataclass(slots=True)
class Visit:
    """The page of one account, under one recipe."""

    driver: Driver
    recipe: Recipe
    sign_in: SignIn
    clock: Clock
    patience: Patience = field(default_factory=Patience)
    landing: Landing = field(default_factory=lambda: Landing("", False))
    must_stand: bool = False
    """Whether what is seen must stand in any case, because it may confirm something."""
    seen: "Ready | None" = None
    """What a reading of the page that is still there has seen: a first look for the wait that follows it."""
    _coming: "_Coming | None" = None
    """A load of the page that was begun for the next `load`."""
    _opened: int = 0
    """How many of the recipe's openings were pressed, or found open, since the page was loaded."""

    @property
    def address(self) -> str:
        return self.recipe.landing

    def begin(self) -> None:
        """Begin to load the page anew, for the `load` that follows soon."""
        self._coming = _Coming(self.driver.begin_reload(self.recipe.address.text, self._arriving()), self.clock.now())

    def load(self) -> None:
        """Load the settings page anew: past every copy where it is there already. Raises as `classify`."""
        self.seen = None
        self.landing = self._loaded(self.recipe.address.text, self._arriving())
        self._opened = 0
        self.classify(self.landing.address)

    def _arriving(self) -> Question:
        if self.recipe.frame is not None:  # two frames are not looked at early
            return questions.arriving(None)
        return questions.arriving(self._watching(self.must_stand, early=True))

    def _loaded(self, address: str, arriving: Question) -> Landing:
        """Load the page that is there again, at the recipe's own address, whatever the page has made of that."""
        landing = self._reloaded(address, arriving)
        if landing is None and self._is_there():
            if not self._is_left(address):
                self.driver.open(address)
            landing = self.driver.reload(address, arriving)
        return landing or self.driver.open(address, arriving)

    def _reloaded(self, address: str, arriving: Question) -> Landing | None:
        """Load the page that is there again, or wait for that where it was begun just now.

        What was begun before a keyring's question stood there is old, and is left for another.
        """
        coming, self._coming = self._coming, None
        if coming is None or self.clock.now() - coming.since >= _COMING_LASTS:
            return self.driver.reload(address, arriving)
        try:
            return coming.wait()
        except PageCrashed:  # or another load came between
            return self.driver.reload(address, arriving)

    def _is_left(self, address: str) -> bool:
        """Put away the query or the fragment that the page has given itself."""
        question = {"kind": "leave", "address": address}
        try:
            return read_left(self.driver.ask(question, self.address))
        except (PageMoved, ReplyUnreadable):  # it came from elsewhere, or is on its way
            return False

    def _is_there(self) -> bool:
        try:
            return self.driver.landing().address == self.address
        except Problem:  # the last load failed, so there is nothing to load again
            return False

    def classify(self, address: str) -> None:
        """Raise `SignedOut`, `ChallengeMet`, `AccountClosed` or `PageMoved` at any address but the settings page's."""
        if address == self.address:
            return
        if any(stands_for(listed, address) for listed in self.sign_in.signed_out):
            raise SignedOut
        if any(stands_for(listed, address) for listed in self.sign_in.challenge):
            raise ChallengeMet
        if any(stands_for(listed, address) for listed in self.sign_in.closed):
            raise AccountClosed
        raise PageMoved(address=address)

    def wait(self) -> Ready:
        """Wait until two looks in a row agree on one usable control, or on the words that there is none.

        What stood still while a frame was drawn has done all that it had begun to do: every script that was to run at
        once has run, and what they drew is there. Anything else is given its time. Raises `PageProblem`, `SignedOut`,
        and what an error's status says.
        """
        earlier, self.seen = self.seen, None
        return Wait(self).run(earlier)

    def ready(self) -> Ready:
        """Return, once, what the reading of the page that is there has seen, or wait as `wait`.

        Whoever presses it has all of it looked at once more, at that very moment (`press`); but not whom a page names
        around a sub-frame.
        """
        if self.seen is None or self.recipe.frame is not None:
            return self.wait()
        seen, self.seen = self.seen, None
        return seen

    def rest(self, seen: Look, pause_s: float, must_stand: bool = False) -> Look | None:
        """Let the time pass that must lie between two looks that agree; return the second where it was made already.

        It is made once a frame was drawn and nothing changed since the first, which may have been so when the first was
        asked for; nobody knows that of a sub-frame. `must_stand`: and once the page was idle.
        """
        if seen.again is not None:
            return seen.again
        until = self.clock.now() + timedelta(seconds=pause_s)
        question = self._watching(must_stand) | {"kind": "again"}
        if self.recipe.frame is None and (look := self._at_rest(question, pause_s)) is not None:
            return look
        self.clock.pause(max(0.0, (until - self.clock.now()).total_seconds()))
        return None

    def _at_rest(self, question: Question, limit_s: float) -> Look | None:
        try:
            return read_heard(self.driver.ask_until(question, self.address, limit_s))
        except (PageMoved, ReplyUnreadable):  # the next look will tell
            return None

    def who(self) -> Identity:
        """Wait until the settings page names somebody, whatever its control is like; empty where it names nobody.

        Raises `PageChanged` where it should and does not, and as `classify`.
        """
        begun, who = self.clock.now(), self.sign_in.identification
        question = questions.look(self.recipe, self.sign_in) | {"wanted": {}, "scroll": False}
        while True:
            try:
                found = identified(read_look(self.driver.ask(question, self.address)), who)
            except PageMoved:  # it is on its way to elsewhere
                self.classify(self.driver.landing().address)
            else:
                if isinstance(found, Identity):
                    return found
                if self.clock.now() - begun >= timedelta(seconds=self.patience.absent_s):
                    raise self.outlined(found.problem)
            self.clock.pause(PAUSE_S)

    def look(
        self, scroll: bool = True, since: float | None = None, outline: bool = False, after: float | None = None
    ) -> Look:
        """Look once, in the main frame and in the recipe's sub-frame; `since` is for `told`, `after` for `answered`.

        Raises the driver's problems, and `PageMoved` also where the page went away under the look.
        """
        moments = {key: value for key, value in (("since", since), ("after", after)) if value is not None}
        more: dict[str, Any] = {"scroll": scroll, "outline": outline} | moments
        return self._looked(questions.look(self.recipe, self.sign_in) | more)

    def watch(self, early: bool = False, must_stand: bool = False) -> Look:
        """Look once, and have noted from then on what `rest` asks for.

        `early`: the look may have been made as the page was complete, and the next one, once it stood still. Raises as
        `look`.
        """
        if early and self.recipe.frame is None:
            limit_s = 2 * LONGEST_REST_S + AGITATED_S  # the page knows how long it may take
            look = self._at_rest(self._watching(must_stand, early=True), limit_s)
            if look is not None:
                return look
        return self._looked(self._watching(must_stand))

    def _watching(self, must_stand: bool, *, early: bool = False) -> Question:
        more = {"scroll": True, "watch": True, "early": early, "beside": questions.explained(self.recipe)}
        more |= {"least": STANDS_S * 1000, "most": AGITATED_S * 1000} if must_stand else {}
        return questions.look(self.recipe, self.sign_in) | more

    def _looked(self, question: Question) -> Look:
        try:
            return self._look(question)
        except ReplyUnreadable as problem:  # a look presses nothing, so another may be made once the page is there
            raise PageMoved(address=self.driver.landing().address) from problem

    def _look(self, question: Question) -> Look:
        if self.recipe.frame is None:
            return read_look(self.driver.ask(question, self.address))
        inside = read_look(self.driver.ask(question | {"identity": None}, self.address, self.recipe.frame))
        control = next(iter(inside.found[key] for key in (CONTROL, ON) if key in inside.found))
        point = control.candidates[0].point if control.candidates else (0.0, 0.0)
        around = {"wanted": {}, "frame": {"address": self.recipe.frame, "point": list(point)}}
        return joined(read_look(self.driver.ask(question | around, self.address)), inside)

    def heard(self, since: float, after: float, limit_s: float) -> Look | None:
        """Wait for a sign that what was done at `since` was saved; return a look at it, None where none came in time.

        `after`: see `Look.answered`. Of a sub-frame nobody hears; a page that went away meanwhile says nothing either.
        """
        if self.recipe.frame is not None:
            return None
        question = questions.look(self.recipe, self.sign_in) | {"kind": "heard", "since": since, "after": after}
        try:
            return read_heard(self.driver.ask_until(question, self.address, limit_s))
        except (PageMoved, ReplyUnreadable):
            return None

    def press(self, key: str, seen: Candidate, look: Look, option: str | None = None) -> Pressed:
        """Press what was seen in a look, if it is still exactly that, on the same load, and of the same member.

        Never tried twice. Raises the driver's problems.
        """
        asked = questions.wanted(self.recipe)[key]
        is_same = {"name": seen.name, "isWitnessed": seen.is_witnessed, "expanded": seen.expanded}
        is_same |= {"checked": seen.checked, "ariaChecked": seen.aria_checked, "selected": seen.selected}
        return self._pressed(asked, is_same, look, option)

    def is_theirs(self, look: Look, member: Identity) -> bool:
        """Tell whether a page still names this member; of one that names nobody, nobody can."""
        who = identified(look, self.sign_in.identification)
        return isinstance(who, Identity) and who.user_id in {"", member.user_id}

    def open_next(self, look: Look) -> None:
        """Press the next button on the way to the control, once, where it is there and not open yet."""
        if self._opened >= questions.openings(self.recipe):
            return
        found = look.found[questions.opening(self._opened)]
        if found.count != 1 or not found.candidates[0].is_usable:
            return
        seen = found.candidates[0]
        if seen.expanded == "true" or self.press(questions.opening(self._opened), seen, look).is_pressed:
            self._opened += 1

    def scroll(self) -> None:
        """Scroll to the end of what is drawn so far."""
        self.driver.ask({"kind": "scroll"}, self.address, self.recipe.frame)

    def outlined(self, problem: Problem) -> Problem:
        """Return a problem with the outline of the page as it is now, where the page can still be asked."""
        if isinstance(problem, PageProblem) and not problem.outline:
            try:
                problem.outline = "\n".join(self.look(scroll=False, outline=True).outline)
            except Problem as other:  # what was found wrong first is what is told
                problem.outline = other.code
        return problem

    def _pressed(self, asked: Wanted, is_same: Mapping[str, Any], look: Look, option: str | None) -> Pressed:
        is_framed = self.recipe.frame is not None  # a sub-frame names nobody; one of another member is another load
        who, members = (None, []) if is_framed else (questions.who(self.sign_in), [one[0] for one in look.identities])
        question = questions.press(asked, dict(is_same), option)
        question |= {"document": look.inner, "identity": who, "members": members}
        return read_press(self.driver.ask(question, self.address, self.recipe.frame))
