"""The part of Settings that names the proxy: what it is for, the choice, and a sentence about what was saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from demur.ui.controls import box_of, button, card, label, named, row
from demur.words import network, say


class NetworkCard(QWidget):
    """Reports the proxy that the member typed, or that they want none."""

    proxy_wanted = Signal(str)
    none_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._none = named(QRadioButton(say(network.NO_PROXY)), say(network.NO_PROXY))
        self._use = named(QRadioButton(say(network.USE_PROXY)), say(network.USE_PROXY_NAME))
        self._field = named(QLineEdit(), say(network.PROXY_ADDRESS), say(network.PROXY_ADDRESS_WHY))
        self._field.setPlaceholderText(say(network.PROXY_EXAMPLE))
        self._field.setMaxLength(300)
        self._field.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self._said = label("", "heading")
        self._save = button(network.SAVE_PROXY, network.SAVE_PROXY_NAME)
        self._lay_out()
        self._join()

    def show_proxy(self, address: str) -> None:
        """Show what is kept; an empty address is no proxy."""
        (self._use if address else self._none).setChecked(True)
        self._field.setText(address)
        self._field.setEnabled(bool(address))
        self._say("")

    def show_saved(self, address: str) -> None:
        self.show_proxy(address)
        self._say(say(network.PROXY_SAVED, proxy=address) if address else say(network.PROXY_SAVED_NONE))

    def show_kept_unusable(self, words: str) -> None:
        """Say under the field that what was kept is no proxy; the member names one, or chooses none."""
        self._use.setChecked(True)
        self._field.clear()
        self._say(words)

    def show_problem(self, words: str) -> None:
        """Say under the field why nothing was saved, and lead the member back to it."""
        self._say(words)
        self._field.setFocus()
        self._field.selectAll()

    def _lay_out(self) -> None:
        part, group = card(), QButtonGroup(self)
        for choice in (self._none, self._use):
            group.addButton(choice)
        heading = label(say(network.NETWORK), "heading")
        for widget in (heading, label(say(network.NETWORK_TEXT)), self._none, self._use, self._field, self._said):
            box_of(part).addWidget(widget)
        box_of(part).addLayout(row(self._save))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(part)

    def _join(self) -> None:
        self._use.toggled.connect(self._field.setEnabled)
        self._use.clicked.connect(lambda: self._field.setFocus())
        self._field.returnPressed.connect(self._save.click)
        self._save.clicked.connect(self._report)

    def _report(self) -> None:
        if self._use.isChecked():
            self.proxy_wanted.emit(self._field.text())
        else:
            self.none_wanted.emit()

    def _say(self, words: str) -> None:
        """Show a sentence under the field; a screen reader hears it with the field (QAccessible::Description)."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        named(self._field, say(network.PROXY_ADDRESS), words or say(network.PROXY_ADDRESS_WHY))
