"""The preview: exactly what will be sent, and one button that sends it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from demur.core.account import Account
from demur.core.preview import Preview
from demur.core.route import ApplyWay
from demur.core.setting import State
from demur.ui import dates
from demur.ui.controls import Page, box_of, bullet, button, card, clear, label, named, pairs, row
from demur.ui.ways_card import Ways, WaysCard
from demur.words import meaning as meaning_words
from demur.words import page, say, states, window


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a change does and does not do for this member; `note` says about whom the sentences speak."""

    does: tuple[str, ...] = ()
    does_not: tuple[str, ...] = ()
    note: str = ""


class PreviewPage(Page):
    """Reports that the member confirmed the preview, or left it."""

    confirmed = Signal(str, str)
    """The preview's code and, where there are several ways to apply it, the one that was chosen."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say(window.PREVIEW_OUT))
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    def show_preview(
        self,
        preview: Preview,
        account: Account,
        platform: str,
        setting: str,
        meaning: Sentences,
        ways: Ways | None = None,
    ) -> None:
        """Show `preview` with the sentences that hold for this member, and the ways where there are several."""
        self._way = ways.now if ways else None
        clear(self.column)
        is_out = preview.target is State.OFF
        title = say(window.PREVIEW_OUT if is_out else window.PREVIEW_IN)
        self.setAccessibleName(title)
        self.column.addWidget(label(title, "title"))
        self._platform, self._will = platform, label(say(window.PREVIEW_WILL_TEXT, platform=platform))
        facts = card()
        box_of(facts).addLayout(
            pairs(
                (say(window.PREVIEW_ACCOUNT), _account_words(account, platform)),
                (say(window.PREVIEW_SETTING), setting),
                (say(window.PREVIEW_CHANGE), _change(preview)),
                (say(window.PREVIEW_WILL), self._will),
                (say(window.PREVIEW_UNDO), say(window.PREVIEW_UNDO_TEXT)),
            )
        )
        self.column.addWidget(facts)
        if ways is not None:
            choice = WaysCard()
            choice.show_ways(ways)
            choice.chosen.connect(self._choose)
            self.column.addWidget(choice)
        if meaning.note:
            self.column.addWidget(label(meaning.note, "soft"))
        for heading, sentences in ((meaning_words.DOES, meaning.does), (meaning_words.DOES_NOT, meaning.does_not)):
            if sentences:
                part = card()
                box_of(part).addWidget(label(say(heading), "heading"))
                for sentence in sentences:
                    box_of(part).addWidget(bullet(sentence))
                self.column.addWidget(part)
        self._buttons(preview, is_out)
        self.column.addStretch(1)
        self.scroll_to_top()

    def _buttons(self, preview: Preview, is_out: bool) -> None:
        text, name = (
            (window.CONFIRM_OUT, window.CONFIRM_OUT_NAME) if is_out else (window.CONFIRM_IN, window.CONFIRM_IN_NAME)
        )
        confirm = self._confirm = button(text, name, kind="primary")
        self._confirm_words = (text, name)
        confirm.clicked.connect(lambda: self.confirmed.emit(preview.code, self._way.value if self._way else ""))
        cancel = button(window.CANCEL)
        cancel.clicked.connect(self.left)
        self.column.addLayout(row(confirm, cancel))
        self.column.addWidget(
            label(say(window.PREVIEW_EXPIRES, time=dates.moment(preview.expires_at)), "small"),
        )
        cancel.setFocus()
        if self._way is not None:
            self._choose(self._way)

    def _choose(self, way: str) -> None:
        """Say what happens on the way that is chosen, on the button too."""
        self._way = ApplyWay(way)
        self._will.setText(say(page.WILL[self._way], platform=self._platform))
        text, name = page.CONFIRM.get(self._way, self._confirm_words)
        self._confirm.setText(say(text))
        named(self._confirm, say(name))


def _account_words(account: Account, platform: str) -> str:
    return say(window.ACCOUNT_TITLE, platform=platform, handle=account.identity.handle)


def _change(preview: Preview) -> str:
    return say(window.CHANGE, before=states.state_word(preview.before), after=states.state_word(preview.target))
