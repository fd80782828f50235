"""An account on Plaza's own page, in the window: signing in there, the three ways, undo, and staying signed in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from demur.browser.pane import Pane
from demur.browser.session import Session
from demur.core.entry import Kind, Receipt
from demur.core.setting import Assurance
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow

LIMIT_MS = 12_000
CHOICE = "Plaza Web (practice, on this computer)"
FOR_ME = "Switch it for me. Demur presses the switch on Plaza's page and reads it back."
MYSELF = (
    "I'll switch it myself, on the page in Demur. "
    "You press the switch yourself, and Demur reads it back: the same receipt."
)
OWN = "In my own browser. Works however you sign in; the receipt says that you told us."
WHERE = """(() => {
  const box = document.querySelector("[role=switch]").getBoundingClientRect();
  return JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]);
})()"""
SIGN_IN = """(() => {{
  document.getElementById("username").value = {member};
  document.getElementById("password").value = document.getElementById("practice-password").textContent;
  document.querySelector("form").submit();
  return true;
}})()"""


class Scene:
    """The window, and the page that stands in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    def until(self, is_so: Callable[[], bool]) -> None:
        try:
            self._qtbot.waitUntil(is_so, timeout=LIMIT_MS)
        except TimeoutError as error:
            raise AssertionError(" | ".join(hand.texts())) from error

    def press(self, name: str) -> None:
        """Press a control as soon as it lies there to be pressed: pages may still be moving."""
        self.until(lambda: _pressed(name))

    def reads(self, text: str) -> None:
        self.until(lambda: hand.reads(text))

    @property
    def session(self) -> Session:
        sessions = self.window._pages.browser._sessions
        return next(iter(sessions.values()))

    @property
    def is_page_shown(self) -> bool:
        return any(pane.isVisible() for pane in self.window.findChildren(Pane))

    def js(self, code: str) -> object:
        found: list[object] = []
        self.session.view.page().runJavaScript(code, 0, found.append)
        self.until(lambda: bool(found))
        return found[0]

    def sign_in(self, member: str) -> None:
        """Sign in on the page that is shown, as Plaza's own form would be sent."""
        self.until(lambda: self.is_page_shown)
        self.until(lambda: self.js("document.getElementById('username') !== null") is True)
        self.js(SIGN_IN.format(member=json.dumps(member)))

    def add(self, member: str) -> None:
        self.press("Add account")
        self.press(CHOICE)
        self.press("Sign in on the platform's own page, shown in this window")
        self.press("Open and read it")
        self.sign_in(member)

    def click_switch(self) -> None:
        """Press the switch on the page with the mouse, as the member does."""
        self.until(lambda: self.is_page_shown)
        x, y = json.loads(str(self.js(WHERE)))
        target = self.session.view.focusProxy()
        assert target is not None
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


def _pressed(name: str) -> bool:
    try:
        hand.press(name)
    except hand.NotSeen:
        return False
    return True


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> Scene:
    return Scene(window, qtbot)


def plaza_stores(product: Product, member: str) -> bool | None:
    return product.practice.plaza().control.values()[member]


def newest(product: Product) -> Receipt:
    (account,) = product.accounts.all()
    return product.ledger(True).of_account(account.id, 1)[0]


def test_demur_switches_it_and_undoes_it(scene: Scene, product: Product) -> None:
    scene.add("page-switch")
    scene.reads("Your data may be used to train generative AI")
    assert not scene.is_page_shown, "the page goes once the member is signed in"
    assert plaza_stores(product, "page-switch") is True
    scene.press("Opt out")
    scene.press(FOR_ME)
    scene.reads("Demur presses the switch once on Plaza Web's page")
    scene.press("Opt out now")
    scene.reads("Confirmed")
    assert plaza_stores(product, "page-switch") is False
    receipt = newest(product)
    assert (receipt.kind, receipt.level) == (Kind.CONFIRMATION, Assurance.READ_BACK_INDEPENDENT)
    assert receipt.fields["connector"]["kind"] == "page"
    assert receipt.fields["identity"] == "read"
    scene.press("View receipt")
    scene.press("Undo")
    scene.press("Switch it on now")
    scene.reads("Confirmed")
    assert plaza_stores(product, "page-switch") is True


