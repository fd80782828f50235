"""Which ledger is looked at: the present one of real accounts or of practice, or one kept beside them."""

from demur.core.problem import Problem
from demur.ledger.collection import Older
from demur.ledger.log import SqliteLedger
from demur.product import Product
from demur.ui import dates
from demur.words import backup, older, say, window

Key = bool | str
"""False for real accounts, True for practice, or an older ledger's name."""


class LedgerChoice:
    """Knows the ledgers that there are, and which is chosen."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._beside: dict[str, tuple[Older, bool]] = {}
        self.key: Key = False

    def look(self) -> list[tuple[str, Key]]:
        """Look what there is, and return each ledger's words and key. Raises `FolderUnusable`."""
        self._beside = {
            one.name: (one, is_practice)
            for is_practice in (False, True)
            for one in self._product.care.collection(is_practice).all()
        }
        if isinstance(self.key, str) and self.key not in self._beside:
            self.key = False
        present: list[tuple[str, Key]] = [(say(window.YOUR_ACCOUNTS), False), (say(window.PRACTICE), True)]
        return present + [(_words(one, is_practice), name) for name, (one, is_practice) in self._beside.items()]

    @property
    def is_practice(self) -> bool:
        return self.key if isinstance(self.key, bool) else self._beside[self.key][1]

    @property
    def older(self) -> Older | None:
        """The ledger that is chosen, where it is one kept beside the present ones."""
        return None if isinstance(self.key, bool) else self._beside[self.key][0]

    def ledger(self) -> SqliteLedger:
        if (chosen := self.older) is None:
            return self._product.ledger(self.is_practice)
        return self._product.care.collection(self.is_practice).ledger(chosen)

    def note(self) -> str:
        """Return what is to be said of the chosen ledger; empty for a present one."""
        return "" if self.older is None else say(older.OLDER_NOTE[self.older.why.value])

    def is_worth_a_look(self, is_practice: bool) -> bool:
        """Tell whether a present ledger holds anything; one that can't be read does."""
        try:
            return self._product.ledger(is_practice).size() > 0
        except Problem:
            return True


def damage_note(missing: list[int]) -> str:
    """Return what is lost of a damaged ledger, and that the rest can only be read."""
    lost = say(backup.LOST, numbers=backup.spans(missing)) if missing else ""
    return " ".join(filter(None, (lost, say(backup.NOTHING_SEALED))))


def _words(one: Older, is_practice: bool) -> str:
    name = say(older.SHOWN[one.why.value], day=dates.full(one.since))
    return say(older.SHOWN_PRACTICE, name=name) if is_practice else name
