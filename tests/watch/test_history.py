"""A year of one account: what was seen is folded, what was not is a gap, and each line says no more than is known."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from demur.core.account import AccountId
from demur.core.receipt import Receipt
from demur.core.setting import Assurance, State
from demur.core.sighting import Sighting
from demur.receipts.moment import moment_text
from demur.watch.history import Gap, History, Moment, Reworded, Stretch, history_of
from demur.words import history as words

ACCOUNT = AccountId("plaza-1a2b3c4d")
BEGINNING = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)


def at(days: float) -> datetime:
    return BEGINNING + timedelta(days=days)


def saw(days: float, state: State = State.OFF, **more: Any) -> Sighting:
    return Sighting(ACCOUNT, at(days), state, **more)


def failed(days: float, code: str) -> Sighting:
    return saw(days, State.UNKNOWN, reason=code)


def receipt(index: int, days: float, kind: str = "confirmation", **fields: Any) -> Receipt:
    facts = {
        "id": f"urn:uuid:{index}",
        "kind": kind,
        "recordedAt": moment_text(at(days) + timedelta(seconds=2)),
        "assurance": {"level": "read-back-independent"},
        "before": {"state": "on"},
        "after": {"state": "off", "observedAt": moment_text(at(days))},
        "requested": "off",
        **fields,
    }
    return Receipt(index, b"", facts, ACCOUNT)


def lines(found: History) -> list[str]:
    return [words.sentence(one, lambda when: when.date().isoformat()) for one in found.happenings]


def test_a_year_is_told_in_a_few_lines() -> None:
    weekly = [saw(day, is_by_itself=day > 30) for day in range(1, 80, 7)]
    autumn = [failed(250, "platform-unreachable"), failed(251, "platform-unreachable"), failed(252, "signed-out")]
    seen = [saw(0, State.ON), *weekly, saw(119), *autumn, saw(260, State.ON), saw(260.5)]
    sealed = [
        receipt(13, 0.9, "attempt", after=None),
        receipt(14, 0.9, attempt="urn:uuid:13"),
        receipt(15, 260.5, "observation", before=None, requested=None),
    ]
    assert lines(history_of(reversed(seen), sealed, at(365))) == [
        "2025-11-03: On, seen once. Read from the platform.",
        "2025-11-04: Opt-out confirmed, receipt 14. Confirmed: read back afresh.",
        "2025-11-04 to 2026-01-20: Off, seen 12 times. Read from the platform; 7 of these by Demur itself, as you "
        "chose.",
        "2026-01-20 to 2026-03-02: Not checked for 41 days.",
        "2026-03-02: Off, seen once. Read from the platform.",
        "2026-03-02 to 2026-07-11: Not checked for 131 days.",
        "2026-07-11 to 2026-07-12: Could not be told, 2 times: The platform could not be reached.",
        "2026-07-13: Could not be told: You are no longer signed in at the platform.",
        "2026-07-21: On, seen once. Read from the platform.",
        "2026-07-21: Seen: Off, receipt 15. Read from the platform; nothing was applied.",
        "2026-07-21: Off, seen once. Read from the platform.",
        "2026-07-21 until now: Not checked for 104 days.",
    ]


def test_a_fault_is_never_taken_for_a_state_nor_counted_as_one() -> None:
    found = history_of([saw(0), failed(1, "rate-limited"), saw(2)], [], at(3)).happenings
    assert [(one.state, one.times) for one in found if isinstance(one, Stretch)] == [
        (State.OFF, 1),
        (State.UNKNOWN, 1),
        (State.OFF, 1),
    ]


@pytest.mark.parametrize(("days", "gaps"), [(35, 0), (35.01, 1)])
def test_a_gap_is_longer_than_five_weeks(days: float, gaps: int) -> None:
    found = history_of([saw(0), saw(days)], [], at(days)).happenings
    assert sum(isinstance(one, Gap) for one in found) == gaps
    assert sum(isinstance(one, Stretch) for one in found) == 1 + gaps, "equal readings fold unless a gap parts them"


def test_what_the_member_said_and_what_a_cache_may_have_said_stand_apart_from_what_was_read() -> None:
    told: dict[str, Any] = {"assurance": Assurance.MEMBER_REPORTED}
    seen = [saw(0), saw(1, **told), saw(2, is_sure=False), saw(3, State.UNKNOWN, reason="no-answer-yet", **told)]
    assert lines(history_of(seen, [], at(4)))[1:] == [
        "2025-11-04: Off, you told us. Your word; Demur did not look itself.",
        "2025-11-05: Off, seen once. Seen, but a cache may have answered, or somebody else may have been signed in.",
        "2025-11-06: Request sent, you told us. Your word; Demur did not look itself.",
    ]


def test_a_receipt_older_than_all_sightings_is_a_look_of_its_own_and_a_request_is_none() -> None:
    """Looks were not kept before there were sightings, but what was sealed stays known."""
    sealed = [receipt(2, 0), receipt(3, 30, "request", requested="off"), receipt(4, 20, "attempt", after=None)]
    found = history_of([saw(60)], sealed, at(61)).happenings
    assert [type(one) for one in found] == [Moment, Gap, Moment, Moment, Stretch]
    assert found[1] == Gap(at(0), at(60), is_open=False)
    assert [one.receipt.index for one in found if isinstance(one, Moment)] == [2, 4, 3], "an open attempt is told"


def test_other_words_on_the_page_are_told_once() -> None:
    seen = [saw(0, wording="a"), saw(1), saw(2, wording="a"), saw(3, wording="b"), saw(4, wording="b")]
    found = history_of(seen, [], at(5)).happenings
    assert [one for one in found if isinstance(one, Reworded)] == [Reworded(at(3))]


def test_nothing_is_made_of_nothing() -> None:
    assert history_of([], [], at(0)) == History((), at(0))


@pytest.mark.parametrize(("ext", "gaps"), [({}, 0), ({"about": "urn:uuid:1", "switchedOnByMember": "no"}, 1)])
def test_an_answer_to_who_switched_it_is_no_look(ext: dict[str, str], gaps: int) -> None:
    said = receipt(2, 30, "observation", after={"state": "unknown"}, **({"ext": ext} if ext else {}))
    found = history_of([saw(0), saw(60)], [said], at(60)).happenings
    assert sum(isinstance(one, Gap) for one in found) == gaps


def test_a_clock_that_was_ahead_once_leaves_no_gap_of_less_than_no_days() -> None:
    found = history_of([saw(400), saw(0)], [], at(3))
    assert [one.days for one in found.happenings if isinstance(one, Gap)] == [400]
    assert (found.begins, found.ends) == (at(0), at(400))


@pytest.fixture(params=[("Pacific/Kiritimati", "2026-03-02"), ("America/Los_Angeles", "2026-03-01")])
def begins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """On which day noon of 1 March in UTC is, in a zone that is this computer's for the test."""
    zone, day = request.param
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    yield day
    monkeypatch.undo()
    time.tzset()


def test_days_between_are_the_same_in_every_zone(begins: str) -> None:
    """A summer time that begins in between takes an hour from the wall's clock, and none from what is counted."""
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    found = history_of([Sighting(ACCOUNT, noon, State.OFF)], [], noon + timedelta(days=41, minutes=1)).happenings
    line = words.sentence(found[-1], lambda when: when.astimezone().date().isoformat())
    assert line == f"{begins} until now: Not checked for 41 days."
