"""Putting a question to the probe: in `ApplicationWorld`, at one exact address, once."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWebEngineCore import QWebEngineFrame, QWebEngineScript

from demur.browser import answers
from demur.browser.answer import Answer
from demur.core.page_problem import PageMoved
from demur.core.problem import Problem, ReplyUnreadable

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_ASK = """location.origin+location.pathname===%s?(%s)(%s,%s):'{"elsewhere":""}'"""
"""The probe is not even begun elsewhere; `location` can't be forged by a page (HTML, 7.2.4 `[LegacyUnforgeable]`)."""
_ANSWER = "answer"


def ask(frame: QWebEngineFrame, probe: str, question: Mapping[str, Any], at: str, answer: Answer) -> None:
    """Put a question to the probe in a frame that must be at `at`. A question may press something: never ask twice."""
    address = json.dumps(at)
    script = _ASK % (address, probe, json.dumps(question), address)
    frame.runJavaScript(script, _WORLD, _taking(at, answer))


def _taking(at: str, answer: Answer) -> Callable[[object], None]:
    def take(untrusted: object) -> None:
        try:
            answer.give(_value(answers.parse(untrusted), at))
        except Problem as problem:
            answer.fail(problem)

    return take


def _value(untrusted: Any, at: str) -> Any:
    if isinstance(untrusted, dict) and set(untrusted) == {_ANSWER}:
        return untrusted[_ANSWER]
    if isinstance(untrusted, dict) and "elsewhere" in untrusted:
        raise PageMoved(address=at)
    raise ReplyUnreadable(what=answers.WHAT)
