"""Checking a file from anyone: which one, what holds, what doesn't, what was not checked, and whose key it is."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QLineEdit, QVBoxLayout

from demur.core.entry import Receipt
from demur.receipts.bundle_verifier import Checked
from demur.receipts.profile import FORBIDDEN
from demur.receipts.verifier import KEY_OF, Outcome, Result, Verdict
from demur.ui.checking_row import CheckingRow
from demur.ui.controls import Page, box_of, bullet, button, card, clear, filled_row, label, named, row
from demur.words import checking, exporting, findings, say, window

_SHOWN = 10
"""How many receipts of one folder are shown in full."""

_FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
_HEADINGS = {
    Outcome.FAILS: exporting.FAILS,
    Outcome.HOLDS: exporting.HOLDS,
    Outcome.NOT_CHECKED: exporting.UNCHECKED,
    Outcome.OPEN: exporting.OPEN,
}


class CheckPage(Page):
    """Reports which file or folder to check, and which key the member says they know."""

    check_wanted = Signal(str)
    key_known = Signal(str, str)
    called_off = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say(exporting.CHECK_FILE_NAME))
        self._place = named(QLineEdit(), say(exporting.CHECK_PLACE))
        self._place.returnPressed.connect(self._check)
        self.progress = CheckingRow()
        self.progress.cancelled.connect(self.called_off)
        self._results = QVBoxLayout()
        self._results.setSpacing(16)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)
        self._lay_out()

    def show_empty(self) -> None:
        """Begin anew: no file, no results."""
        self._place.clear()
        self.progress.hide()
        clear(self._results)
        self.scroll_to_top()
        self._place.setFocus()

    def show_checking(self) -> None:
        clear(self._results)
        self.progress.hide()
        self._results.addWidget(label(say(exporting.CHECKING), "heading"))

    def show_called_off(self, entries: int) -> None:
        """Say how far a check came that the member called off."""
        clear(self._results)
        self.progress.hide()
        self._results.addWidget(label(say(checking.FILE_CALLED_OFF, done=entries), "heading"))

    def show_checked(self, path: Path, checked: Sequence[Checked]) -> None:
        """Show what was found of everything that lay at `path`."""
        clear(self._results)
        self.progress.hide()
        for one in checked[:_SHOWN]:
            self._results.addWidget(self._card(path, one))
        if rest := checked[_SHOWN:]:
            bad = sum(one.verdict.result is Result.NOT_VALID for one in rest)
            self._results.addWidget(label(say(exporting.MORE, count=len(rest), bad=bad), "heading"))

    def _lay_out(self) -> None:
        file = button(exporting.CHOOSE_FILE, exporting.CHOOSE_FILE_NAME)
        file.clicked.connect(lambda: self._choose(QFileDialog.FileMode.ExistingFile))
        folder = button(exporting.CHOOSE_FOLDER, exporting.CHOOSE_FOLDER_NAME)
        folder.clicked.connect(lambda: self._choose(QFileDialog.FileMode.Directory))
        check = button(exporting.CHECK_NOW, exporting.CHECK_NOW_NAME, kind="primary")
        check.clicked.connect(self._check)
        back = button(window.BACK)
        back.clicked.connect(self.left)
        caption = label(say(exporting.CHECK_PLACE), "heading")
        caption.setBuddy(self._place)
        self.column.addWidget(label(say(exporting.CHECK_TITLE), "title"))
        self.column.addWidget(label(say(exporting.CHECK_TEXT)))
        self.column.addWidget(caption)
        self.column.addWidget(self._place)
        self.column.addLayout(row(check, file, folder, back))
        self.column.addWidget(self.progress)
        self.column.addLayout(self._results)
        self.column.addStretch(1)

    def _check(self) -> None:
        if text := self._place.text().strip():
            self.check_wanted.emit(text)

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, say(exporting.CHECK_FILE_NAME))
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, chosen: str) -> None:
        self._place.setText(chosen)
        self._check()

    def _card(self, path: Path, one: Checked) -> QFrame:
        made, verdict = card(), one.verdict
        box = box_of(made)
        name = f"{path.name} ({one.name})" if one.name else path.name
        box.addWidget(label(f"{_shown(name)}: {findings.result(verdict.result)}", "headline"))
        box.addWidget(label(findings.explained(verdict)))
        if verdict.is_practice:
            box.addWidget(label(say(findings.PRACTICE), "heading"))
        for outcome, heading in _HEADINGS.items():
            found = [finding for finding in verdict.findings if finding.outcome is outcome]
            if found:
                box.addWidget(label(say(heading), "heading"))
            for finding in found:
                box.addWidget(bullet(_breakable(_shown(findings.plain(finding)))))
        self._add_fields(box, verdict)
        self._add_key(box, verdict)
        return made

    def _add_fields(self, box: QBoxLayout, verdict: Verdict) -> None:
        """Say what the receipt says, and that it is not proven where it isn't."""
        if verdict.fields is None:
            return
        is_valid = verdict.result is Result.VALID
        box.addWidget(label(say(exporting.SAYS if is_valid else exporting.SAYS_UNPROVEN), "heading"))
        receipt = Receipt(verdict.fields["log"]["index"], b"", verdict.fields, account=None)
        for line in findings.says(receipt):
            box.addWidget(bullet(_shown(line)))
        box.addWidget(label(verdict.fields["limits"], "soft"))

    def _add_key(self, box: QBoxLayout, verdict: Verdict) -> None:
        """Offer to mark the key as known, where nothing is wrong and it isn't yet."""
        codes = {finding.code for finding in verdict.findings}
        found = [finding.details["fingerprint"] for finding in verdict.findings if finding.code in KEY_OF]
        if not found or verdict.result is Result.NOT_VALID or "key-known-holds" in codes:
            return
        name = named(QLineEdit(), say(exporting.KNOW_AS), say(exporting.KNOW_WHY))
        name.setPlaceholderText(say(exporting.KNOW_AS))
        know = button(exporting.KNOW, exporting.KNOW_NAME, purpose=say(exporting.KNOW_WHY))
        know.clicked.connect(lambda: self._know(found[0], name))
        name.returnPressed.connect(know.click)
        box.addWidget(label(say(exporting.KNOW_WHY)))
        box.addLayout(filled_row(name, know))

    def _know(self, fingerprint: str, name: QLineEdit) -> None:
        if text := name.text().strip():
            self.key_known.emit(fingerprint, text)
        else:
            name.setFocus()


def _breakable(text: str) -> str:
    """Return `text` with each fingerprint in four parts: with large text, one line is too short for the whole."""
    return _FINGERPRINT.sub(lambda found: " ".join(found[0][at : at + 16] for at in range(0, 64, 16)), text)


def _shown(untrusted_text: str) -> str:
    return FORBIDDEN.sub("\ufffd", untrusted_text)
