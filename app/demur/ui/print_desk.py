"""Receipts as pages: made a step at a time, shown for what they disclose, and saved as they were made."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from demur.core.entry import Receipt
from demur.ledger.bundling import Part, openable, part_of
from demur.ledger.log import SqliteLedger
from demur.receipts.disclosure import Opened
from demur.receipts.durable_file import write_new_file
from demur.ui.frame import Frame
from demur.ui.save_page import PDF_SUFFIX, SavePage
from demur.words import exporting, say

if TYPE_CHECKING:
    from demur.printing.pdf import Making

_END: Final = object()

Kept = Sequence[tuple[Receipt, Sequence[Opened]]]
"""Receipts, each with everything of it that could be disclosed."""


class PrintDesk(QObject):
    """Joins the page for saving to the room that prints; the very bytes that are shown are those that are saved."""

    def __init__(self, frame: Frame, save: SavePage) -> None:
        super().__init__()
        self._frame, self._save = frame, save
        self._kept: Kept = ()
        self._items: Kept = ()
        self._making: Making | None = None
        self._steps: Iterator[None] = iter(())
        self._pdf = b""
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)  # begun anew after each step that went well
        self._turn.timeout.connect(self._step)
        save.pages_chosen.connect(self._make)
        save.pages_dropped.connect(self._turn.stop)
        save.pages_wanted.connect(self._write)

    def keep(self, kept: Kept) -> None:
        """Take the receipts that the page is about to show."""
        from demur.printing.paper import usual_paper  # when it is first needed

        self._turn.stop()
        self._kept = kept
        self._save.prefer_paper(usual_paper())

    def takes(self, count: int) -> bool:
        """Tell whether this many receipts go into one PDF; if not, say so."""
        from demur.printing.pdf import MOST

        if count > MOST:
            sentence = say(exporting.TOO_MANY, count=count, most=MOST)
            self._frame.banner.say(sentence, say(exporting.CHOOSE_FEWER))
        return count <= MOST

    def ask(self, ledger: SqliteLedger, numbers: Sequence[int], then: Callable[[], None]) -> None:
        """Read several receipts and what could be disclosed of them, and go on."""

        def show(kept: Kept) -> None:
            self.keep(kept)
            self._save.show_receipts(kept[0][0].index, len(kept), [one for _, opened in kept for one in opened])
            then()

        self._frame.banner.hide()
        self._frame.run(self._save, lambda: _read(ledger, numbers), show)

    def _make(self, chosen: frozenset[Part], paper: str) -> None:
        """Begin to make the pages; what was begun before is dropped."""
        from demur.printing.paper import Paper
        from demur.printing.pdf import Making

        self._items = [(receipt, [one for one in kept if part_of(one) in chosen]) for receipt, kept in self._kept]
        self._making = Making(self._items, Paper(paper))
        self._steps = self._making.steps()
        self._save.show_making()
        self._turn.start()

    def _step(self) -> None:
        """Make a little more of the pages between two events of the window."""
        if next(self._steps, _END) is not _END:
            self._turn.start()
            return
        if self._making is not None:
            self._pdf = self._making.pdf
            self._save.show_files({self._name: self._pdf}, [one for _, opened in self._items for one in opened])

    @property
    def _name(self) -> str:
        one = f"demur-receipt-{self._kept[0][0].index:06d}{PDF_SUFFIX}"
        return one if len(self._kept) == 1 else f"demur-receipts{PDF_SUFFIX}"

    def _write(self, destination: str) -> None:
        pdf, file = self._pdf, Path(destination).expanduser()
        self._frame.banner.hide()
        self._frame.run(self._save, lambda: _written(file, pdf), self._save.show_pages_saved)


def _read(ledger: SqliteLedger, numbers: Sequence[int]) -> Kept:
    found = [receipt for number in numbers for receipt in ledger.page(number, 1) if receipt.index == number]
    return [(receipt, openable(ledger, receipt)) for receipt in found]


def _written(file: Path, pdf: bytes) -> Path:
    write_new_file(file, pdf)
    return file
