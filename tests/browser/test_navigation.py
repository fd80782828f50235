"""Row W1: the ways in which a page could leave its platform's addresses, in the real browser."""

import contextlib

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html, redirect, script

from demur.browser.answer import Answer
from demur.browser.page import GuardedPage
from demur.core.page_problem import LedAway

SCHEMES = {
    "file": "file:///etc/hostname",
    "data": "data:text/html,<title>led</title>",
    "javascript in a new document": "javascript:'<title>led</title>'",
    "blob": "",
    "about": "about:blank#led",
    "chrome": "chrome://version/",
    "view-source": "view-source:https://platform.example/",
    "qrc": "qrc:/qtwebchannel/qwebchannel.js",
    "ftp": "ftp://other.example/",
    "mailto": "mailto:somebody@other.example",
    "of a program": "demur-test-program:open",
}
WAYS = ["link", "script", "meta", "form", "frame", "popup", "redirect", "back", "drop"]


def test_w1_has_its_count() -> None:
    """W1: beside these stand 1,080 ways to write an address, in test_url_forms.py."""
    assert len(WAYS) + len(SCHEMES) == 20


def stays(hand: Hand, at: str, other: Site, told: str = "other.example") -> None:
    """The page is where it was, the member was told, and nobody else heard of it."""
    wait_for(lambda: hand.session.journey.refused[told] > 0)
    assert hand.session.address == at
    assert hand.session.journey.trail[-1] == at
    assert other.http.seen == []


def click(hand: Hand, selector: str = "#go") -> None:
    """Click as a member does, so that the page has what Chromium calls user activation."""
    box = f"document.querySelector('{selector}').getBoundingClientRect()"
    at = hand.js(f"(r => (r.x + r.width / 2) + ' ' + (r.y + r.height / 2))({box})")
    x, y = (round(float(part)) for part in str(at).split())
    target = hand.session.view.focusProxy() or hand.session.view
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))


def test_w1_link(hand: Hand, platform: Site, other: Site) -> None:
    """W1."""
    platform.pages["/a"] = html(f"<a id=go href='{other.base}/x'>go</a>")
    hand.open(f"{platform.base}/a")
    click(hand)
    stays(hand, f"{platform.base}/a", other)


def test_w1_script(hand: Hand, platform: Site, other: Site) -> None:
    """W1."""
    platform.pages["/a"] = script(f"location.replace('{other.base}/x')")
    with pytest.raises(LedAway):
        hand.open(f"{platform.base}/a")
    stays(hand, f"{platform.base}/a", other)


def test_w1_meta(hand: Hand, platform: Site, other: Site) -> None:
    """W1."""
    platform.pages["/a"] = html(f"<meta http-equiv=refresh content='0;url={other.base}/x'>")
    with contextlib.suppress(LedAway):  # told at once where the page leads on before it is at rest
        hand.open(f"{platform.base}/a")
    stays(hand, f"{platform.base}/a", other)


def test_w1_form(hand: Hand, platform: Site, other: Site) -> None:
    """W1: what was typed into it goes nowhere."""
    platform.pages["/a"] = html(
        f"<form method=post action='{other.base}/x'><input name=p value=s><button id=go>go</button></form>"
    )
    hand.open(f"{platform.base}/a")
    click(hand)
    stays(hand, f"{platform.base}/a", other)


def test_w1_frame_that_would_take_the_whole_window(hand: Hand, platform: Site, other: Site) -> None:
    """W1: a stranger's frame may be there, but can't move the page around it."""
    other.pages["/frame"] = script("top.location = location.origin + '/x'")
    platform.pages["/a"] = html(
        f"<iframe src='{other.base}/frame'></iframe><a id=go href='{other.base}/x' target=_top>go</a>"
    )
    hand.open(f"{platform.base}/a")
    other.http.seen.clear()
    click(hand)
    stays(hand, f"{platform.base}/a", other)


@pytest.mark.parametrize(
    "opens", ["window.open(to)", "Object.assign(document.createElement('a'),{href:to,target:'_blank'}).click()"]
)
def test_w1_popup(hand: Hand, platform: Site, other: Site, opens: str) -> None:
    """W1: no window opens; a stranger's address goes nowhere."""
    platform.pages["/a"] = html(f"<button id=go onclick=\"const to='{other.base}/x';{opens}\">go</button>")
    hand.open(f"{platform.base}/a")
    windows = set(QApplication.topLevelWidgets())
    told: list[str] = []
    hand.session.refused.connect(told.append)
    click(hand)
    stays(hand, f"{platform.base}/a", other)
    assert told == ["other.example"]
    assert set(QApplication.topLevelWidgets()) <= windows


def test_popup_to_the_platform_opens_in_the_same_page(hand: Hand, platform: Site) -> None:
    platform.pages["/a"] = html("<a id=go href=/b target=_blank>go</a>")
    hand.open(f"{platform.base}/a")
    windows = set(QApplication.topLevelWidgets())
    click(hand)
    wait_for(lambda: hand.session.address == f"{platform.base}/b")
    assert set(QApplication.topLevelWidgets()) <= windows


def test_popup_that_nobody_asked_for_goes_nowhere(hand: Hand, platform: Site) -> None:
    platform.pages["/a"] = script("window.open('/b')")
    hand.open(f"{platform.base}/a")
    hand.open(f"{platform.base}/c")
    assert platform.asked("/b") == 0


