"""What a worker can do with a page, and what it hears when that fails (connectors.page.driver)."""

import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html, redirect, script
from tests.support.tiny_http import Reply

from demur.connectors.page.driver import Driver, Ending, Landing
from demur.core.page_problem import LedAway, PageLeft, PageMoved
from demur.core.problem import PlatformUnreachable, ReplyTooLarge, ReplyUnreadable


def test_open_tells_where_it_landed_without_query_and_fragment(hand: Hand, platform: Site) -> None:
    landing = hand.open(f"{platform.base}/settings?tab=data#top")
    assert landing == Landing(f"{platform.base}/settings", is_direct=True)
    assert hand.run(hand.driver.landing) == landing


def test_the_browser_is_a_driver(hand: Hand) -> None:
    driver: Driver = hand.driver
    assert driver is hand.driver


@pytest.mark.parametrize(
    ("page", "where"),
    [(redirect("/b"), "/b"), (script("location.href='/b'"), "/b"), (script("history.pushState(1,'','/c?x#y')"), "/c")],
)
def test_open_follows_to_where_the_page_leads(hand: Hand, platform: Site, page: Reply, where: str) -> None:
    platform.pages["/a"] = page
    assert hand.open(f"{platform.base}/a").address == f"{platform.base}{where}"


def test_trail_holds_what_a_redirect_passed_through(hand: Hand, platform: Site) -> None:
    platform.pages["/settings"] = redirect("/sign-in?next=%2Fsettings")
    platform.pages["/sign-in"] = redirect("/feed")
    hand.open(f"{platform.base}/settings")
    trail = hand.run(hand.driver.trail)
    assert trail == tuple(f"{platform.base}{path}" for path in ("/settings", "/sign-in", "/feed"))


def test_page_with_an_error_status_is_there_to_be_read(hand: Hand, platform: Site) -> None:
    platform.pages["/gone"] = html("<title>Gone</title>Not here", 404)
    assert hand.open(f"{platform.base}/gone").address == f"{platform.base}/gone"
    assert hand.run(lambda: hand.driver.ask({}, f"{platform.base}/gone"))["title"] == "Gone"


def nothing(_: object = None) -> Reply:
    return Reply(204)


def hang_up(sock: socket.socket) -> None:
    sock.close()


@pytest.mark.parametrize("page", [nothing(), Reply(raw=hang_up)], ids=["no content", "connection closed"])
def test_no_page_is_a_problem(hand: Hand, platform: Site, page: Reply) -> None:
    platform.pages["/a"] = page
    with pytest.raises(PlatformUnreachable):
        hand.open(f"{platform.base}/a")


def test_page_that_failed_to_load_is_not_there_though_its_address_is(hand: Hand, platform: Site) -> None:
    hand.open(f"{platform.base}/a")
    platform.pages["/b"] = Reply(raw=hang_up)
    with pytest.raises(PlatformUnreachable):
        hand.open(f"{platform.base}/b")
    with pytest.raises(PlatformUnreachable):
        hand.run(hand.driver.landing)
    with pytest.raises(PageMoved):
        hand.run(lambda: hand.driver.ask({}, f"{platform.base}/b"))
    assert hand.open(f"{platform.base}/a").address == f"{platform.base}/a"


def test_address_outside_the_file_is_not_even_asked(hand: Hand, platform: Site, other: Site) -> None:
    with pytest.raises(LedAway) as told:
        hand.open(f"{other.base}/")
    assert told.value.details["host"] == "other.example"
    assert other.http.seen == []


def test_ask_runs_the_probe_where_the_page_is(hand: Hand, platform: Site) -> None:
    hand.open(f"{platform.base}/a")
    answer = hand.run(lambda: hand.driver.ask({"find": "x\u2028</script>"}, f"{platform.base}/a"))
    assert answer == {
        "question": {"find": "x\u2028</script>"},
        "at": f"{platform.base}/a",
        "title": "other",
        "path": "/a",
    }


def test_ask_elsewhere_runs_nothing(hand: Hand, platform: Site) -> None:
    hand.open(f"{platform.base}/a")
    with pytest.raises(PageMoved) as told:
        hand.run(lambda: hand.driver.ask({}, f"{platform.base}/b"))
    assert told.value.details["address"] == f"{platform.base}/a"


def test_script_itself_looks_where_it_is(hand: Hand, platform: Site) -> None:
    """A page may have gone on since we last heard of it: even then nothing is run but this look."""
    hand.open(f"{platform.base}/a")
    hand.session._address = f"{platform.base}/b"
    with pytest.raises(PageMoved):
        hand.run(lambda: hand.driver.ask({}, f"{platform.base}/b"))


def test_ask_in_the_one_frame_at_an_address(hand: Hand, platform: Site) -> None:
    platform.pages["/a"] = html("<iframe src=/inner></iframe><iframe src=/twin></iframe><iframe src=/twin></iframe>")
    platform.pages["/inner"] = html("<title>Inner</title>")
    at = f"{platform.base}/a"
    hand.open(at)
    assert hand.run(lambda: hand.driver.ask({}, at, f"{platform.base}/inner"))["title"] == "Inner"
    with pytest.raises(PageMoved):
        hand.run(lambda: hand.driver.ask({}, at, f"{platform.base}/none"))
    with pytest.raises(PageMoved):
        hand.run(lambda: hand.driver.ask({}, at, f"{platform.base}/twin"))


