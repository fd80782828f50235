"""Forms: "request sent", later "answered"; Meta's alone, LinkedIn's beside its switch; and where there is nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.own_browser.conftest import Desk

from demur.core.entry import Kind
from demur.core.outcome import Verdict
from demur.core.own_browser import Answer, Reply
from demur.core.problem import DateAhead, NoFormKnown, NothingToOptOutOf, RequestAnswered
from demur.core.setting import Assurance, State
from demur.words import outcomes, states
from demur.words import receipts as receipt_words

FORM = "https://www.facebook.com/help/contact/6359191084165019"
ANSWERED_ON = date(2026, 11, 1)


def test_a_sent_form_is_a_request_and_says_nothing_of_its_outcome(desk: Desk) -> None:
    account = desk.add("meta", "GB", "Fb")
    own = desk.product.own_browser
    attempt = own.begin(account.id)
    assert attempt.fields["platform"]["settingsUrl"] == FORM
    outcome = own.sent(account.id)
    assert outcome.receipt is not None
    fields = outcome.receipt.fields
    assert (outcome.verdict, outcome.receipt.kind) == (Verdict.SENT, Kind.REQUEST)
    assert (fields["attempt"], fields["requested"]) == (attempt.id, "off")
    assert (fields["after"]["state"], fields["after"]["reason"]) == ("unknown", "no-answer-yet")
    assert fields["assurance"]["level"] == "member-reported"
    assert FORM in fields["assurance"]["method"]
    assert own.open_attempt(account.id) is None
    assert own.open_request(account.id) == outcome.receipt
    found = desk.product.accounts.find(account.id)
    assert found is not None
    assert states.account_state(found) == "Request sent, you told us"


@pytest.mark.parametrize("answer", [Answer.DONE, Answer.ALREADY])
def test_done_and_already_of_a_form_are_requests_too(desk: Desk, answer: Answer) -> None:
    account = desk.add("meta", "FR", "Fb")
    own = desk.product.own_browser
    outcome = own.told(own.begin(account.id), answer)
    assert outcome.verdict is Verdict.SENT
    assert own.open_request(account.id) == outcome.receipt
    assert own.open_attempt(account.id) is None


def test_form_that_was_not_found_is_a_failure(desk: Desk) -> None:
    account = desk.add("meta", "FR", "Fb")
    own = desk.product.own_browser
    outcome = own.told(own.begin(account.id), Answer.NOT_FOUND)
    assert outcome.receipt is not None
    assert outcome.receipt.kind is Kind.FAILURE
    assert own.open_request(account.id) is None


@pytest.mark.parametrize(
    ("reply", "state", "reason", "headline"),
    [
        (Reply.AGREED, State.OFF, None, "You told us that Meta agreed."),
        (Reply.REFUSED, State.UNKNOWN, "request-refused", "You told us that Meta refused."),
        (Reply.UNCLEAR, State.UNKNOWN, "answer-unclear", "You told us that Meta answered."),
    ],
)
def test_an_answer_names_its_request_its_day_and_what_it_was(
    desk: Desk, reply: Reply, state: State, reason: str | None, headline: str
) -> None:
    account = desk.add("meta", "FR", "Fb")
    own = desk.product.own_browser
    own.begin(account.id)
    request = own.sent(account.id).receipt
    assert request is not None
    outcome = own.answered(request, reply, ANSWERED_ON)
    assert outcome.receipt is not None
    fields = outcome.receipt.fields
    assert (outcome.verdict, outcome.receipt.kind) == (Verdict.ANSWERED, Kind.ANSWER)
    assert fields["ext"] == {"request": request.id, "reply": reply.value, "reportedDate": "2026-11-01"}
    assert (fields["after"]["state"], fields["after"].get("reason")) == (state, reason)
    assert outcomes.headline(outcome, "Meta") == headline
    found = desk.product.accounts.find(account.id)
    assert found is not None
    assert found.last is not None
    assert (found.last.state, found.last.assurance) == (state, Assurance.MEMBER_REPORTED)
    assert own.open_request(account.id) is None
    assert desk.ledger.check().is_sound


def test_the_answers_words_are_kept_beside_and_only_committed_to(desk: Desk) -> None:
    """An email may name its reader: the receipt holds a salted digest of it alone."""
    account = desk.add("meta", "FR", "Fb")
    own = desk.product.own_browser
    own.begin(account.id)
    request = own.sent(account.id).receipt
    assert request is not None
    receipt = own.answered(request, Reply.AGREED, ANSWERED_ON, "Dear Maya, we will honour it.").receipt
    assert receipt is not None
    (kept,) = desk.ledger.evidence(receipt.index)
    assert (kept.name, kept.body) == ("after", b"Dear Maya, we will honour it.")
    assert receipt.fields["after"]["evidence"] == [kept.digest]
    assert b"Maya" not in receipt.body


def test_a_request_has_one_answer_and_no_day_to_come(desk: Desk) -> None:
    account = desk.add("meta", "FR", "Fb")
    own = desk.product.own_browser
    own.begin(account.id)
    request = own.sent(account.id).receipt
    assert request is not None
    with pytest.raises(DateAhead):
        own.answered(request, Reply.AGREED, datetime.now(UTC).date() + timedelta(days=2))
    own.answered(request, Reply.UNCLEAR, ANSWERED_ON)
    with pytest.raises(RequestAnswered):
        own.answered(request, Reply.AGREED, ANSWERED_ON)
    assert desk.kinds == ["genesis", "attempt", "request", "answer"]
    again = own.sent(account.id).receipt
    assert own.open_request(account.id) == again, "a second request waits for an answer of its own"


def test_form_sent_earlier_has_its_day(desk: Desk) -> None:
    account = desk.add("meta", "FR", "Fb")
    outcome = desk.product.own_browser.already_did(account.id, date(2026, 5, 1))
    assert outcome.receipt is not None
    assert (outcome.receipt.kind, outcome.receipt.fields["ext"]) == (Kind.REQUEST, {"reportedDate": "2026-05-01"})
    assert receipt_words.change(outcome.receipt) == "Request sent on 2026-05-01"
    assert desk.product.own_browser.open_request(account.id) == outcome.receipt


@pytest.mark.parametrize("region", ["US", "NO", "CH"])
def test_where_no_form_is_known_nothing_is_begun(desk: Desk, region: str) -> None:
    account = desk.add("meta", region, "Fb")
    own = desk.product.own_browser
    for ask in (own.begin, own.sent, lambda who: own.already_did(who, date(2026, 5, 1))):
        with pytest.raises(NoFormKnown):
            ask(account.id)
    assert desk.kinds == []


def test_form_switches_nothing_on_again(desk: Desk) -> None:
    account = desk.add("meta", "FR", "Fb")
    with pytest.raises(NoFormKnown):
        desk.product.own_browser.begin(account.id, State.ON)
    assert desk.kinds == []


def test_form_beside_a_switch_says_nothing_of_the_switch(desk: Desk) -> None:
    account = desk.add()
    own = desk.product.own_browser
    own.told(own.begin(account.id), Answer.DONE)
    attempt = own.begin(account.id, State.ON)
    sent = own.sent(account.id)
    assert sent.receipt is not None
    assert sent.receipt.fields["after"]["reason"] == "form-beside-switch"
    assert "attempt" not in sent.receipt.fields
    assert own.open_attempt(account.id) == attempt
    answered = own.answered(sent.receipt, Reply.AGREED, ANSWERED_ON)
    assert answered.receipt is not None
    assert answered.receipt.state("after") is State.UNKNOWN
    found = desk.product.accounts.find(account.id)
    assert found is not None
    assert states.account_state(found) == "Off, you told us"


def test_linkedin_has_no_form_for_the_united_states(desk: Desk) -> None:
    account = desk.add(region="US")
    with pytest.raises(NoFormKnown):
        desk.product.own_browser.sent(account.id)


def test_zoom_has_nothing_to_opt_out_of_and_says_why(desk: Desk) -> None:
    account = desk.add("zoom", "GB", "Z")
    own = desk.product.own_browser
    for ask in (own.begin, own.sent, lambda who: own.already_did(who, ANSWERED_ON)):
        with pytest.raises(NothingToOptOutOf):
            ask(account.id)
    told = desk.product.guide.told(account)
    assert told is not None
    assert told.ids == ("z.terms", "z.nothing")
    assert desk.kinds == []
