"""That the browser inside computes roles and names at all: proved on a page of our own, before any other counts."""

import threading
from typing import Any

from demur.connectors.page.driver import Driver
from demur.connectors.page.sight import Candidate, Look, read_look
from demur.core.page_problem import BrowserPartChanged

_BOX = ["checkbox", "switch"]


def _wanted(name: str, roles: list[str], **more: Any) -> dict[str, Any]:
    return {"roles": roles, "names": [name], "witness": None} | more


QUESTION: dict[str, Any] = {
    "kind": "look",
    "wanted": {
        "label": _wanted("Plain words", _BOX),
        "beside": _wanted(
            "Words beside", ["switch"], witness={"attribute": "aria-labelledby", "value": "second-words"}
        ),
        "both": _wanted("Both roles", ["switch"]),
        "button": _wanted("Pressed for the name", ["button"]),
        "kept": _wanted("Kept from readers", _BOX),
        "unseen": _wanted("Seen by nobody", _BOX),
        "inert": _wanted("Out of reach", _BOX),
        "covered": _wanted("Covered over", _BOX),
        "select": _wanted("Choice", ["combobox", "listbox"], options=["First words", "Second words"]),
        "shadow": _wanted("In the shadow", ["switch"]),
        "form": _wanted("In a form", _BOX),
        "absent": _wanted("Not on this page", _BOX),
    },
    "identity": {"by": "link", "keys": ["Member: "]},
    "saved": ["Saved words"],
    "notOffered": ["Words that are not there"],
    "known": [],
}
"""What is asked of `resources/page/proof.html`."""
_USABLE = ("label", "beside", "both", "button", "select", "shadow", "form")
_UNUSABLE = ("kept", "unseen", "inert", "covered")


class Proof:
    """Proves the browser once in its life; a failure is proved again at the next use."""

    def __init__(self) -> None:
        self._lock, self._is_proved = threading.Lock(), False

    def require(self, driver: Driver) -> None:
        """Raise `BrowserPartChanged` where the browser doesn't answer as it must, and the driver's problems."""
        with self._lock:
            if not self._is_proved:
                prove(driver)
                self._is_proved = True


def prove(driver: Driver) -> None:
    """Ask once, and hold every answer against what stands on the page. Raises `BrowserPartChanged`."""
    look = read_look(driver.prove(QUESTION))
    if not (_are_found(look) and _are_told_apart(look) and _states_are_right(look)):
        raise BrowserPartChanged


def _are_found(look: Look) -> bool:
    counts = {key: look.found[key].count for key in QUESTION["wanted"] if key in look.found}
    return counts == {key: int(key != "absent") for key in QUESTION["wanted"]}


def _are_told_apart(look: Look) -> bool:
    usable = all(_one(look, key).is_usable for key in _USABLE)
    beside = _one(look, "beside")
    is_named = beside.is_witnessed and beside.name == "Words beside"
    return usable and is_named and not any(_one(look, key).is_usable for key in _UNUSABLE)


def _states_are_right(look: Look) -> bool:
    checked = (_one(look, "label").checked, _one(look, "both").checked, _one(look, "form").checked)
    aria = (_one(look, "beside").aria_checked, _one(look, "shadow").aria_checked)
    is_page_right = look.identities == (("m-1", "Member: Proof"),) and look.saved == ("Saved words",)
    is_choice_right = _one(look, "select").selected == "Second words" and not look.not_offered
    return checked == (True, True, False) and aria == ("false", "true") and is_page_right and is_choice_right


def _one(look: Look, key: str) -> Candidate:
    return look.found[key].candidates[0]
