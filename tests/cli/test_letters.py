"""`demur letter`: a draft is never called finished, a letter is written where it is told to, and its answer is due."""

from pathlib import Path

import pytest
from tests.cli.conftest import Demur

GROUNDS = "My posts name people who never agreed to this."


@pytest.fixture
def account(demur: Demur) -> str:
    added = demur("add", "linkedin", "--name", "mine", "--region", "DE", "--json")
    return str(added.json["account"]["id"])


def test_a_letter_from_a_draft_to_a_file(demur: Demur, account: str, tmp_path: Path) -> None:
    draft = demur("letter", account)
    assert draft.code == 1
    assert "[ STILL MISSING: your own grounds ]" in draft.out
    assert "Not finished. Still missing: your name, how they know you, your own grounds." in draft.err
    assert "This is not legal advice." in draft.err
    given = ("--name", "A Member", "--known-as", "me@example.com", "--grounds", GROUNDS)
    pdf, text = tmp_path / "letter.pdf", tmp_path / "letter.txt"
    assert demur("letter", account, *given, "--to", pdf).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    found = demur("letter", account, *given, "--to", text, "--json")
    assert (found.code, found.json["finished"], found.json["missing"]) == (0, True, [])
    assert found.json["text"] == text.read_text("utf-8")
    assert GROUNDS in found.json["text"]
    again = demur("letter", account, *given, "--to", text)
    assert again.code == 3, "no file is written over"


def test_what_does_not_go_together_is_said(demur: Demur, account: str, tmp_path: Path) -> None:
    for wrong in (
        (account, "--on", "2026-11-01"),
        ("sent", account),
        (account, "--to", tmp_path / "letter.doc"),
        (account, "--authority", "-"),
        ("sent", account, "--on", "2026-11-01", "--text", tmp_path / "none.txt"),
    ):
        assert demur("letter", *wrong).code == 64, wrong
    complaint = demur("letter", account, "--kind", "complaint")
    assert complaint.code == 3
    assert "No two receipts say" in complaint.err
    assert demur("letter", "sent", account, "--on", "2199-01-01").code == 3


def test_a_practice_letter_is_sent_put_off_and_answered(members: Demur, tmp_path: Path) -> None:
    """Of an account that Demur reads itself: the letter is the member's word all the same."""
    (account,) = [one for one in members("status", "--last", "--json").json["accounts"] if one["region"] == "GB"][:1]
    name = account["id"]
    text = tmp_path / "letter.txt"
    text.write_text("Dear Sir or Madam", "utf-8")
    assert members("letter", name).out.startswith("PRACTICE: about a made-up platform.")
    sent = members("letter", "sent", name, "--on", "2026-10-20", "--text", text, "--json")
    assert (sent.code, sent.json["answerDue"], sent.json["result"]) == (0, "2026-11-20", "sent")
    put_off = members("tell", name, "--answered", "extended", "--on", "2026-10-30")
    assert put_off.code == 0
    assert "They have until 2027-01-20 to answer" in put_off.out
    late = members("letter", "sent", name, "--on", "2026-09-01")
    assert "They have until 2026-10-01 to answer" in late.out
    refused = members("tell", name, "--answered", "extended", "--on", "2026-10-30")
    assert refused.code == 3
    assert "by 2026-10-01, within the first month" in refused.err
    assert members("tell", name, "--answered", "agreed", "--on", "2026-10-30").code == 0
