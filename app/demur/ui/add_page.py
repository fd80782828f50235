"""Adding an account: which platform, where the member lives, and the sign-in in their own browser."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from demur.core.setting import RegionCode
from demur.ui.controls import Page, box_of, bullet, button, card, clear, label, named, row
from demur.words import say, window


@dataclass(frozen=True, slots=True)
class Choice:
    """One platform to choose; `consent` names its hosts where the member must agree to them first."""

    id: str
    name: str
    is_practice: bool
    is_added: bool
    consent: str
    members: tuple[str, ...] = ()


class AddPage(Page):
    """Reports which platform and region the member chose, and when they call the sign-in off."""

    sign_in_wanted = Signal(str, str, bool)
    cancelled = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say(window.ADD_TITLE))
        self._choices: list[Choice] = []
        self._group = QButtonGroup(self)
        self._region = named(QComboBox(), say(window.WHERE_YOU_LIVE), say(window.WHERE_WHY))
        self._address = named(QLineEdit(), say(window.SIGN_IN_ADDRESS))
        self._is_waiting = False
        self._details = QVBoxLayout()
        self._regions: tuple[dict[RegionCode, str], str] = ({}, "")
        self._sign_in = button(window.SIGN_IN, window.SIGN_IN_NAME, kind="primary")
        self._consent: QCheckBox | None = None
        QShortcut(QKeySequence.StandardKey.Cancel, self, self._escape)

    def show_choices(
        self, choices: list[Choice], refused: list[str], regions: dict[RegionCode, str], region: str
    ) -> None:
        """Show the platforms there are, and a sentence for each file that was refused."""
        self._is_waiting = False
        self._choices = choices
        clear(self.column)
        self._group = QButtonGroup(self)
        self.column.addWidget(label(say(window.ADD_TITLE), "title"))
        self.column.addWidget(label(say(window.ADD_TEXT)))
        self.column.addWidget(self._platforms())
        self._details = QVBoxLayout()
        self.column.addLayout(self._details)
        self._regions = (regions, region)
        self._sign_in = button(window.SIGN_IN, window.SIGN_IN_NAME, kind="primary")
        self._sign_in.clicked.connect(self._ask)
        back = button(window.CANCEL)
        back.clicked.connect(self.left)
        self.column.addLayout(row(self._sign_in, back))
        for sentence in refused:
            self.column.addWidget(label(sentence, "soft"))
        self.column.addStretch(1)
        self._group.idClicked.connect(self._show_details)
        if choices:
            self._group.button(0).setChecked(True)
            self._show_details(0)
            self._sign_in.setFocus()
        self._sign_in.setEnabled(bool(choices) and not self._needs_consent())

    def show_starting(self) -> None:
        """Show that the sign-in is being prepared; it can be called off already."""
        self._is_waiting = True
        clear(self.column)
        self.column.addWidget(label(say(window.STARTING), "title"))
        self._cancel_row()

    def show_waiting(self, address: str) -> None:
        """Show where the browser went, so that the address can be copied."""
        clear(self.column)
        self.column.addWidget(label(say(window.WAITING), "title"))
        self.column.addWidget(label(say(window.WAITING_TEXT)))
        self._address = named(QLineEdit(address), say(window.SIGN_IN_ADDRESS))
        self._address.setReadOnly(True)
        self._address.setCursorPosition(0)
        self.column.addWidget(self._address)
        copy = button(window.COPY_ADDRESS, window.COPY_ADDRESS_NAME)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(address))
        self._cancel_row(copy)

    def _cancel_row(self, *before: QPushButton) -> None:
        cancel = button(window.CANCEL)
        cancel.clicked.connect(self.cancelled)
        self.column.addLayout(row(*before, cancel))
        self.column.addStretch(1)
        cancel.setFocus()

    def _platforms(self) -> QFrame:
        part = card()
        box_of(part).addWidget(label(say(window.WHICH_PLATFORM), "heading"))
        for number, choice in enumerate(self._choices):
            form = "{name}"
            if choice.is_added:
                form = window.ADDED_CHOICE
            elif choice.is_practice:
                form = window.PRACTICE_CHOICE
            text = say(form, name=choice.name)
            made = named(QRadioButton(text.replace("&", "&&")), text)
            self._group.addButton(made, number)
            box_of(part).addWidget(made)
        return part

    def _show_details(self, number: int) -> None:
        clear(self._details)
        choice, part = self._choices[number], card()
        box = box_of(part)
        self._consent = None
        if choice.members:
            box.addWidget(label(say(window.PRACTICE_MEMBERS, count=len(choice.members)), "heading"))
            for member in choice.members:
                box.addWidget(bullet(member))
        else:
            self._fill_regions(box)
        if choice.consent:
            text = say(window.ADDED_CONSENT, hosts=choice.consent)
            self._consent = named(QCheckBox(text.replace("&", "&&")), text)
            self._consent.toggled.connect(self._sign_in_allowed)
            box.addWidget(self._consent)
        self._details.addWidget(part)
        self._sign_in_allowed()

    def _fill_regions(self, box: QBoxLayout) -> None:
        regions, region = self._regions
        self._region = named(QComboBox(), say(window.WHERE_YOU_LIVE), say(window.WHERE_WHY))
        for code, name in regions.items():
            self._region.addItem(name, code)
        self._region.setCurrentIndex(max(0, self._region.findData(region)))
        box.addWidget(label(say(window.WHERE_YOU_LIVE), "heading"))
        box.addWidget(self._region)
        box.addWidget(label(say(window.WHERE_WHY), "soft"))

    def _needs_consent(self) -> bool:
        return self._consent is not None and not self._consent.isChecked()

    def _sign_in_allowed(self) -> None:
        self._sign_in.setEnabled(not self._needs_consent())

    def _ask(self) -> None:
        choice = self._choices[self._group.checkedId()]
        region = "" if choice.members else str(self._region.currentData())
        self.sign_in_wanted.emit(choice.id, region, bool(choice.consent))

    def _escape(self) -> None:
        (self.cancelled if self._is_waiting else self.left).emit()
