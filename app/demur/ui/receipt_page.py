"""One receipt in full: what, how we know, when, how it is sealed, and what it does not prove."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from demur.core.entry import Kind, Receipt
from demur.core.setting import State
from demur.meaning.region_names import ENGLISH_NAMES
from demur.receipts.previous import named_before
from demur.ui import dates
from demur.ui.controls import Page, box_of, button, card, clear, label, named, pairs, row
from demur.words import deleting, older, receipts, say, timestamps, window


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside a receipt's own fields: whose it is here, its seal, and what can be done with it."""

    account: str
    seal: str
    """What a check of the ledger said of it."""
    is_practice: bool
    may_undo: bool
    may_delete: bool


class ReceiptPage(Page):
    """Reports what the member wants to do: save it, undo what it records, delete what lies beside it, or go back."""

    save_wanted = Signal(int)
    undo_wanted = Signal(str)
    delete_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._sealed = label("")
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    def show_seal(self, receipt: Receipt, seal: str) -> None:
        """Say what a check of the ledger found about this receipt."""
        self._sealed.setText(_sealed(receipt, seal))

    def show_receipt(self, receipt: Receipt, shown: Shown) -> None:
        clear(self.column)
        self._sealed = label(_sealed(receipt, shown.seal))
        form = window.PRACTICE_RECEIPT_TITLE if shown.is_practice else window.RECEIPT_TITLE
        title = say(form, number=receipt.index)
        self.setAccessibleName(title)
        self.column.addWidget(label(title, "title"))
        if shown.is_practice:
            self.column.addWidget(label(say(window.PRACTICE_ONLY), "heading"))
        facts = card()
        box_of(facts).addLayout(pairs(*_rows(receipt, shown.account, self._sealed)))
        self.column.addWidget(facts)
        self._buttons(receipt, shown)
        self.column.addStretch(1)
        self.scroll_to_top()

    def _buttons(self, receipt: Receipt, shown: Shown) -> None:
        save = button(window.SAVE_RECEIPT, window.SAVE_RECEIPT_NAME, kind="primary")
        save.clicked.connect(lambda: self.save_wanted.emit(receipt.index))
        copy = button(window.COPY_JSON, window.COPY_JSON_NAME)
        text = receipt.body.decode()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        back = button(window.ALL_RECEIPTS)
        back.clicked.connect(self.left)
        ways = [save, copy]
        before = receipt.state("before")
        if shown.may_undo and receipt.kind is Kind.CONFIRMATION and before in {State.ON, State.OFF}:
            undo = button(window.UNDO, window.UNDO_NAME)
            undo.clicked.connect(lambda: self.undo_wanted.emit(str(before)))
            ways.append(undo)
        if shown.may_delete:
            delete = button(deleting.DELETE, deleting.DELETE_NAME)
            delete.clicked.connect(self.delete_wanted)
            ways.append(delete)
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
    if receipt.dated is not None:
        recorded_at = datetime.fromisoformat(receipt.fields["recordedAt"])
        rows.append((say(timestamps.FIELD), timestamps.field(receipt.dated, recorded_at, dates.full(receipt.dated.at))))
    if (before := named_before(fields)) is not None:
        rows.append((say(older.FOLLOWS), say(older.NAMES_BEFORE, origin=before.origin, count=before.size)))
    if "shown" in fields:
        shown = fields["shown"]
        region = ENGLISH_NAMES.get(shown["region"], shown["region"])
        told = say(window.FIELD_SHOWN_TEXT, count=len(shown["claims"]), region=region)
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
