"""The sentences about a setting for one member, each with its source."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from demur.core.problem import Problem
from demur.meaning.claim import Claim, ClaimKind
from demur.meaning.guide import Told
from demur.ui import dates
from demur.ui.controls import box_of, bullet, card, clear, label, named, row
from demur.words import problems, say, window


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

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def show_missing(self, sentence: str) -> None:
        clear(self._column)
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
        """Show the claims of `told`: effects side by side, then what happened when, then what is disputed."""
        if told is None or not (told.claims or told.history):
            when = _when(told.on if told else today, today)
            self.show_missing(say(window.NO_MEANING, region=whose.region, when=when))
            return
        clear(self._column)
        if note := about_words(whose, told.on, today):
            self._column.addWidget(label(note, "soft"))
        side_by_side = QGridLayout()
        side_by_side.setSpacing(16)
        for column, (heading, kinds) in enumerate(
            (
                (window.DOES, (ClaimKind.DEFAULT, ClaimKind.EFFECT)),
                (window.DOES_NOT, (ClaimKind.NOT_EFFECT,)),
            )
        ):
            if claims := told.of(*kinds):
                part = _list(say(heading), claims, today)
                box_of(part).addStretch(1)
                side_by_side.addWidget(part, 0, column)
                side_by_side.setColumnStretch(column, 1)
        self._column.addLayout(side_by_side)
        chosen = say(window.SET_BY_PRACTICE if whose.practice else window.CHOSEN_BY_YOU)
        where = f"{say(window.SINCE_WHEN, region=whose.region)} · {chosen}"
        for heading, claims in (
            (where, told.history),
            (say(window.WHO_AND_WHY), told.of(ClaimKind.WHO, ClaimKind.BASIS, ClaimKind.FURTHER)),
            (say(window.DISPUTED), told.of(ClaimKind.DISPUTE)),
        ):
            if claims:
                self._column.addWidget(_list(heading, claims, today))
        self._column.addWidget(label(say(window.SOURCES_COUNT, count=told.sources), "small"))


def about_words(whose: Whose, on: date, today: date) -> str:
    """Return about whom the sentences speak, where that is not the account's own platform."""
    if not whose.practice:
        return ""
    when = _when(on, today)
    return say(window.MEANING_OF, practice=whose.practice, platform=whose.about, region=whose.region, when=when)


def _when(on: date, today: date) -> str:
    return say(window.TODAY) if on == today else say(window.ON_DAY, day=dates.day(on))


def _list(heading: str, claims: tuple[Claim, ...], today: date) -> QFrame:
    part = card()
    box_of(part).addWidget(label(heading, "heading"))
    for claim in claims:
        box_of(part).addWidget(bullet(claim.sentence))
        box_of(part).addWidget(_source(claim, today))
    return part


def _source(claim: Claim, today: date) -> QWidget:
    form = window.SOURCE_COPY if claim.source.is_read_through_a_copy else window.SOURCE
    words = say(form, title=claim.source.title, published=claim.source.published)
    if claim.is_due(today):
        words = f"{words} · {say(window.OVERDUE, day=dates.day(claim.retrieved))}"
    line = label(words, "small")
    line.setContentsMargins(16, 0, 0, 4)
    if claim.source.url:
        # The only rich text of the window: every part of it is escaped or comes from a checked address.
        line.setTextFormat(Qt.TextFormat.RichText)
        line.setText(f'{_escaped(words)} · <a href="{_escaped(claim.source.url)}">{say(window.OPEN_SOURCE)}</a>')
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        line.setOpenExternalLinks(True)
        named(line, f"{words}, {say(window.OPEN_SOURCE)}", claim.quote)
    line.setToolTip(_escaped(f"“{claim.quote}”") if claim.quote else "")
    return line


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
