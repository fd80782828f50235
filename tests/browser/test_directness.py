"""What counts as a page that came past everything kept (`Landing.is_direct`); the service worker of row A6."""

from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html, redirect, script
from tests.support.tiny_http import Reply

from demur.browser.answer import Answer
from demur.browser.journey import Journey

WORKER = Reply(
    200,
    b"""
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(clients.claim()))
self.addEventListener('fetch', event => {
  if (event.request.mode === 'navigate') event.respondWith(
    new Response('<title>kept</title>', {headers: {'Content-Type': 'text/html'}}))
})""",
    {"Content-Type": "text/javascript"},
)
REGISTER = """
navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)
  .then(() => navigator.serviceWorker.controller || new Promise(r => navigator.serviceWorker.oncontrollerchange = r))
  .then(() => document.title = 'registered')"""
CONTROLLED = "!!navigator.serviceWorker.controller"


def take_over(hand: Hand, platform: Site) -> None:
    platform.pages |= {"/worker.js": WORKER, "/register": script(REGISTER), "/a": html("<title>fresh</title>")}
    hand.open(f"{platform.base}/register")
    hand.becomes("document.title", "registered")


def test_a6_page_of_a_service_worker_is_not_direct(hand: Hand, platform: Site) -> None:
    """A6: the platform's own worker is allowed, and told."""
    take_over(hand, platform)
    landing = hand.open(f"{platform.base}/a")
    assert hand.js("document.title") == "kept"
    assert hand.js(CONTROLLED)
    assert not landing.is_direct


def test_a6_reload_goes_past_the_service_worker(hand: Hand, platform: Site) -> None:
    """A6: the network answers, and no worker is in control of what came."""
    take_over(hand, platform)
    hand.open(f"{platform.base}/a")
    landing = hand.reload()
    assert landing.is_direct
    assert hand.js("document.title") == "fresh"
    assert not hand.js(CONTROLLED)
    assert platform.asked("/a") == 1


def test_a6_page_that_leads_on_by_itself_after_a_reload_is_not_direct(hand: Hand, platform: Site) -> None:
    """A6: the load past the worker was of another page."""
    take_over(hand, platform)
    hand.open(f"{platform.base}/a")
    platform.pages["/a"] = script("location.replace('/b')")
    landing = hand.reload()
    assert landing.address == f"{platform.base}/b"
    assert hand.js("document.title") == "kept"
    assert not landing.is_direct


def test_a_page_that_takes_another_address_just_before_its_reload_is_not_direct(hand: Hand, platform: Site) -> None:
    """What it then asks for says what it noted there, and its platform may answer to that."""
    hand.open(f"{platform.base}/a")
    hand.js("history.replaceState(null, '', '/a?show=off')")
    answer = Answer()
    hand.session._loading.begin(
        answer, lambda: hand.session._page.reload_directly(f"{platform.base}/a"), hand.session.landing
    )
    landing = hand.run(lambda: answer.wait(10))
    assert platform.http.asked("/a")[-1].query == {"show": "off"}, "it was asked for so"
    assert not landing.is_direct


def test_reload_sends_no_conditions(hand: Hand, platform: Site) -> None:
    platform.pages["/a"] = html("x", ETag='"1"', Cache_Control="max-age=9999")
    hand.open(f"{platform.base}/a")
    hand.reload()
    _, second = platform.http.asked("/a")
    assert "if-none-match" not in second.headers
    assert second.headers["cache-control"] == "no-cache"


def test_first_load_of_an_origin_is_direct_also_through_redirects(hand: Hand, platform: Site) -> None:
    platform.pages["/a"] = redirect("/b")
    assert hand.open(f"{platform.base}/a").is_direct
    assert not hand.open(f"{platform.base}/a").is_direct, "by now something may be kept"


def test_page_that_leads_on_by_itself_is_not_direct(hand: Hand, platform: Site) -> None:
    platform.pages["/a"] = script("location.replace('/b')")
    assert not hand.open(f"{platform.base}/a").is_direct


def test_origin_that_a_part_came_from_is_not_new() -> None:
    """A frame of one origin can leave a worker behind that answers for it later."""
    journey = Journey()
    journey.accept(is_redirect=False, bypasses=False)
    journey.request_main("https://a.example/", "https://a.example/", by_script=False)
    assert journey.is_direct
    journey.request_part("https://b.example/frame")
    journey.accept(is_redirect=False, bypasses=False)
    assert not journey.is_direct, "until the network is asked"
    journey.request_main("https://b.example/", "https://b.example/", by_script=False)
    assert not journey.is_direct


def test_back_is_not_direct(hand: Hand, platform: Site) -> None:
    hand.open(f"{platform.base}/a")
    hand.open(f"{platform.base}/b")
    hand.reload()
    hand.js("history.back()")
    wait_for(lambda: hand.session.address == f"{platform.base}/a")
    assert not hand.run(hand.driver.landing).is_direct
