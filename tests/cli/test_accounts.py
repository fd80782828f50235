"""Accounts, practice members and platform files by command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import MEMBERS, Demur

from demur.vault.folder_vault import FolderVault

Wait = Callable[[subprocess.Popen[str], str], list[str]]

PLATFORM = """\
format = 1
connector = "api"
id = "harbour"
version = "1"
name = "Harbour"
controller = "Harbour Example Ltd"
page = "https://harbour.example/settings"

[oauth]
issuer = "https://login.harbour.example"
client_id = "demur"
scopes = ["settings"]

[identity]
address = "https://api.harbour.example/me"
user_id = "/id"
handle = "/handle"

[[settings]]
id = "training"
label = "Let Harbour learn"
language = "en"
purpose = "https://w3id.org/dpv/ai#ModelTraining"
address = "https://api.harbour.example/training"
account = "/account"
state = "/value"
on = true
off = false
method = "PUT"
write_at = "/value"
etag = true
"""


def test_status_tells_every_account_even_where_one_cannot_be_read(members: Demur) -> None:
    assert members("sign-out", "us-forgets").code == 0
    account = members("status", "us-on", "--last", "--json").json["accounts"][0]
    FolderVault(members.data / "practice" / "secrets").forget(f"tokens:{account['id']}")
    ran = members("status", "--json")
    states = {found["userId"]: found["state"] for found in ran.json["accounts"]}
    assert ran.code == 2
    assert states == {"us-on": "unknown", "us-already-off": "off", "uk-2024": "not-offered", "uk-shared": "on"}
    assert "You are no longer signed in" in members("status").out
    remembered = members("status", "us-on", "--last")
    assert (remembered.code, "You are no longer signed in" in remembered.out) == (2, True)


def test_last_asks_no_platform(members: Demur) -> None:
    ran = members("status", "--last")
    assert (ran.code, ran.out.count("not checked yet")) == (2, len(MEMBERS)), "nobody looked yet, so nothing is known"
    assert members("status").code == 0
    ran = members("status", "--last", "--json")
    assert (ran.code, {found["readNow"] for found in ran.json["accounts"]}) == (0, {False})


def test_account_is_named_by_id_name_or_user_id(members: Demur) -> None:
    account = members("status", "us-on", "--last", "--json").json["accounts"][0]
    for name in (account["id"], account["handle"], account["userId"]):
        assert members("status", name, "--last", "--json").json["accounts"] == [account]
    assert members("status", "nobody").code == 3
    unclear = members("opt-out", "--yes")
    assert (unclear.code, account["id"] in unclear.err) == (64, True)


def test_sign_in_opens_the_system_browser_and_sign_out_forgets(demur: Demur) -> None:
    visitor = f"{sys.executable} -m demur.practice.visitor %s us-on"
    ran = demur("sign-in", "plaza", "--timeout", "30", "--json", more={"BROWSER": visitor})
    assert ran.code == 0, ran.err
    assert ran.json["account"]["handle"] == "Amber (practice)"
    assert "http://127.0.0.1:" in ran.err
    ran = demur("sign-out", "us-on", "--json")
    assert (ran.code, ran.json["confirmed"]) == (0, True)
    assert demur("status", "--json").json == {"accounts": []}


def test_sign_in_that_nobody_finishes_ends_in_words(members: Demur) -> None:
    ran = members("sign-in", "plaza", "--no-browser", "--timeout", "0.2", "--json")
    assert (ran.code, ran.json["problem"]["code"]) == (3, "sign-in-timed-out")
    assert members("sign-in", "nowhere").code == 3


def test_sign_in_is_called_off_by_ctrl_c(members: Demur, wait_for: Wait) -> None:
    with members.started("sign-in", "plaza", "--no-browser") as process:
        wait_for(process, "http://127.0.0.1:")
        process.terminate()
        _, err = process.communicate(timeout=60)
    assert (process.returncode, "You called the sign-in off." in err) == (3, True)


def test_practice_lists_adds_and_resets(members: Demur) -> None:
    listed = members("practice", "--json").json["members"]
    assert {"us-on", "uk-shared", "uk-2024", "us-already-off", "us-forgets"} <= {member["userId"] for member in listed}
    assert members("practice", "add", "nobody").code == 64
    assert members("opt-out", "us-on", "--yes").code == 0
    assert members("practice", "reset").code == 0
    assert members("status", "us-on", "--json").json["accounts"][0]["state"] == "on"


def test_dropped_in_platform_is_named_as_such_and_waits_for_a_yes(demur: Demur) -> None:
    demur("status")
    file = demur.data / "platforms" / "harbour.toml"
    file.write_text(PLATFORM)
    listed = demur("platforms")
    assert "Added by you, not by Demur; not used until you agree" in listed.out
    assert demur("sign-in", "harbour", "--region", "GB", "--json").json["problem"]["code"] == "platform-not-allowed"

    asked = demur("platforms", "allow", "harbour")
    assert asked.code == 3
    assert "login.harbour.example" in asked.err
    assert "Run this in a terminal, or add --yes." in asked.err
    assert demur("platforms", "allow", "harbour", "--yes").code == 0
    assert "you agreed to it" in demur("platforms").out
    assert demur("sign-in", "harbour").code == 64, "a region is never guessed"
    assert demur("sign-in", "harbour", "--region", "XX").code == 64

    file.write_text(PLATFORM.replace("api.harbour", "api2.harbour"))
    assert "not used until you agree" in demur("platforms").out, "another file needs another yes"


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (PLATFORM.replace("format = 1", "format = 2"), 1),
        (PLATFORM.replace("https://api.harbour.example/me", "http://api.harbour.example/me"), 15),
        (PLATFORM.replace('name = "Harbour"', 'name = "Plaza"'), 5),
        (PLATFORM.replace("[oauth]", "[oauth"), 9),
    ],
)
def test_platform_file_is_checked_by_line(demur: Demur, tmp_path: Path, wrong: str, line: int) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(PLATFORM)
    bad.write_text(wrong)
    assert demur("platforms", "check", good).code == 0
    ran = demur("platforms", "check", bad, "--json")
    assert (ran.code, ran.json["broken"]["file"], ran.json["broken"]["line"]) == (1, "bad.toml", str(line))
    (demur.data / "platforms" / "bad.toml").write_text(wrong)
    listed = demur("platforms", "list", "--json").json
    assert [broken["file"] for broken in listed["broken"]] == ["bad.toml"]
    ids = [platform["id"] for platform in listed["platforms"]]
    known = ["chatgpt", "github-copilot", "linkedin", "meta", "plaza-page", "plaza", "x", "zoom"]
    assert ids == known, "the others stay usable"
