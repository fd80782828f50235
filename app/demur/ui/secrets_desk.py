"""Joins the card about secrets to the vault: what it shows was asked in the background, where a keyring may hang."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from demur.core.problem import Problem, VaultAbsent
from demur.core.vault_problem import SealedFileDamaged, SealedFileGone, SealedFileLocked, SecretsOutOfReach
from demur.ui.controls import named
from demur.ui.passphrase_dialog import CHANGE, NEW, OPEN, Form, PassphraseDialog
from demur.ui.secrets_card import Place, SecretsCard
from demur.words import problems, say, window
from demur.words import secret_place as words

if TYPE_CHECKING:
    from demur.core.secret import Secret
    from demur.product import Product
    from demur.ui.frame import Frame
    from demur.vault.own_vault import OwnVault

_IN_KEYRING, _IN_FILE = ("file_wanted",), ("lock_wanted", "change_wanted", "keyring_wanted")
_AFTER: dict[type[Problem], tuple[str, ...]] = {
    VaultAbsent: ("file_wanted", "look_wanted"),
    SealedFileLocked: ("open_wanted", "give_up_wanted"),
    SealedFileGone: ("look_wanted", "give_up_wanted"),
    SealedFileDamaged: ("look_wanted", "give_up_wanted"),
}
"""What can be done about a place that can't be used; about any other, look again."""


class SecretsDesk(QObject):
    """Moves secrets where the member wants them, and says where they lie."""

    def __init__(self, frame: Frame, card: SecretsCard) -> None:
        super().__init__()
        self._frame, self._card = frame, card
        card.look_wanted.connect(self.look)
        card.open_wanted.connect(lambda: self._ask(OPEN, self._open))
        card.file_wanted.connect(lambda: self._ask(NEW, self._seal))
        card.change_wanted.connect(lambda: self._ask(CHANGE, self._change))
        card.keyring_wanted.connect(self._move_to_keyring)
        card.lock_wanted.connect(self._lock)
        card.give_up_wanted.connect(self._ask_to_give_up)

    def look(self, said: str = "") -> None:
        """Ask both places where they are, and show what they answer after a sentence about what was done."""
        product = self._frame.product
        self._card.say(said)
        self._card.show_asking()
        self._frame.run(self, lambda: place_of(product), self._card.show_place)

    @property
    def _vault(self) -> OwnVault:
        return self._frame.product.rooms.own_vault()

    def _ask(self, form: Form, work: Callable[[tuple[Secret, ...], bool], str]) -> None:
        """Ask for passphrases, and do `work` with them in the background; the dialog stays until that went well."""
        dialog = PassphraseDialog(self._card.window(), form)

        def failed(error: BaseException) -> None:
            if isinstance(error, Problem):
                dialog.show_problem(_words_of(error), offers_to_go_on=isinstance(error, SecretsOutOfReach))
            else:
                dialog.reject()
                self._say_failed(error)

        def ended(said: str) -> None:
            dialog.accept()
            self.look(said)

        def begin(given: tuple[Secret, ...]) -> None:
            self._frame.run(dialog, partial(work, given, dialog.is_offer_taken), ended, failed)

        dialog.given.connect(begin)
        dialog.open()

    def _open(self, given: tuple[Secret, ...], _may_leave_behind: bool) -> str:
        self._vault.sealed.open(given[0])
        return ""

    def _seal(self, given: tuple[Secret, ...], may_leave_behind: bool) -> str:
        vault = self._vault
        vault.move_to_file(given[0], may_leave_behind)
        still = say(words.STILL_IN_KEYRING) if vault.sealed.contents().left_in_keyring else ""
        return f"{say(words.MOVED_TO_FILE, file=vault.sealed.file)} {still}".strip()

    def _change(self, given: tuple[Secret, ...], _may_leave_behind: bool) -> str:
        self._vault.sealed.change_passphrase(*given)
        return say(words.PASSPHRASE_CHANGED)

    def _move_to_keyring(self) -> None:
        vault = self._vault

        def work() -> str:
            vault.move_to_keyring()
            return say(words.MOVED_TO_KEYRING, place=vault.keyring.describe())

        self._card.show_place(Place(say(words.MOVING), "", ()))
        self._frame.run(self, work, self.look, self._say_failed)

    def _say_failed(self, error: BaseException) -> None:
        self._frame.banner.say_problem(error)
        self.look()

    def _lock(self) -> None:
        self._vault.sealed.lock()
        self.look(say(words.LOCKED_NOW))

    def _ask_to_give_up(self) -> None:
        sure = QMessageBox(self._card)
        sure.setText(say(words.GIVE_UP_SURE))
        yes = sure.addButton(say(words.GIVE_UP_YES), QMessageBox.ButtonRole.DestructiveRole)
        named(yes, say(words.GIVE_UP_YES))
        sure.setDefaultButton(sure.addButton(say(window.CANCEL), QMessageBox.ButtonRole.RejectRole))
        sure.finished.connect(lambda _: self._give_up() if sure.clickedButton() is yes else None)
        sure.open()

    def _give_up(self) -> None:
        def said(aside: Any) -> None:
            self.look(say(words.GIVEN_UP, file=aside) if aside else say(words.GIVEN_UP_GONE))

        self._frame.run(self, self._vault.give_up, said, self._say_failed)


def place_of(product: Product) -> Place:
    """Ask where secrets lie, real ones and those of practice. Blocks as long as two keyrings may."""
    vault, practice = product.rooms.own_vault(), product.rooms.practice_vault()
    beside = _said(practice.describe, window.VAULT_PRACTICE)
    try:
        # a keyring that was asked before remembers its place, and might be gone since
        place = vault.describe() if vault.sealed.is_chosen() else product.rooms.keyring().describe()
    except Problem as problem:
        return Place(_words_of(problem), beside, _AFTER.get(type(problem), ("look_wanted",)))
    is_sealed = vault.sealed.is_awaited()
    sentence = say(words.IN_FILE if is_sealed else window.VAULT_READY, place=place)
    return Place(sentence, beside, _IN_FILE if is_sealed else _IN_KEYRING)


def _said(describe: Callable[[], str], form: str) -> str:
    try:
        return say(form, place=describe())
    except Problem as problem:
        return _words_of(problem)


def _words_of(problem: Problem) -> str:
    return say(window.VAULT_TROUBLE, problem=problems.sentence(problem), next_step=problems.next_step(problem))
