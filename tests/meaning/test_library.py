"""Newer files of claims: taken in whole or not at all, the later one counts, and each can be undone."""

from pathlib import Path

import pytest
from tests.meaning.shipped import FOLDER, shipped

from demur.core.problem import MeaningBroken, MeaningOlder
from demur.meaning.library import Library
from demur.receipts.durable_file import write_durably

X = (FOLDER / "x.toml").read_text(encoding="utf-8")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(FOLDER, tmp_path / "taken", write_durably)


def given(folder: Path, day: str, name: str = "given.toml") -> Path:
    """Return a file about X whose sources were read on another day."""
    file = folder / name
    file.write_text(X.replace("retrieved = 2026-11-21", f"retrieved = {day}"), encoding="utf-8")
    return file


def take(library: Library, file: Path) -> None:
    new, _ = library.changes(file)
    library.take(file, new.digest)


def again(library: Library) -> Library:
    """Return what a later run of the program finds."""
    return Library(library.shipped, library.taken, library.write)


def test_a_newer_file_counts_in_this_run_and_the_next_until_it_is_undone(library: Library, tmp_path: Path) -> None:
    before = library.find("x")
    for day in ("2026-11-25", "2026-12-01"):
        take(library, given(tmp_path, day))
        for held in (library.find("x"), again(library).find("x")):
            assert held.retrieved.isoformat() == day
            assert held.is_taken
    library.undo("x")
    assert library.find("x").retrieved.isoformat() == "2026-11-25"
    library.undo("x")
    assert library.find("x") == again(library).find("x") == before == shipped("x")
    assert not library.can_undo("x")


def test_an_older_file_or_the_same_is_refused_and_changes_nothing(library: Library, tmp_path: Path) -> None:
    for file in (given(tmp_path, "2026-11-20"), FOLDER / "x.toml"):
        with pytest.raises(MeaningOlder):
            library.changes(file)
        with pytest.raises(MeaningOlder):
            library.take(file, shipped("x").digest)
    assert not library.taken.exists()


def test_a_file_that_changed_since_it_was_shown_is_refused(library: Library, tmp_path: Path) -> None:
    file = given(tmp_path, "2026-12-01")
    new, _ = library.changes(file)
    given(tmp_path, "2026-12-02")
    with pytest.raises(MeaningBroken) as caught:
        library.take(file, new.digest)
    assert caught.value.details["reason"] == "was changed since it was shown"
    assert not library.can_undo("x")


def test_a_file_can_bring_no_host_along(library: Library, tmp_path: Path) -> None:
    file = given(tmp_path, "2026-12-01")
    text = file.read_text(encoding="utf-8")
    for body in (
        text.replace("https://therecord.media/", "https://evil.test/"),
        text + '[[host]]\nname = "evil.test"\nunder = "/"\nwhose = "Evil"\n',
    ):
        file.write_text(body, encoding="utf-8")
        with pytest.raises(MeaningBroken):
            library.changes(file)
    assert library.find("x") == shipped("x")


def test_a_later_demur_that_knows_better_counts_again(library: Library, tmp_path: Path) -> None:
    take(library, given(tmp_path, "2026-12-01"))
    newer = tmp_path / "shipped"
    (newer / "hosts").mkdir(parents=True)
    (newer / "hosts" / "reviewed.toml").write_bytes((FOLDER / "hosts" / "reviewed.toml").read_bytes())
    given(newer, "2026-12-05", "x.toml")
    found = Library(newer, library.taken, write_durably).find("x")
    assert (found.retrieved.isoformat(), found.is_taken) == ("2026-12-05", False)


def test_a_taken_file_that_is_broken_is_said_and_can_be_undone(library: Library, tmp_path: Path) -> None:
    take(library, given(tmp_path, "2026-12-01"))
    (library.taken / "x.toml").write_text("format = 2\n", encoding="utf-8")
    found, broken = again(library).all()
    assert [problem.details["file"] for problem in broken] == [str(library.taken / "x.toml")]
    assert len(found) == 16
    again(library).undo("x")
    assert again(library).find("x") == shipped("x")


@pytest.mark.parametrize("name", ["../x", "", "nobody"])
def test_only_what_was_taken_in_is_undone(library: Library, tmp_path: Path, name: str) -> None:
    outside = given(tmp_path, "2026-12-01", "x.toml")
    library.taken.mkdir()
    assert not library.can_undo(name)
    library.undo(name)
    assert outside.is_file()
