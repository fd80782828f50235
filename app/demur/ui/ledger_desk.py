"""Joins the card of all receipts in Settings to the ledgers."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from demur.core.ledger_problem import BackupBehind
from demur.core.problem import Problem
from demur.ledger.backup import Backup
from demur.ledger.care import Care
from demur.ledger.importing import Imported
from demur.ledger.kept import Kept
from demur.ledger.restoring import Restored
from demur.ledger.succession import Begun
from demur.ui.asking import ask
from demur.ui.frame import Frame
from demur.ui.ledger_card import LedgerCard
from demur.words import backup, deleting, ledger_card, older, problems, say

T = TypeVar("T")


class LedgerDesk(QObject):
    """Asks before anything changes, does it in the background, and says what came of it."""

    changed = Signal()

    def __init__(self, frame: Frame, card: LedgerCard) -> None:
        super().__init__()
        self._frame, self._card = frame, card
        self._dialog: QFileDialog | None = None
        card.back_up_wanted.connect(self._ask_where_to)
        card.restore_wanted.connect(self._ask_which)
        card.import_wanted.connect(self._ask_what_to_bring_in)
        card.new_wanted.connect(self._ask_to_begin)
        card.delete_wanted.connect(self._ask_to_delete)

    @property
    def _care(self) -> Care:
        return self._frame.product.care

    def _ask_where_to(self, is_practice: bool) -> None:
        """Ask for a folder: the file's name in it is ours, and never that of a file that is there."""
        dialog = QFileDialog(self._frame.banner.window(), say(ledger_card.BACK_UP_NAME))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: self.back_up(is_practice, Path(folder)))
        self._dialog = dialog
        dialog.open()

    def back_up(self, is_practice: bool, folder: Path) -> None:
        """Write a backup into a folder."""
        self._do(lambda: self._care.back_up(is_practice, folder), self._say_backed_up)

    def _say_backed_up(self, made: Backup) -> None:
        self._say(say(backup.BACKED_UP, file=made.file, entries=made.entries), say(backup.BACKUP_IS_PRIVATE))

    def _ask_which(self, is_practice: bool) -> None:
        dialog = QFileDialog(self._frame.banner.window(), say(ledger_card.RESTORE_NAME))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(say(ledger_card.FILES))
        dialog.fileSelected.connect(lambda file: self.ask_to_restore(is_practice, Path(file)))
        self._dialog = dialog
        dialog.open()

    def ask_to_restore(self, is_practice: bool, file: Path) -> None:
        """Ask, then put a backup back."""
        words = say(ledger_card.RESTORE_SURE)
        self._ask(words, "", say(ledger_card.RESTORE_YES), lambda: self._restore(is_practice, file, False))

    def _restore(self, is_practice: bool, file: Path, may_be_older: bool) -> None:
        def refused(error: BaseException) -> None:
            self._end()
            if isinstance(error, BackupBehind):
                words = say(ledger_card.OLDER_SURE, problem=problems.sentence(error))
                self._ask(words, "", say(ledger_card.OLDER_YES), lambda: self._restore(is_practice, file, True))
            else:
                self._frame.banner.say_problem(error)

        self._do(lambda: self._care.restore(is_practice, file, may_be_older), self._say_restored, refused)

    def _say_restored(self, done: Restored) -> None:
        standing = backup.RESTORED_BEHIND if done.kept is Kept.BEHIND else backup.HELD_AGAINST[done.kept]
        kept = say(backup.KEPT_ASIDE, file=done.aside) if done.aside else ""
        self._say(say(backup.RESTORED, entries=done.entries), f"{say(standing)} {kept}".rstrip())

    def _ask_what_to_bring_in(self) -> None:
        dialog = QFileDialog(self._frame.banner.window(), say(ledger_card.IMPORT_NAME))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(say(ledger_card.IMPORT_FILES))
        dialog.fileSelected.connect(lambda file: self.bring_in(Path(file)))
        self._dialog = dialog
        dialog.open()

    def bring_in(self, file: Path) -> None:
        """Lay a ledger from elsewhere beside the present one."""
        self._do(lambda: self._care.bring_in(file), self._say_brought_in)

    def _say_brought_in(self, done: Imported) -> None:
        more = [say(older.IMPORTED_PRACTICE)] if done.is_practice else []
        self._say(say(older.IMPORTED, count=done.entries), " ".join([*more, say(older.GO_ON_FROM_IT)]))

    def _ask_to_begin(self, is_practice: bool) -> None:
        if not self._frame.product.folders.ledger(is_practice).exists():
            self._say(say(older.NOTHING_BEFORE))
            return
        more = [say(older.NEW_WHAT), say(older.NEW_WHEN)]
        more += [say(older.NEW_OPEN)] if self._care.has_open(is_practice) else []
        self._ask(say(older.NEW_SURE), "\n\n".join(more), say(older.NEW_YES), lambda: self._begin(is_practice))

    def _begin(self, is_practice: bool) -> None:
        self._do(lambda: self._care.begin_anew(is_practice), self._say_begun)

    def _say_begun(self, begun: Begun) -> None:
        words = say(older.BEGUN, count=begun.named) if begun.named else say(older.BEGUN_UNNAMED)
        self._say(words, say(older.OLD_KEPT, file=begun.older))

    def _ask_to_delete(self, is_practice: bool) -> None:
        more = [say(deleting.ALL_REMAINS)]
        if count := len(self._care.collection(is_practice).all()):
            more.insert(0, say(deleting.ALL_OLDER, count=count))
        words = deleting.all_sure(is_practice, self._size(is_practice))
        self._ask(words, "\n\n".join(more), say(deleting.ALL_YES), lambda: self._delete(is_practice))

    def _size(self, is_practice: bool) -> int | None:
        try:
            return self._frame.product.ledger(is_practice).size()
        except Problem:  # damaged, and to be rid of all the same
            return None

    def _delete(self, is_practice: bool) -> None:
        self._do(lambda: self._care.delete(is_practice), lambda _: self._say(say(deleting.ALL_DELETED)))

    def _ask(self, words: str, more: str, yes_words: str, go_on: Callable[[], None]) -> None:
        ask(self._card, words, more, yes_words, go_on)

    def _do(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        self._frame.banner.hide()
        self._card.show_working(say(ledger_card.WORKING))

        def ended(error: BaseException) -> None:
            self._end()
            self._frame.banner.say_problem(error)

        def done(found: T) -> None:
            self._end()
            then(found)

        self._frame.run(self, work, done, failed or ended)

    def _end(self) -> None:
        self._card.show_idle()
        self._frame.refresh()
        self.changed.emit()

    def _say(self, words: str, more: str = "") -> None:
        self._frame.banner.say(words, more)
