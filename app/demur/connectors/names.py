"""Names that a person reads, and whether two of them could be taken for one another."""

import re
import unicodedata
from itertools import groupby

_MIXABLE = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "MODIFIER"})
"""Scripts that stand beside Latin letters in one word, and look like none of them."""
_LIMIT = 120
_SENTENCE_LIMIT = 300


def is_plain(text: str, limit: int = _LIMIT) -> bool:
    """Tell whether a text is one line of visible characters that don't pass for others.

    No controls, nothing invisible or unassigned, nothing that turns the writing direction (Unicode UAX 9, 2); and no
    word that mixes look-alike scripts, such as a Cyrillic `а` among Latin letters (UTS 39, 5.1).
    """
    if not 0 < len(text) <= limit or text != text.strip():
        return False
    if any(unicodedata.category(character)[0] == "C" for character in text) or re.search(r"[\u2028\u2029]", text):
        return False
    return all(_is_of_one_script(word) for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", text)))


def is_sentence(text: str) -> bool:
    """Tell whether a text is one plain sentence, or a few, on one line."""
    return is_plain(text, _SENTENCE_LIMIT) and text[-1] in ".?!”"


def folded(name: str) -> str:
    """Return what names are compared by: NFKC, case folded, without marks, in single spaces, `ı` as `i`."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(character for character in apart if unicodedata.category(character)[0] not in {"M", "C"})
    return " ".join(unicodedata.normalize("NFKC", kept).replace("ı", "i").split())


def _is_of_one_script(word: str) -> bool:
    scripts = {script for script, _ in groupby(unicodedata.name(letter, "").partition(" ")[0] for letter in word)}
    return len(scripts - _MIXABLE) <= 1
