"""What is done once an outcome is on the screen; where it fails, that is told beside the outcome, which stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demur.words import say, settling

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from demur.core.account import AccountId
    from demur.ui.frame import Frame


def settle(frame: Frame, owner: QObject, account: AccountId) -> None:
    """Lay the newest checkpoint into the vault, and have receipts dated if that is wanted."""
    _keep(frame, owner, account, lambda: None)


def date(frame: Frame, owner: QObject, account: AccountId | None = None) -> None:
    """Have receipts dated that are not yet; after an account's outcome, only where the account is a real one."""

    def failed(error: BaseException) -> None:
        frame.banner.say_beside(say(settling.NOT_DATED), settling.not_dated(error), error)

    frame.run(owner, lambda: frame.product.date_receipts(account), lambda _: None, failed)


def _keep(frame: Frame, owner: QObject, account: AccountId, kept: Callable[[], None]) -> None:
    def settled(_: None) -> None:
        kept()
        date(frame, owner, account)

    def failed(error: BaseException) -> None:
        frame.banner.say_beside(say(settling.NOT_KEPT), settling.not_kept(error), error, again)

    def again() -> None:
        _keep(frame, owner, account, lambda: frame.banner.say_beside(say(settling.KEPT_NOW)))

    frame.run(owner, lambda: frame.product.opt_out.settle(account), settled, failed)
