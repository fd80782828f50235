"""The ways to apply a choice at a platform that has only a page, each with what it is good for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QRadioButton, QVBoxLayout

from demur.core.route import ApplyWay
from demur.ui import theme
from demur.ui.controls import box_of, card, clear, label, named
from demur.words import page, say


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways a platform's file names, in its order, what each is good for, and the one chosen last."""

    offered: Sequence[ApplyWay]
    good_for: Mapping[ApplyWay, str]
    now: ApplyWay


class WaysCard(QFrame):
    """Offers the ways in the order of the platform's file, and reports the one that the member chooses."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._inside = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._inside)
        named(self, say(page.WAYS))

    def show_ways(self, ways: Ways) -> None:
        """Show the ways there are; hidden where there is no choice between them."""
        clear(self._inside)
        self._group = QButtonGroup(self)
        part = card()
        box_of(part).addWidget(label(say(page.WAYS), "heading"))
        for way in ways.offered:
            words = say(page.WAY[way])
            made = named(QRadioButton(words), say(page.WAY_NAMED, way=words, good_for=ways.good_for[way]))
            made.setChecked(way is ways.now)
            made.clicked.connect(lambda _, way=way: self.chosen.emit(way.value))
            self._group.addButton(made)
            box_of(part).addWidget(made)
            box_of(part).addWidget(_below(ways.good_for[way]))
        box_of(part).addWidget(label(say(page.WAY_KEPT), "small"))
        self._inside.addWidget(part)
        self.setVisible(len(ways.offered) > 1)


def _below(text: str) -> QLabel:
    """Return what a way is good for, standing under the way's own words."""
    made = label(text, "soft")
    made.setIndent(theme.indent_px())
    return made
