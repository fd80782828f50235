"""Words of a receipt on paper, and of the pages on which it is asked for."""

import hashlib
from collections.abc import Sequence
from typing import Final

from demur.core.entry import Receipt
from demur.receipts.bundle_page import PageText
from demur.receipts.disclosure import EVIDENCE, Opened
from demur.receipts.fields import is_practice_origin
from demur.receipts.keys import fingerprint
from demur.receipts.proof import signer
from demur.words import QT_TRANSLATE_NOOP, bundle, findings, receipts, say

WARNING = QT_TRANSLATE_NOOP(
    "Demur",
    "This page is for reading, and a page can't vouch for itself: anyone could write one. What counts is the file "
    "{file}. Ask for it with what checks it: anyone can then do so, without the people who made the program and "
    "without a network, and its SHA-256 must be the one that stands here.",
)
CODE_HOLDS = QT_TRANSLATE_NOOP("Demur", "The code holds the SHA-256 of the file and the key's fingerprint.")
MARK = QT_TRANSLATE_NOOP("Demur", "PRACTICE")
MARK_LINE = QT_TRANSLATE_NOOP("Demur", "PRACTICE: says nothing about a real account")
FOOT = QT_TRANSLATE_NOOP("Demur", "Receipt {number}, SHA-256 {digest}")
PAGE_OF = QT_TRANSLATE_NOOP("Demur", "Page {page} of {pages}")
PICTURE_BELOW = QT_TRANSLATE_NOOP("Demur", "a picture, at the end of this receipt")
PICTURE_NOT_DRAWN = QT_TRANSLATE_NOOP("Demur", "This picture can't be drawn here. A bundle holds it as it came.")
NOT_TEXT = QT_TRANSLATE_NOOP("Demur", "{size} bytes that are no text; a bundle holds them as they came")
CUT = QT_TRANSLATE_NOOP("Demur", "Cut here, after {shown} of {all} characters. A bundle holds all of it.")
LIST_TITLE = QT_TRANSLATE_NOOP("Demur", "{count} receipts")
LIST_TEXT = QT_TRANSLATE_NOOP("Demur", "Each begins on a page of its own. Numbers are those of {origin}.")
LIST_COLUMNS = (
    QT_TRANSLATE_NOOP("Demur", "Receipt"),
    QT_TRANSLATE_NOOP("Demur", "Sealed"),
    QT_TRANSLATE_NOOP("Demur", "What"),
    QT_TRANSLATE_NOOP("Demur", "Page"),
)

LONGEST: Final = 12_000
"""How many characters of one disclosed value are printed: about four pages."""


def page_text(receipt: Receipt, opened: Sequence[Opened]) -> PageText:
    """Return what the pages of one receipt say."""
    return bundle.page_text(receipt, opened, warning=WARNING, show=shown)


def shown(one: Opened) -> str:
    """Return a disclosed value as it is printed: text up to a length, anything else by what it is."""
    if one.is_picture:
        return say(PICTURE_BELOW)
    if one.name == EVIDENCE and not one.file.endswith(".txt"):
        return say(NOT_TEXT, size=len(one.content))
    if len(one.text) <= LONGEST:
        return one.text
    return f"{one.text[:LONGEST]}\n{say(CUT, shown=LONGEST, all=len(one.text))}"


def digest(receipt: Receipt) -> str:
    return hashlib.sha256(receipt.body).hexdigest()


def key(receipt: Receipt) -> str:
    return fingerprint(signer(receipt.fields))


def file(receipt: Receipt) -> str:
    return f"{receipt.index:06d}.json"


def is_practice(receipt: Receipt) -> bool:
    return is_practice_origin(receipt.fields["log"]["origin"])


def line(receipt: Receipt) -> tuple[str, str, str]:
    """Return a receipt as it stands in the list before several: its number, when, and what."""
    setting = receipt.fields.get("setting", {}).get("label", "")
    about = f"{findings.platform(receipt.fields)}\n{setting}\n" if setting else ""
    return str(receipt.index), findings.when(receipt.fields), f"{about}{receipts.change(receipt)}"
