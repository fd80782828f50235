"""The rail on the left: accounts with their state in words, records, practice."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from demur.core.account import Account, AccountId
from demur.core.setting import PlatformId, State
from demur.ui import plain_values, theme
from demur.ui.controls import button, clear, label, named
from demur.words import accounts as account_words
from demur.words import say, states, window

WIDTH_EM = 17
"""Width of the rail in letters of the program's font, so that it grows with the text."""


_FIXED = frozenset({"meaning", "settings", "about"})
"""Places that stay whatever accounts there are."""


class Dot(QFrame):
    """A coloured dot; it repeats what the words beside it say, and says nothing by itself."""

    def __init__(self, state: State, is_told: bool = False) -> None:
        """`is_told`: only the member's word bears the state, so the dot is an outline."""
        super().__init__()
        self.setProperty("dot", state.value)
        self.setProperty("told", str(is_told).lower())
        self.setFixedSize(theme.dot_px(), theme.dot_px())


class RailItem(QPushButton):
    """One place to go, with an optional second line and dot."""

    def __init__(
        self, title: str, name: str, second: str = "", state: State | None = None, is_told: bool = False
    ) -> None:
        super().__init__("" if second else title)
        named(self, name)
        self.setProperty("kind", "rail")
        self.setProperty("quiet", "true")
        self.setCheckable(True)
        self.setAutoDefault(True)
        if second:
            self._fill(title, second, Dot(state or State.UNKNOWN, is_told))

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Ask for no width where there are two lines: a long name wraps, and makes the rail no wider than it is."""
        layout = self.layout()
        return QSize(0, layout.sizeHint().height()) if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, self.sizeHint().height())

    def _fill(self, title: str, second: str, dot: Dot) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)  # a long name makes it higher
        outer = QHBoxLayout(self)
        outer.setContentsMargins(10, 8, 10, 8)
        outer.setSpacing(10)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        for text, role in ((title, "heading"), (second, "small")):
            lines.addWidget(label(text, role, is_selectable=False))  # so that clicks reach the button
        outer.addWidget(dot)
        outer.addLayout(lines, 1)


class Rail(QFrame):
    """Reports where the member wants to go."""

    left = Signal()
    """The member goes from where they are; comes before any of the others."""
    overview_chosen = Signal()
    account_chosen = Signal(str)
    add_chosen = Signal()
    receipts_chosen = Signal()
    meaning_chosen = Signal()
    settings_chosen = Signal()
    about_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        named(self, say(window.RAIL))
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 2 * WIDTH_EM)
        self._group = QButtonGroup(self)
        self._items: dict[str, RailItem] = {}
        self._without_choice: Collection[AccountId] = ()
        self.place = ""
        self._scroll, self._column = QScrollArea(), QVBoxLayout()
        self._column.setSpacing(4)
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setLayout(self._column)
        self._column.setContentsMargins(12, 8, 12, 8)
        scroll = self._scroll
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setProperty("focusPolicy", plain_values.NO_FOCUS)
        scroll.setProperty("horizontalScrollBarPolicy", plain_values.NO_SCROLL_BAR)
        brand = label(say(window.APP), "brand")
        brand.setContentsMargins(22, 18, 12, 6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 12)  # the line on the right stays free
        outer.addWidget(brand)
        outer.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 0)
        for key, words, name, chosen in (
            ("meaning", window.MEANING, window.MEANING_NAME, self.meaning_chosen),
            ("settings", window.SETTINGS, window.SETTINGS_NAME, self.settings_chosen),
            ("about", window.ABOUT, window.ABOUT_NAME, self.about_chosen),
        ):
            item = self._item(key, RailItem(say(words), say(name)))
            item.clicked.connect(chosen)
            foot.addWidget(item)
        outer.addLayout(foot)

    def show_accounts(
        self,
        accounts: Sequence[Account],
        names: Mapping[PlatformId, str],
        receipts: int,
        settings: Mapping[AccountId, str],
        without_choice: Collection[AccountId] = (),
    ) -> None:
        """Show these accounts; `names` holds each platform's name, `receipts` how many entries there are.

        `settings` holds the label of each account's setting, for those whose sign-in has several;
        `without_choice` those at whose platforms there is nothing to opt out of.
        """
        self._without_choice = without_choice
        focused = next((key for key, item in self._items.items() if item.hasFocus()), None)
        for key in [key for key in self._items if key not in _FIXED]:
            self._group.removeButton(self._items.pop(key))
        clear(self._column)
        if len(accounts) > 1:
            overview = self._item("overview", RailItem(say(window.OVERVIEW), say(window.OVERVIEW_NAME)))
            overview.clicked.connect(self.overview_chosen)
            self._column.addWidget(overview)
        self._section(say(window.ACCOUNTS))
        self._accounts([account for account in accounts if not account.is_practice], names, settings)
        add = button(window.ADD_ACCOUNT, window.ADD_ACCOUNT_NAME, kind="rail")
        add.setProperty("quiet", "false")
        add.clicked.connect(self.left)
        add.clicked.connect(self.add_chosen)
        self._column.addWidget(add)
        self._section(say(window.RECORDS))
        records = self._item("receipts", RailItem(_receipts_text(receipts), say(window.RECEIPTS_NAME)))
        records.clicked.connect(self.receipts_chosen)
        self._column.addWidget(records)
        if practice := [account for account in accounts if account.is_practice]:
            self._section(say(window.PRACTICE))
            self._accounts(practice, names, settings)
        self._column.addStretch(1)
        self._put_keys_in_order()
        self._check(self.place)
        if focused in self._items:
            self._items[focused].setFocus()

    def show_count(self, receipts: int) -> None:
        """Show how many entries there are."""
        self._items["receipts"].setText(_receipts_text(receipts))

    def _put_keys_in_order(self) -> None:
        """Let Tab go as the eye does: from the top to the foot, which was made before everything above it."""
        above = [item.widget() for at in range(self._column.count()) if (item := self._column.itemAt(at)) is not None]
        ways = [way for way in above if isinstance(way, QPushButton)]
        ways += [item for key, item in self._items.items() if key in _FIXED]
        for before, after in pairwise(ways):
            QWidget.setTabOrder(before, after)

    def mark(self, key: str) -> None:
        """Mark the place where the member is: an account's id, `receipts`, `about`, or anything else for none.

        It is brought into sight, once what was added lies in its place; a rail that nobody sees yet begins at its top.
        """
        self.place = key
        self._check(key)
        if self.isVisible() and key in self._items and key not in _FIXED:
            QTimer.singleShot(0, self._scroll_to_place)

    def _scroll_to_place(self) -> None:
        from PySide6.QtCore import QCoreApplication, QEvent  # no start needs them

        if (item := self._items.get(self.place)) is not None and self.place not in _FIXED:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # so that each lies in its place
            self._scroll.ensureWidgetVisible(item)

    def _check(self, key: str) -> None:
        self._group.setExclusive(False)
        for name, item in self._items.items():
            item.setChecked(name == key)
        self._group.setExclusive(True)

    def _accounts(
        self, accounts: Sequence[Account], names: Mapping[PlatformId, str], settings: Mapping[AccountId, str]
    ) -> None:
        for account in accounts:
            platform = names.get(account.platform, account.platform)
            has_choice = account.id not in self._without_choice
            state = states.account_state(account, has_choice)
            title = account_words.title(account, accounts, platform, settings.get(account.id))
            name = account_words.name(account, platform, settings.get(account.id), state)
            seen = account.last.state if account.last else State.UNKNOWN
            seen = seen if has_choice else State.NOT_OFFERED
            is_told = account.last is not None and account.last.is_told
            item = self._item(account.id, RailItem(title, name, state, seen, is_told))
            item.clicked.connect(partial(self.account_chosen.emit, account.id))
            self._column.addWidget(item)

    def _item(self, key: str, item: RailItem) -> RailItem:
        self._items[key] = item
        self._group.addButton(item)
        item.clicked.connect(self.left)
        return item

    def _section(self, title: str) -> None:
        made: QLabel = label(title.upper(), "section")
        made.setAccessibleName(title)
        made.setContentsMargins(10, 12, 0, 2)
        self._column.addWidget(made)


def _receipts_text(receipts: int) -> str:
    return say(window.RECEIPTS) + (f"   {receipts}" if receipts else "")
