"""Row W11: a page's process is killed, hangs or runs out of memory, or the graphics process goes; Demur lives on."""

import os
import signal
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html, script
from tests.support.tiny_http import Reply

from demur.connectors.page.driver import Landing
from demur.core.page_problem import PageCrashed

CASES = ["killed", "hung", "out of memory", "graphics lost"]


def test_w11_has_its_count() -> None:
    assert len(CASES) == 4


def goes_on(hand: Hand, platform: Site) -> None:
    """The next call begins a new page, in the same profile: the member is still signed in."""
    assert hand.run(hand.driver.landing) == Landing("", is_direct=False)
    assert hand.run(lambda: hand.driver.reload(f"{platform.base}/settings")) is None, "there is nothing to load again"
    assert hand.open(f"{platform.base}/settings").address == f"{platform.base}/settings"
    assert platform.http.asked("/settings")[-1].headers.get("cookie") == "member=1"


def sign_in(hand: Hand, platform: Site) -> None:
    platform.pages["/sign-in"] = html("in", Set_Cookie="member=1; Path=/; HttpOnly")
    hand.open(f"{platform.base}/sign-in")


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):  # the latter where it goes while its file is read
        return True


def test_w11_killed_while_somebody_waits(hand: Hand, platform: Site) -> None:
    """W11."""
    sign_in(hand, platform)
    platform.pages["/a"] = html("<img src=/stalled>")
    platform.pages["/stalled"] = Reply(raw=platform.http.stall)
    heard: list[BaseException] = []

    def wait() -> None:
        try:
            hand.driver.open(f"{platform.base}/a")
        except PageCrashed as problem:
            heard.append(problem)

    worker = threading.Thread(target=wait)
    worker.start()
    wait_for(lambda: platform.asked("/stalled") == 1)
    os.kill(hand.page.renderProcessPid(), signal.SIGKILL)
    wait_for(lambda: not worker.is_alive())
    assert [type(problem) for problem in heard] == [PageCrashed]
    goes_on(hand, platform)


def test_w11_killed_between_two_calls(hand: Hand, platform: Site) -> None:
    """W11."""
    sign_in(hand, platform)
    os.kill(hand.page.renderProcessPid(), signal.SIGKILL)
    wait_for(lambda: hand.session.address == "")
    goes_on(hand, platform)


def test_w11_hung_while_asked(hand: Hand, platform: Site) -> None:
    """W11: a page that works without end is given up after the limit, and its process ends."""
    sign_in(hand, platform)
    platform.pages["/a"] = script(
        "onload = () => setTimeout(() => { fetch('/hangs'); setTimeout(() => { while (true); }) })"
    )
    hand.open(f"{platform.base}/a")
    wait_for(lambda: platform.asked("/hangs") == 1)
    pid = hand.page.renderProcessPid()
    with pytest.raises(PageCrashed):
        hand.run(lambda: hand.driver.ask({}, f"{platform.base}/a"))
    wait_for(lambda: is_gone(pid))
    goes_on(hand, platform)


def test_w11_hung_while_loading(hand: Hand, platform: Site) -> None:
    """W11: hung is told from slow without running a script."""
    sign_in(hand, platform)
    platform.pages["/a"] = script("while (true);")
    hand.session._loading._limit.setInterval(500)
    hand.session._loading._alive.setInterval(500)
    with pytest.raises(PageCrashed):
        hand.open(f"{platform.base}/a")
    goes_on(hand, platform)


def test_w11_killed_while_it_is_asked_whether_it_lives(hand: Hand, platform: Site) -> None:
    """W11: the question comes back from a process that died, too, and that is no sign of life."""
    sign_in(hand, platform)
    platform.pages["/a"] = script("while (true);")
    hand.session._loading._limit.setInterval(500)
    asked, killed = hand.session._loading._alive, QTimer()

    def kill() -> None:
        if asked.isActive():
            killed.stop()
            os.kill(hand.page.renderProcessPid(), signal.SIGKILL)

    killed.timeout.connect(kill)
    killed.start(20)
    with pytest.raises(PageCrashed):
        hand.open(f"{platform.base}/a")
    assert not killed.isActive()
    goes_on(hand, platform)


def test_w11_out_of_memory(hand: Hand, platform: Site) -> None:
    """W11: Chromium ends a page that asks for more than it may have."""
    sign_in(hand, platform)
    platform.pages["/a"] = script("const all = []; while (true) all.push(new Array(1 << 24).fill(all.length + 0.5))")
    with pytest.raises(PageCrashed):
        hand.open(f"{platform.base}/a")
    goes_on(hand, platform)


def children(name: str) -> list[int]:
    """Return this program's own processes of one kind, the nearest first."""
    found, unseen = [], [os.getpid()]
    while unseen:
        parent = unseen.pop()
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            for child in map(int, task.read_text(encoding="ascii").split()):
                unseen.append(child)
                if name.encode() in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(child)
    return found


def test_w11_graphics_lost(hand: Hand, platform: Site) -> None:
    """W11: where graphics and storage have processes of their own, these may go too; the page or a new one answers."""
    sign_in(hand, platform)
    helpers = children("--type=gpu-process") + children("--type=utility")
    for pid in helpers:
        os.kill(pid, signal.SIGKILL)
    hand.js(
        "const c = document.createElement('canvas').getContext('webgl');"
        "c && c.getExtension('WEBGL_lose_context').loseContext()"
    )
    assert hand.run(lambda: hand.driver.ask({}, f"{platform.base}/sign-in"))["path"] == "/sign-in"
    assert hand.open(f"{platform.base}/settings").address == f"{platform.base}/settings"


def test_crash_is_told_to_the_window(hand: Hand, platform: Site) -> None:
    hand.open(f"{platform.base}/a")
    heard: list[str] = []
    hand.session.crashed.connect(lambda: heard.append("crashed"))
    hand.session.moved.connect(heard.append)
    os.kill(hand.page.renderProcessPid(), signal.SIGKILL)
    wait_for(lambda: len(heard) == 2)
    assert heard == ["", "crashed"]
