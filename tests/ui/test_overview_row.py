"""What a row of the overview says: the state in words, how it is known, since when, what is due, when it is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.core.sighting import Sighting
from demur.ui import overview_delegate, theme
from demur.ui.overview_row import CALM, Known, Reading, Row, needs_a_look, row_of
from demur.watch.cadence import Cadence
from demur.watch.due import Due, Why
from demur.watch.matter import Matter
from demur.watch.standing import Standing

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
WEEK_AGO = NOW - timedelta(days=7)
ACCOUNT = Account(
    AccountId("square-1"),
    PlatformId("square"),
    SettingId("ai-training"),
    Identity("m-1", "Amber"),
    RegionCode("GB"),
    is_practice=False,
    sign_in=SignInId("square-1"),
)
OFF = Sighting(ACCOUNT.id, WEEK_AGO, State.OFF, Assurance.READ_BACK_INDEPENDENT)
DOWN = Sighting(ACCOUNT.id, NOW - timedelta(hours=1), State.UNKNOWN, reason="platform-failing")
QUIET = Standing(ACCOUNT, Matter.OFF, OFF, OFF, WEEK_AGO, None, None, None, Cadence.MONTHLY)
FAILING = QUIET._replace(matter=Matter.PLATFORM_DOWN, seen=DOWN, fault=Matter.PLATFORM_DOWN)
IS_DUE = Due(ACCOUNT.id, Why.INTERVAL, NOW)


def row(standing: Standing, reading: Reading = Reading.BY_DEMUR) -> Row:
    return row_of(Known(standing, reading), "Square", "Use of posts", NOW)


def test_an_account_that_is_off_says_how_that_is_known() -> None:
    made = row(QUIET)
    assert (made.tone, made.words, made.whose, made.setting) == (
        State.OFF,
        "It is off",
        "Square · Amber",
        "Use of posts",
    )
    (fact,) = made.facts
    assert fact.startswith("Confirmed, 15 Nov 2026 ")
    assert made.spoken == f"It is off. Square · Amber, Use of posts. {fact}"


def test_a_plain_reading_is_not_called_confirmed() -> None:
    seen = OFF._replace(assurance=None)
    assert row(QUIET._replace(seen=seen, certain=seen)).facts[0].startswith("Read from the platform, ")


def test_a_fault_is_told_beside_what_was_known() -> None:
    made = row(FAILING)
    assert (made.tone, made.words) == (State.UNKNOWN, "The platform has a fault of its own")
    tried, known = made.facts
    assert tried.startswith("Tried ")
    assert known.startswith("Last known: Off, 15 Nov 2026 ")


def test_a_switch_that_is_on_stays_the_largest_words_when_the_platform_fails() -> None:
    on = OFF._replace(state=State.ON, assurance=None)
    made = row(FAILING._replace(matter=Matter.STILL_ON, certain=on))
    assert (made.tone, made.words) == (State.ON, "Your data may be used: the switch is on")
    assert "The platform has a fault of its own" in made.facts


@pytest.mark.parametrize(
    ("standing", "reading", "says"),
    [
        (FAILING, Reading.BY_DEMUR, "“Check all” leaves it out until "),
        (FAILING._replace(may_read_alone=True), Reading.BY_DEMUR, "“Check all” leaves it out until "),
        (FAILING._replace(may_read_alone=True, due=IS_DUE), Reading.BY_DEMUR, "Demur will try again after "),
        (FAILING._replace(due=IS_DUE), Reading.WITH_MEMBER, ""),
        (FAILING._replace(due=IS_DUE), Reading.BY_MEMBER, ""),
    ],
)
def test_a_next_try_is_promised_only_where_there_will_be_one(standing: Standing, reading: Reading, says: str) -> None:
    facts = row(standing._replace(next_try_at=NOW + timedelta(minutes=20)), reading).facts
    told = [fact for fact in facts if "again after" in fact or "leaves it out" in fact]
    assert [fact.startswith(says) for fact in told] == ([True] if says else [])


def test_what_is_due_comes_first_and_what_will_be_comes_later() -> None:
    assert row(QUIET._replace(due=IS_DUE)).facts[0] == "Due: not checked for 7 days"
    assert row(QUIET._replace(next_due_at=NOW + timedelta(days=23))).facts[-1] == "Next reminder: 15 December 2026"


def test_practice_says_so_in_its_largest_words() -> None:
    account = Account(
        ACCOUNT.id, ACCOUNT.platform, ACCOUNT.setting, ACCOUNT.identity, ACCOUNT.region, True, sign_in=ACCOUNT.sign_in
    )
    assert row(QUIET._replace(account=account)).words == "Practice: it is off"


def test_how_it_is_read_is_said_where_the_member_is_needed() -> None:
    assert row(QUIET, Reading.WITH_MEMBER).facts[-1] == "Read only with you there"
    assert row(QUIET, Reading.BY_MEMBER).facts[-1] == "You look there yourself"


def test_what_a_member_told_is_said_to_be_their_word() -> None:
    told = OFF._replace(assurance=Assurance.MEMBER_REPORTED)
    made = row(QUIET._replace(matter=Matter.TOLD_BY_MEMBER, seen=told, certain=told), Reading.BY_MEMBER)
    assert (made.tone, made.words) == (State.OFF, "Off, you told us")


@pytest.mark.parametrize("matter", Matter)
def test_every_matter_has_words_of_its_own(matter: Matter) -> None:
    words = {other: row(QUIET._replace(matter=other)).words for other in Matter}
    assert list(words.values()).count(words[matter]) == 1


def test_only_what_the_member_can_do_something_about_needs_a_look() -> None:
    passing = {Matter.RATE_LIMITED, Matter.PLATFORM_DOWN, Matter.OFFLINE}
    for matter in Matter:
        assert needs_a_look(QUIET._replace(matter=matter)) is (matter not in CALM | passing)
        assert needs_a_look(QUIET._replace(matter=matter, due=IS_DUE))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(ink: str, ground: str, part: float) -> str:
    pairs = ((int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * over + (1 - part) * under):02x}" for over, under in pairs)


@pytest.mark.parametrize("wears", [theme.LIGHT, theme.DARK], ids=lambda wears: wears.name)
def test_everything_that_is_drawn_can_be_read(wears: theme.Theme) -> None:
    for ground in (wears.surface, wears.selected):
        assert contrast(wears.ink, ground) >= 4.5
        assert contrast(mixed(wears.ink, ground, overview_delegate.SOFT), ground) >= 4.5
    for state in State:
        assert contrast(wears.ink, wears.tones[state.value].line) >= 4.5
