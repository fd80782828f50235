"""Putting a question to the probe: in `ApplicationWorld`, at one exact address, once."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl, SignalInstance, Slot
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
_AGAIN_MS = 10
"""Before the same is asked again where no knock came: asked all the time, it leaves the page no time to come to an
answer (seen)."""


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


class Asking(QObject):
    """A question that presses nothing, put until it is answered with more than nothing; with None once `is_over`.

    It is put again after a short while, and at once where the page's probe has knocked; never twice at a time.
    """

    def __init__(
        self, frame: QWebEngineFrame, question: Mapping[str, Any], at: str, is_over: Callable[[], bool], answer: Answer
    ) -> None:
        super().__init__()
        self._frame, self._script, self._at = frame, _asked(question, at), at
        self._is_over, self._answer = is_over, answer
        self._made_of: Callable[[Any], object] = lambda found: found
        self._is_asked = self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self.at_once)

    def begin(self, knocked: SignalInstance, made_of: Callable[[Any], object]) -> None:
        """Put the question for the first time; `made_of`: what is given of an answer, as it is the moment it comes."""
        self._made_of = made_of
        knocked.connect(self.at_once)
        self._answer.when_ended(self.deleteLater)
        self.at_once()

    @Slot()
    def at_once(self) -> None:
        self._timer.stop()
        self._is_wanted = self._is_asked
        if self._is_asked or not self._answer.is_open:
            return
        if not self._frame.isValid():
            self._answer.fail(PageMoved(address=self._at))
            return
        self._is_asked = True
        self._frame.runJavaScript(self._script, _WORLD, self._take)

    def _take(self, untrusted: object) -> None:
        self._is_asked = False
        if not self._answer.is_open:  # it was given up meanwhile, and so is this, with its timer
            return
        try:
            value = _value(answers.parse(untrusted), self._at)
        except Problem as problem:
            self._answer.fail(problem)
            return
        if value is not None or self._is_over():
            self._answer.give(self._made_of(value))
        elif self._is_wanted:
            self.at_once()
        else:
            self._timer.start()


def arriving(probe: str, question: Mapping[str, Any], at: str) -> QWebEngineScript:
    """Return what puts a question to the probe before anything of a page of this address runs, and at no other page."""
    made = QWebEngineScript()
    made.setWorldId(_WORLD)
    made.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    made.setRunsOnSubFrames(False)
    made.setSourceCode(f"{_ONLY_AT % at}{_read(probe, at)};{_asked(question, at)}")
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
