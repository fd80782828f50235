"""What an account on a platform's own page has beside its state: how it is done, and whether the sign-in is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from demur.core.route import ApplyWay
from demur.ui.controls import box_of, button, card, clear, label, named, row
from demur.ui.ways_card import Ways, WaysCard
from demur.words import browser as browser_words
from demur.words import changes, page, say


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the card shows: all of it from the platform's file, and from what this computer remembers."""

    ways: Ways
    live: str
    """Whether the recipe was ever seen to fit the live page, in a sentence; empty in practice."""
    is_kept: bool
    let_go: str
    """That the member has to sign in again at the next look, in a sentence; empty where a sign-in is there."""
    keeps_words: bool
    """Whether what the page says beside the switch is kept with receipts."""
    has_form: bool
    """Whether the platform has a form beside the switch, for where the member lives."""


class PageCard(QWidget):
    """Reports the way that the member chooses, whether they stay signed in, and that they want the form."""

    way_chosen = Signal(str)
    stay_wanted = Signal(bool)
    form_wanted = Signal()
    words_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._stay, self._words = QCheckBox(), QCheckBox()
        self._facts: PageFacts | None = None

    def show_facts(self, facts: PageFacts) -> None:
        """Show the facts of one account; what is shown already stays as it is, under the member's hand."""
        if facts == self._facts and self._is_ticked_as(facts):
            return
        self._facts = facts
        clear(self._column)
        self._stay, self._words = QCheckBox(), QCheckBox()  # those that stood there are gone
        ways = WaysCard()
        ways.show_ways(facts.ways)
        ways.chosen.connect(self.way_chosen)
        self._column.addWidget(ways)
        if facts.ways.now is not ApplyWay.OWN_BROWSER:
            self._add_rest(facts)

    def _is_ticked_as(self, facts: PageFacts) -> bool:
        """Tell whether the boxes that stand there say so; of facts that are shown already, they are there."""
        return (self._stay.isChecked(), self._words.isChecked()) == (facts.is_kept, facts.keeps_words)

    def _add_rest(self, facts: PageFacts) -> None:
        """Add what is of use only where Demur opens the page."""
        part = card()
        if facts.live:
            box_of(part).addWidget(label(facts.live, "soft"))
        words = say(browser_words.STAY)
        self._stay = named(QCheckBox(words), words.replace("&", ""), say(browser_words.STAY_PURPOSE))
        self._stay.setChecked(facts.is_kept)
        self._stay.clicked.connect(self.stay_wanted)
        box_of(part).addLayout(row(self._stay))
        box_of(part).addWidget(label(say(browser_words.STAY_PURPOSE), "soft"))
        if facts.let_go:
            box_of(part).addWidget(label(facts.let_go))
        words, why = say(changes.KEEP_WORDS), say(changes.KEEP_WORDS_PURPOSE)
        self._words = named(QCheckBox(words), words.replace("&", ""), why)
        self._words.setChecked(facts.keeps_words)
        self._words.clicked.connect(self.words_wanted)
        box_of(part).addLayout(row(self._words))
        box_of(part).addWidget(label(why, "soft"))
        if facts.has_form:
            form = button(page.FORM, page.FORM_NAME, kind="link")
            form.clicked.connect(self.form_wanted)
            box_of(part).addLayout(row(form))
        self._column.addWidget(part)
