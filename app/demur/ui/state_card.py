"""The largest words of the window: is my data used? Words first, then icon and colour."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from demur.core.setting import State
from demur.ui import plain_values, theme
from demur.ui.controls import box_of, card, clear, label, named, on_top, restyle
from demur.ui.flow import Flow
from demur.words import say, window

if TYPE_CHECKING:
    from demur.core.outcome import Step

ICONS = {State.ON: "!", State.OFF: "✓", State.NOT_OFFERED: "–", State.UNKNOWN: "?"}
"""The sign of each state; it repeats what the words beside it say."""


class StateCard(QFrame):
    """Shows one state with its words, the steps that led there, and what can be done next."""

    def __init__(self) -> None:
        super().__init__()
        made = card("unknown")
        self._icon = label("?", "icon", is_selectable=False)
        self._icon.setFixedSize(theme.icon_px(), theme.icon_px())
        self._icon.setProperty("alignment", plain_values.CENTERED)
        self._icon.setAccessibleName(" ")
        self._headline, self._detail, self._extra = label("", "headline"), label(""), label("", "soft")
        self._steps, self._buttons = QVBoxLayout(), Flow()
        texts = QVBoxLayout()
        texts.setSpacing(4)
        self._steps.setSpacing(2)
        self._steps.setContentsMargins(0, 6, 0, 0)
        self._buttons.setContentsMargins(0, 10, 0, 0)
        for part in (self._headline, self._detail, self._extra):
            texts.addWidget(part)
        texts.addLayout(self._steps)
        texts.addLayout(self._buttons)
        inner = QHBoxLayout()
        inner.setSpacing(18)
        inner.addLayout(on_top(self._icon))
        inner.addLayout(texts, 1)
        box_of(made).addLayout(inner)
        self._frame = made
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(made)

    def show_words(self, tone: State, headline: str, detail: str, extra: str = "", is_told: bool = False) -> None:
        """Show a state; what stood here before, steps and buttons included, goes.

        `is_told`: only the member's word bears it, so it is drawn in outline, as in the history.
        """
        self._take_focus_over()
        clear(self._steps)
        clear(self._buttons)
        self._icon.setText(ICONS[tone])
        self._icon.setProperty("icon", tone.value)
        self._frame.setProperty("card", tone.value)
        for part in (self._icon, self._frame):
            part.setProperty("told", str(is_told).lower())
        self._headline.setText(headline)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._extra.setText(extra)
        self._extra.setVisible(bool(extra))
        named(self, headline, f"{detail} {extra}".strip())
        restyle(self._frame, self._icon, self._headline, self._detail, self._extra)

    def say_also(self, extra: str) -> None:
        """Add what stands below the words that are shown."""
        self._extra.setText(extra)
        self._extra.setVisible(bool(extra))
        named(self, self._headline.text(), f"{self._detail.text()} {extra}".strip())

    def show_steps(self, steps: "Sequence[Step]", reached: "Step | None", is_over: bool) -> None:
        """Show which steps are done, which is under way and which come later."""
        from demur.words import outcomes  # no start needs it

        clear(self._steps)
        position = -1 if reached is None else list(steps).index(reached)
        for number, step in enumerate(steps):
            form = window.STEP_LATER
            if number < position or (is_over and number <= position):
                form = window.STEP_DONE
            elif number == position:
                form = window.STEP_NOW
            line: QLabel = label(say(form, step=outcomes.step(step)), "body")
            self._steps.addWidget(line)

    def offer_also(self, *buttons: QPushButton) -> None:
        """Offer these too, after what is offered already."""
        for made in buttons:
            self._buttons.addWidget(made)

    def offer(self, *buttons: QPushButton) -> None:
        """Offer these ways on, the main one first."""
        self._take_focus_over()
        clear(self._buttons)
        for made in buttons:
            self._buttons.addWidget(made)

    def _take_focus_over(self) -> None:
        """Take the keyboard's focus from a button that goes.

        Qt gives it to whatever comes next, far down the page, and the page is scrolled there: away from what is new.
        """
        buttons = (self._buttons.itemAt(number) for number in range(self._buttons.count()))
        if any(item is not None and (button := item.widget()) is not None and button.hasFocus() for item in buttons):
            self.setFocus()
