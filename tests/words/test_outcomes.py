"""The words for an outcome say no more than was seen."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from demur.core.account import Account, AccountId, SignInId
from demur.core.entry import Receipt, Reported, Unseen
from demur.core.outcome import Outcome, Seen, Step, Verdict
from demur.core.problem import AttemptClosed, DiskFull, PlatformFailing, Problem
from demur.core.reading import Reading, Transport
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.words import outcomes, problems

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WHO = Identity("us-on", "Amber")
ACCOUNT = Account(
    AccountId("a"), PlatformId("p"), SettingId("s"), WHO, RegionCode("US"), is_practice=True, sign_in=SignInId("a")
)
RECEIPT = Receipt(2, b"{}", {}, ACCOUNT.id)
FAILING = PlatformFailing(status="503")


def reading(state: State) -> Reading:
    return Reading(state, "x", WHO, NOW, "https://p.example/s", b"{}", Transport("p.example"))


AFTER: dict[Verdict, Reading | Unseen | Reported] = {
    Verdict.CONFIRMED: reading(State.OFF),
    Verdict.SEEN_ONCE: reading(State.OFF),
    Verdict.UNCHANGED: reading(State.ON),
    Verdict.UNKNOWN: Unseen("platform-unreachable", NOW),
    Verdict.OBSERVED: reading(State.OFF),
    Verdict.TOLD: Reported(State.OFF, NOW),
    Verdict.NOT_FOUND: Reported(State.UNKNOWN, NOW, reason="member-did-not-find"),
    Verdict.SENT: Reported(State.UNKNOWN, NOW, reason="no-answer-yet"),
    Verdict.ANSWERED: Reported(State.OFF, NOW),
}


def outcome(verdict: Verdict) -> Outcome:
    return Outcome(verdict, ACCOUNT, State.OFF, State.ON, AFTER[verdict], RECEIPT)


def words_of(found: Outcome) -> str:
    return f"{outcomes.headline(found, 'Plaza')} {outcomes.detail(found, 'Plaza')}"


ALL = [
    replace(
        outcome(verdict),
        write_problem=write,
        not_saved=unsaved,
        receipt=None if unsaved else RECEIPT,
        is_resumed=resumed,
    )
    for verdict, write, unsaved, resumed in product(
        Verdict, (None, FAILING), (None, DiskFull(), AttemptClosed()), (False, True)
    )
]


@pytest.mark.parametrize("found", ALL)
def test_only_a_confirmed_change_is_called_confirmed(found: Outcome) -> None:
    says_so = "confirmed" in words_of(found).casefold()
    assert says_so == (found.verdict is Verdict.CONFIRMED)
    assert "{" not in words_of(found)


def test_no_words_of_a_problem_say_confirmed_by_the_way() -> None:
    for code in problems.WORDS:
        assert "confirmed" not in problems.reason(code).casefold()
        assert "confirmed" not in problems.WORDS[code].next_step.casefold()


HERE = replace(reading(State.OFF), identity=Identity("", "Maya at work"))


@pytest.mark.parametrize(("state", "words"), [(State.OFF, "opted out"), (State.ON, "opted in again")])
def test_where_the_member_named_the_account_that_is_said_in_the_same_breath(state: State, words: str) -> None:
    """Design part 3, step 8."""
    named = replace(ACCOUNT, identity=HERE.identity)
    found = replace(outcome(Verdict.CONFIRMED), account=named, requested=state, after=replace(HERE, state=state))
    said = outcomes.headline(found, "Plaza")
    assert said.startswith("Confirmed for the account signed in in this window, which you call Maya at work: you are")
    assert words in said
    assert "Plaza answered" not in outcomes.detail(found, "Plaza"), "a page showed it, nobody answered"
    assert "this window" not in words_of(outcome(Verdict.CONFIRMED))


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (replace(HERE, is_account_sure=False), "another account may have been signed in"),
        (replace(HERE, is_account_sure=False, is_firsthand=False), "A stored copy may have answered"),
        (replace(HERE, is_firsthand=False), "A stored copy may have answered"),
    ],
)
def test_seen_once_says_what_is_not_certain(after: Reading, words: str) -> None:
    assert words in words_of(replace(outcome(Verdict.SEEN_ONCE), after=after))


def test_unchanged_tells_a_success_that_was_none_from_a_refusal() -> None:
    said = words_of(outcome(Verdict.UNCHANGED))
    assert "Not changed: Plaza's switch is still On." in said
    assert "Plaza answered the change with success. Reading it back showed On." in said
    refused = words_of(replace(outcome(Verdict.UNCHANGED), write_problem=FAILING))
    assert "answered with success" not in refused.replace("not answered with success", "")
    assert "status 503" in refused


def test_unknown_says_why_and_that_nothing_was_sent_twice() -> None:
    said = words_of(outcome(Verdict.UNKNOWN))
    assert "could not be reached" in said
    assert "Nothing was sent a second time." in said
    moved = words_of(replace(outcome(Verdict.UNKNOWN), after=reading(State.NOT_OFFERED)))
    assert "Plaza now says Not offered" in moved


def test_resumed_attempt_claims_nothing_about_the_write() -> None:
    said = words_of(replace(outcome(Verdict.UNCHANGED), is_resumed=True))
    assert said.startswith("Demur ended in the middle of an attempt; it looked again and found: Not changed")
    assert "answered the change with success" not in said
    still_open = replace(outcome(Verdict.UNKNOWN), is_resumed=True, receipt=None)
    assert "The attempt stays open" in words_of(still_open)


@pytest.mark.parametrize("problem", [DiskFull(), AttemptClosed()])
def test_unsaved_receipt_is_said_with_its_reason(problem: Problem) -> None:
    said = words_of(replace(outcome(Verdict.CONFIRMED), receipt=None, not_saved=problem))
    assert problems.sentence(problem) in said
    assert ("could not be saved" in said) == isinstance(problem, DiskFull)
    assert "stays open" not in said


def test_every_step_has_words() -> None:
    assert len({outcomes.step(step) for step in Step}) == len(Step)


def test_switch_that_is_on_again_is_told_without_blaming_anyone() -> None:
    """A8."""
    said = outcomes.turned_on("21 Nov 2026 14:03:00 UTC")
    assert said == "It was off on 21 Nov 2026 14:03:00 UTC, and it is on now. Demur can't see who changed it."


def test_record_of_a_switch_that_is_on_again_names_its_receipt_or_why_there_is_none() -> None:
    seen = Seen(reading(State.ON), RECEIPT, NOW)
    assert outcomes.turned_on_record(seen) == "What was seen is recorded in receipt 2."
    unsaved = outcomes.turned_on_record(replace(seen, receipt=None, not_saved=DiskFull()))
    assert unsaved.startswith("The receipt could not be saved: The disk is full")
    assert outcomes.turned_on_record(Seen(reading(State.ON))) == ""
