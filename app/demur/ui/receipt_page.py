"""One receipt in full: what, how we know, when, how it is sealed, and what it does not prove."""

import hashlib
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from demur.core.entry import Kind, Receipt
from demur.core.setting import State
from demur.ui import dates
from demur.ui.controls import Page, box_of, button, card, clear, label, named, pairs, row
from demur.words import receipts, say, window


class ReceiptPage(Page):
    """Reports that the member wants to save this receipt, to undo what it records, or to go back."""

    save_wanted = Signal(int)
    undo_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._sealed = label("")
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    def show_seal(self, receipt: Receipt, seal: str) -> None:
        """Say what a check of the ledger found about this receipt."""
        self._sealed.setText(_sealed(receipt, seal))

    def show_receipt(self, receipt: Receipt, account: str, seal: str, is_practice: bool, may_undo: bool) -> None:
        """Show `receipt`; `seal` is what a check of the ledger said of it."""
        clear(self.column)
        self._sealed = label(_sealed(receipt, seal))
        form = window.PRACTICE_RECEIPT_TITLE if is_practice else window.RECEIPT_TITLE
        title = say(form, number=receipt.index)
        self.setAccessibleName(title)
        self.column.addWidget(label(title, "title"))
        if is_practice:
            self.column.addWidget(label(say(window.PRACTICE_ONLY), "heading"))
        facts = card()
        box_of(facts).addLayout(pairs(*_rows(receipt, account, self._sealed)))
        self.column.addWidget(facts)
        self._buttons(receipt, may_undo)
        self.column.addStretch(1)
        self.scroll_to_top()

    def _buttons(self, receipt: Receipt, may_undo: bool) -> None:
        save = button(window.SAVE_RECEIPT, window.SAVE_RECEIPT_NAME, kind="primary")
        save.clicked.connect(lambda: self.save_wanted.emit(receipt.index))
        copy = button(window.COPY_JSON, window.COPY_JSON_NAME)
        text = receipt.body.decode()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        back = button(window.ALL_RECEIPTS)
        back.clicked.connect(self.left)
        ways = [save, copy]
        before = receipt.state("before")
        if may_undo and receipt.kind is Kind.CONFIRMATION and before in {State.ON, State.OFF}:
            undo = button(window.UNDO, window.UNDO_NAME)
            undo.clicked.connect(lambda: self.undo_wanted.emit(str(before)))
            ways.append(undo)
        self.column.addLayout(row(*ways, back))
        save.setFocus()


def _rows(receipt: Receipt, account: str, sealed: QLabel) -> list[tuple[str, str | QWidget]]:
    """Return the rows of a receipt, from what it says to what it doesn't prove."""
    fields = receipt.fields
    rows: list[tuple[str, str | QWidget]] = [(say(window.FIELD_WHAT), _what(receipt))]
    if "platform" in fields:
        platform = f"{fields['platform']['name']} ({fields['platform']['controller']}) · {fields['platform']['origin']}"
        if fields["connector"]["origin"] == "member-added":
            platform = f"{platform} · {say(window.ADDED_BY_YOU)}"
        rows.append((say(window.FIELD_PLATFORM), f"{platform}\n{account}"))
        rows.append((say(window.FIELD_KNOWN), f"{receipts.how_known(receipt)}.\n{fields['assurance']['method']}"))
    rows.append((say(window.FIELD_TIME), _time(receipt)))
    if "shown" in fields:
        shown = fields["shown"]
        told = say(window.FIELD_SHOWN_TEXT, count=len(shown["claims"]), region=shown["region"])
        rows.append((say(window.FIELD_SHOWN), told))
    rows.append((say(window.FIELD_SEALED), sealed))
    rows.append((say(window.FIELD_DIGEST), _digest(receipt)))
    rows.append((say(window.FIELD_LIMITS), receipts.limits(receipt)))
    return rows


def _digest(receipt: Receipt) -> QLineEdit:
    """Return the digest in a field: it has no place to break a line at, and can be copied as it is."""
    made = named(QLineEdit(f"sha256:{hashlib.sha256(receipt.body).hexdigest()}"), say(window.FIELD_DIGEST))
    made.setReadOnly(True)
    made.setCursorPosition(0)
    return made


def _sealed(receipt: Receipt, seal: str) -> str:
    key, log = receipt.fields["proof"]["verificationMethod"].rpartition("#")[2], receipt.fields["log"]
    words = say(window.FIELD_SEALED_TEXT, key=f"{key[:8]}…{key[-4:]}", index=log["index"], origin=log["origin"])
    return f"{words} · {seal}"


def _what(receipt: Receipt) -> str:
    setting = receipt.fields.get("setting")
    change = receipts.change(receipt)
    return f"{setting['label']}\n{change}" if setting else change


def _time(receipt: Receipt) -> str:
    ours = dates.full(datetime.fromisoformat(receipt.fields["recordedAt"]))
    theirs = (receipt.fields.get("transport") or {}).get("httpDate")
    if theirs:
        return say(window.FIELD_TIME_TEXT, time=ours, theirs=theirs)
    return say(window.FIELD_TIME_ALONE, time=ours)
