"""The main job without a window, on a real Plaza, a real ledger and a real vault."""

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import MEMBERS, Demur


def test_whole_loop_opts_out_and_in_with_receipts_that_verify(demur: Demur, tmp_path: Path) -> None:
    joined = demur("practice", "add", "us-on")
    assert joined.code == 0, joined.err
    assert "Amber (practice)" in joined.out

    seen = demur("status")
    assert (seen.code, "Practice: on" in seen.out) == (0, True), seen.err

    out = demur("opt-out", "--yes")
    assert out.code == 0, out.err
    assert "Confirmed: you are opted out. Plaza's switch is Off." in out.out
    assert "On → Off" in out.err, "the preview is shown before it is applied"

    back = demur("opt-in", "--yes", "--json")
    assert back.code == 0, back.err
    assert (back.json["result"], back.json["before"], back.json["after"]["state"]) == ("confirmed", "off", "on")

    listed = demur("receipts", "--practice", "--json").json["practice"]
    assert [receipt["kind"] for receipt in listed] == [
        "genesis",
        "attempt",
        "confirmation",
        "attempt",
        "confirmation",
    ]
    files = []
    for number in (2, 4):
        exported = demur("receipts", "export", str(number), tmp_path / "out", "--json")
        assert exported.code == 0, exported.err
        files.append(exported.json["file"])
    verified = demur("verify", *files)
    assert verified.code == 0, verified.out
    assert verified.out.count("This is a PRACTICE receipt") == 2
    assert demur("receipts", "check", "--practice").code == 0


@pytest.mark.parametrize("command", [("opt-out", "--yes"), ("opt-out", "--yes", "--json")])
def test_says_saved_but_forgets_is_never_confirmed(members: Demur, command: tuple[str, ...]) -> None:
    """faults A1: 200 but not applied, never "Confirmed"."""
    ran = members(command[0], "us-forgets", *command[1:])
    assert ran.code == 1, ran.err
    assert "confirmed" not in (ran.out + ran.err).casefold()
    assert "Not changed: Plaza's switch is still On." in ran.out
    listed = members("receipts", "--practice", "--json").json["practice"]
    assert [receipt["kind"] for receipt in listed] == ["genesis", "attempt", "failure"]


def test_not_offered_is_said_and_nothing_is_sealed(members: Demur) -> None:
    assert "not offered" in members("status", "uk-2024").out
    ran = members("opt-out", "uk-2024", "--yes", "--json")
    assert (ran.code, ran.json["problem"]["code"]) == (3, "not-offered")
    assert members("receipts", "--practice", "--json").json["practice"] == []


def test_already_off_is_recorded_as_an_observation_only_at_the_members_word(members: Demur) -> None:
    ran = members("opt-out", "us-already-off")
    assert ran.code == 0
    assert "already is what you asked for" in ran.out
    assert members("receipts", "--practice", "--json").json["practice"] == []

    ran = members("opt-out", "us-already-off", "--yes", "--json")
    assert (ran.code, ran.json["result"]) == (0, "observed")
    listed = members("receipts", "--practice", "--json").json["practice"]
    assert [receipt["kind"] for receipt in listed] == ["genesis", "observation"]


def test_receipts_are_shown_in_words(members: Demur) -> None:
    assert members("opt-out", "us-on", "--yes").code == 0
    listed = members("receipts")
    assert listed.out.index("Receipts of real accounts") < listed.out.index("PRACTICE receipts")
    assert "None yet." in listed.out
    assert "On → Off" in listed.out
    shown = members("receipts", "show", "2")
    assert (shown.code, "This is a PRACTICE receipt" in shown.out) == (0, True)
    assert "Let Plaza learn from my posts" in shown.out
    assert "Amber (practice)" in shown.out
    assert members("receipts", "show", "9").code == 64
    assert members("receipts", "show", "-1").code == 64

    shutil.copy(members.data / "practice" / "ledger.sqlite", members.data / "ledger.sqlite")
    unclear = members("receipts", "show", "2")
    assert (unclear.code, "add --practice or --real" in unclear.err) == (64, True)
    assert members("receipts", "show", "2", "--practice").code == 0


def test_damaged_ledger_is_found_and_named(members: Demur) -> None:
    assert members("opt-out", "us-on", "--yes").code == 0
    ledger = members.data / "practice" / "ledger.sqlite"
    body = ledger.read_bytes()
    place = body.index(b"Let Plaza learn")
    ledger.write_bytes(body[:place] + b"P" + body[place + 1 :])
    ran = members("receipts", "check", "--practice", "--json")
    assert (ran.code, ran.json["practice"]["sound"]) == (1, False)
    assert members("receipts", "check", "--practice").out.count("does not hold") == 1


def test_data_dir_stands_before_or_after_the_command(members: Demur, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    for arguments in (("--data-dir", other, "status", "--json"), ("status", "--json", "--data-dir", other)):
        assert members(*arguments).json == {"accounts": []}
    assert (tmp_path / "other" / "accounts.sqlite").exists() or (tmp_path / "other").is_dir()
    assert len(members("status", "--last", "--json").json["accounts"]) == len(MEMBERS)
