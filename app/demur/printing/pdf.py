"""Receipts as one PDF: each on pages of its own and, where there are several, a list of them before."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from demur.core.entry import Receipt
from demur.printing.code import code_text
from demur.printing.finishing import finished
from demur.printing.paper import Paper
from demur.printing.press import CODE_MM, Leaf, Press
from demur.printing.sheet import Picture, Sheet
from demur.receipts.disclosure import Opened
from demur.words import bundle, printing, say

Item = tuple[Receipt, Sequence[Opened]]
"""A receipt, and what of it is disclosed."""

MOST: Final = 500
"""How many receipts go into one PDF: nobody reads more, and a bundle of the ledger holds them all."""

_CODE_PX: Final = CODE_MM * 96 / 25.4
_LIST_PERCENTS: Final = (10, 24, 56, 10)


class Making:
    """One PDF of receipts of one ledger, made step by step on Qt's own thread, so that a window stays alive meanwhile.

    On a worker it was seen to fail: PySide makes its types when they are first touched, and two threads that touch
    one at the same time find it half made. Needs Qt's application object.
    """

    def __init__(self, items: Sequence[Item], paper: Paper) -> None:
        self._items, self._paper = items, paper
        self.pdf = b""
        """The file, once the steps have come to their end."""

    def steps(self) -> Iterator[None]:
        """Lay out and draw a receipt with each step."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        press = Press(writer, self._paper)
        leaves: list[Leaf] = []
        for receipt, opened in self._items:
            leaves.append(_leaf(press.new_sheet(), receipt, opened))
            yield
        if len(self._items) > 1:
            leaves.insert(0, _list(press, self._items, leaves))
        yield from press.print(leaves)
        firsts = accumulate((leaf.pages for leaf in leaves[:-1]), initial=0)
        places = [(leaf.title, first) for leaf, first in zip(leaves, firsts, strict=True)]
        self.pdf = finished(bytes(buffer.data().data()), leaves[0].title, say(bundle.LANGUAGE), places)


def pdf_bytes(items: Sequence[Item], paper: Paper) -> bytes:
    """Return the PDF of these receipts, in this order."""
    making = Making(items, paper)
    for _ in making.steps():
        continue
    return making.pdf


def _leaf(sheet: Sheet, receipt: Receipt, opened: Sequence[Opened]) -> Leaf:
    text, digest = printing.page_text(receipt, opened), printing.digest(receipt)
    pictures = [
        Picture(bundle.label_of(one), one.content, say(printing.PICTURE_NOT_DRAWN)) for one in opened if one.is_picture
    ]
    sheet.write(text, _CODE_PX, say(printing.CODE_HOLDS), pictures)
    sheet.end()
    is_practice = printing.is_practice(receipt)
    code = code_text(printing.file(receipt), digest, printing.key(receipt), is_practice)
    foot = say(printing.FOOT, number=receipt.index, digest=digest)
    return Leaf(sheet, text.title, foot, is_practice, code)


def _list(press: Press, items: Sequence[Item], leaves: Sequence[Leaf]) -> Leaf:
    """Return the list that stands before several receipts; its own length moves the pages that it names."""
    receipt, pages = items[0][0], 1
    while True:
        sheet = press.new_sheet()
        firsts = accumulate((leaf.pages for leaf in leaves[:-1]), initial=pages + 1)
        rows = [(*printing.line(item[0]), str(first)) for item, first in zip(items, firsts, strict=True)]
        title = say(printing.LIST_TITLE, count=len(items))
        sheet.title(title)
        sheet.paragraph(say(printing.LIST_TEXT, origin=receipt.fields["log"]["origin"]))
        sheet.table([tuple(say(name) for name in printing.LIST_COLUMNS), *rows], _LIST_PERCENTS, has_head=True)
        sheet.end()
        if sheet.document.pageCount() <= pages:
            return Leaf(sheet, title, title, printing.is_practice(receipt))
        pages = sheet.document.pageCount()
