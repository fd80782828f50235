"""Whose turn it is to ask platforms: one piece of work after the other, each in the order in which it was wanted."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

Begin = Callable[[], None]


class Turns(QObject):
    """A check, a change, a round and a reading that nobody asked for never meet: each takes its turn and gives it back.

    Whoever takes one says whose it is: an account's id, or a name of the desk's own. Of several wishes of one, the
    newest counts.
    """

    passed = Signal()
    """Somebody else has the turn now, or nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.holder: str | None = None
        self._waiting: dict[str, Begin] = {}

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits; asked from workers too."""
        return bool(self._waiting)

    def take(self, whose: str, begin: Begin) -> bool:
        """Call `begin` at once where nobody has the turn, else as soon as it is free; tell which of the two."""
        if self.holder is not None:
            self._waiting[whose] = begin
            return False
        self._give(whose, begin)
        return True

    def waits(self, whose: str) -> bool:
        return whose in self._waiting

    def drop(self, whose: str) -> None:
        """Let somebody wait no longer."""
        self._waiting.pop(whose, None)

    def drop_all(self) -> None:
        """Begin nothing any more of what waits."""
        self._waiting.clear()

    def give_back(self, whose: str) -> None:
        """The work of whoever has the turn is over; the next one begins."""
        if self.holder != whose:
            return
        self.holder = None
        while self._waiting and self.holder is None:
            following = next(iter(self._waiting))
            self._give(following, self._waiting.pop(following))
        self.passed.emit()

    def _give(self, whose: str, begin: Begin) -> None:
        """Begin a piece of work; it may find at once that there is nothing to do, and give the turn back."""
        self.holder = whose
        begin()