@pytest.mark.parametrize(
    ("probe", "kind"),
    [
        ("() => undefined", ReplyUnreadable),
        ("() => 7", ReplyUnreadable),
        ("() => '{'", ReplyUnreadable),
        ("() => '{\"answer\": NaN}'", ReplyUnreadable),
        ('() => \'{"answer": 1, "answer": 2}\'', ReplyUnreadable),
        ("() => '{\"answer\": ' + '['.repeat(40) + ']'.repeat(40) + '}'", ReplyUnreadable),
        ("() => '{\"answer\": ' + '['.repeat(99999) + ']'.repeat(99999) + '}'", ReplyUnreadable),
        ("() => '{\"answer\": ' + '9'.repeat(9000) + '}'", ReplyUnreadable),
        ("() => '{\"other\": 1}'", ReplyUnreadable),
        ("() => JSON.stringify({elsewhere: 'https://x'})", PageMoved),
        ("() => JSON.stringify({answer: 'x'.repeat(1 << 20)})", ReplyTooLarge),
        ("() => { throw 1 }", ReplyUnreadable),
    ],
)
def test_answers_of_no_use_are_problems(hand: Hand, platform: Site, probe: str, kind: type[Exception]) -> None:
    """S3's neighbour: whatever a page makes of the answer."""
    hand.open(f"{platform.base}/a")
    means = hand.session._means
    object.__setattr__(means, "probe", probe)
    try:
        with pytest.raises(kind):
            hand.run(lambda: hand.driver.ask({}, f"{platform.base}/a"))
    finally:
        from tests.browser.conftest import PROBE

        object.__setattr__(means, "probe", PROBE)


def test_prove_asks_a_page_of_our_own_that_asks_nobody(hand: Hand, platform: Site) -> None:
    answer = hand.run(lambda: hand.driver.prove({"k": 1}))
    assert answer == {"question": {"k": 1}, "at": "https://proof.invalid/", "title": "proof", "path": "/"}
    assert platform.http.seen == []


def test_begun_counts_what_scripts_asked_for_since_the_page_came(hand: Hand, platform: Site) -> None:
    platform.pages["/a"] = script("fetch('/x'); const r = new XMLHttpRequest(); r.open('GET', '/y'); r.send()")
    hand.open(f"{platform.base}/a")
    wait_for(lambda: platform.asked("/y") == 1)
    assert hand.run(hand.driver.traffic).begun == 2
    hand.open(f"{platform.base}/b")
    assert hand.run(hand.driver.traffic).begun == 0


def test_show_and_hide_tell_the_window_and_keep_the_page(hand: Hand, platform: Site) -> None:
    hand.open(f"{platform.base}/a")
    told: list[Any] = []
    hand.browser.shown.connect(lambda name, steps: told.append((name, steps)))
    hand.browser.hidden.connect(lambda name: told.append(name))
    hand.run(lambda: hand.driver.show(("One", "Two")))
    assert hand.run(hand.driver.ending) is None
    hand.browser.end_turn(hand.name, Ending.DONE)
    assert hand.run(hand.driver.ending) is Ending.DONE
    hand.run(hand.driver.hide)
    assert told == [(hand.name, ("One", "Two")), hand.name]
    window = hand.session.view.windowHandle()
    assert window is None or not window.isExposed(), "it goes on where nobody sees it"
    assert hand.js("innerWidth > 900 && innerHeight > 500")
    hand.run(lambda: hand.driver.show(()))
    assert hand.run(hand.driver.ending) is None, "a new turn has no ending yet"
    hand.run(hand.driver.hide)


def test_page_that_never_stops_loading_is_at_rest_when_time_is_over(
    begin: Callable[[Site], Hand], platform: Site
) -> None:
    hand = begin(platform)
    platform.pages["/a"] = html("<title>There</title><img src=/stalled>")
    platform.pages["/stalled"] = Reply(raw=platform.http.stall)
    hand.session._loading._limit.setInterval(500)
    assert hand.open(f"{platform.base}/a").address == f"{platform.base}/a"
    hand.close()


def test_server_that_says_nothing_is_unreachable_when_time_is_over(hand: Hand, platform: Site) -> None:
    platform.pages["/stalled"] = Reply(raw=platform.http.stall)
    hand.open(f"{platform.base}/a")
    hand.session._loading._limit.setInterval(500)
    with pytest.raises(PlatformUnreachable):
        hand.open(f"{platform.base}/stalled")


def test_closing_ends_the_wait_of_a_worker(hand: Hand, platform: Site) -> None:
    platform.pages["/stalled"] = Reply(raw=platform.http.stall)
    heard: list[BaseException] = []

    def open_it() -> None:
        try:
            hand.driver.open(f"{platform.base}/stalled")
        except PageLeft as problem:
            heard.append(problem)

    worker = threading.Thread(target=open_it)
    worker.start()
    wait_for(lambda: platform.asked("/stalled") == 1)
    hand.close()
    worker.join(5)
    assert [type(problem) for problem in heard] == [PageLeft]


def test_the_windows_thread_may_not_wait_for_itself(hand: Hand) -> None:
    with pytest.raises(RuntimeError):
        hand.driver.landing()


def test_a_reload_of_what_is_not_there_loads_nothing(hand: Hand, platform: Site) -> None:
    at = f"{platform.base}/settings"
    assert hand.run(lambda: hand.driver.reload(at)) is None
    hand.open(at)
    for elsewhere in (f"{at}?tab=2", f"{at}#tab", f"{platform.base}/"):
        assert hand.run(lambda elsewhere=elsewhere: hand.driver.reload(elsewhere)) is None  # type: ignore[misc]
    assert platform.asked("/settings") == 1
    assert hand.run(lambda: hand.driver.reload(at)) is not None
