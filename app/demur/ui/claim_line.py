"""One sentence of a claim, when it held where that is asked for, and its source behind a button."""

from datetime import date
from functools import partial
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from demur.meaning.claim import Claim, Source
from demur.meaning.guide import Part, Told
from demur.ui import dates
from demur.ui.controls import button, label, named, pairs, row
from demur.words import meaning as words
from demur.words import say, window

_CLOSED_MARK, _OPEN_MARK = "▸", "▾"


class ClaimLine(QWidget):
    """Shows a sentence; its source opens below it, by mouse, Space or Enter, and closes again."""

    def __init__(self, claim: Claim, told: Told, part: Part, is_only_here: bool = False) -> None:
        super().__init__()
        self._claim, self._told = claim, told
        self._button = button(words.SHOW, kind="link")
        self._button.setProperty("quiet", "true")
        self._button.setCheckable(True)
        self._button.toggled.connect(self._open)
        self._mark(is_open=False)
        self._details: QFrame | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._lay_out(part, is_only_here)

    def _lay_out(self, part: Part, is_only_here: bool) -> None:
        """Put the sentence beside its mark, and under it everything else; one flat grid, since there are many lines."""
        claim, told = self._claim, self._told
        notes = [when(claim, told)] if part is Part.TIMELINE else []
        notes += [say(words.ONLY_HERE)] if is_only_here else []
        spoken = ". ".join([*notes, claim.sentence])  # who goes by keyboard hears what stands above, too
        named(self._button, say(words.SHOW_OF, source=source_words(claim)), spoken)
        mark = QLabel("•")
        mark.setAccessibleName(" ")
        mark.setFixedWidth(self.fontMetrics().averageCharWidth() + 2)
        if notes:
            self._grid.addWidget(label(" · ".join(notes), "soft"), 0, 1)
        self._grid.addWidget(mark, 1, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label(claim.sentence), 1, 1)
        across = QHBoxLayout()
        across.setSpacing(6)
        across.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(source_words(claim), "small"), 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addLayout(across, 2, 1)
        if claim.is_due(told.today):
            overdue = say(window.OVERDUE, day=dates.day(claim.retrieved))
            self._grid.addWidget(label(overdue[:1].upper() + overdue[1:], "small"), 3, 1)

    def _open(self, is_open: bool) -> None:
        if self._details is None:
            self._details = _details(self._claim, self._told)
            self._grid.addWidget(self._details, 4, 1)
        self._details.setVisible(is_open)
        self._mark(is_open)

    def _mark(self, is_open: bool) -> None:
        self._button.setText(f"{_OPEN_MARK if is_open else _CLOSED_MARK} {say(words.SHOW)}")


def when(claim: Claim, told: Told) -> str:
    """Return when a claim held in the region, as it could be told on the day that is looked at."""
    span = claim.span(told.region, told.on)
    if span is None:
        return ""
    known = span.as_known_on(told.on)
    if known.first is None:
        return ""
    text = words.span(known.first, known.last, known.earliest, known.latest, dates.day)
    return text[:1].upper() + text[1:]


def source_words(claim: Claim) -> str:
    """Return whose words a claim rests on, and of when they are."""
    form = words.SHOW_COPY if claim.source.is_read_through_a_copy else words.SHOW_SOURCE
    return say(form, publisher=claim.source.publisher, published=published(claim.source))


def published(source: Source) -> str:
    """Return when a source was published, as exactly as it says itself: a day, a month or a year."""
    text = source.published
    known = text.count("-") if text[:1].isdigit() else -1
    if known == 2:
        return dates.day(date.fromisoformat(text))
    if known == 1:
        return dates.month(date.fromisoformat(f"{text}-01"))
    return text if known == 0 else say(words.UNDATED)


def _details(claim: Claim, told: Told) -> QFrame:
    source = claim.source
    days = {"retrieved": dates.day(claim.retrieved), "due": dates.day(claim.review_by)}
    quote = say(words.SOURCE_QUOTE_TEXT, quote=claim.quote) if claim.quote else say(words.SOURCE_SUMMARY)
    kind = say(words.SOURCE_KIND[source.kind])
    made = QFrame()
    made.setProperty("card", "source")
    made.setLayout(
        pairs(
            (say(words.SOURCE_TITLE), source.title),
            (say(words.SOURCE_WHOSE), say(words.SOURCE_WHOSE_TEXT, publisher=source.publisher, kind=kind)),
            (
                say(words.SOURCE_DATES),
                say(words.SOURCE_DATES_TEXT, published=published(source), **days),
            ),
            (say(words.SOURCE_QUOTE), quote),
            (say(words.SOURCE_SPAN), when(claim, told)),
            (say(words.SOURCE_SURE), say(words.CONFIDENCE[claim.confidence])),
            (say(words.SOURCE_ADDRESS), _address(claim)),
        )
    )
    return made


def _address(claim: Claim) -> str | QWidget:
    """Return the address with a way to open it; where it may not be opened, why."""
    url = claim.source.url
    if url is None:
        return say(words.SOURCE_COPY_TEXT if claim.source.is_read_through_a_copy else words.SOURCE_NO_ADDRESS)
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(url, "small"))
    opener = button(say(words.OPEN, host=urlsplit(url).netloc), kind="link")
    opener.clicked.connect(partial(QDesktopServices.openUrl, QUrl(url, QUrl.ParsingMode.StrictMode)))
    column.addLayout(row(opener))
    return made
