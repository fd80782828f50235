"""How one secret lies in a keyring: with its digest, and in several parts where the keyring takes only short texts."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from demur.core.problem import VaultRefused

HEAD = re.compile(r"1:(?P<slot>[ab]):(?P<more>[0-9]{1,4}):(?P<digest>[0-9a-f]{64}):")


class Place(Protocol):
    """Named texts in one keyring. Raises only the vault's problems."""

    @property
    def label(self) -> str:
        """What a person calls this keyring."""
        ...

    @property
    def longest(self) -> int | None:
        """How many characters one text may have; None where there is no limit worth minding."""
        ...

    def read(self, name: str) -> str | None: ...

    def write(self, name: str, text: str) -> None: ...

    def erase(self, name: str) -> None:
        """Remove a text; removing one that isn't there is no problem."""
        ...


@dataclass(frozen=True, slots=True)
class Head:
    """The text under a secret's own name: its digest, its first part, and where the others lie."""

    slot: str
    more: int
    digest: str
    first: str

    @classmethod
    def parse(cls, text: str) -> "Head | None":
        match = HEAD.match(text)
        if match is None:
            return None
        return cls(match["slot"], int(match["more"]), match["digest"], text[match.end() :])

    def __str__(self) -> str:
        return f"1:{self.slot}:{self.more}:{self.digest}:{self.first}"


class Parts:
    """Keeps, finds and forgets secrets at a place.

    Further parts go under `name#a1`, `name#a2` … or `name#b1` …, in the slot that the present value does not use,
    and the head is written last: an interrupted keep leaves the old value whole, never a mixture.
    """

    def __init__(self, place: Place) -> None:
        self._place = place

    def keep(self, name: str, text: str, is_wanted: Callable[[], bool]) -> None:
        """Write `text`, then read it back; a keyring that took it only in appearance has refused it.

        Reading first also brings up the keyring's own question, so that a caller who gave up while it stood there
        (`is_wanted`) does not have an older value written over a newer one.
        """
        old = self._head(name)
        slot = "b" if old is not None and old.slot == "a" else "a"
        first, *more = self._split(text)
        for index, part in enumerate(more, start=1):
            if not is_wanted():
                return
            self._place.write(f"{name}#{slot}{index}", part)
        if not is_wanted():
            return
        self._place.write(name, str(Head(slot, len(more), digest_of(text), first)))
        if self.find(name) != text:
            raise VaultRefused
        self._sweep(name, slot, start=len(more) + 1)
        self._sweep(name, "a" if slot == "b" else "b", start=1)

    def find(self, name: str) -> str | None:
        """Return the secret, or None where there never was one; a damaged one raises `VaultRefused`."""
        text = self._place.read(name)
        if text is None:
            return None
        head = Head.parse(text)
        if head is None:
            raise VaultRefused
        found = head.first + "".join(self._more(name, head))
        if digest_of(found) != head.digest:
            raise VaultRefused
        return found

    def forget(self, name: str) -> None:
        self._place.erase(name)
        self._sweep(name, "a", start=1)
        self._sweep(name, "b", start=1)

    def _head(self, name: str) -> Head | None:
        text = self._place.read(name)
        return None if text is None else Head.parse(text)

    def _more(self, name: str, head: Head) -> Iterator[str]:
        for index in range(1, head.more + 1):
            part = self._place.read(f"{name}#{head.slot}{index}")
            if part is None:
                raise VaultRefused
            yield part

    def _split(self, text: str) -> list[str]:
        longest = self._place.longest
        if longest is None:
            return [text]
        room = longest - len(str(Head("a", 9999, digest_of(""), "")))
        return [text[:room], *(text[at : at + longest] for at in range(room, len(text), longest))]

    def _sweep(self, name: str, slot: str, start: int) -> None:
        """Remove what an older or interrupted keep left in a slot, from the end, so that no gap hides a rest."""
        if self._place.longest is None:
            return
        end = start
        while self._place.read(f"{name}#{slot}{end}") is not None:
            end += 1
        for index in reversed(range(start, end)):
            self._place.erase(f"{name}#{slot}{index}")


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
