"""“I'll switch it myself”: what is made of the member's own press, and that nothing of ours presses anything."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from tests.browser.hand import wait_for
from tests.core.stage import OwnedClock
from tests.page.conftest import Sit
from tests.page.desk import LIMIT_MS, Desk, platform_of
from tests.page.scripted import ADDRESS, BASE, GUIDANCE, OFF, ON, SIGN_IN, STEPS, Scripted, answer, candidate, line_of

from demur.connectors.page import watching
from demur.connectors.page.driver import Ending
from demur.connectors.page.judgement import By, Shown
from demur.connectors.page.recipe import Control
from demur.connectors.page.watching import Guidance
from demur.core.outcome import Verdict
from demur.core.page_problem import ChangeUnsettled, PageLeft
from demur.core.problem import Problem, SignedOut, StaleWrite, WrongAccount
from demur.core.route import ApplyWay
from demur.core.setting import Assurance, SettingId, State
from demur.steps import guidance

Views = Callable[[int], dict[str, Any]]


def watched(driver: Scripted, views: Views | None = None) -> Problem | None:
    """Let the member have their turn, and return what came of it; nothing may have been pressed."""
    line = line_of(driver, OwnedClock(), way=ApplyWay.MYSELF)
    connector = line.open()
    reading = connector.read()
    if views is not None:
        start = driver.looks + 1  # one look finds the control before the page is shown
        driver.view = lambda number: views(max(0, number - start)) if driver.beside else answer(ON)
    problem = None
    try:
        connector.write(State.OFF, reading)
    except Problem as met:
        problem = met
    assert driver.presses == []
    assert driver.hidden == 1
    return problem


def stages(*each: tuple[int, dict[str, Any]]) -> Views:
    """Return views that change from a look number on."""
    return lambda number: [view for start, view in each if start <= number][-1]


def test_the_members_own_press_is_noticed_once_it_stands_and_was_saved() -> None:
    driver = Scripted()
    assert watched(driver, stages((0, answer(ON)), (40, answer(OFF, told=1)))) is None
    assert driver.beside == [STEPS]


GERMAN = "Plaza darf aus meinen Beiträgen lernen"


def test_the_page_is_named_in_its_own_language_beside_it() -> None:
    """The file's first language is English; this page is in German, so English words would not be found on it."""
    said: list[tuple[object, ...]] = []

    def steps(*about: object) -> tuple[str, ...]:
        said.append(about)
        return STEPS

    off, on = (answer(candidate(name=GERMAN, ariaChecked=one), lang="de", told=1) for one in ("false", "true"))
    driver = Scripted(lambda _: off if driver.beside else on)
    line = line_of(driver, OwnedClock(), way=ApplyWay.MYSELF, guidance=Guidance(steps))
    connector = line.open()
    with suppress(ChangeUnsettled):
        connector.write(State.OFF, connector.read())
    assert said == [(Control.SWITCH, GERMAN, "")]


@pytest.mark.parametrize(
    ("kind", "label", "option", "expected"),
    [
        (Control.SWITCH, GERMAN, "", (f"Find “{GERMAN}” on the page.", "Switch it yourself")),
        (Control.SWITCH, "", "", ("Find “Learning” on the page.", "Switch it yourself")),
        (Control.RADIO, "Do not use it", "Do not use it", ("Find “Do not use it” on the page.", "Choose it yourself")),
        (Control.SELECT, "Use of posts", "Not allowed", ("Find “Use of posts” on", "Choose “Not allowed” there")),
    ],
)
def test_each_kind_of_control_is_called_what_it_is(
    kind: Control, label: str, option: str, expected: tuple[str, str]
) -> None:
    found = guidance("Learning").steps(kind, label, option)
    assert [step.startswith(beginning) for step, beginning in zip(found, expected, strict=False)] == [True, True]


def test_of_a_pair_of_radio_buttons_the_one_to_choose_is_named() -> None:
    wording = platform_of("radio", BASE).recipe(SettingId("ai-training")).wordings[0]
    shown = Shown(State.ON, "", By.NAME, wording, ())
    assert wording.off is not None
    assert watching.asked(Control.RADIO, shown, State.OFF) == (Control.RADIO, wording.off.text, wording.off.text)


