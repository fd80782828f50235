"""What can still be read of a damaged ledger, each receipt proven by itself; nothing is written (faults D4)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from demur.core.account import AccountId
from demur.core.dating import Token
from demur.core.entry import EntryId, Kind, Receipt
from demur.core.ports import Clock, Vault
from demur.core.problem import LedgerDamaged, Problem
from demur.ledger.commitment import Disclosure, Evidence
from demur.ledger.composition import ProgramFacts
from demur.ledger.log import SECRET_NAME, SqliteLedger, keys_from
from demur.ledger.pages import Value, rows
from demur.ledger.rows import receipt_of
from demur.ledger.search import Order, Search
from demur.ledger.tokens import SHOWN, TOKEN_COLUMNS, token_of
from demur.receipts import tree
from demur.receipts.checkpoint import Checkpoint, CheckpointBroken
from demur.receipts.checkpoint import parse as parse_checkpoint
from demur.receipts.durable_file import folder_problems
from demur.receipts.encoding import EncodingBroken
from demur.receipts.export import Proven
from demur.receipts.keys import PublicKeys, did_key, multikey, raw_of_multikey
from demur.receipts.proof import is_proven


class SalvagedLedger(SqliteLedger):
    """Reads like the ledger, with gaps; whatever else is asked of it meets the damaged file and says so."""

    has_gaps = True

    def __init__(
        self, path: Path, vault: Vault, clock: Clock, is_practice: bool, program: ProgramFacts, problem: Problem
    ) -> None:
        super().__init__(path, vault, clock, is_practice, program)
        self._problem = problem
        with folder_problems(path.parent):
            self._rows = found = list(rows(path.read_bytes()))
        self._receipts = _receipts(found)
        self._nodes = _nodes(found, self._receipts)
        self._checkpoints = _checkpoints(found)
        self._tokens = _tokens(found)

    @property
    def missing(self) -> Sequence[int]:
        """Return the numbers that were lost, up to the newest entry of which anything is left."""
        return [number for number in range(self.size()) if number not in self._receipts]

    @property
    def held(self) -> int:
        return len(self._receipts)

    def size(self) -> int:
        """Return how many entries there were, as far as anything still says so."""
        sizes = [checkpoint.size for checkpoint, _ in self._checkpoints]
        return max([*sizes, *(number + 1 for number in self._receipts)], default=0)

    def page(self, first: int, count: int) -> Sequence[Receipt]:
        numbers = sorted(number for number in self._receipts if number >= first)
        return tuple(self._receipts[number] for number in numbers[:count])

    def positions(self, search: Search) -> Sequence[int]:
        """Return the numbers of what is left; by account they stand as they were sealed."""
        held = [self._receipts[number] for number in sorted(self._receipts, reverse=search.is_descending)]
        if search.order is Order.KIND:
            held.sort(key=lambda receipt: receipt.kind.value, reverse=search.is_descending)
        wanted, text = search.kinds or tuple(Kind), search.text.casefold()
        return [one.index for one in held if one.kind in wanted and text in one.body.decode().casefold()]

    def newest_for(self, account: AccountId) -> Receipt | None:
        held = [receipt for receipt in self._receipts.values() if receipt.account == account]
        return max(held, key=lambda receipt: receipt.index, default=None)

    def find(self, entry: EntryId) -> Receipt | None:
        return next((receipt for receipt in self._receipts.values() if receipt.id == entry), None)

    def disclosures(self, index: int) -> Sequence[Disclosure]:
        kept = [row for row in self._rows if len(row) == 4 and row[0] == index]
        return tuple(Disclosure(*map(str, row[1:])) for row in kept if _are_texts(row[1:]))

    def evidence(self, index: int) -> Sequence[Evidence]:
        kept = [row for row in self._rows if len(row) == 5 and row[1] == index and _are_texts(row[2:4])]
        return tuple(Evidence(str(row[2]), str(row[3]), row[4]) for row in kept if isinstance(row[4], bytes))

    def unlock(self) -> Any:
        raise self._problem

    def keep_checkpoint(self) -> None:
        raise self._problem

    def proven(self, index: int) -> Proven:
        """Return a receipt with what proves it, under any signed checkpoint whose hashes are still there.

        One that was dated comes first, and of those the earliest.
        """
        if index not in self._receipts:
            raise LedgerDamaged(what=f"entry {index}")
        body, keys = self._receipts[index].body, self._public_keys()
        for checkpoint, note in sorted(self._checkpoints, key=lambda one: self._dated_first(one[0])):
            if index >= checkpoint.size or not checkpoint.is_signed_by(keys.log):
                continue
            with suppress(KeyError):  # a hash on the way is lost; under another checkpoint the way is another
                path = tree.inclusion_path(index, checkpoint.size, lambda level, at: self._nodes[level, at])
                if tree.is_included(tree.leaf_hash(body), index, checkpoint.size, path, checkpoint.root):
                    return Proven(body, index, path, note, keys, self._tokens.get(checkpoint.size, []))
        raise LedgerDamaged(what=f"what proves entry {index}")

    def _dated_first(self, checkpoint: Checkpoint) -> tuple[bool, int]:
        is_dated = checkpoint.size in self._tokens
        return not is_dated, checkpoint.size if is_dated else -checkpoint.size

    def newest_note(self) -> str:
        """Return the newest checkpoint that the log's key signed; empty where there is none left, or no key."""
        with suppress(LedgerDamaged):
            key = self._public_keys().log
            return next((note for checkpoint, note in self._checkpoints if checkpoint.is_signed_by(key)), "")
        return ""

    def _public_keys(self) -> PublicKeys:
        """Return the keys that the first entry names, or where it is lost those in the vault, if they are the same."""
        first, any_left = self._receipts.get(0), next(iter(self._receipts.values()), None)
        with suppress(Problem, EncodingBroken):
            if first is not None:
                log = first.fields["log"]
                return PublicKeys(raw_of_multikey(log["receiptKey"]), raw_of_multikey(log["logKey"]))
            secret = self._vault.find(SECRET_NAME)
            if (
                secret is not None
                and any_left is not None
                and _signer(any_left.fields) == did_key(multikey(keys_from(secret).public.receipt))
            ):
                return keys_from(secret).public
        raise LedgerDamaged(what="entry 0")


