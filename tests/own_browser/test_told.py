"""LinkedIn in the member's own browser: what is sealed, what is said, and that it is never more than they told us."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.own_browser.conftest import Desk
from tests.vault.private_bus import PrivateBus

from demur import wiring
from demur.core.account import Account, AccountId, SignInId
from demur.core.entry import Kind, Reported
from demur.core.outcome import Outcome, Verdict
from demur.core.own_browser import Answer
from demur.core.page_problem import NeedsWindow
from demur.core.problem import (
    AccountUnknown,
    AttemptClosed,
    AttemptOpen,
    DateAhead,
    InOwnBrowser,
    Problem,
    ReachedByDemur,
    VaultAbsent,
)
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.paths import Folders
from demur.receipts.fields import LIMITS_TOLD
from demur.receipts.verifier import Result, verify_file
from demur.words import findings, outcomes, states
from demur.words import receipts as receipt_words

PAGE = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
TODAY = datetime.now(UTC).date()


def last(desk: Desk, account: Account) -> tuple[State, Assurance | None, str | None]:
    found = desk.product.accounts.find(account.id)
    assert found is not None
    assert found.last is not None
    return found.last.state, found.last.assurance, found.last.reason


def words_of(desk: Desk, account: Account) -> str:
    found = desk.product.accounts.find(account.id)
    assert found is not None
    return states.account_state(found)


def test_attempt_is_sealed_before_the_way_is_shown_and_claims_nothing(desk: Desk) -> None:
    account = desk.add()
    attempt = desk.product.own_browser.begin(account.id)
    fields = attempt.fields
    assert desk.kinds == ["genesis", "attempt"]
    assert desk.ledger.find(attempt.id) == attempt
    assert (fields["assurance"]["level"], fields["assurance"]["attempts"]) == ("requested", 0)
    assert (fields["before"]["state"], fields["before"]["reason"], fields["before"]["raw"]) == (
        "unknown",
        "not-read",
        None,
    )
    assert (fields["identity"], fields["requested"]) == ("named-by-member", "off")
    assert (fields["connector"]["id"], fields["connector"]["kind"]) == ("linkedin/own-browser", "own-browser")
    assert (fields["platform"]["settingsUrl"], fields["limits"]) == (PAGE, LIMITS_TOLD)
    assert not {"transport", "after", "status"} & set(fields)
    assert desk.product.accounts.find(account.id) == account, "nothing is known of the setting yet"


def test_done_is_the_members_word_and_nothing_more(desk: Desk) -> None:
    account = desk.add()
    attempt = desk.product.own_browser.begin(account.id)
    outcome = desk.product.own_browser.told(attempt, Answer.DONE)
    assert outcome.receipt is not None
    fields = outcome.receipt.fields
    assert (outcome.verdict, outcome.receipt.kind) == (Verdict.TOLD, Kind.OBSERVATION)
    assert (fields["attempt"], fields["requested"]) == (attempt.id, "off")
    assert fields["assurance"]["level"] == "member-reported"
    assert (fields["after"]["state"], fields["after"]["raw"], fields["after"]["evidence"]) == ("off", None, [])
    assert fields["before"] == attempt.fields["before"]
    assert not {"transport", "status"} & set(fields)
    assert last(desk, account) == (State.OFF, Assurance.MEMBER_REPORTED, None)
    assert words_of(desk, account) == "Off, you told us"
    assert desk.product.own_browser.open_attempt(account.id) is None


def test_it_was_off_already_claims_no_change(desk: Desk) -> None:
    account = desk.add()
    attempt = desk.product.own_browser.begin(account.id)
    outcome = desk.product.own_browser.told(attempt, Answer.ALREADY)
    assert outcome.receipt is not None
    fields = outcome.receipt.fields
    assert (outcome.receipt.kind, fields["attempt"]) == (Kind.OBSERVATION, attempt.id)
    assert (fields["assurance"]["level"], fields["after"]["state"]) == ("member-reported", "off")
    assert not {"before", "requested"} & set(fields)
    assert outcomes.headline(outcome, "LinkedIn") == "You told us that it was off already at LinkedIn."
    assert receipt_words.change(outcome.receipt) == "Said: Off"


def test_not_found_is_a_failure_that_says_why(desk: Desk) -> None:
    account = desk.add()
    attempt = desk.product.own_browser.begin(account.id)
    outcome = desk.product.own_browser.told(attempt, Answer.NOT_FOUND)
    assert outcome.receipt is not None
    after = outcome.receipt.fields["after"]
    assert (outcome.verdict, outcome.receipt.kind) == (Verdict.NOT_FOUND, Kind.FAILURE)
    assert (after["state"], after["reason"]) == ("unknown", "member-did-not-find")
    assert last(desk, account) == (State.UNKNOWN, Assurance.MEMBER_REPORTED, "member-did-not-find")
    assert words_of(desk, account) == "Not found, you told us"
    assert desk.product.own_browser.open_attempt(account.id) is None


def test_interrupted_attempt_stays_open_until_the_member_answers(desk: Desk) -> None:
    """The program closed while the member was in the browser: reading can't close it, and nothing tries to."""
    account = desk.add()
    attempt = desk.product.own_browser.begin(account.id)
    desk.restart()
    assert not desk.product.opt_out.has_open_attempts()
    assert desk.product.opt_out.finish() == []
    assert desk.kinds == ["genesis", "attempt"]
    assert desk.product.own_browser.open_attempt(account.id) == attempt
    desk.restart()
    waiting = desk.product.own_browser.open_attempt(account.id)
    assert waiting is not None
    desk.product.own_browser.told(waiting, Answer.DONE)
    assert desk.kinds == ["genesis", "attempt", "observation"]