def test_a_press_that_flips_back_is_told_and_the_watch_goes_on() -> None:
    driver = Scripted()
    flipped = (5, answer(OFF, told=1)), (8, answer(ON)), (20, answer(OFF, told=1))
    assert watched(driver, stages((0, answer(ON)), *flipped)) is None
    assert driver.beside == [STEPS, GUIDANCE.flipped_back]


def test_a_second_press_takes_the_first_back() -> None:
    driver = Scripted(ends=[None] * 30 + [Ending.LEFT])
    twice = stages((0, answer(ON)), (3, answer(OFF, told=1)), (5, answer(ON, told=2)))
    assert isinstance(watched(driver, twice), PageLeft)


def test_a_press_that_nothing_saved_is_unsettled() -> None:
    assert isinstance(watched(Scripted(), stages((0, answer(ON)), (5, answer(OFF)))), ChangeUnsettled)


@pytest.mark.parametrize("ending", list(Ending))
def test_a_turn_that_ends_without_the_change_is_a_page_left(ending: Ending) -> None:
    assert isinstance(watched(Scripted(ends=[None, None, ending]), stages((0, answer(ON)))), PageLeft)


def test_the_members_word_counts_only_beside_what_the_page_shows() -> None:
    driver = Scripted(ends=[None] * 6 + [Ending.DONE])
    assert watched(driver, stages((0, answer(ON)), (3, answer(OFF)))) is None


def test_a_turn_has_an_end() -> None:
    clock = OwnedClock()
    begun = clock.now()
    connector = line_of(Scripted(), clock, way=ApplyWay.MYSELF).open()
    reading = connector.read()
    with pytest.raises(PageLeft):
        connector.write(State.OFF, reading)
    assert 600 <= (clock.now() - begun).total_seconds() < 602


def test_a_page_left_for_another_is_waited_for() -> None:
    driver = Scripted()

    def wander(number: int) -> dict[str, Any]:
        if number == 5:
            driver.here = f"{BASE}/web/challenge"
        return answer(ON) if number < 6 else answer(OFF, told=1)

    def come_back() -> Ending | None:
        if len(driver.beside) > 1:
            driver.here = ADDRESS
        return None

    driver.ending = come_back  # type: ignore[method-assign]
    assert watched(driver, wander) is None
    assert driver.beside[:2] == [STEPS, GUIDANCE.elsewhere]


def test_a_sign_out_ends_the_turn() -> None:
    driver = Scripted()

    def sign_out(number: int) -> dict[str, Any]:
        driver.here = SIGN_IN if number > 3 else ADDRESS
        return answer(ON)

    assert isinstance(watched(driver, sign_out), SignedOut)


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (answer(OFF), StaleWrite),
        (answer(ON, identity=[{"id": "m-2", "name": "Your practice account: Rue"}]), WrongAccount),
    ],
    ids=["another state", "another member"],
)
def test_what_changed_since_it_was_read_is_not_shown_for_switching(now: dict[str, Any], problem: type[Problem]) -> None:
    driver = Scripted()
    connector = line_of(driver, OwnedClock(), way=ApplyWay.MYSELF).open()
    reading = connector.read()
    driver.view = lambda _: now
    with pytest.raises(problem):
        connector.write(State.OFF, reading)
    assert driver.beside == []


PRESSES = """(() => {{
  const seen = [];
  document.addEventListener("click", (event) => {{ seen.push(event.isTrusted); document.title = seen.join(); }}, true);
}})()"""


def press_as_member(desk: Desk) -> None:
    """Press the switch with the mouse, in the window."""
    session = desk.browser.session(desk.name, desk.rules)
    view = session.view
    box = desk.js(
        "JSON.stringify(Object.values((({x, y, width, height}) => [x + width / 2, y + height / 2])"
        "(document.querySelector('[role=switch]').getBoundingClientRect())))"
    )
    x, y = (round(float(part)) for part in str(box).strip("[]").split(","))
    target = view.focusProxy()
    assert target is not None
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))


