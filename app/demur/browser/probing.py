"""Putting a question to the probe: in `ApplicationWorld`, at one exact address, once."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineFrame, QWebEngineScript

from demur.browser import answers
from demur.browser.answer import Answer
from demur.browser.rules import plain_address
from demur.core.page_problem import PageMoved
from demur.core.problem import Problem, ReplyUnreadable

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_HERE = "location.origin+location.pathname===%s"
"""The probe is not even begun elsewhere; `location` can't be forged by a page (HTML, 7.2.4 `[LegacyUnforgeable]`)."""
_KEPT = "globalThis[Symbol.for('demur probe')]"
"""Where a page keeps the probe once it has read it, in a world that no page reaches into: reading it takes a while."""
_READ = f"if({_HERE}){_KEPT}=%s;0"
_ASK = f"""{_HERE}?{_KEPT}?{_KEPT}(%s,%s):'{{"unread":""}}':'{{"elsewhere":""}}'"""
_UNREAD = '{"unread":""}'
_ONLY_AT = """// ==UserScript==
// @include %s*
// ==/UserScript==
"""
"""Where Chromium begins a script of ours at all (QWebEngineScript, "Script Attributes")."""
_ANSWER = "answer"


def ask(frame: QWebEngineFrame, probe: str, question: Mapping[str, Any], at: str, answer: Answer) -> None:
    """Put a question to the probe in a frame that must be at `at`. A question may press something: never ask twice."""
    script, take = _asked(question, at), _taking(at, answer)

    def take_or_read(untrusted: object) -> None:
        if untrusted != _UNREAD or not answer.is_open or not frame.isValid():
            take(untrusted)
            return
        frame.runJavaScript(_read(probe, at), _WORLD, _ignore)
        frame.runJavaScript(script, _WORLD, take)  # it was not asked yet, for there was no probe

    frame.runJavaScript(script, _WORLD, take_or_read)


def expecting(probe: str, look: Mapping[str, Any], at: str) -> QWebEngineScript:
    """Return what has the probe make a look as soon as a page of this address is complete, and at no other page."""
    made = QWebEngineScript()
    made.setWorldId(_WORLD)
    made.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    made.setRunsOnSubFrames(False)
    made.setSourceCode(f"{_ONLY_AT % at}{_read(probe, at)};{_asked({'kind': 'expect', 'look': look}, at)}")
    return made


def _read(probe: str, at: str) -> str:
    """Return the same text for the same address, so that Chromium compiles it once."""
    return _READ % (json.dumps(at), probe)


def _asked(question: Mapping[str, Any], at: str) -> str:
    address = json.dumps(at)
    return _ASK % (address, json.dumps(question), address)


def _ignore(_: object) -> None: ...


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
        raise PageMoved(address=plain_address(QUrl(str(untrusted["elsewhere"]))) or at)
    raise ReplyUnreadable(what=answers.WHAT)
