"""About: version, what leaves this computer, what a receipt proves, the browser part's age, parts and licences."""

import platform
from collections.abc import Sequence

from PySide6.QtCore import Signal, qVersion
from PySide6.QtWidgets import QGridLayout

import demur
from demur.paths import Folders
from demur.shipped import Part
from demur.ui.controls import Page, box_of, button, card, clear, label, named
from demur.words import about, say, window


class AboutPage(Page):
    """Shows what Demur is and keeps to; reports that a licence is wanted."""

    licence_wanted = Signal(object)
    """The `Part` whose licence it is."""

    def __init__(self, folders: Folders) -> None:
        super().__init__(say(window.ABOUT_NAME))
        self._browser, self._parts = label(say(about.BROWSER_LOOKING)), label(say(about.PARTS_LOOKING))
        self._list = QGridLayout()
        self.column.addWidget(label(say(window.APP), "title"))
        self.column.addWidget(label(say(window.ABOUT_VERSION, version=demur.__version__), "soft"))
        for heading, text in (
            (window.ABOUT_LEAVES, label(say(window.ABOUT_LEAVES_TEXT))),
            (window.ABOUT_PROOF, label(say(window.ABOUT_PROOF_TEXT))),
            (window.ABOUT_DATA, label(str(folders.data))),
            (about.BROWSER, self._browser),
            (about.PARTS, self._parts),
        ):
            part = card()
            box_of(part).addWidget(label(say(heading), "heading"))
            box_of(part).addWidget(text)
            self.column.addWidget(part)
        box_of(part).addLayout(self._list)
        built = say(window.ABOUT_BUILT, python=platform.python_version(), qt=qVersion())
        self.column.addWidget(label(built, "small"))
        self.column.addStretch(1)

    def show_browser(self, sentence: str) -> None:
        self._browser.setText(sentence)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """List the parts, each with a button for the text of its licence where there is one."""
        clear(self._list)
        self._parts.setText(say(about.PARTS_TEXT, count=len(parts) - 1) if parts else say(about.PARTS_NONE))
        self._list.setHorizontalSpacing(18)
        for column in (0, 1):
            self._list.setColumnStretch(column, 1)
        for at, part in enumerate(parts):
            self._list.addWidget(label(say(about.PART, name=part.name, version=part.version)), at, 0)
            self._list.addWidget(label(part.licence or say(about.LICENCE_UNNAMED), "soft"), at, 1)
            if part.texts:
                name = say(about.LICENCE_NAME, name=part.name)
                show = named(button(about.LICENCE, kind="link"), name)
                show.clicked.connect(lambda _, part=part: self.licence_wanted.emit(part))
                self._list.addWidget(show, at, 2)
