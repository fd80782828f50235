"""A letter on paper: as PDF, with whatever is missing or made up said on every page."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from demur.letters.layout import Layout, layout_of
from demur.letters.letter import Letter
from demur.printing.finishing import finished
from demur.printing.paper import Paper
from demur.printing.press import Leaf, Press
from demur.printing.sheet import Sheet
from demur.words import bundle, say
from demur.words import letters as words

_TEXT_PT: Final = 10.5
_SMALL_PT: Final = 8.5
_PART_PX: Final = 22
_PARAGRAPH_PX: Final = 9
_ROWS_PERCENT: Final = (24, 76)


def letter_pdf(letter: Letter, paper: Paper) -> bytes:
    """Return the PDF of a letter. Needs Qt's application object; on Qt's own thread, as `demur.printing.pdf` says."""
    layout = layout_of(letter)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    press = Press(writer, paper)
    sheet = press.new_sheet()
    _write(sheet, layout)
    sheet.end()
    is_draft = not letter.is_finished
    mark, line = (say(words.DRAFT_MARK), say(words.DRAFT_LINE)) if is_draft else ("", "")
    leaf = Leaf(sheet, layout.subject, layout.subject, letter.is_practice, mark=mark, mark_line=line)
    for _ in press.print([leaf]):
        continue
    return finished(bytes(buffer.data().data()), layout.subject, say(bundle.LANGUAGE), [(layout.subject, 0)])


def _write(sheet: Sheet, layout: Layout) -> None:
    for mark in layout.marks:
        sheet.passage(mark, _TEXT_PT, above_px=_PARAGRAPH_PX, is_bold=True)
    _lines(sheet, layout.sender)
    _lines(sheet, layout.to)
    sheet.passage(layout.day, _TEXT_PT, above_px=_PART_PX)
    sheet.passage(layout.subject, _TEXT_PT, above_px=_PART_PX, is_bold=True)
    sheet.passage(layout.greeting, _TEXT_PT, above_px=_PARAGRAPH_PX)
    for paragraph in (*layout.paragraphs, layout.closing):
        sheet.passage(paragraph, _TEXT_PT, above_px=_PARAGRAPH_PX)
    sheet.passage(layout.name, _TEXT_PT, above_px=2 * _PART_PX)
    if not layout.annexes:
        return
    sheet.passage(say(words.ANNEX), _TEXT_PT, is_bold=True, starts_page=True)
    for title, rows in layout.annexes:
        sheet.passage(title, _SMALL_PT, above_px=_PARAGRAPH_PX, is_bold=True)
        sheet.table(rows, _ROWS_PERCENT)
    sheet.passage(layout.annex_text, _SMALL_PT, above_px=_PARAGRAPH_PX)  # last: Qt leaves an empty line after a table


def _lines(sheet: Sheet, lines: Sequence[str]) -> None:
    for place, line in enumerate(lines):
        sheet.passage(line, _TEXT_PT, above_px=0 if place else _PART_PX)
