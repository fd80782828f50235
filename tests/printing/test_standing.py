"""How the accounts stand, on paper: read back by parts that did not write it."""

import hashlib

import pytest
from PySide6.QtGui import QImage
from tests.printing.paper_reading import Page, pages, parts
from tests.words.standings import report

from demur.printing.paper import Paper
from demur.printing.standing import standing_pdf
from demur.words import printing


def printed(real: int, practice: int = 0, has_names: bool = False, paper: Paper = Paper.A4) -> list[Page]:
    return pages(standing_pdf(report(real, practice, has_names), paper), dpi=60)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("has_names", [False, True])
def test_ten_accounts_are_one_page_that_says_it_all_in_text(paper: Paper, has_names: bool) -> None:
    (page,) = printed(10, has_names=has_names, paper=paper)
    text = page.words.replace(" ", "")
    for number in range(1, 11):
        assert hashlib.sha256(b"%d" % number).hexdigest() in text
        assert (f"handle-{number}@example.org" in text) is has_names
        assert (f"Account{number}" in text) is not has_names
    for words in ("Made on 2026-11-22 09:30 UTC", "Known: 2026-10-12 09:30", "You are signed out", "Page 1 of 1"):
        assert words.replace(" ", "") in text, words
    assert "PRACTICE" not in page.words


def test_fifty_go_on_and_each_page_has_the_heads_of_the_columns() -> None:
    found = printed(50)
    assert 3 < len(found) < 8
    assert all("Last checks (UTC)" in page.words for page in found[:-1])
    assert sum(page.words.count("Confirmed: read back afresh") for page in found) == 50


def test_practice_has_pages_of_its_own_with_the_mark_and_the_others_have_none() -> None:
    real, practice = printed(3, practice=2)
    assert "Account 3" in real.words
    assert "PRACTICE" not in real.words
    assert printing.MARK_LINE in practice.words
    assert "How my practice accounts stand" in practice.words
    assert "Account 4" in practice.words
    assert greys(practice) > greys(real) + 500, "the mark is drawn across the page"
    (only,) = printed(0, practice=1)
    assert printing.MARK_LINE in only.words


def greys(page: Page) -> int:
    """How many points have the pale grey of the mark."""
    grey = page.image.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(228 <= point < 237 for point in bytes(grey.constBits()))


def test_r7_no_name_is_in_any_part_of_the_file() -> None:
    """R7: nothing of the accounts but what was chosen, not even in what no reader shows."""
    pdf = standing_pdf(report(3), Paper.A4)
    for secret in ("handle-1", "user-1-id", "secretly-1"):
        for encoding in ("utf-8", "utf-16-be"):
            assert secret.encode(encoding) not in parts(pdf)


def test_no_account_at_all_is_a_page_that_says_when_it_was_made() -> None:
    (page,) = printed(0)
    assert "Made on 2026-11-22 09:30 UTC" in page.words
