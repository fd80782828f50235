"""The one way set-up gives up: a sentence for the person at the keyboard, and an exit code."""

from __future__ import annotations

FAILED = 1
NOT_SUPPORTED = 3
PARTS_MISSING = 4


class Stop(Exception):
    """Set-up cannot go on; the sentence says why and what to do, the code is what `dev.py` ends with."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
