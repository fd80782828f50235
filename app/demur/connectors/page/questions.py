"""What the probe is asked: a recipe as plain values for `resources/page/probe.js`."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from demur.connectors.own_browser import Marked
from demur.connectors.page.recipe import Control, Recipe, SignIn, Wording

Wanted = dict[str, Any]
Question = dict[str, Any]

CONTROL, ON, OFF, SAVE, CONFIRM = "control", "on", "off", "save", "confirm"
_BUTTON = ("button",)
_OPENERS = ("button", "link", "tab", "menuitem", "disclosuretriangle")


def plain(text: str) -> str:
    """Return what names are compared by: NFKC, trimmed, in single spaces; capitals count."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def texts(found: Iterable[Marked | None]) -> list[str]:
    """Return the texts that are known whole, as they are compared, each once."""
    return _compared(marked for marked in found if marked is not None and not marked.is_beginning)


def beginnings(found: Iterable[Marked | None]) -> list[str]:
    """Return the texts of which only the beginning is known, as they are compared, each once."""
    return _compared(marked for marked in found if marked is not None and marked.is_beginning)


def fits(label: Marked | None, name: str) -> bool:
    """Tell whether a computed name, as it is compared, is that of a label."""
    if label is None:
        return False
    return name.startswith(plain(label.text)) if label.is_beginning else name == plain(label.text)


def opening(number: int) -> str:
    return f"open{number}"


def openings(recipe: Recipe) -> int:
    return max(len(wording.open) for wording in recipe.wordings)


def wanted(recipe: Recipe) -> dict[str, Wanted]:
    """Return everything on the page that a recipe may need, in every language it knows."""
    words = recipe.wordings
    found = {
        SAVE: _wanted(_BUTTON, (wording.save for wording in words)),
        CONFIRM: _wanted(_BUTTON, (wording.confirm for wording in words)),
    }
    for number in range(openings(recipe)):
        named = (wording.open[number] for wording in words if len(wording.open) > number)
        found[opening(number)] = _wanted(_OPENERS, named)
    return _control(recipe) | {key: asked for key, asked in found.items() if asked["names"]}


def explained(recipe: Recipe) -> Wanted:
    """Return the control that the words beside it are about."""
    asked = _control(recipe)
    return asked.get(CONTROL) or asked[ON]


def arriving(first: Question | None) -> Question:
    """Return the question for a page that is about to be loaded: what was noted for it is put away.

    `first`: the look, with `early` in it, that will be asked for then: it may be made once the page is complete.
    """
    return {"kind": "arrive", "look": first}


def look(recipe: Recipe, sign_in: SignIn) -> Question:
    """Return the question what can be seen; the caller adds what differs from look to look."""
    return {
        "kind": "look",
        "wanted": wanted(recipe),
        "identity": who(sign_in),
        "saved": saved(recipe),
        "notOffered": texts(wording.not_offered for wording in recipe.wordings),
        "known": sorted({text for wording in recipe.wordings for text in _every(wording)}),
    }


def saved(recipe: Recipe) -> list[str]:
    """Return the texts by which a page says that it saved."""
    return texts(wording.saved for wording in recipe.wordings)


def state_words(recipe: Recipe) -> frozenset[str]:
    """Return the texts by which a page shows the state, or that it saved: as they are compared."""
    words = recipe.wordings
    shown = ((one.on, one.off, one.saved, one.listed_on, one.listed_off) for one in words)
    return frozenset(texts(label for labels in shown for label in labels))


def who(sign_in: SignIn) -> Question | None:
    """Return how the page names the signed-in member; None where it doesn't."""
    named = sign_in.identification
    return None if named is None else {"by": named.by.value, "keys": [plain(key) for key in named.keys]}


def press(asked: Wanted, seen: dict[str, Any], option: str | None = None) -> Question:
    """Return the question to press the one element that is still `seen`, or to choose an option in it.

    The caller adds the load and the members it must still be of.
    """
    question: Question = {"kind": "press", "wanted": asked, "as": seen}
    return question if option is None else question | {"option": option}


def _control(recipe: Recipe) -> dict[str, Wanted]:
    words = recipe.wordings
    if recipe.kind is Control.RADIO:
        return {
            ON: _wanted(recipe.roles, (wording.on for wording in words)),
            OFF: _wanted(recipe.roles, (wording.off for wording in words)),
        }
    asked = _wanted(recipe.roles, (wording.control for wording in words))
    if recipe.witness is not None:
        asked["witness"] = {"attribute": recipe.witness.attribute, "value": recipe.witness.value}
    asked["options"] = texts(option for wording in words for option in (wording.on, wording.off))
    return {CONTROL: asked}


def _wanted(roles: Iterable[str], names: Iterable[Marked | None]) -> Wanted:
    known = tuple(names)
    return {"roles": list(roles), "names": texts(known), "begins": beginnings(known), "witness": None}


def _compared(found: Iterable[Marked]) -> list[str]:
    return list(dict.fromkeys(plain(marked.text) for marked in found))


def _every(wording: Wording) -> list[str]:
    one = (wording.control, wording.on, wording.off, wording.save, wording.confirm, wording.saved, wording.not_offered)
    return texts((*one, *wording.open))
