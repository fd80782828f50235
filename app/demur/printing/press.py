"""Draws finished sheets onto the pages of a PDF, with what stands at the head and foot of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFont, QPageLayout, QPainter, QPdfWriter

from demur.printing import letters
from demur.printing.code import draw_code
from demur.printing.paper import Paper, page_size
from demur.printing.sheet import Sheet
from demur.words import printing, say

CODE_MM: Final = 34.0

_DPI: Final = 1200
_MARGINS_MM: Final = QMarginsF(20, 12, 20, 12)
_HEAD_MM: Final = 9.0
_FOOT_MM: Final = 9.0
_SMALL_PT: Final = 6.5
_MARK_PT: Final = 96.0
_PALE: Final = QColor(232, 232, 232)
_MM_PER_INCH: Final = 25.4
_PX_PER_INCH: Final = 96


@dataclass
class Leaf:
    """A sheet with what is drawn around it."""

    sheet: Sheet
    title: str
    foot: str
    is_practice: bool
    code: str = ""
    """What the code in the upper right corner holds; none is drawn where this is empty."""
    mark: str = ""
    """What is drawn across each page, beside being practice; nothing where this is empty."""
    mark_line: str = ""
    """What stands at the head of each page then."""

    @property
    def pages(self) -> int:
        return self.sheet.document.pageCount()


class Press:
    """One PDF in the making: its writer, and where on a page is what."""

    def __init__(self, writer: QPdfWriter, paper: Paper) -> None:
        writer.setResolution(_DPI)
        upright, unit = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
        writer.setPageLayout(QPageLayout(page_size(paper), upright, _MARGINS_MM, unit))
        self._writer = writer
        whole = writer.pageLayout().paintRectPixels(_DPI).size()
        self._width, self._height = float(whole.width()), float(whole.height())

    def new_sheet(self) -> Sheet:
        """Return an empty sheet, to be laid out for these pages."""
        inside = self._inside
        size = QSizeF(inside.width(), inside.height())
        return Sheet(self._writer, size, *(side * _PX_PER_INCH / _DPI for side in (inside.width(), inside.height())))

    def print(self, leaves: Sequence[Leaf]) -> Iterator[None]:
        """Draw a leaf with each step, from a page of its own on."""
        pages = sum(leaf.pages for leaf in leaves)
        painter, number = QPainter(self._writer), 0
        try:
            for leaf in leaves:
                for place in range(leaf.pages):
                    number += 1
                    if number > 1:
                        self._writer.newPage()
                    self._draw_page(painter, leaf, place, say(printing.PAGE_OF, page=number, pages=pages))
                yield
        finally:
            painter.end()

    @property
    def _inside(self) -> QRectF:
        """The place for a sheet; whole points, since QTextDocument counts them in 1/64 and pages would drift apart."""
        top, bottom = ceil(_px(_HEAD_MM)), floor(self._height - _px(_FOOT_MM))
        return QRectF(0, top, self._width, bottom - top)

    def _draw_page(self, painter: QPainter, leaf: Leaf, place: int, page: str) -> None:
        if mark := say(printing.MARK) if leaf.is_practice else leaf.mark:
            self._draw_mark(painter, mark)
        if leaf.code and place == 0:
            side = _px(CODE_MM)
            draw_code(painter, leaf.code, QRectF(self._width - side, self._inside.top(), side, side))
        self._draw_text(painter, leaf.sheet, place)
        self._draw_edges(painter, leaf, page)

    def _draw_text(self, painter: QPainter, sheet: Sheet, place: int) -> None:
        """Draw the part of a document that belongs on this page (QAbstractTextDocumentLayout::draw)."""
        inside = self._inside
        seen = QRectF(0, place * inside.height(), inside.width(), inside.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = seen.adjusted(0, 1, 0, -1)  # or a line that begins where this page ends is on both
        painter.save()
        painter.translate(0, inside.top() - seen.top())
        painter.setClipRect(seen)
        sheet.document.documentLayout().draw(painter, context)
        painter.restore()

    def _draw_edges(self, painter: QPainter, leaf: Leaf, page: str) -> None:
        """Draw the lines at the head and foot, which say on every page what it belongs to."""
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        foot = QRectF(0, self._height - _px(_FOOT_MM), self._width, _px(_FOOT_MM))
        self._draw_line(painter, foot, leaf.foot, left | Qt.AlignmentFlag.AlignBottom, letters.plain(_SMALL_PT))
        self._draw_line(painter, foot, page, right | Qt.AlignmentFlag.AlignBottom, letters.plain(_SMALL_PT))
        practice = say(printing.MARK_LINE) if leaf.is_practice else ""
        if line := " · ".join(filter(None, (practice, leaf.mark_line))):
            head = QRectF(0, 0, self._width, _px(_HEAD_MM))
            self._draw_line(painter, head, line, right, letters.bold(_SMALL_PT))

    def _draw_line(self, painter: QPainter, place: QRectF, text: str, alignment: Qt.AlignmentFlag, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(place, alignment | Qt.TextFlag.TextSingleLine, text)

    def _draw_mark(self, painter: QPainter, mark: str) -> None:
        """Draw a mark across the page, below everything else and pale enough to read upon."""
        painter.save()
        painter.translate(self._width / 2, self._height / 2)
        painter.rotate(-52)
        painter.setPen(_PALE)
        painter.setFont(letters.bold(_MARK_PT))
        around = QRectF(-self._height, -self._height / 2, 2 * self._height, self._height)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, mark)
        painter.restore()


def _px(length_mm: float) -> float:
    return length_mm * _DPI / _MM_PER_INCH
