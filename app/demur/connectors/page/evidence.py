"""What was seen of a page, kept as evidence: the facts a state rests on, and nothing else of the member's page."""

import json
from typing import Any

from demur.connectors.page.driver import Landing
from demur.connectors.page.recipe import Recipe
from demur.connectors.page.sight import Candidate
from demur.connectors.page.visit import Ready
from demur.core.setting import State

MOST_BYTES = 16 * 1024
"""Far above what the parts below can come to: names are cut when they are read, and a control has two parts at most."""


def body(ready: Ready, recipe: Recipe, landing: Landing, names_member: bool, listed: State | None) -> bytes:
    """Return canonical JSON (RFC 8785 form) of what a reading rests on; `listed`: what the overview said of it."""
    look = ready.look
    seen = {
        "address": landing.address,
        "control": {
            "by": ready.shown.by.value,
            "kind": recipe.kind.value,
            "onWhenChecked": recipe.is_on_when_checked,
            "parts": [_part(part) for part in ready.shown.parts],
        },
        "dir": look.dir,
        "frame": recipe.frame,
        "identity": "read" if names_member else "nobody-named",
        "lang": look.lang,
        "load": {
            "isControlledByWorker": look.is_controlled,
            "isDirect": landing.is_direct,
            "isAnsweredByWorker": look.worker_start != 0,
        },
        "notOffered": list(look.not_offered),
        "saved": list(look.saved),
        "state": ready.shown.state.value,
    }
    if listed is not None:
        seen["list"] = listed.value
    text = json.dumps(seen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "replace")[:MOST_BYTES]


def _part(part: Candidate) -> dict[str, Any]:
    return {
        "ariaChecked": part.aria_checked,
        "checked": part.checked,
        "name": part.name,
        "role": part.role,
        "selected": part.selected,
        "tag": part.tag,
        "witness": part.is_witnessed,
    }
