"""How the accounts stand, as a table and for programs: the same facts, and no name that its owner did not choose."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from tests.words.standings import NOW, receipt, report, reported

from demur.core.setting import Identity
from demur.watch.matter import Matter
from demur.words import standing as words
from demur.words.standing import Report

SECRETS = ("handle-1", "user-1-id", "secretly-1", "id-1", "GB")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("ending", words.ENDINGS)
def test_names_stay_away_unless_they_are_chosen(ending: str) -> None:
    redacted = words.file_bytes(report(2), ending).decode()
    for secret in SECRETS:
        assert f'"{secret}' not in redacted, secret
    assert "handle-1@example.org" in words.file_bytes(report(2, has_names=True), ending).decode()


def test_a_row_says_what_is_known_how_and_on_what_receipt() -> None:
    (row,) = rows(words.file_bytes(report(1), ".csv"))
    assert row == {
        "mark": "",
        "number": "1",
        "name": "",
        "platform": "X",
        "setting": reported(1).setting,
        "state": "Off",
        "howKnown": "Confirmed: read back afresh",
        "knownAt": "2026-10-12T09:30:00.000Z",
        "lookedAt": "2026-11-21T09:30:00.000Z",
        "offSince": "2026-10-12T09:30:00.000Z",
        "matter": "You are signed out here",
        "due": "Due: not checked for 41 days.",
        "receipt": "1",
        "sha256": hashlib.sha256(b"1").hexdigest(),
    }


def test_a_program_finds_the_same() -> None:
    found: dict[str, Any] = json.loads(words.file_bytes(report(1, practice=1), ".json"))
    first, second = found["accounts"]
    assert (found["madeAt"], found["namesDisclosed"]) == ("2026-11-22T09:30:00.000Z", False)
    assert (first["practice"], second["practice"]) == (False, True)
    assert (first["knownState"], first["knownLevel"], first["reason"]) == ("off", "read-back-independent", "signed-out")
    assert first["due"]["why"] == "interval"
    assert first["receipts"] == [
        {
            "number": 1,
            "kind": "confirmation",
            "level": "read-back-independent",
            "recordedAt": "2026-10-12T09:30:00.000Z",
            "sha256": hashlib.sha256(b"1").hexdigest(),
        }
    ]


def test_practice_is_marked_in_every_row_and_line() -> None:
    made = report(1, practice=2)
    assert [row["mark"] for row in rows(words.file_bytes(made, ".csv"))] == ["", "PRACTICE", "PRACTICE"]
    assert [words.lines(one, made)[0].startswith("PRACTICE: ") for one in made.accounts] == [False, True, True]


def test_a_name_can_be_no_formula_in_a_spreadsheet() -> None:
    one = reported(1)
    renamed = replace(one.standing.account, identity=Identity("", "=HYPERLINK(1)"))
    made = Report((one._replace(standing=one.standing._replace(account=renamed)),), NOW, "0", has_names=True)
    assert rows(words.file_bytes(made, ".csv"))[0]["name"] == "'=HYPERLINK(1)"


def test_a_report_names_what_a_state_rests_on_and_the_confirmed_opt_out_before_it() -> None:
    """An attempt says nothing of a state; what is on again is seen beside the opt-out that it undid."""
    newest_first = [receipt(9, "attempt"), receipt(8, "observation", "on"), receipt(7), receipt(6)]
    assert [one.index for one in words.resting_on(newest_first)] == [8, 7]
    assert [one.index for one in words.resting_on(newest_first[2:])] == [7]
    assert words.resting_on([receipt(1, "attempt"), receipt(0, "genesis")]) == ()


def test_a_matter_is_told_beside_a_state_that_does_not_say_it() -> None:
    one = reported(1)
    told = {
        matter: words.cells(one._replace(standing=one.standing._replace(matter=matter, due=None)), report(1))[1]
        for matter in (Matter.OFF, Matter.ON_AGAIN)
    }
    assert told[Matter.OFF] == "Off. Confirmed: read back afresh."
    assert told[Matter.ON_AGAIN] == "Off. Confirmed: read back afresh. It is on again."
    never = one.standing._replace(matter=Matter.NEVER_LOOKED, certain=None, seen=None, due=None)
    _, known, checks, number, digest = words.cells(one._replace(standing=never, receipts=()), report(1))
    assert (known, checks, number, digest) == ("Not known. Nobody has looked yet.", "Never", "none", "")
