"""What leaves the ledger: a receipt's files, a bundle as it was shown, the list; and files from anyone, checked."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from demur.core.entry import Receipt
from demur.core.problem import Problem
from demur.ledger.bundling import Part, bundle, openable, part_of
from demur.ledger.log import SqliteLedger
from demur.receipts.bundle_store import write_bundle
from demur.receipts.bundle_verifier import Checked, verify_anything
from demur.receipts.known_keys import known_keys, mark_known
from demur.receipts.ledger_verifier import CalledOff
from demur.receipts.listing import write_list
from demur.receipts.verifier import compared_with_known
from demur.ui.check_page import CheckPage
from demur.ui.frame import Frame
from demur.ui.ledger_check import Watched
from demur.ui.print_desk import PrintDesk
from demur.ui.save_page import SavePage
from demur.words import exporting, say
from demur.words.bundle import page_text
from demur.words.listing import Row, row_of

_PAGE = 200


class ExportDesk(QObject):
    """Joins the pages for saving and checking to the ledger, and to files."""

    left = Signal()
    list_saved = Signal(object)

    def __init__(self, frame: Frame, save: SavePage, ledger_of: Callable[[bool], SqliteLedger]) -> None:
        """`ledger_of` returns the ledger that is looked at: the present one, what is left of it, or an older one."""
        super().__init__()
        self._ledger_of = ledger_of
        self._frame, self.save, self.check = frame, save, CheckPage()
        frame.adopt(self.check)
        self._is_practice = False
        self._receipt: Receipt | None = None
        self._files: Mapping[str, bytes] = {}
        self._dialog: QFileDialog | None = None
        save.save_wanted.connect(self._save_plain)
        save.parts_chosen.connect(self._show_bundle)
        save.bundle_wanted.connect(self._save_bundle)
        self.check.check_wanted.connect(self._check)
        self.check.key_known.connect(self._know)
        self.check.left.connect(self.left)
        self._printing = PrintDesk(frame, save)
        save.left_list.connect(self.left)
        self._checked_path = ""
        self._checking = Watched(frame)
        self._checking.progressed.connect(lambda done, _: self.check.progress.show_so_far(done))
        self._checking.finished.connect(self._show_checked)
        self.check.called_off.connect(self._checking.call_off)

    def ask_to_save(self, receipt: Receipt, is_practice: bool) -> None:
        """Show in which forms a receipt can be saved, and what of it could be disclosed."""
        self._receipt, self._is_practice = receipt, is_practice
        try:
            kept = openable(self._ledger, receipt)
            self._printing.keep([(receipt, kept)])
            self.save.show_receipt(receipt.index, kept)
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        self._frame.show_page(self.save, "receipts")

    def ask_to_print(self, count: int, numbers: Callable[[], Sequence[int]], is_practice: bool) -> None:
        """Show what of several receipts could be disclosed, to be saved as one PDF; too many are refused unread."""
        self._is_practice = is_practice
        if self._printing.takes(count):
            self._printing.ask(self._ledger, numbers(), lambda: self._frame.show_page(self.save, "receipts"))

    def ask_to_check(self) -> None:
        """Show the page on which a file from anyone can be checked."""
        self._frame.show_page(self.check, "receipts")
        self.check.show_empty()

    def ask_to_save_list(self, is_practice: bool) -> None:
        """Ask where to, and write the list there; a file that is there is never replaced."""
        dialog = QFileDialog(self._frame.banner.window(), say(exporting.SAVE_LIST_NAME))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(say(exporting.LIST_KIND))
        dialog.setDefaultSuffix("csv")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(lambda file: self.save_list(file, is_practice))
        self._dialog = dialog
        dialog.open()

    def save_list(self, file: str, is_practice: bool) -> None:
        """Write the list of a ledger, without the accounts' names."""
        ledger, name = self._ledger_of(is_practice), "practice" if is_practice else "real"
        path = Path(file)
        self._frame.banner.hide()
        self._frame.run(self, lambda: _written(path, _rows(ledger, name)), self.list_saved.emit)

    @property
    def _ledger(self) -> SqliteLedger:
        return self._ledger_of(self._is_practice)

    def _save_plain(self, index: int, folder: str) -> None:
        ledger = self._ledger
        self._frame.banner.hide()
        self._frame.run(self.save, lambda: ledger.export(index, Path(folder).expanduser()), self.save.show_saved)

    def _show_bundle(self, _index: int, chosen: frozenset[Part]) -> None:
        """Make the bundle, and show it; the very bytes that are shown are those that are saved."""
        if (receipt := self._receipt) is None:
            return
        try:
            self._files = bundle(self._ledger, receipt, chosen, page_text)
            opened = [one for one in openable(self._ledger, receipt) if part_of(one) in chosen]
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        self.save.show_files(self._files, opened)

    def _save_bundle(self, destination: str) -> None:
        files, path = dict(self._files), Path(destination).expanduser()
        self._frame.banner.hide()
        self._frame.run(self.save, lambda: write_bundle(path, files), self.save.show_bundle_saved)

    def _check(self, text: str) -> None:
        self._checked_path = text
        path, folder = Path(text).expanduser(), self._frame.product.folders.data
        self._frame.banner.hide()
        self.check.show_checking()
        self._checking.start(lambda watch: _checked(path, folder, watch))

    def _show_checked(self, found: "tuple[Path, list[Checked]] | CalledOff") -> None:
        if isinstance(found, CalledOff):
            self.check.show_called_off(found.entries)
        else:
            self.check.show_checked(*found)

    def _know(self, fingerprint: str, name: str) -> None:
        """Mark a key as known, and look at the file again, which then says so."""
        try:
            mark_known(self._frame.product.folders.data, fingerprint, name)
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            return
        self._check(self._checked_path)


def _checked(
    path: Path, data_folder: Path, watch: Callable[[int, int], bool]
) -> tuple[Path, list[Checked]] | CalledOff:
    known = known_keys(data_folder)
    try:
        found = verify_anything(path, lambda done: watch(done, 0))
    except CalledOff as called_off:
        return called_off
    return path, [one._replace(verdict=compared_with_known(one.verdict, known)) for one in found]


def _rows(ledger: SqliteLedger, name: str) -> list[Row]:
    pages = (ledger.page(first, _PAGE) for first in range(0, ledger.size(), _PAGE))
    return [row_of(receipt, name) for page in pages for receipt in page]


def _written(file: Path, rows: list[Row]) -> Path:
    write_list(file, rows)
    return file
