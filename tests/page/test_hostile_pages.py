"""Row W6: what a page of the platform's own origin may do to be taken for another, or for another's; 0 taken."""

from time import monotonic

import pytest
from tests.browser.hand import wait_for
from tests.browser.site import Site, html, redirect
from tests.core.stage import OwnedClock
from tests.page.desk import QUICK
from tests.page.scripted import ADDRESS, OFF, ON, Scripted, answer, connect, line_of
from tests.page.test_rest import FRAMED
from tests.page.visitor import FRAME, HEAD, PATH, SWITCH, Visit
from tests.support.tiny_http import Reply, Seen, as_json

from demur.core.page_problem import ChangeUnsettled, PageChanged, PageMoved
from demur.core.setting import State

NEIGHBOUR = "/web/settings/ads"


def calling_itself(path: str) -> Reply:
    """Return a page with a switch of the same name, for something else, that takes another page's address."""
    return html(f"{HEAD}{SWITCH}<script>history.replaceState(null, '', '{path}')</script>")


def test_w6_a_neighbour_that_calls_itself_by_the_settings_address_is_not_read(visit: Visit, site: Site) -> None:
    """The settings page leads to its neighbour, which takes the address; every later load goes the same way."""
    site.pages[NEIGHBOUR] = calling_itself(PATH)
    visitor = visit(redirect(NEIGHBOUR))
    for _ in range(2):
        problem = visitor.refused()
        assert isinstance(problem, PageMoved)
        assert problem.details["address"] == site.base + NEIGHBOUR
    assert visitor.hand.session.address == site.base + PATH


def test_w6_a_sub_frame_that_calls_itself_by_the_frames_address_is_not_read(visit: Visit, site: Site) -> None:
    site.pages |= {FRAME: redirect(NEIGHBOUR), NEIGHBOUR: calling_itself(FRAME)}
    problem = visit(f'<iframe src="{FRAME}" style="width:300px;height:100px"></iframe>', "frame").refused()
    assert isinstance(problem, PageChanged)


def test_a_page_that_changes_its_query_alone_is_read(visit: Visit) -> None:
    assert visit(f"{SWITCH}<script>history.replaceState(null, '', '?tab=data#top')</script>").state() is State.ON


KEPT = f"""{SWITCH}<script>
const kept = [location.search, location.hash, history.state, navigation.currentEntry.getState(), window.name];
if (kept.some((each) => String(each).includes("off")))
  document.querySelector("button").setAttribute("aria-checked", "false");
</script>"""
"""A page that draws its switch as its own address, or history, says."""


@pytest.mark.parametrize(
    "note",
    [
        "history.replaceState(null, '', '?show=off')",
        "history.pushState(null, '', '#off')",
        "history.replaceState('off', '')",
        "navigation.updateCurrentEntry({state: 'off'})",
        "window.name = 'off'",
    ],
)
def test_w6_what_a_page_has_noted_in_its_history_is_not_read_back(visit: Visit, note: str) -> None:
    """A page that notes there what was pressed, and draws that, would seem to have saved it."""
    visitor = visit(KEPT)
    assert visitor.state() is State.ON
    visitor.hand.js(f"{note}; 1")
    connector = visitor.line.open()
    reading = visitor.hand.run(connector.read)
    assert (reading.state, reading.is_firsthand) == (State.ON, True)


def test_a_page_is_not_scrolled_where_it_was_before(visit: Visit) -> None:
    """Some draw a control only once somebody has scrolled there; a recipe that doesn't say so would fit by chance."""
    watching = "new IntersectionObserver(([end]) => { if (end.isIntersecting) document.title = 'seen'; })"
    visitor = visit(f"{SWITCH}<p style=height:9000px><p id=end>x</p><script>{watching}.observe(end)</script>")
    for _ in range(2):
        visitor.state()
        assert visitor.hand.js("document.title") == ""
        visitor.hand.js("scrollTo(0, 9000)")
        visitor.hand.becomes("document.title", "seen")


@pytest.mark.parametrize("note", ["history.replaceState('off', '')", "name = 'off'"])
def test_w6_what_a_sub_frame_has_noted_is_not_read_back(visit: Visit, site: Site, note: str) -> None:
    site.pages[FRAME] = html(KEPT)
    visitor = visit(f'<iframe src="{FRAME}" style="width:300px;height:100px"></iframe>', "frame")
    assert visitor.state() is State.ON
    visitor.hand.js(f"frames[0].eval({note!r}); 1")
    reading = visitor.hand.run(visitor.line.open().read)
    assert (reading.state, reading.is_firsthand) == (State.ON, True)


def test_w6_a_page_that_keeps_its_notes_is_opened_at_its_address_first() -> None:
    driver = Scripted(is_left=False)
    line = line_of(driver, OwnedClock())
    for is_renamed in (False, True):
        driver.is_renamed = is_renamed
        line.open().read()
    assert driver.loads == [f"open {ADDRESS}", f"open {ADDRESS}", "reload"]


