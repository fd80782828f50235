"""A long ledger is not gone over afresh each time, can be stopped, and still no change goes unnoticed."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.making import alter, attempt, ledger_of, opt_out, path_of

from demur.ledger import examination, helper
from demur.ledger.audit import Check, Wrong
from demur.ledger.mark import Mark, NotesDigest
from demur.ledger.search import LIST_ENTRIES
from demur.receipts.proof import is_proven
from demur.receipts.tree import GrowingTree, leaf_hash, root_of

PLAZB = (
    'UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), \'"name":"Plaza"\', \'"name":"Plazb"\') AS BLOB)'
    " WHERE position = 2"
)

OTHER_SIGNATURE = (
    "UPDATE checkpoints SET note = substr(note, 1, length(note) - 10)"
    " || CASE substr(note, length(note) - 9, 1) WHEN 'A' THEN 'B' ELSE 'A' END || substr(note, length(note) - 8)"
)
"""One sign of the signature is another, and the form still holds."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seven entries, where four are many and are read two at a time."""
    monkeypatch.setattr(examination, "LONG", 4)
    monkeypatch.setattr(examination, "STEP", 2)
    sealer = ledger_of(tmp_path).unlock()
    for _ in range(3):
        opt_out(sealer)
    return tmp_path


@pytest.fixture
def proven(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The entries whose signatures were looked at."""
    seen: list[int] = []

    def watched(fields: dict[str, dict[str, int]]) -> bool:
        seen.append(fields["log"]["index"])
        return is_proven(fields)

    monkeypatch.setattr(examination, "is_proven", watched)
    return seen


def mark_of(folder: Path) -> Path:
    return path_of(folder).with_name("ledger.sqlite.checked")


def forged_mark(folder: Path) -> Mark:
    """Return the mark that a check would leave if it found all of this sound."""
    notes = NotesDigest()
    with closing(sqlite3.connect(path_of(folder))) as db:
        leaves = [leaf_hash(body) for (body,) in db.execute("SELECT body FROM entries ORDER BY position")]
        for (note,) in db.execute("SELECT note FROM checkpoints ORDER BY size"):
            notes.add(note)
    return Mark(len(leaves), root_of(leaves), notes.digest())


def stopping_at(count: int) -> Callable[[int, int], bool]:
    return lambda done, _all: done < count


def facts(check: Check) -> tuple[bool, bool, int, int]:
    return check.is_sound, check.is_whole, check.entries, check.carried


def test_a_second_check_looks_only_at_new_signatures(folder: Path, proven: list[int]) -> None:
    assert facts(ledger_of(folder).check()) == (True, True, 7, 0)
    assert proven == list(range(7))
    ledger_of(folder).unlock().seal(attempt())
    proven.clear()
    assert facts(ledger_of(folder).check()) == (True, True, 8, 7)
    assert proven == [7]


def test_all_can_be_checked_afresh(folder: Path, proven: list[int]) -> None:
    ledger_of(folder).check()
    proven.clear()
    assert facts(ledger_of(folder).check(is_afresh=True)) == (True, True, 7, 0)
    assert proven == list(range(7))


def test_a_stopped_check_is_not_sound_and_is_gone_on_with(folder: Path, proven: list[int]) -> None:
    assert facts(ledger_of(folder).check(watch=stopping_at(4))) == (False, False, 4, 0)
    proven.clear()
    assert facts(ledger_of(folder).check()) == (True, True, 7, 4)
    assert proven == [4, 5, 6]


def test_a_stop_at_once_leaves_no_mark(folder: Path) -> None:
    assert facts(ledger_of(folder).check(watch=stopping_at(0))) == (False, False, 0, 0)
    assert not mark_of(folder).exists()


def test_a_check_tells_how_far_it_is(folder: Path) -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, count: int) -> bool:
        told.append((done, count))
        return True

    ledger_of(folder).check(watch=watch)
    assert told == [(0, 7), (2, 7), (4, 7), (6, 7)]


def test_a_short_ledger_is_always_checked_afresh(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "LONG", 8)
    ledger_of(folder).check()
    assert not mark_of(folder).exists()
    assert ledger_of(folder).check().carried == 0


def test_what_is_wrong_leaves_no_mark(folder: Path) -> None:
    alter(folder, PLAZB)
    assert ledger_of(folder).check().wrong == Wrong("signature", 2)
    assert not mark_of(folder).exists()


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        (PLAZB, Wrong("signature", 2)),
        (f"{OTHER_SIGNATURE} WHERE size = 3", Wrong("checkpoint", 2)),
        ("UPDATE entries SET body = CAST('[1]' AS BLOB) WHERE position = 2", Wrong("entry", 2)),
        ("UPDATE entries SET body = CAST('{}' AS BLOB) WHERE position = 2", Wrong("entry", 2)),
        ("UPDATE disclosures SET value = 'bo' WHERE entry = 1 AND name = 'handle'", Wrong("commitments", 1)),
    ],
)
def test_a_change_of_what_was_sound_is_found_as_ever(statement: str, wrong: Wrong, folder: Path) -> None:
    ledger_of(folder).check()
    alter(folder, statement)
    assert ledger_of(folder).check().wrong == wrong


def test_a_forged_mark_hides_no_changed_entry(folder: Path) -> None:
    """Whoever changes an entry and the mark would have to sign the newest checkpoint anew as well."""
    alter(folder, PLAZB)
    hashes = [(leaf_hash(body),) for (body,) in _bodies(folder)]
    alter(folder, f"UPDATE nodes SET hash = x'{hashes[2][0].hex()}' WHERE level = 0 AND position = 2")
    forged_mark(folder).write(path_of(folder))
    check = ledger_of(folder).check()
    assert check.wrong == Wrong("signature", 2)
    assert check.carried == 0


def test_a_forged_mark_and_forged_hashes_hide_nothing(folder: Path) -> None:
    alter(folder, PLAZB)
    with closing(sqlite3.connect(path_of(folder), isolation_level=None)) as db:
        grown = GrowingTree()
        for (body,) in _bodies(folder):
            db.executemany("INSERT OR REPLACE INTO nodes VALUES (?, ?, ?)", grown.append(leaf_hash(body)))
        db.execute("DELETE FROM listed")
        db.execute(LIST_ENTRIES)
    forged_mark(folder).write(path_of(folder))
    check = ledger_of(folder).check()
    assert not check.is_sound
    assert check.wrong == Wrong("checkpoint", 6)


def _bodies(folder: Path) -> list[tuple[bytes]]:
    with closing(sqlite3.connect(path_of(folder))) as db:
        return db.execute("SELECT body FROM entries ORDER BY position").fetchall()


@pytest.mark.parametrize(
    "content", [b"", b"7", b"7 x y\n", b"\xff" * 300, b"99 " + b"0" * 64 + b" " + b"0" * 64 + b"\n"]
)
def test_a_mark_that_says_nothing_is_no_mark(content: bytes, folder: Path) -> None:
    mark_of(folder).write_bytes(content)
    assert facts(ledger_of(folder).check()) == (True, True, 7, 0)


def test_a_mark_that_cannot_be_left_stops_nothing(folder: Path) -> None:
    mark_of(folder).mkdir()
    assert facts(ledger_of(folder).check()) == (True, True, 7, 0)
    assert facts(ledger_of(folder).check()) == (True, True, 7, 0)


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        (PLAZB, Wrong("signature", 2)),
        ("UPDATE entries SET kind = 'failure' WHERE position = 2", Wrong("columns", 2)),
        ("UPDATE entries SET body = CAST('{}' AS BLOB) WHERE position = 2", Wrong("entry", 2)),
        ("UPDATE disclosures SET value = 'bo' WHERE entry = 2 AND name = 'handle'", Wrong("commitments", 2)),
        ("UPDATE nodes SET hash = zeroblob(32) WHERE level = 0 AND position = 3", Wrong("tree", 2)),
        ("UPDATE nodes SET hash = zeroblob(32) WHERE level = 1 AND position = 0", Wrong("earlier-root", 2)),
        (f"{OTHER_SIGNATURE} WHERE size = 7", Wrong("checkpoint", 6)),
        ("DELETE FROM entries WHERE position = 2", Wrong("entries", 2)),
    ],
)
def test_one_entry_is_looked_at_by_itself(statement: str, wrong: Wrong, folder: Path) -> None:
    """Its own bytes, what lies beside it, its place and the newest checkpoint; the other entries aren't read."""
    assert ledger_of(folder).check_one(2).is_sound
    alter(folder, statement)
    assert ledger_of(folder).check_one(2).wrong == wrong


def test_what_is_wrong_elsewhere_is_not_said_of_one_entry(folder: Path) -> None:
    alter(folder, PLAZB)
    assert ledger_of(folder).check_one(4).is_sound
    assert not ledger_of(folder).check().is_sound


@pytest.fixture
def with_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process looks at entries 2 to 5 of the seven."""
    monkeypatch.setattr(helper, "HELPED_FROM", 4)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("with_helper")
def test_a_helper_looks_at_signatures_ahead(folder: Path, proven: list[int]) -> None:
    assert facts(ledger_of(folder).check()) == (True, True, 7, 0)
    assert proven == [0, 1, 6]


@pytest.mark.usefixtures("with_helper")
@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        (PLAZB, Wrong("signature", 2)),
        (f"{OTHER_SIGNATURE} WHERE size = 4", Wrong("checkpoint", 3)),
        ("UPDATE entries SET body = CAST('{}' AS BLOB) WHERE position = 5", Wrong("entry", 5)),
        ("UPDATE nodes SET hash = zeroblob(32) WHERE level = 0 AND position = 3", Wrong("tree", 3)),
        ("DELETE FROM entries WHERE position = 3", Wrong("entries", 3)),
        ("DELETE FROM checkpoints WHERE size = 4", Wrong("checkpoint", 3)),
    ],
)
def test_a_helper_hides_nothing(statement: str, wrong: Wrong, folder: Path) -> None:
    alter(folder, statement)
    assert ledger_of(folder).check().wrong == wrong


@pytest.mark.usefixtures("with_helper")
def test_a_helper_that_answers_for_other_bytes_is_not_believed(
    folder: Path, proven: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helper.Helper, "answer", lambda _self: b"\x07" * 32)
    assert facts(ledger_of(folder).check()) == (True, True, 7, 0)
    assert proven == list(range(7))


@pytest.mark.usefixtures("with_helper")
def test_a_helper_that_dies_or_never_began_is_done_without(
    folder: Path, proven: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helper.Helper, "ask", lambda self, *_: self._process.kill())
    assert facts(ledger_of(folder).check()) == (True, True, 7, 0)
    monkeypatch.setattr(sys, "executable", str(folder / "no-python-here"))
    assert facts(ledger_of(folder).check(is_afresh=True)) == (True, True, 7, 0)
    assert proven == [*range(7), *range(7)]