@pytest.mark.parametrize("hops", [1, 3])
def test_w1_redirect(hand: Hand, platform: Site, other: Site, hops: int) -> None:
    """W1: every hop is looked at by itself."""
    for hop in range(hops):
        platform.pages[f"/{hop}"] = redirect(f"/{hop + 1}")
    platform.pages[f"/{hops}"] = redirect(f"{other.base}/x")
    hand.open(f"{platform.base}/a")
    with pytest.raises(LedAway) as told:
        hand.open(f"{platform.base}/0")
    assert told.value.details["host"] == "other.example"
    assert hand.session.address == f"{platform.base}/a"
    assert other.http.seen == []


def test_w1_back(hand: Hand, platform: Site, other: Site) -> None:
    """W1: nothing that was refused lies in the history."""
    platform.pages["/b"] = script(f"history.pushState(1,'','/c'); location = '{other.base}/x'")
    hand.open(f"{platform.base}/a")
    with pytest.raises(LedAway):
        hand.open(f"{platform.base}/b")
    hand.js("history.back()")
    wait_for(lambda: hand.session.address == f"{platform.base}/b")
    history = [item.url().host() for item in hand.page.history().items()]
    assert set(history) <= {"platform.example", ""}
    assert other.http.seen == []


def test_w1_drop(hand: Hand, platform: Site, other: Site) -> None:
    """W1: an address let fall on the page."""
    hand.open(f"{platform.base}/a")
    data = QMimeData()
    data.setUrls([QUrl(f"{other.base}/x")])
    target = hand.session.view.focusProxy() or hand.session.view
    for kind in (QDropEvent.Type.DragEnter, QDropEvent.Type.Drop):
        event = QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            kind,
        )
        QApplication.sendEvent(target, event)
    hand.open(f"{platform.base}/b")
    assert other.http.seen == []
    assert hand.session.journey.trail == [f"{platform.base}/a", f"{platform.base}/b"]


@pytest.mark.parametrize("kind", SCHEMES)
@pytest.mark.parametrize("way", ["script", "link"])
def test_w1_schemes(hand: Hand, platform: Site, kind: str, way: str) -> None:
    """W1: eleven schemes, by script and by the member's click."""
    to = (
        f"'{SCHEMES[kind]}'"
        if kind != "blob"
        else "URL.createObjectURL(new Blob(['<title>led</title>'],{type:'text/html'}))"
    )
    go = (
        f"location.href = {to}"
        if way == "script"
        else f"const a=document.createElement('a');a.href={to};document.body.append(a);a.click()"
    )
    if kind.startswith("javascript"):
        go = go.replace("'javascript:'<title>led</title>''", "\"javascript:'<title>led</title>'\"")
    handler = f"window.clicked = 1; {go}".replace('"', "&quot;")
    platform.pages["/a"] = html(f'<title>here</title><button id=go onclick="{handler}">go</button>')
    hand.open(f"{platform.base}/a")
    click(hand)
    if kind == "about":  # Chromium asks nobody before it empties a page, and an empty page has no address here
        wait_for(lambda: hand.session.address == "")
        return
    if kind.startswith("javascript"):  # a script of the page's own: it writes the page anew, and stays where it is
        hand.becomes("document.title", "led")
    else:
        hand.becomes("window.clicked", 1)
        assert hand.js("document.title") == "here"
    at_rest = hand.run(hand.driver.landing).address
    assert at_rest == f"{platform.base}/a"


def test_typed_schemes_are_refused_too(hand: Hand, platform: Site) -> None:
    hand.open(f"{platform.base}/a")
    for address in (*SCHEMES.values(), "chrome://gpu", "javascript:1"):
        with pytest.raises(LedAway):
            hand.open(address)
    assert hand.session.address == f"{platform.base}/a"


def test_a_second_lock_holds_where_the_first_is_left_open(
    hand: Hand, platform: Site, other: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request guard refuses by itself: a navigation that the page's own check let through."""
    monkeypatch.setattr(GuardedPage, "acceptNavigationRequest", lambda *_: True)
    platform.pages["/a"] = script(f"location.replace('{other.base}/x')")
    hand.session.open(f"{platform.base}/a", Answer())
    wait_for(lambda: hand.session.journey.refused["other.example"] > 0)
    assert other.http.seen == []


def test_contacted_hosts_are_counted(hand: Hand, platform: Site, other: Site) -> None:
    platform.pages["/a"] = html(
        f"<img src='{other.base}/1'><img src='{other.base}/2'><iframe src='{other.base}/3'></iframe>"
    )
    hand.open(f"{platform.base}/a")
    assert hand.browser.contacted(hand.name) == {"platform.example": 1, "other.example": 3}
    assert hand.browser.contacted("nobody") == {}


def test_parts_without_encryption_are_refused(hand: Hand, platform: Site, here: Site) -> None:
    platform.pages["/a"] = html(
        f"<iframe src='{here.base}/frame'></iframe><script src='{here.base}/js'></script><img src='{here.base}/i'>"
    )
    hand.open(f"{platform.base}/a")
    assert here.http.seen == []
    assert hand.session.journey.refused["127.0.0.1"] >= 2


def test_a_page_here_gets_nothing_from_elsewhere(local: Hand, here: Site, other: Site) -> None:
    here.pages["/a"] = html(f"<iframe src='{other.base}/frame'></iframe><img src='{other.base}/i'><img src='/own'>")
    local.open(f"{here.base}/a")
    assert other.http.seen == []
    assert here.asked("/own") == 1


def test_web_sockets_are_held_to_the_same_rules(local: Hand, here: Site, other: Site) -> None:
    socket = "const s = new WebSocket('%s'); s.onerror = s.onclose = () => document.title = 'closed'"
    here.pages["/a"] = script(socket % other.base.replace("https", "wss"))
    local.open(f"{here.base}/a")
    local.becomes("document.title", "closed")
    assert other.http.seen == []
    assert local.session.journey.refused["other.example"] == 1