def _are_texts(values: Sequence[Value]) -> bool:
    return all(isinstance(value, str) for value in values)


def _receipts(found: Sequence[tuple[Value, ...]]) -> dict[int, Receipt]:
    """Return the entries whose own signature holds, all by the key that signed most of them."""
    held = [receipt for row in found if (receipt := _receipt(row)) is not None]
    signers = Counter(_signer(receipt.fields) for receipt in held)
    first = signers.most_common(1)[0][0] if signers else ""
    return {receipt.index: receipt for receipt in held if _signer(receipt.fields) == first}


def _receipt(row: tuple[Value, ...]) -> Receipt | None:
    """Return an entry: its position is its rowid, so the column itself is empty (lang_createtable, 5)."""
    if len(row) != 8 or row[1] is not None or not isinstance(row[0], int) or not isinstance(row[7], bytes):
        return None
    account = row[5] if isinstance(row[5], str) else None
    with suppress(LedgerDamaged):
        receipt = receipt_of((row[0], row[7], None if account is None else AccountId(account)))
        return receipt if is_proven(receipt.fields) else None
    return None


def _signer(fields: Mapping[str, Any]) -> str:
    return str(fields["proof"]["verificationMethod"])


def _checkpoints(found: Sequence[tuple[Value, ...]]) -> list[tuple[Checkpoint, str]]:
    """Return the checkpoints with their text, the newest first."""
    held = []
    for row in found:
        if len(row) == 3 and row[1] is None and isinstance(row[2], str):
            with suppress(CheckpointBroken, UnicodeEncodeError):
                held.append((parse_checkpoint(row[2].encode()), row[2]))
    return sorted(held, key=lambda one: -one[0].size)


def _tokens(found: Sequence[tuple[Value, ...]]) -> dict[int, list[Token]]:
    """Return the time tokens that can be shown, by the checkpoint that they date; their rowid is their id."""
    held: dict[int, list[Token]] = {}
    for row in found:
        if len(row) == TOKEN_COLUMNS + 2 and row[1] is None:
            with suppress(LedgerDamaged):
                token = token_of(row[2:])
                if token.code in SHOWN:
                    held.setdefault(token.size, []).append(token)
    return held


def _nodes(found: Sequence[tuple[Value, ...]], receipts: Mapping[int, Receipt]) -> dict[tuple[int, int], bytes]:
    """Return the tree's hashes that are there, and those that can be made anew; a proof shows if they are right."""
    nodes: dict[tuple[int, int], bytes] = {}
    for row in found:
        if len(row) == 3 and isinstance(row[0], int) and isinstance(row[1], int) and isinstance(row[2], bytes):
            nodes[row[0], row[1]] = row[2]
    for number in sorted(receipts):
        nodes[0, number] = tree.leaf_hash(receipts[number].body)
        level, place = 0, number
        while place & 1 and (level, place - 1) in nodes:
            made = tree.node_hash(nodes[level, place - 1], nodes[level, place])
            level, place = level + 1, place >> 1
            nodes[level, place] = made
    return nodes
