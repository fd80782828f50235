"""About: version, licence, what leaves this computer, what a receipt proves, where things lie."""

import platform

from PySide6.QtCore import qVersion

import demur
from demur.paths import Folders
from demur.ui.controls import Page, box_of, card, label
from demur.words import say, window


class AboutPage(Page):
    """Shows what Demur is and keeps to."""

    def __init__(self, folders: Folders) -> None:
        super().__init__(say(window.ABOUT_NAME))
        self.column.addWidget(label(say(window.APP), "title"))
        self.column.addWidget(label(say(window.ABOUT_VERSION, version=demur.__version__), "soft"))
        built = say(window.ABOUT_BUILT, python=platform.python_version(), qt=qVersion())
        for heading, text in (
            (window.ABOUT_LEAVES, say(window.ABOUT_LEAVES_TEXT)),
            (window.ABOUT_PROOF, say(window.ABOUT_PROOF_TEXT)),
            (window.ABOUT_DATA, str(folders.data)),
        ):
            part = card()
            box_of(part).addWidget(label(say(heading), "heading"))
            box_of(part).addWidget(label(text))
            self.column.addWidget(part)
        self.column.addWidget(label(built, "small"))
        self.column.addStretch(1)
