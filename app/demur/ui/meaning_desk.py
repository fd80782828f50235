"""Joins the page “What it means” to all the claims there are."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from demur.core.problem import MeaningBroken
from demur.meaning.changes import Changes
from demur.meaning.claims import Claims
from demur.ui import dates
from demur.ui.frame import Frame
from demur.ui.meaning_page import MeaningPage
from demur.ui.take_dialog import TakeDialog
from demur.words import meaning as words
from demur.words import say

_Read = tuple[list[Claims], list[MeaningBroken], frozenset[str]]


class MeaningDesk(QObject):
    """Reads the claims when the page is first shown; begins with the platform and region of the newest account."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.page = MeaningPage(datetime.now(UTC).date())
        self.page.take_wanted.connect(self._ask_for_file)
        self.page.undo_wanted.connect(self._undo)
        self._has_read = False

    def show_page(self) -> None:
        self._frame.show_page(self.page, "meaning")
        if not self._has_read:
            self._has_read = True
            self._frame.run(self.page, self._read, self._show_first)

    def _read(self) -> _Read:
        library = self._frame.product.rooms.library
        found, broken = library.all()
        return found, broken, frozenset(filter(library.can_undo, library.ids()))

    def _show_first(self, read: _Read) -> None:
        found, broken, undoable = read
        accounts = [account for account in self._frame.product.accounts.all() if not account.is_practice]
        platform = self._frame.product.rooms.platform(accounts[-1].platform) if accounts else None
        self.page.show_claims(found, broken, (platform.meaning if platform else None) or "", undoable)
        if accounts:
            self.page.show_region(accounts[-1].region)

    def _ask_for_file(self) -> None:
        chosen = QFileDialog(self.page.window(), say(words.TAKE_TITLE), "", say(words.TAKE_FILES))
        chosen.fileSelected.connect(lambda file: self.ask(Path(file)))
        chosen.open()

    def ask(self, file: Path) -> None:
        """Show what a file would change, and take it in at the member's word."""
        library = self._frame.product.rooms.library

        def show(looked: tuple[Claims, Changes]) -> None:
            new, found = looked
            lines = words.changes(found, dates.day)
            TakeDialog(self.page.window(), lines, lambda: self._take(file, new)).open()

        self._frame.run(self.page, lambda: library.changes(file), show)

    def _take(self, file: Path, new: Claims) -> None:
        library = self._frame.product.rooms.library
        self._frame.run(
            self.page, lambda: library.take(file, new.digest), lambda _: self._again(new.platform, words.TAKEN)
        )

    def _undo(self, platform: str) -> None:
        library = self._frame.product.rooms.library
        self._frame.run(self.page, lambda: library.undo(platform), lambda _: self._again(platform, words.UNDONE))

    def _again(self, platform: str, note: str) -> None:
        """Show everything as it is told now, and say what was done."""
        self._frame.banner.say(say(note))
        self._frame.run(self.page, self._read, lambda read: self.page.show_claims(read[0], read[1], platform, read[2]))
