"""Letters that were sent: recorded on the member's word, waited for, answered, put off."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.core.stage import ACCOUNT
from tests.letters.conftest import Living, Post

from demur.core.entry import Kind
from demur.core.letter_problem import ExtensionLate, LetterNotHere, NobodyBlamed, NoLetterSent, NoRelapse
from demur.core.outcome import Verdict
from demur.core.own_browser import Reply
from demur.core.problem import DateAhead, LedgerDamaged, RequestAnswered
from demur.core.route import Way
from demur.core.setting import Assurance, State
from demur.core.telling import Said
from demur.letters.letter import LetterKind
from demur.words import outcomes
from demur.words import receipts as receipt_words

ON = date(2026, 10, 21)
DUE = date(2026, 11, 23)  # the 21st is a Saturday
LATER = date(2027, 1, 21)


def test_a_letter_is_a_request_on_the_members_word_with_its_last_day(post: Post) -> None:
    outcome = post.letters.sent(ACCOUNT.id, ON)
    assert outcome.receipt is not None
    fields = outcome.receipt.fields
    assert (outcome.verdict, outcome.receipt.kind, outcome.receipt.level) == (
        Verdict.SENT,
        Kind.REQUEST,
        Assurance.MEMBER_REPORTED,
    )
    assert (fields["ext"], fields["identity"]) == (
        {"letter": "objection", "reportedDate": "2026-10-21"},
        "named-by-member",
    )
    assert fields["after"]["evidence"] == []
    assert outcomes.headline(outcome, "Meadow") == "You told us that Meadow got your letter on 21 October 2026."
    assert receipt_words.change(outcome.receipt) == "Letter received on 2026-10-21"
    assert post.letters.open_requests() == [(ACCOUNT.id, outcome.receipt.id, DUE)]


def test_a_letter_beside_a_switch_says_nothing_of_the_switch(post: Post) -> None:
    post.switch_off()
    before = post.stage.accounts.find(ACCOUNT.id)
    post.letters.sent(ACCOUNT.id, ON)
    assert post.stage.accounts.find(ACCOUNT.id) == before
    post.way = Way.FORM
    post.letters.sent(ACCOUNT.id, ON)
    after = post.stage.accounts.find(ACCOUNT.id)
    assert after is not None
    assert after.last is not None
    assert (after.last.state, after.last.reason) == (State.UNKNOWN, "no-answer-yet")


def test_its_text_is_kept_only_where_the_member_wants_that(post: Post) -> None:
    receipt = post.letters.sent(ACCOUNT.id, ON, LetterKind.COMPLAINT, "Dear Sir or Madam").receipt
    assert receipt is not None
    (kept,) = post.stage.ledger.evidence(receipt.index)
    assert kept.body == b"Dear Sir or Madam"
    assert receipt.fields["after"]["evidence"] == [kept.digest]
    assert b"Dear" not in receipt.body


def test_an_answer_ends_the_waiting_and_a_delay_does_not(post: Post) -> None:
    post.letters.sent(ACCOUNT.id, ON)
    waiting = post.letters.newest_waiting(ACCOUNT.id)
    outcome = post.letters.answered(waiting.receipt, Reply.EXTENDED, ON + timedelta(days=20))
    assert outcome.receipt is not None
    assert outcomes.headline(outcome, "Meadow") == "You told us that Meadow needs two more months."
    assert receipt_words.change(outcome.receipt) == "Answered: needs two more months"
    (still,) = post.letters.waiting(ACCOUNT.id)
    assert (still.is_extended, still.due) == (True, LATER)
    assert post.letters.open_requests() == [(ACCOUNT.id, waiting.receipt.id, LATER)]
    post.letters.answered(waiting.receipt, Reply.REFUSED, post.stage.clock.now().date())
    assert post.letters.open_requests() == []
    with pytest.raises(RequestAnswered):
        post.letters.answered(waiting.receipt, Reply.AGREED, post.stage.clock.now().date())
    with pytest.raises(NoLetterSent):
        post.letters.newest_waiting(ACCOUNT.id)


def test_more_time_counts_only_where_it_was_asked_for_in_the_first_month(post: Post) -> None:
    post.stage.clock.pause(30 * 86400)
    post.letters.sent(ACCOUNT.id, ON)
    waiting = post.letters.newest_waiting(ACCOUNT.id)
    with pytest.raises(ExtensionLate):
        post.letters.answered(waiting.receipt, Reply.EXTENDED, DUE + timedelta(days=1))
    assert post.letters.newest_waiting(ACCOUNT.id).due == DUE
    post.letters.answered(waiting.receipt, Reply.EXTENDED, DUE)
    assert post.letters.newest_waiting(ACCOUNT.id).due == LATER


def test_a_day_to_come_is_refused(post: Post) -> None:
    with pytest.raises(DateAhead):
        post.letters.sent(ACCOUNT.id, date(2026, 11, 24))
    assert post.stage.receipts == []


def test_where_no_law_sets_a_day_none_is_kept(living: Living) -> None:
    post = living("US")
    with pytest.raises(LetterNotHere):
        post.letters.sent(ACCOUNT.id, ON)
    assert post.letters.waiting(ACCOUNT.id) == []
    assert post.letters.open_requests() == []


def test_a_complaint_needs_two_receipts_and_the_members_no(post: Post) -> None:
    """A letter says that it wasn't them: nobody may be made to say so."""
    with pytest.raises(NoRelapse):
        post.letters.blamed(ACCOUNT.id)
    off = post.switch_off()
    with pytest.raises(NoRelapse):
        post.letters.blamed(ACCOUNT.id)
    on = post.find_on_again()
    for said in (None, Said.YES, Said.NOT_SURE):
        if said is not None:
            post.on_again.answer(ACCOUNT.id, said)
        with pytest.raises(NobodyBlamed):
            post.letters.blamed(ACCOUNT.id)
    post.on_again.answer(ACCOUNT.id, Said.NO)
    assert post.letters.blamed(ACCOUNT.id) == (off, on)
    post.letters.sent(ACCOUNT.id, ON)
    post.switch_off()
    assert post.letters.blamed(ACCOUNT.id) == (off, on), "it was on, whatever the member did since"


def test_an_answer_of_the_member_is_no_state_to_annex(post: Post) -> None:
    post.switch_off()
    on = post.find_on_again()
    post.on_again.answer(ACCOUNT.id, Said.NO)
    (annex,) = post.letters.objection(ACCOUNT.id).annexes
    assert annex.number == on.index


def test_a_ledger_that_cannot_be_read_has_no_requests_and_ends_no_look_at_all_accounts(
    post: Post, tmp_path: Path
) -> None:
    post.letters.sent(ACCOUNT.id, ON)
    for file in tmp_path.glob("ledger.sqlite*"):
        file.unlink()
    (tmp_path / "ledger.sqlite").write_bytes(b"no ledger at all" * 300)
    assert post.letters.open_requests() == []
    with pytest.raises(LedgerDamaged):
        post.letters.waiting(ACCOUNT.id)


def test_everything_recorded_of_letters_is_sound(post: Post) -> None:
    post.letters.sent(ACCOUNT.id, ON, kept="Text")
    waiting = post.letters.newest_waiting(ACCOUNT.id)
    post.letters.answered(waiting.receipt, Reply.EXTENDED, ON)
    assert post.stage.ledger.check().is_sound
