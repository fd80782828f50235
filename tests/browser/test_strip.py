"""Row W3: the strip says where the page is, whatever the page draws, names itself or asks for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html
from tests.browser.test_navigation import click
from tests.support.tiny_http import Reply

from demur.browser.pane import Pane
from demur.browser.strip import Strip, shortened
from demur.core.page_problem import LedAway

CASES = ["drawn address bar", "full screen", "title", "alert", "beforeunload", "long host"]
FALSE = "https://www.bank.example"


def test_w3_has_its_count() -> None:
    assert len(CASES) == 6


@pytest.fixture
def pane(hand: Hand, platform: Site) -> Pane:
    hand.run(lambda: hand.driver.show(("Sign in",)))
    made = Pane(hand.session, ("Sign in",))
    made.resize(1200, 800)
    made.show()
    return made


def words_of(strip: Strip) -> str:
    return " ".join(label.text() for label in strip.findChildren(QLabel))


def picture(pane: Pane) -> QImage:
    QApplication.processEvents()
    return pane.strip.grab().toImage()


def says_the_truth(pane: Pane, platform: Site) -> None:
    assert platform.http.host in words_of(pane.strip)
    assert "bank" not in words_of(pane.strip) + pane.strip.told + pane.window().windowTitle()
    assert pane.strip.told == f"Platform, Secure connection, {platform.http.host}"
    assert pane.strip.isVisible()
    view = pane._session.view
    assert view.mapTo(pane, view.rect().topLeft()).y() >= pane.strip.geometry().bottom(), "the page begins below"


def closed(pane: Pane, hand: Hand) -> None:
    hand.run(hand.driver.hide)
    pane.close()
    pane.deleteLater()


def test_w3_drawn_address_bar(hand: Hand, platform: Site, pane: Pane) -> None:
    """W3: what a page draws stays in the page."""
    hand.open(f"{platform.base}/plain")
    before = picture(pane)
    platform.pages["/a"] = html(
        f"<div style='position:fixed;top:-80px;left:0;right:0;height:160px;z-index:9999;background:#fff'>{FALSE}</div>"
    )
    hand.open(f"{platform.base}/a")
    says_the_truth(pane, platform)
    assert picture(pane) == before
    closed(pane, hand)


def test_w3_full_screen(hand: Hand, platform: Site, pane: Pane) -> None:
    """W3."""
    platform.pages["/a"] = html("<button id=go onclick='document.body.requestFullscreen()'>go</button>")
    hand.open(f"{platform.base}/a")
    heard: list[str] = []
    hand.session.asked_too_much.connect(heard.append)
    click(hand)
    hand.becomes("document.fullscreenElement === null", True)
    says_the_truth(pane, platform)
    assert not pane.window().isFullScreen()
    closed(pane, hand)


def test_w3_title(hand: Hand, platform: Site, pane: Pane) -> None:
    """W3."""
    platform.pages["/a"] = html(f"<title>{FALSE}</title>")
    hand.open(f"{platform.base}/a")
    wait_for(lambda: hand.page.title() == FALSE)
    says_the_truth(pane, platform)
    closed(pane, hand)


def test_w3_alert(hand: Hand, platform: Site, pane: Pane) -> None:
    """W3: no box, so none that could lie over the strip."""
    hand.open(f"{platform.base}/a")
    hand.js(f"alert('{FALSE}')")
    says_the_truth(pane, platform)
    assert QApplication.activeModalWidget() is None
    closed(pane, hand)


def test_w3_beforeunload(hand: Hand, platform: Site, other: Site, pane: Pane) -> None:
    """W3: a page that is about to be left, or would like to be elsewhere, is still where it is."""
    platform.pages["/a"] = html(
        f"<a id=go href='{other.base}/x'>go</a>"
        f"<script>onbeforeunload = e => {{ e.preventDefault(); return '{FALSE}' }}</script>"
    )
    hand.open(f"{platform.base}/a")
    click(hand)
    wait_for(lambda: hand.session.journey.refused["other.example"] > 0)
    says_the_truth(pane, platform)
    with pytest.raises(LedAway):
        hand.open(f"{other.base}/x")
    says_the_truth(pane, platform)
    closed(pane, hand)


def test_w3_long_host(qapp: QApplication) -> None:
    """W3: the end of a host says whose it is, and always shows."""
    host = "www.platform.example." + "a" * 60 + "." + "b" * 60 + ".evil.example"
    strip = Strip("Platform")
    strip.show_address(f"https://{host}/")
    for width in (300, 450, 700, 2800):
        strip.resize(width, 50)
        strip.show()
        QApplication.processEvents()
        shown = strip._host.text()
        assert shown.endswith(".evil.example"), width
        assert (shown == host) == (width == 2800)
        assert len(shown) > width // 20, "as much of it as there is room for"
        assert strip._host.accessibleName() == host
    strip.close()


def test_short_host_is_whole(qapp: QApplication) -> None:
    label = QLabel()
    assert shortened("www.platform.example", label.fontMetrics(), 1000) == "www.platform.example"


def test_address_asked_for_is_not_yet_the_address_shown(hand: Hand, platform: Site, pane: Pane) -> None:
    """`QWebEnginePage.url` already tells where a page is only on its way to."""
    hand.open(f"{platform.base}/a")
    platform.pages["/stalled"] = Reply(raw=platform.http.stall)
    moved: list[str] = []
    hand.session.moved.connect(moved.append)
    hand.page.setUrl(f"{platform.base}/stalled")
    wait_for(lambda: platform.asked("/stalled") == 1)
    assert hand.page.url().path() == "/stalled"
    assert hand.session.address == f"{platform.base}/a"
    assert moved == []
    closed(pane, hand)


def test_strip_says_practice_and_no_page(qapp: QApplication) -> None:
    strip = Strip("Plaza")
    assert "No page yet" in words_of(strip)
    strip.show_address("http://127.0.0.1:8000/settings")
    assert strip.told == "Plaza, This computer, practice, 127.0.0.1:8000"


def test_keys_of_the_pane(hand: Hand, platform: Site, pane: Pane) -> None:
    """F6 goes to the page and back; Escape, beside the page, asks before it leaves."""
    heard: list[str] = []
    pane.done.connect(lambda: heard.append("done"))
    pane.left.connect(lambda: heard.append("left"))
    hand.open(f"{platform.base}/a")
    pane.activateWindow()
    wait_for(pane.isActiveWindow)
    pane.panel.take_focus()
    assert pane.panel.holds_focus()
    QTest.keyClick(pane.panel, Qt.Key.Key_F6)
    assert not pane.panel.holds_focus()
    QTest.keyClick(hand.session.view.focusProxy() or hand.session.view, Qt.Key.Key_F6)
    assert pane.panel.holds_focus()
    QTest.keyClick(pane.panel._done, Qt.Key.Key_Escape)
    assert heard == []
    assert pane.panel._question.isVisible()
    QTest.keyClick(pane.panel._no, Qt.Key.Key_Space)
    assert not pane.panel._question.isVisible()
    QTest.keyClick(pane.panel._leave, Qt.Key.Key_Space)
    QTest.keyClick(pane.panel._yes, Qt.Key.Key_Space)
    assert heard == ["left"]
    pane.panel._switch(is_asking=False)
    QTest.keyClick(pane.panel._done, Qt.Key.Key_Space)
    assert heard == ["left", "done"]
    closed(pane, hand)


def test_panel_tells_what_was_refused_and_contacted(hand: Hand, platform: Site, other: Site, pane: Pane) -> None:
    platform.pages["/a"] = html(f"<img src='{other.base}/1'><a id=go href='{other.base}/x'>go</a>")
    hand.open(f"{platform.base}/a")
    click(hand)
    wait_for(lambda: "other.example" in pane.panel._told.text())
    assert "Demur stopped it" in pane.panel._told.text()
    pane.panel._contacted.click()
    shown = [pane.panel._hosts.itemAt(n).widget().text() for n in range(pane.panel._hosts.count())]  # type: ignore[union-attr]
    assert shown == ["other.example: asked once", "platform.example: asked once"]
    assert pane._contacted_clock.isActive()
    pane.panel._contacted.click()
    assert not pane._contacted_clock.isActive()
    closed(pane, hand)


def test_staying_signed_in_is_off_until_it_is_ticked(hand: Hand, platform: Site) -> None:
    from PySide6.QtWidgets import QCheckBox

    hand.run(lambda: hand.driver.show(()))
    pane = Pane(hand.session, (), stays=False)
    heard: list[bool] = []
    pane.stay_changed.connect(heard.append)
    (box,) = pane.findChildren(QCheckBox)
    assert not box.isChecked()
    assert box.accessibleName() == "Stay signed in on this computer"
    box.click()
    box.click()
    assert heard == [True, False]
    closed(pane, hand)


def test_every_refusal_has_its_words(hand: Hand, platform: Site, pane: Pane) -> None:
    import ast
    import inspect

    from demur.browser import page
    from demur.words import browser as words

    calls = [node for node in ast.walk(ast.parse(inspect.getsource(page))) if isinstance(node, ast.Call)]
    told = {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func) == "self.asked_too_much.emit" and isinstance(call.args[0], ast.Constant)
    }
    assert told == set(words.REFUSED)
    closed(pane, hand)


@pytest.mark.parametrize(("width", "is_below"), [(1200, False), (700, True)])
def test_a_page_keeps_room_beside_the_panel_or_above_it(pane: Pane, hand: Hand, width: int, is_below: bool) -> None:
    """With large text too little of a page would be left beside the panel: then that stands below, never over it."""
    pane.resize(width, 800)
    QApplication.processEvents()
    view, panel = pane._session.view.geometry(), pane.panel.geometry()
    assert not view.intersects(panel)
    assert (panel.top() > view.bottom()) is is_below
    assert view.width() >= 480
    assert view.height() >= 300
    closed(pane, hand)