def take_turn(desk: Desk, hand: Callable[[list[object]], object]) -> Any:
    """Opt out, with a member who does something as soon as the page is shown; `hand` is given what stands beside it."""
    beside: list[object] = []

    def show(name: str, steps: object) -> None:
        if name == desk.name:
            desk.browser.view_of(name).show()
            beside.append(steps)

    desk.browser.shown.connect(show)
    try:
        future = desk.pool.submit(lambda: desk.opt_out.apply(desk.opt_out.preview(desk.account.id, State.OFF).code))
        wait_for(lambda: bool(beside) or future.done(), LIMIT_MS)
        if not future.done():
            hand(beside)
        wait_for(future.done, LIMIT_MS)
        return future.result()
    finally:
        desk.browser.shown.disconnect(show)


def test_the_members_own_press_gives_the_same_receipt(sit: Sit) -> None:
    desk = sit(way=ApplyWay.MYSELF)

    def hand(_: object) -> None:
        desk.js(PRESSES)
        press_as_member(desk)

    outcome = take_turn(desk, hand)
    assert (outcome.verdict, outcome.write_problem) == (Verdict.CONFIRMED, None)
    assert outcome.receipt.level is Assurance.READ_BACK_INDEPENDENT
    assert outcome.receipt.fields["assurance"]["method"].startswith(
        "The member pressed the switch on the platform's own"
    )
    assert (desk.stored, desk.writes) == (False, 1)


def count_looks(desk: Desk) -> list[object]:
    """Return a list that grows with every question that is put to the page."""
    asked: list[object] = []
    ask = desk.driver.ask

    def counted(question: Any, at: str, frame: str | None = None) -> Any:
        asked.append(question["kind"])
        return ask(question, at, frame)

    desk.driver.ask = counted  # type: ignore[method-assign]
    return asked


def test_nothing_of_ours_presses_while_the_member_has_their_turn(sit: Sit) -> None:
    """The page writes down every press in the capture phase, with whether a person made it."""
    desk = sit(way=ApplyWay.MYSELF)
    titles: list[object] = []
    looks = count_looks(desk)

    def hand(_: object) -> None:
        desk.js(PRESSES)
        before = len(looks)
        wait_for(lambda: len(looks) > before + 4)  # a press of ours would be in the title
        titles.append(desk.js("document.title"))
        press_as_member(desk)
        wait_for(lambda: desk.js("document.title") == "true")

    outcome = take_turn(desk, hand)
    assert outcome.verdict is Verdict.CONFIRMED
    assert "Plaza" in str(titles[0])
    assert set(looks) <= {"look", "again", "words", "leave"}


@pytest.mark.parametrize("build", ["forgets", "reverts", "optimistic", "signed-out-midway"])
def test_w6_a_press_of_the_members_that_did_not_take_confirms_nothing(sit: Sit, build: str) -> None:
    desk = sit(build, way=ApplyWay.MYSELF)

    def hand(beside: list[object]) -> None:
        press_as_member(desk)
        if build == "reverts":
            wait_for(lambda: beside[-1] == GUIDANCE.flipped_back)  # and the member gives up
            desk.browser.end_turn(desk.name, Ending.LEFT)

    outcome = take_turn(desk, hand)
    assert outcome.verdict in {Verdict.UNCHANGED, Verdict.UNKNOWN}
    assert desk.stored is True
    assert desk.writes == 1


def test_a_page_closed_by_the_member_leaves_an_honest_receipt(sit: Sit) -> None:
    desk = sit(way=ApplyWay.MYSELF)
    outcome = take_turn(desk, lambda _: desk.browser.end_turn(desk.name, Ending.LEFT))
    assert outcome.verdict is Verdict.UNCHANGED
    assert isinstance(outcome.write_problem, PageLeft)
    assert outcome.receipt.level is Assurance.REQUESTED
    assert "was not seen on the page" in outcome.receipt.fields["assurance"]["method"]
    assert [receipt.kind.value for receipt in desk.receipts] == ["genesis", "attempt", "failure"]
