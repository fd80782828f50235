"""What it means: any platform, for any region and day, one or two beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QHBoxLayout, QPushButton

from demur.core.problem import Problem
from demur.core.setting import RegionCode
from demur.meaning import regions
from demur.meaning.claims import Claims
from demur.meaning.guide import Told, tell
from demur.ui import dates
from demur.ui.controls import Page, box_of, button, card, label, named, on_top, row
from demur.ui.meaning_view import MeaningView
from demur.ui.region_dialog import RegionDialog
from demur.words import meaning as words
from demur.words import problems, say, window

_LETTERS = 16
"""How much of a platform's name is always seen; the rest where there is room."""
_FIRST_DAY = QDate(2023, 1, 1)
"""No claim is older."""


class Side:
    """The region and the day of one side, with the controls to choose them."""

    def __init__(self, region_name: str, day_name: str, today: date) -> None:
        self.region: RegionCode | None = None
        self._region_name = region_name
        self.chooser: QPushButton = button(words.NO_REGION)
        self.day = named(QDateEdit(QDate(today.year, today.month, today.day)), say(day_name))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setDateRange(_FIRST_DAY, QDate(today.year, today.month, today.day))
        self.set_region(None)

    def set_region(self, region: RegionCode | None) -> None:
        self.region = region
        name = regions.name_of(region) if region else None
        self.chooser.setText((name or say(words.NO_REGION)).replace("&", "&&"))
        named(self.chooser, f"{say(self._region_name)}: {name or say(words.NO_REGION)}")

    @property
    def on(self) -> date:
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())


@dataclass(frozen=True, slots=True)
class _Sides:
    first: Side
    second: Side


class MeaningPage(Page):
    """Shows claims as they are chosen; it asks nobody anything."""

    take_wanted = Signal()
    undo_wanted = Signal(str)
    """The platform whose sentences are to be put back."""

    def __init__(self, today: date) -> None:
        super().__init__(say(window.MEANING_NAME))
        self._today = today
        self._claims: list[Claims] = []
        self._platform = named(QComboBox(), say(words.PLATFORM))
        self._sides = _Sides(Side(words.REGION, words.DAY, today), Side(words.OTHER_REGION, words.OTHER_DAY, today))
        self._compare = named(QCheckBox(say(words.COMPARE)), say(words.COMPARE))
        self._platform.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._platform.setMinimumContentsLength(_LETTERS)
        self._broken = label("", "soft")
        self._take, self._undo = button(words.TAKE_FILE, kind="link"), button(words.UNDO, kind="link")
        self._undoable: frozenset[str] = frozenset()
        self._views = (MeaningView(), MeaningView(is_narrow=True), MeaningView(is_narrow=True))
        self._lay_out()
        self._platform.currentIndexChanged.connect(self._show)
        self._compare.toggled.connect(self._show)
        self._take.clicked.connect(self.take_wanted)
        self._undo.clicked.connect(lambda: self.undo_wanted.emit(self.platform))
        for side in (self._sides.first, self._sides.second):
            side.chooser.clicked.connect(lambda _, side=side: self._ask_region(side))
            side.day.dateChanged.connect(self._show)
        self._show()

    def show_claims(
        self, found: Sequence[Claims], broken: Sequence[Problem], chosen: str, undoable: frozenset[str] = frozenset()
    ) -> None:
        """Show the platforms there are sentences about, and which files can't be used.

        The one that is `chosen` stands first in view; where there is none such, the one that most is known of. What
        was taken in about those that are `undoable` can be undone.
        """
        self._claims, self._undoable = list(found), undoable
        self._platform.blockSignals(True)
        self._platform.clear()
        for claims in found:
            self._platform.addItem(say(words.PLATFORM_CHOICE, name=claims.name, setting=claims.setting))
        ids = [claims.platform for claims in found]
        most = max(range(len(found)), key=lambda at: len(found[at].by_id), default=-1)
        self._platform.setCurrentIndex(ids.index(chosen) if chosen in ids else most)
        self._platform.blockSignals(False)
        self._broken.setText(" ".join(problems.sentence(problem) for problem in broken))
        self._broken.setVisible(bool(broken))
        self._show()

    def show_region(self, region: RegionCode) -> None:
        """Choose a region for the first side, such as the one that the member named for an account."""
        self._sides.first.set_region(region)
        self._show()

    @property
    def platform(self) -> str:
        """The platform that is looked at; empty where there is none."""
        at = self._platform.currentIndex()
        return self._claims[at].platform if at >= 0 else ""

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(label(say(words.PLATFORM), "soft"), 0, 0)
        grid.addWidget(self._platform, 0, 1)
        for number, side in enumerate((self._sides.first, self._sides.second)):
            grid.addLayout(row(side.chooser, side.day), 1 + number * 2, 1)
        grid.addWidget(label(say(words.REGION_AND_DAY), "soft"), 1, 0)
        grid.addWidget(self._compare, 2, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        chooser = card()
        box_of(chooser).addLayout(grid)
        for part in (label(say(window.MEANING_NAME), "title"), label(say(words.PAGE_TEXT)), chooser, self._broken):
            self.column.addWidget(part)
        self.column.addWidget(self._views[0])
        beside = QHBoxLayout()
        beside.setSpacing(16)
        for view in self._views[1:]:
            beside.addLayout(on_top(view), 1)
        self.column.addLayout(beside)
        self.column.addLayout(row(self._take, self._undo))
        self.column.addStretch(1)

    def _show(self) -> None:
        """Show what holds for what is chosen now."""
        first, second, is_two = self._sides.first, self._sides.second, self._compare.isChecked()
        for part in (second.chooser, second.day):
            part.setVisible(is_two)
        if is_two and second.region is None:
            second.set_region(first.region)
        at = self._platform.currentIndex()
        sides = [first, second] if is_two else [first]
        told = [self._told(self._claims[at], side) if at >= 0 else None for side in sides]
        self._undo.setVisible(self.platform in self._undoable)
        for view in self._views:
            view.hide()
        if not is_two:
            self._show_in(self._views[0], first, told[0], None)
            return
        for view, side, own, other in zip(self._views[1:], sides, told, reversed(told), strict=True):
            self._show_in(view, side, own, other)

    def _told(self, claims: Claims, side: Side) -> Told | None:
        return tell(claims, side.region, side.on, self._today) if side.region else None

    def _show_in(self, view: MeaningView, side: Side, told: Told | None, other: Told | None) -> None:
        if told is None:
            view.show_missing(say(words.REGION_FIRST))
        else:
            heading = say(words.SIDE, region=regions.name_of(told.region) or told.region, day=dates.day(side.on))
            others = frozenset(claim.id for _, claims in other.parts() for claim in claims) if other else None
            view.show_side(told, heading, others)
        view.show()

    def _ask_region(self, side: Side) -> None:
        def chosen(region: RegionCode) -> None:
            side.set_region(region)
            self._show()

        RegionDialog(self.window(), say(words.REGION), side.region, chosen).open()
