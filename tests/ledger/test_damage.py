"""faults.md D4: forty ways a real ledger is damaged. It is only read, what is left is proven, nothing is sealed."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.ledger.making import attempt, ledger_of, opt_out, path_of

from demur.core.problem import LedgerDamaged, LedgerNewer, Problem
from demur.ledger import soundness
from demur.ledger.leftover import require_own
from demur.ledger.log import SqliteLedger
from demur.receipts.verifier import Result, verify_file

PAGE = 4096


@dataclass
class File:
    """The ledger's file and its journal, as bytes to be damaged; `other` is another ledger's transaction."""

    whole: bytearray
    journal: bytearray | None
    roots: dict[str, int]
    held: "Held"


@dataclass
class Held:
    """Files in the middle of a transaction, as a kill leaves them: the file half written, its journal whole."""

    half: bytes
    journal: bytes
    others_journal: bytes
    earlier_journal: bytes


def root(file: File, name: str) -> int:
    return (file.roots[name] - 1) * PAGE


def put(place: int, content: bytes) -> Callable[[File], None]:
    def harm(file: File) -> None:
        file.whole[place : place + len(content)] = content

    return harm


def page_of(name: str, content: bytes = b"\xff" * PAGE) -> Callable[[File], None]:
    def harm(file: File) -> None:
        place = root(file, name)
        assert file.whole[place : place + PAGE] != content
        file.whole[place : place + len(content)] = content

    return harm


def leaf(number: int) -> Callable[[File], None]:
    """Damage the nth leaf of the entries, as its interior page names them."""

    def harm(file: File) -> None:
        top = root(file, "entries")
        assert file.whole[top] == 0x05, "the ledger is long enough to have pages under its root"
        cell = int.from_bytes(file.whole[top + 12 + 2 * number : top + 14 + 2 * number], "big")
        page = int.from_bytes(file.whole[top + cell : top + cell + 4], "big")
        file.whole[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)

    return harm


def flipped(text: bytes) -> Callable[[File], None]:
    """Change one letter of a receipt, which no structure notices."""

    def harm(file: File) -> None:
        place = file.whole.index(text, len(file.whole) // 3)
        file.whole[place] ^= 1

    return harm


def cut(share: float) -> Callable[[File], None]:
    def harm(file: File) -> None:
        del file.whole[int(len(file.whole) * share) :]

    return harm


def swapped(file: File) -> None:
    first, second = 3 * PAGE, 6 * PAGE
    kept = file.whole[first : first + PAGE]
    file.whole[first : first + PAGE] = file.whole[second : second + PAGE]
    file.whole[second : second + PAGE] = kept


def every_third_page(file: File) -> None:
    for place in range(2 * PAGE, len(file.whole), 3 * PAGE):
        file.whole[place : place + PAGE] = b"\xff" * PAGE


def left_with(harm: Callable[[bytearray], None]) -> Callable[[File], None]:
    """Leave the file half written, with its journal harmed."""

    def harm_both(file: File) -> None:
        file.whole[:] = file.held.half
        file.journal = bytearray(file.held.journal)
        harm(file.journal)

    return harm_both


def at(place: int, content: bytes) -> Callable[[bytearray], None]:
    def harm(journal: bytearray) -> None:
        assert journal[place : place + len(content)] != content
        journal[place : place + len(content)] = content

    return harm


def shorter(journal: bytearray) -> None:
    del journal[len(journal) * 2 // 3 :]


def gone(file: File) -> None:
    file.whole[:] = file.held.half


def others(file: File) -> None:
    file.journal = bytearray(file.held.others_journal)


def earlier(file: File) -> None:
    file.journal = bytearray(file.held.earlier_journal)


def garbage(file: File) -> None:
    file.journal = bytearray(b"\xa5" * 9000)


def one_more_table(file: File) -> None:
    put(60, (7).to_bytes(4, "big"))(file)
    put(44, (4).to_bytes(4, "big"))(file)


DAMAGE: dict[str, Callable[[File], None]] = {
    # the header
    "magic": put(0, b"SQLite format 4\0"),
    "page size": put(16, b"\x02\x00"),
    "no page size": put(16, b"\xff\xff"),
    "write version": put(18, b"\x09"),
    "read version": put(18, b"\x09\x09"),
    "reserved bytes": put(20, b"\xc8"),
    "payload fractions": put(21, b"\x01\x02\x03"),
    "page count": put(28, b"\x7f\xff\xff\xff"),
    "schema format": put(44, b"\x00\x00\x00\x09"),
    "text encoding": put(56, b"\x00\x00\x00\x02"),
    "application": put(68, b"\x00\x00\x00\x00"),
    "the whole header": put(0, b"\xff" * 100),
    # pages
    "page 1": put(0, bytes(PAGE)),
    "the schema": put(100, b"\xff" * (PAGE - 100)),
    "top of the entries": page_of("entries"),
    "first entries": leaf(0),
    "entries in the middle": leaf(5),
    "tree": page_of("nodes"),
    "checkpoints": page_of("checkpoints"),
    "ids": page_of("sqlite_autoindex_entries_1"),
    "list by account": page_of("entries_of_account"),
    "a letter": flipped(b"Plaza Ltd"),
    "half of it": cut(0.5),
    "the last tenth": cut(0.9),
    "two pages swapped": swapped,
    "every third page": every_third_page,
    # journals
    "no journal beside a half": gone,
    "journal's magic": left_with(at(0, b"\x12\x34")),
    "journal's beginning gone": left_with(at(0, bytes(12))),
    "journal's count": left_with(at(8, b"\x00\x00\x7f\xff")),
    "journal's count gone": left_with(at(8, bytes(4))),
    "journal's nonce": left_with(at(12, b"\xff\x00\xff\x00")),
    "journal's sizes": left_with(at(20, b"\x00\x00\x00\x07\x00\x00\x00\x09")),
    "journal's page": left_with(at(512 + 4 + (PAGE - 200), b"\xee")),
    "journal's sum": left_with(at(512 + 4 + PAGE, b"\xee\xee")),
    "journal cut": left_with(shorter),
    # others
    "another file's journal": others,
    "this file's journal of another day": earlier,
    "newer schema": put(60, b"\x00\x00\x00\x03"),
    "much newer schema": one_more_table,
}


def test_d4_has_its_count() -> None:
    assert len(DAMAGE) == 40


def in_the_middle(path: Path) -> tuple[bytes, bytes]:
    """Return file and journal as a kill in the middle of a transaction leaves them, and undo it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size=2")  # so that pages go to the file before the end
        db.execute("BEGIN IMMEDIATE")
        db.execute(
            "INSERT INTO entries SELECT position + (SELECT count(*) FROM entries), id || 'x', kind, NULL, account,"
            " recorded_at, body FROM entries"
        )
        db.execute("UPDATE checkpoints SET note = note || 'x'")
        found = path.read_bytes(), Path(f"{path}-journal").read_bytes()
        db.execute("ROLLBACK")
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Held]:
    """A real ledger of 25 entries, and what transactions in it and in another leave when they are killed."""
    folder, other = tmp_path_factory.mktemp("ledger"), tmp_path_factory.mktemp("other")
    sealer, others_sealer = ledger_of(folder).unlock(), ledger_of(other).unlock()
    for _ in range(6):
        opt_out(sealer)
    _, earlier_journal = in_the_middle(path_of(folder))
    for _ in range(6):
        opt_out(sealer)
    for _ in range(12):
        opt_out(others_sealer)
    half, journal = in_the_middle(path_of(folder))
    _, others_journal = in_the_middle(path_of(other))
    ledger_of(folder).keep_checkpoint()
    return folder, Held(half, journal, others_journal, earlier_journal)


