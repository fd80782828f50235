"""What the engine makes of what a page shows, look by look; the real pages are in `test_builds`."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.core.stage import OwnedClock
from tests.page.scripted import (
    ADDRESS,
    BASE,
    LABEL,
    OFF,
    ON,
    SIGN_IN,
    Scripted,
    answer,
    candidate,
    connect,
    found,
    line_of,
)

from demur.connectors.page.engine import PageLine
from demur.connectors.page.waiting import Patience
from demur.core.page_problem import (
    BrowserPartChanged,
    ChallengeMet,
    ControlAmbiguous,
    ControlDisagrees,
    ControlUnusable,
    PageChanged,
    PageCrashed,
    PageMoved,
)
from demur.core.problem import (
    PlatformFailing,
    PlatformRefused,
    PlatformUnreachable,
    Problem,
    RateLimited,
    ReplyUnreadable,
    SignedOut,
)
from demur.core.reading import Reading
from demur.core.setting import Identity, State

TWIN = candidate(tag="input", checked=True)


def read(view: dict[str, Any], recipe: str = "shipped") -> Reading:
    return connect(Scripted(lambda _: view), recipe).read()


def refused(view: dict[str, Any], recipe: str = "shipped") -> Problem:
    with pytest.raises(Problem) as caught:
        read(view, recipe)
    return caught.value


def begun() -> tuple[Scripted, OwnedClock, PageLine]:
    """Return a line that was read once, and whose next reading was begun."""
    driver, clock = Scripted(), OwnedClock()
    line = line_of(driver, clock)
    line.open().read()
    line.begin()
    return driver, clock, line


def test_a_page_that_was_begun_is_loaded_once_for_the_next_reading() -> None:
    driver, _, line = begun()
    line.open().read()
    assert (driver.waited, driver.loads) == (1, [f"open {ADDRESS}", "reload"])
    line.open().read()
    assert (driver.waited, driver.loads[2:]) == (1, ["reload"]), "the one after that is a load of its own"


def test_a_page_that_was_begun_long_ago_is_loaded_again() -> None:
    driver, clock, line = begun()
    clock.pause(1.0)
    line.open().read()
    assert (driver.begun, driver.waited, driver.loads) == (1, 0, [f"open {ADDRESS}", "reload"])


def test_after_a_change_nothing_is_begun_before_its_list_was_asked() -> None:
    driver, _, line = begun()
    after = answer(OFF, told=1)
    driver.view = lambda _: after if driver.presses else answer(ON)
    connection = line.open()
    connection.write(State.OFF, connection.read())
    line.begin()
    assert driver.begun == 1


def test_a_reading_says_what_was_seen_and_keeps_it() -> None:
    reading = read(answer(ON))
    assert (reading.state, reading.raw) == (State.ON, "true")
    assert reading.identity == Identity("m-1", "Fern")
    assert (reading.address, reading.transport.host) == (ADDRESS, "127.0.0.1:4000")
    assert (reading.is_firsthand, reading.is_account_sure) == (True, True)
    kept = json.loads(reading.body)
    assert kept["control"]["parts"][0]["ariaChecked"] == "true"
    assert (kept["lang"], kept["control"]["by"], kept["state"]) == ("en", "name", "on")
    assert len(reading.body) <= 16 * 1024


@pytest.mark.parametrize(
    ("recipe", "aria", "state"),
    [("shipped", "true", "on"), ("shipped", "false", "off"), ("opposite", "true", "off"), ("opposite", "false", "on")],
)
def test_a9_polarity_is_the_files(recipe: str, aria: str, state: str) -> None:
    name = LABEL if recipe == "shipped" else "Keep Plaza from learning from my posts"
    view = answer(candidate(ariaChecked=aria, name=name), identity=[{"id": "m-1", "name": ""}])
    assert read(view, recipe).state == State(state)


UNREADABLE: list[tuple[str, dict[str, Any], type[Problem]]] = [
    ("none", answer(), PageChanged),
    ("two", answer(ON, TWIN), ControlAmbiguous),
    ("many", answer(ON) | {"found": {"control": {"count": 9, "candidates": [ON]}}}, ControlAmbiguous),
    ("unseen", answer(candidate(isVisible=False)), ControlUnusable),
    ("disabled", answer(candidate(isEnabled=False)), ControlUnusable),
    ("inert", answer(candidate(isInert=True)), ControlUnusable),
    ("aria-hidden", answer(candidate(isHidden=True)), ControlUnusable),
    ("covered", answer(candidate(isHit=False)), ControlUnusable),
    ("disagrees", answer(candidate(checked=True, ariaChecked="false")), ControlDisagrees),
    ("mixed", answer(candidate(ariaChecked="mixed")), ControlDisagrees),
    ("indeterminate", answer(candidate(checked=True, isMixed=True, ariaChecked=None)), ControlDisagrees),
    ("no state", answer(candidate(ariaChecked=None)), PageChanged),
    ("odd state", answer(candidate(ariaChecked="yes")), ControlDisagrees),
    ("empty state", answer(candidate(ariaChecked="", checked=True)), ControlDisagrees),
    ("other language's name", answer(candidate(name="Plaza darf aus meinen Beiträgen lernen")), PageChanged),
    ("language not in the file", answer(ON, lang="fi"), PageChanged),
    ("not offered beside a control", answer(ON, notOffered=["This setting is not offered here."]), ControlDisagrees),
    ("not offered in another language", answer(notOffered=["Diese Einstellung gibt es hier nicht."]), PageChanged),
    ("half a page", answer(ON, isWhole=False), PageChanged),
    ("still loading", answer(ON, isComplete=False), ControlDisagrees),
    ("nobody named", answer(ON, identity=[]), PageChanged),
    ("two named", answer(ON, identity=[{"id": "m-1", "name": ""}, {"id": "m-2", "name": ""}]), PageChanged),
    ("an empty name", answer(ON, identity=[{"id": " ", "name": ""}]), PageChanged),
    ("429", answer(ON, status=429), RateLimited),
    ("500", answer(ON, status=500), PlatformFailing),
    ("404", answer(ON, status=404), PlatformRefused),
    ("no roles", {"missing": True}, BrowserPartChanged),
    ("another form", answer(candidate(checked="true")), BrowserPartChanged),
    ("a list", answer(ON) | {"found": []}, BrowserPartChanged),
]


@pytest.mark.parametrize(("view", "problem"), [case[1:] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE])
def test_a4_what_is_not_plain_is_no_state(view: dict[str, Any], problem: type[Problem]) -> None:
    assert type(refused(view)) is problem


@pytest.mark.parametrize("lang", ["en", "EN", "en-GB", "en_US", "", " "])
def test_a_language_is_known_by_its_first_part(lang: str) -> None:
    assert read(answer(ON, lang=lang)).state is State.ON


def test_only_the_platforms_own_words_read_as_not_offered() -> None:
    reading = read(answer(notOffered=["This setting is not offered here."]))
    assert (reading.state, reading.raw) == (State.NOT_OFFERED, '"This setting is not offered here."')


WITNESSED = candidate(isWitnessed=True, name="Muuta")
META = [{"id": "m-1", "name": ""}]


@pytest.mark.parametrize(
    ("view", "by"),
    [
        (answer(candidate(isWitnessed=True), identity=META), "name-and-witness"),
        (answer(ON, identity=META), "name"),
        (answer(WITNESSED, lang="fi", identity=META), "witness"),
    ],
)
def test_what_the_control_was_known_by_is_kept(view: dict[str, Any], by: str) -> None:
    assert json.loads(read(view, "witness").body)["control"]["by"] == by


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (answer(WITNESSED, identity=META), PageChanged),
        (answer(WITNESSED, lang="", identity=META), PageChanged),
        (answer(ON, WITNESSED, identity=META), ControlAmbiguous),
    ],
)
def test_a_witness_stands_in_for_no_name_that_is_known(view: dict[str, Any], problem: type[Problem]) -> None:
    assert type(refused(view, "witness")) is problem


def radio(on: bool, off: bool, instead: dict[str, Any] | None = None) -> dict[str, Any]:
    pair = {
        key: found(candidate(role="radio", tag="input", name=name, checked=checked, ariaChecked=None))
        for key, name, checked in (("on", "On", on), ("off", "Off", off))
    }
    return answer(identity=META) | {"found": pair | (instead or {})}


def test_a_pair_of_radio_buttons_has_exactly_one_that_is_checked() -> None:
    assert [read(radio(on, not on), "radio").state for on in (True, False)] == [State.ON, State.OFF]
    assert type(refused(radio(True, True), "radio")) is ControlDisagrees
    assert type(refused(radio(False, False), "radio")) is ControlDisagrees
    assert type(refused(radio(True, False, {"off": found()}), "radio")) is PageChanged
    both = found(candidate(role="radio", name="Off"), candidate(role="radio", name="Off"))
    assert type(refused(radio(True, False, {"off": both}), "radio")) is ControlAmbiguous


def select(selected: str | None, options: dict[str, int] | None = None) -> dict[str, Any]:
    options = {"On": 1, "Off": 1} if options is None else options
    one = candidate(role="combobox", tag="select", ariaChecked=None, selected=selected, options=options)
    return answer(one, identity=META)


def test_a_select_shows_one_of_the_two_options() -> None:
    assert [read(select(words), "select").state for words in ("On", "Off")] == [State.ON, State.OFF]
    assert type(refused(select(None), "select")) is PageChanged
    assert type(refused(select("On", {"On": 2, "Off": 1}), "select")) is PageChanged
    assert type(refused(select("On", {"On": 1, "Off": 0}), "select")) is PageChanged


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (SIGN_IN, SignedOut),
        (f"{SIGN_IN}/code", SignedOut),
        (f"{BASE}/web/challenge", ChallengeMet),
        (f"{BASE}/web/settings/ads", PageMoved),
        (f"{BASE}/web/sign-in-elsewhere", PageMoved),
        (f"{ADDRESS}/", PageMoved),
    ],
)
def test_the_address_landed_on_is_what_counts(address: str, problem: type[Problem]) -> None:
    driver = Scripted(landings=[address])
    with pytest.raises(problem):
        connect(driver).read()
    assert driver.looks == 0, "nothing of ours runs elsewhere"


def test_a_page_that_leads_away_while_it_is_looked_at_is_told() -> None:
    driver = Scripted()

    def lead_away(_: int) -> dict[str, Any]:
        driver.here = f"{BASE}/web/settings/ads"
        return answer()

    driver.view = lead_away
    with pytest.raises(PageMoved) as caught:
        connect(driver).read()
    assert caught.value.details["address"].endswith("/ads")


def test_a_second_reading_loads_the_page_anew_past_all_copies() -> None:
    driver = Scripted()
    line = line_of(driver, OwnedClock())
    assert [line.open().read().state for _ in range(2)] == [State.ON, State.ON]
    assert driver.loads == [f"open {ADDRESS}", "reload"]


def test_a_load_that_failed_is_opened_again() -> None:
    driver = Scripted(here=ADDRESS)
    plain = driver.landing

    def landing() -> Any:
        if not driver.loads:
            raise PlatformUnreachable
        return plain()

    driver.landing = landing  # type: ignore[method-assign]
    assert connect(driver).read().state is State.ON
    assert driver.loads == [f"open {ADDRESS}"]


@pytest.mark.parametrize(
    ("changes", "is_direct"),
    [({"isControlled": True}, True), ({"workerStart": 3.5}, True), ({"isCleared": False}, True), ({}, False)],
)
def test_a6_what_a_copy_may_have_answered_is_not_firsthand(changes: dict[str, Any], is_direct: bool) -> None:
    driver = Scripted(lambda _: answer(ON, **changes), is_direct=is_direct)
    assert connect(driver).read().is_firsthand is False


def test_a6_a_page_that_goes_on_by_itself_after_its_load_is_not_firsthand() -> None:
    """What is looked at then is another load than the one that went past all copies."""
    assert not connect(Scripted(goes_on=True)).read().is_firsthand


def views(*each: dict[str, Any]) -> Callable[[int], dict[str, Any]]:
    return lambda number: each[min(number, len(each) - 1)]


@pytest.mark.parametrize("first", [answer(ON), answer(OFF, document=0.5)], ids=["another state", "another load"])
def test_two_looks_in_a_row_must_agree(first: dict[str, Any]) -> None:
    driver = Scripted(views(first, answer(OFF), answer(OFF)))
    assert connect(driver).read().state is State.OFF
    assert driver.looks == 4, "and what reassures must stand a while"


def test_what_confirms_nothing_and_reassures_nobody_need_not_stand() -> None:
    driver = Scripted(lambda _: answer(ON))
    assert connect(driver).read().state is State.ON
    assert driver.looks == 2


def test_what_does_not_stand_is_not_believed() -> None:
    driver = Scripted(views(answer(OFF), answer(OFF), answer(ON), answer(ON)))
    assert connect(driver).read().state is State.ON


def test_a_page_that_never_settles_is_no_state() -> None:
    driver = Scripted(lambda number: answer(ON if number % 2 else OFF))
    with pytest.raises(ControlDisagrees):
        connect(driver).read()


def test_a_control_drawn_late_is_waited_for_but_not_for_ever() -> None:
    clock = OwnedClock()
    begun = clock.now()
    driver = Scripted(lambda _: answer(ON) if (clock.now() - begun).total_seconds() > 9 else answer())
    assert line_of(driver, clock).open().read().state is State.ON
    driver.view = lambda _: answer()
    begun = clock.now()
    with pytest.raises(PageChanged) as caught:
        line_of(driver, clock).open().read()
    assert 10 <= (clock.now() - begun).total_seconds() < 11
    assert LABEL in caught.value.details["expected"]
    assert caught.value.outline == "switch"


def test_what_a_script_still_fetches_is_waited_for() -> None:
    """A page that draws the switch off at first, and fills in what it fetches: the first is not believed."""
    driver = Scripted(scripted=1)
    driver.view = lambda number: answer(OFF) if number < 20 else answer(ON, ended=1)
    assert connect(driver).read().state is State.ON


def test_a_request_that_never_ends_holds_nothing_up_for_ever() -> None:
    clock = OwnedClock()
    begun = clock.now()
    assert line_of(Scripted(scripted=1), clock).open().read().state is State.ON
    assert (clock.now() - begun).total_seconds() >= Patience().quiet_s


def test_what_may_be_a_stream_of_events_is_waited_for_less() -> None:
    """A stream never ends; any other request does, and is waited for as long as the control itself may be."""

    def seconds(scripted: int, streams: int) -> float:
        clock = OwnedClock()
        begun = clock.now()
        line_of(Scripted(scripted=scripted, streams=streams), clock).open().read()
        return (clock.now() - begun).total_seconds()

    patience = Patience()
    assert patience.stream_s <= seconds(1, 1) < patience.quiet_s / 2
    assert seconds(2, 1) >= patience.quiet_s


def test_a_crash_while_it_is_looked_at_is_told_at_once() -> None:
    with pytest.raises(PageCrashed):
        connect(Scripted(lambda _: PageCrashed())).read()


def test_a_page_that_went_away_under_a_look_is_looked_at_again() -> None:
    driver = Scripted(lambda number: ReplyUnreadable(what="answer") if number < 3 else answer(ON))
    assert connect(driver).read().state is State.ON


def test_a_page_that_never_answers_a_look_is_no_state() -> None:
    with pytest.raises(PageChanged):
        connect(Scripted(lambda _: ReplyUnreadable(what="answer"))).read()


def test_a_page_that_names_nobody_leaves_the_naming_to_the_member() -> None:
    driver = Scripted(lambda _: answer(ON, identity=None))
    reading = connect(driver, "nameless").read()
    assert reading.identity == Identity("", "Fern")
    assert reading.is_account_sure


@pytest.mark.parametrize("passed", [SIGN_IN, f"{SIGN_IN}/code", f"{BASE}/web/challenge"])
def test_a_sign_in_between_two_readings_leaves_the_account_unsure(passed: str) -> None:
    driver = Scripted(lambda _: answer(ON, identity=None), passed=[SIGN_IN])
    line = line_of(driver, OwnedClock(), "nameless")
    assert line.open().read().is_account_sure, "what was before the first reading says nothing"
    assert line.open().read().is_account_sure
    driver.passed.append(passed)
    assert not line.open().read().is_account_sure


def test_a_session_that_begins_anew_between_two_readings_leaves_the_account_unsure() -> None:
    """The account was signed out meanwhile, and its session with it: nobody knows who is in the new one."""
    driver = Scripted(lambda _: answer(ON, identity=None), passed=[SIGN_IN, SIGN_IN, ADDRESS])
    line = line_of(driver, OwnedClock(), "nameless")
    assert line.open().read().is_account_sure
    driver.passed.clear()
    assert not line.open().read().is_account_sure


def test_a_page_that_names_the_member_needs_no_trail() -> None:
    driver = Scripted()
    line = line_of(driver, OwnedClock())
    line.open().read()
    driver.passed.append(SIGN_IN)
    assert line.open().read().is_account_sure
