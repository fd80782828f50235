"""The list of settings that shows a state in words: a further witness once a change was asked for, and never proof."""

from datetime import timedelta

from demur.connectors.own_browser import Marked
from demur.connectors.page.judgement import of_language
from demur.connectors.page.questions import plain
from demur.connectors.page.recipe import Wording
from demur.connectors.page.sight import Look, read_look
from demur.connectors.page.visit import Visit
from demur.connectors.page.waiting import PAUSE_S
from demur.core.page_problem import ControlDisagrees
from demur.core.problem import Problem
from demur.core.setting import State


def said(visit: Visit) -> State | None:
    """Return what the list says of the setting; None where it says nothing, or could not be looked at.

    The settings page is opened again afterwards, so that it can be loaded past every copy. Raises `ControlDisagrees`
    where the list says two things, and the driver's problems where the settings page can't be opened.
    """
    if visit.recipe.overview is None:
        return None
    try:
        return _waited_for(visit, visit.recipe.overview.text)
    except ControlDisagrees:
        raise
    except Problem:  # a witness who can't be asked says nothing; whoever is signed out is so on the settings page too
        return None
    finally:
        visit.driver.open(visit.recipe.address.text)


def _waited_for(visit: Visit, address: str) -> State | None:
    """Look at the list until it says something, for as long as a control that is there may be unfit."""
    if visit.driver.open(address).address != address:
        return None
    until = visit.clock.now() + timedelta(seconds=visit.patience.unfit_s)
    question = _question(visit.recipe.wordings)
    while (state := _state(read_look(visit.driver.ask(question, address)), visit.recipe.wordings)) is None:
        if visit.clock.now() >= until:
            return None
        visit.clock.pause(PAUSE_S)
    return state


def _question(wordings: tuple[Wording, ...]) -> dict[str, object]:
    sought = [plain(text.text) for wording in wordings for text in _texts(wording)]
    return {"kind": "look", "wanted": {}, "identity": None, "notOffered": sought, "known": [], "scroll": False}


def _texts(wording: Wording) -> tuple[Marked, ...]:
    return tuple(text for text in (wording.listed_on, wording.listed_off) if text is not None)


def _state(look: Look, wordings: tuple[Wording, ...]) -> State | None:
    """Return what one look found, in the page's own language. Raises `ControlDisagrees`."""
    known = of_language(look.lang, wordings)
    seen = {
        state
        for wording in known
        for state, text in ((State.ON, wording.listed_on), (State.OFF, wording.listed_off))
        if text is not None and plain(text.text) in look.not_offered
    }
    if len(seen) > 1:
        raise ControlDisagrees
    return next(iter(seen), None)