def test_one_attempt_at_a_time(desk: Desk) -> None:
    account = desk.add()
    own = desk.product.own_browser
    attempt = own.begin(account.id)
    assert own.begin(account.id) == attempt, "shown again, not begun again"
    with pytest.raises(AttemptOpen):
        own.begin(account.id, State.ON)
    other = desk.add(name="Other")
    assert own.begin(other.id) != attempt
    assert own.open_attempt(account.id) == attempt
    assert desk.kinds.count("attempt") == 2


def test_one_attempt_has_one_answer(desk: Desk) -> None:
    account = desk.add()
    attempt = desk.product.own_browser.begin(account.id)
    desk.product.own_browser.told(attempt, Answer.DONE)
    with pytest.raises(AttemptClosed):
        desk.product.own_browser.told(attempt, Answer.NOT_FOUND)
    assert desk.kinds == ["genesis", "attempt", "observation"]
    assert last(desk, account)[0] is State.OFF


def test_switching_it_on_again_has_its_own_receipt(desk: Desk) -> None:
    account = desk.add()
    own = desk.product.own_browser
    own.told(own.begin(account.id), Answer.DONE)
    outcome = own.told(own.begin(account.id, State.ON), Answer.DONE)
    assert outcome.receipt is not None
    assert (outcome.receipt.requested, outcome.receipt.state("after")) == (State.ON, State.ON)
    assert words_of(desk, account) == "On, you told us"


def test_earlier_opt_out_is_recorded_with_its_day_as_told(desk: Desk) -> None:
    account = desk.add()
    outcome = desk.product.own_browser.already_did(account.id, date(2026, 9, 1))
    assert outcome.receipt is not None
    fields = outcome.receipt.fields
    assert desk.kinds == ["genesis", "observation"]
    assert fields["ext"] == {"reportedDate": "2026-09-01"}
    assert "on 2026-09-01" in fields["assurance"]["method"]
    assert fields["assurance"]["level"] == "member-reported"
    assert not {"attempt", "requested", "before", "transport", "status"} & set(fields)
    assert outcomes.headline(outcome, "LinkedIn") == "You told us that you opted out at LinkedIn on 1 September 2026."
    assert receipt_words.change(outcome.receipt) == "Said: Off, since 2026-09-01"
    assert last(desk, account) == (State.OFF, Assurance.MEMBER_REPORTED, None)


def test_day_to_come_is_refused_and_nothing_is_sealed(desk: Desk) -> None:
    account = desk.add()
    with pytest.raises(DateAhead):
        desk.product.own_browser.already_did(account.id, TODAY + timedelta(days=2))
    assert desk.kinds == []
    desk.product.own_browser.already_did(account.id, TODAY)


@pytest.mark.parametrize(
    ("region", "controller", "told", "not_told"),
    [
        ("GB", "LinkedIn Corporation", {"li.uk.ms", "li.basis", "li.h.ico25"}, {"li.aff.eu", "li.d.gar", "li.aff.row"}),
        (
            "DE",
            "LinkedIn Ireland Unlimited Company",
            {"li.aff.eu", "li.basis", "li.d.gar", "li.h.dpc"},
            {"li.uk.ms", "li.aff.row", "li.ads"},
        ),
        ("US", "LinkedIn Corporation", {"li.aff.row", "li.ads", "li.h.us25"}, {"li.uk.ms", "li.basis", "li.h.live"}),
    ],
)
def test_three_countries_are_told_what_holds_there(
    desk: Desk, region: str, controller: str, told: set[str], not_told: set[str]
) -> None:
    account = desk.add(region=region)
    attempt = desk.product.own_browser.begin(account.id)
    outcome = desk.product.own_browser.told(attempt, Answer.DONE)
    assert outcome.receipt is not None
    shown = desk.product.guide.told(account)
    assert shown is not None
    for fields in (attempt.fields, outcome.receipt.fields):
        claims = set(fields["shown"]["claims"])
        assert claims == set(shown.ids)
        assert {"li.default", "li.scope", "li.forward"} | told <= claims
        assert not claims & not_told
        assert (fields["shown"]["region"], fields["platform"]["controller"]) == (region, controller)