def roots(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as db:
        return dict(db.execute("SELECT name, rootpage FROM sqlite_schema"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in path_of(folder).parent.iterdir()}


def damaged(made: tuple[Path, Held], harm: Callable[[File], None], folder: Path) -> dict[str, bytes]:
    shutil.copytree(made[0], folder, dirs_exist_ok=True)
    path = path_of(folder)
    file = File(bytearray(path.read_bytes()), None, roots(path), made[1])
    harm(file)
    path.write_bytes(file.whole)
    if file.journal is not None:
        Path(f"{path}-journal").write_bytes(file.journal)
    return files(folder)


def readable(folder: Path) -> SqliteLedger:
    """Return the ledger, or what is left of it where it can't be read as it is."""
    ledger = ledger_of(folder)
    try:
        ledger.look_over()
        ledger.page(0, 100)
        ledger.proven(0)
    except (LedgerDamaged, LedgerNewer) as problem:
        return ledger.salvaged(problem)
    return ledger


def is_sound(folder: Path) -> bool:
    try:
        return ledger_of(folder).check().is_sound
    except Problem:
        return False


LEAST = {"a letter": 24, "entries in the middle": 24, "first entries": 23, "the last tenth": 18}
LEAST |= {"half of it": 6, "every third page": 10}
"""Of 25 entries; all of them where nothing is said here."""
PROVEN = {"half of it": 0}
"""No checkpoint lies in that half. Elsewhere each receipt that is left is also proven."""


@pytest.mark.parametrize("name", DAMAGE)
def test_d4_is_only_read_and_what_is_left_is_proven(name: str, made: tuple[Path, Held], tmp_path: Path) -> None:
    """Nothing is sealed, nothing in the file is changed, and every receipt that is shown is one that was sealed."""
    before = damaged(made, DAMAGE[name], tmp_path)
    true = {receipt.index: receipt.body for receipt in ledger_of(made[0]).page(0, 100)}
    sealer = ledger_of(tmp_path)
    with pytest.raises(Problem):
        sealer.unlock().seal(attempt())
    left = readable(tmp_path)
    found = {receipt.index: receipt.body for receipt in left.page(0, 100)}
    assert found.items() <= true.items()
    assert len(found) >= LEAST.get(name, 25)
    exported = 0
    for number in found:
        try:
            file = left.export(number, tmp_path / "out")
        except LedgerDamaged:
            continue
        assert verify_file(file).result is Result.VALID
        exported += 1
    assert exported == PROVEN.get(name, len(found))
    assert files(tmp_path) == before
    assert is_sound(tmp_path) is (name == "write version"), "SQLite only reads such a file, and all of it is there"


def test_d4_a_whole_journal_of_its_own_is_played_back(made: tuple[Path, Held], tmp_path: Path) -> None:
    """What a crash leaves is no damage."""
    damaged(made, left_with(lambda _: None), tmp_path)
    assert ledger_of(tmp_path).size() == 25
    opt_out(ledger_of(tmp_path).unlock())
    assert ledger_of(tmp_path).check().is_sound


def test_d4_whose_journal_it_is_shows_before_it_is_played(made: tuple[Path, Held], tmp_path: Path) -> None:
    damaged(made, earlier, tmp_path)
    with pytest.raises(LedgerDamaged) as caught:
        require_own(path_of(tmp_path), lambda _: None)
    assert "of another file or another time" in caught.value.details["what"]


def test_d4_what_a_journal_leads_to_is_looked_at(made: tuple[Path, Held], tmp_path: Path) -> None:
    """As a file, and as a ledger: each of the two looks is enough to refuse it."""

    def not_ours(_: sqlite3.Connection) -> None:
        raise LedgerDamaged(what="not ours")

    damaged(made, left_with(lambda _: None), tmp_path)
    require_own(path_of(tmp_path), lambda _: None)
    with pytest.raises(LedgerDamaged):
        require_own(path_of(tmp_path), not_ours)

    def with_broken_list(file: File) -> None:
        page_of("entries_of_account")(file)
        file.journal = bytearray(600)  # never finished

    damaged(made, with_broken_list, tmp_path)
    with pytest.raises(LedgerDamaged):
        require_own(path_of(tmp_path), lambda _: None)


def test_d4_damage_shows_before_an_attempt_is_written_down(made: tuple[Path, Held], tmp_path: Path) -> None:
    """A list that no sealing needs to read: the look over the file finds it all the same."""
    damaged(made, page_of("entries_of_account"), tmp_path)
    with pytest.raises(LedgerDamaged):
        ledger_of(tmp_path).unlock()


def test_the_look_over_a_long_ledger_is_left_to_the_full_check(
    made: tuple[Path, Held], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(made, flipped(b"Plaza Ltd"), tmp_path)
    monkeypatch.setattr(soundness, "MOST_PAGES", 3)
    ledger_of(tmp_path).unlock()
    assert not ledger_of(tmp_path).check().is_sound
