"""Joins the card about time from someone else to the product; asking is done in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from demur.core.dating import MOST_AUTHORITIES, Authority
from demur.core.problem import Problem
from demur.core.time_problem import AuthorityCertificateUnusable
from demur.receipts.file_reading import read_bounded
from demur.ui.time_card import Chosen, TimeCard
from demur.words import problems, say, timestamps

if TYPE_CHECKING:
    from demur.product import Product
    from demur.timestamps.dating import Asked
    from demur.ui.frame import Frame


class TimeDesk(QObject):
    """Keeps whom the member chose, and asks them at the member's wish."""

    def __init__(self, frame: Frame, card: TimeCard) -> None:
        super().__init__()
        self._frame, self._card = frame, card
        card.switched.connect(self._switch)
        card.removed.connect(self._remove)
        card.ask_wanted.connect(self._ask)
        card.form.given.connect(self._add)

    @property
    def _product(self) -> Product:
        return self._frame.product

    def show_state(self, said: str = "") -> None:
        """Show who is asked and what is dated, and say what was just done."""
        authorities = self._product.authorities
        chosen = authorities.all()
        self._card.say(said)
        try:
            standing = timestamps.standing(self._product.dating.standing(), self._product.ledger(False).size())
        except Problem as problem:
            self._frame.banner.say_problem(problem)
            standing = []
        shown = [Chosen(one.id, one.name, _lines(one)) for one in chosen]
        told = "\n".join(standing) if chosen else ""
        self._card.show_state(authorities.is_on, shown, told, len(chosen) < MOST_AUTHORITIES)

    def _switch(self, is_on: bool) -> None:
        self._product.authorities.switch(is_on)
        self.show_state(say(timestamps.IS_ON if is_on else timestamps.IS_OFF))

    def _remove(self, authority: str) -> None:
        removed = self._product.authorities.remove(authority)
        if not self._product.authorities.all():
            self._product.authorities.switch(False)
        self.show_state(say(timestamps.REMOVED, name=removed.name))

    def _add(self, name: str, owner: str, address: str, file: str) -> None:
        try:
            added = self._product.authorities.add(name, owner, address, _content(Path(file).expanduser()), file)
        except Problem as problem:
            self._card.say(f"{problems.sentence(problem)} {problems.next_step(problem)}")
            return
        self._card.close_form()
        self.show_state(say(timestamps.ADDED, name=added.name))

    def _ask(self) -> None:
        self._card.show_asking()
        self._frame.run(self, lambda: self._product.dating.ask_owed(is_by_hand=True), self._asked, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._frame.banner.say_problem(error)
        self.show_state()

    def _asked(self, asked: Sequence[Asked]) -> None:
        self.show_state(" ".join(map(_came_of, asked)) or say(timestamps.NOBODY_DUE))


def _content(file: Path) -> bytes:
    from demur.receipts.time_token import CERTIFICATES_BYTES

    try:
        return read_bounded(file, CERTIFICATES_BYTES)
    except OSError as error:
        raise AuthorityCertificateUnusable(file=str(file)) from error


def _lines(authority: Authority) -> tuple[str, ...]:
    from demur.receipts.time_token import fingerprint_of, pinned_of

    print_ = fingerprint_of(pinned_of(authority.certificates.encode()))
    grouped = " ".join(print_[place : place + 8] for place in range(0, len(print_), 8))  # a place to break a line at
    named = {"name": authority.name, "owner": authority.owner, "address": authority.address}
    return say(timestamps.CHOSEN, **named), say(timestamps.PINNED, fingerprint=grouped)


def _came_of(asked: Asked) -> str:
    if asked.problem is not None:
        return f"{problems.sentence(asked.problem)} {problems.next_step(asked.problem)}"
    return timestamps.came_of(asked.token) if asked.token is not None else ""
