"""Each thing that can be the matter has its own words in `demur status`, at a real Plaza; none is taken for another."""

import json
from argparse import Namespace
from datetime import timedelta
from typing import Any

import pytest
from tests.faults.scene import Scene

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.status import status
from demur.cli.watching import check
from demur.core.account import LastSeen
from demur.core.outcome import Verdict
from demur.core.setting import State
from demur.core.telling import Said
from demur.watch.cadence import Cadence
from demur.watch.matter import Matter
from demur.words import problems, watch

FAULTS = {
    "value-missing": (Matter.PAGE_CHANGED, "reply-unreadable", Exit.NEEDS_MEMBER),
    "401-on-read": (Matter.SIGNED_OUT, "signed-out", Exit.NEEDS_MEMBER),
    "closed": (Matter.ACCOUNT_CLOSED, "account-closed", Exit.NEEDS_MEMBER),
    "503-on-read": (Matter.PLATFORM_DOWN, "platform-failing", Exit.CANNOT_TELL),
    "429-wait-60-on-read": (Matter.RATE_LIMITED, "rate-limited", Exit.CANNOT_TELL),
    "cut-on-read": (Matter.OFFLINE, "platform-unreachable", Exit.CANNOT_TELL),
}
BENDS = {
    "reworded": (Matter.WORDING_CHANGED, Exit.NEEDS_MEMBER),
    "counts-elsewhere": (Matter.REGION_CHANGED, Exit.NEEDS_MEMBER),
}


class Terminal:
    """Runs a command on the scene's own product."""

    def __init__(self, scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
        self._product, self._capsys = scene.product, capsys

    def status(self, is_last: bool = False) -> tuple[Exit, str]:
        code = status(Namespace(account=None, last=is_last), self._product, Console(False))
        return code, self._capsys.readouterr().out

    def status_document(self) -> dict[str, Any]:
        status(Namespace(account=None, last=True), self._product, Console(True))
        found: dict[str, Any] = json.loads(self._capsys.readouterr().out)["accounts"][0]
        return found

    def check(self, account: str | None = None, is_json: bool = False, is_due: bool = False) -> tuple[Exit, str]:
        asked = Namespace(account=account, all=account is None and not is_due, due=is_due, print_unit=None)
        code = check(asked, self._product, Console(is_json))
        return code, self._capsys.readouterr().out


@pytest.fixture
def terminal(scene: Scene, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(scene, capsys)


def headlines_in(text: str) -> set[Matter]:
    return {matter for matter in Matter if f"  {watch.headline(matter)}\n" in text}


def test_each_matter_has_its_own_words_in_status_and_check(scene: Scene, terminal: Terminal) -> None:
    """Issue 7, "Done when": on again, page changed, signed out, down, 429 and wording changed, and three more."""
    account = scene.member()
    assert scene.change(account).verdict is Verdict.CONFIRMED
    assert headlines_in(terminal.status()[1]) == {Matter.OFF}
    for fault, (matter, code, wanted) in FAULTS.items():
        scene.control.set_fault("us-on", fault)
        found, text = terminal.status()
        assert (found, headlines_in(text)) == (Exit.CANNOT_TELL, {matter}), fault
        assert problems.reason(code)[:24] in text
        assert "Last known for certain: Off" in text, "what was known is never hidden"
        assert headlines_in(terminal.status(is_last=True)[1]) == {matter}, "and it is told later as well"
        assert terminal.check(account.id)[0] is wanted, fault
        document = terminal.status_document()
        assert (document["matter"], document["fault"], document["knownState"]) == (matter, matter, "off")
        scene.control.set_fault("us-on", None)
        assert headlines_in(terminal.status()[1]) == {Matter.OFF}, f"{fault} left nothing behind"
    for fault, (matter, wanted) in BENDS.items():
        scene.control.set_fault("us-on", fault)
        assert headlines_in(terminal.status()[1]) == {matter}, fault
        assert terminal.check(account.id)[0] is wanted
        scene.control.set_fault("us-on", None)
        assert headlines_in(terminal.status()[1]) == {Matter.OFF}
    scene.control.set_value("us-on", True)
    found, text = terminal.status()
    assert (found, headlines_in(text)) == (Exit.DONE, {Matter.ON_AGAIN})
    assert terminal.check()[0] is Exit.NOT_SO
    scene.control.set_fault("us-on", "503-on-read")
    assert headlines_in(terminal.status()[1]) == {Matter.ON_AGAIN, Matter.PLATFORM_DOWN}, "a fault doesn't hide it"
    scene.control.set_fault("us-on", None)
    scene.product.on_again.answer(account.id, Said.NOT_SURE)
    assert headlines_in(terminal.status()[1]) == {Matter.ON_AGAIN}
    scene.product.on_again.answer(account.id, Said.YES)
    assert headlines_in(terminal.status()[1]) == {Matter.STILL_ON}, "the member did it"
    scene.product.on_again.answer(account.id, Said.NO)
    assert headlines_in(terminal.status()[1]) == {Matter.ON_AGAIN}, "and may say otherwise later"
    assert scene.kinds()[:4] == ["genesis", "attempt", "confirmation", "observation"], "no fault was sealed as a change"
    assert len(scene.requests("PUT")) == 1, "and nothing but the opt-out was ever written"


def test_a_platform_that_asks_for_time_gets_it(scene: Scene, terminal: Terminal) -> None:
    first, second = scene.member(), scene.member("us-already-off")
    for account in (first, second):
        scene.control.set_fault(account.identity.user_id, "429-wait-60-on-read")
    code, text = terminal.check(is_json=True)
    accounts = json.loads(text)["accounts"]
    assert code is Exit.CANNOT_TELL
    assert [(one["problem"], one["skipped"]) for one in accounts] == [("rate-limited", None), (None, "backed-off")]
    assert all(one["nextTryAt"] for one in accounts)
    asked = len(scene.requests("GET"))
    assert "Not tried again before" in terminal.check()[1]
    assert len(scene.requests("GET")) == asked, "it was left alone"


def test_an_answer_that_did_not_come_is_due_and_told(scene: Scene, terminal: Terminal) -> None:
    """The watch asks the letters that are really kept; a letter of this month is not due yet."""
    account = scene.member("uk-shared")
    terminal.status()
    today = scene.clock.now().date()
    scene.product.letters.sent(account.id, today - timedelta(days=3))
    assert scene.product.watch.due() == []
    wake = scene.product.watch.next_wake()
    assert wake is not None
    assert timedelta(days=24) < wake - scene.clock.now() < timedelta(days=30)
    scene.product.letters.sent(account.id, today - timedelta(days=40))
    assert "the answer to what you sent should have come before" in terminal.status(is_last=True)[1]
    assert terminal.check(account.id)[0] is Exit.NEEDS_MEMBER


def test_what_a_missed_year_left_due_is_read_once(scene: Scene, terminal: Terminal) -> None:
    due, calm = scene.member(), scene.member("us-already-off")
    year_ago = scene.clock.now() - timedelta(days=365)
    for account in (due, calm):
        scene.product.accounts.saw(account.id, LastSeen(State.OFF, year_ago))
    scene.product.watch.cadences.choose(due.id, Cadence.WEEKLY)
    scene.control.set_value("us-on", False)
    code, text = terminal.check(is_due=True)
    assert (code, due.id in text, calm.id in text) == (Exit.DONE, True, False)
    assert len(scene.requests("GET")) == 2, "who it is and what it has, once"
    assert terminal.check(is_due=True)[1].startswith("Nothing is due before ")
    assert len(scene.requests()) == 2
