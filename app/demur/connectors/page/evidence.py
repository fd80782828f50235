"""What was seen of a page, kept as evidence: the facts a state rests on, and nothing else of the member's page."""

import json
from typing import Any

from demur.connectors.page.recipe import Recipe
from demur.connectors.page.sight import Candidate
from demur.connectors.page.waiting import Ready
from demur.core.setting import State
from demur.core.wording import Wording

MOST_BYTES = 64 * 1024
"""Far above what the parts below can come to: names and words are cut when they are read,
and a control has two parts at most."""


def body(
    ready: Ready,
    recipe: Recipe,
    address: str,
    names_member: bool,
    listed: State | None,
    words: Wording | None = None,
) -> bytes:
    """Return canonical JSON (RFC 8785 form) of what a reading rests on.

    `listed`: what the overview said of it; `words`: what the page says beside it, or their digest alone.
    """
    look = ready.look
    seen: dict[str, Any] = {
        "address": address,
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
            "isDirect": ready.is_direct,
            "isAnsweredByWorker": look.worker_start != 0,
        },
        "notOffered": list(look.not_offered),
        "saved": list(look.saved),
        "state": ready.shown.state.value,
    }
    if listed is not None:
        seen["list"] = listed.value
    if words is not None:
        seen["words"] = {"digest": words.digest} | ({"text": words.text} if words.text is not None else {})
    text = json.dumps(seen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "replace")[:MOST_BYTES]


def words_in(evidence: bytes) -> Wording | None:
    """Return what a page said beside its setting, as far as the evidence of an earlier reading tells."""
    try:
        found = json.loads(evidence)["words"]
        digest, text = found["digest"], found.get("text")
    except (ValueError, KeyError, TypeError):  # of another reading, or of a time when no words were looked at
        return None
    return Wording(str(digest), text if isinstance(text, str) else None)


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
