"""“Switch it for me”: pressed once, and with a sign of saving or not at all; what a press needs and what it leaves."""

from dataclasses import replace
from typing import Any

import pytest
from tests.page.scripted import (
    LABEL,
    OFF,
    ON,
    SIGN_IN,
    Scripted,
    answer,
    candidate,
    connect,
    found,
)

from demur.connectors.own_browser import Mark, Marked
from demur.core.page_problem import (
    ChangeUnsettled,
    PageChanged,
    PageCrashed,
)
from demur.core.problem import (
    Problem,
    SignedOut,
    StaleWrite,
)
from demur.core.reading import Reading
from demur.core.setting import State

WITNESSED = candidate(isWitnessed=True, name="Muuta")
META = [{"id": "m-1", "name": ""}]


def read(view: dict[str, Any], recipe: str = "shipped") -> Reading:
    return connect(Scripted(lambda _: view), recipe).read()


def pressing(driver: Scripted, recipe: str = "shipped", seen: State = State.ON) -> PageCrashed | Problem | None:
    """Press for `off`, and return the problem that came of it."""
    connector = connect(driver, recipe)
    reading = connector.read()
    try:
        connector.write(State.OFF, reading if seen is State.ON else _as(reading, seen))
    except Problem as problem:
        return problem
    return None


def _as(reading: Reading, state: State) -> Reading:
    return replace(reading, state=state)


def after_press(driver: Scripted, before: dict[str, Any], after: dict[str, Any]) -> None:
    driver.view = lambda _: after if driver.presses else before


@pytest.mark.parametrize(
    "sign", [{"told": 1}, {"saved": ["Saved."]}, {"document": 2.0}], ids=["a request", "its words", "a new page"]
)
def test_a_press_has_taken_once_the_platform_was_told(sign: dict[str, Any]) -> None:
    driver = Scripted()
    after_press(driver, answer(ON), answer(OFF, **sign))
    assert pressing(driver) is None
    assert len(driver.presses) == 1


@pytest.mark.parametrize(
    "after",
    [answer(OFF), answer(ON, told=1), answer(told=1), answer(OFF, told=1, isComplete=False)],
    ids=["no sign", "not flipped", "gone", "still loading"],
)
def test_a_press_without_a_sign_is_unsettled_and_never_made_again(after: dict[str, Any]) -> None:
    driver = Scripted()
    after_press(driver, answer(ON), after)
    assert isinstance(pressing(driver), ChangeUnsettled)
    assert len(driver.presses) == 1


def test_words_that_were_there_before_the_press_are_no_sign() -> None:
    same, other = Scripted(), Scripted()
    after_press(same, answer(ON, saved=["Saved."]), answer(OFF, saved=["Saved."]))
    after_press(other, answer(ON, saved=["Saved."]), answer(OFF, saved=["Gespeichert."]))
    assert isinstance(pressing(same), ChangeUnsettled)
    assert pressing(other) is None


def telling_first(ends_at: int) -> Scripted:
    """Return a page that tells somebody of the press, and has another request under way until a look of that number."""
    driver = Scripted()

    def view(number: int) -> dict[str, Any]:
        if not driver.presses:
            return answer(ON)
        driver.scripted = 2
        return answer(OFF, told=1, answered=2 if number >= ends_at else 1)

    driver.view = view
    return driver


def test_what_a_press_began_is_waited_for() -> None:
    driver = telling_first(ends_at=40)
    assert pressing(driver) is None
    assert driver.looks > 40


def test_what_never_ends_is_not_waited_for_long() -> None:
    """Nobody is told that an answer has ended whose body no script reads."""
    driver = telling_first(ends_at=10**6)
    assert pressing(driver) is None


def test_what_was_under_way_before_the_press_is_not_waited_for() -> None:
    def looks_after(driver: Scripted) -> int:
        after_press(driver, answer(ON), answer(OFF, told=1))
        connector = connect(driver)
        reading, before = connector.read(), driver.looks
        connector.write(State.OFF, reading)
        return driver.looks - before

    assert looks_after(Scripted(scripted=1, streams=1)) == looks_after(Scripted())


def test_what_changed_since_it_was_read_is_not_pressed() -> None:
    driver = Scripted()
    assert isinstance(pressing(driver, seen=State.OFF), StaleWrite)
    assert driver.presses == []


def test_what_was_replaced_under_the_hand_was_not_pressed_and_is_found_again() -> None:
    driver = Scripted()
    driver.pressed = lambda: {"isPressed": len(driver.presses) > 2, "count": 1, "since": 1.0, "document": 1.0}
    driver.view = lambda _: answer(OFF, told=1) if len(driver.presses) > 2 else answer(ON)
    assert pressing(driver) is None
    assert len(driver.presses) == 3


