"""What happens around a press and a load in the real browser, while something is still under way."""

from time import monotonic, sleep
from typing import Any

import pytest
from tests.browser.site import Site
from tests.page.scripted import LABEL
from tests.page.visitor import PATH, SWITCH, Visit
from tests.support.tiny_http import Reply, Seen, as_json

from demur.browser import probing
from demur.connectors.page.questions import arriving
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
    heard = visitor.hand.run(lambda: page.heard(pressed.since, limit_s=8))
    assert heard is not None
    assert heard.told > 0 or heard.saved
    assert monotonic() - began < 8


def test_what_is_heard_is_what_was_asked_for(visit: Visit, site: Site) -> None:
    """An answer that came for one press is none for another that is asked about meanwhile."""
    site.pages["/save"] = as_json({})
    visitor = visit(SAVING % f"{SAVE} {SHOW}")
    page = visitor.line.open().visit
    visitor.hand.run(page.load)
    ready = visitor.hand.run(page.wait)
    pressed = visitor.hand.run(lambda: page.press("control", ready.shown.parts[0], ready.look))
    assert visitor.hand.run(lambda: page.heard(pressed.since, limit_s=8)) is not None
    assert visitor.hand.run(lambda: page.heard(pressed.since + 10_000, limit_s=0.1)) is None


def test_a_load_that_nobody_waited_for_takes_nothing_from_the_next(visit: Visit, site: Site) -> None:
    visitor = visit(SWITCH)
    visitor.state()
    address, driver = site.base + PATH, visitor.hand.driver
    question: dict[str, Any] = dict(arriving(None))
    visitor.hand.run(lambda: driver.begin_reload(address, question))
    assert visitor.hand.run(lambda: driver.reload(address, question)) is not None
    look = visitor.hand.run(lambda: visitor.line.open().visit.look())
    assert look.is_cleared, "the script that puts away what was noted was there"