def test_the_member_switches_it_and_demur_watches(scene: Scene, product: Product) -> None:
    scene.add("page-de")
    scene.press("Opt out")
    scene.press(MYSELF)
    scene.press("Show the platform's page, where I press the switch")
    scene.reads("Switch it yourself")
    assert plaza_stores(product, "page-de") is True, "nobody has pressed anything yet"
    scene.click_switch()
    scene.reads("Confirmed")
    assert not scene.is_page_shown
    assert plaza_stores(product, "page-de") is False
    assert "The member pressed the switch" in newest(product).fields["assurance"]["method"]


def test_a_member_who_leaves_the_page_is_told_what_was_seen(scene: Scene, product: Product) -> None:
    scene.add("page-switch")
    scene.press("Opt out")
    scene.press(MYSELF)
    scene.press("Show the platform's page, where I press the switch")
    scene.press("Leave")
    scene.press("Leave the page")
    scene.reads("Not changed")
    assert plaza_stores(product, "page-switch") is True
    assert newest(product).kind is Kind.FAILURE


def test_the_members_turn_waits_while_they_look_elsewhere(scene: Scene, product: Product) -> None:
    scene.add("page-switch")
    scene.press("Opt out")
    scene.press(MYSELF)
    scene.press("Show the platform's page, where I press the switch")
    scene.until(lambda: scene.is_page_shown)
    scene.press("Settings")
    assert not scene.is_page_shown
    (account,) = product.accounts.all()
    scene.window._rail.account_chosen.emit(account.id)
    scene.click_switch()
    scene.reads("Confirmed")
    assert not scene.is_page_shown
    assert plaza_stores(product, "page-switch") is False


def test_calling_a_change_off_ends_the_members_turn(scene: Scene, product: Product) -> None:
    scene.add("page-switch")
    scene.press("Opt out")
    scene.press(MYSELF)
    scene.press("Show the platform's page, where I press the switch")
    scene.until(lambda: scene.is_page_shown)
    scene.window._account.stop()
    scene.reads("Not changed")
    assert not scene.is_page_shown
    assert plaza_stores(product, "page-switch") is True


def test_a_sign_in_waits_while_the_member_looks_elsewhere(scene: Scene) -> None:
    scene.press("Add account")
    scene.press(CHOICE)
    scene.press("Sign in on the platform's own page, shown in this window")
    scene.press("Open and read it")
    scene.until(lambda: scene.is_page_shown)
    scene.press("Settings")
    assert not scene.is_page_shown
    scene.press("Add account")
    scene.sign_in("page-switch")
    scene.reads("Your data may be used to train generative AI")
    scene.press("Add account")
    assert not scene.is_page_shown
    assert hand.reads("Which platform?"), "that one is over"


def test_a_page_that_is_not_recognised_leads_to_the_next_way(scene: Scene, product: Product) -> None:
    """The label was changed since the recipe was written: nothing is read, nothing guessed, and there are ways on."""
    scene.add("page-switch")
    scene.reads("Your data may be used to train generative AI")
    product.practice.plaza().control.set_build("page-switch", "renamed")
    scene.press("Check again")
    scene.reads("The page is not as Demur knows it")
    assert "Help Plaza" not in " ".join(hand.texts())
    scene.press("Look at the page myself, in this window")
    scene.reads("Demur does not read this page now")
    scene.press("I am done")
    scene.until(lambda: not scene.is_page_shown)
    scene.press("Do it in my own browser")
    scene.until(lambda: hand.sees("Open the page in my browser"))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        ("frame", "The page is not as Demur knows it"),
        ("not-offered", "This setting is not offered"),
        ("redirects", "The platform led to another page"),
        ("twins", "controls that could be this setting"),
        ("covered", "it is hidden, covered or switched off"),
        ("aria-lies", "two different things about the setting's state"),
        ("captcha", "The platform asks for more proof that it is you"),
    ],
)
def test_what_a_page_shows_has_its_own_words(scene: Scene, product: Product, build: str, words: str) -> None:
    scene.add("page-switch")
    scene.reads("Your data may be used to train generative AI")
    product.practice.plaza().control.set_build("page-switch", build)
    scene.press("Check again")
    if build == "captcha":  # it is shown to the member, who leaves it
        scene.press("Leave")
        scene.press("Leave the page")
        words = "The page was closed"
    scene.reads(words)


