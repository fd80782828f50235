"""What a page says beside its switch, what comes some time after an opt-out, and a page that says: closed.

One member at one page, in the real browser: no case is ever counted as a change of the setting.
"""

import json
from dataclasses import replace

import pytest
from tests.page.conftest import Sit
from tests.page.desk import QUICK, Desk

from demur.connectors.page import evidence
from demur.connectors.page.engine import PageLine
from demur.core.outcome import Seen, Verdict
from demur.core.page_problem import PageChanged
from demur.core.problem import AccountClosed
from demur.core.setting import State

OLD = "Plaza may use what you post to train models that write. You decide here."
NEW = "Plaza may use what you post, and what you write in messages, to train models that write. You decide here."


@pytest.fixture
def desk(sit: Sit) -> Desk:
    """A member whose opt-out was confirmed."""
    made = sit("switch")
    assert made.change().verdict is Verdict.CONFIRMED
    return made


def look(desk: Desk, build: str) -> Seen:
    desk.plaza.control.set_build(desk.member, build)
    return desk.run(lambda: desk.opt_out.look(desk.account.id))


def test_what_changes_some_time_after_an_opt_out(desk: Desk) -> None:
    later = ("reworded-later", "renamed-later", "closed-later")
    for build in later:
        assert (look(desk, build).reading.state, look(desk, build).reworded) == (State.OFF, None)
    desk.plaza.control.advance(121)
    seen = look(desk, "reworded-later")
    assert seen.reworded is not None
    assert (seen.reworded.before, seen.reworded.now) == (None, f"Learning from posts\n{NEW}")
    assert seen.reworded.receipt.kind.value == "confirmation"
    assert (seen.reading.state, seen.changed_since) == (State.OFF, None)
    with pytest.raises(PageChanged) as caught:
        look(desk, "renamed-later")
    assert "Let Plaza learn from my posts" in caught.value.details["expected"]
    with pytest.raises(AccountClosed):
        look(desk, "closed-later")
    assert [receipt.kind.value for receipt in desk.receipts] == ["genesis", "attempt", "confirmation"]
    assert desk.writes == 1


def test_words_are_the_pages_own_and_hold_no_state_and_nobodys_name(desk: Desk) -> None:
    """The same words whatever the switch shows; what is announced, pressed or about the member is left out."""
    off = desk.read()
    assert off.wording == f"Learning from posts\n{OLD}"
    desk.plaza.control.set_value(desk.member, True)
    on = desk.read()
    assert (on.state, on.wording) == (State.ON, off.wording)
    for text in (on.wording or "", on.body.decode()):
        assert "Tansy" not in text
        assert "All settings" not in text, "a link alone says nothing of the setting"


def test_words_are_kept_only_where_the_member_asked_for_it(desk: Desk) -> None:
    plain = json.loads(desk.read().body)["words"]
    assert set(plain) == {"digest"}
    line = desk.line(desk.account)
    keeping = PageLine(desk.platform, desk.account, desk.driver, desk.clock, proof=desk.proof, keeps_words=True)
    body = desk.run(lambda: keeping.open().read()).body
    kept = line.wording_in(body)
    assert kept is not None
    assert (kept.digest, kept.text) == (plain["digest"], f"Learning from posts\n{OLD}")
    for broken in (b"", b"[]", b"{}", b'{"words": 1}', b'{"words": {"text": "a"}}'):
        assert evidence.words_in(broken) is None


@pytest.mark.parametrize("build", ["checkbox", "save", "dialog", "radio", "frame", "shadow", "section"])
def test_words_stand_beside_every_kind_of_control(build: str, sit: Sit) -> None:
    recipe = build if build in {"save", "dialog", "radio", "frame", "section"} else "shipped"
    desk = sit(build, recipe, name="words", patience=replace(QUICK, absent_s=10))
    wording = desk.read().wording
    assert wording is None if build == "frame" else wording is not None and OLD in wording
