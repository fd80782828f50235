"""One receipt as a document of Qt's: put in piece by piece as plain text, so that no word of it can be markup."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSizeF, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPagedPaintDevice,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from demur.printing import letters
from demur.printing.text import harmless
from demur.receipts.bundle_page import DIGEST, PageText, Section

Size = tuple[float, float]

_NAMES_PERCENT: Final = 24
_TITLE_PT, _HEADING_PT, _SMALL_PT = 17.0, 11.5, 7.5
_GAP_PX: Final = 16
_PICTURE_PART: Final = 0.85
"""How much of a page's height a picture may take; its title stands above it."""
_BELOW_PX: Final = 12
"""Below a table; Qt leaves out what a paragraph would have above it there."""
_LINE: Final = QColor(150, 150, 150)
_IS_HEADING: Final = QTextFormat.Property.UserProperty.value + 1


class Picture(NamedTuple):
    """A picture the member disclosed, as it came, with what it is; `instead` is said where it can't be drawn."""

    title: str
    content: bytes
    instead: str


class Sheet:
    """Writes one document from its top to its end; lengths are in pixels of 1/96 inch, which Qt scales to the paper."""

    def __init__(self, device: QPagedPaintDevice, size: QSizeF, width_px: float, height_px: float) -> None:
        """Lay out for a place of `size` on `device`, which is `width_px` by `height_px`."""
        self.document = QTextDocument()
        self.document.documentLayout().setPaintDevice(device)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(letters.plain())
        self.document.setDefaultTextOption(_wrapping())
        self._size, self._width_px, self._height_px = size, width_px, height_px
        self._at = QTextCursor(self.document)
        self._at.beginEditBlock()  # until the end: Qt would lay everything out anew after each piece

    def write(self, text: PageText, code_px: float, code_holds: str, pictures: Sequence[Picture] = ()) -> None:
        """Write a whole receipt, keeping a square of `code_px` free in the upper right corner."""
        self._top(text, code_px, code_holds)
        for section in text.sections:
            self.section(section)
        for picture in pictures:
            self._picture(picture)

    def end(self) -> None:
        """Lay the document out in pages, with no heading alone at the end of one."""
        self._at.endEditBlock()
        self.document.setPageSize(self._size)
        while (lonely := self._lonely_heading()) is not None:
            kept = lonely.blockFormat()
            kept.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(lonely).setBlockFormat(kept)

    def title(self, text: str) -> None:
        self._block(text, letters.format_of(letters.bold(_TITLE_PT)))

    def section(self, section: Section) -> None:
        self._block(section.heading, letters.format_of(letters.bold(_HEADING_PT)), above=14, is_heading=True)
        if section.rows:
            self.table(section.rows, (_NAMES_PERCENT, 100 - _NAMES_PERCENT))
        for sentence in section.sentences:
            self.paragraph(sentence)

    def paragraph(self, text: str) -> None:
        self._block(text, letters.format_of(letters.plain()), above=4)

    def passage(
        self, text: str, size_pt: float, above_px: float = 0, is_bold: bool = False, starts_page: bool = False
    ) -> None:
        """Write a paragraph of a letter, in letters of a size."""
        font = letters.bold(size_pt) if is_bold else letters.plain(size_pt)
        self._block(text, letters.format_of(font), above=above_px, starts_page=starts_page)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        percents: Sequence[int],
        has_head: bool = False,
        size_pt: float = letters.SIZE_PT,
    ) -> None:
        """Write rows of cells, the first line of each row's first in bold; a head is repeated on every page."""
        table = self._insert_table(len(rows), percents, head_rows=int(has_head))
        for down, cells in enumerate(rows):
            for across, text in enumerate(cells):
                cell = table.cellAt(down, across)
                cell.setFormat(_ruled())
                at = cell.firstCursorPosition()
                first, line_break, rest = harmless(text).partition("\n")
                font = letters.even(size_pt) if DIGEST.fullmatch(text) else letters.plain(size_pt)
                is_bold = across == 0 or (has_head and down == 0)
                at.insertText(first, letters.format_of(letters.bold(size_pt) if is_bold else font))
                at.insertText(line_break + rest, letters.format_of(font))

    def _top(self, text: PageText, code_px: float, code_holds: str) -> None:
        """Write what the receipt is, and beside it the line below the code."""
        percent = round(100 * (code_px + _GAP_PX) / self._width_px)
        table = self._insert_table(1, (100 - percent, percent))
        what, code = table.cellAt(0, 0), table.cellAt(0, 1)
        at = what.firstCursorPosition()
        at.insertText(harmless(text.title), letters.format_of(letters.bold(_TITLE_PT)))
        for words, is_bold in ((text.subtitle, False), (text.watermark, True), (text.warning, False)):
            if words:
                at.insertBlock(_block(above=6), letters.format_of(letters.bold() if is_bold else letters.plain()))
                at.insertText(harmless(words))
        free = QTextTableCellFormat()
        free.setTopPadding(code_px)
        free.setLeftPadding(_GAP_PX)
        code.setFormat(free)
        code.firstCursorPosition().insertText(harmless(code_holds), letters.format_of(letters.plain(_SMALL_PT)))

    def _picture(self, picture: Picture) -> None:
        """Write a picture on a page of its own, no larger than fits there, and no larger than it is."""
        self._block(picture.title, letters.format_of(letters.bold(_HEADING_PT)), starts_page=True)
        image = QImage.fromData(picture.content)
        if image.isNull():
            self.paragraph(picture.instead)
            return
        name = f"picture:{hash(picture.content)}"
        self.document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        scale = min(1, self._width_px / image.width(), _PICTURE_PART * self._height_px / image.height())
        drawn = QTextImageFormat()
        drawn.setName(name)
        drawn.setWidth(image.width() * scale)
        drawn.setHeight(image.height() * scale)
        self._block("", letters.format_of(letters.plain()), above=6)
        self._at.insertImage(drawn)

    def _insert_table(self, rows: int, percents: Sequence[int], head_rows: int = 0) -> QTextTable:
        form = QTextTableFormat()
        form.setHeaderRowCount(head_rows)
        form.setBorder(0)
        form.setCellSpacing(0)
        form.setCellPadding(0)
        form.setBottomMargin(_BELOW_PX)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        lengths = [QTextLength(QTextLength.Type.PercentageLength, percent) for percent in percents]
        form.setColumnWidthConstraints(lengths)
        self._at.movePosition(QTextCursor.MoveOperation.End)
        table = self._at.insertTable(rows, len(percents), form)
        self._at.movePosition(QTextCursor.MoveOperation.End)
        return table

    def _block(
        self,
        text: str,
        form: QTextCharFormat,
        above: float = 0,
        is_heading: bool = False,
        starts_page: bool = False,
    ) -> None:
        """Write a paragraph, into the empty one that Qt leaves after a table or frame where there is one."""
        self._at.movePosition(QTextCursor.MoveOperation.End)
        made = _block(above)
        made.setProperty(_IS_HEADING, is_heading)
        if starts_page:
            made.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        if self._at.block().length() > 1 or self._at.block().charFormat().isImageFormat():
            self._at.insertBlock(made)
        else:
            self._at.setBlockFormat(made)
        self._at.insertText(harmless(text), form)

    def _lonely_heading(self) -> QTextBlock | None:
        block = self.document.begin()
        while block.isValid():
            if block.blockFormat().property(_IS_HEADING) and self._page_of(block) != self._page_of(block.next()):
                policy = block.blockFormat().pageBreakPolicy()
                if policy == QTextFormat.PageBreakFlag.PageBreak_Auto:
                    return block
            block = block.next()
        return None

    def _page_of(self, block: QTextBlock) -> int:
        """Return the page on which the first line of a block stands."""
        if not block.isValid():
            return -1
        top = self.document.documentLayout().blockBoundingRect(block).top()
        first = block.layout().lineAt(0)  # which begins lower than its block where it is moved to the next page
        return int((top + first.y()) // self._size.height())


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # a label of 200 letters may be one word
    return option


def _block(above: float = 0) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    return made


def _ruled() -> QTextTableCellFormat:
    made = QTextTableCellFormat()
    made.setTopPadding(3)
    made.setBottomPadding(3)
    made.setRightPadding(6)
    made.setBottomBorder(0.5)
    made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBottomBorderBrush(QBrush(_LINE))
    return made
