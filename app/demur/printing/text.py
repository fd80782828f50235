"""Strangers' text as Qt's documents can hold it: line breaks stay, nothing steers, nothing ends a frame."""

import re
from typing import Final

from demur.receipts.profile import FORBIDDEN

_SPECIAL: Final = re.compile("[\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff\u2028\u2029]")
"""What QTextDocument takes for the begin or end of a frame, an object, or a new line of its own."""
_REPLACEMENT: Final = "\ufffd"


def harmless(untrusted_text: str) -> str:
    """Return text that is drawn as it stands: what would steer, or stand for something else, as U+FFFD."""
    lines = untrusted_text.replace("\r\n", "\n").rstrip("\n").split("\n")
    return "\n".join(_SPECIAL.sub(_REPLACEMENT, FORBIDDEN.sub(_REPLACEMENT, line)) for line in lines)
