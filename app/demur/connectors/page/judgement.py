"""What one look at a page says of the setting: a state that rests on exactly one control, or why there is none yet."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from demur.connectors.own_browser import Marked
from demur.connectors.page.questions import CONTROL, OFF, ON, fits, plain
from demur.connectors.page.recipe import Control, Recipe, Wording
from demur.connectors.page.sight import Candidate, Found, Look
from demur.connectors.refusal import refused
from demur.core.page_problem import (
    ControlAmbiguous,
    ControlDisagrees,
    ControlUnusable,
    PageChanged,
)
from demur.core.problem import Problem
from demur.core.setting import State


class By(StrEnum):
    """By what the control was known."""

    NAME = "name"
    WITNESS = "witness"
    """The stable attribute alone, in a language whose label the recipe doesn't know."""
    BOTH = "name-and-witness"
    BEGINNING = "name-beginning"
    """A name of which the recipe knows the beginning alone."""
    BEGINNING_AND_WITNESS = "name-beginning-and-witness"
    WORDS = "words"
    """No control: the platform says in words that there is none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A state that a page shows."""

    state: State
    raw: str
    """The value as it stood on the page, as JSON text."""
    by: By
    wording: Wording | None
    """The language's own; None where the control was known by its witness alone."""
    parts: tuple[Candidate, ...]
    """The control; for a pair of radio buttons that for on, then that for off."""

    @property
    def is_usable(self) -> bool:
        return all(part.is_usable for part in self.parts)


@dataclass(frozen=True, slots=True)
class NotYet:
    """Nothing can be said from this look; `problem` is what to say of it once the time is over."""

    problem: Problem
    is_absent: bool = False
    """Whether the control isn't there at all, so that it may still be drawn."""


def judged(look: Look, recipe: Recipe, must_be_usable: bool = True) -> Shown | NotYet:
    """Return what a look says of the setting."""
    words = wordings(look.lang, recipe)
    if look.status >= 400:
        return NotYet(refused(look.status))  # the page that came with it is not looked at
    if not look.is_whole:
        return _absent(recipe, words)
    found = _of_kind(look, recipe, words)
    if look.frame is not None and look.frame.count != 1:
        found = NotYet(PageChanged(expected=recipe.frame or ""), is_absent=True)
    if (said := _not_offered(look, recipe)) is not None:
        is_alone = isinstance(found, NotYet) and found.is_absent
        return said if is_alone else NotYet(ControlDisagrees())
    if isinstance(found, NotYet) or not must_be_usable:
        return found
    is_reachable = look.frame is None or look.frame.is_usable
    return found if found.is_usable and is_reachable else NotYet(ControlUnusable())


def wordings(lang: str, recipe: Recipe) -> tuple[Wording, ...]:
    """Return what the recipe knows of the control in a page's language."""
    return tuple(wording for wording in of_language(lang, recipe.wordings) if recipe.kind.is_known_by(wording))