def test_a_press_that_may_have_been_made_is_never_made_again() -> None:
    driver = Scripted()

    def crash() -> dict[str, Any]:
        raise PageCrashed

    driver.pressed = crash
    assert isinstance(pressing(driver), PageCrashed)
    assert len(driver.presses) == 1


def test_the_press_names_everything_that_was_seen() -> None:
    driver = Scripted()
    after_press(driver, answer(ON), answer(OFF, told=1))
    pressing(driver)
    (question,) = driver.presses
    assert question["as"]["ariaChecked"] == "true"
    assert question["as"]["name"] == LABEL


def test_signed_out_after_the_press_is_told() -> None:
    driver = Scripted()

    def press() -> dict[str, Any]:
        driver.here = SIGN_IN
        return {"isPressed": True, "count": 1, "since": 1.0, "document": 1.0}

    driver.pressed = press
    assert isinstance(pressing(driver), SignedOut)


def dialog(name: str = "Yes, change it", **changes: Any) -> dict[str, Any]:
    button = candidate(role="button", name=name, ariaChecked=None, **changes)
    return answer(ON, identity=META) | {"found": {"control": found(ON), "confirm": found(button)}}


def test_a_dialog_is_confirmed_once_and_only_where_it_is_one() -> None:
    driver = Scripted()
    quiet = answer(ON, identity=META) | {"found": {"control": found(ON), "confirm": found()}}
    done = answer(identity=META, told=1) | {"found": {"control": found(OFF), "confirm": found()}}
    driver.view = lambda _: (quiet, dialog(isInDialog=True), done)[min(len(driver.presses), 2)]
    assert pressing(driver, "dialog") is None
    assert [press["wanted"]["names"] for press in driver.presses] == [[LABEL], ["Yes, change it"]]
    elsewhere = Scripted()
    elsewhere.view = lambda _: dialog(isInDialog=False) if elsewhere.presses else quiet
    assert isinstance(pressing(elsewhere, "dialog"), ChangeUnsettled)
    assert len(elsewhere.presses) == 1


@pytest.mark.parametrize("count", [1, 9], ids=["covered", "more of its name than were looked at"])
def test_a_button_that_nobody_could_press_for_certain_is_not_pressed(count: int) -> None:
    """Whatever belongs to the switch, a dialog's button or one that saves, must be the only one, and within reach."""
    driver = Scripted()
    quiet = answer(ON, identity=META) | {"found": {"control": found(ON), "confirm": found()}}
    asking = dialog(isInDialog=True, isHit=count > 1)
    asking["found"]["confirm"]["count"] = count
    driver.view = lambda _: asking if driver.presses else quiet
    assert isinstance(pressing(driver, "dialog"), ChangeUnsettled)
    assert len(driver.presses) == 1


def test_a_button_on_another_members_page_is_not_pressed() -> None:
    driver = Scripted()
    quiet = answer(ON, identity=META) | {"found": {"control": found(ON), "confirm": found()}}
    theirs = dialog(isInDialog=True) | {"identity": [{"id": "m-2", "name": ""}]}
    driver.view = lambda _: theirs if driver.presses else quiet
    assert isinstance(pressing(driver, "dialog"), ChangeUnsettled)
    assert len(driver.presses) == 1


def test_a_dialog_that_stays_is_not_confirmed_again() -> None:
    driver = Scripted()
    quiet = answer(ON, identity=META) | {"found": {"control": found(ON), "confirm": found()}}
    driver.view = lambda _: dialog(isInDialog=True) if driver.presses else quiet

    def press() -> dict[str, Any]:
        assert len(driver.presses) <= 2, "the switch and its dialog, each once"
        return {"isPressed": True, "count": 1, "since": 1.0, "document": 1.0}

    driver.pressed = press
    assert isinstance(pressing(driver, "dialog"), ChangeUnsettled)


def test_a_language_whose_buttons_are_not_known_is_not_pressed_in() -> None:
    """The witness finds the switch, but nothing finds the button that saves; so it is left alone."""
    driver = Scripted(lambda _: answer(WITNESSED, lang="fi", identity=META))
    connector = connect(driver, "witness")
    recipe = connector.visit.recipe
    save = Marked("Save", Mark.VERIFIED, "2026")
    connector.visit.recipe = replace(recipe, wordings=tuple(replace(one, save=save) for one in recipe.wordings))
    reading = connector.read()
    with pytest.raises(PageChanged):
        connector.write(State.OFF, reading)
    assert driver.presses == []
