"""What happens around a press and a load in the real browser, while something is still under way."""

from contextlib import suppress
from time import monotonic, sleep
from typing import Any

import pytest
from tests.browser.site import Site, redirect
from tests.page.scripted import LABEL
from tests.page.visitor import PATH, SWITCH, Visit
from tests.support.tiny_http import Reply, Seen, as_json

from demur.browser import probing
from demur.connectors.page.questions import arriving
from demur.connectors.page.waiting import AGITATED_S
from demur.core.problem import Problem
from demur.core.setting import State

SLOW_S = 0.3
SAVING = f"""<button role=switch aria-checked=true aria-label="{LABEL}">x</button><p role=status></p><script>
const [control, notice] = document.querySelectorAll("button, p");
control.onclick = async () => {{
  %s
}};</script>"""
SHOW = "control.setAttribute('aria-checked', 'false');"
SAVE = "await (await fetch('/save', {method: 'PUT'})).text();"


def slow(_: Seen) -> Reply:
    sleep(SLOW_S)
    return as_json({})


def test_a_save_that_comes_after_another_request_is_waited_for(visit: Visit, site: Site) -> None:
    """The page shows the choice at once, has its press counted, and saves when something else was answered: a load
    before that would be all that became of it."""
    site.pages |= {"/count": as_json({}), "/ask": slow, "/save": as_json({})}
    counted = "fetch('/count').then((reply) => reply.text()); await (await fetch('/ask')).text();"
    visitor = visit(SAVING % f"{SHOW} {counted} {SAVE}")
    connection = visitor.line.open()
    reading = visitor.hand.run(connection.read)
    visitor.hand.run(lambda: connection.write(State.OFF, reading))
    assert site.asked("/save") == 1


WAIT = "await new Promise((done) => setTimeout(done, 12));"
ANSWERED = "await (await fetch('/ask')).text();"
COUNT = "fetch('/count').then((reply) => reply.text());"


@pytest.mark.parametrize(
    "does",
    [
        f"{SHOW} notice.textContent = 'Saved.'; {ANSWERED} {SAVE}",
        f"{SHOW} navigator.sendBeacon('/count'); {WAIT} {SAVE}",
        f"{SHOW} fetch('https://count.example/x', {{mode: 'no-cors'}}).catch(() => 0); {WAIT} {SAVE}",
        f"{SHOW} try {{ await fetch('/broken', {{method: 'PUT'}}); }} catch {{ {WAIT} {SAVE} }}",
        f"{SHOW} poll.abort(); {COUNT} {ANSWERED} {SAVE}",
    ],
    ids=["said too early", "a beacon", "what is refused", "what fails", "another that ends"],
)
def test_what_only_looks_like_a_save_is_none(visit: Visit, site: Site, does: str) -> None:
    """Whatever comes before it, the request that saves has come when the page is left to be loaded anew."""
    site.pages |= {"/count": as_json({}), "/ask": slow, "/save": as_json({})}
    site.pages |= {"/broken": Reply(raw=lambda sock: sock.close()), "/poll": Reply(raw=site.http.stall)}
    polls = "<script>const poll = new AbortController(); fetch('/poll', {signal: poll.signal}).catch(() => 0);</script>"
    visitor = visit((SAVING % does) + (polls if "poll" in does else ""))
    connection = visitor.line.open()
    reading = visitor.hand.run(connection.read)
    visitor.hand.run(lambda: connection.write(State.OFF, reading))
    assert site.asked("/save") == 1


@pytest.mark.parametrize("soon_ms", [1, 4])
def test_a_page_on_its_way_elsewhere_is_not_loaded_anew(visit: Visit, site: Site, soon_ms: int) -> None:
    """A form that is sent soon after a press was counted: its answer has come before the page is asked for again."""
    sent: list[str] = []

    def saved(seen: Seen) -> Reply:
        sleep(SLOW_S)
        sent.append(seen.method)
        return redirect(PATH)

    site.pages |= {"/count": as_json({}), "/save": saved}
    form = "<form action=/save method=post></form>"
    does = f"{SHOW} await {COUNT} await new Promise((done) => setTimeout(done, {soon_ms})); document.forms[0].submit();"
    visitor = visit(form + SAVING % does)
    connection = visitor.line.open()
    reading = visitor.hand.run(connection.read)
    with suppress(Problem):  # the page that comes back shows what it showed before
        visitor.hand.run(lambda: connection.write(State.OFF, reading))
    assert sent == ["POST"]


@pytest.mark.parametrize(
    "late",
    [
        "requestAnimationFrame(() => requestAnimationFrame(show));",
        "navigator.locks.request('a', show);",
        "setTimeout(show, 15);",
    ],
    ids=["two frames", "a lock", "a timer"],
)
def test_w6_what_reassures_must_stand_longer_than_two_frames(visit: Visit, late: str) -> None:
    """The page draws that it is off, and soon, without asking anybody, that it is on."""
    page = f"""<button role=switch aria-checked=false aria-label="{LABEL}">x</button><script>
    const show = () => document.querySelector("button").setAttribute("aria-checked", "true");
    addEventListener("load", () => {{ {late} }});</script>"""
    visitor = visit(page)
    assert {visitor.state() for _ in range(15)} == {State.ON}


