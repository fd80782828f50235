"""The own browser from the command line: add, guide, tell, record; with a real keyring on a bus of its own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Demur
from tests.vault.private_bus import PrivateBus

from demur.ledger.accounts import SqliteAccounts

PAGE = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc\xa8\x07\x00\x00\x81\x00\x80\xcc\xc1\xd8\x0f\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Demur]:
    """The command with a keyring, and a LinkedIn account that its member calls Maya."""
    with PrivateBus() as bus:
        bus.start_keyring()
        command = Demur(tmp_path / "data", {**bus.environment, "DEMUR_DATA_DIR": str(tmp_path / "data")})
        assert command("add", "linkedin", "--name", "Maya", "--region", "gb").code == 0
        yield command


@pytest.fixture
def locked_out(tmp_path: Path) -> Demur:
    """The command where there is no keyring at all."""
    return Demur(tmp_path / "data", {"HOME": str(tmp_path), "DEMUR_DATA_DIR": str(tmp_path / "data")})


def test_guide_shows_meaning_steps_and_the_exact_address(locked_out: Demur) -> None:
    """For anybody, without an account, a keyring or a network."""
    ran = locked_out("guide", "linkedin", "--region", "DE")
    assert ran.code == 0
    assert f"Open in your own browser: {PAGE} (as reported, 2026-09-03)" in ran.out
    assert "  1. Open the settings address" in ran.out
    assert "LinkedIn names legitimate interests as its legal basis here" in ran.out
    assert "German: “Ihre Daten zum Schulen von KI-Modellen verwenden" in ran.out
    assert "have not followed them on the live site yet" in ran.out
    assert "Written down" not in ran.out
    found = locked_out("guide", "linkedin", "--region", "US", "--json").json
    assert (found["page"]["is"], found["form"], found["attempt"], found["account"]) == (PAGE, None, None, None)
    assert "li.aff.row" in found["claims"]
    assert "li.basis" not in found["claims"]


def test_guide_needs_a_region_for_a_platform_and_takes_none_for_an_account(own: Demur) -> None:
    assert own("guide", "linkedin").code == 64
    assert own("guide", "linkedin", "--region", "XX").code == 64
    assert own("guide", "Maya", "--region", "DE").code == 64
    assert own("guide", "plaza", "--region", "DE").code == 3
    assert own("guide", "nowhere", "--json").json["problem"]["code"] == "account-unknown"
    assert own("receipts", "--json").json["real"] == [], "nothing was begun"


def test_whole_job_in_the_own_browser(own: Demur, tmp_path: Path) -> None:
    asked = own("opt-out", "Maya")
    assert (asked.code, asked.out) == (3, "")
    assert "At LinkedIn you change this in your own browser" in asked.err
    assert "demur guide linkedin-" in asked.err

    guided = own("guide", "Maya")
    assert guided.code == 0
    assert "Written down as receipt 1, before you go there." in guided.out
    assert re.search(r"demur tell linkedin-[0-9a-f]{8} --done", guided.out)
    waiting = own("status", "Maya")
    assert "You began to opt out, and have not said what came of it" in waiting.out

    picture = tmp_path / "switch.png"
    picture.write_bytes(PNG)
    told = own("tell", "Maya", "--done", "--picture", picture, "--json")
    assert (told.code, told.json["result"]) == (0, "told")
    assert (told.json["receipt"]["kind"], told.json["receipt"]["level"]) == ("observation", "member-reported")
    assert told.json["after"] == {"state": "off", "at": told.json["after"]["at"], "reason": None}
    assert "confirm" not in told.out.casefold()

    status = own("status", "--json").json["accounts"][0]
    assert (status["state"], status["level"], status["readNow"]) == ("off", "member-reported", False)
    assert "Off, you told us" in own("status").out
    assert own("status").code == 0

    exported = own("receipts", "export", "2", tmp_path / "out", "--json").json["file"]
    verified = own("verify", exported)
    assert verified.code == 0
    assert "How we know: You told us" in verified.out
    assert "Records what the member told this app." in verified.out
    assert "confirm" not in verified.out.casefold()
    assert own("receipts", "check", "--real").code == 0


def test_tell_wants_something_begun_and_one_answer(own: Demur, tmp_path: Path) -> None:
    assert own("tell", "Maya", "--done", "--json").json["problem"]["code"] == "nothing-begun"
    assert own("tell", "Maya").code == 64
    assert own("tell", "Maya", "--done", "--not-found").code == 64
    own("guide", "Maya")
    for bad in (tmp_path / "none.png", tmp_path):
        ran = own("tell", "Maya", "--done", "--picture", bad, "--json")
        assert (ran.code, ran.json["problem"]["code"]) == (3, "picture-unreadable")
    large = tmp_path / "large.png"
    large.write_bytes(PNG + b"\x00" * (2 * 1024 * 1024))
    assert own("tell", "Maya", "--done", "--picture", large, "--json").json["problem"]["code"] == "picture-too-large"
    assert own("tell", "Maya", "--not-found").code == 2
    assert own("tell", "Maya", "--not-found").code == 3, "the attempt was answered"


def test_other_way_round_waits_for_the_first_answer(own: Demur) -> None:
    assert own("guide", "Maya", "--opt-in").code == 0
    assert own("guide", "Maya", "--json").json["problem"]["code"] == "attempt-open"
    assert own("tell", "Maya", "--done").code == 0
    assert "On, you told us" in own("status").out


def test_earlier_opt_out_is_recorded_with_its_day(own: Demur) -> None:
    ran = own("record", "Maya", "--on", "2026-09-01", "--json")
    assert (ran.code, ran.json["receipt"]["kind"]) == (0, "observation")
    assert "on 1 September 2026" in ran.json["headline"]
    assert own("record", "Maya", "--on", "2999-01-01", "--json").json["problem"]["code"] == "date-ahead"
    assert own("record", "Maya", "--on", "1 Sept").code == 64
    assert own("record", "Maya").code == 64
    assert len(own("receipts", "--real", "--json").json["real"]) == 2


def test_metas_form_is_sent_and_answered(own: Demur) -> None:
    assert own("add", "meta", "--name", "Fb", "--region", "FR").code == 0
    assert "https://www.facebook.com/help/contact/6359191084165019" in own("guide", "Fb").out
    sent = own("tell", "Fb", "--done", "--json").json
    assert (sent["result"], sent["receipt"]["kind"]) == ("sent", "request")
    assert "Request sent, you told us" in own("status", "Fb").out
    assert own("tell", "Fb", "--answered", "agreed").code == 64, "a day is never guessed"
    assert own("tell", "Fb", "--answered", "agreed", "--on", "2026-11-01", "--picture", "x.png").code == 64
    answered = own("tell", "Fb", "--answered", "agreed", "--on", "2026-11-01", "--words", "Dear Maya", "--json")
    assert (answered.code, answered.json["receipt"]["kind"]) == (0, "answer")
    shown = own("receipts", "show", str(answered.json["receipt"]["number"]), "--real", "--json").json["receipt"]
    assert shown["ext"]["reportedDate"] == "2026-11-01"
    assert "Maya" not in json.dumps(shown)


def test_what_there_is_nothing_to_do_about_is_explained(own: Demur) -> None:
    zoom = own("guide", "zoom", "--region", "GB")
    assert zoom.code == 0
    assert "there is nothing to opt out of" in zoom.out
    assert "Zoom says it uses no audio, video, chat" in zoom.out
    assert "demur add" not in zoom.out
    states = own("guide", "meta", "--region", "US")
    assert states.code == 3
    assert "Demur knows of no form of Meta's" in states.err
    assert "http" not in states.out


def test_forgetting_such_an_account_claims_nothing_of_its_platform(own: Demur) -> None:
    ran = own("sign-out", "Maya")
    assert ran.out == "Forgotten here; at LinkedIn nothing changes. The receipts stay.\n"
    assert own("sign-in", "meta", "--region", "GB", "--json").json["problem"]["code"] == "in-own-browser"
    assert own("sign-in", "linkedin", "--region", "GB", "--json").json["problem"]["code"] == "needs-window"


def test_platforms_says_that_demur_does_not_go_there(own: Demur) -> None:
    listed = own("platforms")
    assert "You go there in your own browser: www.facebook.com" in listed.out
    assert "Speaks with: www.facebook.com" not in listed.out
    found = {one["id"]: one["ownBrowser"] for one in own("platforms", "--json").json["platforms"]}
    assert found == dict.fromkeys(("chatgpt", "github-copilot", "linkedin", "plaza", "plaza-page", "x"), False) | {
        "meta": True,
        "zoom": True,
    }


def test_guide_shows_how_a_label_begins_and_each_choice_of_a_page(locked_out: Demur) -> None:
    ran = locked_out("guide", "x", "--region", "DE")
    assert ran.code == 0
    assert "English: “Allow your posts as well as …”" in ran.out
    assert "Memory of Grok" in ran.out
    found = locked_out("guide", "x", "--region", "DE", "--json").json
    assert found["labels"][0]["control"]["begins"].startswith("Allow your public data as well as")
    assert [one["labels"][0]["control"] for one in found["more"]] == [None, None]
    chatgpt = locked_out("guide", "chatgpt", "--region", "US", "--json").json
    assert chatgpt["page"]["is"] == "https://chatgpt.com/#settings/DataControls"


def test_without_a_keyring_the_way_is_not_shown(locked_out: Demur) -> None:
    locked_out("add", "linkedin", "--name", "Maya", "--region", "GB")
    ran = locked_out("guide", "Maya")
    assert (ran.code, ran.out) == (3, "")
    assert "no keyring that Demur trusts" in ran.err


def test_answer_how_one_signs_in_is_kept_and_leads_to_a_way(own: Demur) -> None:
    ran = own("add", "linkedin", "--name", "Work", "--region", "gb", "--signs-in-with", "provider")
    assert ran.code == 0
    assert "Suggested: in your own browser." in ran.out
    assert own("add", "linkedin", "--name", "Other", "--region", "gb", "--signs-in-with", "fax").code == 64
    accounts = SqliteAccounts(own.data / "accounts.sqlite")
    kept = {one.identity.handle: accounts.setting(f"sign-in:{one.id}") for one in accounts.all()}
    assert kept == {"Maya": None, "Work": "provider"}
