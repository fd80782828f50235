"""Joins the page for saving a report to what is known of all accounts, and to a file."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from demur.receipts.durable_file import write_new_file
from demur.standing_report import report_of
from demur.ui import dates
from demur.ui.frame import Frame
from demur.ui.standing_page import PDF, StandingPage
from demur.words import standing as words
from demur.words.standing import Report


class StandingDesk(QObject):
    """Makes the report anew with each choice; what was shown last is what is saved."""

    left = Signal()

    def __init__(self, frame: Frame, place: str = "") -> None:
        """`place` is what the rail marks meanwhile."""
        super().__init__()
        self._frame, self._place = frame, place
        self.page = StandingPage()
        frame.adopt(self.page)
        self._content = b""
        self.page.changed.connect(self._make)
        self.page.save_wanted.connect(self._save)
        self.page.left.connect(self.left)

    def ask_to_save(self) -> None:
        """Show in which forms a report can be saved, and exactly what it would say."""
        from demur.printing.paper import usual_paper  # when it is first needed

        is_practice = {account.is_practice for account in self._frame.product.accounts.all()}
        self._frame.banner.hide()
        self._frame.show_page(self.page, self._place)
        today = dates.local_day(datetime.now(UTC))
        self.page.begin(today, usual_paper(), has_practice=True in is_practice, has_real=False in is_practice)

    def _make(self) -> None:
        """Read what is known in the background, and make the file of it here: only Qt's own thread draws letters."""
        product, has_names = self._frame.product, self.page.has_names
        only = None if self.page.has_practice else False
        chosen = self._chosen
        self.page.show_making()

        def show(report: Report) -> None:
            if self._chosen == chosen:  # the member may have chosen otherwise meanwhile
                self._show(report)

        self._frame.run(self.page, lambda: report_of(product, has_names, only, datetime.now(UTC)), show)

    @property
    def _chosen(self) -> tuple[str, str, bool, bool]:
        return self.page.ending, self.page.paper, self.page.has_names, self.page.has_practice

    def _show(self, report: Report) -> None:
        if self.page.ending == PDF:
            from demur.printing.paper import Paper
            from demur.printing.standing import standing_pdf

            self._content = standing_pdf(report, Paper(self.page.paper))
            accounts = [" · ".join(words.lines(one, report)) for one in report.accounts]
            self.page.show_pages(words.intro(report), accounts, len(self._content))
            return
        self._content = words.file_bytes(report, self.page.ending)
        self.page.show_text(self._content, len(report.accounts))

    def _save(self, destination: str) -> None:
        content, file = self._content, Path(destination).expanduser()
        self._frame.banner.hide()
        self._frame.run(self.page, lambda: _written(file, content), self.page.show_saved)


def _written(file: Path, content: bytes) -> Path:
    write_new_file(file, content)
    return file