BURN = "const burn = (ms) => { const until = performance.now() + ms; while (performance.now() < until); };"
LATE = f"""<button role=switch aria-checked=false aria-label="{LABEL}">x</button><script>{BURN}
const show = () => document.querySelector("button").setAttribute("aria-checked", "true");
addEventListener("load", () => {{ %s }});</script>"""


@pytest.mark.parametrize(
    "late",
    [
        "requestAnimationFrame(() => { burn(60); requestAnimationFrame(show); });",
        "setTimeout(() => { burn(60); setTimeout(show, 5); }, 0);",
        "let left = 3; const step = () => { burn(20); left-- ? requestAnimationFrame(step) : show(); }; step();",
        "let left = 10; const step = () => { burn(12); left-- ? setTimeout(step, 0) : show(); }; step();",
        "const to = new MessageChannel(); let left = 20; to.port1.onmessage = () => "
        "{ burn(5); left-- ? to.port2.postMessage(0) : show(); }; to.port2.postMessage(0);",
        "requestIdleCallback(() => { burn(60); requestIdleCallback(show); });",
    ],
    ids=["a frame", "a timer", "frames", "slices by timers", "slices by messages", "idle time"],
)
def test_w6_what_reassures_must_stand_until_the_page_has_nothing_to_do(visit: Visit, late: str) -> None:
    """A page that is busy takes the time for itself in which it was to stand: by then it has shown nothing else yet."""
    visitor = visit(LATE % late)
    assert {visitor.state() for _ in range(6)} == {State.ON}


def test_a_page_that_is_never_idle_is_read_all_the_same(visit: Visit) -> None:
    moves = f"<script>{BURN} const spin = () => {{ burn(10); requestAnimationFrame(spin); }}; spin();</script>"
    began = monotonic()
    assert visit(SWITCH.replace("true", "false") + moves).state() is State.OFF
    assert monotonic() - began >= AGITATED_S


def test_a_begun_load_that_another_took_the_place_of_is_made_again(visit: Visit, site: Site) -> None:
    visitor = visit(SWITCH)
    visitor.state()
    address, hand = site.base + PATH, visitor.hand
    hand.run(visitor.line.begin)
    hand.run(lambda: hand.driver.reload(address))
    assert visitor.state() is State.ON


@pytest.mark.parametrize(
    "after",
    [f"{SAVE} {SHOW}", f"setTimeout(() => {{ {SHOW} notice.textContent = 'Saved.'; }}, 100);"],
    ids=["a request", "its words"],
)
def test_a_sign_of_saving_is_heard_without_asking_again(
    visit: Visit, site: Site, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    site.pages["/save"] = slow
    monkeypatch.setattr(probing, "_AGAIN_MS", 60_000)
    visitor = visit(SAVING % after)
    page = visitor.line.open().visit
    visitor.hand.run(page.load)
    ready = visitor.hand.run(page.wait)
    pressed = visitor.hand.run(lambda: page.press("control", ready.shown.parts[0], ready.look))
    began = monotonic()
    heard = visitor.hand.run(lambda: page.heard(pressed.since, pressed.since, limit_s=8))
    assert heard is not None
    assert heard.told > 0 or heard.saved
    assert monotonic() - began < 8


def test_a_sign_of_saving_is_heard_once_the_page_did_what_it_does_at_it(visit: Visit, site: Site) -> None:
    """What it does soon after the answer is done when the page is left to be loaded anew."""
    site.pages["/save"] = as_json({})
    soon = "await new Promise((done) => setTimeout(done, 12));"
    visitor = visit(SAVING % f"{SAVE} {SHOW} {soon} notice.textContent = 'Saved.';")
    page = visitor.line.open().visit

    def said_then() -> tuple[str, ...]:
        page.load()
        ready = page.wait()
        pressed = page.press("control", ready.shown.parts[0], ready.look)
        heard = page.heard(pressed.since, pressed.since, limit_s=8)
        return heard.saved if heard is not None else ()

    assert [visitor.hand.run(said_then) for _ in range(6)] == [("Saved.",)] * 6


def test_what_is_heard_is_what_was_asked_for(visit: Visit, site: Site) -> None:
    """An answer that came for one press is none for another that is asked about meanwhile."""
    site.pages["/save"] = as_json({})
    visitor = visit(SAVING % f"{SAVE} {SHOW}")
    page = visitor.line.open().visit
    visitor.hand.run(page.load)
    ready = visitor.hand.run(page.wait)
    pressed = visitor.hand.run(lambda: page.press("control", ready.shown.parts[0], ready.look))
    assert visitor.hand.run(lambda: page.heard(pressed.since, pressed.since, limit_s=8)) is not None
    assert visitor.hand.run(lambda: page.heard(pressed.since + 10_000, 0, limit_s=0.1)) is None


def test_a_load_that_nobody_waited_for_takes_nothing_from_the_next(visit: Visit, site: Site) -> None:
    visitor = visit(SWITCH)
    visitor.state()
    address, driver = site.base + PATH, visitor.hand.driver
    question: dict[str, Any] = dict(arriving(None))
    visitor.hand.run(lambda: driver.begin_reload(address, question))
    assert visitor.hand.run(lambda: driver.reload(address, question)) is not None
    look = visitor.hand.run(lambda: visitor.line.open().visit.look())
    assert look.is_cleared, "the script that puts away what was noted was there"
