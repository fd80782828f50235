"""A note below an account's state about one thing that changed, with what can be done about it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout

from demur.ui.controls import box_of, card, clear, label, named, row


class ChangeCard(QFrame):
    """One note; it is hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._frame = card("note")
        self._heading, self._text, self._more = label("", "heading"), label(""), label("", "soft")
        self._ask = label("", "heading")
        self._ways = row()
        box = box_of(self._frame)
        for part in (self._heading, self._text, self._more, self._ask):
            box.addWidget(part)
        box.addLayout(self._ways)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)
        self.hide()

    def show_note(
        self, heading: str, text: str, more: str = "", question: str = "", ways: Sequence[QPushButton] = ()
    ) -> None:
        """Show a note; a screen reader hears all of it by the card's name and description.

        Where the keyboard was in it, it goes on with the first of the new ways.
        """
        focused = QApplication.focusWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        clear(self._ways)
        texts = ((self._heading, heading), (self._text, text), (self._more, more), (self._ask, question))
        for part, words in texts:
            part.setText(words)
            part.setVisible(bool(words))
        for way in ways:
            self._ways.addWidget(way)
        named(self, heading, " ".join(filter(None, (text, more, question))))
        self.show()
        if was_here and ways:
            ways[0].show()  # what is hidden can't be given the keyboard
            ways[0].setFocus()