def test_a_member_whose_page_can_not_be_read_is_known_all_the_same(scene: Scene, product: Product) -> None:
    scene.add("page-twins")
    scene.reads("controls that could be this setting")
    (account,) = product.accounts.all()
    assert account.identity.user_id == "page-twins"


def test_their_own_browser_is_one_choice_away_and_back(scene: Scene, product: Product) -> None:
    scene.add("page-switch")
    scene.press(OWN)
    scene.press("Open the page in my browser")
    scene.press("Done: it is off now")
    scene.reads("You told us")
    assert newest(product).level is Assurance.MEMBER_REPORTED
    scene.press(FOR_ME)
    scene.until(lambda: hand.sees("Check again"))


def test_signed_in_only_where_the_member_asked_for_it(
    scene: Scene, product: Product, qtbot: QtBot, tmp_path: Path
) -> None:
    """A new start is signed out, unless the member ticked “Stay signed in”."""
    scene.add("page-switch")
    scene.reads("Your data may be used to train generative AI")
    (account,) = product.accounts.all()
    assert not list((tmp_path / "data").rglob("sign-ins/*"))
    scene.press("Stay signed in on this computer")
    scene.reads("You stay signed in on this computer.")
    scene.window._pages.browser.close(account.sign_in)  # as the end of the program does
    scene.press("Check again")
    scene.until(lambda: hand.sees("Check again"))
    assert not scene.is_page_shown, "the kept sign-in is used"
    scene.press("Stay signed in on this computer")
    scene.reads("removed from this computer")
    assert not hand.reads("You are signed out here")
    scene.window._pages.browser.close(account.sign_in)
    scene.window._show_account(account.id)
    scene.reads("You are signed out here")
    scene.press("Stay signed in on this computer")
    scene.reads("From your next sign-in here on, you stay signed in on this computer.")
    assert not hand.reads("You stay signed in on this computer.")
    scene.reads("You are signed out here, so there is nothing to keep yet.")
    assert not product.rooms.pages.cookies_of(account.sign_in)
    scene.press("Check again")
    scene.sign_in("page-switch")
    scene.until(lambda: not scene.is_page_shown)
    scene.until(lambda: not hand.reads("You are signed out here"))
    assert product.rooms.pages.cookies_of(account.sign_in), "as was said"


def test_page_that_changed_is_told_by_what_changed_of_it(scene: Scene, product: Product) -> None:
    """Other words, kept where that was ticked; another label; an address that says: closed. None is a change of it."""
    scene.add("page-switch")
    control = product.practice.plaza().control
    scene.press("Keep the page's words with my receipts")
    scene.press("Opt out")
    scene.press("Opt out now")
    scene.until(lambda: hand.sees("View receipt"))
    control.set_build("page-switch", "reworded")
    scene.press("Check again")
    scene.reads("The platform's words beside the setting are others than in receipt 2")
    scene.reads("The new words are kept with receipt 3.")
    scene.press("Compare the words")
    scene.until(lambda: hand.reads("[+post, and what you write in messages,+]"))
    scene.press("Close")
    scene.until(lambda: QApplication.activeModalWidget() is None)
    control.set_build("page-switch", "closed")
    scene.press("Check again")
    scene.reads("The platform says that this account is closed.")
    control.set_build("page-switch", "renamed")
    scene.press("Check again")
    scene.reads("The page is not as Demur knows it")
    scene.reads("This says nothing of the setting itself: when it was last read, it was Off (")
    scene.until(lambda: hand.sees("Look at the page myself, in this window"))
    assert hand.sees("Do it in my own browser")
    kinds = [receipt.kind.value for receipt in product.ledger(True).page(0, 9)]
    assert kinds == ["genesis", "attempt", "confirmation", "observation"]


def test_signing_out_forgets_page_cookies_and_account(scene: Scene, product: Product) -> None:
    scene.add("page-switch")
    scene.press("Stay signed in on this computer")
    scene.reads("You stay signed in on this computer.")
    scene.press("Sign out and forget this account")
    scene.press("Sign out")
    scene.reads("Signed out at Plaza Web on this computer.")
    assert product.accounts.all() == ()
    assert scene.window._pages.browser._sessions == {}
