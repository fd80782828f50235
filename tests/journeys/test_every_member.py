"""Every practice member, driven through the real window: what it says of them, in the product's own words.

A new member in `scenarios.toml` fails here until `SAID` holds what the window must say.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot
from tests.faults.scene import PlazaClock
from tests.journeys.terminal import NO_KEYRING

from demur import paths, startup, wiring
from demur.core.problem import (
    AccountClosed,
    PlatformFailing,
    RateLimited,
    RedirectRefused,
    ReplyUnreadable,
    SignedOut,
    WrongAccount,
)
from demur.core.setting import State
from demur.paths import Folders
from demur.practice import scenarios
from demur.practice.launcher import Plaza
from demur.practice.visitor import visit
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow
from demur.words import changes, outcomes, problems, say, states

startup.keep_singletons()  # as the program does before its first window

PATIENCE_MS = 30_000
ON, OFF, NOT_OFFERED, UNKNOWN = (
    say(states.HEADLINE[state]) for state in (State.ON, State.OFF, State.NOT_OFFERED, State.UNKNOWN)
)
CONFIRMED = say(outcomes.CONFIRMED[State.OFF], platform="Plaza")
UNCHANGED = say(outcomes.UNCHANGED, platform="Plaza", state=states.state_word(State.ON))
NOT_KNOWN = say(outcomes.UNKNOWN, platform="Plaza")
SUCCESS = say(outcomes.WRITE_ACCEPTED, platform="Plaza")
COUNTED_ELSEWHERE = say(changes.REGION, platform="Plaza", there="Germany", here="United States")
TURNED_ON = outcomes.turned_on("…").partition("…")[2]


def unread(code: str) -> str:
    return say(outcomes.READ_BACK_FAILED, problem=problems.reason(code))


@dataclass(frozen=True)
class Said:
    """What the window says of a member, in the order in which it comes."""

    checked: str
    """After the sign-in, or in its place."""
    opted_out: tuple[str, ...] = ()
    """After an opt-out: headline and more; nothing where none is offered."""
    later_s: float = 0.0
    """How much later, by Plaza's clock, the member looks again."""
    later: str = ""
    """What is said then."""
    against: str = ""
    """What is said with it where the sources about the platform that Plaza plays lead one to expect something else."""


SAID = {
    "us-on": Said(ON, (CONFIRMED,)),
    "uk-shared": Said(ON, (CONFIRMED,)),
    "uk-2024": Said(NOT_OFFERED),
    "us-already-off": Said(OFF),
    "us-forgets": Said(ON, (UNCHANGED, SUCCESS), 3600, ON),
    "de-announced": Said(ON, (CONFIRMED,)),
    "de-2024": Said(NOT_OFFERED),
    "de-2024-shown": Said(ON, (CONFIRMED,), against="expect no such setting here (Germany, on 1 October 2024)"),
    "us-missing": Said(NOT_OFFERED, against="expect such a setting here (United States, today)"),
    "us-on-again": Said(ON, (CONFIRMED,), 121, TURNED_ON),
    "us-late": Said(ON, (CONFIRMED,)),
    "us-much-later": Said(ON, (UNCHANGED, SUCCESS), 61, OFF),
    "us-cut": Said(ON, (CONFIRMED, say(outcomes.TOOK_ALL_THE_SAME))),
    "us-slow": Said(ON, (CONFIRMED,)),
    "us-500": Said(ON, (UNCHANGED, problems.sentence(PlatformFailing(status="500")))),
    "us-signed-out": Said(ON, (NOT_KNOWN, SUCCESS, unread(SignedOut.code))),
    "us-429": Said(ON, (UNCHANGED, problems.sentence(RateLimited(retry_after="60")))),
    "us-other": Said(ON, (NOT_KNOWN, SUCCESS, unread(WrongAccount.code))),
    "us-no-value": Said(problems.sentence(ReplyUnreadable(what="/value"))),
    "us-copy": Said(ON, (NOT_KNOWN, SUCCESS, unread("stored-copy"))),
    "us-elsewhere": Said(problems.sentence(RedirectRefused(host="127.0.0.1"))),
    "us-signed-out-later": Said(ON, (CONFIRMED,), 121, problems.sentence(SignedOut())),
    "us-down-later": Said(ON, (CONFIRMED,), 121, problems.sentence(PlatformFailing(status="503"))),
    "us-429-later": Said(ON, (CONFIRMED,), 121, problems.sentence(RateLimited(retry_after="600"))),
    "us-reworded": Said(ON, (CONFIRMED,), 121, say(changes.REWORDED, number=2)),
    "us-closed": Said(ON, (CONFIRMED,), 121, problems.sentence(AccountClosed())),
    "us-elsewhere-later": Said(ON, (CONFIRMED,), 121, COUNTED_ELSEWHERE),
}
MEMBERS = {member.user_id: member for member in scenarios.load(paths.resources())}


