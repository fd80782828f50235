"""A page that nobody sees or asks does nothing by itself, and is there again as soon as it is asked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from tests.browser.conftest import PROBE, PROOF
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html

from demur.browser.browser import Browser
from demur.browser.rules import Rules
from demur.browser.session import Limits

IDLE_S, LONGER_MS = 0.3, 500
BUSY = html("<p>0</p><script>setInterval(() => { fetch('/ping'); document.title += 'x'; }, 20);</script>")
ASLEEP = QWebEnginePage.LifecycleState.Frozen


@pytest.fixture
def sleeper(qapp: QApplication, pool: ThreadPoolExecutor, here: Site) -> Iterator[Hand]:
    """A page that asks its platform for something 50 times a second, as long as it may."""
    here.pages["/busy"] = BUSY
    browser = Browser(PROBE, PROOF, Limits(load_s=10, ask_s=3, idle_s=IDLE_S), (), lambda _: True)
    hand = Hand(browser, pool, "sleeper", Rules(frozenset([here.base]), "Site"))
    hand.open(f"{here.base}/busy")
    yield hand
    browser.shut_down()


def is_at_work(here: Site) -> None:
    before = here.asked("/ping")
    wait_for(lambda: here.asked("/ping") > before)


def is_silent(here: Site) -> bool:
    """Tell whether nothing was asked for in all that time: what doesn't happen gives no sign."""
    before = here.asked("/ping")
    QTest.qWait(LONGER_MS)
    return here.asked("/ping") == before


def falls_asleep(hand: Hand) -> None:
    wait_for(lambda: hand.page.lifecycleState() is ASLEEP)


def test_a_page_that_is_left_alone_asks_for_nothing(sleeper: Hand, here: Site) -> None:
    falls_asleep(sleeper)
    wait_for(lambda: is_silent(here))  # what was on its way has come
    assert is_silent(here)


def test_it_answers_again_as_it_was(sleeper: Hand, here: Site) -> None:
    falls_asleep(sleeper)
    load = sleeper.run(lambda: sleeper.driver.ask({"kind": "look"}, f"{here.base}/busy"))
    assert load["title"].endswith("x")
    assert sleeper.page.lifecycleState() is not ASLEEP
    is_at_work(here)
    falls_asleep(sleeper)
    assert sleeper.reload().is_direct
    assert sleeper.js("innerWidth") == 1100, "it has its viewport again"


def test_a_page_before_the_member_stays_awake_until_its_window_is_hidden(sleeper: Hand, here: Site) -> None:
    window = QWidget()
    view = sleeper.session.view
    sleeper.run(lambda: sleeper.driver.show(("Look.",)))
    QVBoxLayout(window).addWidget(view)
    window.show()
    view.show()
    assert not is_silent(here), "longer than one that nobody sees stays awake"
    assert sleeper.page.lifecycleState() is not ASLEEP
    window.hide()
    falls_asleep(sleeper)
    window.show()
    wait_for(lambda: sleeper.page.lifecycleState() is not ASLEEP)
    assert view.isVisible()
    sleeper.run(sleeper.driver.hide)
    window.close()
