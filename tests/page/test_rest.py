"""When a page has come to rest, so that what it shows counts: two looks agree, and it stood still between them."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha1
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWebEngineCore import QWebEngineScript
from tests.browser.site import Site, html
from tests.core.stage import OwnedClock
from tests.page.scripted import LABEL, OFF, ON, Scripted, answer, connect, line_of
from tests.page.visitor import PATH, SWITCH, Visit
from tests.support.tiny_http import Reply, Seen

from demur.browser.answer import Answer
from demur.connectors.page.waiting import AGITATED_S, LONGEST_REST_S, PAUSE_S, STANDS_S
from demur.core.page_problem import PageLeft
from demur.core.problem import StaleWrite, WrongAccount
from demur.core.setting import State


def seconds_of_a_reading(driver: Scripted) -> float:
    clock = OwnedClock()
    begun = clock.now()
    line_of(driver, clock).open().read()
    return (clock.now() - begun).total_seconds()


def test_a_page_that_stood_still_for_a_frame_is_looked_at_again_at_once() -> None:
    driver = Scripted(is_drawn=True)
    assert seconds_of_a_reading(driver) == 0
    assert driver.looks == 2


def test_any_other_page_is_given_its_time() -> None:
    driver = Scripted(is_drawn=False)
    assert seconds_of_a_reading(driver) >= PAUSE_S
    assert driver.looks == 2


@pytest.mark.parametrize(("took_s", "rest_s"), [(0.05, PAUSE_S), (1.5, 0.15), (60, LONGEST_REST_S)])
def test_a_page_that_was_long_in_coming_is_given_longer(took_s: float, rest_s: float) -> None:
    driver = Scripted(lambda _: answer(ON, now=1000 + took_s * 1000, document=1000.0), is_drawn=False)
    assert seconds_of_a_reading(driver) == pytest.approx(rest_s)


def test_what_reassures_stands_longer_where_nobody_tells_that_the_page_is_idle() -> None:
    told = Scripted(lambda number: answer(OFF, now=1000 + number * STANDS_S * 1000, isCalm=True), is_drawn=True)
    assert seconds_of_a_reading(told) == 0, "the page's own clock tells how long it stood"
    never_idle = Scripted(lambda _: answer(OFF), is_drawn=True)
    assert seconds_of_a_reading(never_idle) >= AGITATED_S
    never_drawn = Scripted(lambda _: answer(OFF, isCalm=True), is_drawn=False)
    assert seconds_of_a_reading(never_drawn) >= STANDS_S


def test_of_a_sub_frame_nobody_knows_that_it_stood_still() -> None:
    driver = Scripted(lambda _: answer(ON, frame=FRAMED, identity=[{"id": "m-1", "name": ""}]), is_drawn=True)
    clock = OwnedClock()
    begun = clock.now()
    line_of(driver, clock, "frame").open().read()
    assert (clock.now() - begun).total_seconds() >= PAUSE_S


FRAMED = {"count": 1, "isVisible": True, "isInert": False, "isHidden": False, "isHit": True}


def test_what_was_just_read_is_pressed_if_it_is_still_exactly_that() -> None:
    driver = Scripted(is_drawn=True)
    driver.view = lambda _: answer(OFF, told=1) if driver.presses else answer(ON)
    connector = connect(driver)
    connector.write(State.OFF, connector.read())
    assert (driver.looks, len(driver.presses)) == (2 + 1, 1)


def test_another_load_is_not_pressed_before_it_is_looked_at_twice() -> None:
    driver = Scripted()

    def view(number: int) -> dict[str, Any]:
        load = 2.0 if number >= 2 else 1.0
        is_pressed = len(driver.presses) == 2
        return answer(OFF, told=1, document=load) if is_pressed else answer(ON, document=load)

    driver.view = view
    connector = connect(driver)
    connector.write(State.OFF, connector.read())
    assert (driver.looks, len(driver.presses)) == (2 + 2 + 1, 2)
    assert [press["document"] for press in driver.presses] == [1.0, 2.0], "the first of which found another load"


def test_another_members_setting_is_never_pressed() -> None:
    driver = Scripted(lambda number: answer(ON, identity=[{"id": "m-1" if number < 2 else "m-2", "name": ""}]))
    connector = connect(driver)
    reading = connector.read()
    with pytest.raises(WrongAccount):
        connector.write(State.OFF, reading)
    assert [press["members"] for press in driver.presses] == [["m-1"]], "which found another member"


def test_what_changed_after_the_reading_is_not_pressed() -> None:
    driver = Scripted(lambda number: answer(ON if number < 2 else OFF))
    connector = connect(driver)
    reading = connector.read()
    with pytest.raises(StaleWrite):
        connector.write(State.OFF, reading)
    assert [press["as"]["ariaChecked"] for press in driver.presses] == ["true"], "which found no such thing any more"


LOOK: dict[str, Any] = {"kind": "look", "wanted": {}, "identity": None, "known": [], "watch": True}
AGAIN: dict[str, Any] = LOOK | {"kind": "again", "beside": {"roles": [], "names": []}}
OURS = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
CHOICES = "<input type=checkbox><select><option>one<option>two</select>"
SHADOW = "<div id=host><template shadowrootmode=open><p>inside</p></template></div>"


@pytest.mark.parametrize(
    ("meanwhile", "is_at_rest"),
    [
        ("", True),
        ("document.body.append('more')", False),
        ("document.querySelector('button').setAttribute('aria-checked', 'false')", False),
        ("document.querySelector('button').firstChild.data = 'y'", False),
        ("document.querySelector('input').checked = true", False),
        ("document.querySelector('select').selectedIndex = 1", False),
        ("document.getElementById('host').shadowRoot.querySelector('p').className = 'y'", False),
        ("requestAnimationFrame(() => document.body.append('more'))", False),
    ],
    ids=["nothing", "element", "attribute", "text", "tick", "option", "in a shadow root", "in the frame itself"],
)
def test_w6_whatever_changes_until_a_frame_is_drawn_is_noticed(
    visit: Visit, site: Site, meanwhile: str, is_at_rest: bool
) -> None:
    visitor = visit(SWITCH + SHADOW + CHOICES)
    visitor.state()
    hand, address = visitor.hand, site.base + PATH
    hand.run(lambda: hand.driver.ask(LOOK, address))
    hand.js(f"{meanwhile}; requestAnimationFrame(() => requestAnimationFrame(() => window.isDrawn = true)); 1")
    hand.becomes("window.isDrawn", True)
    assert (hand.run(lambda: hand.driver.ask(AGAIN, address)) is not None) is is_at_rest


def test_w6_a_request_that_ends_meanwhile_is_noticed(visit: Visit, site: Site) -> None:
    site.pages["/more"] = html("more")
    visitor = visit(SWITCH)
    visitor.state()
    hand, address = visitor.hand, site.base + PATH
    hand.run(lambda: hand.driver.ask(LOOK, address))
    hand.js("fetch('/more').then((r) => r.text()).then(() => setTimeout(() => window.isFetched = true, 30)); 1")
    hand.becomes("window.isFetched", True)
    assert hand.run(lambda: hand.driver.ask(AGAIN, address)) is None


def test_w6_a_page_that_draws_no_frame_is_never_told_to_be_at_rest(visit: Visit, site: Site) -> None:
    """A view that is hidden draws nothing; the page is read all the same, with the full time between two looks."""
    visitor = visit(SWITCH)
    visitor.state()
    hand, address = visitor.hand, site.base + PATH
    hand.session.view.hide()
    hand.run(lambda: hand.driver.ask(LOOK, address))
    hand.js("setTimeout(() => window.isLater = true, 50); 1")
    hand.becomes("window.isLater", True)
    assert hand.run(lambda: hand.driver.ask(AGAIN, address)) is None
    assert visitor.state() is State.ON


def test_w6_stillness_takes_its_time_even_where_a_frame_comes_at_once(visit: Visit, site: Site) -> None:
    visitor = visit(SWITCH)
    visitor.state()
    hand, address = visitor.hand, site.base + PATH
    hand.run(lambda: hand.driver.ask(LOOK, address))
    hand.js("performance.now = () => 0; 1", OURS)
    hand.js("requestAnimationFrame(() => requestAnimationFrame(() => window.isDrawn = true)); 1")
    hand.becomes("window.isDrawn", True)
    assert hand.run(lambda: hand.driver.ask(AGAIN, address)) is None
    hand.js("delete performance.now; 1", OURS)
    assert hand.run(lambda: hand.driver.ask(AGAIN, address)) is not None


def test_w6_a_look_made_early_counts_once_and_no_change_after_it_is_missed(visit: Visit, site: Site) -> None:
    visitor = visit(SWITCH)
    visitor.state()
    hand, address = visitor.hand, site.base + PATH
    first = LOOK | {"wanted": {"control": {"roles": ["switch"], "names": [LABEL], "witness": None}}, "early": True}

    def checked() -> str:
        look = hand.run(lambda: hand.driver.ask(first, address))
        return str(look["found"]["control"]["candidates"][0]["ariaChecked"])

    hand.run(lambda: hand.driver.reload(address, {"kind": "arrive", "look": first}))
    hand.js("document.querySelector('button').setAttribute('aria-checked', 'false')")
    assert checked() == "true", "as it was when the page was complete"
    assert hand.run(lambda: hand.driver.ask(AGAIN, address)) is None
    assert checked() == "false"


LATER = f"""<button role=switch aria-checked=false aria-label="{LABEL}">x</button><script>
addEventListener("load", () => {{
  const show = () => document.querySelector("button").setAttribute("aria-checked", "true");
  %s
}});</script>"""


@pytest.mark.parametrize(
    "begin",
    [
        "Promise.resolve().then(show);",
        "setTimeout(show, 0);",
        "requestAnimationFrame(show);",
        "postMessage(0); onmessage = show;",
    ],
)
def test_w6_what_the_load_itself_began_is_drawn_before_it_is_read(visit: Visit, begin: str) -> None:
    """A page that draws the switch off, and is about to draw it as it is: the first is never read."""
    visitor = visit(LATER % begin)
    assert [visitor.state() for _ in range(3)] == [State.ON] * 3


SLOW_S = 1.5
AFTER_MS = 75


def slow(_: Seen) -> Reply:
    sleep(SLOW_S)
    return html("")


def test_w6_a_page_that_was_long_in_coming_may_take_longer_to_put_itself_right(visit: Visit, site: Site) -> None:
    """Nothing is asked for meanwhile, and frames are drawn; a page that came at once is not waited for as long."""
    site.pages["/slow.svg"] = slow
    correct = f"setTimeout(show, {AFTER_MS});"
    visitor = visit('<img src="/slow.svg">' + LATER % correct)
    assert [visitor.state() for _ in range(2)] == [State.ON] * 2


def socket_that_says(text: bytes, after_s: float) -> Callable[[Seen], Reply]:
    """Return a server's side of a WebSocket that says one thing (RFC 6455, 4.2.2 and 5.6)."""

    def accept(seen: Seen) -> Reply:
        key = seen.headers["sec-websocket-key"].encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        proof = b64encode(sha1(key, usedforsecurity=False).digest()).decode()
        sleep(after_s)
        shaking = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": proof}
        return Reply(101, bytes([0x81, len(text)]) + text, shaking)

    return accept


def test_w6_what_a_socket_still_says_is_waited_for(visit: Visit, site: Site) -> None:
    site.pages["/socket"] = socket_that_says(b"on", after_s=0.4)
    listen = "new WebSocket(location.origin.replace('http', 'ws') + '/socket').onmessage = show;"
    assert visit(LATER % listen).state() is State.ON


def test_what_is_given_up_while_it_is_asked_is_not_asked_again(visit: Visit, site: Site) -> None:
    """The page's answer comes after the worker's, when all that belonged to the asking is gone."""
    visitor = visit(SWITCH)
    visitor.state()
    given_up = Answer()
    visitor.hand.session.ask_until({"kind": "heard", "since": 1e15, "saved": []}, site.base + PATH, 5, given_up)
    given_up.fail(PageLeft())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    visitor.hand.js("1")
    assert visitor.state() is State.ON


def test_a_page_of_very_many_controls_is_looked_at_in_time(visit: Visit) -> None:
    """Chromium keeps what it computed (`arguments`); else this look takes longer than any may (seen)."""
    many = "".join(f"<p><a href=/x>Link {n}</a> <button>Button {n}</button></p>" for n in range(800))
    assert visit(SWITCH + many).state() is State.ON