@pytest.mark.parametrize(
    "meanwhile",
    [
        "location.reload()",
        "document.querySelector('meta').content = 'm-2'",
        "document.body.insertAdjacentHTML('beforeend', '<div style=position:fixed;inset:0>First this</div>')",
    ],
    ids=["loaded anew", "another member", "covered"],
)
def test_w6_what_is_anothers_or_out_of_reach_by_now_is_not_pressed(visit: Visit, site: Site, meanwhile: str) -> None:
    """Between the last look and the press the account may change: by a script, or with the page loaded anew."""
    visitor = visit(f"{SWITCH}<script>document.onclick = () => document.title = 'pressed'</script>")
    page = visitor.line.open().visit
    visitor.hand.run(page.load)
    ready = visitor.hand.run(page.wait)
    asked = site.asked(PATH)
    before = visitor.hand.js("performance.timeOrigin")
    visitor.hand.js(f"{meanwhile}; 1")
    if "reload" in meanwhile:
        wait_for(lambda: site.asked(PATH) > asked and not visitor.hand.page.isLoading())
        visitor.hand.becomes(f"performance.timeOrigin !== {before} && document.readyState", "complete")
    answered = visitor.hand.run(lambda: page.press("control", ready.shown.parts[0], ready.look))
    assert not answered.is_pressed
    assert visitor.hand.js("document.title") != "pressed"


def test_w6_a_refused_request_does_not_stand_for_one_that_is_under_way(visit: Visit, site: Site) -> None:
    """The page counts a request that was refused it among those that ended; the other's answer is still to come."""

    def slow(_: Seen) -> Reply:
        site.http.released.wait(0.3)
        return as_json({"checked": True})

    site.pages["/state"] = slow
    body = (
        SWITCH.replace('"true"', '"false"') + "<script>fetch('https://other.example/count').catch(() => 0);"
        "fetch('/state').then(r => r.json()).then(s => "
        "document.querySelector('button').setAttribute('aria-checked', s.checked))</script>"
    )
    assert visit(body).state() is State.ON


def test_w6_what_was_asked_for_ahead_of_a_script_is_waited_for(visit: Visit, site: Site) -> None:
    """The script's own request is then none that the browser sees, nor one that the page tells of."""

    def slow(_: Seen) -> Reply:
        site.http.released.wait(0.3)
        return as_json({"checked": True})

    site.pages["/state"] = slow
    visitor = visit(
        "<link rel=preload as=fetch href=/state crossorigin>"
        + SWITCH.replace('"true"', '"false"')
        + "<script>fetch('/state').then(r => r.json()).then(s => "
        "document.querySelector('button').setAttribute('aria-checked', s.checked))</script>"
    )
    began = monotonic()
    assert visitor.state() is State.ON
    assert monotonic() - began < QUICK.quiet_s, "it was seen to end"


@pytest.mark.parametrize(
    "begin",
    [
        "document.head.append(Object.assign(document.createElement('script'), {src: '/late.js'}))",
        "document.head.append(Object.assign(document.createElement('link'), {rel: 'modulepreload', href: '/late.js'}));"
        "import('/late.js')",
    ],
    ids=["element", "module"],
)
def test_w6_a_script_that_is_put_there_late_is_waited_for(visit: Visit, site: Site, begin: str) -> None:
    """The page is complete without it, and draws the switch off until then."""

    def late(_: Seen) -> Reply:
        site.http.released.wait(0.25)
        show = b"document.querySelector('button').setAttribute('aria-checked', true)"
        return Reply(200, show, {"Content-Type": "text/javascript"})

    site.pages["/late.js"] = late
    body = SWITCH.replace('"true"', '"false"') + f"<script>onload = () => {{ {begin} }}</script>"
    assert visit(body).state() is State.ON


def test_a_script_that_never_comes_is_not_waited_for_long(visit: Visit) -> None:
    """The page refuses it itself, and nobody tells."""
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
    assert visit(f"{policy}{SWITCH}<script src=/late.js></script>").state() is State.ON


def test_a_page_of_very_many_requests_is_told_of_all(visit: Visit, site: Site) -> None:
    """A browser tells of no more than 250, unless it is asked to; then a press would be without a sign."""
    site.pages["/more"] = html("more")
    many = "for (let n = 0; n < 260; n++) fetch('/more')"
    visitor = visit(f"{SWITCH}<script>{many}</script>")
    assert visitor.state() is State.ON
    told = visitor.hand.js("performance.getEntriesByType('resource').length")
    assert told == site.asked("/more") == 260


def test_a_press_in_a_sub_frame_needs_a_sign_that_it_was_told_too() -> None:
    """A page's load and its sub-frame's are two; that they differ is no sign that either was loaded anew."""
    driver = Scripted()
    who = [{"id": "m-1", "name": ""}]
    driver.view = lambda _: answer(OFF if driver.presses else ON, frame=FRAMED, identity=who)
    connector = connect(driver, "frame")
    reading = connector.read()
    with pytest.raises(ChangeUnsettled):
        connector.write(State.OFF, reading)


def test_a_second_sub_frame_of_the_same_address_leaves_its_press_without_a_sign() -> None:
    """Which of the two was pressed, and which is looked at, nobody knows."""
    driver = Scripted()
    who = [{"id": "m-1", "name": ""}]
    after = answer(OFF, told=1, frame={"count": 2}, identity=who)
    driver.view = lambda _: after if driver.presses else answer(ON, frame=FRAMED, identity=who)
    connector = connect(driver, "frame")
    reading = connector.read()
    with pytest.raises(ChangeUnsettled):
        connector.write(State.OFF, reading)
