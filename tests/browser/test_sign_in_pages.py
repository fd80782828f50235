"""Row W8: on the pages where a member signs in, nothing of ours runs, hears or reads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QApplication
from tests.browser.hand import Hand, wait_for
from tests.browser.site import Site, html, redirect
from tests.browser.test_navigation import click

from demur.browser import probing
from demur.browser.pane import Pane
from demur.core.page_problem import PageMoved

WITNESS = """
<form id=f><input id=go type=password name=secret><button>Sign in</button></form>
<script>
const seen = window.seen = {globals: 0, changes: 0, reads: 0, keys: 0, runs: 0, reach: 0}
const before = new Set(Object.getOwnPropertyNames(window))
new MutationObserver(all => seen.changes += all.length)
  .observe(document, {subtree: true, childList: true, attributes: true, characterData: true})
const input = document.getElementById('go')
const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
const counted = {...value, get() { seen.reads++; return value.get.call(this) }}
Object.defineProperty(HTMLInputElement.prototype, 'value', counted)
for (const name of ['keydown', 'keypress', 'keyup', 'input'])
  addEventListener(name, event => { if (!event.isTrusted) seen.keys++ }, true)
for (const name of ['querySelector', 'querySelectorAll', 'getElementById', 'evaluate', 'createTreeWalker']) {
  const own = Document.prototype[name]
  Document.prototype[name] = function (...given) { seen.runs++; return own.apply(this, given) }
}
for (const name of ['qt', 'QWebChannel', 'webkit', 'demur']) if (name in window) seen.reach++
window.begin = () => { for (const name in seen) if (name !== 'reach') seen[name] = 0 }
window.count = () => {
  const known = new Set([...before, 'begin', 'count'])
  seen.globals = Object.getOwnPropertyNames(window).filter(name => !known.has(name)).length
  return JSON.stringify(seen)
}
</script>
"""
CASES = ["globals", "changes", "reads", "keys", "runs", "reach"]


def test_w8_has_its_count() -> None:
    assert len(CASES) == 6


@pytest.fixture
def signing_in(hand: Hand, platform: Site, dressed_pane: None) -> Hand:
    return hand


@pytest.fixture
def dressed_pane(hand: Hand, platform: Site) -> None:
    """Open the sign-in page, show it, type a password into it, and do what the engine does meanwhile."""
    platform.pages["/sign-in"] = html(WITNESS)
    hand.open(f"{platform.base}/sign-in")
    hand.run(lambda: hand.driver.show(("Sign in",)))
    pane = Pane(hand.session, ("Sign in",))
    pane.resize(1200, 800)
    pane.show()
    QApplication.processEvents()
    click(hand)
    hand.js("begin()")  # the click above was aimed with a script of the test's
    target = hand.session.view.focusProxy()
    assert target is not None
    for key in "pass":
        QTest.keyClick(target, Qt.Key(ord(key.upper())))
    hand.run(hand.driver.landing)
    hand.run(hand.driver.trail)
    hand.run(hand.driver.ending)
    hand.run(hand.driver.traffic)
    with pytest.raises(PageMoved):
        hand.run(lambda: hand.driver.ask({"kind": "find"}, f"{platform.base}/settings"))
    hand.run(hand.driver.hide)
    pane.close()
    pane.deleteLater()


@pytest.mark.parametrize("case", CASES)
def test_w8_nothing_of_ours_is_seen(signing_in: Hand, case: str) -> None:
    """W8: counted by the page itself."""
    assert signing_in.js(f"JSON.parse(count()).{case}") == 0


def test_w8_the_witness_would_see_it(hand: Hand, platform: Site) -> None:
    """W8: each count rises where somebody does what it is about."""
    platform.pages["/sign-in"] = html(WITNESS)
    hand.open(f"{platform.base}/sign-in")
    hand.js("begin()")
    hand.js(
        "window.ours = 1; document.querySelector('input').value; document.body.append('x');"
        "dispatchEvent(new KeyboardEvent('keydown'))"
    )
    for case in ("globals", "changes", "reads", "keys", "runs"):
        wait_for(lambda case=case: hand.js(f"JSON.parse(count()).{case}") != 0)  # type: ignore[misc]


def test_what_the_member_typed_arrived(signing_in: Hand) -> None:
    assert signing_in.js("value.get.call(input)") == "pass"


OURS = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
IS_READ = "Symbol.for('demur probe') in globalThis"


def test_w8_a_look_that_is_expected_is_begun_at_its_address_alone(hand: Hand, platform: Site) -> None:
    """W8: the settings page may lead to the sign-in; two locks keep the probe from that, each by itself."""
    at = f"{platform.base}/settings"
    hand.open(at)
    hand.run(lambda: hand.driver.reload(at, {"kind": "look"}))
    assert hand.js(IS_READ, OURS) is True, "it would be seen"
    platform.pages["/settings"] = redirect("/sign-in")
    hand.run(lambda: hand.driver.reload(at, {"kind": "look"}))
    assert (hand.session.address, hand.js(IS_READ, OURS)) == (f"{platform.base}/sign-in", False)
    source = probing.arriving("() => ''", {"kind": "look"}, at).sourceCode()
    assert f"// @include {at}*" in source.splitlines()
    hand.js(source, OURS)
    assert hand.js(IS_READ, OURS) is False


def test_w8_what_the_page_loads_by_itself_is_not_looked_at(hand: Hand, platform: Site) -> None:
    """W8: a look is expected of one load alone, for the next one may be before the member's eyes."""
    at = f"{platform.base}/a"
    hand.open(at)
    hand.run(lambda: hand.driver.reload(at, {"kind": "look"}))
    hand.js("window.isOld = true; location.reload()")
    wait_for(lambda: hand.js("document.readyState === 'complete' && !window.isOld") is True)
    assert hand.js(IS_READ, OURS) is False
