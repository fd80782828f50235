"""A field for a country or region: grouped as platforms treat them, found by typing a part of its name, or its code."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from demur.core.setting import RegionCode
from demur.meaning import regions
from demur.ui.controls import named
from demur.words import meaning as words
from demur.words import say, window

_CODE = Qt.ItemDataRole.UserRole


class RegionField(QComboBox):
    """Holds nothing at first: a member says where they live, and nothing is guessed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, say(window.WHERE_YOU_LIVE), say(window.WHERE_WHY))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(_grouped(self))
        self.setCurrentIndex(-1)
        self._make_searchable()

    @property
    def code(self) -> RegionCode | None:
        """The region that is written there, by its name, its code or another name; None for any other text."""
        return regions.meant(self.currentText())

    def _make_searchable(self) -> None:
        completer = QCompleter([name for _, name in regions.choices()], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        if (field := self.lineEdit()) is not None:
            named(field, say(window.WHERE_YOU_LIVE), say(window.WHERE_WHY))
            field.setPlaceholderText(say(window.CHOOSE_REGION))
            field.editingFinished.connect(self._spell_out)

    def _spell_out(self) -> None:
        """Write out the name of a region whose code or other name was typed: the member sees which one it is."""
        if (code := self.code) is not None:
            self.setCurrentIndex(self.findData(code, _CODE))


def _grouped(parent: QWidget) -> QStandardItemModel:
    """Return every region under the heading of its group; a heading can't be chosen."""
    made = QStandardItemModel(parent)
    bold = QFont()
    bold.setBold(True)
    for key, members in regions.grouped():
        heading = QStandardItem(say(words.GROUPS[key]))
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(bold)
        made.appendRow(heading)
        for code, name in members:
            item = QStandardItem(name)
            item.setData(code, _CODE)
            made.appendRow(item)
    return made
