"""What the probe sees of a page in the real browser, and what a hostile document can't make it see."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html, redirect
from tests.page.conftest import Sit
from tests.page.scripted import LABEL
from tests.page.visitor import FRAME, HEAD, SWITCH, Visit
from tests.support.tiny_http import Reply, Seen, as_json

from demur import paths
from demur.browser.browser import Browser
from demur.browser.page import KNOCK
from demur.browser.rules import Rules
from demur.browser.session import Limits
from demur.connectors.page import proof as proofs
from demur.connectors.page.proof import Proof
from demur.connectors.page.waiting import LONGEST_REST_S, PAUSE_S, REST_PART
from demur.core.page_problem import (
    BrowserPartChanged,
    ChangeUnsettled,
    ControlAmbiguous,
    ControlUnusable,
    PageChanged,
)
from demur.core.problem import Problem, RateLimited
from demur.core.setting import State


def test_the_browser_inside_proves_itself(browser: Browser, pool: ThreadPoolExecutor, site: Site) -> None:
    hand = Hand(browser, pool, "proof", Rules(frozenset([site.base]), "Site"))
    hand.run(lambda: Proof().require(hand.driver))
    assert site.http.seen == [], "the proof asks nobody for anything"
    hand.close()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('role="switch" aria-checked="false"', 'role="button" aria-checked="false"'),
        ("Words beside</span>", "Other words</span>"),
        ('<p aria-hidden="true">', "<p>"),
        ('<p style="opacity: 0">', "<p>"),
        ("<p inert>", "<p>"),
        ("position: absolute; inset: 0;", ""),
        ('type="checkbox" checked', 'type="checkbox"'),
        ("<option selected>", "<option>"),
        ('shadowrootmode="open"', 'shadowrootmode="closed"'),
        ("Saved words", "Lost words"),
    ],
)
def test_a_browser_that_sees_another_page_than_ours_is_not_believed(
    qapp: QApplication, pool: ThreadPoolExecutor, site: Site, old: str, new: str
) -> None:
    """Each change stands for a browser that computes one thing differently: the proof must notice every one."""
    page = paths.resources() / "page"
    probe, proof = ((page / name).read_text(encoding="utf-8") for name in ("probe.js", "proof.html"))
    assert old in proof
    other = Browser(probe, proof.replace(old, new, 1), Limits(load_s=10, ask_s=10))
    hand = Hand(other, pool, "proof", Rules(frozenset([site.base]), "Site"))
    try:
        with pytest.raises(BrowserPartChanged):
            hand.run(lambda: proofs.prove(hand.driver))
    finally:
        other.shut_down()


def test_a_failed_proof_is_tried_again_and_a_good_one_is_kept(visit: Visit) -> None:
    driver = visit(SWITCH).hand.driver
    asked: list[Any] = []
    prove = driver.prove
    answers: list[Any] = [{"missing": True}]

    def counted(question: Any) -> Any:
        asked.append(question)
        return answers.pop() if answers else prove(question)

    driver.prove = counted  # type: ignore[method-assign]
    once = Proof()
    visitor = visit(SWITCH)
    with pytest.raises(BrowserPartChanged):
        visitor.hand.run(lambda: once.require(driver))
    visitor.hand.run(lambda: once.require(driver))
    visitor.hand.run(lambda: once.require(driver))
    assert len(asked) == 2


CLOBBERED = [
    '<form><input name="children"><input name="parentNode"><input name="getAttribute">{switch}</form>',
    '<form id="f"><input name="checkVisibility"><input name="getBoundingClientRect">{switch}</form>',
    '<img name="body"><img name="documentElement"><img name="querySelectorAll"><img name="elementFromPoint">{switch}',
    '<form name="location"></form><form name="performance"></form><form name="JSON"></form>{switch}',
    '<script>Element.prototype.getAttribute=()=>"false";JSON.stringify=()=>"{{}}";Object.defineProperty('
    'Element.prototype,"computedName",{{get(){{return "x"}}}})</script>{switch}',
    '<script>document.addEventListener("DOMContentLoaded",()=>{{const s=document.querySelector("button");'
    'Object.defineProperty(s,"computedRole",{{value:"link"}});s.getAttribute=()=>"false"}})</script>{switch}',
]


@pytest.mark.parametrize("body", CLOBBERED)
def test_w6_names_in_the_document_shadow_nothing_of_the_probes(visit: Visit, body: str) -> None:
    assert visit(body.format(switch=SWITCH)).state() is State.ON


@pytest.mark.parametrize(
    "style",
    [
        "opacity: .05",
        "visibility: hidden",
        "position: absolute; left: -9999px",
        "pointer-events: none",
        "width: 0; height: 0; padding: 0; border: 0; overflow: hidden",
        "clip-path: inset(50%)",
    ],
)
def test_w6_what_nobody_sees_or_reaches_is_not_used(visit: Visit, style: str) -> None:
    problem = visit(SWITCH.replace("<button", f'<button style="{style}"')).refused()
    assert isinstance(problem, ControlUnusable | PageChanged)


def test_w6_a_hidden_twin_counts_too(visit: Visit) -> None:
    assert isinstance(visit(f'{SWITCH}<div style="opacity:0">{SWITCH}</div>').refused(), ControlAmbiguous)


@pytest.mark.parametrize("around", ["<fieldset disabled>%s</fieldset>", "<div role=group aria-disabled=true>%s</div>"])
def test_w6_a_disabled_group_disables(visit: Visit, around: str) -> None:
    assert isinstance(visit(around % SWITCH).refused(), ControlUnusable)


def test_w6_a_modal_dialog_over_the_page_covers_it(visit: Visit) -> None:
    body = f"{SWITCH}<dialog id=d>First this</dialog><script>d.showModal()</script>"
    assert isinstance(visit(body).refused(), ControlUnusable)


def test_a_checkbox_beside_its_label_is_reached_through_it(visit: Visit) -> None:
    """A drawn toggle hides the box itself under its label's picture; a press on that is a press on the box."""
    body = (
        f'<label style="position:relative"><input type="checkbox" role="switch" checked>{LABEL}'
        '<span style="position:absolute;inset:0;background:#888"></span></label>'
    )
    assert visit(body).state() is State.ON