def of_language(lang: str, wordings: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """Return the wordings of a page's language; of a page that names none, all."""
    if not lang.strip():
        return wordings
    return tuple(wording for wording in wordings if _primary(wording.language) == _primary(lang))


def _primary(language: str) -> str:
    return language.strip().replace("_", "-").partition("-")[0].casefold()


def _of_kind(look: Look, recipe: Recipe, words: tuple[Wording, ...]) -> Shown | NotYet:
    if recipe.kind is Control.RADIO:
        return _radio(look, recipe, words)
    found = _control(look, recipe, words)
    if isinstance(found, NotYet):
        return found
    return (_switch if recipe.kind is Control.SWITCH else _select)(found, recipe, words)


def _control(look: Look, recipe: Recipe, words: tuple[Wording, ...]) -> Candidate | NotYet:
    """Return the one element that the label, or the witness, stands for: where both are there they must agree."""
    found = _only(look.found[CONTROL], lambda seen: seen.is_witnessed or _wording_of(seen, words) is not None)
    if isinstance(found, NotYet):
        return found if not found.is_absent else _absent(recipe, words)
    is_foreign = bool(look.lang.strip()) and not words
    if _wording_of(found, words) is None and not is_foreign:  # a known language with another name: the page changed
        return _absent(recipe, words)
    return found


def _only(found: Found, fits: Callable[[Candidate], bool]) -> Candidate | NotYet:
    """Return the only element that fits."""
    if found.count > len(found.candidates):
        return NotYet(ControlAmbiguous(count=str(found.count)))
    fitting = [seen for seen in found.candidates if fits(seen)]
    if len(fitting) > 1:
        return NotYet(ControlAmbiguous(count=str(len(fitting))))
    return fitting[0] if fitting else NotYet(PageChanged(expected=""), is_absent=True)


def _switch(seen: Candidate, recipe: Recipe, words: tuple[Wording, ...]) -> Shown | NotYet:
    is_checked = _checked(seen)
    if not isinstance(is_checked, bool):
        return is_checked
    state = State.ON if is_checked is recipe.is_on_when_checked else State.OFF
    wording = _wording_of(seen, words)
    return Shown(state, json.dumps(is_checked), _known_by(seen, wording), wording, (seen,))


def _select(seen: Candidate, recipe: Recipe, words: tuple[Wording, ...]) -> Shown | NotYet:
    wording = _wording_of(seen, words)
    if wording is None or wording.on is None or wording.off is None:  # without words, no option has a meaning
        return _absent(recipe, words)
    states = {plain(wording.on.text): State.ON, plain(wording.off.text): State.OFF}
    if any(seen.options.get(option) != 1 for option in states) or seen.selected not in states:
        return NotYet(PageChanged(expected=_quoted((wording.on, wording.off))))
    return Shown(states[seen.selected], json.dumps(seen.selected), _known_by(seen, wording), wording, (seen,))


def _radio(look: Look, recipe: Recipe, words: tuple[Wording, ...]) -> Shown | NotYet:
    """Return the state that exactly one of the pair is checked for."""
    for wording in words:
        on, off = _named(look.found[ON], wording.on), _named(look.found[OFF], wording.off)
        if isinstance(on, Candidate) and isinstance(off, Candidate):
            return _pair(on, off, wording)
        for one in (on, off):
            if isinstance(one, NotYet) and not one.is_absent:
                return one
    return _absent(recipe, words)


def _named(found: Found, label: Marked | None) -> Candidate | NotYet:
    return _only(found, lambda seen: fits(label, seen.name))


def _pair(on: Candidate, off: Candidate, wording: Wording) -> Shown | NotYet:
    checked = (_checked(on), _checked(off))
    for one in checked:
        if not isinstance(one, bool):
            return one
    if checked[0] is checked[1]:
        return NotYet(ControlDisagrees())
    state, chosen = (State.ON, on) if checked[0] else (State.OFF, off)
    return Shown(state, json.dumps(chosen.name), By.NAME, wording, (on, off))


def _checked(seen: Candidate) -> bool | NotYet:
    """Return whether a control is checked, where everything that says so agrees."""
    if seen.is_mixed or seen.aria_checked not in {None, "true", "false"}:
        return NotYet(ControlDisagrees())
    said = {seen.checked, None if seen.aria_checked is None else seen.aria_checked == "true"} - {None}
    if len(said) > 1:
        return NotYet(ControlDisagrees())
    if not said:
        return NotYet(PageChanged(expected=f"“{seen.name}” (aria-checked)"))
    return said == {True}


def _not_offered(look: Look, recipe: Recipe) -> Shown | None:
    for wording in of_language(look.lang, recipe.wordings):
        if wording.not_offered is not None and plain(wording.not_offered.text) in look.not_offered:
            raw = json.dumps(plain(wording.not_offered.text), ensure_ascii=False)
            return Shown(State.NOT_OFFERED, raw, By.WORDS, wording, ())
    return None


def _wording_of(seen: Candidate, words: tuple[Wording, ...]) -> Wording | None:
    return next((one for one in words if fits(one.control, seen.name)), None)


def _known_by(seen: Candidate, wording: Wording | None) -> By:
    if wording is None:
        return By.WITNESS
    if wording.control is not None and wording.control.is_beginning:
        return By.BEGINNING_AND_WITNESS if seen.is_witnessed else By.BEGINNING
    return By.BOTH if seen.is_witnessed else By.NAME


def _absent(recipe: Recipe, words: tuple[Wording, ...]) -> NotYet:
    """Return that the control isn't there, naming it in the page's own language where that is known."""
    wording = next(iter(words), None) or next(one for one in recipe.wordings if recipe.kind.is_known_by(one))
    labels = (wording.on, wording.off) if recipe.kind is Control.RADIO else (wording.control,)
    return NotYet(PageChanged(expected=_quoted(labels)), is_absent=True)


def _quoted(labels: Iterable[Marked | None]) -> str:
    return " / ".join(f"“{label.shown}”" for label in labels if label is not None)
