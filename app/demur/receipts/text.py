"""Strangers' text, made to fit the profile so that a hostile label can't keep a receipt from being written."""

import json
import re
import unicodedata

from demur.receipts.profile import FORBIDDEN

_ELLIPSIS = "…"
_REPLACEMENT = "\ufffd"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def fitted(untrusted_text: str, limit: int) -> str:
    """Return the text in NFC, each forbidden character as U+FFFD, cut to `limit` characters with an ellipsis.

    What was really seen stays in the evidence, whose digest stands in the receipt.
    """
    # Cut first: normalising is slow on long text, and NFC at most triples the length (UAX 15, table 8).
    text = FORBIDDEN.sub(_REPLACEMENT, unicodedata.normalize("NFC", untrusted_text[: limit * 4]))
    is_whole = len(untrusted_text) <= limit * 4 and len(text) <= limit
    return text if is_whole else text[: limit - 1] + _ELLIPSIS


def without_surrogates(untrusted_text: str) -> str:
    """Return the text with lone surrogates as U+FFFD: JSON escapes can make them, UTF-8 can't hold them."""
    return _SURROGATE.sub(_REPLACEMENT, untrusted_text)


def json_array(*texts: str) -> bytes:
    """Return the JCS form of an array of strings; unlike the profile it takes any text but lone surrogates."""
    return json.dumps(list(texts), separators=(",", ":"), ensure_ascii=False).encode()