def test_nothing_says_confirmed_and_every_receipt_verifies(desk: Desk, tmp_path: Path) -> None:
    """0 false confirmations: not in a receipt, not in its words, not in an account's state."""
    own, account = desk.product.own_browser, desk.add()
    made: list[Outcome] = [own.told(own.begin(account.id), answer) for answer in Answer]
    made += [own.already_did(account.id, date(2026, 9, 1)), own.sent(account.id)]
    fb = desk.add("meta", "FR", "Fb")
    own.begin(fb.id)
    made.append(own.sent(fb.id))
    said = [f"{outcomes.headline(one, 'X')} {outcomes.detail(one, 'X')}" for one in made]
    said += [words_of(desk, one) for one in (account, fb)]
    for receipt in desk.receipts:
        said += [receipt.body.decode(), *findings.says(receipt), receipt_words.limits(receipt)]
        assert receipt.kind is not Kind.CONFIRMATION
        assert "status" not in receipt.fields
        verdict = verify_file(desk.ledger.export(receipt.index, tmp_path / f"out-{receipt.index}"))
        assert (verdict.result, verdict.is_practice) == (Result.VALID, False)
    assert len(desk.receipts) == 11
    assert [one for one in said if "confirm" in one.casefold()] == []
    told = [receipt for receipt in desk.receipts if receipt.kind not in {Kind.GENESIS, Kind.ATTEMPT}]
    assert {receipt_words.how_known(receipt) for receipt in told} == {"You told us"}
    assert desk.ledger.check().is_sound


def test_without_a_keyring_nothing_is_begun(bus: PrivateBus, tmp_path: Path) -> None:
    """A real account needs the keyring: said before the way is shown, and nothing is written down."""
    desk = Desk(tmp_path / "data", wiring.build(Folders(tmp_path / "data")))
    account = desk.add()
    with pytest.raises(VaultAbsent):
        desk.product.own_browser.begin(account.id)
    with pytest.raises(VaultAbsent):
        desk.product.own_browser.already_did(account.id, date(2026, 9, 1))
    assert desk.kinds == []
    assert desk.product.own_browser.open_attempt(account.id) is None


@pytest.mark.parametrize(
    ("platform", "setting", "problem"),
    [("linkedin", "ai-training", NeedsWindow), ("x", "ai-training", NeedsWindow), ("x", "ai-memory", InOwnBrowser)],
)
def test_reading_without_a_window_is_never_tried_and_never_wipes_what_was_told(
    desk: Desk, platform: str, setting: str, problem: type[Problem]
) -> None:
    """A page is for the window; a choice whose control no file describes is for the member's own browser alone."""
    sign_in = desk.add(platform).sign_in
    account = next(one for one in desk.product.accounts.of_sign_in(sign_in) if one.setting == setting)
    own, opt_out = desk.product.own_browser, desk.product.opt_out
    own.told(own.begin(account.id), Answer.DONE)
    for ask in (opt_out.look, opt_out.observe, lambda who: opt_out.preview(who, State.OFF)):
        with pytest.raises(problem):
            ask(account.id)
    assert last(desk, account) == (State.OFF, Assurance.MEMBER_REPORTED, None)
    assert desk.kinds == ["genesis", "attempt", "observation"]


def test_account_that_demur_reaches_takes_no_ones_word(desk: Desk) -> None:
    """No attempt of Demur's own can be closed, and no reading replaced, by telling."""
    plaza = Account(
        AccountId("plaza-1"), PlatformId("plaza"), SettingId("ai-training"), Identity("us-on", "Amber"),
        RegionCode("US"), is_practice=True, sign_in=SignInId("plaza-1"),
    )  # fmt: skip
    desk.product.accounts.keep(plaza)
    own = desk.product.own_browser
    for ask in (own.begin, own.sent, lambda who: own.already_did(who, TODAY)):
        with pytest.raises(ReachedByDemur):
            ask(plaza.id)
    assert (desk.product.ledger(True).size(), desk.ledger.size()) == (0, 0)


def test_forgotten_account_keeps_its_receipts_and_takes_no_more(desk: Desk) -> None:
    account = desk.add()
    attempt = desk.product.own_browser.begin(account.id)
    assert desk.product.joining.leave(account) is True
    with pytest.raises(AccountUnknown):
        desk.product.own_browser.told(attempt, Answer.DONE)
    assert desk.kinds == ["genesis", "attempt"]


def test_what_is_said_of_an_answer_follows_what_was_told(desk: Desk) -> None:
    account = desk.add()
    own = desk.product.own_browser
    said = {answer: own.told(own.begin(account.id), answer) for answer in Answer}
    assert {answer: outcomes.headline(one, "LinkedIn") for answer, one in said.items()} == {
        Answer.DONE: "You told us that you switched it off at LinkedIn.",
        Answer.ALREADY: "You told us that it was off already at LinkedIn.",
        Answer.NOT_FOUND: "You told us that you could not find the setting at LinkedIn.",
    }
    assert all(isinstance(one.after, Reported) for one in said.values())
