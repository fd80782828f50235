"""A secret in several parts is whole, the old one, or a problem: never a mixture."""

from collections.abc import Callable

import pytest

from demur.core.problem import VaultRefused
from demur.vault.parts import Parts

NAME = "key"
OLD, NEW = "old-" * 100, "new+" * 130


class Shelf:
    """A place in memory, which takes short texts and fails once it has done as many writes and erasures as told."""

    label = "Shelf"
    longest = 120

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.left: int | None = None

    def read(self, name: str) -> str | None:
        return self.texts.get(name)

    def write(self, name: str, text: str) -> None:
        assert len(text) <= self.longest
        self._count()
        self.texts[name] = text

    def erase(self, name: str) -> None:
        self._count()
        self.texts.pop(name, None)

    def _count(self) -> None:
        if self.left is not None:
            if self.left == 0:
                raise VaultRefused
            self.left -= 1


def kept(text: str) -> Shelf:
    shelf = Shelf()
    Parts(shelf).keep(NAME, text, wanted)
    return shelf


def wanted() -> bool:
    return True


def steps_of(act: Callable[[Parts], None]) -> int:
    shelf = kept(OLD)
    shelf.left = 1_000
    act(Parts(shelf))
    return 1_000 - shelf.left


def test_long_secrets_lie_in_several_short_texts() -> None:
    shelf = kept(OLD)
    assert len(shelf.texts) == 4
    assert Parts(shelf).find(NAME) == OLD


def test_an_interrupted_keep_leaves_the_old_or_the_new_secret() -> None:
    found: list[str | None] = []
    for step in range(steps_of(lambda parts: parts.keep(NAME, NEW, wanted))):
        shelf = kept(OLD)
        shelf.left = step
        with pytest.raises(VaultRefused):
            Parts(shelf).keep(NAME, NEW, wanted)
        found.append(Parts(shelf).find(NAME))
    assert set(found) == {OLD, NEW}
    assert found == [OLD] * found.count(OLD) + [NEW] * found.count(NEW)


def test_what_an_interrupted_keep_left_is_cleared_away() -> None:
    for step in range(steps_of(lambda parts: parts.keep(NAME, NEW, wanted))):
        shelf = kept(OLD)
        shelf.left = step
        with pytest.raises(VaultRefused):
            Parts(shelf).keep(NAME, NEW, wanted)
        shelf.left = None
        Parts(shelf).keep(NAME, "short", wanted)
        assert list(shelf.texts) == [NAME]
        assert Parts(shelf).find(NAME) == "short"


def test_an_interrupted_forget_never_brings_a_part_back() -> None:
    for step in range(1, steps_of(lambda parts: parts.forget(NAME))):
        shelf = kept(OLD)
        shelf.left = step
        with pytest.raises(VaultRefused):
            Parts(shelf).forget(NAME)
        assert Parts(shelf).find(NAME) is None
        shelf.left = None
        Parts(shelf).forget(NAME)
        assert shelf.texts == {}


def test_each_damage_is_found() -> None:
    names = list(kept(OLD).texts)
    for name in names:
        for damaged in (None, "", "x"):
            shelf = kept(OLD)
            text = shelf.texts.pop(name)
            if damaged is not None:
                shelf.texts[name] = damaged + text[1:]
            if name == NAME and damaged is None:
                assert Parts(shelf).find(NAME) is None
                continue
            with pytest.raises(VaultRefused):
                Parts(shelf).find(NAME)


def test_a_text_that_is_not_ours_is_refused_but_can_be_replaced() -> None:
    shelf = Shelf()
    shelf.texts[NAME] = "someone else's"
    with pytest.raises(VaultRefused):
        Parts(shelf).find(NAME)
    Parts(shelf).keep(NAME, NEW, wanted)
    assert Parts(shelf).find(NAME) == NEW


def test_a_keep_that_nobody_waits_for_stops_before_the_secret_changes() -> None:
    for allowed in range(5):
        shelf = kept(OLD)
        answers = iter([True] * allowed)
        Parts(shelf).keep(NAME, NEW, lambda answers=answers: next(answers, False))  # type: ignore[misc]  # bound now
        assert Parts(shelf).find(NAME) == OLD


class Forgetful(Shelf):
    """Says yes and stores nothing, as KWallet does when it refuses a write."""

    def write(self, name: str, text: str) -> None:
        return None


def test_a_place_that_only_seems_to_store_has_refused() -> None:
    with pytest.raises(VaultRefused):
        Parts(Forgetful()).keep(NAME, "s3", wanted)
