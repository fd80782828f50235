"""Several settings of one sign-in at the terminal: each is named, and leaving says which go along."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults.added import Named, drop_in, platform_text
from tests.faults.terminal import Terminal, sign_in_square

from demur import paths
from demur.practice.launcher import Plaza

SETTINGS = ("ai-training", "ai-partners", "ai-photos")


@pytest.fixture(scope="module")
def plaza(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plaza]:
    with Plaza.start(tmp_path_factory.mktemp("plaza") / "plaza.sqlite", paths.resources()) as made:
        yield made


@pytest.fixture
def member(plaza: Plaza, tmp_path: Path) -> Terminal:
    plaza.control.reset()
    made = Terminal(tmp_path / "data")
    drop_in(made.platforms, platform_text(plaza.base, *map(Named, SETTINGS)))
    sign_in_square(made, "us-on")
    return made


def accounts(member: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(member.runs("status", "--last", "--json").stdout)["accounts"]
    return found


def test_status_names_platform_and_setting(member: Terminal) -> None:
    lines = member.runs("status").stdout.splitlines()
    named = [line for line in lines if "Square · Square: " in line]
    assert [line.split()[0].partition(".")[2] for line in named] == list(SETTINGS)
    assert all("Amber (practice)" in line and "Practice: on" in line for line in named)
    assert len({account["signIn"] for account in accounts(member)}) == 1


def test_an_account_id_names_one_and_anything_else_lists_them(member: Terminal) -> None:
    first, _, third = accounts(member)
    for name in (first["handle"], first["userId"], first["signIn"]):
        ran = member.runs("opt-out", name)
        assert ran.returncode == 64
        assert re.findall(r"\(Amber \(practice\), Square: ([a-z-]+)\)", ran.stderr) == list(SETTINGS)
        assert all(account["id"] in ran.stderr for account in (first, third))
    assert member.runs("opt-out", third["id"], "--yes").returncode == 0
    states = {
        account["setting"]: account["state"]
        for account in json.loads(member.runs("status", "--json").stdout)["accounts"]
    }
    assert states == {"ai-training": "on", "ai-partners": "on", "ai-photos": "off"}


def test_signing_out_of_one_says_which_go_too_and_waits_for_a_yes(member: Terminal) -> None:
    second = accounts(member)[1]
    refused = member.runs("sign-out", second["id"], "--json")
    assert refused.returncode == 3
    assert "The other settings of the same sign-in go too: Square: ai-training, Square: ai-photos." in refused.stderr
    assert "add --yes" in refused.stderr
    assert json.loads(refused.stdout)["left"] is False
    assert len(accounts(member)) == 3
    ran = member.runs("sign-out", second["handle"], "--yes", "--json")
    document = json.loads(ran.stdout)
    assert (ran.returncode, document["left"], document["confirmed"]) == (0, True, True)
    assert [account["setting"] for account in document["accounts"]] == list(SETTINGS)
    assert accounts(member) == []
