"""Where an account goes: what goes with it, and whether what lies beside its receipts is kept, in one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from demur.core.problem import Problem
from demur.ui.controls import named
from demur.words import deleting, say

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QMessageBox

    from demur.core.account import Account, AccountId
    from demur.ui.frame import Frame


class AlsoDelete:
    """A box in a question, where there are receipts; what it asks for is done once the account has gone."""

    def __init__(self, sure: QMessageBox, account: Account, frame: Frame) -> None:
        self._frame, self._is_practice = frame, account.is_practice
        self._accounts = _with_receipts(account, frame)
        self._box = None
        words = [deleting.goes_along(_seen(account, frame))]
        if _has_letters(account, frame):
            words.append(say(deleting.LETTERS_GO))
        if self._accounts:
            from PySide6.QtWidgets import QCheckBox

            self._box = named(QCheckBox(say(deleting.ALSO_DELETE)), say(deleting.ALSO_DELETE))
            sure.setCheckBox(self._box)
            words.append(say(deleting.ALSO_DELETE_WHY))
        sure.setInformativeText(" ".join(words))

    def is_wanted(self) -> bool:
        return self._box is not None and self._box.isChecked()

    def delete(self, owner: QObject, said: str) -> None:
        """Delete in the background, and say so after what was `said` of the account."""
        care, is_practice, accounts = self._frame.product.care, self._is_practice, self._accounts
        banner = self._frame.banner

        def tell(receipts: int, unreached: str) -> None:
            banner.say(said, f"{say(deleting.DELETED, count=receipts)} {unreached}".rstrip())

        self._frame.run(
            owner,
            lambda: care.forget_accounts(is_practice, accounts),
            lambda done: tell(done.receipts, deleting.done(done.receipts, done.unreached)[1]),
        )


def _seen(account: Account, frame: Frame) -> int:
    """Return how many entries the histories of a sign-in's accounts have."""
    accounts = frame.product.accounts
    try:
        return sum(len(accounts.sightings(one.id)) for one in accounts.of_sign_in(account.sign_in))
    except Problem:  # the question is about the account, and is asked all the same
        return 0


def _has_letters(account: Account, frame: Frame) -> bool:
    """Tell whether a letter was begun for any of a sign-in's accounts."""
    product = frame.product
    try:
        return any(product.drafts.has_any(one.id) for one in product.accounts.of_sign_in(account.sign_in))
    except Problem:  # as above
        return False


def _with_receipts(account: Account, frame: Frame) -> Sequence[AccountId]:
    """Return the accounts of a sign-in beside whose receipts something may lie; none where they can't be read."""
    ledger = frame.product.ledger(account.is_practice)
    try:
        found = [one.id for one in frame.product.accounts.of_sign_in(account.sign_in)]
        return [one for one in found if ledger.newest_for(one) is not None]
    except Problem:  # the question is about the account, and is asked all the same
        return ()
