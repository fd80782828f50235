"""Nothing is changed without the member's word, and a word counts for what it was given for."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import Demur

from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.ledger.accounts import SqliteAccounts
from demur.machine import FileTurn
from demur.paths import Folders

Wait = Callable[[subprocess.Popen[str], str], list[str]]


def real_account(data: Path) -> None:
    """Put an account into the data folder that says it is real; no platform of that name exists."""
    Folders(data).prepare()
    SqliteAccounts(data / "accounts.sqlite").keep(
        Account(
            AccountId("real-1"),
            PlatformId("plaza"),
            SettingId("ai-training"),
            Identity("someone", "Someone"),
            RegionCode("GB"),
            is_practice=False,
            sign_in=SignInId("real-1"),
        )
    )


def code_for(demur: Demur, command: str, account: str) -> str:
    ran = demur(command, account, "--json")
    assert (ran.code, ran.json["result"]) == (3, "confirmation-needed"), ran.err
    return str(ran.json["preview"]["code"])


def kinds(demur: Demur) -> list[str]:
    return [receipt["kind"] for receipt in demur("receipts", "--practice", "--json").json["practice"]]


def test_yes_is_refused_for_a_real_account_before_any_network(demur: Demur) -> None:
    real_account(demur.data)
    ran = demur("opt-out", "--yes", "--json")
    assert (ran.code, ran.json["result"]) == (3, "refused")
    assert "--yes works on practice accounts only" in ran.err
    assert not (demur.data / "practice" / "plaza.sqlite").exists(), "no platform was started or asked"


def test_without_a_terminal_the_preview_comes_with_its_code(members: Demur) -> None:
    ran = members("opt-out", "us-on")
    assert ran.code == 3
    assert "Change: On → Off" in ran.out
    assert "Let Plaza learn from my posts" in ran.out
    code = ran.out.rpartition("Its code: ")[2].strip()
    assert f"--confirm {code}" in ran.err
    assert kinds(members) == [], "nothing was written down, since nothing was agreed to"


@pytest.mark.parametrize(("member", "region"), [("us-on", "US"), ("uk-shared", "GB")])
def test_preview_shows_every_sentence_that_the_receipt_says_was_shown(members: Demur, member: str, region: str) -> None:
    ran = members("opt-out", member, "--yes")
    assert ran.code == 0
    shown = members("receipts", "show", "1", "--practice", "--json").json["receipt"]["shown"]
    assert shown["region"] == region
    assert len(shown["claims"]) == ran.err.count("Source: ") > 3


def test_code_confirms_once(members: Demur) -> None:
    code = code_for(members, "opt-out", "us-on")
    assert members("opt-out", "us-on", "--confirm", code.lower()).code == 0
    again = members("opt-out", "us-on", "--confirm", code, "--json")
    assert (again.code, again.json["problem"]["code"]) == (3, "preview-unknown")
    assert kinds(members) == ["genesis", "attempt", "confirmation"]


def test_code_for_another_account_or_change_is_refused_and_left_unspent(members: Demur) -> None:
    code = code_for(members, "opt-out", "us-on")
    for command, account in (("opt-out", "us-forgets"), ("opt-in", "us-on")):
        ran = members(command, account, "--confirm", code, "--json")
        assert (ran.code, ran.json["result"]) == (3, "refused")
    assert kinds(members) == []
    assert members("opt-out", "us-on", "--confirm", code).code == 0


def test_expired_and_wrong_codes_are_refused(members: Demur) -> None:
    account = members("status", "us-on", "--last", "--json").json["accounts"][0]["id"]
    store = SqliteAccounts(members.data / "accounts.sqlite")
    body = f'{{"account": "{account}", "before": "on", "target": "off"}}'
    store.keep_preview("AAAA-BBBB", body, datetime.now(UTC) - timedelta(seconds=1))
    for code, problem in (("AAAA-BBBB", "preview-expired"), ("CCCC-DDDD", "preview-unknown")):
        ran = members("opt-out", "us-on", "--confirm", code, "--json")
        assert (ran.code, ran.json["problem"]["code"]) == (3, problem)
    assert kinds(members) == []


def on_terminal(demur: Demur, typed: str, *arguments: str) -> tuple[int, str]:
    """Run a command whose input and messages are a terminal, typing `typed` once it asks."""
    ours, theirs = pty.openpty()
    said = b""
    with (
        closing(os.fdopen(ours, "r+b", buffering=0)) as terminal,
        subprocess.Popen(
            [sys.executable, "-m", "demur", *arguments],
            env=dict(demur.environment),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
            start_new_session=True,
        ) as process,
    ):
        os.close(theirs)
        while b"Type yes" not in said:
            said += terminal.read(1024)  # raises once the command has ended
        terminal.write(typed.encode())
        out, _ = process.communicate(timeout=60)
    return process.returncode, (said + out).decode()


@pytest.mark.parametrize(
    ("typed", "code", "word", "sealed"),
    [
        ("yes\n", 0, "Confirmed:", ["genesis", "attempt", "confirmation"]),
        ("y\n", 3, "", []),
        ("\n", 3, "", []),
    ],
)
def test_terminal_asks_and_takes_only_a_whole_yes(
    members: Demur, typed: str, code: int, word: str, sealed: list[str]
) -> None:
    found, said = on_terminal(members, typed, "opt-out", "us-on")
    assert found == code
    assert word in said
    assert "To undo it: demur opt-in" in said
    assert kinds(members) == sealed


def kill_in_attempt(demur: Demur, wait_for: Wait) -> None:
    with demur.started("opt-out", "us-forgets", "--yes") as process:
        wait_for(process, "Reading it back")
        process.kill()
        process.communicate(timeout=60)


def test_ctrl_c_in_an_attempt_still_reads_back(members: Demur, wait_for: Wait) -> None:
    with members.started("opt-out", "us-forgets", "--yes") as process:
        wait_for(process, "Reading it back")  # which takes two seconds for a member whose change isn't saved
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "it is still read back" in err
    assert "Not changed" in out
    assert kinds(members) == ["genesis", "attempt", "failure"]


def test_killed_attempt_is_finished_and_told_by_the_next_command(members: Demur, wait_for: Wait) -> None:
    """faults A11: killed during the attempt, the next start reads again and nothing is lost."""
    kill_in_attempt(members, wait_for)
    listed = members("receipts", "--practice", "--json")
    assert "Demur ended in the middle of an attempt; it looked again and found: Not changed" in listed.err
    assert "Whether the change was sent before Demur ended is not known." in listed.err
    assert [receipt["kind"] for receipt in listed.json["practice"]] == ["genesis", "attempt", "failure"]
    assert members("status", "us-forgets").err == "", "it is told once"


def test_another_attempt_is_waited_for_and_not_touched(members: Demur, wait_for: Wait) -> None:
    kill_in_attempt(members, wait_for)
    with FileTurn(members.data / "locks" / "attempt.lock").take():
        looked = members("status", "us-on", "--last")
        assert "Another Demur is in the middle of an attempt." in looked.err
        assert "Amber (practice)" in looked.out, "it is a note, and the command goes on"
        assert members("opt-out", "us-on", "--yes").code == 3
    assert kinds(members) == ["genesis", "attempt", "failure"]


def test_failure_of_our_own_after_the_change_was_sent_is_never_called_nothing_sent(
    members: Demur, wait_for: Wait
) -> None:
    account = members("status", "us-forgets", "--last", "--json").json["accounts"][0]["id"]
    with members.started("opt-out", "us-forgets", "--yes") as process:
        wait_for(process, "Reading it back")
        SqliteAccounts(members.data / "accounts.sqlite").forget(account)  # as `demur sign-out` would, elsewhere
        out, err = process.communicate(timeout=60)
    assert process.returncode in {1, 2}, err
    assert "Nothing was sent" not in out + err
    assert "confirmed" not in (out + err).casefold()
