"""The sentences about a setting for one region and day, each with its source."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from demur.core.problem import Problem
from demur.meaning.claim import Claim, ClaimId
from demur.meaning.guide import Part, Told
from demur.ui import dates
from demur.ui.claim_line import ClaimLine
from demur.ui.controls import box_of, button, card, clear, label, row
from demur.words import meaning as words
from demur.words import problems, say, window

_TOO_NARROW = 64
"""In letters of the text's font: with less, nothing stands side by side."""
_SIDE_BY_SIDE = (Part.DOES, Part.DOES_NOT)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom the sentences are for, and about whose setting they speak."""

    region: str
    about: str
    practice: str = ""
    """The practice platform's name, where the sentences are about another platform than the account's."""


class MeaningView(QWidget):
    """Shows what a member of a region is told on a date; a sentence without a source is never shown."""

    report_wanted = Signal(object)
    """The `Trouble` that a report is wanted of."""
    region_wanted = Signal()

    def __init__(self, is_narrow: bool = False) -> None:
        """Make an empty view; a narrow one puts everything into one column."""
        super().__init__()
        self._is_narrow = is_narrow
        self._against: QFrame | None = None
        """Where a contradiction is said; None where no account's sentences are shown."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._beside: QBoxLayout | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Put what stands side by side below one another where a column would be only a few words wide."""
        if self._beside is None:
            return
        is_wide = self.width() >= _TOO_NARROW * self.fontMetrics().averageCharWidth()
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        for at in range(self._beside.count()):
            self._beside.setStretch(at, int(is_wide))

    def show_missing(self, sentence: str) -> None:
        self._clear()
        self._add_missing(sentence)

    def _clear(self) -> None:
        clear(self._column)
        self._against = self._beside = None

    def _add_missing(self, sentence: str) -> None:
        part = card()
        box_of(part).addWidget(label(sentence))
        self._column.addWidget(part)

    def show_broken(self, problem: Problem) -> None:
        """Say why there are no sentences, and offer a report of it."""
        from demur.core.trouble import trouble_of  # only where something went wrong
        from demur.ui.report_button import report_button

        self.show_missing(f"{problems.sentence(problem)} {problems.next_step(problem)}")
        self._column.addLayout(row(report_button(trouble_of(problem), self.report_wanted.emit)))

    def show_told(self, told: Told | None, whose: Whose, today: date) -> None:
        """Show what an account's member is told, and where that is; what was seen is believed over the sources."""
        self._clear()
        self._add_region(whose)
        if told is None or not told.parts():
            when = _when(told.on if told else today, today)
            self._add_missing(say(window.NO_MEANING, region=whose.region, when=when))
            return
        if note := about_words(whose, told.on, today):
            self._column.addWidget(label(note, "soft"))
        self._against = card("note")
        box_of(self._against).addWidget(label(""))
        self._column.addWidget(self._against)
        self.show_contradiction(told, whose, today)
        self._column.addWidget(label(say(words.STANDING[told.standing.word])))
        if told.is_taken:
            self._column.addWidget(label(say(words.IS_TAKEN), "soft"))
        self._add_parts(told)

    def show_contradiction(self, told: Told | None, whose: Whose, today: date) -> None:
        """Say how what was seen contradicts the sources, or leave it unsaid; the sentences stay as they are shown."""
        if self._against is None:
            return
        found = told.contradiction if told else None
        self._against.setVisible(found is not None)
        if told is not None and found is not None:
            note = words.contradiction(found, whose.region, whose.about, whose.practice, _when(told.on, today))
            self._against.findChildren(QLabel)[0].setText(note)

    def show_side(self, told: Told, heading: str, others: frozenset[ClaimId] | None = None) -> None:
        """Show everything for a region and a day under a heading; `others` is what the other side is told."""
        self._clear()
        part = card()
        box_of(part).addWidget(label(heading, "heading"))
        box_of(part).addWidget(label(say(words.STANDING[told.standing.word])))
        if told.is_taken:
            box_of(part).addWidget(label(say(words.IS_TAKEN), "soft"))
        self._column.addWidget(part)
        self._add_parts(told, others)
        self._column.addStretch(1)

    def _add_region(self, whose: Whose) -> None:
        """Say for which region the sentences are, with a way to change it where the member chose it."""
        form = words.FOR_PRACTICE if whose.practice else words.FOR_WHOM
        across = QHBoxLayout()
        across.addWidget(label(say(form, region=whose.region), "heading"), 1)
        if not whose.practice:
            change = button(words.CHANGE_REGION, kind="link")
            change.clicked.connect(self.region_wanted)
            across.addWidget(change)
        self._column.addLayout(across)

    def _add_parts(self, told: Told, others: frozenset[ClaimId] | None = None) -> None:
        beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        beside.setSpacing(16)
        self._column.addLayout(beside)
        for part, claims in told.parts():
            made = _list(part, claims, told, others)
            if part in _SIDE_BY_SIDE and not self._is_narrow:
                box_of(made).addStretch(1)
                beside.addWidget(made)
            else:
                self._column.addWidget(made)
        self._beside = beside
        self._turn()
        self._column.addWidget(label(say(words.SOURCES, count=told.sources), "small"))


def about_words(whose: Whose, on: date, today: date) -> str:
    """Return about whom the sentences speak, where that is not the account's own platform."""
    if not whose.practice:
        return ""
    when = _when(on, today)
    return say(window.MEANING_OF, practice=whose.practice, platform=whose.about, region=whose.region, when=when)


def _when(on: date, today: date) -> str:
    return say(window.TODAY) if on == today else say(window.ON_DAY, day=dates.day(on))


def _list(part: Part, claims: tuple[Claim, ...], told: Told, others: frozenset[ClaimId] | None) -> QFrame:
    made = card()
    box_of(made).addWidget(label(say(words.HEADINGS[part]), "heading"))
    if part is Part.DISPUTED:
        box_of(made).addWidget(label(say(words.SIDES), "soft"))
    for claim in claims:
        is_only_here = others is not None and claim.id not in others
        box_of(made).addWidget(ClaimLine(claim, told, part, is_only_here))
    return made
