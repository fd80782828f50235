"""Row W4: what a page may ask of a browser and does not get; nothing is written, nothing hangs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings
from PySide6.QtWidgets import QApplication, QFileDialog
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Page, Site, html
from tests.browser.test_navigation import click
from tests.support.tiny_http import Reply

from demur.core.problem import PlatformUnreachable

NOT = "e => e.name || 'refused'"
PERMISSIONS = {
    "where the member is": "new Promise(r => navigator.geolocation.getCurrentPosition(() => r('got'), () => r('no')))",
    "microphone": f"navigator.mediaDevices.getUserMedia({{audio:true}}).then(() => 'got', {NOT})",
    "camera": f"navigator.mediaDevices.getUserMedia({{video:true}}).then(() => 'got', {NOT})",
    "both": f"navigator.mediaDevices.getUserMedia({{audio:true,video:true}}).then(() => 'got', {NOT})",
    "screen": f"navigator.mediaDevices.getDisplayMedia({{video:true}}).then(() => 'got', {NOT})",
    "notifications": "Notification.requestPermission().then(p => p === 'granted' ? 'got' : p)",
    "clipboard to read": f"navigator.clipboard.readText().then(() => 'got', {NOT})",
    "fonts": f"window.queryLocalFonts ? queryLocalFonts().then(f => f.length ? 'got' : 'none', {NOT}) : 'none'",
    "pointer lock": "new Promise(r => { document.onpointerlockchange = () => r('got');"
    " document.onpointerlockerror = () => r('no'); document.body.requestPointerLock(); })",
    "full screen": f"document.body.requestFullscreen().then(() => 'got', {NOT})",
    "files": f"window.showOpenFilePicker ? showOpenFilePicker().then(() => 'got', {NOT}) : 'none'",
    "security key": "navigator.credentials.get({publicKey: {challenge: new Uint8Array(9), timeout: 900}})"
    f".then(() => 'got', {NOT})",
    "protocol handler": "(() => { try { navigator.registerProtocolHandler('web+x', '/?%s'); return 'asked' }"
    " catch (e) { return e.name } })()",
}
DOWNLOADS: dict[str, Page] = {
    "attachment": Reply(200, b"x", {"Content-Type": "text/html", "Content-Disposition": "attachment; filename=a.html"}),
    "unknown type": Reply(200, b"x", {"Content-Type": "application/octet-stream"}),
    "pdf": Reply(200, b"%PDF-1.4", {"Content-Type": "application/pdf"}),
}
OTHERS = ["download attribute", "http authentication", "client certificate", "print", "file chooser", "alert boxes"]


def test_w4_has_its_count() -> None:
    assert len(PERMISSIONS) + len(DOWNLOADS) + len(OTHERS) == 22


@pytest.mark.parametrize("what", PERMISSIONS)
def test_w4_permission(hand: Hand, platform: Site, what: str) -> None:
    """W4: asked for by a script on a page that the member just clicked on."""
    go = f"Promise.resolve({PERMISSIONS[what]}).then(a => document.title = a, e => document.title = e.name)"
    platform.pages["/a"] = html(
        "<title>waiting</title><button id=go>go</button>"
        f"<script>document.getElementById('go').onclick = () => {go}</script>"
    )
    hand.open(f"{platform.base}/a")
    windows = set(QApplication.topLevelWidgets())
    click(hand)
    wait_for(lambda: hand.js("document.title") != "waiting")
    assert hand.js("document.title") != "got"
    assert set(QApplication.topLevelWidgets()) <= windows
    assert hand.open(f"{platform.base}/b").address == f"{platform.base}/b", "the page goes on"


def test_w4_full_screen_is_refused_where_it_could_be_asked_for(hand: Hand, platform: Site) -> None:
    """W4: the second lock, behind the attribute that keeps pages from asking."""
    hand.page.settings().setAttribute(QWebEngineSettings.WebAttribute.FullScreenSupportEnabled, True)
    platform.pages["/a"] = html("<button id=go onclick='document.body.requestFullscreen()'>go</button>")
    heard = told(hand)
    hand.open(f"{platform.base}/a")
    click(hand)
    wait_for(lambda: heard == ["permission"])
    hand.becomes("document.fullscreenElement === null", True)


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch, hand: Hand, tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    hand.session.profile.setDownloadPath(str(folder))
    return folder


@pytest.mark.parametrize("kind", DOWNLOADS)
def test_w4_download(hand: Hand, platform: Site, kind: str, downloads: Path) -> None:
    """W4: no file comes of it."""
    platform.pages["/file"] = DOWNLOADS[kind]
    hand.open(f"{platform.base}/a")
    with pytest.raises(PlatformUnreachable):
        hand.open(f"{platform.base}/file")
    assert hand.session.address == f"{platform.base}/a"
    assert list(downloads.iterdir()) == []


def test_w4_download_attribute(hand: Hand, platform: Site, downloads: Path) -> None:
    """W4."""
    cancelled = []
    hand.session.profile.downloadRequested.connect(lambda download: cancelled.append(download.state()))
    platform.pages["/a"] = html("<a id=go download=x.txt href='data:text/plain,x'>go</a>")
    hand.open(f"{platform.base}/a")
    click(hand)
    wait_for(lambda: bool(cancelled))
    assert [state.name for state in cancelled] == ["DownloadCancelled"]
    assert list(downloads.iterdir()) == []


def told(hand: Hand) -> list[str]:
    heard: list[str] = []
    hand.session.asked_too_much.connect(heard.append)
    return heard


NOTHING = "Basic Og=="
"""An empty name and an empty password (RFC 7617, 2)."""


def test_w4_http_authentication(hand: Hand, platform: Site) -> None:
    """W4: no box asks for a password, and none is sent."""
    platform.pages["/a"] = html("<title>Asked</title>no", 401, WWW_Authenticate='Basic realm="x"')
    heard = told(hand)
    windows = set(QApplication.topLevelWidgets())
    with pytest.raises(PlatformUnreachable):
        hand.open(f"{platform.base}/a")
    assert heard == ["password"]
    assert platform.asked("/a") <= 2, "Chromium may ask again; Qt would send an empty login 32 times"
    sent = {seen.headers.get("authorization", NOTHING) for seen in platform.http.seen}
    assert sent <= {NOTHING}, "Qt may send one empty login before the load is stopped (seen); never anything in it"
    assert set(QApplication.topLevelWidgets()) <= windows


def test_w4_print(hand: Hand, platform: Site) -> None:
    """W4."""
    heard = told(hand)
    hand.open(f"{platform.base}/a")
    hand.js("window.print()")
    wait_for(lambda: heard == ["print"])


def test_w4_file_chooser(hand: Hand, platform: Site) -> None:
    """W4: the member is shown no files, and the page gets none."""
    heard = told(hand)
    platform.pages["/a"] = html("<input id=go type=file style='width:200px;height:50px'>")
    hand.open(f"{platform.base}/a")
    click(hand)
    wait_for(lambda: heard == ["file"])
    assert hand.js("document.querySelector('input').files.length") == 0
    assert not [window for window in QApplication.topLevelWidgets() if isinstance(window, QFileDialog)]


@pytest.mark.parametrize(
    ("asks", "answer", "heard"),
    [("alert('x')", "undefined", "alert"), ("confirm('x')", "false", "confirm"), ("prompt('x')", "null", "prompt")],
)
def test_w4_alert_boxes(hand: Hand, platform: Site, asks: str, answer: str, heard: str) -> None:
    """W4: no box of a page's looks like ours, and no question of a page's is answered yes."""
    listened = told(hand)
    hand.open(f"{platform.base}/a")
    assert hand.js(f"String({asks})") == answer
    assert listened == [heard]


def test_page_that_would_not_be_left_is_left(hand: Hand, platform: Site) -> None:
    """`beforeunload` asks through the same door as `confirm`, and must not hold Demur up."""
    platform.pages["/a"] = html(
        "<button id=go>go</button><script>window.onbeforeunload = e => { e.preventDefault(); return 'x' }</script>"
    )
    hand.open(f"{platform.base}/a")
    click(hand)
    heard = told(hand)
    assert hand.open(f"{platform.base}/b").address == f"{platform.base}/b"
    assert heard == []


def test_messages_of_a_page_stay_out_of_the_log(hand: Hand, platform: Site, capfd: pytest.CaptureFixture[str]) -> None:
    hand.open(f"{platform.base}/a")
    hand.js("console.error('a secret of the page')")
    hand.open(f"{platform.base}/b")
    assert "secret" not in "".join(capfd.readouterr())


def test_user_agent_is_not_disguised(begin: Callable[[Site], Hand], platform: Site, here: Site) -> None:
    hand = begin(platform)
    hand.open(f"{platform.base}/a")
    plain = QWebEngineProfile()
    assert hand.session.profile.httpUserAgent() == plain.httpUserAgent()
    assert "QtWebEngine" in platform.http.asked("/a")[0].headers["user-agent"]
    hand.close()