def test_nested_open_shadow_roots_are_walked(visit: Visit) -> None:
    inner = f'<div><template shadowrootmode="open">{SWITCH}</template></div>'
    assert visit(f'<div><template shadowrootmode="open">{inner}</template></div>').state() is State.ON


def test_w6_what_is_fetched_after_the_load_is_waited_for(visit: Visit, site: Site) -> None:
    """The page draws the switch off and then asks what it is: on. A quick look would say off."""
    gate = site.http.released

    def slow(_: Seen) -> Reply:
        gate.wait(0.5)
        return as_json({"checked": True})

    site.pages["/state"] = slow
    body = (
        SWITCH.replace('"true"', '"false"') + "<script>fetch('/state').then(r => r.json()).then(s => "
        "document.querySelector('button').setAttribute('aria-checked', s.checked))</script>"
    )
    assert visit(body).state() is State.ON


def test_an_error_is_told_by_its_status_and_its_page_is_not_looked_at(visit: Visit) -> None:
    for page in (html(HEAD + SWITCH, 429, Retry_After="60"), html("", 429)):
        with pytest.raises(RateLimited):
            visit(page).state()


def test_a_frame_that_is_covered_covers_what_is_in_it(visit: Visit, site: Site) -> None:
    site.pages[FRAME] = html(HEAD + SWITCH)
    frame = f'<iframe src="{FRAME}" style="width:300px;height:100px"></iframe>'
    assert visit(frame, "frame").state() is State.ON
    cover = '<div style="position:absolute;inset:0;background:#fff"></div>'
    problem = visit(f'<div style="position:relative">{frame}{cover}</div>', "frame").refused()
    assert isinstance(problem, ControlUnusable)
    assert isinstance(visit(f"{frame}{frame}", "frame").refused(), PageChanged)


def test_what_changed_between_the_look_and_the_press_is_not_pressed(visit: Visit) -> None:
    visitor = visit(SWITCH)
    assert visitor.state() is State.ON
    page = visitor.line.open().visit
    ready = visitor.hand.run(page.wait)
    visitor.hand.js("document.querySelector('button').setAttribute('aria-checked', 'false')")
    answer = visitor.hand.run(lambda: page.press("control", ready.shown.parts[0], ready.look))
    assert not answer.is_pressed


