"""The full check: whatever is changed behind the ledger's back is found, and its place named."""

import base64
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from tests.ledger.making import LocalClock, alter, attempt, ledger_of, opt_out, path_of, vault_of

from demur.core.entry import Kind
from demur.core.problem import LedgerDamaged
from demur.ledger import examination
from demur.ledger.audit import WRONGS, Wrong
from demur.ledger.kept import Kept
from demur.ledger.log import SECRET_NAME
from demur.ledger.search import LIST_ENTRIES
from demur.receipts import checkpoint, profile, tree
from demur.receipts.keys import ReceiptKeys
from demur.receipts.proof import sign


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of six entries: genesis, two opt-outs, and an attempt left open."""
    sealer = ledger_of(tmp_path).unlock()
    opt_out(sealer)
    opt_out(sealer)
    sealer.seal(attempt())
    return tmp_path


def test_a_sound_ledger(folder: Path) -> None:
    check = ledger_of(folder).check()
    assert (check.entries, check.checkpoints, check.kept, check.wrong) == (6, 6, Kept.NOTHING_KEPT, None)


def test_it_reads_in_steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "STEP", 4)
    assert ledger_of(folder).check().entries == 6
    alter(folder, "UPDATE entries SET recorded_at = 'later' WHERE position = 5")
    assert ledger_of(folder).check().wrong == Wrong("columns", 5)


OTHER_ID = "'urn:uuid:0b8f0c52-6a43-4a2e-9d0e-3b8c2a3f0001'"
CHANGES: list[tuple[str, Wrong]] = [
    (f"UPDATE entries SET id = {OTHER_ID} WHERE position = 5", Wrong("columns", 5)),
    ("UPDATE entries SET kind = 'observation' WHERE position = 5", Wrong("columns", 5)),
    ("UPDATE entries SET kind = 'failure' WHERE position = 4", Wrong("columns", 4)),
    ("UPDATE entries SET attempt = NULL WHERE position = 2", Wrong("columns", 2)),
    ("UPDATE entries SET recorded_at = '1970' WHERE position = 3", Wrong("columns", 3)),
    ("UPDATE entries SET account = NULL WHERE position = 3", Wrong("columns", 3)),
    ("UPDATE entries SET account = 'x' WHERE position = 0", Wrong("columns", 0)),
    ("UPDATE entries SET body = CAST('{}' AS BLOB) WHERE position = 3", Wrong("entry", 3)),
    ("UPDATE entries SET body = CAST(body || ' ' AS BLOB) WHERE position = 3", Wrong("entry", 3)),
    ("UPDATE entries SET position = 9 WHERE position = 5", Wrong("entries", 5)),
    ("UPDATE listed SET said = 'LinkedIn' WHERE position = 3", Wrong("columns", 3)),
    ("UPDATE listed SET kind = 'failure' WHERE position = 4", Wrong("columns", 4)),
    ("DELETE FROM listed WHERE position = 2", Wrong("columns", 2)),
    ("INSERT INTO listed VALUES (99, 'attempt', '')", Wrong("columns")),
    ("DELETE FROM open_attempts", Wrong("attempts")),
    ("INSERT INTO open_attempts VALUES (1)", Wrong("attempts")),
    ("UPDATE open_attempts SET entry = 3", Wrong("attempts")),
    ("UPDATE nodes SET hash = zeroblob(32) WHERE level = 0 AND position = 1", Wrong("tree", 1)),
    ("UPDATE nodes SET hash = zeroblob(32) WHERE level = 2 AND position = 0", Wrong("tree", 3)),
    ("DELETE FROM nodes WHERE level = 1 AND position = 0", Wrong("tree", 1)),
    ("DELETE FROM entries WHERE position = 3", Wrong("entries", 3)),
    (
        "INSERT INTO entries SELECT -1, 'x', kind, NULL, account, recorded_at, body FROM entries WHERE position = 1",
        Wrong("entries"),
    ),
    ("INSERT INTO checkpoints SELECT 0, note FROM checkpoints WHERE size = 6", Wrong("checkpoint")),
    ("INSERT INTO checkpoints SELECT 7, note FROM checkpoints WHERE size = 6", Wrong("checkpoint")),
    ("INSERT INTO disclosures VALUES (99, 'handle', '00', 'amina')", Wrong("file")),
    ("INSERT INTO nodes VALUES (7, 7, zeroblob(32))", Wrong("tree")),
    ("DELETE FROM checkpoints WHERE size = 3", Wrong("checkpoint", 2)),
    ("UPDATE checkpoints SET size = 99 WHERE size = 3", Wrong("checkpoint", 2)),
    ("UPDATE checkpoints SET note = note || 'x' WHERE size = 3", Wrong("checkpoint", 2)),
    (
        "UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 2) WHERE size = 3",
        Wrong("checkpoint", 2),
    ),
    ("UPDATE disclosures SET value = 'bo' WHERE entry = 3 AND name = 'handle'", Wrong("commitments", 3)),
    ("UPDATE disclosures SET salt = '00' WHERE entry = 4 AND name = 'userId'", Wrong("commitments", 4)),
    ("UPDATE evidence SET body = CAST('{}' AS BLOB) WHERE entry = 4 AND name = 'after'", Wrong("commitments", 4)),
    ("UPDATE evidence SET name = 'other' WHERE entry = 4 AND name = 'after'", Wrong("commitments", 4)),
]


@pytest.fixture
def checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same ledger, long enough for a mark, and found sound."""
    monkeypatch.setattr(examination, "LONG", 4)
    assert ledger_of(folder).check().is_sound
    assert ledger_of(folder).check().carried == 6
    return folder