class Browser(QObject):
    """Qt hands it the address that the program opens; it signs `member` in there."""

    def __init__(self) -> None:
        super().__init__()
        self.member = ""
        self.visits: list[threading.Thread] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        text = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.visits.append(threading.Thread(target=visit, args=(text, self.member)))
        self.visits[-1].start()


@pytest.fixture(scope="module")
def plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    with Plaza.start(tmp_path_factory.mktemp("plaza") / "plaza.sqlite", paths.resources()) as made:
        yield made


@pytest.fixture
def product(plaza: Plaza, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Product:
    """The product before this Plaza, with a clock whose pauses move Plaza's instead of waiting."""
    plaza.control.reset()
    for name in NO_KEYRING:
        monkeypatch.delenv(name, raising=False)
    clock = PlazaClock(plaza.control)
    monkeypatch.setattr(wiring, "SystemClock", lambda: clock)
    made = wiring.build(Folders(tmp_path / "data"))
    made.practice._plaza = plaza
    return made


@pytest.fixture
def browser(qtbot: QtBot) -> Iterator[Browser]:
    made = Browser()
    QDesktopServices.setUrlHandler("http", made, "open")  # type: ignore[arg-type]  # bytes fail at run time
    yield made
    QDesktopServices.unsetUrlHandler("http")
    for each in made.visits:
        each.join(10)


@pytest.fixture
def window(product: Product, browser: Browser, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(product)
    made.begin()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()  # there is no window manager that would do it
    yield made
    qtbot.waitUntil(lambda: not made._background.is_busy, timeout=PATIENCE_MS)
    product.practice._plaza = None  # it is everybody's
    made.close()
    made.shut_down()
    made.deleteLater()


def press(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: hand.sees(name), timeout=PATIENCE_MS)
    hand.press(name)


def test_every_member_has_a_sentence() -> None:
    assert set(SAID) == set(MEMBERS)


@pytest.mark.parametrize("user_id", MEMBERS)
def test_what_the_window_says_of(
    user_id: str, window: MainWindow, browser: Browser, plaza: Plaza, qtbot: QtBot
) -> None:
    said = SAID[user_id]

    def reads(words: str) -> None:
        qtbot.waitUntil(lambda: hand.reads(words), timeout=PATIENCE_MS)

    browser.member = user_id
    press(qtbot, "Try it on the practice platform")
    press(qtbot, "Sign in with your browser")
    reads(said.checked)
    if said.against:
        reads(said.against)
    else:
        assert not hand.reads("lead one to expect")
    if not said.opted_out:
        assert not hand.sees("Opt out")
        return
    press(qtbot, "Opt out")
    press(qtbot, "Opt out now")
    qtbot.waitUntil(lambda: hand.sees("View receipt"), timeout=PATIENCE_MS)
    for words in said.opted_out:
        reads(words)
    is_off = plaza.control.values()[user_id] is False
    assert any(text.startswith("Confirmed") for text in hand.texts()) <= is_off
    if said.later:
        plaza.control.advance(said.later_s)
        press(qtbot, "Check again")
        reads(said.later)
        assert not hand.reads(UNCHANGED)
        is_on_again = hand.reads(TURNED_ON)
        assert is_on_again is (said.later == TURNED_ON), "nothing else is called a change of the setting"
