"""Choosing a country or region: ISO 3166, grouped as platforms treat them, found by typing a part of its name."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from demur.core.setting import RegionCode
from demur.meaning import regions
from demur.ui.controls import button, label, named, row
from demur.words import meaning as words
from demur.words import say, window

_CODE = Qt.ItemDataRole.UserRole
_COLUMNS, _LINES = 62, 26
"""How large the dialog is, in letters, so that it grows with the text."""


class RegionDialog(QDialog):
    """Hands the chosen region to `chosen`; nothing is chosen beforehand but what the member chose before."""

    def __init__(
        self, parent: QWidget, title: str, now: RegionCode | None, chosen: Callable[[RegionCode], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        named(self, title, say(window.WHERE_WHY))
        self._chosen = chosen
        self._search = named(QLineEdit(), say(words.REGION_SEARCH), say(window.WHERE_WHY))
        self._search.setPlaceholderText(say(words.REGION_SEARCH))
        self._list = named(QTreeWidget(), say(words.REGION_LIST))
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self._none = label(say(words.REGION_NONE), "soft")
        self._choose = button(words.REGION_CHOOSE, kind="primary")
        self._lay_out(title)
        self._fill(now)
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        self._list.currentItemChanged.connect(self._allow)
        self._list.itemActivated.connect(self.accept)
        self._choose.clicked.connect(self.accept)
        self._narrow("")
        self._search.setFocus()

    def accept(self) -> None:
        """Take the region that is marked; a group is none."""
        if (region := self._marked()) is not None:
            super().accept()
            self._chosen(region)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Let the arrows move through the list while the member types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: self._list.itemBelow, Qt.Key.Key_Up: self._list.itemAbove}
            if (step := steps.get(Qt.Key(event.key()))) is not None:
                self._mark(step)
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, title: str) -> None:
        cancel = button(window.CANCEL)
        cancel.clicked.connect(self.reject)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setIndentation(18)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(label(say(window.WHERE_WHY), "soft"))
        column.addWidget(self._search)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addLayout(row(self._choose, cancel))
        self._choose.setDefault(True)
        letter = self.fontMetrics()
        wanted = self.sizeHint().expandedTo(self.minimumSize())
        wanted.setWidth(letter.averageCharWidth() * _COLUMNS)
        wanted.setHeight(letter.height() * _LINES)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 9 / 10))

    def _fill(self, now: RegionCode | None) -> None:
        for key, members in regions.grouped():
            group = QTreeWidgetItem(self._list, [say(words.GROUPS[key])])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            items: list[QTreeWidgetItem] = []
            self._groups.append((group, items))
            for code, name in members:
                item = QTreeWidgetItem(group, [name])
                items.append(item)
                item.setData(0, _CODE, code)
                if code == now:
                    self._list.setCurrentItem(item)
        self._list.expandAll()

    def _narrow(self, untrusted_text: str) -> None:
        """Show the regions whose name holds the text, or whose code it is; mark the first, where the member typed."""
        found: list[QTreeWidgetItem] = []
        for group, items in self._groups:
            fitting = [item for item in items if regions.fits(item.data(0, _CODE), untrusted_text)]
            for item in items:
                item.setHidden(item not in fitting)
            group.setHidden(not fitting)
            found += fitting
        meant = regions.meant(untrusted_text)
        exact = [item for item in found if item.data(0, _CODE) == meant]
        if untrusted_text.strip() and found:
            self._list.setCurrentItem((exact or found)[0])
        self._none.setVisible(not found)
        self._allow()

    def _mark(self, step: Callable[[QTreeWidgetItem], QTreeWidgetItem | None]) -> None:
        """Go on to the next region in a direction, past the groups."""
        item = self._list.currentItem() or self._list.topLevelItem(0)
        while item is not None and (item := step(item)) is not None:
            if item.data(0, _CODE):
                self._list.setCurrentItem(item)
                return

    def _marked(self) -> RegionCode | None:
        item = self._list.currentItem()
        code = item.data(0, _CODE) if item is not None and not item.isHidden() else None
        return RegionCode(code) if code else None

    def _allow(self) -> None:
        self._choose.setEnabled(self._marked() is not None)
