"""How the accounts stand, on paper: one page for a dozen of them, and pages of its own for practice, marked as such."""

from itertools import accumulate
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from demur.printing.finishing import finished
from demur.printing.paper import Paper
from demur.printing.press import Leaf, Press
from demur.words import bundle, say
from demur.words import standing as words

_PERCENTS: Final = (27, 24, 16, 8, 25)
_SIZE_PT: Final = 8.0
"""Of the letters in the table: ten accounts go onto one page."""


def standing_pdf(report: words.Report, paper: Paper) -> bytes:
    """Return the PDF of a report. Needs Qt's application object; on Qt's own thread, as `demur.printing.pdf` says."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    press = Press(QPdfWriter(buffer), paper)
    parts = [(report.of(is_practice), is_practice) for is_practice in (False, True)]
    leaves = [_leaf(press, part, is_practice) for part, is_practice in parts if part.accounts or not is_practice]
    if len(leaves) > 1 and not parts[0][0].accounts:
        leaves = leaves[1:]  # there is only practice
    for _ in press.print(leaves):
        continue
    firsts = accumulate((leaf.pages for leaf in leaves[:-1]), initial=0)
    places = [(leaf.title, first) for leaf, first in zip(leaves, firsts, strict=True)]
    return finished(bytes(buffer.data().data()), leaves[0].title, say(bundle.LANGUAGE), places)


def _leaf(press: Press, report: words.Report, is_practice: bool) -> Leaf:
    sheet = press.new_sheet()
    title = say(words.PRACTICE_TITLE if is_practice else words.TITLE)
    sheet.title(title)
    for sentence in words.intro(report):
        sheet.paragraph(sentence)
    sheet.paragraph("")
    heads = tuple(say(name) for name in words.COLUMNS)
    sheet.table(
        [heads, *(words.cells(one, report) for one in report.accounts)], _PERCENTS, has_head=True, size_pt=_SIZE_PT
    )
    sheet.paragraph(say(words.WARNING))
    if not all(one.has_ledger for one in report.accounts):
        sheet.paragraph(say(words.WITHOUT))
    sheet.end()
    return Leaf(sheet, title, say(words.FOOT, title=title, when=words.when(report.made_at)), is_practice)
