"""Settings: the theme, the proxy, where things lie, what is kept, and how to be rid of all of it."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from demur.paths import Folders
from demur.ui.controls import Page, box_of, bullet, button, card, label, named, row
from demur.ui.ledger_card import LedgerCard
from demur.ui.network_card import NetworkCard
from demur.ui.reminders_card import RemindersCard
from demur.ui.secrets_card import SecretsCard
from demur.ui.time_card import TimeCard
from demur.words import erasing, say, window


class SettingsPage(Page):
    """Reports which theme and proxy the member wants, and that they want to erase everything."""

    theme_wanted = Signal(str)
    erase_wanted = Signal()

    def __init__(self, folders: Folders) -> None:
        super().__init__(say(window.SETTINGS_NAME))
        self._themes: dict[str, QRadioButton] = {}
        self._accounts, self._receipts = label(""), label("")
        self._erase = button(erasing.ERASE, erasing.ERASE_NAME)
        self._erase.clicked.connect(self.erase_wanted)
        self.network, self.secrets, self.ledgers = NetworkCard(), SecretsCard(), LedgerCard()
        self.time, self.reminders = TimeCard(), RemindersCard()
        self.column.addWidget(label(say(window.SETTINGS_NAME), "title"))
        self._add_themes()
        self.column.addWidget(self.reminders)
        self.column.addWidget(self.network)
        self.column.addWidget(self.secrets)
        self._add_places(folders)
        self.column.addWidget(self.ledgers)
        self.column.addWidget(self.time)
        self._add_kept()
        self.column.addStretch(1)

    def show_theme(self, theme: str) -> None:
        self._themes[theme].setChecked(True)

    def scroll_to_secrets(self) -> None:
        self._scroll.ensureWidgetVisible(self.secrets)

    def show_kept(self, accounts: int, receipts: int | None, practice: int | None) -> None:
        """Say how much is kept; None stands for a ledger that can't be read."""
        self._accounts.setText(say(window.KEPT_ACCOUNTS, count=accounts))
        if receipts is None or practice is None:
            self._receipts.setText(say(window.KEPT_RECEIPTS_UNREAD))
        else:
            self._receipts.setText(say(window.KEPT_RECEIPTS, count=receipts, practice=practice))

    def _add_themes(self) -> None:
        part, group = card(), QButtonGroup(self)
        box_of(part).addWidget(label(say(window.THEME), "heading"))
        for theme, words in window.THEMES.items():
            made = named(QRadioButton(say(words)), say(words))
            made.clicked.connect(lambda _, theme=theme: self.theme_wanted.emit(theme))
            group.addButton(made)
            self._themes[theme] = made
            box_of(part).addWidget(made)
        self.column.addWidget(part)

    def _add_places(self, folders: Folders) -> None:
        part = card()
        box_of(part).addWidget(label(say(window.DATA_FOLDER), "heading"))
        box_of(part).addWidget(label(str(folders.data)))
        show = button(window.OPEN_FOLDER)
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folders.data))))
        box_of(part).addLayout(row(show))
        self.column.addWidget(part)

    def _add_kept(self) -> None:
        part = card()
        box_of(part).addWidget(label(say(window.KEPT), "heading"))
        box_of(part).addWidget(label(say(window.KEPT_TEXT)))
        rest = (window.KEPT_LETTERS, window.KEPT_SECRETS, window.KEPT_REST)
        for line in (self._accounts, self._receipts, *(label(say(words)) for words in rest)):
            box_of(part).addWidget(bullet(line))
        box_of(part).addLayout(row(self._erase))
        box_of(part).addWidget(label(say(erasing.ERASE_TEXT), "soft"))
        self.column.addWidget(part)
