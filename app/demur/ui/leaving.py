"""Signing out of an account: asked first, told afterwards with what was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from demur.core.account import Account
from demur.ui import siblings
from demur.ui.also_delete import AlsoDelete
from demur.ui.controls import named
from demur.words import page, say, signing_in, window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from demur.ui.frame import Frame


class Leaving(QObject):
    """Asks whether a member really signs out, and does it."""

    left = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def ask(self, account: Account, parent: QWidget) -> None:
        """Ask; nothing happens where the member thinks better of it."""
        from PySide6.QtWidgets import QMessageBox

        platform = self._frame.platform_name(account)
        sure = QMessageBox(parent)
        question = say(window.SIGN_OUT_SURE, platform=platform, handle=account.identity.handle)
        sure.setText(f"{question} {siblings.all_go(account, self._frame)}".rstrip())
        also = AlsoDelete(sure, account, self._frame)
        yes = sure.addButton(say(window.SIGN_OUT_YES), QMessageBox.ButtonRole.AcceptRole)
        named(yes, say(window.SIGN_OUT_YES))
        sure.setDefaultButton(sure.addButton(say(window.CANCEL), QMessageBox.ButtonRole.RejectRole))
        sure.finished.connect(lambda _: self._leave(account, also) if sure.clickedButton() is yes else None)
        sure.open()

    def _leave(self, account: Account, also: AlsoDelete) -> None:
        platform = self._frame.platform_name(account)
        if self._frame.has_page(account):
            self._frame.pages.leave(account, lambda count: self._say(_page_words(platform, count), also))
            return
        joining = self._frame.product.joining
        self._frame.run(self, lambda: joining.leave(account), lambda done: self._say(_left_words(platform, done), also))

    def _say(self, words: str, also: AlsoDelete) -> None:
        self.left.emit()
        self._frame.banner.say(words)
        if also.is_wanted():
            also.delete(self, words)


def _left_words(platform: str, is_confirmed: bool) -> str:
    return say(signing_in.LEFT if is_confirmed else signing_in.LEFT_UNCONFIRMED, platform=platform)


def _page_words(platform: str, cookies: int | None) -> str:
    from demur.ui.page_account import removed_words

    return f"{say(page.LEFT, platform=platform)} {removed_words(cookies)}"