SAVES = """<script>document.querySelector("button").addEventListener("click", async ({target}) => {
  target.setAttribute("aria-checked", "false");
  await (await fetch("/save", {method: "PUT"})).text();
})</script>"""


@pytest.mark.parametrize(
    ("reply", "is_told"),
    [(as_json({"saved": True}), True), (as_json({}, 500), False), (redirect("/elsewhere"), False)],
    ids=["saved", "failed", "led away"],
)
def test_only_an_answer_without_an_error_is_a_sign_of_saving(
    visit: Visit, site: Site, reply: Reply, is_told: bool
) -> None:
    visitor = visit(SWITCH + SAVES)
    site.pages["/save"] = reply
    connector = visitor.line.open()
    reading = visitor.hand.run(connector.read)
    problem: Problem | None = None
    try:
        visitor.hand.run(lambda: connector.write(State.OFF, reading))
    except Problem as met:
        problem = met
    assert problem is None if is_told else isinstance(problem, ChangeUnsettled)
    assert site.asked("/save") == 1


def test_a_request_of_before_the_press_is_no_sign_of_saving(visit: Visit, site: Site) -> None:
    site.pages["/earlier"] = as_json({})
    flips = SAVES.replace("await (await fetch", "0 && await (await fetch")
    visitor = visit(SWITCH + "<script>fetch('/earlier')</script>" + flips)
    connector = visitor.line.open()
    reading = visitor.hand.run(connector.read)
    with pytest.raises(ChangeUnsettled):
        visitor.hand.run(lambda: connector.write(State.OFF, reading))
    assert site.asked("/earlier") == 1


def test_the_outline_holds_no_text_of_the_members(visit: Visit) -> None:
    """Rows R7 and W6: only the recipe's own words, roles, states, and how long each other text is."""
    body = (
        f'<h1>Fern Secretive</h1><a href="/x">fern@example.com</a><button>{"Dear diary, " * 12}</button>'
        '<input type=checkbox aria-label="Another switch" checked><button role=switch aria-checked=true disabled>'
        "Renamed by the platform</button>"
    )
    problem = visit(body).refused()
    assert problem.outline.split("\n") == [
        "heading (1-20)",
        "link (1-20)",
        "button (81-)",
        "checkbox (1-20) checked=true",
        "switch (21-80) aria-checked=true disabled",
    ]


def test_a_page_in_the_hands_of_a_service_worker_is_not_firsthand(sit: Sit) -> None:
    """The second opening is answered by the worker with an old copy; the reload goes past it."""
    desk = sit("service-worker", member="page-service-worker")
    desk.read()
    desk.js("navigator.serviceWorker.ready.then(() => document.title = 'kept')")
    wait_for(lambda: desk.js("document.title") == "kept")
    desk.plaza.control.set_value(desk.member, value=False)
    desk.run(lambda: desk.driver.open(f"{desk.plaza.base}/web/settings"))
    old = desk.read()
    assert (old.state, old.is_firsthand) == (State.ON, False)
    assert json.loads(old.body)["load"]["isControlledByWorker"]
    new = desk.read()
    assert (new.state, new.is_firsthand) == (State.OFF, True)


def test_the_probe_and_what_asks_it_mean_the_same() -> None:
    probe = Path(paths.resources() / "page" / "probe.js").read_text(encoding="utf-8")
    assert f'const KNOCK = "{KNOCK}";' in probe
    assert f"const STILL = {{ part: {REST_PART}, least: 4, most: {LONGEST_REST_S * 1000:.0f} }};" in probe
    assert f"const UNDRAWN = {PAUSE_S * 1000:.0f};" in probe


def test_the_probe_is_no_longer_than_it_must_be() -> None:
    probe = Path(paths.resources() / "page" / "probe.js").read_text(encoding="utf-8")
    for word in ("innerHTML", "className", "classList", "document.cookie", "localStorage", "eval(", "fetch("):
        assert word not in probe, word
