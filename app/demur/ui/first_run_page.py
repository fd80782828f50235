"""The first page anyone sees: what Demur does, and two ways to begin."""

from PySide6.QtCore import Signal

from demur.ui.controls import Page, box_of, button, card, label, row
from demur.words import say, window


class FirstRunPage(Page):
    """Reports which way the member begins."""

    practice_chosen = Signal()
    add_chosen = Signal()

    def __init__(self) -> None:
        super().__init__(say(window.WELCOME))
        self.column.addWidget(label(say(window.WELCOME), "title"))
        self.column.addWidget(label(say(window.WELCOME_TEXT)))
        steps = card()
        for number, step in enumerate(window.WELCOME_STEPS, start=1):
            box_of(steps).addWidget(label(f"{number}.  {say(step)}"))
        self.column.addWidget(steps)
        self._practice = button(window.TRY_PRACTICE, kind="primary", purpose=say(window.TRY_PRACTICE_WHY))
        self._practice.clicked.connect(self.practice_chosen)
        add = button(window.ADD_REAL)
        add.clicked.connect(self.add_chosen)
        self.column.addLayout(row(self._practice, add))
        self.column.addWidget(label(say(window.TRY_PRACTICE_WHY), "soft"))
        self.column.addStretch(1)

    def focus_first(self) -> None:
        self._practice.setFocus()
