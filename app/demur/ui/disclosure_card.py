"""What of a receipt leaves with it: a box for each part, none ticked, with the very value beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from demur.ledger.bundling import Part, part_of
from demur.receipts.disclosure import Opened
from demur.receipts.profile import FORBIDDEN
from demur.ui.controls import label, named
from demur.words import exporting, say

_SHOWN = 60
"""How many letters of a value stand beside its box; all of it stands in the preview."""


class DisclosureCard(QFrame):
    """Reports whenever another set of parts is ticked."""

    changed = Signal()

    def __init__(self, kept: Sequence[Opened]) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        column.addWidget(label(say(exporting.DISCLOSE), "heading"))
        column.addWidget(label(say(exporting.DISCLOSE_TEXT)))
        self._boxes: dict[Part, QCheckBox] = {}
        for part in Part:
            values = [one for one in kept if part_of(one) is part]
            if values:
                self._boxes[part] = _box(part, values)
                self._boxes[part].toggled.connect(lambda _: self.changed.emit())
                column.addWidget(self._boxes[part])
        if _wording_names(kept):
            column.addWidget(label(say(exporting.WORDING_NAMES_YOU)))

    @property
    def chosen(self) -> frozenset[Part]:
        return frozenset(part for part, box in self._boxes.items() if box.isChecked())

    @property
    def has_boxes(self) -> bool:
        return bool(self._boxes)


def _box(part: Part, opened: Sequence[Opened]) -> QCheckBox:
    """Return the box of a part; of several receipts it shows each value once, and opens them all."""
    value = FORBIDDEN.sub("\ufffd", ", ".join(dict.fromkeys(one.text for one in opened)))
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    text = say(exporting.PARTS[part], value=shown).replace("&", "&&")  # which would mark a letter
    return named(QCheckBox(text), say(exporting.PART_NAMES[part]), say(exporting.DISCLOSE_TEXT))


def _wording_names(kept: Sequence[Opened]) -> bool:
    """Tell whether what the platform said names the account, which the boxes above keep apart."""
    names = [one.text for one in kept if part_of(one) in {Part.HANDLE, Part.USER_ID}]
    wording = [one.text for one in kept if part_of(one) is Part.WORDING]
    return any(name in text for name in names for text in wording)
