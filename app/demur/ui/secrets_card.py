"""The part of Settings that says where secrets lie, and what can be done about it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from demur.ui.controls import box_of, button, card, label, named, row
from demur.words import say, window
from demur.words import secret_place as words


@dataclass(frozen=True, slots=True)
class Place:
    """Where secrets lie, in words, and which ways are open from there."""

    sentence: str
    practice: str
    ways: tuple[str, ...]
    """Names of the card's signals."""


_WAYS = {
    "open_wanted": (words.OPEN_FILE, words.OPEN_FILE_NAME),
    "file_wanted": (words.USE_FILE, words.USE_FILE_NAME),
    "keyring_wanted": (words.USE_KEYRING, words.USE_KEYRING_NAME),
    "change_wanted": (words.CHANGE, words.CHANGE_NAME),
    "lock_wanted": (words.LOCK_FILE, words.LOCK_FILE_NAME),
    "give_up_wanted": (words.GIVE_UP, words.GIVE_UP_NAME),
    "look_wanted": (words.LOOK_AGAIN, words.LOOK_AGAIN_NAME),
}


class SecretsCard(QWidget):
    """Reports which way the member wants to go from where their secrets lie."""

    open_wanted = Signal()
    file_wanted = Signal()
    keyring_wanted = Signal()
    change_wanted = Signal()
    lock_wanted = Signal()
    give_up_wanted = Signal()
    look_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentence, self._practice = label(""), label("", "soft")
        self._said = label("", "heading")
        self._ways = {name: self._made(name) for name in _WAYS}
        part = card()
        box_of(part).addWidget(label(say(window.VAULT), "heading"))
        for widget in (self._sentence, self._said, label(say(words.ABOUT_PLACES), "soft")):
            box_of(part).addWidget(widget)
        box_of(part).addLayout(row(*self._ways.values()))
        box_of(part).addWidget(self._practice)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(part)
        self.show_asking()

    def show_asking(self) -> None:
        """Say that the places are being asked; what can be done about them shows when they answered."""
        self.show_place(Place(say(window.VAULT_ASKING), "", ()))

    def show_place(self, place: Place) -> None:
        self._sentence.setText(place.sentence)
        self._practice.setText(place.practice)
        self._practice.setVisible(bool(place.practice))
        for name, way in self._ways.items():
            way.setVisible(name in place.ways)

    def say(self, said: str) -> None:
        """Say what was done, under the place; a screen reader hears it with the card (QAccessible::Description)."""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        named(self, say(window.VAULT), said)

    def _made(self, name: str) -> QPushButton:
        text, spoken = _WAYS[name]
        made = button(text, spoken)
        made.clicked.connect(getattr(self, name))
        return made
