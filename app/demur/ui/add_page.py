"""Adding an account: which platform, where the member lives, and the sign-in in their own browser."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from demur.core.problem import Problem
from demur.core.route import ApplyWay
from demur.core.trouble import trouble_of
from demur.ui.controls import Page, box_of, bullet, button, card, clear, label, named, row
from demur.ui.region_field import RegionField
from demur.ui.report_button import report_button
from demur.ui.sign_in_question import SignInQuestion
from demur.words import page, problems, say, window


@dataclass(frozen=True, slots=True)
class Choice:
    """One platform to choose; `consent` names its hosts where the member must agree to them first."""

    id: str
    name: str
    is_practice: bool
    is_added: bool
    consent: str
    is_own_browser: bool = False
    ways: tuple[ApplyWay, ...] = ()
    """The ways to apply, where which of them works depends on how the member signs in; else none."""
    is_on_page: bool = False
    """Whether the member signs in on the platform's page, shown in the window."""
    members: tuple[str, ...] = ()


class AddPage(Page):
    """Reports which platform and region the member chose, and when they call the sign-in off."""

    sign_in_wanted = Signal(str, str, bool, str)
    """Platform, region, whether the member agreed to its file, and how they sign in, where that was asked."""
    account_named = Signal(str, str, str, str, bool)
    """Platform, name, region, how the member signs in, or nothing, and whether they agreed to its file."""
    report_wanted = Signal(object)
    cancelled = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say(window.ADD_TITLE))
        self._choices: list[Choice] = []
        self._group = QButtonGroup(self)
        self._region: RegionField | None = None
        self._address = named(QLineEdit(), say(window.SIGN_IN_ADDRESS))
        self._name, self._naming = QLineEdit(), QWidget()
        self._is_waiting = False
        self._details, self._members = QVBoxLayout(), QVBoxLayout()
        self._sign_in = button(window.SIGN_IN, window.SIGN_IN_NAME, kind="primary")
        self._back = button(window.CANCEL)
        self._consent: QCheckBox | None = None
        self._question: SignInQuestion | None = None
        QShortcut(QKeySequence.StandardKey.Cancel, self, self._escape)

    def show_choices(self, choices: list[Choice], refused: list[Problem], chosen: int) -> None:
        """Show the platforms there are, one of them chosen, and a sentence for each file that was refused."""
        self._is_waiting = False
        self._choices = choices
        clear(self.column)
        self._group = QButtonGroup(self)
        self.column.addWidget(label(say(window.ADD_TITLE), "title"))
        self.column.addWidget(label(say(window.ADD_TEXT)))
        self.column.addWidget(self._platforms())
        self._details = QVBoxLayout()
        self.column.addLayout(self._details)
        self._sign_in = button(window.SIGN_IN, window.SIGN_IN_NAME, kind="primary")
        self._sign_in.clicked.connect(self._ask)
        self._back = button(window.CANCEL)
        self._back.clicked.connect(self.left)
        self.column.addLayout(row(self._sign_in, self._back))
        self._members = QVBoxLayout()
        self.column.addLayout(self._members)
        for problem in refused:
            self._show_refused(problem)
        self.column.addStretch(1)
        self._group.idClicked.connect(self._show_details)
        if choices:
            self._group.button(chosen).setChecked(True)
            self._show_details(chosen)
            (self._sign_in if self._sign_in.isEnabled() else self._group.button(chosen)).setFocus()
        else:
            self._sign_in.setEnabled(False)

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

    def _show_refused(self, problem: Problem) -> None:
        """Say why a platform's file is not among the choices."""
        self.column.addWidget(label(f"{problems.sentence(problem)} {problems.next_step(problem)}", "soft"))
        self.column.addLayout(row(report_button(trouble_of(problem), self.report_wanted.emit)))

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
            if choice.is_own_browser and not choice.is_on_page:
                form = window.OWN_CHOICE
            elif choice.is_added:
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
        clear(self._members)
        choice, part = self._choices[number], card()
        box = box_of(part)
        self._consent = None
        self._question = SignInQuestion(choice.ways) if choice.ways else None
        if self._question is not None:
            self._question.answered.connect(self._show_button)
            box.addWidget(self._question)
        self._naming = QWidget()
        if choice.is_own_browser or choice.ways:
            self._fill_name(box, say(page.CALL_IT_WHY if choice.is_on_page else window.CALL_IT_WHY))
        if choice.members:
            self._show_members(choice)
        else:
            self._fill_regions(box)
        if choice.consent:
            text = say(window.ADDED_CONSENT, hosts=choice.consent)
            self._consent = named(QCheckBox(text.replace("&", "&&")), text)
            self._consent.toggled.connect(self._sign_in_allowed)
            box.addWidget(self._consent)
        part.setVisible(box.count() > 0)
        self._details.addWidget(part)
        self._put_keys_in_order(choice)
        self._show_button()

    def _put_keys_in_order(self, choice: Choice) -> None:
        """Let Tab go as the eye does: what is asked about a platform was made after the buttons below it."""
        asked: list[QWidget] = list(self._question.findChildren(QRadioButton)) if self._question else []
        asked += [self._name] if choice.is_own_browser or choice.ways else []
        asked += [self._region] if self._region is not None and not choice.members else []
        asked += [self._consent] if self._consent is not None else []
        for before, after in pairwise([*self._group.buttons(), *asked, self._sign_in, self._back]):
            QWidget.setTabOrder(before, after)

    def _show_button(self) -> None:
        choice = self._choices[self._group.checkedId()]
        text, name = window.SIGN_IN, window.SIGN_IN_NAME
        self._naming.setVisible(self._is_to_be_named(choice))
        if self._is_to_be_named(choice):
            text, name = window.ADD_IT, window.ADD_IT_NAME
        elif choice.is_on_page:
            text, name = page.SIGN_IN, page.SIGN_IN_NAME
        self._sign_in.setText(say(text))
        named(self._sign_in, say(name))
        self._sign_in_allowed()

    def _show_members(self, choice: Choice) -> None:
        """Show whom one can be in practice, below the button that leads there."""
        part = card()
        words = page.PRACTICE_MEMBERS if choice.is_on_page else window.PRACTICE_MEMBERS
        box_of(part).addWidget(label(say(words, count=len(choice.members)), "heading"))
        for member in choice.members:
            box_of(part).addWidget(bullet(member))
        self._members.addWidget(part)

    def _fill_name(self, box: QBoxLayout, why: str) -> None:
        self._name = named(QLineEdit(), say(window.CALL_IT), why)
        self._name.setMaxLength(80)
        self._name.textChanged.connect(self._sign_in_allowed)
        self._name.returnPressed.connect(self._sign_in.click)
        inside = QVBoxLayout(self._naming)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(label(say(window.CALL_IT), "heading"))
        inside.addWidget(self._name)
        inside.addWidget(label(why, "soft"))
        box.addWidget(self._naming)

    def _fill_regions(self, box: QBoxLayout) -> None:
        self._region = RegionField()
        self._region.editTextChanged.connect(self._sign_in_allowed)
        box.addWidget(label(say(window.WHERE_YOU_LIVE), "heading"))
        box.addWidget(self._region)
        box.addWidget(label(say(window.WHERE_WHY), "soft"))

    def _needs_consent(self) -> bool:
        return self._consent is not None and not self._consent.isChecked()

    def _sign_in_allowed(self) -> None:
        is_named = not self._is_to_be_named(self._choices[self._group.checkedId()]) or bool(self._name.text().strip())
        has_region = bool(self._choices[self._group.checkedId()].members) or bool(self._region_code())
        self._sign_in.setEnabled(is_named and has_region and not self._needs_consent())

    def _region_code(self) -> str:
        return (self._region.code if self._region else None) or ""

    def _ask(self) -> None:
        choice = self._choices[self._group.checkedId()]
        region = "" if choice.members else self._region_code()
        signs_in_with, has_consented = self._question.answer.value if self._question else "", bool(choice.consent)
        if self._is_to_be_named(choice):
            self.account_named.emit(choice.id, self._name.text().strip(), region, signs_in_with, has_consented)
            return
        self.sign_in_wanted.emit(choice.id, region, has_consented, signs_in_with)

    def _is_to_be_named(self, choice: Choice) -> bool:
        """Tell whether the member calls the account something: nobody signs in here, or no page says who does."""
        return choice.is_own_browser or (self._question is not None and self._question.way is ApplyWay.OWN_BROWSER)

    def _escape(self) -> None:
        (self.cancelled if self._is_waiting else self.left).emit()
