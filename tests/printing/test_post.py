"""A letter on paper: everything of it, and on every page that it is a draft or practice."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from demur.letters.law import Law
from demur.letters.letter import Annex, Letter, LetterKind
from demur.printing.paper import Paper
from demur.printing.post import letter_pdf

DIGEST = "47944cd01d344f0b3495c3de8b37faac22a9baddf602166eec0ad9b00c4bea6c"
LETTER = Letter(
    kind=LetterKind.OBJECTION,
    law=Law.GDPR,
    platform="Meadow",
    subject="Objection to the use of my data",
    on=date(2026, 11, 21),
    to="Meadow Limited\nMeadow Lane 1",
    account="me@example.com",
    body="I object.\n\nMy grounds:\n\n[Your own grounds stand here]\n\nPlease answer.",
    name="A Member",
    grounds="My posts name others.\n\nThey never agreed.",
    annexes=(Annex(3, "Off", "Confirmed", "2026-11-21T14:00:00.000Z", DIGEST, "demur.invalid/ledger/00", 4, "abc="),),
)


def pages(letter: Letter, paper: Paper = Paper.A4) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(letter_pdf(letter, paper))).pages]


def test_a_finished_letter_is_whole_and_its_annex_has_a_page() -> None:
    letter, annex = pages(LETTER)
    for text in ("A Member", "Meadow Lane 1", "21 November 2026", "I object.", "They never agreed.", "Yours"):
        assert text in letter
    assert DIGEST in annex
    assert "Checkpoint" in annex
    assert "DRAFT" not in letter + annex
    assert "PRACTICE" not in letter + annex


@pytest.mark.parametrize(("paper", "width"), [(Paper.A4, 595), (Paper.LETTER, 612)])
def test_both_papers(paper: Paper, width: int) -> None:
    page = PdfReader(io.BytesIO(letter_pdf(LETTER, paper))).pages[0]
    assert round(float(page.mediabox.width)) == width


def test_a_draft_says_so_on_every_page() -> None:
    for text in pages(replace(LETTER, grounds="")):
        assert "DRAFT" in text
        assert "DRAFT: not finished" in text
    assert "[ STILL MISSING: your own grounds ]" in pages(replace(LETTER, grounds=""))[0]


def test_practice_says_so_on_every_page() -> None:
    for text in pages(replace(LETTER, is_practice=True, grounds="")):
        assert "PRACTICE" in text
        assert "DRAFT: not finished" in text


def test_a_long_letter_goes_on() -> None:
    found = pages(replace(LETTER, grounds="\n\n".join(f"Ground {number}." for number in range(90))))
    assert len(found) > 2
    for number in range(90):
        assert sum(f"Ground {number}." in text for text in found) == 1