@pytest.mark.parametrize(("statement", "wrong"), CHANGES, ids=[statement[:70] for statement, _ in CHANGES])
@pytest.mark.parametrize("which", ["folder", "checked"])
def test_each_change_is_found(which: str, statement: str, wrong: Wrong, request: pytest.FixtureRequest) -> None:
    """Found, and its place named, whether or not all was sound when it was last looked at."""
    folder: Path = request.getfixturevalue(which)
    alter(folder, statement)
    check = ledger_of(folder).check()
    assert check.wrong == wrong
    assert not check.is_sound
    assert wrong.code in WRONGS


def test_a_changed_body_is_found_by_its_signature(folder: Path) -> None:
    alter(
        folder,
        'UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), \'"name":"Plaza"\', \'"name":"Plazb"\') AS BLOB)'
        " WHERE position = 2",
    )
    assert ledger_of(folder).check().wrong == Wrong("signature", 2)


def test_what_the_member_deleted_is_not_missed(folder: Path) -> None:
    alter(folder, "DELETE FROM disclosures WHERE entry = 1", "DELETE FROM evidence")
    ledger = ledger_of(folder)
    assert ledger.check().is_sound
    assert not ledger.disclosures(1)
    assert not ledger.evidence(2)


def test_damaged_pages_are_found(folder: Path) -> None:
    file = path_of(folder)
    whole = file.read_bytes()
    for page in range(1, len(whole) // 4096):
        file.write_bytes(whole[: page * 4096] + b"\xaa" * 4096 + whole[(page + 1) * 4096 :])
        assert not ledger_of(folder).check().is_sound, f"page {page}"


@dataclass(frozen=True)
class Row:
    id: str
    kind: str
    attempt: str | None
    account: str | None
    recorded_at: str
    body: bytes


def rows_of(file: Path) -> list[Row]:
    with closing(sqlite3.connect(file)) as db:
        query = "SELECT id, kind, attempt, account, recorded_at, body FROM entries ORDER BY position"
        return [Row(*row) for row in db.execute(query)]


def notes_of(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as db:
        return [note for (note,) in db.execute("SELECT note FROM checkpoints ORDER BY size")]


def lay(file: Path, rows: list[Row], notes: list[str]) -> None:
    """Write other entries, and everything that can be told again without a key, as a careful forger would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("BEGIN")
        for table in ("open_attempts", "disclosures", "evidence", "listed", "entries", "nodes", "checkpoints"):
            db.execute(f"DELETE FROM {table}")
        sized = list(enumerate([*notes, notes[-1]], start=1))
        db.executemany("INSERT INTO checkpoints VALUES (?, ?)", sized[: len(rows)])
        grown = tree.GrowingTree()
        for position, row in enumerate(rows):
            is_twice = any(row.id == earlier.id for earlier in rows[:position])
            name = f"{row.id}-again" if is_twice else row.id
            closes = None if is_twice else row.attempt
            values = (position, name, row.kind, closes, row.account, row.recorded_at, row.body)
            db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            db.executemany("INSERT INTO nodes VALUES (?, ?, ?)", grown.append(tree.leaf_hash(row.body)))
        db.execute(LIST_ENTRIES)
        db.execute(
            "INSERT INTO open_attempts SELECT position FROM entries a WHERE kind = 'attempt'"
            " AND NOT EXISTS (SELECT 1 FROM entries c WHERE c.attempt = a.id)"
        )
        db.execute("COMMIT")


def test_r3_every_deletion_duplication_and_swap_of_20_entries(tmp_path: Path) -> None:
    """R3: 20 deletions, 20 duplications, 190 swaps."""
    sealer = ledger_of(tmp_path).unlock()
    for _ in range(9):
        opt_out(sealer)
    sealer.seal(attempt())
    file, ledger = path_of(tmp_path), ledger_of(tmp_path)
    rows, notes = rows_of(file), notes_of(file)
    assert len(rows) == 20
    cases: list[tuple[int, list[Row]]] = []
    cases += [(place, rows[:place] + rows[place + 1 :]) for place in range(20)]
    cases += [(place + 1, rows[: place + 1] + rows[place:]) for place in range(20)]
    for first, second in combinations(range(20), 2):
        swapped = list(rows)
        swapped[first], swapped[second] = rows[second], rows[first]
        cases.append((first, swapped))
    ledger.keep_checkpoint()  # without it, nobody can miss the newest entry
    for place, changed in cases:
        lay(file, changed, notes)
        wrong = ledger.check().wrong
        assert wrong is not None, place
        assert wrong.index == place or (wrong.index is None and place >= 19), (place, wrong)
    assert len(cases) == 230
    lay(file, rows, notes)
    assert ledger.check().is_sound


def test_r5_entries_signed_again_with_another_key_are_found(folder: Path) -> None:
    other = ReceiptKeys.from_secret(b"\x07" * 32)
    with closing(sqlite3.connect(path_of(folder), isolation_level=None)) as db:
        (body,) = db.execute("SELECT body FROM entries WHERE position = 3").fetchone()
        fields = profile.parse(body)
        del fields["proof"]
        forged = profile.canonical_bytes(sign(fields, other, LocalClock().now()))
        db.execute("UPDATE entries SET body = ? WHERE position = 3", (forged,))
    assert ledger_of(folder).check().wrong == Wrong("key", 3)


def test_a_checkpoint_signed_with_another_key_is_found(folder: Path) -> None:
    other = ReceiptKeys.from_secret(b"\x07" * 32)
    with closing(sqlite3.connect(path_of(folder), isolation_level=None)) as db:
        (note,) = db.execute("SELECT note FROM checkpoints WHERE size = 6").fetchone()
        found = checkpoint.parse(note.encode())
        forged = checkpoint.sign(other, found.origin, 6, found.root)
        db.execute("UPDATE checkpoints SET note = ? WHERE size = 6", (forged,))
    assert ledger_of(folder).check().wrong == Wrong("checkpoint", 5)
    ledger = ledger_of(folder)
    assert ledger.quick_check() == 6  # no signature is looked at here …
    with pytest.raises(LedgerDamaged):
        ledger.unlock().seal(attempt())  # … but nothing is added to it


EDGE_CHANGES = [
    "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'Plaza Ltd', 'Plaza PLC') AS BLOB) WHERE position = 5",
    "DELETE FROM entries WHERE position = 5",
    "UPDATE nodes SET hash = zeroblob(32) WHERE level = 0 AND position = 5",
    "UPDATE nodes SET hash = zeroblob(32) WHERE level = 2 AND position = 0",
    "UPDATE nodes SET hash = zeroblob(31) WHERE level = 2 AND position = 0",
    "DELETE FROM nodes WHERE level = 1 AND position = 2",
    "DELETE FROM checkpoints WHERE size = 6",
    "UPDATE checkpoints SET size = 7 WHERE size = 6",
    "UPDATE checkpoints SET note = 'nonsense' WHERE size = 6",
    "DELETE FROM checkpoints",
]


@pytest.mark.parametrize("statement", EDGE_CHANGES)
def test_the_quick_check_finds_a_changed_edge_and_nothing_is_sealed_onto_it(statement: str, folder: Path) -> None:
    ledger = ledger_of(folder)
    sealer = ledger.unlock()
    alter(folder, statement)
    with pytest.raises(LedgerDamaged):
        ledger.quick_check()
    with pytest.raises(LedgerDamaged):
        sealer.seal(attempt())


def test_an_earlier_root_that_is_not_the_logs_is_found(folder: Path) -> None:
    """Signed by the true key all through: only the chain itself is wrong."""
    secret = vault_of(folder).find(SECRET_NAME)
    assert secret is not None
    keys = ReceiptKeys.from_secret(base64.urlsafe_b64decode(secret.reveal()))
    with closing(sqlite3.connect(path_of(folder), isolation_level=None)) as db:
        bodies = [body for (body,) in db.execute("SELECT body FROM entries ORDER BY position")]
        fields = profile.parse(bodies.pop())
        del fields["proof"]
        fields["log"]["prevRoot"] = "sha256:" + "0" * 64
        bodies.append(profile.canonical_bytes(sign(fields, keys, LocalClock().now())))
        grown = tree.GrowingTree()
        for body in bodies:
            db.executemany("INSERT OR REPLACE INTO nodes VALUES (?, ?, ?)", grown.append(tree.leaf_hash(body)))
        note = checkpoint.sign(keys, fields["log"]["origin"], 6, grown.root())
        db.execute("UPDATE checkpoints SET note = ? WHERE size = 6", (note,))
        db.execute("UPDATE entries SET body = ? WHERE position = 5", (bodies[5],))
    assert ledger_of(folder).quick_check() == 6
    assert ledger_of(folder).check().wrong == Wrong("earlier-root", 5)


def test_kinds_are_what_the_product_knows(folder: Path) -> None:
    kinds = [receipt.kind for receipt in ledger_of(folder).page(0, 10)]
    assert kinds == [Kind.GENESIS, *[Kind.ATTEMPT, Kind.CONFIRMATION] * 2, Kind.ATTEMPT]
